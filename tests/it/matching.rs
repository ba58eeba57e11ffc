//! Matching over texts that are made to be slow: pairs of files named `NAME.a.txt`, `NAME.b.txt`
//! in the folder `align` of `$TRIPTYCH_HOSTILE`, which is no part of the project.

use std::path::{Path, PathBuf};

use triptych::matching::{Matcher, Spellings, Unit};
use triptych::open::{Request, open};

fn pairs(folder: &Path) -> Vec<[PathBuf; 2]> {
    let files = std::fs::read_dir(folder).expect("the folder can be read").flatten();
    let firsts = files.map(|file| file.path()).filter(|path| path.to_string_lossy().ends_with(".a.txt"));
    let second = |first: &PathBuf| PathBuf::from(first.to_string_lossy().replace(".a.txt", ".b.txt"));
    firsts.map(|first| [first.clone(), second(&first)]).collect()
}

#[test]
fn hostile_pairs_are_matched_whole() {
    let Some(folder) = std::env::var_os("TRIPTYCH_HOSTILE").map(|folder| PathBuf::from(folder).join("align"))
    else {
        return;
    };
    for pair in pairs(&folder) {
        let Ok(collection) = open(&Request { paths: pair.to_vec(), ..Request::default() }) else { continue };
        for unit in [Unit::Sentence, Unit::Paragraph] {
            let matcher = Matcher::new(&collection.documents, &Spellings::default(), unit);
            let count = matcher.passages().count();
            let links = matcher.links();
            assert!(
                links.len() <= count * 30,
                "{}: {count} passages, {} links",
                pair[0].display(),
                links.len()
            );
            assert!(links.iter().all(|link| link.a.document < link.b.document));
        }
    }
}
