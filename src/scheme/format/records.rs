//! The JSON Lines beside `collection.toml`: codings, links, rows and summaries, one object a line.

mod line;

use crate::scheme::model::{Coded, Direction, EpisodeIndex, Scheme, StepIndex, Strength, Summary};

use super::{Problem, did_you_mean};
use line::{CodingLine, LinkLine, RowLine, SummaryLine};

/// Paragraph and sentence as they are written, both from 1; no sentence means the whole paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub paragraph: u32,
    #[serde(default)]
    pub sentence: Option<u32>,
}

/// What a record calls a passage.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// In a document, by its letter or file name.
    Place { document: String, place: Place },
    /// The own id of a passage in a table.
    Id(String),
}

/// A coding, where it was made, and by what its sentence can be known again.
#[derive(Clone, Debug, PartialEq)]
pub struct CodingRecord {
    /// Line of its file, from 1.
    pub line: usize,
    pub address: Address,
    /// `text::hash::words_hash` and `near_hash` of the sentence it was made on.
    pub hash: Option<u64>,
    pub near: Option<u64>,
    pub coded: Coded,
    /// Where the sentence is retold; `None` where it is not.
    pub retold: Option<Place>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LinkRecord {
    pub line: usize,
    pub a: Address,
    pub b: Address,
    pub strength: Strength,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RowRecord {
    pub line: usize,
    pub id: String,
    pub step: StepIndex,
    pub label: String,
    pub cells: Vec<(EpisodeIndex, Vec<Address>)>,
}

/// The texts of the files, where there are such files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    pub codings: Option<&'a str>,
    pub links: Option<&'a str>,
    pub rows: Option<&'a str>,
    pub summaries: Option<&'a str>,
}

/// Everything that was coded, linked and set level by hand, not yet placed on documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records {
    pub codings: Vec<CodingRecord>,
    pub links: Vec<LinkRecord>,
    pub rows: Vec<RowRecord>,
    pub summaries: Vec<Summary>,
    pub problems: Vec<Problem>,
}

pub const CODINGS: &str = "codings.jsonl";
pub const LINKS: &str = "links.jsonl";
pub const ROWS: &str = "rows.jsonl";
pub const SUMMARIES: &str = "summaries.jsonl";

impl Address {
    /// `A#10.2`, `A#10`, or the id of a passage in a table.
    pub fn parse(text: &str) -> Self {
        let place = || {
            let (document, place) = text.rsplit_once('#')?;
            let (paragraph, sentence) = match place.split_once('.') {
                Some((paragraph, sentence)) => (paragraph, Some(sentence.parse().ok()?)),
                None => (place, None),
            };
            let place = Place { paragraph: paragraph.parse().ok()?, sentence };
            Some(Self::Place { document: document.to_owned(), place })
        };
        place().unwrap_or_else(|| Self::Id(text.to_owned()))
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => f.write_str(id),
            Self::Place { document, place } => {
                write!(f, "{document} \u{b6}{}", place.paragraph)?;
                place.sentence.map_or(Ok(()), |sentence| write!(f, ".{sentence}"))
            }
        }
    }
}

/// Reads the records; ids of episodes, steps and actors are those of the scheme.
pub fn parse(sources: Sources<'_>, scheme: &Scheme) -> Records {
    let mut records = Records::default();
    let mut reader = Reader { scheme, file: "", line: 0, problems: Vec::new() };
    reader.each(CODINGS, sources.codings, CodingLine::KEYS, |reader, coding| {
        records.codings.push(reader.coding(coding));
    });
    reader.each(LINKS, sources.links, LinkLine::KEYS, |reader, link: LinkLine| {
        let (a, b) = (Address::parse(&link.a), Address::parse(&link.b));
        records.links.push(LinkRecord { line: reader.line, a, b, strength: link.strength() });
    });
    reader.each(ROWS, sources.rows, RowLine::KEYS, |reader, row| {
        records.rows.extend(reader.row(row));
    });
    reader.each(SUMMARIES, sources.summaries, SummaryLine::KEYS, |reader, summary| {
        records.summaries.extend(reader.summary(summary));
    });
    records.problems = reader.problems;
    records
}

struct Reader<'a> {
    scheme: &'a Scheme,
    file: &'static str,
    line: usize,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, message: impl Into<String>) {
        let (file, line) = (self.file.to_owned(), Some(self.line));
        self.problems.push(Problem { file, line, message: message.into() });
    }

    /// Hands every line that can be read to `take`; blank lines are passed over.
    fn each<L: serde::de::DeserializeOwned>(
        &mut self,
        file: &'static str,
        text: Option<&str>,
        keys: &[&str],
        mut take: impl FnMut(&mut Self, L),
    ) {
        self.file = file;
        let lines = text.unwrap_or_default().trim_start_matches('\u{feff}').lines();
        for (number, text) in lines.enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            self.line = number + 1;
            match line::read(text, keys) {
                Ok((line, unknown)) => {
                    for key in unknown {
                        let hint = did_you_mean(&key, keys.iter().copied());
                        self.problem(format!("there is no key '{key}' here{hint}"));
                    }
                    take(self, line);
                }
                Err(message) => self.problem(message),
            }
        }
    }

    fn episode(&mut self, id: &str) -> Option<EpisodeIndex> {
        let found = self.scheme.episode_by_id(id);
        if found.is_none() {
            let hint = did_you_mean(id, self.scheme.episodes.iter().map(|episode| episode.id.as_str()));
            self.problem(format!("there is no episode '{id}'{hint}"));
        }
        found
    }

    fn step(&mut self, id: &str) -> Option<StepIndex> {
        let found = self.scheme.step_by_id(id);
        if found.is_none() {
            let hint = did_you_mean(id, self.scheme.steps.iter().map(|step| step.id.as_str()));
            self.problem(format!("there is no step '{id}'{hint}"));
        }
        found
    }

    /// `town>crown`, by the ids of the actors.
    fn direction(&mut self, text: &str) -> Option<Direction> {
        let (from, to) = text.split_once("->").or_else(|| text.split_once('>'))?;
        let mut actor = |id: &str| {
            let found = self.scheme.actor_by_id(id.trim());
            if found.is_none() {
                let hint = did_you_mean(id.trim(), self.scheme.actors.iter().map(|actor| actor.id.as_str()));
                self.problem(format!("there is no actor '{}'{hint}", id.trim()));
            }
            found
        };
        let (from, to) = (actor(from), actor(to));
        Some(Direction { from: from?, to: to? })
    }

    fn coding(&mut self, line: CodingLine) -> CodingRecord {
        let place = Place { paragraph: line.paragraph, sentence: line.sentence };
        let date = line.date.and_then(|text| match text.parse() {
            Ok(date) => Some(date),
            Err(error) => {
                self.problem(format!("{error}"));
                None
            }
        });
        let mut episodes: Vec<_> = line.episodes.iter().filter_map(|id| self.episode(id)).collect();
        episodes.sort_unstable();
        episodes.dedup();
        CodingRecord {
            line: self.line,
            address: Address::Place { document: line.document, place },
            hash: self.hash(line.hash.as_deref()),
            near: self.hash(line.near.as_deref()),
            coded: Coded {
                episodes,
                step: line.step.and_then(|id| self.step(&id)),
                second_step: line.second.and_then(|id| self.step(&id)),
                direction: line.direction.and_then(|text| self.direction(&text)),
                background: line.background,
                date,
            },
            retold: line.retelling,
        }
    }

    fn hash(&mut self, text: Option<&str>) -> Option<u64> {
        let text = text?;
        let hash = u64::from_str_radix(text, 16).ok();
        if hash.is_none() {
            self.problem(format!("'{text}' is no hash of 16 hexadecimal digits"));
        }
        hash
    }

    fn row(&mut self, line: RowLine) -> Option<RowRecord> {
        let step = self.step(&line.step)?;
        let mut cells = Vec::new();
        for (id, passages) in line.cells {
            if let Some(episode) = self.episode(&id) {
                cells.push((episode, passages.iter().map(|id| Address::parse(id)).collect()));
            }
        }
        cells.sort_by_key(|(episode, _)| *episode);
        Some(RowRecord { line: self.line, id: line.id, step, label: line.label, cells })
    }

    fn summary(&mut self, line: SummaryLine) -> Option<Summary> {
        let (episode, step) = (self.episode(&line.episode), self.step(&line.step));
        Some(Summary { episode: episode?, step: step?, text: line.text })
    }
}

#[cfg(test)]
mod tests;
