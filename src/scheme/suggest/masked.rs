//! What a passage tells once names and dates are masked: what was done, and by which actors.

use std::collections::HashMap;

use crate::scheme::model::{ActorIndex, Scheme};

use super::ReasonKind;
use super::lexicon::Lexicon;

/// What kind of thing passages of different episodes can have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TraitKind {
    Word,
    /// A term that the scheme gives for a step.
    Term,
    /// The first two actors that stand in it, in this order.
    Actors,
    /// It is one passage that speaks of both.
    Passage,
}

impl TraitKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Term => "term",
            Self::Actors => "actors",
            Self::Passage => "passage",
        }
    }
}

/// One thing that a passage tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Trait {
    pub kind: TraitKind,
    /// What is compared.
    pub key: String,
    /// As it stands in the text or in the scheme.
    pub text: String,
}

/// Masks texts of one language.
pub struct Masker {
    lexicon: Lexicon,
    /// By the term of a name.
    actors: HashMap<String, ActorIndex>,
}

impl Masker {
    pub fn new(scheme: &Scheme, language: Option<&str>) -> Self {
        let lexicon = Lexicon::new(scheme, language);
        let mut actors = HashMap::new();
        for (at, actor) in scheme.actors.iter().enumerate() {
            for name in &actor.names {
                if let [token] = lexicon.tokens(name).as_slice() {
                    actors.entry(token.term.clone()).or_insert(ActorIndex(at));
                }
            }
        }
        Self { lexicon, actors }
    }

    /// What a text tells without its names and figures; the same thing may come twice.
    pub fn traits(&self, scheme: &Scheme, text: &str) -> Vec<Trait> {
        let tokens = self.lexicon.tokens(text);
        let is_word = |term: &str| !term.contains(char::is_numeric);
        let plain = tokens.iter().filter(|token| !token.is_name && is_word(&token.term));
        let mut traits: Vec<Trait> = plain
            .map(|token| Trait {
                kind: TraitKind::Word,
                key: token.term.clone(),
                text: token.span.of(text).to_lowercase(),
            })
            .collect();
        for (cue, _) in self.lexicon.hits(&tokens, text, 0) {
            let cue = &self.lexicon.cues[cue];
            if cue.kind == ReasonKind::Term && !cue.worth.steps.is_empty() {
                traits.push(Trait { kind: TraitKind::Term, key: cue.text.clone(), text: cue.text.clone() });
            }
        }
        let mut actors: Vec<ActorIndex> = Vec::new();
        for actor in tokens.iter().filter_map(|token| self.actors.get(&token.term)) {
            if !actors.contains(actor) {
                actors.push(*actor);
            }
        }
        if let [first, second, ..] = actors[..] {
            let text = format!("{}, {}", scheme.actor(first).name, scheme.actor(second).name);
            traits.push(Trait { kind: TraitKind::Actors, key: text.clone(), text });
        }
        traits
    }
}
