//! What a passage tells once names and dates are masked: what was done, and by which actors.

use std::collections::HashMap;

use crate::scheme::analogy::deeds;
use crate::scheme::model::{ActorIndex, EpisodeIndex, Scheme, StepIndex};

use super::ReasonKind;
use super::lexicon::{Lexicon, Worth};

/// What kind of thing passages of different episodes can have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TraitKind {
    Word,
    /// A term that the scheme gives for a step.
    Term,
    /// A kind of deed, in whatever words.
    Deed,
    /// The first two actors that stand in it, in this order.
    Actors,
    /// It is coded with who moved towards whom.
    Direction,
    /// It is one passage that speaks of both.
    Passage,
}

impl TraitKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Term => "term",
            Self::Deed => "deed",
            Self::Actors => "actors",
            Self::Direction => "direction",
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

/// A passage without its names and figures.
#[derive(Clone, Debug, Default)]
pub struct Masked {
    /// What it tells; the same thing may come twice.
    pub traits: Vec<Trait>,
    /// What the terms of the scheme in it say for a step, in log-odds: for a step of whatever
    /// episode, and for a step within one.
    pub steps: Vec<(Option<EpisodeIndex>, StepIndex, f32)>,
}

/// Masks texts of one language.
pub struct Masker {
    lexicon: Lexicon,
    /// By the term of a name.
    actors: HashMap<String, ActorIndex>,
    /// By the term of a word: the kinds of deeds that it tells.
    deeds: HashMap<String, Vec<&'static str>>,
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
        let mut known: HashMap<String, Vec<&'static str>> = HashMap::new();
        for (word, deed) in deeds(language) {
            if let [token] = lexicon.tokens(word).as_slice() {
                known.entry(token.term.clone()).or_default().push(deed);
            }
        }
        Self { lexicon, actors, deeds: known }
    }

    pub fn masked(&self, scheme: &Scheme, text: &str) -> Masked {
        let tokens = self.lexicon.tokens(text);
        let is_word = |term: &str| !term.contains(char::is_numeric);
        let mut masked = Masked::default();
        for token in tokens.iter().filter(|token| !token.is_name && is_word(&token.term)) {
            let word = token.span.of(text).to_lowercase();
            masked.tell(TraitKind::Word, token.term.clone(), word);
            for deed in self.deeds.get(&token.term).into_iter().flatten() {
                masked.tell(TraitKind::Deed, (*deed).to_owned(), (*deed).to_owned());
            }
        }
        for (cue, _) in self.lexicon.hits(&tokens, text, 0) {
            let cue = &self.lexicon.cues[cue];
            if cue.kind != ReasonKind::Term {
                continue;
            }
            masked.weigh(&cue.worth);
            if !cue.worth.steps.is_empty() {
                masked.tell(TraitKind::Term, cue.text.clone(), cue.text.clone());
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
            masked.tell(TraitKind::Actors, text.clone(), text);
        }
        masked
    }
}

impl Masked {
    fn tell(&mut self, kind: TraitKind, key: String, text: String) {
        self.traits.push(Trait { kind, key, text });
    }

    fn weigh(&mut self, worth: &Worth) {
        self.steps.extend(worth.steps.iter().map(|&(step, weight)| (None, step, weight as f32)));
        let parts = worth.parts.iter();
        self.steps.extend(parts.map(|&(episode, step, weight)| (Some(episode), step, weight as f32)));
    }
}
