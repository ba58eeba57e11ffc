//! `triptych codings`: which passage speaks of which episodes, at which step.

mod text;

use std::collections::HashMap;

use clap::{Args, ValueEnum};

use crate::export::escape;
use crate::matching::Unit;
use crate::scheme::{Coded, Collection, FurtherEvidence, Suggestion, by_paragraph, coded_of, suggest_from};
use crate::text::Passage;

use super::Outcome;
use super::args::{Paths, Shared, Suggesting};
use super::coded::{self, Opened};
use super::config::Config;
use super::output::{Output, say};
use super::progress::Progress;
use super::source::{self, UnitOption};
use crate::export::lines::{CodingLine, EpisodeLine, PassageLine, ReasonLine, by};
use text::TextView;

/// Print what each passage is coded as: its episodes and its step
///
/// One line for each passage, those without an episode too, in the order of the text. With
/// --unit paragraph a paragraph has the episodes of all its sentences and the step that most of
/// them have. Suggestions come of the names, dates, terms and examples in collection.toml, of the
/// texts, and of what the passage tells that a passage matches best, unless --no-matches leaves that
/// out; never of what was coded or linked by hand unless --from-hand asks for it. Without --by-hand
/// or --suggested both are printed.
///
/// A line of jsonl is {"doc", "paragraph", "sentence", "quote", "episodes": [{"id",
/// "confidence"}], "step", "step_confidence", "confidence", "by", "evidence": [{"kind", "text",
/// "weight", "for"}]}; by hand the confidence is 1 and there is no evidence. Evidence of a match
/// has the "passage" that is matched, too. The weights for an episode or for the step add up to the
/// log-odds of its own confidence; that of the line is the step's or the surest episode's,
/// whichever is less.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[expect(clippy::doc_markdown, reason = "the help shows fields as they are in JSON")]
#[command(after_help = "\
Examples:
  triptych codings                                  as text, only what is coded
  triptych codings --by-hand --format jsonl         every passage, for scripts
  triptych codings --suggested FOLDER               what the scheme alone suggests
  triptych codings --format csv --body-only > c.csv without captions and comments; cells that
                                                    look like formulas start with '")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    /// Only codings made by hand
    #[arg(long, conflicts_with = "suggested")]
    by_hand: bool,

    /// Only codings suggested from the scheme and the texts
    #[arg(long)]
    suggested: bool,

    /// Codings by hand are further evidence for those that are suggested
    #[arg(long, conflicts_with = "by_hand")]
    from_hand: bool,

    #[command(flatten)]
    suggesting: Suggesting,

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
    let coders = |collection: &Collection| coders(collection, own.by_hand, own.suggested);
    let rests_on_matches =
        |collection: &Collection| !own.suggesting.no_matches && coders(collection).contains(&Coder::Scheme);
    let Opened { collection, progress, .. } = coded::open(own.paths.paths, shared, config, rests_on_matches)?;
    let coders = coders(&collection);
    let suggestions = if coders.contains(&Coder::Scheme) {
        suggestions(&collection, own.unit.into(), own.from_hand)
    } else {
        HashMap::new()
    };
    let passages = source::passages(&collection, own.unit.into(), own.body_only);
    if matches!(own.format, Format::Csv) {
        out.data("doc,paragraph,sentence,episodes,step,confidence,by,quote")?;
    }
    let mut coded_ones = 0;
    let mut text = TextView::new(&collection);
    for (passage, coder) in
        passages.iter().flat_map(|&passage| coders.iter().map(move |&coder| (passage, coder)))
    {
        if let Some(interrupted) = progress.as_ref().and_then(Progress::interrupted) {
            return Ok(interrupted);
        }
        let said = match coder {
            Coder::Hand => Said::by_hand(coded_by_hand(&collection, passage)),
            Coder::Scheme => Said::suggested(suggestions.get(&passage)),
        };
        coded_ones += usize::from(!said.coded.episodes.is_empty());
        match own.format {
            Format::Text => text.print(passage, &said, out)?,
            Format::Jsonl => out.data(&escape::json(&line(&collection, passage, &said))?)?,
            Format::Csv => out.data(&csv(&line(&collection, passage, &said)))?,
        }
        out.pass_on()?;
    }
    if coded_ones == 0 {
        say("no passage is coded");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

fn coded_by_hand(collection: &Collection, passage: Passage) -> Coded {
    let own =
        |passage| collection.coding(passage).filter(|coding| coding.by_hand).map(|coding| &coding.coded);
    coded_of(collection.document(passage.document), passage, own)
}

/// Who coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coder {
    Hand,
    Scheme,
}

/// Whose codings are printed: without a wish both, as far as there are any.
fn coders(collection: &Collection, by_hand: bool, suggested: bool) -> Vec<Coder> {
    let has_scheme = !collection.scheme.is_empty();
    let is_coded = collection.codings.iter().any(|coding| coding.by_hand);
    match (by_hand, suggested) {
        (_, true) => vec![Coder::Scheme],
        (false, false) if has_scheme && is_coded => vec![Coder::Hand, Coder::Scheme],
        (false, false) if has_scheme => vec![Coder::Scheme],
        _ => vec![Coder::Hand],
    }
}

fn suggestions(collection: &Collection, unit: Unit, from_hand: bool) -> HashMap<Passage, Suggestion> {
    let readings = collection.readings();
    let evidence = FurtherEvidence { by_hand: from_hand.then_some(collection), matched: readings.matched() };
    let mut suggestions = suggest_from(&collection.scheme, &collection.documents, evidence);
    if unit == Unit::Paragraph {
        suggestions = by_paragraph(&suggestions);
    }
    suggestions.into_iter().map(|suggestion| (suggestion.passage, suggestion)).collect()
}

/// What somebody coded a passage as.
struct Said<'a> {
    coded: Coded,
    confidence: f32,
    /// `None` for a coding by hand.
    suggestion: Option<&'a Suggestion>,
    coder: Coder,
}

impl<'a> Said<'a> {
    fn by_hand(coded: Coded) -> Self {
        Self { coded, confidence: 1.0, suggestion: None, coder: Coder::Hand }
    }

    fn suggested(suggestion: Option<&'a Suggestion>) -> Self {
        let coding = suggestion.and_then(Suggestion::coding);
        let confidence = coding.as_ref().map_or(0.0, |coding| coding.confidence);
        let coded = coding.map(|coding| coding.coded).unwrap_or_default();
        Self { coded, confidence, suggestion, coder: Coder::Scheme }
    }

    /// The confidence of the step, where there is one.
    fn step_confidence(&self) -> Option<f32> {
        let suggested = self.suggestion.and_then(|suggestion| suggestion.step);
        self.coded.step.map(|_| suggested.map_or(1.0, |(_, confidence)| confidence))
    }

    /// The confidence of the episode at this place of the list.
    fn confidence_of(&self, at: usize) -> f32 {
        let suggested = self.suggestion.and_then(|suggestion| suggestion.episodes.get(at));
        suggested.map_or(1.0, |(_, confidence)| *confidence)
    }
}

fn line<'a>(collection: &'a Collection, passage: Passage, said: &Said<'a>) -> CodingLine<'a> {
    let scheme = &collection.scheme;
    let episode =
        |(at, &episode)| EpisodeLine { id: &scheme.episode(episode).id, confidence: said.confidence_of(at) };
    let reasons = |suggestion: &'a Suggestion| {
        suggestion.reasons.iter().map(|reason| ReasonLine::new(collection, reason)).collect()
    };
    CodingLine {
        passage: PassageLine::new(collection, passage),
        episodes: said.coded.episodes.iter().enumerate().map(episode).collect(),
        step: said.coded.step.map(|step| scheme.step(step).id.as_str()),
        step_confidence: said.step_confidence(),
        confidence: said.confidence,
        by: by(said.coder == Coder::Hand),
        evidence: (said.coder == Coder::Scheme).then(|| said.suggestion.map(reasons).unwrap_or_default()),
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
