//! One text of one size, and what its matching costs.

use std::hint::black_box;
use std::time::Instant;

use anyhow::Context;
use triptych::matching::{Matcher, Spellings, Unit};
use triptych::text::{Document, Passage};

use crate::{clock, generated, memory, natural};

/// Passages that are asked for their matches, spread over all.
const ASKED: usize = 500;

/// Candidates of each, as a list on the screen has them.
const TOP: usize = 20;

/// Larger collections are asked passage by passage only: all their pairs take too long for a bench.
const MOST_PAIRED: usize = 200_000;

/// Where the passages come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    Generated,
    Natural,
}

impl Text {
    pub(crate) const ALL: [Self; 2] = [Self::Generated, Self::Natural];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Natural => "natural",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|text| text.name() == name)
    }

    fn documents(self, passages: usize) -> anyhow::Result<Vec<Document>> {
        match self {
            Self::Generated => Ok(generated::documents(passages)),
            Self::Natural => natural::documents(passages),
        }
    }
}

/// What was measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Figures {
    passages: usize,
    index_seconds: f64,
    /// Bytes of memory for each passage, without the documents: of the index, and of what is in
    /// use once all pairs were matched.
    index_bytes: f64,
    bytes: f64,
    /// Milliseconds for the matches of one passage, in the middle and of the slowest twentieth.
    matches_p50: f64,
    matches_p95: f64,
    /// Not a number where all pairs were not asked for.
    pairs_seconds: f64,
    pairs: usize,
}

/// Builds the index over so many passages and asks it.
pub(crate) fn measure(text: Text, passages: usize) -> anyhow::Result<Figures> {
    let documents = text.documents(passages)?;
    let before = memory::resident_bytes();
    let (matcher, index_seconds) =
        clock::cpu(|| Matcher::new(&documents, &Spellings::default(), Unit::Paragraph));
    let all: Vec<Passage> = matcher.passages().collect();
    let bytes_more = || memory::resident_bytes().saturating_sub(before) as f64 / all.len().max(1) as f64;
    let index_bytes = bytes_more();
    let mut milliseconds: Vec<f64> = spread(&all)
        .map(|passage| milliseconds_for(|| black_box(matcher.matches_of(passage, TOP))))
        .collect();
    milliseconds.sort_by(f64::total_cmp);
    let (pairs, pairs_seconds) = match all.len() {
        ..=MOST_PAIRED => clock::cpu(|| matcher.links().len()),
        _ => (0, f64::NAN),
    };
    let at = |share: usize| milliseconds.get(milliseconds.len() * share / 100).copied().unwrap_or_default();
    Ok(Figures {
        passages: all.len(),
        index_seconds,
        index_bytes,
        bytes: bytes_more(),
        matches_p50: at(50),
        matches_p95: at(95),
        pairs_seconds,
        pairs,
    })
}

fn milliseconds_for<T>(job: impl FnOnce() -> T) -> f64 {
    let begun = Instant::now();
    job();
    1e3 * begun.elapsed().as_secs_f64()
}

fn spread(all: &[Passage]) -> impl Iterator<Item = Passage> {
    all.iter().copied().step_by((all.len() / ASKED).max(1))
}

impl Figures {
    /// What one process tells the other.
    pub(crate) fn to_line(&self) -> String {
        let Self {
            passages,
            index_seconds,
            index_bytes,
            bytes,
            matches_p50,
            matches_p95,
            pairs_seconds,
            pairs,
        } = self;
        format!(
            "{passages} {index_seconds} {index_bytes} {bytes} {matches_p50} {matches_p95} {pairs_seconds} {pairs}"
        )
    }

    pub(crate) fn from_line(line: &str) -> anyhow::Result<Self> {
        let numbers: Vec<f64> = line.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        let [passages, index_seconds, index_bytes, bytes, matches_p50, matches_p95, pairs_seconds, pairs] =
            numbers[..].try_into().ok().context("the other process says something else")?;
        let (passages, pairs) = (passages as usize, pairs as usize);
        Ok(Self {
            passages,
            index_seconds,
            index_bytes,
            bytes,
            matches_p50,
            matches_p95,
            pairs_seconds,
            pairs,
        })
    }

    pub(crate) fn to_markdown(&self, text: &str) -> String {
        let told = format!(
            "| {text} | {} | {:.2} | {:.0} | {:.0} | {:.2} | {:.2} |",
            self.passages,
            self.index_seconds,
            self.index_bytes,
            self.bytes,
            self.matches_p50,
            self.matches_p95
        );
        if self.pairs_seconds.is_nan() {
            return format!("{told} | |");
        }
        format!("{told} {:.2} | {} |", self.pairs_seconds, self.pairs)
    }

    /// The exponents between a smaller size and this one: 1 is linear.
    pub(crate) fn growth_since(&self, smaller: &Self, text: &str) -> String {
        let size = (self.passages as f64 / smaller.passages.max(1) as f64).ln();
        let exponent = |now: f64, then: f64| (now / then.max(f64::MIN_POSITIVE)).ln() / size;
        format!(
            "| {text}, exponent | | {:.2} | | | {:.2} | {:.2} | {:.2} | |",
            exponent(self.index_seconds, smaller.index_seconds),
            exponent(self.matches_p50, smaller.matches_p50),
            exponent(self.matches_p95, smaller.matches_p95),
            exponent(self.pairs_seconds, smaller.pairs_seconds)
        )
    }
}
