//! Finds the matches of passages, with what they rest on.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::text::{BlockIndex, Document, DocumentIndex, Passage, SentenceIndex, Span};

use super::bm25::Index;
use super::model::{Evidence, EvidenceKind, Match, MatchKind, Unit};
use super::terms::{Analyser, Spellings};

/// Candidates from the fifth to the thirtieth tell what a passage scores against whatever is
/// about the same things; what a match adds to that is what counts.
const LESSER: std::ops::Range<usize> = 4..30;

/// Least score above the mean of lesser candidates for a link.
const LINK: f32 = 6.0;

/// The same, for 'same event' instead of 'echo'.
const SAME_EVENT: f32 = 10.0;

/// A candidate this near to the best of its document counts as one of the best.
const NEAR_TIE: f32 = 0.9;

/// Words in a row that make a quotation.
const QUOTED_WORDS: usize = 8;

/// The passages of some documents, ready to be matched. Holds no text: it can outlive the
/// documents and be asked from any thread.
pub struct Matcher {
    passages: Vec<Indexed>,
    at: HashMap<Passage, usize>,
    /// By term: as it first stood in a text, and whether it is a name.
    terms: Vec<(String, bool)>,
    index: Index,
    profiles: Vec<OnceLock<Profile>>,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matcher").field("passages", &self.passages.len()).finish_non_exhaustive()
    }
}

struct Indexed {
    passage: Passage,
    /// Terms in the order of the text, with their places in the block.
    tokens: Vec<(u32, Span)>,
}

/// What a passage scores against others.
#[derive(Clone, Debug, Default)]
struct Profile {
    /// The best candidates, best first.
    candidates: Vec<(u32, f32)>,
    /// Mean score of the lesser ones.
    background: f32,
    /// The best score in each document that is among the best candidates.
    best: Vec<(DocumentIndex, f32)>,
}

impl Matcher {
    /// Takes in the prose of the documents, sentence by sentence or block by block.
    pub fn new(documents: &[Document], spellings: &Spellings, unit: Unit) -> Self {
        let mut builder = Builder::default();
        for (index, document) in documents.iter().enumerate() {
            builder.add(DocumentIndex(index), document, spellings, unit);
        }
        builder.build()
    }

    /// Every passage that can be asked about, in order.
    pub fn passages(&self) -> impl Iterator<Item = Passage> {
        self.passages.iter().map(|indexed| indexed.passage)
    }

    /// The best candidates for a passage, best first, of other documents; also those that are no
    /// links. The part `background` is that of the asking passage.
    pub fn matches_of(&self, passage: Passage, top: usize) -> Vec<Match> {
        let Some(&at) = self.at.get(&passage) else { return Vec::new() };
        let profile = self.profile(at);
        let found = |(other, score)| self.found(at, other, score, profile.background);
        if top > LESSER.end {
            return self.index.best(at, top).into_iter().map(found).collect();
        }
        let best = profile.candidates.iter().take(top);
        best.map(|&(other, score)| found((other as usize, score))).collect()
    }

    /// The pairs that count as matches, each once, `a` before `b`; best first. The part
    /// `background` is the mean of both sides.
    pub fn links(&self) -> Vec<Match> {
        self.links_until(&|| false, &mut |_, _| {})
    }

    /// As [`Self::links`]; stops early with what there is when `cancelled` says so. `progress`
    /// hears how many passages of how many are done.
    pub fn links_until(
        &self,
        cancelled: &dyn Fn() -> bool,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Vec<Match> {
        let mut links = Vec::new();
        for at in 0..self.passages.len() {
            if cancelled() {
                break;
            }
            progress(at, self.passages.len());
            for &(other, score) in &self.profile(at).candidates {
                let other = other as usize;
                if other > at && self.is_link(at, other, score) {
                    links.push(self.found(at, other, score, self.background(at, other)));
                }
            }
        }
        links.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.a, a.b).cmp(&(b.a, b.b))));
        links
    }

    /// The best candidates of every passage, in order of passages; stops early when `cancelled`.
    pub fn all_matches(
        &self,
        top: usize,
        cancelled: &dyn Fn() -> bool,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Vec<Match> {
        let mut matches = Vec::new();
        for (at, indexed) in self.passages.iter().enumerate() {
            if cancelled() {
                break;
            }
            progress(at, self.passages.len());
            matches.extend(self.matches_of(indexed.passage, top));
        }
        matches
    }

    fn profile(&self, at: usize) -> &Profile {
        self.profiles[at].get_or_init(|| {
            let candidates = self.index.best(at, LESSER.end);
            let lesser = candidates.get(LESSER.start..).unwrap_or_default();
            let sum: f32 = lesser.iter().map(|(_, score)| score).sum();
            let mut best: Vec<(DocumentIndex, f32)> = Vec::new();
            for &(other, score) in &candidates {
                let document = self.passages[other].passage.document;
                if best.iter().all(|(seen, _)| *seen != document) {
                    best.push((document, score));
                }
            }
            let background = sum / lesser.len().max(1) as f32;
            let candidates = candidates.iter().map(|&(other, score)| (other as u32, score)).collect();
            Profile { candidates, background, best }
        })
    }

    fn background(&self, a: usize, b: usize) -> f32 {
        f32::midpoint(self.profile(a).background, self.profile(b).background)
    }

    /// Among the best of each other's document, and clear above the lesser candidates of both.
    fn is_link(&self, a: usize, b: usize, score: f32) -> bool {
        let among_best = |a: usize, b: usize| {
            let document = self.passages[b].passage.document;
            let best = self.profile(a).best.iter().find(|(other, _)| *other == document);
            best.is_some_and(|(_, best)| score >= NEAR_TIE * best)
        };
        score - self.background(a, b) >= LINK && among_best(a, b) && among_best(b, a)
    }

    fn found(&self, a: usize, b: usize, score: f32, background: f32) -> Match {
        let evidence = self.evidence(a, b, background);
        let margin = score - self.background(a, b);
        let kind = match () {
            () if self.share_a_run(a, b) => MatchKind::Quotation,
            () if margin >= SAME_EVENT => MatchKind::SameEvent,
            () => MatchKind::Echo,
        };
        Match {
            a: self.passages[a].passage,
            b: self.passages[b].passage,
            score: evidence.iter().map(|part| part.weight).sum(),
            linked: self.is_link(a, b, score),
            kind,
            evidence,
            by_hand: false,
        }
    }

    /// One part for each shared term, heaviest first, and the background last.
    fn evidence(&self, a: usize, b: usize, background: f32) -> Vec<Evidence> {
        let shared = self.index.shared(a, b);
        let mut parts: Vec<Evidence> =
            shared.into_iter().map(|(term, weight)| self.part(a, b, term, weight)).collect();
        parts.sort_by(|x, y| y.weight.total_cmp(&x.weight));
        if background > 0.0 {
            parts.push(Evidence {
                kind: EvidenceKind::Background,
                text: "what lesser candidates share".to_owned(),
                weight: -background,
                spans_a: Vec::new(),
                spans_b: Vec::new(),
            });
        }
        parts
    }

    fn part(&self, a: usize, b: usize, term: u32, weight: f32) -> Evidence {
        let spans = |at: usize| {
            let tokens = self.passages[at].tokens.iter();
            tokens.filter(|(other, _)| *other == term).map(|(_, span)| *span).collect()
        };
        let (text, is_name) = &self.terms[term as usize];
        let kind = if *is_name { EvidenceKind::Name } else { EvidenceKind::Term };
        Evidence { kind, text: text.clone(), weight, spans_a: spans(a), spans_b: spans(b) }
    }

    /// Whether the two share a run of words as long as a quotation.
    fn share_a_run(&self, a: usize, b: usize) -> bool {
        let terms =
            |at: usize| -> Vec<u32> { self.passages[at].tokens.iter().map(|(term, _)| *term).collect() };
        let (a, b) = (terms(a), terms(b));
        if a.len().min(b.len()) < QUOTED_WORDS {
            return false;
        }
        let runs: HashSet<&[u32]> = a.windows(QUOTED_WORDS).collect();
        b.windows(QUOTED_WORDS).any(|run| runs.contains(run))
    }
}

#[derive(Default)]
struct Builder {
    passages: Vec<Indexed>,
    numbers: HashMap<String, u32>,
    terms: Vec<(String, bool)>,
}

impl Builder {
    fn add(&mut self, index: DocumentIndex, document: &Document, spellings: &Spellings, unit: Unit) {
        let analyser = Analyser::new(document.metadata.language.as_deref(), spellings);
        for (block, description) in document.blocks().iter().enumerate() {
            if !description.kind.is_prose() {
                continue;
            }
            let block = BlockIndex(block);
            let text = document.block_text(block);
            match unit {
                Unit::Paragraph => {
                    let whole = Span::new(0, text.len());
                    self.passage(&analyser, Passage::block(index, block), &text, whole);
                }
                Unit::Sentence => {
                    for (sentence, span) in document.sentences(block).into_iter().enumerate() {
                        let passage = Passage::sentence(index, block, SentenceIndex(sentence));
                        self.passage(&analyser, passage, &text, span);
                    }
                }
            }
        }
    }

    fn passage(&mut self, analyser: &Analyser<'_>, passage: Passage, block: &str, span: Span) {
        let mut tokens = Vec::new();
        for token in analyser.tokens(span.of(block)) {
            let span = token.span.shifted(span.start);
            let terms = &mut self.terms;
            let number = *self.numbers.entry(token.term).or_insert_with_key(|term| {
                let surface = if token.is_name {
                    term.trim_matches(['\u{2039}', '\u{203a}']).to_owned()
                } else {
                    span.of(block).to_owned()
                };
                terms.push((surface, token.is_name));
                terms.len() as u32 - 1
            });
            tokens.push((number, span));
        }
        self.passages.push(Indexed { passage, tokens });
    }

    fn build(self) -> Matcher {
        let terms = |indexed: &Indexed| indexed.tokens.iter().map(|(term, _)| *term).collect();
        let passages: Vec<Vec<u32>> = self.passages.iter().map(terms).collect();
        let documents: Vec<u32> =
            self.passages.iter().map(|indexed| indexed.passage.document.0 as u32).collect();
        let numbered = self.passages.iter().enumerate();
        Matcher {
            at: numbered.map(|(number, indexed)| (indexed.passage, number)).collect(),
            index: Index::build(&passages, &documents, self.terms.len()),
            profiles: passages.iter().map(|_| OnceLock::new()).collect(),
            passages: self.passages,
            terms: self.terms,
        }
    }
}

#[cfg(test)]
mod tests;
