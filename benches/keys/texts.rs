//! Collections to press keys in, invented and the same each time.

use std::sync::Arc;

use jiff::Timestamp;
use triptych::app::differences::FoundDifferences;
use triptych::compare::{Difference, DifferenceKind, Side, Slot};
use triptych::matching::{Match, Matcher, Unit};
use triptych::scheme::{
    Coded, Coding, Collection, Episode, EpisodeIndex, Label, Link, Scheme, Step, StepIndex, Strength,
    Telltale,
};
use triptych::store::{Anchor, Note, Target, Work};
use triptych::text::{
    BlockIndex, BlockKind, DateRange, Document, DocumentIndex, Passage, SentenceIndex, Span,
};

use crate::sample;

/// Passages of one document.
const OF_A_DOCUMENT: usize = 1000;
/// Words of a passage.
const WORDS: usize = 11;
/// Bytes of the sample text that a passage takes.
const BYTES: usize = 120;
const EPISODES: usize = 6;
const STEPS: usize = 8;
/// Differences that are found.
const DIFFERENCES: usize = 20_000;

/// The same documents: without a scheme, with one, and as one text.
pub(crate) struct Texts {
    pub plain: Arc<Collection>,
    pub coded: Arc<Collection>,
    pub single: Arc<Collection>,
    pub matcher: Arc<Matcher>,
    pub matches: Arc<Vec<Match>>,
    pub differences: Arc<FoundDifferences>,
    /// A note on every tenth passage.
    pub notes: Work,
}

impl Texts {
    pub(crate) fn new(passages: usize) -> Self {
        let documents: Arc<[Document]> = documents(passages).into();
        let label = |at: usize| Label { letter: (at + 1).to_string(), cite: format!("Report {}", at + 1) };
        let mut plain = Collection::default();
        plain.labels = (0..documents.len()).map(label).collect();
        plain.documents = documents;
        let plain = plain.indexed();
        let matcher = triptych::scheme::matcher(&plain, Unit::Sentence);
        let matches = matcher.links();
        let mut coded = plain.clone();
        coded.scheme = scheme();
        coded.codings = codings(&plain);
        coded.links = links(&plain);
        let coded = coded.indexed();
        let differences = FoundDifferences::new(&coded, differences(&coded));
        Self {
            notes: notes(&coded),
            single: Arc::new(single(passages)),
            plain: Arc::new(plain),
            coded: Arc::new(coded),
            matcher: Arc::new(matcher),
            matches: Arc::new(matches),
            differences: Arc::new(differences),
        }
    }
}

fn notes(collection: &Collection) -> Work {
    let passages = collection.document_indices().flat_map(|index| collection.sentences_of(index));
    let note = |(at, passage): (usize, Passage)| {
        let document = collection.document(passage.document);
        let anchor = Anchor::of(document, passage.block, document.passage_span(passage)?)?;
        let text = format!("Note {at}: who says so, and when?");
        let tags = [format!("t{}", at % 100)].into();
        let (created, changed) = (Some(Timestamp::UNIX_EPOCH), None);
        Some((
            format!("n{at}"),
            Note { target: Target::Words(vec![anchor]), text, tags, highlight: None, created, changed },
        ))
    };
    Work { notes: passages.step_by(10).enumerate().filter_map(note).collect(), ..Work::default() }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().map(|word| word.trim_end_matches('.')).collect()
}

/// Every tenth passage of a document of an odd number is one of the document before, a word changed.
fn documents(passages: usize) -> Vec<Document> {
    let text = sample::text(passages * BYTES);
    let words = words(&text);
    let sentence = |number: usize, at: usize| {
        let repeats = number % 2 == 1 && at % 10 == 3;
        let from = (number - usize::from(repeats)) * OF_A_DOCUMENT + at;
        let mut words = words[from * WORDS % (words.len() - WORDS)..][..WORDS].to_vec();
        if repeats {
            words[4] = "otherwise";
        }
        format!("{}.", words.join(" "))
    };
    let document = |number: usize| {
        let mut builder = Document::builder(format!("{number}.txt"));
        for at in 0..OF_A_DOCUMENT.min(passages) {
            builder.block(BlockKind::Paragraph, &sentence(number, at));
        }
        builder.build()
    };
    (0..passages.div_ceil(OF_A_DOCUMENT).max(2)).map(document).collect()
}

/// One text of as many passages.
fn single(passages: usize) -> Collection {
    let text = sample::text(passages * BYTES);
    let mut builder = Document::builder("report.txt".to_owned());
    for words in words(&text).chunks(WORDS * 5) {
        let sentences = words.chunks(WORDS).map(|words| format!("{}.", words.join(" ")));
        builder.block(BlockKind::Paragraph, &sentences.collect::<Vec<_>>().join(" "));
    }
    let mut collection = Collection::default();
    collection.documents = vec![builder.build()].into();
    collection.labels = vec![Label { letter: "A".to_owned(), cite: "Report".to_owned() }];
    collection.indexed()
}

fn scheme() -> Scheme {
    let episode = |at: usize| Episode {
        id: format!("e{at}"),
        name: format!("Episode {at}"),
        short: format!("Ep. {at}"),
        when: format!("{}", 1950 + at * 10).parse::<DateRange>().ok(),
        hidden: false,
        telltale: Telltale::default(),
    };
    let step = |at: usize| Step {
        id: format!("s{at}"),
        name: format!("Step {at}"),
        letter: char::from(b'A' + at as u8),
        question: format!("What happened at step {at}?"),
        directed: false,
        telltale: Telltale::default(),
    };
    Scheme {
        episodes: (0..EPISODES).map(episode).collect(),
        steps: (0..STEPS).map(step).collect(),
        ..Scheme::default()
    }
}

fn passages(collection: &Collection) -> Vec<Passage> {
    collection.document_indices().flat_map(|index| collection.sentences_of(index)).collect()
}

/// Stretches of five passages that tell one step of one episode, with a date, and five that tell nothing.
fn codings(collection: &Collection) -> Vec<Coding> {
    let all = passages(collection);
    let told = all.iter().enumerate().filter(|(at, _)| at / 5 % 2 == 0);
    let coding = |(at, passage): (usize, &Passage)| {
        let stretch = at / 10;
        let coded = Coded {
            episodes: vec![EpisodeIndex(stretch % EPISODES)],
            step: Some(StepIndex(stretch / EPISODES % STEPS)),
            date: format!("{}-{:02}", 1950 + stretch % 60, 1 + at % 12).parse().ok(),
            ..Coded::default()
        };
        Coding { passage: *passage, coded, confidence: 0.5 + (at % 50) as f32 / 100.0, by_hand: false }
    };
    told.map(coding).collect()
}

/// Each second document's passages with those of the one before.
fn links(collection: &Collection) -> Vec<Link> {
    let place = |document: usize, block: usize| {
        Passage::sentence(DocumentIndex(document), BlockIndex(block), SentenceIndex(0))
    };
    let of_pair = |document: usize| {
        let count = collection.documents[document].blocks().len();
        (0..count)
            .step_by(3)
            .map(move |at| Link::new(place(document, at), place(document + 1, at), Strength::Strong))
    };
    (0..collection.documents.len() - 1).step_by(2).flat_map(of_pair).collect()
}

fn differences(collection: &Collection) -> Vec<Difference> {
    let all = passages(collection);
    let side = |at: usize| {
        let passage = all[at % all.len()];
        let start = collection.document(passage.document).passage_span(passage).map_or(0, |span| span.start);
        Side { passage, span: Span::new(start, start + 4), value: format!("value {at}") }
    };
    let difference = |at: usize| {
        let (a, b) = (side(at * 5), side(at * 5 + OF_A_DOCUMENT));
        Difference {
            kind: DifferenceKind::ALL[at % 4],
            slot: Slot::ALL[at % 6],
            text: format!("{} in one, {} in the other", a.value, b.value),
            a,
            b,
            also: Vec::new(),
            score: 1.0 / (at + 1) as f32,
        }
    };
    (0..DIFFERENCES.min(all.len() / 5)).map(difference).collect()
}
