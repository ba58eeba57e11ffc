//! Matching over texts that are made to be slow: pairs of files named `NAME.a.txt`, `NAME.b.txt`
//! in the folder `align` of `$TRIPTYCH_HOSTILE`, which is no part of the project.

use std::path::{Path, PathBuf};

use triptych::matching::reuse::Scope;
use triptych::matching::{Matcher, Quotations, Spellings, Unit};
use triptych::open::{Request, open};

fn pairs(folder: &Path) -> Vec<[PathBuf; 2]> {
    let files = std::fs::read_dir(folder).expect("the folder can be read").flatten();
    let firsts = files.map(|file| file.path()).filter(|path| path.to_string_lossy().ends_with(".a.txt"));
    let second = |first: &PathBuf| PathBuf::from(first.to_string_lossy().replace(".a.txt", ".b.txt"));
    firsts.map(|first| [first.clone(), second(&first)]).collect()
}

fn hostile() -> Option<PathBuf> {
    std::env::var_os("TRIPTYCH_HOSTILE").map(|folder| PathBuf::from(folder).join("align"))
}

#[test]
fn hostile_pairs_are_matched_whole() {
    let Some(folder) = hostile() else { return };
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

#[test]
fn runs_of_hostile_pairs_are_found() {
    let Some(folder) = hostile() else { return };
    for pair in pairs(&folder) {
        let name = pair[0].display().to_string();
        let Ok(collection) = open(&Request { paths: pair.to_vec(), ..Request::default() }) else { continue };
        let count = |text: &str| text.split_whitespace().count();
        let texts = pair.iter().map(|path| std::fs::read_to_string(path).expect("text"));
        let words = texts.map(|text| count(&text)).max().unwrap_or(0);
        for scope in [Scope::Documents, Scope::Within] {
            let runs = Quotations::find(&collection.documents, scope).longest_first();
            assert!(runs.len() <= words, "{name}: {} runs", runs.len());
            let longest = runs.first().map_or(0, |run| run.words);
            // Nearly all of a text that is the other one is one run.
            let whole = ["identical", "merge_split", "all_same_line"].iter().any(|same| name.contains(same));
            assert!(!whole || longest * 100 >= words * 98, "{name}: {longest} of {words}");
        }
    }
}
