//! `triptych matches`: which passages of different documents tell the same thing, and why.

mod by_hand;
mod suggested;
mod text;

use std::cmp::Ordering;
use std::collections::HashSet;

use clap::{Args, ValueEnum};

use crate::export::escape;
use crate::matching::matcher::MOST_LINKS;
use crate::matching::{Match, Unit};
use crate::scheme::Collection;
use crate::text::Passage;

use super::args::{Paths, Shared};
use super::config::Config;
use super::output::{Output, say};
use super::progress::Progress;
use super::source::{self, UnitOption};
use super::{Outcome, place};
use crate::export::lines::MatchLine;

/// Print passages of different documents that tell the same thing, with what it rests on
///
/// Without --top only what counts as a match is printed, the best first, each pair once as text
/// and under both of its passages in the other formats. With --top K the K best candidates of
/// each passage are printed in the order of the text, also those below the threshold ("linked":
/// false).
///
/// A line of jsonl is {"a": {"id", "doc", "paragraph", "sentence", "quote"}, "b": {...}, "score",
/// "linked", "kind", "evidence": [{"kind", "text", "weight"}], "by"}; the weights add up to the
/// score, and the words in "text" are those of passage "a". As text, what rounds to 0.00 is left out. A line
/// of tsv is the id of a, the id of b and the score, without a header. Suggestions rest on the
/// texts and the scheme alone, never on what was coded or linked by hand.
///
/// A suggestion is scored in points. With --at or --top these are the asking passage's, so that a
/// pair has others from its other side; without, they are the mean of both sides. A link by hand is
/// not scored in points: for programs a strong one has 1 and a weak one 0.5, whatever the texts
/// say. To sort by score, take --suggested or look at "by".
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych matches                                the best matches of the built-in collection
  triptych matches --at A#10                      of one paragraph
  triptych matches --at letter#3.2 my-folder      of one sentence
  triptych matches --suggested --top 50 --format tsv passages.tsv
                                                  candidates for scoring")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    /// Only links made by hand
    #[arg(long, conflicts_with = "suggested")]
    by_hand: bool,

    /// Only matches that the program finds in the texts
    #[arg(long)]
    suggested: bool,

    /// Only those of this paragraph or sentence (DOC#PARAGRAPH or DOC#PARAGRAPH.SENTENCE)
    #[arg(long, value_name = "PLACE")]
    at: Option<String>,

    /// What a passage is
    #[arg(long, value_enum, default_value_t)]
    unit: UnitOption,

    /// The K best of each passage, also those below the threshold
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,

    /// Leave out captions, comments, notes and menus
    #[arg(long)]
    body_only: bool,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    #[default]
    Text,
    /// JSON Lines
    Jsonl,
    /// Id, id and score, without a header
    Tsv,
}

/// Passages that are worked on at once: few enough that the first lines come soon.
const CHUNK: usize = 32;

/// What is asked of a collection.
struct Query {
    /// Passages that are asked about.
    asked: Vec<Passage>,
    unit: Unit,
    body_only: bool,
    top: Option<usize>,
    by_hand: bool,
    suggested: bool,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let collection = source::open_to_match(own.paths.paths, shared, config)?;
    let unit = own.unit.into();
    let asked = match &own.at {
        Some(typed) => at(&collection, place::passage(&collection, typed)?, unit),
        None => source::passages(&collection, unit, own.body_only),
    };
    let query = Query {
        asked,
        unit,
        body_only: own.body_only,
        top: own.top.map(|top| top as usize),
        by_hand: !own.suggested,
        suggested: !own.by_hand,
    };
    let all = query.top.is_none() && own.at.is_none();
    // What is printed passage by passage must not meet a bar on the same terminal.
    let mut progress = Progress::begin(all || !out.is_terminal());
    let printed = if all {
        print_all(&collection, &query, own.format, &mut progress, out)?
    } else {
        print_each(&collection, &query, own.format, &mut progress, out)?
    };
    if let Some(interrupted) = progress.interrupted() {
        return Ok(interrupted);
    }
    if printed == 0 {
        say(why_nothing(&collection, &query, own.at.is_some()));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// What may help when nothing was printed.
fn why_nothing(collection: &Collection, query: &Query, at_a_place: bool) -> &'static str {
    if collection.documents.len() < 2 {
        return "no passages match: there is only one document, and matches are those of other documents";
    }
    let same_block = |a: &Passage, b: &Passage| (a.document, a.block) == (b.document, b.block);
    if !query.asked.chunk_by(same_block).any(|passages| has_words(collection, passages[0])) {
        return "no passages match: there is no letter in them, and matches are those of words";
    }
    match (query.top, at_a_place) {
        (Some(_), true) => "no passage of another document has anything in common with this one",
        (Some(_), false) => "no passages of two documents have anything in common",
        (None, true) => "no passage of another document matches here; --top 5 shows the nearest",
        (None, false) => "no passages match; --top 5 shows the nearest of each",
    }
}

/// Whether there is a letter in the block of the passage.
fn has_words(collection: &Collection, passage: Passage) -> bool {
    collection.document(passage.document).block_text(passage.block).contains(char::is_alphabetic)
}

/// The passages of the unit that a place means: a paragraph's sentences, or the paragraph that
/// holds a sentence.
fn at(collection: &Collection, passage: Passage, unit: Unit) -> Vec<Passage> {
    match (unit, passage.sentence) {
        (Unit::Paragraph, _) => vec![Passage { sentence: None, ..passage }],
        (Unit::Sentence, Some(_)) => vec![passage],
        (Unit::Sentence, None) => collection.document(passage.document).sentences_of(passage).collect(),
    }
}

/// Everything that counts as a match, the best first; nothing when it was interrupted.
fn print_all(
    collection: &Collection,
    query: &Query,
    format: Format,
    progress: &mut Progress,
    out: &mut Output,
) -> anyhow::Result<usize> {
    let all = Finder::new(collection, query).links(progress);
    progress.clear();
    if progress.interrupted().is_some() {
        return Ok(0);
    }
    if all.len() >= MOST_LINKS {
        say(&format!("there are too many matches to hold: the {MOST_LINKS} best are printed"));
    }
    let mut seen: Vec<Seen<'_>> = all.iter().map(Seen::from_a).collect();
    if format != Format::Text {
        seen.extend(all.iter().map(Seen::from_b));
    }
    seen.sort_by(Seen::best_first);
    for one in seen.iter().take_while(|_| progress.interrupted().is_none()) {
        if one.passages.0 == one.found.a {
            print(collection, one.found, format, out)?;
        } else {
            print(collection, &one.found.clone().mirrored(), format, out)?;
        }
    }
    Ok(seen.len())
}

/// The matches of each passage in the order of the text, the best of each first. What is found
/// is passed on as it comes.
fn print_each(
    collection: &Collection,
    query: &Query,
    format: Format,
    progress: &mut Progress,
    out: &mut Output,
) -> anyhow::Result<usize> {
    let finder = Finder::new(collection, query);
    let mut printed = 0;
    for (number, chunk) in query.asked.chunks(CHUNK).enumerate() {
        progress.report(number * CHUNK, query.asked.len());
        for (&passage, mut found) in chunk.iter().zip(finder.of_each(chunk)) {
            if progress.interrupted().is_some() {
                return Ok(printed);
            }
            found.sort_by(|one, other| Seen::from_a(one).best_first(&Seen::from_a(other)));
            found.truncate(query.top.unwrap_or(usize::MAX));
            if format == Format::Text && !found.is_empty() {
                text::asked(collection, passage, out)?;
            }
            for one in &found {
                match format {
                    Format::Text => text::candidate(collection, one, out)?,
                    _ => print(collection, one, format, out)?,
                }
            }
            out.pass_on()?;
            printed += found.len();
        }
    }
    Ok(printed)
}

fn print(collection: &Collection, found: &Match, format: Format, out: &mut Output) -> anyhow::Result<()> {
    match format {
        Format::Text => text::pair(collection, found, out),
        Format::Jsonl => out.data(&escape::json(&MatchLine::new(collection, found))?),
        Format::Tsv => {
            let id = |passage| escape::tsv_cell(&collection.passage_id(passage));
            out.data(&format!("{}\t{}\t{}", id(found.a), id(found.b), found.score))
        }
    }
}

/// A match as it is seen from one of its passages.
#[derive(Clone, Copy, Debug)]
struct Seen<'a> {
    found: &'a Match,
    /// The asking passage and the other.
    passages: (Passage, Passage),
}

impl<'a> Seen<'a> {
    fn from_a(found: &'a Match) -> Self {
        Self { found, passages: (found.a, found.b) }
    }

    fn from_b(found: &'a Match) -> Self {
        Self { found, passages: (found.b, found.a) }
    }

    /// By hand before suggested, then by score, then in the order of the text.
    fn best_first(&self, other: &Self) -> Ordering {
        let by_hand = other.found.by_hand.cmp(&self.found.by_hand);
        let by_score = || other.found.score.total_cmp(&self.found.score);
        by_hand.then_with(by_score).then_with(|| self.passages.cmp(&other.passages))
    }
}

/// Finds what the query wants, by hand and suggested.
struct Finder {
    by_hand: Option<by_hand::Links>,
    suggested: Option<suggested::Suggestions>,
    /// Whether both passages of a match must be body text, by document and block.
    body: Option<HashSet<Passage>>,
    /// Pairs that a person said do not match.
    rejected: HashSet<(Passage, Passage)>,
}

impl Finder {
    fn new(collection: &Collection, query: &Query) -> Self {
        let body = || source::passages(collection, Unit::Paragraph, true).into_iter().collect();
        Self {
            by_hand: query.by_hand.then(|| by_hand::Links::new(collection, query.unit)),
            suggested: query.suggested.then(|| suggested::Suggestions::new(collection, query)),
            body: query.body_only.then(body),
            // Suggestions alone know nothing of what was done by hand.
            rejected: if query.by_hand { collection.rejected.clone() } else { HashSet::new() },
        }
    }

    /// What matches each of the passages.
    fn of_each(&self, passages: &[Passage]) -> Vec<Vec<Match>> {
        let mut found = match &self.suggested {
            Some(suggestions) => suggestions.of_each(passages),
            None => vec![Vec::new(); passages.len()],
        };
        for (&passage, found) in passages.iter().zip(&mut found) {
            let by_hand = self.by_hand.iter().flat_map(|links| links.of(passage));
            *found = self.wanted(by_hand.chain(std::mem::take(found)));
        }
        found
    }

    /// Every pair that counts, once, the earlier passage first.
    fn links(&self, progress: &mut Progress) -> Vec<Match> {
        let by_hand = self.by_hand.iter().flat_map(by_hand::Links::all);
        let suggested = self.suggested.iter().flat_map(|suggestions| suggestions.links(progress));
        self.wanted(by_hand.chain(suggested))
    }

    fn wanted(&self, found: impl Iterator<Item = Match>) -> Vec<Match> {
        let is_body = |passage: Passage| {
            let paragraph = Passage { sentence: None, ..passage };
            self.body.as_ref().is_none_or(|body| body.contains(&paragraph))
        };
        let is_rejected = |one: &Match| self.rejected.contains(&(one.a.min(one.b), one.a.max(one.b)));
        found.filter(|one| is_body(one.a) && is_body(one.b) && !is_rejected(one)).collect()
    }
}
