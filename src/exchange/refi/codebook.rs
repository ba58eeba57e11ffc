//! What codes say: those that this program writes, and those of other programs as it takes them.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::exchange::codes;
use crate::exchange::guid::guid;
use crate::exchange::item::Item;
use crate::scheme::{Collection, Scheme};
use crate::store::{Coding, Note};

use super::project::Code;
use super::xml::{Xml, held};

/// One thing that a code says of a passage.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Says {
    /// By the scheme's ids.
    Episode(String),
    Step(String),
    SecondStep(String),
    /// By the ids of the actors.
    Direction(String, String),
    Date(String),
    Background,
    /// The passage was read and tells none.
    NoEpisode,
    Tag(String),
    Highlight(u8),
}

/// The categories that codes stand in, in their order; the last are codes by themselves.
pub const EPISODES: &str = "Episodes";
pub const STEPS: &str = "Steps";
const SECOND_STEPS: &str = "Second steps";
const DIRECTIONS: &str = "Directions";
const DATES: &str = "Dates told";
pub const TAGS: &str = "Tags";
const HIGHLIGHTS: &str = "Highlights";
const BACKGROUND: &str = "Background";
const NO_EPISODE: &str = "No episode";
const CATEGORIES: [&str; 7] = [EPISODES, STEPS, SECOND_STEPS, DIRECTIONS, DATES, TAGS, HIGHLIGHTS];

/// Colours of codes, far from each other.
const COLOURS: [&str; 8] =
    ["#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377", "#EE8866", "#777777"];

impl Says {
    pub fn guid(&self) -> String {
        match self {
            Self::Episode(id) => guid("episode", id),
            Self::Step(id) => guid("step", id),
            Self::SecondStep(id) => guid("second step", id),
            Self::Direction(from, to) => guid("direction", &format!("{from}>{to}")),
            Self::Date(date) => guid("date", date),
            Self::Background => guid("code", BACKGROUND),
            Self::NoEpisode => guid("code", NO_EPISODE),
            Self::Tag(tag) => guid("tag", tag),
            Self::Highlight(number) => guid("highlight", &number.to_string()),
        }
    }

    fn category(&self) -> Option<&'static str> {
        match self {
            Self::Episode(_) => Some(EPISODES),
            Self::Step(_) => Some(STEPS),
            Self::SecondStep(_) => Some(SECOND_STEPS),
            Self::Direction(..) => Some(DIRECTIONS),
            Self::Date(_) => Some(DATES),
            Self::Tag(_) => Some(TAGS),
            Self::Highlight(_) => Some(HIGHLIGHTS),
            Self::Background | Self::NoEpisode => None,
        }
    }

    /// The code's name, and what tells it from another of that name.
    pub fn name(&self, scheme: &Scheme) -> (String, &'static str) {
        let step =
            |id: &str| scheme.step_by_id(id).map_or(id.to_owned(), |step| scheme.step(step).name.clone());
        let actor =
            |id: &str| scheme.actor_by_id(id).map_or(id.to_owned(), |actor| scheme.actor(actor).name.clone());
        match self {
            Self::Episode(id) => {
                let name = scheme.episode_by_id(id).map(|at| scheme.episode(at).name.clone());
                (name.unwrap_or_else(|| id.clone()), " (episode)")
            }
            Self::Step(id) => (step(id), " (step)"),
            Self::SecondStep(id) => (step(id) + SECOND, ""),
            Self::Direction(from, to) => (format!("{} -> {}", actor(from), actor(to)), ""),
            Self::Date(date) => (date.clone(), " (date)"),
            Self::Background => (BACKGROUND.to_owned(), ""),
            Self::NoEpisode => (NO_EPISODE.to_owned(), ""),
            Self::Tag(tag) => (tag.clone(), " (tag)"),
            Self::Highlight(number) => (format!("{HIGHLIGHT}{number}"), ""),
        }
    }

    /// Whether an export of ours calls its code so, beside whatever others. No name says nothing else.
    fn is_called(&self, name: &str, scheme: &Scheme) -> bool {
        let (own, apart) = self.name(scheme);
        let rest = name.trim().strip_prefix(held(&own).trim());
        let is_apart = |rest: &str| {
            let rest = rest.trim_start();
            rest.strip_prefix(apart.trim_start()).unwrap_or(rest).chars().all(|c| c == '\'')
        };
        name.trim().is_empty() || rest.is_some_and(is_apart)
    }

    /// Where it stands among those of its category: in the scheme's order, what the scheme does not
    /// have behind. The rest have no order of their own.
    fn rank(&self, scheme: &Scheme) -> usize {
        let place = match self {
            Self::Episode(id) => scheme.episode_by_id(id).map(|at| at.0),
            Self::Step(id) | Self::SecondStep(id) => scheme.step_by_id(id).map(|at| at.0),
            _ => None,
        };
        place.unwrap_or(usize::MAX)
    }

    /// What a coding says, in the order in which its codes are written.
    pub fn of_coding(coding: &Coding) -> Vec<Self> {
        let mut says: Vec<Self> = coding.episodes.iter().cloned().map(Self::Episode).collect();
        says.extend(coding.step.iter().cloned().map(Self::Step));
        says.extend(coding.second_step.iter().cloned().map(Self::SecondStep));
        says.extend(coding.direction.iter().map(|(from, to)| Self::Direction(from.clone(), to.clone())));
        says.extend(coding.date.iter().cloned().map(Self::Date));
        says.extend(coding.background.then_some(Self::Background));
        if coding.episodes.is_empty() {
            says.push(Self::NoEpisode);
        }
        says
    }

    pub fn of_note(note: &Note) -> Vec<Self> {
        let tags = note.tags.iter().cloned().map(Self::Tag);
        tags.chain(note.highlight.map(Self::Highlight)).collect()
    }

    /// Whether it is said of a passage by a coding, not by a note.
    pub fn codes(&self) -> bool {
        !matches!(self, Self::Tag(_) | Self::Highlight(_))
    }
}

const SECOND: &str = " (second)";
const HIGHLIGHT: &str = "Highlight ";

/// All codes of the scheme and of the items, under their categories.
#[derive(Debug)]
pub struct Codebook<'a> {
    scheme: &'a Scheme,
    codes: BTreeSet<Says>,
    /// Identifiers of notes on codes.
    pub notes: HashMap<String, Vec<String>>,
}

impl<'a> Codebook<'a> {
    pub fn of(collection: &'a Collection, items: &[Item]) -> Self {
        let scheme = &collection.scheme;
        let mut codes: BTreeSet<Says> =
            scheme.episodes.iter().map(|episode| Says::Episode(episode.id.clone())).collect();
        codes.extend(scheme.steps.iter().map(|step| Says::Step(step.id.clone())));
        for item in items {
            match item {
                Item::Coding(_, coding) => codes.extend(Says::of_coding(coding)),
                Item::Note(_, note) => codes.extend(Says::of_note(note)),
                _ => {}
            }
        }
        Self { scheme, codes, notes: HashMap::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// What of the scheme the format has no place for; `None` where there is nothing.
    pub fn loss(&self) -> Option<String> {
        let scheme = self.scheme;
        let hidden = scheme.episodes.iter().filter(|episode| episode.hidden);
        let hidden: Vec<&str> = hidden.map(|episode| episode.name.as_str()).collect();
        let hidden = if hidden.is_empty() {
            String::new()
        } else {
            format!(", that these episodes are hidden: {}", hidden.join(", "))
        };
        let told = "ids, dates, names and terms of episodes and steps";
        (!scheme.is_empty()).then(|| format!("not said of the scheme: {told}{hidden}"))
    }

    /// The element `Codes`. No two codes have one name: some programs know them by it.
    pub fn write(&self, xml: &mut Xml) {
        let mut taken: HashSet<String> = CATEGORIES.iter().map(|name| name.to_lowercase()).collect();
        xml.open("Codes", &[]);
        for category in CATEGORIES {
            let mut inside: Vec<&Says> =
                self.codes.iter().filter(|code| code.category() == Some(category)).collect();
            inside.sort_by_key(|code| code.rank(self.scheme));
            if inside.is_empty() {
                continue;
            }
            let guid = guid("category", category);
            xml.open("Code", &[("guid", &guid), ("name", category), ("isCodable", "false")]);
            for code in inside {
                self.code(code, &mut taken, xml);
            }
            xml.close();
        }
        for code in self.codes.iter().filter(|code| code.category().is_none()) {
            self.code(code, &mut taken, xml);
        }
        xml.close();
    }

    fn code(&self, code: &Says, taken: &mut HashSet<String>, xml: &mut Xml) {
        let (mut name, apart) = code.name(self.scheme);
        if !taken.insert(name.to_lowercase()) {
            name += apart;
            while !taken.insert(name.to_lowercase()) {
                name.push('\'');
            }
        }
        let guid = code.guid();
        let colour = COLOURS[taken.len() % COLOURS.len()];
        let attributes = [("guid", guid.as_str()), ("name", &name), ("isCodable", "true"), ("color", colour)];
        let question = match code {
            Says::Step(id) => self.scheme.step_by_id(id).map(|step| self.scheme.step(step).question.as_str()),
            _ => None,
        };
        let notes = self.notes.get(&guid);
        if question.is_none() && notes.is_none() {
            xml.empty("Code", &attributes);
            return;
        }
        xml.open("Code", &attributes);
        question.map(|question| xml.text("Description", question));
        for note in notes.into_iter().flatten() {
            xml.empty("NoteRef", &[("targetGUID", note)]);
        }
        xml.close();
    }
}

/// What each code of a project says, by its identifier. `None` for a category.
pub fn meanings(codes: &[Code], scheme: &Scheme) -> HashMap<String, Option<Says>> {
    let known = known_codes(scheme);
    let meaning = |code: &Code| {
        if let Some(says) = known.get(&code.guid) {
            return Some(says.clone());
        }
        (!code.is_category).then(|| by_name(code, scheme))
    };
    let mut meanings = HashMap::new();
    for code in codes {
        // Of two codes with one identifier the first is meant.
        meanings.entry(code.guid.clone()).or_insert_with(|| meaning(code));
    }
    meanings
}

/// The codes of a scheme by their identifiers.
pub fn known_codes(scheme: &Scheme) -> HashMap<String, Says> {
    let episodes = scheme.episodes.iter().map(|episode| Says::Episode(episode.id.clone()));
    let steps =
        scheme.steps.iter().flat_map(|step| [Says::Step(step.id.clone()), Says::SecondStep(step.id.clone())]);
    episodes.chain(steps).map(|says| (says.guid(), says)).collect()
}

/// The codes of the scheme's episodes and steps that a project calls otherwise than an export of ours
/// does.
pub fn renamed<'c>(codes: &'c [Code], scheme: &Scheme) -> Vec<(Says, &'c Code)> {
    let known = known_codes(scheme);
    let known = |code: &'c Code| Some((known.get(&code.guid)?.clone(), code));
    let is_renamed = |(says, code): &(Says, &Code)| {
        matches!(says, Says::Episode(_) | Says::Step(_)) && !says.is_called(&code.name, scheme)
    };
    codes.iter().filter_map(known).filter(is_renamed).collect()
}

fn by_name(code: &Code, scheme: &Scheme) -> Says {
    let name = code.name.as_str();
    // A name that was made different from another's of ours.
    let own = |apart: &str| name.strip_suffix(apart).unwrap_or(name).to_owned();
    let episode = |name: &str| codes::episode(scheme, name).map(|at| scheme.episode(at).id.clone());
    let step = |name: &str| codes::step(scheme, name).map(|at| scheme.step(at).id.clone());
    let category = code.above.first().map(String::as_str);
    match (category, name) {
        (Some(EPISODES), _) => Says::Episode(episode(&own(" (episode)")).unwrap_or_else(|_| name.to_owned())),
        (Some(STEPS), _) => Says::Step(step(&own(" (step)")).unwrap_or_else(|_| name.to_owned())),
        (Some(SECOND_STEPS), _) => Says::SecondStep(step(&own(SECOND)).unwrap_or_else(|_| own(SECOND))),
        (Some(DIRECTIONS), _) if name.contains("->") => direction(name, scheme),
        (Some(DATES), _) => Says::Date(own(" (date)")),
        (Some(TAGS), _) => {
            let bare = own(" (tag)");
            Says::Tag(if guid("tag", name) == code.guid { name.to_owned() } else { bare })
        }
        (Some(HIGHLIGHTS), _) if highlight(name).is_some() => Says::Highlight(highlight(name).unwrap_or(1)),
        (None, BACKGROUND) => Says::Background,
        (None, NO_EPISODE) => Says::NoEpisode,
        _ => match (episode(name), step(name)) {
            (Ok(id), _) => Says::Episode(id),
            (_, Ok(id)) => Says::Step(id),
            // The codes that it stands under are part of what it says.
            _ => Says::Tag(code.above.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join("/")),
        },
    }
}

fn direction(name: &str, scheme: &Scheme) -> Says {
    let id = |word: &str| {
        let found = scheme.actors.iter().find(|actor| actor.name == word.trim());
        found.map_or_else(|| word.trim().to_owned(), |actor| actor.id.clone())
    };
    let (from, to) = name.split_once("->").unwrap_or((name, ""));
    Says::Direction(id(from), id(to))
}

fn highlight(name: &str) -> Option<u8> {
    name.strip_prefix(HIGHLIGHT)?.parse().ok()
}
