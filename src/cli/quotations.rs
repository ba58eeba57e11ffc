//! `triptych quotations`: runs of words that documents share, and who has them where.

use std::collections::HashMap;

use clap::Args;
use serde::Serialize;

use crate::export::escape;
use crate::matching::Quotations;
use crate::matching::reuse::{Extent, Group, Reuse, Scope};
use crate::scheme::Collection;
use crate::text::{BlockIndex, DocumentIndex, Passage, SentenceIndex, Span, display};

use super::Outcome;
use super::args::{Paths, Shared};
use super::config::Config;
use super::format::LineFormat;
use super::output::{Output, say};
use super::plain::{self, WIDEST_TEXT, count};
use super::source;

/// Cells of a quote that are shown for reading.
const SHOWN: usize = 600;

/// Print runs of words that documents share: who quotes whom, or both the same text
///
/// A run has at least eight words in both places, in the same order; some may be changed, added
/// or left out between them. The longest come first. A run most of which stands in many places is
/// a commonplace, such as a greeting or a formula: --commonplaces prints these instead of the
/// others, in pairs of a document and the next one that has it.
///
/// As text, runs that have a place in common stand together, with every place. In the other formats
/// each pair of places is a line.
///
/// A line of jsonl is {"a": {"id", "doc", "paragraph", "sentence", "end": {"paragraph",
/// "sentence"}, "quote"}, "b": {...}, "words", "similarity", "commonplace"}: words that both have,
/// and twice these over the words of both. A run may go on in later sentences, up to "end".
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych quotations my-folder                     the longest first
  triptych quotations --format jsonl my-folder      for scripts
  triptych quotations --commonplaces my-folder      formulas that many documents have
  triptych quotations --within book.txt             what a document repeats of its own words")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    /// Only commonplaces, instead of all other runs
    #[arg(long)]
    commonplaces: bool,

    /// Also what a document repeats of its own words
    #[arg(long)]
    within: bool,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: LineFormat,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let collection = source::open(own.paths.paths, shared, config)?;
    let scope = if own.within { Scope::Within } else { Scope::Documents };
    let quotations = Quotations::find(&collection.documents, scope);
    let mut places = Places { collection: &collection, sentences: HashMap::new() };
    let is_asked = |commonplace: bool| commonplace == own.commonplaces;
    let mut printed = 0;
    if let LineFormat::Text = own.format {
        for group in quotations.groups().iter().filter(|group| is_asked(group.commonplace)) {
            text(&mut places, group, out)?;
            printed += 1;
        }
    } else {
        if let LineFormat::Csv = own.format {
            out.data("a,b,words,similarity,commonplace,quote_a,quote_b")?;
        }
        for reuse in quotations.longest_first().iter().filter(|reuse| is_asked(reuse.commonplace)) {
            let line = places.line(reuse);
            out.data(&if let LineFormat::Csv = own.format { csv(&line) } else { escape::json(&line)? })?;
            printed += 1;
        }
    }
    if printed > 0 {
        return Ok(Outcome::Done);
    }
    say(match (quotations.is_empty(), own.commonplaces) {
        (true, _) => "the documents share no run of eight words",
        (_, true) => "the documents share no commonplace; without --commonplaces other runs are printed",
        (_, false) => "the documents share commonplaces only: --commonplaces prints them",
    });
    Ok(Outcome::Nothing)
}

/// `12 words in 3 places, similarity 0.96`, and the places with what stands there: once if it is
/// the same, or if there are more than two.
fn text(places: &mut Places<'_>, group: &Group, out: &mut Output) -> anyhow::Result<()> {
    let width = out.width().min(WIDEST_TEXT);
    let several = format!(" in {} places", group.places.len());
    let several = if group.places.len() > 2 { several.as_str() } else { "" };
    let similarity = format!(", similarity {:.2}", group.similarity);
    let similarity = if group.similarity < 1.0 { similarity.as_str() } else { "" };
    out.line(&format!("{}{several}{similarity}", count(group.words, "word", "words")))?;
    let differ = match group.places[..] {
        [one, other] => quote(places.collection, one) != quote(places.collection, other),
        _ => false,
    };
    for (at, &place) in (1..).zip(&group.places) {
        let cite = out.place(&places.cite(place));
        out.headings(plain::wrapped(&cite, width, 2))?;
        if differ || at == group.places.len() {
            let quote = quote(places.collection, place);
            out.lines(plain::wrapped(&display::truncated(&quote, SHOWN), width, 2))?;
        }
    }
    out.line("")
}

/// What stands from the first to the last word, paragraphs parted by line breaks.
fn quote(collection: &Collection, at: Extent) -> String {
    let document = collection.document(at.document);
    let cut = |block: usize| {
        let text = document.block_text(BlockIndex(block));
        let from = if block == at.start.0.0 { at.start.1 } else { 0 };
        let to = if block == at.end.0.0 { at.end.1 } else { text.len() };
        text[from..to].to_owned()
    };
    let inside =
        |block: &usize| document.block(BlockIndex(*block)).is_some_and(|block| block.kind.is_prose());
    (at.start.0.0..=at.end.0.0).filter(inside).map(cut).collect::<Vec<_>>().join("\n")
}

fn csv(line: &ReuseLine<'_>) -> String {
    escape::csv_line([
        &line.a.id,
        &line.b.id,
        &line.words.to_string(),
        &line.similarity.to_string(),
        &line.commonplace.to_string(),
        &line.a.quote,
        &line.b.quote,
    ])
}

/// Finds the sentences in which runs begin and end.
struct Places<'a> {
    collection: &'a Collection,
    /// Of the paragraphs asked about: a long one may hold many runs.
    sentences: HashMap<(DocumentIndex, BlockIndex), Vec<Span>>,
}

impl<'a> Places<'a> {
    fn line(&mut self, reuse: &Reuse) -> ReuseLine<'a> {
        ReuseLine {
            a: self.place(reuse.a),
            b: self.place(reuse.b),
            words: reuse.words,
            similarity: reuse.similarity,
            commonplace: reuse.commonplace,
        }
    }

    fn place(&mut self, at: Extent) -> PlaceLine<'a> {
        let (first, last) = self.ends(at);
        PlaceLine {
            id: self.collection.passage_id(first),
            doc: &self.collection.document(at.document).name,
            start: Number::new(self.collection, first),
            end: Number::new(self.collection, last),
            quote: quote(self.collection, at),
        }
    }

    /// `Ort 1954 ¶3.2 to ¶4.1 (A)`.
    fn cite(&mut self, at: Extent) -> String {
        let (first, last) = self.ends(at);
        let letter = &self.collection.label(at.document).letter;
        let cite = self.collection.citation(first);
        if first == last {
            return format!("{cite} ({letter})");
        }
        format!("{cite} to {} ({letter})", self.collection.place_label(last))
    }

    /// The sentences of the first and the last word.
    fn ends(&mut self, at: Extent) -> (Passage, Passage) {
        (
            self.sentence(at.document, at.start.0, at.start.1),
            self.sentence(at.document, at.end.0, at.end.1 - 1),
        )
    }

    fn sentence(&mut self, document: DocumentIndex, block: BlockIndex, byte: usize) -> Passage {
        let find = || self.collection.document(document).sentences(block);
        let sentences = self.sentences.entry((document, block)).or_insert_with(find);
        let sentence = sentences.partition_point(|span| span.start <= byte).saturating_sub(1);
        Passage::sentence(document, block, SentenceIndex(sentence))
    }
}

/// One end of a run.
#[derive(Debug, Serialize)]
struct PlaceLine<'a> {
    /// Of the passage in which it begins.
    id: String,
    doc: &'a str,
    #[serde(flatten)]
    start: Number,
    end: Number,
    quote: String,
}

/// Paragraph and sentence as they are shown, from 1.
#[derive(Debug, Serialize)]
struct Number {
    paragraph: u32,
    sentence: Option<usize>,
}

#[derive(Debug, Serialize)]
struct ReuseLine<'a> {
    a: PlaceLine<'a>,
    b: PlaceLine<'a>,
    words: usize,
    similarity: f32,
    commonplace: bool,
}

impl Number {
    fn new(collection: &Collection, passage: Passage) -> Self {
        let block = collection.document(passage.document).block(passage.block);
        Self {
            paragraph: block.map_or(0, |block| block.number),
            sentence: passage.sentence.map(|sentence| sentence.0 + 1),
        }
    }
}
