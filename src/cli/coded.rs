//! Opening a collection with its codings suggested as on the screen, where matches are evidence for
//! them.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use crate::corrections;
use crate::matching::{Match, Unit};
use crate::scheme::{Collection, matcher};

use super::args::Shared;
use super::config::Config;
use super::progress::{Interrupted, Progress};
use super::{source, work};

/// A collection with the reader's work laid over it.
pub(super) struct Opened {
    pub collection: Collection,
    /// The matches of its sentences, best first; none where they were not wanted.
    pub matches: Vec<Match>,
    pub progress: Progress,
}

/// Opens what the arguments name. `wanted` says whether matches are looked for; where they are, codings
/// are suggested with them.
pub(super) fn open(
    paths: Vec<PathBuf>,
    shared: &Shared,
    config: &Config,
    wanted: impl FnOnce(&Collection) -> bool,
) -> anyhow::Result<Opened> {
    let vectors = source::vectors(shared, config)?;
    let kept = work::open(&paths);
    let mut collection = Collection { vectors, ..source::open(paths, shared, config)? };
    let mut progress = Progress::begin(true);
    let mut matches = Vec::new();
    if wanted(&collection) {
        matches = links(&collection, &mut progress)?;
        collection.learn_matches(&matches);
        if collection.has_suggestions() {
            let codings = corrections::suggested(&collection);
            collection = collection.with_codings(codings).indexed();
        }
    }
    let collection = kept.laid_over(collection);
    Ok(Opened { collection, matches, progress })
}

/// The matches of its sentences, best first; an error when it was interrupted.
fn links(collection: &Collection, progress: &mut Progress) -> anyhow::Result<Vec<Match>> {
    let interrupted = progress.interruption();
    let mut report = |done, all| progress.report(done, all);
    let links =
        matcher(collection, Unit::Sentence).links_until(&|| interrupted.load(Ordering::Relaxed), &mut report);
    progress.clear();
    anyhow::ensure!(progress.interrupted().is_none(), Interrupted);
    Ok(links)
}
