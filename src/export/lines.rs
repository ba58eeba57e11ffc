//! The lines that scripts may rely on: names and order of the fields are a promise.

use std::borrow::Cow;

use serde::Serialize;

use crate::matching::{Evidence, Match};
use crate::scheme::{Collection, Reason, RowReason, SpeaksFor};
use crate::text::Passage;

/// Where a passage is, and its text as it stands.
#[derive(Debug, Serialize)]
pub struct PassageLine<'a> {
    pub doc: &'a str,
    pub paragraph: u32,
    /// From 1; `null` for a whole paragraph.
    pub sentence: Option<usize>,
    pub quote: String,
}

impl<'a> PassageLine<'a> {
    pub fn new(collection: &'a Collection, passage: Passage) -> Self {
        let document = collection.document(passage.document);
        Self {
            doc: &document.name,
            paragraph: document.block(passage.block).map_or(0, |block| block.number),
            sentence: passage.sentence.map(|sentence| sentence.0 + 1),
            quote: document.passage_text(passage),
        }
    }
}

#[derive(Debug, Serialize)]
pub struct EpisodeLine<'a> {
    pub id: &'a str,
    pub confidence: f32,
}

/// One passage and what it was coded as.
#[derive(Debug, Serialize)]
pub struct CodingLine<'a> {
    #[serde(flatten)]
    pub passage: PassageLine<'a>,
    pub episodes: Vec<EpisodeLine<'a>>,
    pub step: Option<&'a str>,
    pub step_confidence: Option<f32>,
    /// That of the step or of the surest episode, whichever is less.
    pub confidence: f32,
    pub by: &'static str,
    /// What a suggestion rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<ReasonLine<'a>>>,
}

#[derive(Debug, Serialize)]
pub struct ReasonLine<'a> {
    kind: &'static str,
    text: &'a str,
    weight: f32,
    /// Id of an episode or a step.
    #[serde(rename = "for")]
    speaks_for: &'a str,
    /// Id of the passage that is matched, where that is the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<String>,
}

impl<'a> ReasonLine<'a> {
    pub fn new(collection: &'a Collection, reason: &'a Reason) -> Self {
        let speaks_for = match reason.speaks_for {
            SpeaksFor::Episode(episode) => &collection.scheme.episode(episode).id,
            SpeaksFor::Step(step) => &collection.scheme.step(step).id,
        };
        let passage = reason.counterpart.map(|passage| collection.passage_id(passage));
        Self { kind: reason.kind.name(), text: &reason.text, weight: reason.weight, speaks_for, passage }
    }
}

#[derive(Debug, Serialize)]
pub struct EvidenceLine<'a> {
    kind: &'static str,
    text: Cow<'a, str>,
    weight: f32,
}

impl<'a> EvidenceLine<'a> {
    pub fn of_row(reason: &'a RowReason) -> Self {
        Self { kind: reason.kind.name(), text: Cow::Borrowed(&reason.text), weight: reason.weight }
    }

    fn of_match(collection: &Collection, found: &'a Match) -> Vec<Self> {
        let line = |part: &'a Evidence| Self {
            kind: part.kind.name(),
            text: found.told(part, &collection.documents),
            weight: part.weight,
        };
        found.evidence.iter().map(line).collect()
    }
}

/// A passage by its id, and where it is.
#[derive(Debug, Serialize)]
struct NamedPassageLine<'a> {
    /// As in a table of passages; elsewhere `DOC#PARAGRAPH.SENTENCE`.
    id: String,
    #[serde(flatten)]
    passage: PassageLine<'a>,
}

impl<'a> NamedPassageLine<'a> {
    fn new(collection: &'a Collection, passage: Passage) -> Self {
        Self { id: collection.passage_id(passage), passage: PassageLine::new(collection, passage) }
    }
}

/// A match as one of its passages sees it.
#[derive(Debug, Serialize)]
pub struct MatchLine<'a> {
    a: NamedPassageLine<'a>,
    b: NamedPassageLine<'a>,
    score: f32,
    linked: bool,
    kind: &'a str,
    evidence: Vec<EvidenceLine<'a>>,
    by: &'static str,
}

impl<'a> MatchLine<'a> {
    pub fn new(collection: &'a Collection, found: &'a Match) -> Self {
        Self {
            a: NamedPassageLine::new(collection, found.a),
            b: NamedPassageLine::new(collection, found.b),
            score: found.score,
            linked: found.linked,
            kind: found.kind.name(),
            evidence: EvidenceLine::of_match(collection, found),
            by: by(found.by_hand),
        }
    }
}

/// The word for who made a coding or match.
pub fn by(by_hand: bool) -> &'static str {
    if by_hand { "hand" } else { "suggested" }
}
