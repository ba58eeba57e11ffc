//! The scheme made ready for reading texts in one language: what each name, term and date speaks
//! for, and how much.

use std::collections::{HashMap, HashSet};

use crate::matching::Spellings;
use crate::matching::terms::{Analyser, Token};
use crate::scheme::model::{EpisodeIndex, Scheme, StepIndex, Telltale};
use crate::text::DateRange;

use super::ReasonKind;
use super::dates::When;

/// Log-odds that a name or a day gives to the only episode that has it.
const NAME: f64 = 2.0;

/// The same for a year.
const YEAR: f64 = 1.5;

/// The same for a day or month of which the year is not told.
const SOME_YEAR: f64 = 0.75;

/// The same for a term of one word, for each further word, and at most.
const TERM: f64 = 1.0;
const FURTHER_WORD: f64 = 0.5;
const LONG_TERM: f64 = 2.0;

/// What a name or date gives to a step within its episode: who was there says less of what
/// happened than the words for it.
const STEP_NAME: f64 = 0.5;

/// What a part's lists count for its episode: they tell its steps apart first of all, and may
/// repeat what others have.
const OF_A_PART: f64 = 0.5;

/// What a list of the scheme belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Owner {
    Episode(EpisodeIndex),
    Step(StepIndex),
    Part(EpisodeIndex, StepIndex),
    Actor,
}

/// What a hit is worth, in log-odds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Worth {
    pub episodes: Vec<(EpisodeIndex, f64)>,
    /// Whatever the episode.
    pub steps: Vec<(StepIndex, f64)>,
    /// Within that episode.
    pub parts: Vec<(EpisodeIndex, StepIndex, f64)>,
}

/// A name or term of the scheme.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub kind: ReasonKind,
    /// As the scheme has it.
    pub text: String,
    /// Its words as the texts are read, names joined.
    pub words: Vec<String>,
    pub worth: Worth,
}

/// Every name and term of a scheme, by their first words.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub spellings: Spellings,
    language: Option<String>,
    pub cues: Vec<Cue>,
    /// By the first word, the longest first.
    by_first: HashMap<String, Vec<usize>>,
    /// Names that no spelling begins with a small letter.
    capitals: HashSet<String>,
    dates: Vec<(Owner, DateRange)>,
    episodes: usize,
    steps: usize,
}

impl Lexicon {
    pub fn new(scheme: &Scheme, language: Option<&str>) -> Self {
        let mut lexicon = Self {
            spellings: spellings(scheme),
            language: language.map(str::to_owned),
            cues: Vec::new(),
            by_first: HashMap::new(),
            capitals: capitals(scheme),
            dates: Vec::new(),
            episodes: scheme.episodes.len(),
            steps: scheme.steps.len(),
        };
        lexicon.take_in(scheme);
        lexicon
    }

    pub fn tokens(&self, text: &str) -> Vec<Token> {
        Analyser::new(self.language.as_deref(), &self.spellings).tokens(text)
    }

    /// The cues that begin with this word, the longest first.
    pub fn beginning_with(&self, word: &str) -> &[usize] {
        self.by_first.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether the token may be what its term says: a name stands with its capitals.
    pub fn is_spelled_as_meant(&self, token: &Token, text: &str) -> bool {
        !token.is_name
            || !self.capitals.contains(&token.term)
            || token.span.of(text).chars().any(char::is_uppercase)
    }

    /// What a date in a text is worth.
    pub fn worth_of_date(&self, when: When) -> Worth {
        let owners = self.dates.iter().filter(|(_, known)| when.meets(*known)).map(|(owner, _)| *owner);
        let weight = match when {
            When::In(date) if date.start.month.is_some() => NAME,
            When::In(_) => YEAR,
            When::InSomeYear(_) => SOME_YEAR,
        };
        self.worth(&owners.collect::<Vec<_>>(), weight, STEP_NAME)
    }

    fn take_in(&mut self, scheme: &Scheme) {
        let mut owners: Vec<Vec<Owner>> = Vec::new();
        let mut known: HashMap<Vec<String>, usize> = HashMap::new();
        for (owner, telltale) in telltales(scheme) {
            let names = telltale.names.iter().map(|name| (ReasonKind::Name, name));
            let terms = telltale.terms.iter().map(|term| (ReasonKind::Term, term));
            for (kind, text) in names.chain(terms) {
                self.add(kind, text, owner, &mut known, &mut owners);
            }
            self.dates.extend(telltale.dates.iter().map(|&date| (owner, date)));
        }
        for name in scheme.actors.iter().flat_map(|actor| &actor.names) {
            self.add(ReasonKind::Name, name, Owner::Actor, &mut known, &mut owners);
        }
        let happened = scheme.episode_indices().filter_map(|at| Some((at, scheme.episode(at).when?)));
        self.dates.extend(happened.map(|(at, when)| (Owner::Episode(at), when)));
        for (at, owners) in owners.iter().enumerate() {
            let (kind, words) = (self.cues[at].kind, self.cues[at].words.len());
            let long = (TERM + FURTHER_WORD * (words - 1) as f64).min(LONG_TERM);
            let (weight, of_step) = if kind == ReasonKind::Name { (NAME, STEP_NAME) } else { (long, long) };
            self.cues[at].worth = self.worth(owners, weight, of_step);
        }
        for (at, cue) in self.cues.iter().enumerate() {
            self.by_first.entry(cue.words[0].clone()).or_default().push(at);
        }
        for list in self.by_first.values_mut() {
            list.sort_by_key(|&at| std::cmp::Reverse(self.cues[at].words.len()));
        }
    }

    fn add(
        &mut self,
        kind: ReasonKind,
        text: &str,
        owner: Owner,
        known: &mut HashMap<Vec<String>, usize>,
        owners: &mut Vec<Vec<Owner>>,
    ) {
        let words: Vec<String> = self.tokens(text).into_iter().map(|token| token.term).collect();
        if words.is_empty() {
            return;
        }
        let at = *known.entry(words.clone()).or_insert_with(|| {
            self.cues.push(Cue { kind, text: text.to_owned(), words, worth: Worth::default() });
            owners.push(Vec::new());
            self.cues.len() - 1
        });
        if kind == ReasonKind::Name {
            self.cues[at].kind = kind;
        }
        if !owners[at].contains(&owner) {
            owners[at].push(owner);
        }
    }

    /// Shares out what a hit is worth among those that have it: what all have tells nothing apart.
    fn worth(&self, owners: &[Owner], of_episode: f64, of_step: f64) -> Worth {
        let mut worth = Worth::default();
        let mut levels: Vec<(EpisodeIndex, f64)> = Vec::new();
        let (mut steps, mut parts) = (Vec::new(), Vec::new());
        for owner in owners {
            match *owner {
                Owner::Episode(episode) => raise(&mut levels, episode, 1.0),
                Owner::Step(step) => steps.push(step),
                Owner::Part(episode, step) => {
                    raise(&mut levels, episode, OF_A_PART);
                    parts.push((episode, step));
                }
                Owner::Actor => {}
            }
        }
        let all: f64 = levels.iter().map(|(_, level)| level).sum();
        for (episode, level) in levels {
            let weight = of_episode * level * share(all / level, self.episodes);
            worth.episodes.push((episode, weight));
        }
        let of_a_step = of_step * share(steps.len() as f64, self.steps);
        worth.steps = steps.into_iter().map(|step| (step, of_a_step)).collect();
        for &(episode, step) in &parts {
            let alike = parts.iter().filter(|(other, _)| *other == episode).count();
            worth.parts.push((episode, step, of_step * share(alike as f64, self.steps)));
        }
        worth
    }
}

/// Notes that an episode has something at this level at least.
fn raise(levels: &mut Vec<(EpisodeIndex, f64)>, episode: EpisodeIndex, level: f64) {
    match levels.iter_mut().find(|(known, _)| *known == episode) {
        Some((_, known)) => *known = known.max(level),
        None => levels.push((episode, level)),
    }
}

/// What is left for each of `crowd` holders among `all`: 1 for a single one, near 0 when all have
/// it (an inverse document frequency over episodes or steps, brought to 0..1).
fn share(crowd: f64, all: usize) -> f64 {
    let whole = (all as f64 + 1.0).ln();
    (1.0 - crowd.max(1.0).ln() / whole).max(0.0)
}

/// Every list of the scheme with what it belongs to.
pub(super) fn telltales(scheme: &Scheme) -> impl Iterator<Item = (Owner, &Telltale)> {
    let episodes = scheme.episode_indices().map(|at| (Owner::Episode(at), &scheme.episode(at).telltale));
    let steps = scheme.step_indices().map(|at| (Owner::Step(at), &scheme.step(at).telltale));
    let parts = scheme.parts.iter().map(|part| (Owner::Part(part.episode, part.step), &part.telltale));
    episodes.chain(steps).chain(parts)
}

/// Every name of the scheme with its spellings, so that the longest that fits counts.
fn spellings(scheme: &Scheme) -> Spellings {
    let said: HashSet<&str> = scheme
        .aliases
        .iter()
        .flat_map(|alias| std::iter::once(&alias.name).chain(&alias.spellings))
        .map(String::as_str)
        .collect();
    let aliases = scheme.aliases.iter().map(|alias| (alias.name.as_str(), alias.spellings.as_slice()));
    let names = names(scheme).filter(|name| !said.contains(name)).map(|name| (name, [].as_slice()));
    Spellings::new(aliases.chain(names))
}

fn names(scheme: &Scheme) -> impl Iterator<Item = &str> {
    let told = telltales(scheme).flat_map(|(_, telltale)| &telltale.names);
    told.chain(scheme.actors.iter().flat_map(|actor| &actor.names)).map(String::as_str)
}

/// The terms of names that stand in capitals in all their spellings.
fn capitals(scheme: &Scheme) -> HashSet<String> {
    let begins = |name: &str| name.chars().any(char::is_uppercase);
    let small: HashSet<&str> = scheme
        .aliases
        .iter()
        .filter(|alias| alias.spellings.iter().any(|spelling| !begins(spelling)))
        .map(|alias| alias.name.as_str())
        .collect();
    let aliases = scheme.aliases.iter().map(|alias| alias.name.as_str());
    let kept = aliases.chain(names(scheme)).filter(|name| begins(name) && !small.contains(name));
    kept.map(|name| format!("\u{2039}{name}\u{203a}")).collect()
}
