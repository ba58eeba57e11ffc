//! Passages that match the one under the cursor, in other documents; and the passages that play
//! the same part in other episodes.

use crate::matching::Match;
use crate::scheme::{EpisodeIndex, StepIndex};
use crate::text::{BlockIndex, DocumentIndex, Passage, SentenceIndex};

use super::pane::{TextPosition, passage_at};
use super::{App, View};

/// Suggested counterparts offered for one passage.
const MOST_SUGGESTED: usize = 12;

/// A visit to the counterparts of one passage, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    pub origin: Passage,
    pub matches: Vec<Passage>,
    /// Index of the counterpart the cursor is on.
    pub at: usize,
}

/// A link as one of its passages has it.
fn from_here(link: &Match, passage: Passage) -> Match {
    if link.a == passage { link.clone() } else { link.clone().mirrored() }
}

impl App {
    /// What matches a passage in other documents: by hand first, strong before weak; then what is
    /// suggested, links before candidates that are too weak for one, the best first.
    pub fn matches_of(&self, passage: Passage) -> Vec<Match> {
        let mut found = self.linked_by_hand(passage);
        let mut suggested: Vec<Match> = match &self.matcher {
            Some(matcher) => matcher.matches_of(passage, MOST_SUGGESTED),
            None => Vec::new(),
        };
        // A link may be one by what the other passage has, and stand far down here.
        let links = self.suggested_links(passage).filter_map(|(rank, _)| self.suggested.get(rank));
        for link in links.map(|link| from_here(link, passage)) {
            match suggested.iter_mut().find(|known| known.b == link.b) {
                Some(known) => known.linked = true,
                None => suggested.push(link),
            }
        }
        suggested.sort_by(|a, b| b.linked.cmp(&a.linked).then(b.score.total_cmp(&a.score)));
        suggested.retain(|one| {
            !self.collection.is_rejected(one.a, one.b) && !found.iter().any(|known| known.b == one.b)
        });
        found.extend(suggested);
        found
    }

    /// The links by hand of a passage or of what lies in it, strong before weak.
    pub(super) fn linked_by_hand(&self, passage: Passage) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let paragraph = Passage { sentence: None, ..passage };
        let mut ends = self.sentences_of(passage);
        ends.push(paragraph);
        for end in ends {
            for (link, other) in self.collection.links_of(end) {
                if !found.iter().any(|known| known.b == other) {
                    found.push(link.as_match(end, other));
                }
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.b.cmp(&b.b)));
        found
    }

    /// A block's sentences, or the sentence itself.
    pub(super) fn sentences_of(&self, passage: Passage) -> Vec<Passage> {
        if passage.sentence.is_some() {
            return vec![passage];
        }
        let count = self.collection.document(passage.document).sentences(passage.block).len();
        (0..count).map(|at| Passage::sentence(passage.document, passage.block, SentenceIndex(at))).collect()
    }

    /// How many matches the sentences of a block have: by hand, and only suggested.
    pub fn match_counts(&self, document: DocumentIndex, block: BlockIndex) -> (usize, usize) {
        let sentences = self.sentences_of(Passage::block(document, block));
        let first = Passage::block(document, block);
        let linked = |passage: &Passage| self.collection.links_of(*passage).count();
        let by_hand = sentences.iter().chain([&first]).map(linked).sum();
        let start = self.links_by_passage.partition_point(|(passage, ..)| *passage < first);
        let suggested = self.links_by_passage[start..]
            .iter()
            .take_while(|(passage, ..)| passage.document == document && passage.block == block)
            .filter(|(passage, _, other)| {
                !self.collection.links_of(*passage).any(|(_, linked)| linked == *other)
                    && !self.collection.is_rejected(*passage, *other)
            })
            .count();
        (by_hand, suggested)
    }

    /// The passages that are suggested to match exactly this one, each with the rank of the link.
    fn suggested_links(&self, passage: Passage) -> impl Iterator<Item = (usize, Passage)> {
        let start = self.links_by_passage.partition_point(|(at, ..)| *at < passage);
        let links = self.links_by_passage[start..].iter().take_while(move |(at, ..)| *at == passage);
        links.map(|(_, rank, other)| (*rank, *other))
    }

    /// The suggested link of two passages as the first one has it, unless the reader rejected it.
    pub(super) fn suggested_link(&self, a: Passage, b: Passage) -> Option<Match> {
        let (rank, _) = self.suggested_links(a).find(|(_, other)| *other == b)?;
        let link = self.suggested.get(rank)?;
        (!self.collection.is_rejected(a, b)).then(|| from_here(link, a))
    }

    /// The passages that are linked with this one, match it or stand in a row with it.
    pub fn related(&self, passage: Passage) -> Vec<Passage> {
        let suggested = self.suggested_links(passage);
        let linked = self.collection.links_of(passage).map(|(_, other)| other);
        let rows = self.collection.rows.iter().map(|row| row.cells.iter().flat_map(|(_, passages)| passages));
        let level = rows.filter(|row| row.clone().any(|at| *at == passage)).flatten().copied();
        suggested.map(|(_, other)| other).chain(linked).chain(level).filter(|at| *at != passage).collect()
    }

    // ---- visiting matches

    /// Goes to the next counterpart of the passage under the cursor, or of the passage whose
    /// counterparts are being visited.
    pub fn visit_match(&mut self, delta: isize) {
        let Some(here) = self.passage() else {
            self.say("no passage under the cursor");
            return;
        };
        if let Some(round) = self.round.clone().filter(|round| round.matches.get(round.at) == Some(&here)) {
            self.go_round(round, delta);
            return;
        }
        let matches = self.worthwhile(here);
        if matches.is_empty() {
            self.say_no_match(here);
            return;
        }
        let at = if delta < 0 { matches.len() - 1 } else { 0 };
        let round = Round { origin: here, matches, at };
        self.show_of_round(round);
    }

    /// What matches a passage by hand, and what is suggested above the threshold, the best first. No
    /// match is looked for: panes that follow ask with every row.
    pub fn worthwhile(&self, passage: Passage) -> Vec<Passage> {
        let by_hand = self.linked_by_hand(passage).into_iter().filter(|found| found.linked);
        let mut found: Vec<Passage> = by_hand.map(|found| found.b).collect();
        let mut suggested: Vec<(usize, Passage)> = Vec::new();
        for sentence in self.sentences_of(passage) {
            let links = self.suggested_links(sentence);
            suggested.extend(links.filter(|(_, other)| !self.collection.is_rejected(sentence, *other)));
        }
        suggested.sort_unstable();
        for (_, other) in suggested {
            if !found.contains(&other) {
                found.push(other);
            }
        }
        found
    }

    fn go_round(&mut self, mut round: Round, delta: isize) {
        match round.at.checked_add_signed(delta) {
            Some(at) if at < round.matches.len() => {
                round.at = at;
                self.show_of_round(round);
            }
            _ => {
                let origin = round.origin;
                self.round = None;
                self.show_passage(origin);
                self.say(format!("back at {}", self.collection.passage_label(origin)));
            }
        }
    }

    fn show_of_round(&mut self, round: Round) {
        let target = round.matches[round.at];
        let origin = self.collection.passage_label(round.origin);
        let of = format!("{} of {} matching {origin}", round.at + 1, round.matches.len());
        let by_hand = self.collection.links_of(round.origin).any(|(_, other)| other == target);
        let given_way = self.gives_way(target);
        self.show_passage(target);
        let label = self.collection.passage_label(target);
        let source = if by_hand { "by hand" } else { "suggested" };
        self.say(format!("{label}: {of} ({source}){given_way}"));
        self.round = Some(round);
    }

    /// Says which document loses its pane to a passage, where panes stand side by side.
    fn gives_way(&self, target: Passage) -> String {
        let reading = self.view == View::Reader && self.reader.pane_of(target.document).is_none();
        let pane = self.reader.other().filter(|_| reading).and_then(|pane| self.reader.panes.get(pane));
        let label = pane.map(|pane| &self.collection.label(pane.document).letter);
        label.map_or_else(String::new, |letter| format!(", in the place of {letter}"))
    }

    /// In the parallel view, to the passage's cell where it has one; else to its document.
    fn show_passage(&mut self, passage: Passage) {
        if self.view == View::Parallel {
            self.leave();
            if self.reveal(passage) {
                return;
            }
        }
        self.jump_to(passage);
    }

    fn say_no_match(&mut self, passage: Passage) {
        let label = self.collection.passage_label(passage);
        let waiting = if self.awaits_matches() { " by hand (still looking)" } else { "" };
        let offer = if self.analogy_of(passage, 1).is_some() {
            "; ]a goes to the same part in the next episode"
        } else {
            ""
        };
        self.say(format!("nothing in other documents matches {label}{waiting}{offer}"));
    }

    /// Remembers that a counterpart was chosen from a list, so that one can go on from it.
    pub fn begin_round(&mut self, origin: Passage, chosen: usize) {
        let matches: Vec<Passage> = self.matches_of(origin).into_iter().map(|found| found.b).collect();
        if chosen < matches.len() {
            self.show_of_round(Round { origin, matches, at: chosen });
        }
    }

    // ---- analogies

    /// Goes to the passage that plays the same part in the next episode.
    pub fn visit_analogy(&mut self, delta: isize) {
        let Some(here) = self.passage() else {
            self.say("no passage under the cursor");
            return;
        };
        match self.analogy_of(here, delta) {
            Some((episode, step, target)) => {
                self.jump_to(target);
                let scheme = &self.collection.scheme;
                let (episode, step) = (&scheme.episode(episode).name, &scheme.step(step).name);
                let label = self.collection.passage_label(target);
                let text = format!("{label}: {} in {episode}", step.to_lowercase());
                self.say(text);
            }
            None if self.collection.coding(here).is_none_or(|coding| coding.coded.episodes.is_empty()) => {
                self.say("this passage belongs to no episode");
            }
            None => self.say("no other episode has a passage at this step"),
        }
    }

    /// The passage of the next episode (in the scheme's order, hidden ones left out, wrapping
    /// round) that stands in the same row, else its first at the same step, this document's first.
    fn analogy_of(&self, passage: Passage, delta: isize) -> Option<(EpisodeIndex, StepIndex, Passage)> {
        let coding = self.collection.coding(passage)?;
        let (episode, step) = (*coding.coded.episodes.first()?, coding.coded.step?);
        let episodes: Vec<EpisodeIndex> = self
            .collection
            .scheme
            .episode_indices()
            .filter(|&index| index == episode || !self.collection.scheme.episode(index).hidden)
            .collect();
        let count = episodes.len() as isize;
        let at = episodes.iter().position(|&index| index == episode)? as isize;
        (1..count).find_map(|turn| {
            let next = episodes[(at + turn * delta.signum()).rem_euclid(count) as usize];
            let target = self.in_row(passage, next).or_else(|| self.at_step(passage, next, step))?;
            Some((next, step, target))
        })
    }

    fn in_row(&self, passage: Passage, episode: EpisodeIndex) -> Option<Passage> {
        let row = self
            .collection
            .rows
            .iter()
            .find(|row| row.cells.iter().any(|(_, cell)| cell.contains(&passage)))?;
        let (_, cell) = row.cells.iter().find(|(index, _)| *index == episode)?;
        cell.first().copied()
    }

    fn at_step(&self, passage: Passage, episode: EpisodeIndex, step: StepIndex) -> Option<Passage> {
        let told = self.collection.codings.iter().filter(|coding| {
            coding.coded.step == Some(step)
                && coding.coded.episodes.contains(&episode)
                && !coding.coded.episodes.contains(&self.first_episode(passage).unwrap_or(episode))
        });
        let passages: Vec<Passage> = told.map(|coding| coding.passage).collect();
        let same = passages.iter().copied().filter(|found| found.document == passage.document).min();
        same.or_else(|| passages.into_iter().min())
    }

    fn first_episode(&self, passage: Passage) -> Option<EpisodeIndex> {
        self.collection.coding(passage)?.coded.episodes.first().copied()
    }

    /// The sentence under a position of a pane, for the mouse and for drawing.
    pub fn sentence_at(&self, document: DocumentIndex, at: TextPosition) -> Passage {
        passage_at(self.collection.document(document), document, at)
    }
}
