//! Sets of passages with gold, found by their files: a folder with `gold.tsv` is a set for each
//! `passages*.tsv` in it; where `docpairs*.tsv` lies beside them, only candidates of these pairs
//! of documents count, because only those were compared by the annotators.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::Context;
use triptych::open::{Request, open};
use triptych::scheme::Collection;
use triptych::text::{BlockIndex, DocumentIndex, Passage, SentenceIndex};

use crate::files::{listed, read, rows};
use crate::score::{Candidates, Gold};

/// Folders whose gold asks in one direction: the first column quotes the second.
const ASKED_IN_ONE_DIRECTION: [&str; 1] = ["quotations"];

/// Where the files of a set lie.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    /// The folder's name, and the table's where the folder has several.
    pub(crate) name: String,
    passages: PathBuf,
    gold: PathBuf,
    pairs: Option<PathBuf>,
    both_directions: bool,
}

/// A set, read. Passages are known by their positions.
pub(crate) struct Set {
    pub(crate) collection: Collection,
    pub(crate) passages: Vec<Passage>,
    pub(crate) gold: Gold,
    pairs: Option<HashSet<(DocumentIndex, DocumentIndex)>>,
}

/// The sets in the folders of a folder, in order of their names.
pub(crate) fn find(bench: &Path) -> anyhow::Result<Vec<Files>> {
    let mut sets = Vec::new();
    for folder in listed(bench)?.into_iter().filter(|path| path.is_dir()) {
        let gold = folder.join("gold.tsv");
        if gold.is_file() {
            sets.extend(tables(&folder, &gold)?);
        }
    }
    Ok(sets)
}

fn tables(folder: &Path, gold: &Path) -> anyhow::Result<Vec<Files>> {
    let files = listed(folder)?;
    let named = |start: &str| -> Vec<PathBuf> {
        let stem = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        files.iter().filter(|path| stem(path).starts_with(start)).cloned().collect()
    };
    let folder_name = folder.file_name().unwrap_or_default().to_string_lossy();
    let pairs = named("docpairs").into_iter().next();
    let set = |passages: PathBuf| {
        let table = passages.file_stem().unwrap_or_default().to_string_lossy();
        Files {
            name: if table == "passages" {
                folder_name.to_string()
            } else {
                format!("{folder_name} {table}")
            },
            gold: gold.to_owned(),
            pairs: pairs.clone(),
            both_directions: !ASKED_IN_ONE_DIRECTION.contains(&&*folder_name),
            passages,
        }
    };
    Ok(named("passages").into_iter().map(set).collect())
}

impl Set {
    pub(crate) fn read(files: &Files) -> anyhow::Result<Self> {
        let request = Request { paths: vec![files.passages.clone()], ..Request::default() };
        let collection = open(&request).with_context(|| files.passages.display().to_string())?;
        let passages = passages(&collection);
        let mut ids = Ids::new(&collection, &passages);
        let gold = ids.gold(&read(&files.gold)?, files.both_directions);
        let pairs = match &files.pairs {
            Some(file) => Some(document_pairs(&collection, &read(file)?)),
            None => None,
        };
        Ok(Self { collection, passages, gold, pairs })
    }

    /// Without the candidates of documents that were not compared.
    pub(crate) fn only_compared(&self, mut candidates: Candidates) -> Candidates {
        if let Some(pairs) = &self.pairs {
            for (asked, candidates) in self.passages.iter().zip(&mut candidates) {
                let other = |at: u32| self.passages[at as usize].document;
                candidates.retain(|one| pairs.contains(&(asked.document, other(one.passage))));
            }
        }
        candidates
    }
}

/// Every line of the tables, in order: it is one sentence.
fn passages(collection: &Collection) -> Vec<Passage> {
    let blocks = |index| (0..collection.document(index).blocks().len()).map(BlockIndex);
    let of = |index| blocks(index).map(move |block| Passage::sentence(index, block, SentenceIndex(0)));
    collection.document_indices().flat_map(of).collect()
}

/// Numbers of passages by their ids; ids of the gold that no passage has get numbers beyond.
struct Ids(HashMap<String, u32>);

impl Ids {
    fn new(collection: &Collection, passages: &[Passage]) -> Self {
        let numbered = (0..).zip(passages);
        Self(numbered.map(|(number, &passage)| (collection.passage_id(passage), number)).collect())
    }

    fn number(&mut self, id: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(id.to_owned()).or_insert(next)
    }

    fn gold(&mut self, text: &str, both_directions: bool) -> Gold {
        let mut gold = Gold::new();
        for row in rows(text, "a") {
            let [a, b, ..] = row[..] else { continue };
            let (a, b) = (self.number(a), self.number(b));
            gold.entry(a).or_default().insert(b);
            if both_directions {
                gold.entry(b).or_default().insert(a);
            }
        }
        gold
    }
}

fn document_pairs(collection: &Collection, text: &str) -> HashSet<(DocumentIndex, DocumentIndex)> {
    let index: HashMap<&str, DocumentIndex> =
        collection.document_indices().map(|at| (collection.document(at).title(), at)).collect();
    let mut pairs = HashSet::new();
    for row in rows(text, "") {
        if let [a, b, ..] = row[..]
            && let (Some(&a), Some(&b)) = (index.get(a), index.get(b))
        {
            pairs.extend([(a, b), (b, a)]);
        }
    }
    pairs
}
