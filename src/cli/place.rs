//! Which document or passage is meant by what was typed: DOC, DOC#PARAGRAPH, DOC#PARAGRAPH.SENTENCE.

use anyhow::{Context, anyhow, bail};

use crate::scheme::Collection;
use crate::scheme::format::records::Address;
use crate::text::{DocumentIndex, Passage};

use super::config::suggestion;

/// Candidates that a message lists at most.
const LISTED: usize = 10;

/// The document with this name or letter, or the only one that has the text in its file name,
/// title or citation.
pub(super) fn document(collection: &Collection, typed: &str) -> anyhow::Result<DocumentIndex> {
    let candidates = candidates(collection, typed);
    match candidates.as_slice() {
        [only] => Ok(*only),
        [] => Err(unknown(collection, typed)),
        several => bail!(
            "'{typed}' may be {}: give more of the name, or the whole of it",
            listed(collection, several)
        ),
    }
}

/// The first rule that any document fits decides.
fn candidates(collection: &Collection, typed: &str) -> Vec<DocumentIndex> {
    let lower = typed.to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&lower);
    let rules: [&dyn Fn(DocumentIndex) -> bool; 4] = [
        &|at| collection.document(at).name == typed,
        &|at| collection.label(at).letter == typed,
        &|at| stem(&collection.document(at).name).to_lowercase() == lower,
        &|at| {
            let document = collection.document(at);
            has(&document.name) || has(document.title()) || has(&collection.label(at).cite)
        },
    ];
    if typed.is_empty() {
        return Vec::new();
    }
    rules
        .iter()
        .map(|rule| collection.document_indices().filter(|&at| rule(at)).collect::<Vec<_>>())
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The file's name without folder and ending.
fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn unknown(collection: &Collection, typed: &str) -> anyhow::Error {
    if collection.documents.is_empty() {
        return anyhow!("there is no document '{typed}': the collection has none");
    }
    let names = || {
        collection.document_indices().flat_map(|at| {
            let document = collection.document(at);
            [document.name.as_str(), stem(&document.name), document.title(), &collection.label(at).cite]
        })
    };
    let near = suggestion(typed, names().chain(names().flat_map(|name| name.split([' ', '-', '_', '.']))));
    if let Some(near) = near.filter(|near| !near.is_empty()) {
        return anyhow!("there is no document '{typed}': did you mean '{near}'?");
    }
    let all: Vec<_> = collection.document_indices().collect();
    anyhow!("there is no document '{typed}': there are {}", listed(collection, &all))
}

fn listed(collection: &Collection, documents: &[DocumentIndex]) -> String {
    let mut names: Vec<_> = documents
        .iter()
        .take(LISTED)
        .map(|&at| {
            let document = collection.document(at);
            format!("{} ({} {})", document.name, collection.label(at).letter, document.title())
        })
        .collect();
    if documents.len() > LISTED {
        names.push(format!("{} more", documents.len() - LISTED));
    }
    names.join(", ")
}

/// The passage at `DOC#PARAGRAPH` or `DOC#PARAGRAPH.SENTENCE`, or the own id of a passage in a
/// table.
pub(super) fn passage(collection: &Collection, typed: &str) -> anyhow::Result<Passage> {
    if let Some((_, passage)) = collection.own_ids().find(|(own, _)| *own == typed) {
        return Ok(passage);
    }
    let Address::Place { document, place } = Address::parse(typed) else {
        bail!(
            "'{typed}' is no passage: write DOC#PARAGRAPH or DOC#PARAGRAPH.SENTENCE, for example '{}#3'",
            collection.labels.first().map_or("A", |label| &label.letter)
        );
    };
    let index = self::document(collection, &document)?;
    collection
        .passage_numbered(index, place)
        .map_err(anyhow::Error::msg)
        .with_context(|| format!("'{typed}' is not there"))
}

#[cfg(test)]
mod tests {
    use crate::scheme::Label;
    use crate::text::{BlockKind, Document};

    use super::*;

    fn collection() -> Collection {
        let mut collection = Collection::default();
        let mut documents = Vec::new();
        for (letter, name, title) in [
            ("A", "kings.txt", "Of Kings"),
            ("B", "sub/queens.txt", "Of Queens"),
            ("C", "kings-2.txt", "More"),
        ] {
            let mut builder = Document::builder(name);
            builder.metadata().title = Some(title.to_owned());
            builder.block(BlockKind::Paragraph, "One. Two.").block(BlockKind::Paragraph, "Three.");
            documents.push(builder.build());
            collection.labels.push(Label { letter: letter.to_owned(), cite: String::new() });
        }
        collection.documents = documents.into();
        collection
    }

    #[test]
    fn a_document_is_named_by_any_unique_part() {
        let collection = collection();
        for (typed, index) in [("A", 0), ("kings.txt", 0), ("kings", 0), ("queen", 1), ("MORE", 2), ("-2", 2)]
        {
            assert_eq!(document(&collection, typed).unwrap(), DocumentIndex(index), "{typed}");
        }
    }

    #[test]
    fn what_is_not_clear_is_an_error_that_helps() {
        let collection = collection();
        let message = |typed| document(&collection, typed).unwrap_err().to_string();
        insta::assert_snapshot!(message("of"), @"'of' may be kings.txt (A Of Kings), sub/queens.txt (B Of Queens): give more of the name, or the whole of it");
        insta::assert_snapshot!(message("quens"), @"there is no document 'quens': did you mean 'queens'?");
        assert!(message("xyzzyx").contains("there are kings.txt"), "{}", message("xyzzyx"));
        assert!(message("").contains("there is no document"));
    }

    #[test]
    fn passages_are_found_by_number() {
        let collection = collection();
        let id = |typed| passage(&collection, typed).map(|passage| collection.passage_id(passage));
        assert_eq!(id("queens#1.2").unwrap(), "sub/queens.txt#1.2");
        assert_eq!(id("A#2").unwrap(), "kings.txt#2");
        let message = |typed| format!("{:#}", id(typed).unwrap_err());
        insta::assert_snapshot!(message("A#9"), @"'A#9' is not there: kings.txt has no paragraph 9 (its last is 2)");
        insta::assert_snapshot!(message("A#1.3"), @"'A#1.3' is not there: paragraph 1 of kings.txt has no sentence 3 (its last is 2)");
        insta::assert_snapshot!(message("A#0"), @"'A#0' is not there: kings.txt has no paragraph 0 (its last is 2)");
        insta::assert_snapshot!(message("A"), @"'A' is no passage: write DOC#PARAGRAPH or DOC#PARAGRAPH.SENTENCE, for example 'A#3'");
    }
}
