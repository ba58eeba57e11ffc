//! Natural text: halves of the Gospels' verses put together anew, so that there is enough of it
//! without a passage that stands in it twice; or a table that the user names.

use std::path::PathBuf;

use triptych::open::{Request, open};
use triptych::text::Document;
use triptych::text::document::{BlockIndex, BlockKind};

use crate::random::Random;

/// Names the table of passages to be read instead.
const TABLE: &str = "TRIPTYCH_BENCH";

/// Passages of a document.
const OF_A_DOCUMENT: usize = 500;

/// So many passages; from a table of the user's at most those that are there.
pub(crate) fn documents(passages: usize) -> anyhow::Result<Vec<Document>> {
    let texts = match std::env::var_os(TABLE) {
        Some(table) => {
            let mut texts = read(table.into())?;
            texts.truncate(passages);
            texts
        }
        None => mixed(&read(gospels())?, passages),
    };
    let document = |(number, texts): (usize, &[String])| {
        let mut builder = Document::builder(format!("natural-{number}.txt"));
        builder.metadata().language = Some("en".to_owned());
        for text in texts {
            builder.block(BlockKind::Paragraph, text);
        }
        builder.build()
    };
    Ok(texts.chunks(OF_A_DOCUMENT).enumerate().map(document).collect())
}

fn gospels() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gospels/passages.tsv")
}

fn read(table: PathBuf) -> anyhow::Result<Vec<String>> {
    let collection = open(&Request { paths: vec![table], ..Request::default() })?;
    let texts = collection.documents.iter().flat_map(|document| {
        (0..document.blocks().len()).map(|at| document.block_text(BlockIndex(at)).into_owned())
    });
    Ok(texts.collect())
}

/// Each the first half of one text and the second half of another.
fn mixed(texts: &[String], passages: usize) -> Vec<String> {
    let mut random = Random::new(5);
    let halves: Vec<(Vec<&str>, usize)> = texts
        .iter()
        .map(|text| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let middle = words.len() / 2;
            (words, middle)
        })
        .collect();
    let mut mixed = || {
        let (one, middle) = &halves[random.below(halves.len())];
        let (other, from) = &halves[random.below(halves.len())];
        [&one[..*middle], &other[*from..]].concat().join(" ")
    };
    (0..passages).map(|_| mixed()).collect()
}
