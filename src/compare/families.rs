//! English words of one meaning that accounts of the same thing put for each other. Few and
//! general: what they name happens in every history.

use std::collections::HashMap;

use crate::matching::Spellings;
use crate::matching::terms::Analyser;

/// Each line is one family, named by its first word.
const FAMILIES: [&str; 9] = [
    "talk talks meeting meetings discussion discussions negotiation negotiations negotiate dialogue conference summit",
    "cooperate cooperation cooperated cooperating collaborate collaboration collaborated partnership coordination \
     coordinating engagement",
    "kill killed killing massacre massacred murder murdered slaughter slaughtered slain execute executed execution",
    "capture captured capturing seize seized seizing conquer conquered conquest overran",
    "help aid support assist assistance",
    "attack attacks assault offensive raid raids strike strikes",
    "flee fled refugees exodus",
    "war conflict fighting battle",
    "agreement deal accord treaty pact",
];

/// The families, by the stems of their words.
#[derive(Debug)]
pub(super) struct Families {
    by_stem: HashMap<String, usize>,
}

impl Families {
    pub(super) fn new() -> Self {
        let spellings = Spellings::default();
        let analyser = Analyser::new(Some("en"), &spellings);
        let mut by_stem = HashMap::new();
        for (family, words) in FAMILIES.iter().enumerate() {
            by_stem.extend(analyser.tokens(words).into_iter().map(|token| (token.term, family)));
        }
        Self { by_stem }
    }

    /// The terms of all families.
    pub(super) fn terms() -> impl Iterator<Item = String> {
        (0..FAMILIES.len()).map(term)
    }

    /// The family of a stem, as a term of its own that no word can be.
    pub(super) fn term(&self, stem: &str) -> Option<String> {
        self.by_stem.get(stem).copied().map(term)
    }
}

fn term(family: usize) -> String {
    format!("\u{2248}{family}")
}
