//! What a passage tells once names, dates and, in English, words without matter are masked: what was
//! done, and by which actors.
//! Nothing of it depends on what is coded, so that a passage is masked once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::matching::features::function_words::is_function_word;
use crate::scheme::analogy::deeds;
use crate::scheme::model::{ActorIndex, EpisodeIndex, Scheme, StepIndex};
use crate::text::{Document, Passage};

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
    /// Numbers of what it tells, in the order of the text; the same may come twice.
    pub traits: Vec<u32>,
    /// The numbers by which these are compared, ascending, each once.
    pub alike: Vec<u32>,
    /// What the terms of the scheme in it say for a step, in log-odds: for a step of whatever
    /// episode, and for a step within one.
    pub steps: Vec<(Option<EpisodeIndex>, StepIndex, f32)>,
}

/// Passages of a collection that were masked, with the traits that they have.
#[derive(Debug, Default)]
pub struct MaskedTexts {
    /// By language.
    maskers: HashMap<Option<String>, Masker>,
    of: HashMap<Passage, Arc<Masked>>,
    traits: Traits,
}

/// Traits by number.
#[derive(Debug, Default)]
struct Traits {
    all: Vec<Arc<Trait>>,
    numbers: HashMap<Arc<Trait>, u32>,
    /// By number: that of the first with the same kind and key.
    alike: Vec<u32>,
    first: HashMap<(TraitKind, String), u32>,
}

impl MaskedTexts {
    /// A passage of one of the documents, masked now if it was not before.
    pub fn masked(&mut self, scheme: &Scheme, documents: &[Document], passage: Passage) -> Arc<Masked> {
        let unread = match self.of.entry(passage) {
            Entry::Occupied(known) => return Arc::clone(known.get()),
            Entry::Vacant(unread) => unread,
        };
        let document = &documents[passage.document.0];
        let language = document.metadata.language.clone();
        let masker = self
            .maskers
            .entry(language)
            .or_insert_with_key(|language| Masker::new(scheme, language.as_deref()));
        let masked = masker.masked(scheme, &document.passage_text(passage), &mut self.traits);
        Arc::clone(unread.insert(Arc::new(masked)))
    }

    pub fn get(&self, number: u32) -> &Arc<Trait> {
        &self.traits.all[number as usize]
    }

    /// One number for all traits of the same kind and key, whatever their texts.
    pub fn alike(&self, number: u32) -> u32 {
        self.traits.alike[number as usize]
    }

    /// How many numbers were given.
    pub fn count(&self) -> usize {
        self.traits.all.len()
    }
}

impl Traits {
    fn number(&mut self, found: Trait) -> u32 {
        if let Some(&number) = self.numbers.get(&found) {
            return number;
        }
        let number = self.all.len() as u32;
        let alike = *self.first.entry((found.kind, found.key.clone())).or_insert(number);
        let found = Arc::new(found);
        self.alike.push(alike);
        self.numbers.insert(Arc::clone(&found), number);
        self.all.push(found);
        number
    }
}

/// Masks texts of one language.
#[derive(Debug)]
struct Masker {
    lexicon: Lexicon,
    /// By the term of a name.
    actors: HashMap<String, ActorIndex>,
    /// By the term of a word: the kinds of deeds that it tells.
    deeds: HashMap<String, Vec<&'static str>>,
    /// In other languages rarity alone tells what carries matter.
    english: bool,
}

impl Masker {
    fn new(scheme: &Scheme, language: Option<&str>) -> Self {
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
        let english = language.is_none_or(|language| language.starts_with("en"));
        Self { lexicon, actors, deeds: known, english }
    }

    fn masked(&self, scheme: &Scheme, text: &str, traits: &mut Traits) -> Masked {
        let tokens = self.lexicon.tokens(text);
        let is_word = |term: &str| !term.contains(char::is_numeric);
        let mut masked = Masked::default();
        let mut tell = |kind: TraitKind, key: &str, text: String| {
            masked.traits.push(traits.number(Trait { kind, key: key.to_owned(), text }));
        };
        for token in tokens.iter().filter(|token| !token.is_name && is_word(&token.term)) {
            let word = token.span.of(text).to_lowercase();
            // Who begs 'for' a thing has nothing in common with who waits 'for' another.
            if !(self.english && is_function_word(&word)) {
                tell(TraitKind::Word, &token.term, word);
            }
            for deed in self.deeds.get(&token.term).into_iter().flatten() {
                tell(TraitKind::Deed, deed, (*deed).to_owned());
            }
        }
        for (cue, _) in self.lexicon.hits(&tokens, text, 0) {
            let cue = &self.lexicon.cues[cue];
            if cue.kind != ReasonKind::Term {
                continue;
            }
            masked.steps.extend(of_steps(&cue.worth));
            if !cue.worth.steps.is_empty() {
                tell(TraitKind::Term, &cue.text, cue.text.clone());
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
            tell(TraitKind::Actors, &text, text.clone());
        }
        masked.alike = masked.traits.iter().map(|&number| traits.alike[number as usize]).collect();
        masked.alike.sort_unstable();
        masked.alike.dedup();
        masked
    }
}

/// What a term says for steps: of whatever episode, and within one.
fn of_steps(worth: &Worth) -> impl Iterator<Item = (Option<EpisodeIndex>, StepIndex, f32)> + '_ {
    let steps = worth.steps.iter().map(|&(step, weight)| (None, step, weight as f32));
    let parts = worth.parts.iter();
    steps.chain(parts.map(|&(episode, step, weight)| (Some(episode), step, weight as f32)))
}
