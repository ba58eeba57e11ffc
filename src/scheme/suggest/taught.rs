//! What codings by hand teach, where they are to be used.

use std::collections::HashMap;

use crate::scheme::model::{Coded, Coding};
use crate::text::{Document, Passage};

use super::lexicon::Owner;

/// Log-odds of what a person coded.
pub(super) const BY_HAND: f32 = 5.0;

/// Coded sentences that serve as examples of one part.
const MOST_EXAMPLES: usize = 32;

/// Codings by hand, by passage.
pub(super) struct CodedByHand<'a>(HashMap<Passage, &'a Coded>);

impl<'a> CodedByHand<'a> {
    pub fn new(codings: &'a [Coding]) -> Self {
        let by_hand = codings.iter().filter(|coding| coding.by_hand);
        Self(by_hand.map(|coding| (coding.passage, &coding.coded)).collect())
    }

    /// The coding of a sentence, or of its paragraph.
    pub fn of(&self, sentence: Passage) -> Option<&'a Coded> {
        let of = |passage| self.0.get(&passage).copied();
        of(sentence).or_else(|| of(Passage { sentence: None, ..sentence }))
    }
}

/// Codings by hand, and the examples that they make.
pub(super) struct Taught<'a> {
    pub coded: CodedByHand<'a>,
    pub examples: Vec<(Owner, String)>,
}

impl<'a> Taught<'a> {
    pub fn new(documents: &[Document], codings: &'a [Coding]) -> Self {
        let by_hand = codings.iter().filter(|coding| coding.by_hand);
        let mut counts: HashMap<Owner, usize> = HashMap::new();
        let mut examples = Vec::new();
        for coding in by_hand {
            for &episode in &coding.coded.episodes {
                let owner =
                    coding.coded.step.map_or(Owner::Episode(episode), |step| Owner::Part(episode, step));
                let count = counts.entry(owner).or_default();
                *count += 1;
                if *count <= MOST_EXAMPLES {
                    let document = &documents[coding.passage.document.0];
                    examples.push((owner, document.passage_text(coding.passage)));
                }
            }
        }
        Self { coded: CodedByHand::new(codings), examples }
    }
}
