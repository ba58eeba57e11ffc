//! Suggested codings beside those of the annotators: precision and recall of each episode, and
//! how often the step is one of theirs.

use std::ops::Range;

use triptych::matching::Unit;
use triptych::scheme::{Collection, FurtherEvidence, Suggestion, matcher, suggest_from};
use triptych::text::DocumentIndex;

use crate::score::f1;
use crate::sentences::{Finder, Sentence, Sentences, shared};

/// A passage's words, and the ids of what is told there.
#[derive(Clone, Debug)]
pub(crate) struct Suggested {
    document: DocumentIndex,
    quote: String,
    episodes: Vec<String>,
    step: Option<String>,
}

/// How often an episode was found, suggested wrongly and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) found: usize,
    pub(crate) wrong: usize,
    pub(crate) missed: usize,
}

impl Counts {
    pub(crate) fn f1(self) -> f64 {
        f1(self.found, self.found + self.wrong, self.found + self.missed)
    }
}

/// How well suggested codings agree with the annotators.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    /// By episode that is not hidden, in the scheme's order.
    pub(crate) episodes: Vec<(String, Counts)>,
    /// Sentences with an episode and a step, and how many of them have a step of the annotators.
    pub(crate) steps: usize,
    pub(crate) right_steps: usize,
}

impl Scores {
    /// All episodes together.
    pub(crate) fn total(&self) -> Counts {
        self.episodes.iter().fold(Counts::default(), |sum, (_, counts)| Counts {
            found: sum.found + counts.found,
            wrong: sum.wrong + counts.wrong,
            missed: sum.missed + counts.missed,
        })
    }
}

/// What the program suggests from the scheme and each text alone.
pub(crate) fn from_scheme(collection: &Collection) -> Vec<Suggested> {
    suggested(collection, FurtherEvidence::default())
}

/// What it suggests with the matches of the texts as further evidence.
pub(crate) fn with_matches(collection: &Collection) -> Vec<Suggested> {
    collection.learn_matches(&matcher(collection, Unit::Sentence).links());
    let readings = collection.readings();
    suggested(collection, FurtherEvidence { by_hand: None, matched: readings.matched() })
}

fn suggested(collection: &Collection, evidence: FurtherEvidence<'_>) -> Vec<Suggested> {
    let scheme = &collection.scheme;
    let of = |one: Suggestion| Suggested {
        document: one.passage.document,
        quote: collection.document(one.passage.document).passage_text(one.passage),
        episodes: one.episodes.iter().map(|(at, _)| scheme.episode(*at).id.clone()).collect(),
        step: one.step.map(|(at, _)| scheme.step(at).id.clone()),
    };
    suggest_from(scheme, &collection.documents, evidence).into_iter().map(of).collect()
}

/// A sentence of the annotators has the codings of the passages that cover half of it or more.
pub(crate) fn score(gold: &Sentences, suggested: &[Suggested]) -> Scores {
    let mut finder = Finder::default();
    let placed: Vec<(Range<usize>, &Suggested)> = suggested
        .iter()
        .filter_map(|one| Some((finder.find(&gold.texts, one.document, &one.quote)?, one)))
        .collect();
    let shown = gold.collection.scheme.episodes.iter().filter(|episode| !episode.hidden);
    let mut scores = Scores {
        episodes: shown.map(|episode| (episode.id.clone(), Counts::default())).collect(),
        ..Scores::default()
    };
    for sentence in &gold.gold {
        scores.add(sentence, &covering(sentence, &placed));
    }
    scores
}

fn covering<'a>(sentence: &Sentence, placed: &[(Range<usize>, &'a Suggested)]) -> Vec<&'a Suggested> {
    let covers = |span: &Range<usize>, one: &Suggested| {
        let of = sentence.span.as_ref().filter(|_| one.document == sentence.document);
        of.is_some_and(|of| 2 * shared(span, of) >= of.len() as isize)
    };
    placed.iter().filter(|(span, one)| covers(span, one)).map(|(_, one)| *one).collect()
}

impl Scores {
    fn add(&mut self, sentence: &Sentence, suggested: &[&Suggested]) {
        for (id, counts) in self.episodes.iter_mut().filter(|(id, _)| !sentence.disputed.contains(id)) {
            let told = sentence.episodes.contains(id);
            let said = suggested.iter().any(|one| one.episodes.contains(id));
            match (told, said) {
                (true, true) => counts.found += 1,
                (false, true) => counts.wrong += 1,
                (true, false) => counts.missed += 1,
                (false, false) => {}
            }
        }
        let told = self.episodes.iter().any(|(id, _)| sentence.episodes.contains(id));
        if told && !sentence.steps.is_empty() {
            self.steps += 1;
            let right =
                |one: &&Suggested| one.step.as_ref().is_some_and(|step| sentence.steps.contains(step));
            self.right_steps += usize::from(suggested.iter().any(right));
        }
    }
}
