//! The scheme of a collection, and what was coded by it.

use crate::matching::{Evidence, EvidenceKind, Match, MatchKind};
use crate::text::{DateRange, DocumentIndex, Passage};

/// Position of an episode in its scheme, counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpisodeIndex(pub usize);

/// Position of a step in its scheme, counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepIndex(pub usize);

/// Position of an actor in its scheme, counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorIndex(pub usize);

/// The episodes, steps and actors of a collection. Empty for a folder without one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scheme {
    pub title: Option<String>,
    pub note: Option<String>,
    pub episodes: Vec<Episode>,
    pub steps: Vec<Step>,
    /// What tells a step of an episode; at most one for each pair.
    pub parts: Vec<Part>,
    pub actors: Vec<Actor>,
    pub aliases: Vec<Alias>,
}

/// What gives an episode, a step or a part away.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telltale {
    pub names: Vec<String>,
    pub dates: Vec<DateRange>,
    pub terms: Vec<String>,
    /// Invented sentences of the kind that tell it.
    pub examples: Vec<String>,
}

impl Telltale {
    /// Adds what another one has.
    pub fn join(&mut self, other: Self) {
        self.names.extend(other.names);
        self.dates.extend(other.dates);
        self.terms.extend(other.terms);
        self.examples.extend(other.examples);
    }
}

/// A thing that happened: a column of the parallel view.
#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    pub id: String,
    pub name: String,
    /// For narrow heads.
    pub short: String,
    /// When it happened, where the scheme says so.
    pub when: Option<DateRange>,
    /// Whether its column is shown only on request.
    pub hidden: bool,
    pub telltale: Telltale,
}

/// A part that the episodes have in common: a row band of the parallel view.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub id: String,
    pub name: String,
    /// Where a step must be told by one character.
    pub letter: char,
    /// Titles the band: 'Who reached out?'
    pub question: String,
    /// Whether its codings say who moved towards whom.
    pub directed: bool,
    pub telltale: Telltale,
}

/// One step of one episode.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub episode: EpisodeIndex,
    pub step: StepIndex,
    pub telltale: Telltale,
}

/// Somebody who moves towards somebody, or turns them away.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    pub id: String,
    pub name: String,
    pub names: Vec<String>,
}

/// Spellings of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    pub name: String,
    pub spellings: Vec<String>,
}

/// Who moved towards whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Direction {
    pub from: ActorIndex,
    pub to: ActorIndex,
}

/// 'This passage speaks of these episodes, at this step.'
#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    pub passage: Passage,
    pub coded: Coded,
    /// 0 to 1; exactly 1 for a coding by hand.
    pub confidence: f32,
    pub by_hand: bool,
}

/// What a coding says of its passage, apart from where that is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coded {
    pub episodes: Vec<EpisodeIndex>,
    pub step: Option<StepIndex>,
    pub second_step: Option<StepIndex>,
    pub direction: Option<Direction>,
    /// Long background that led up to the episode: folded in the parallel view.
    pub background: bool,
    /// When the thing told happened.
    pub date: Option<DateRange>,
}

impl Coded {
    /// Whether it says that its passage speaks of no episode.
    pub fn says_nothing(&self) -> bool {
        self.episodes.is_empty() && self.step.is_none()
    }
}

/// How surely two linked passages tell the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strength {
    /// The same event, statement or claim.
    Strong,
    /// The same matter told differently, or a clear echo.
    Weak,
}

/// Two passages of different documents that a person linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub a: Passage,
    pub b: Passage,
    pub strength: Strength,
    pub kind: MatchKind,
}

impl Strength {
    /// What the score of a link says: a person's word stands above what is only similar in the same
    /// way that 1 stands above a share of it.
    pub fn score(self) -> f32 {
        match self {
            Self::Strong => 1.0,
            Self::Weak => 0.5,
        }
    }
}

impl Link {
    /// A link without a kind of its own: the same event where it is strong, else an echo.
    pub fn new(a: Passage, b: Passage, strength: Strength) -> Self {
        let kind = match strength {
            Strength::Strong => MatchKind::SameEvent,
            Strength::Weak => MatchKind::Echo,
        };
        Self { a, b, strength, kind }
    }

    /// The link as a match that is asked from `a`.
    pub fn as_match(&self, a: Passage, b: Passage) -> Match {
        let text = match self.strength {
            Strength::Strong => "strong link",
            Strength::Weak => "weak link",
        };
        let part = Evidence {
            kind: EvidenceKind::Hand,
            text: text.into(),
            weight: self.strength.score(),
            places: Box::default(),
        };
        let kind = self.kind.clone();
        Match { a, b, score: part.weight, linked: true, kind, evidence: vec![part], by_hand: true }
    }
}

/// Passages that stand level in the parallel view, by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub id: String,
    pub step: StepIndex,
    /// A few words that carry the analogy.
    pub label: String,
    pub cells: Vec<(EpisodeIndex, Vec<Passage>)>,
}

/// Two passages that a person set level, besides the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The one that the other is set level with.
    pub a: Passage,
    pub b: Passage,
    /// What the row in which they stand is called, where the person named it.
    pub label: Option<String>,
}

/// One sentence on what the accounts say at one step of one episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub episode: EpisodeIndex,
    pub step: StepIndex,
    pub text: String,
}

impl Scheme {
    pub fn is_empty(&self) -> bool {
        self.episodes.is_empty()
    }

    pub fn episode(&self, index: EpisodeIndex) -> &Episode {
        &self.episodes[index.0]
    }

    pub fn step(&self, index: StepIndex) -> &Step {
        &self.steps[index.0]
    }

    pub fn actor(&self, index: ActorIndex) -> &Actor {
        &self.actors[index.0]
    }

    pub fn episode_by_id(&self, id: &str) -> Option<EpisodeIndex> {
        self.episodes.iter().position(|episode| episode.id == id).map(EpisodeIndex)
    }

    pub fn step_by_id(&self, id: &str) -> Option<StepIndex> {
        self.steps.iter().position(|step| step.id == id).map(StepIndex)
    }

    pub fn actor_by_id(&self, id: &str) -> Option<ActorIndex> {
        self.actors.iter().position(|actor| actor.id == id).map(ActorIndex)
    }

    pub fn episode_indices(&self) -> impl Iterator<Item = EpisodeIndex> + use<> {
        (0..self.episodes.len()).map(EpisodeIndex)
    }

    pub fn step_indices(&self) -> impl Iterator<Item = StepIndex> + use<> {
        (0..self.steps.len()).map(StepIndex)
    }

    /// Whether a document of this date was written before the episode happened, so that its
    /// silence says nothing.
    pub fn predates(&self, written: Option<DateRange>, episode: EpisodeIndex) -> bool {
        match (written, self.episode(episode).when) {
            (Some(written), Some(happened)) => written.is_before(happened),
            _ => false,
        }
    }

    /// What a coding says, in words: `Flood of 1953 \u{b7} Call \u{b7} Town -> Crown`.
    pub fn coded_text(&self, coded: &Coded) -> String {
        let mut parts: Vec<String> =
            coded.episodes.iter().map(|&episode| self.episode(episode).name.clone()).collect();
        if coded.says_nothing() {
            parts.push("none of the episodes".to_owned());
        }
        let steps = [coded.step, coded.second_step].into_iter().flatten();
        parts.extend(steps.map(|step| self.step(step).name.clone()));
        parts.extend(coded.direction.map(|direction| self.direction_text(direction)));
        if coded.background {
            parts.push("background".to_owned());
        }
        parts.join(" \u{b7} ")
    }

    /// `Town -> Crown`, by the actors' names.
    pub fn direction_text(&self, direction: Direction) -> String {
        format!("{} -> {}", self.actor(direction.from).name, self.actor(direction.to).name)
    }
}

/// A document that tells an episode, and in how many passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    pub document: DocumentIndex,
    pub passages: usize,
}
