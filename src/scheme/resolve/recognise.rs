//! Which document of a collection a text is, whatever its file is called.

use std::collections::{HashMap, HashSet};

use crate::scheme::format::{Address, Records};
use crate::text::{BlockIndex, Document, hash};

/// Share of a document's recorded sentences that a text must have to be that document.
const SHARE: f32 = 0.5;

/// The same where the titles are equal too.
const SHARE_WITH_TITLE: f32 = 0.1;

/// For each candidate, the letter of the document that it is. No letter is given twice: the
/// candidate with the larger share has it.
///
/// `titles` holds letter and title of the collection's documents.
pub fn recognise(
    records: &Records,
    titles: &[(&str, Option<&str>)],
    candidates: &[Document],
) -> Vec<Option<String>> {
    let recorded = recorded(records);
    let mut claims = Vec::new();
    for (number, candidate) in candidates.iter().enumerate() {
        let present = hashes(candidate);
        for (letter, title) in titles {
            let Some(wanted) = recorded.get(letter) else { continue };
            let found = wanted.iter().filter(|hash| present.contains(hash)).count();
            let share = found as f32 / wanted.len() as f32;
            let least = if same_title(*title, candidate) { SHARE_WITH_TITLE } else { SHARE };
            if share >= least {
                claims.push((share, number, *letter));
            }
        }
    }
    claims.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut recognised = vec![None; candidates.len()];
    let mut given = HashSet::new();
    for (_, number, letter) in claims {
        if recognised[number].is_none() && given.insert(letter) {
            recognised[number] = Some(letter.to_owned());
        }
    }
    recognised
}

/// The hashes recorded for each document.
fn recorded(records: &Records) -> HashMap<&str, HashSet<u64>> {
    let mut recorded: HashMap<&str, HashSet<u64>> = HashMap::new();
    for record in &records.codings {
        if let (Address::Place { document, .. }, Some(hash)) = (&record.address, record.hash) {
            recorded.entry(document).or_default().insert(hash);
        }
    }
    recorded
}

fn hashes(document: &Document) -> HashSet<u64> {
    let mut hashes = HashSet::new();
    for block in (0..document.blocks().len()).map(BlockIndex) {
        let text = document.block_text(block);
        hashes.extend(document.sentences(block).iter().map(|span| hash::words_hash(span.of(&text))));
    }
    hashes
}

fn same_title(title: Option<&str>, candidate: &Document) -> bool {
    let candidate = candidate.metadata.title.as_deref();
    match (title.map(hash::normalised), candidate.map(hash::normalised)) {
        (Some(a), Some(b)) => !a.is_empty() && a == b,
        _ => false,
    }
}
