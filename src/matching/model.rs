//! A match and what it rests on.

use std::sync::Arc;

use crate::text::{Passage, Span};

/// What is compared: sentences, or whole blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Unit {
    #[default]
    Sentence,
    Paragraph,
}

/// In what way two passages tell the same thing. The program finds the first three; a person also
/// says the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// One repeats words of the other, or both of a third.
    Quotation,
    SameEvent,
    /// The same matter told differently.
    Echo,
    Contradicts,
    /// The one replies to the other.
    Answers,
    /// In a person's own word.
    Named(Arc<str>),
}

impl MatchKind {
    const NAMED: [Self; 5] = [Self::Quotation, Self::SameEvent, Self::Echo, Self::Contradicts, Self::Answers];

    /// The kind of this name.
    pub fn named(name: &str) -> Self {
        let known = Self::NAMED.into_iter().find(|kind| kind.name() == name);
        known.unwrap_or_else(|| Self::Named(name.into()))
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Quotation => "quotation",
            Self::SameEvent => "same event",
            Self::Echo => "echo",
            Self::Contradicts => "contradicts",
            Self::Answers => "answers",
            Self::Named(word) => word,
        }
    }
}

/// What one part of a score rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceKind {
    Term,
    /// Words that carry grammar and no matter, all in one part.
    FunctionWords,
    Phrase,
    Name,
    Date,
    Figure,
    QuotedWords,
    Vectors,
    /// The passages before and after match each other too.
    Neighbours,
    /// What the best matches of the asking passage share with the other.
    Company,
    /// The two are among the best matches of each other, or both match the same further passages.
    Common,
    /// What the documents of both are about.
    Documents,
    Scheme,
    /// Another passage of the same document matches better.
    Rival,
    Background,
    /// A person set the link.
    Hand,
}

impl EvidenceKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::FunctionWords => "function words",
            Self::Phrase => "phrase",
            Self::Name => "name",
            Self::Date => "date",
            Self::Figure => "figure",
            Self::QuotedWords => "quoted words",
            Self::Vectors => "vectors",
            Self::Neighbours => "neighbours",
            Self::Company => "company",
            Self::Common => "common matches",
            Self::Documents => "documents",
            Self::Scheme => "scheme",
            Self::Rival => "rival",
            Self::Background => "background",
            Self::Hand => "by hand",
        }
    }
}

/// Where something stands in both passages of a match, as bytes of their blocks' texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub a: Span,
    pub b: Span,
}

/// One named part of a score. Hundreds of thousands of matches are held with theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub kind: EvidenceKind,
    /// What both have, by one form for all passages: the word as it first stood in a text, the name, the
    /// date, what is said of the two. [`Match::told`] has it in the words of this passage.
    pub text: Arc<str>,
    pub weight: f32,
    /// Where it first stands: a word, both words of a phrase, a run of words, each of the function words,
    /// each two words that are used alike.
    pub places: Box<[Place]>,
}

/// Half of what is seen of a weight that is shown with two decimals.
const LEAST_SHOWN: f32 = 0.005;

impl Evidence {
    /// Whether its weight is more than nothing when it is shown with two decimals.
    pub fn is_shown(&self) -> bool {
        self.weight.abs() >= LEAST_SHOWN
    }
}

/// Two passages of different documents that tell the same thing, or are the best candidates.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The passage that was asked about.
    pub a: Passage,
    pub b: Passage,
    /// The sum of the evidence's weights.
    pub score: f32,
    /// Whether it counts as a match; `false` for a candidate below the threshold.
    pub linked: bool,
    pub kind: MatchKind,
    /// Heaviest first.
    pub evidence: Vec<Evidence>,
    pub by_hand: bool,
}

impl Match {
    /// The same match asked from the other side.
    #[must_use]
    pub fn mirrored(mut self) -> Self {
        std::mem::swap(&mut self.a, &mut self.b);
        for place in self.evidence.iter_mut().flat_map(|part| &mut part.places) {
            std::mem::swap(&mut place.a, &mut place.b);
        }
        self
    }
}
