//! The built-in collection: whatever is in `content/` must open without a problem, with the
//! originals too where they are at hand.

use std::path::PathBuf;

use triptych::open::{Request, open};

/// Where the originals are, when they are: they are no part of the project.
fn originals() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("TRIPTYCH_ORIGINALS")?);
    folder.is_dir().then_some(folder)
}

#[test]
fn the_built_in_collection_opens_without_a_problem() {
    let collection = open(&Request::default()).expect("the built-in collection opens");
    assert_eq!(collection.problems, [""; 0]);
    assert!(collection.documents.len() >= 3);
    for document in collection.documents.iter() {
        assert!(document.metadata.retelling.is_some(), "{} says what it retells", document.name);
        assert_eq!(document.warnings, [], "{}", document.name);
    }
    assert!(!collection.codings.is_empty() && !collection.links.is_empty() && !collection.rows.is_empty());
    for episode in collection.scheme.episode_indices() {
        let told = collection.codings.iter().any(|coding| coding.coded.episodes.contains(&episode));
        assert!(told, "{} is told", collection.scheme.episode(episode).id);
    }
}

#[test]
fn originals_keep_every_coding() {
    let Some(originals) = originals() else { return };
    let retold = open(&Request::default()).expect("the built-in collection opens");
    let request = Request { originals: Some(originals), ..Request::default() };
    let read = open(&request).expect("the originals open");
    assert_eq!(read.problems, [""; 0]);
    assert!(read.documents.iter().all(|document| document.metadata.retelling.is_none()));
    assert!(read.codings.len() >= retold.codings.len());
    assert_eq!(read.rows.len(), retold.rows.len());
}
