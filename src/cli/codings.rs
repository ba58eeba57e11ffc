//! `triptych codings`: which passage speaks of which episodes, at which step.

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::scheme::{Coded, Collection, EpisodeIndex, StepIndex};
use crate::text::{DocumentIndex, Passage};

use super::args::{Paths, Shared};
use super::config::Config;
use super::json::{CodingLine, EpisodeLine, PassageLine, by};
use super::output::{Output, say};
use super::plain::{self, WIDEST_TEXT};
use super::source::{self, UnitOption};
use super::{Outcome, escape};

/// Print what each passage was coded as: its episodes and its step
///
/// One line for each passage, those without an episode too, in the order of the text. With
/// --unit paragraph a paragraph has the episodes of all its sentences and the step that most of
/// them have.
///
/// A line of jsonl is {"doc", "paragraph", "sentence", "quote", "episodes": [{"id",
/// "confidence"}], "step", "confidence", "by"}; by hand the confidence is 1.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych codings                                  as text, only what is coded
  triptych codings --by-hand --format jsonl         every passage, for scripts
  triptych codings --format csv --body-only > c.csv without captions and comments; cells that
                                                    look like formulas start with '")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    /// Only codings made by hand
    #[arg(long, conflicts_with = "suggested")]
    by_hand: bool,

    /// Only codings suggested from the scheme and the texts (not made yet by this version)
    #[arg(long)]
    suggested: bool,

    /// What a passage is
    #[arg(long, value_enum, default_value_t)]
    unit: UnitOption,

    /// Leave out captions, comments, notes and menus
    #[arg(long)]
    body_only: bool,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Format {
    /// For reading, only what is coded
    #[default]
    Text,
    /// JSON Lines, every passage
    Jsonl,
    /// A table, every passage
    Csv,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    if own.suggested {
        bail!("codings are not suggested yet by this version: leave out --suggested for those made by hand");
    }
    let collection = source::open(own.paths.paths, shared, config)?;
    let passages = source::passages(&collection, own.unit.into(), own.body_only);
    let mut coded_ones = 0;
    if matches!(own.format, Format::Csv) {
        out.data("doc,paragraph,sentence,episodes,step,confidence,by,quote")?;
    }
    let mut text = TextView { collection: &collection, last: None };
    for passage in passages {
        let coded = coded(&collection, passage);
        coded_ones += usize::from(!coded.episodes.is_empty());
        match own.format {
            Format::Text => text.print(passage, &coded, out)?,
            Format::Jsonl => out.data(&escape::json(&line(&collection, passage, &coded))?)?,
            Format::Csv => out.data(&csv(&line(&collection, passage, &coded)))?,
        }
    }
    if coded_ones == 0 {
        say("no passage is coded");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// What a passage is coded as. A sentence without a coding of its own has that of its paragraph;
/// a paragraph without one has the episodes of its sentences and the step that most of them have.
fn coded(collection: &Collection, passage: Passage) -> Coded {
    let own =
        |passage| collection.coding(passage).filter(|coding| coding.by_hand).map(|coding| &coding.coded);
    if let Some(coded) = own(passage) {
        return coded.clone();
    }
    if passage.sentence.is_some() {
        return own(Passage { sentence: None, ..passage }).cloned().unwrap_or_default();
    }
    let sentences = source::sentences(collection.document(passage.document), passage);
    together(&sentences.filter_map(own).collect::<Vec<_>>())
}

fn together(codings: &[&Coded]) -> Coded {
    let mut episodes: Vec<EpisodeIndex> = Vec::new();
    let mut steps: Vec<(StepIndex, usize)> = Vec::new();
    for coded in codings {
        for &episode in &coded.episodes {
            if !episodes.contains(&episode) {
                episodes.push(episode);
            }
        }
        if let Some(step) = coded.step {
            match steps.iter_mut().find(|(known, _)| *known == step) {
                Some((_, count)) => *count += 1,
                None => steps.push((step, 1)),
            }
        }
    }
    // The first of those that are told equally often.
    let step = steps.iter().rev().max_by_key(|(_, count)| *count).map(|(step, _)| *step);
    Coded { episodes, step, ..Coded::default() }
}

fn line<'a>(collection: &'a Collection, passage: Passage, coded: &Coded) -> CodingLine<'a> {
    let scheme = &collection.scheme;
    CodingLine {
        passage: PassageLine::new(collection, passage),
        episodes: coded
            .episodes
            .iter()
            .map(|&episode| EpisodeLine { id: &scheme.episode(episode).id, confidence: 1.0 })
            .collect(),
        step: coded.step.map(|step| scheme.step(step).id.as_str()),
        confidence: 1.0,
        by: by(true),
    }
}

fn csv(line: &CodingLine<'_>) -> String {
    let episodes: Vec<_> = line.episodes.iter().map(|episode| episode.id).collect();
    escape::csv_line([
        line.passage.doc,
        &line.passage.paragraph.to_string(),
        &line.passage.sentence.map(|sentence| sentence.to_string()).unwrap_or_default(),
        &episodes.join(";"),
        line.step.unwrap_or_default(),
        &line.confidence.to_string(),
        line.by,
        &line.passage.quote,
    ])
}

struct TextView<'a> {
    collection: &'a Collection,
    last: Option<DocumentIndex>,
}

impl TextView<'_> {
    fn print(&mut self, passage: Passage, coded: &Coded, out: &mut Output) -> anyhow::Result<()> {
        if coded.episodes.is_empty() {
            return Ok(());
        }
        let collection = self.collection;
        let width = out.width().min(WIDEST_TEXT);
        if self.last.replace(passage.document) != Some(passage.document) {
            let document = collection.document(passage.document);
            let label = collection.label(passage.document);
            out.headings(plain::hanging(&format!("{}  {}", label.letter, document.title()), width, 0, 3))?;
        }
        out.lines(plain::hanging(&self.head(passage, coded, out), width, 2, 4))?;
        let text = collection.document(passage.document).passage_text(passage);
        out.lines(plain::wrapped(&text, width, 4))?;
        Ok(())
    }

    /// `¶10.2 · Flood of 1953 · Who reached out? · Town -> Crown · 1953-11`.
    fn head(&self, passage: Passage, coded: &Coded, out: &Output) -> String {
        let scheme = &self.collection.scheme;
        let episodes: Vec<_> =
            coded.episodes.iter().map(|&episode| scheme.episode(episode).name.as_str()).collect();
        let steps = [coded.step, coded.second_step];
        let mut parts = vec![out.place(&self.collection.place_label(passage)), episodes.join(", ")];
        parts.extend(steps.into_iter().flatten().map(|step| scheme.step(step).name.clone()));
        parts.extend(coded.direction.map(|direction| scheme.direction_text(direction)));
        parts.extend(coded.date.map(|date| date.to_string()));
        parts.extend(coded.background.then(|| "background".to_owned()));
        parts.join(&format!(" {} ", out.sign("\u{b7}", "-")))
    }
}
