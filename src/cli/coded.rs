//! Opening a collection with its codings suggested as on the screen, where matches are evidence for
//! them.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use crate::corrections;
use crate::matching::{Match, Matcher, Unit};
use crate::scheme::{self, Collection};

use super::args::Shared;
use super::config::Config;
use super::progress::{Interrupted, Progress};
use super::{source, work};

/// A collection with the reader's work laid over it.
pub(super) struct Opened {
    pub collection: Collection,
    /// The matches of its sentences, best first; none where they were not wanted.
    pub matches: Vec<Match>,
    /// What found them.
    pub matcher: Option<Matcher>,
    /// Of looking for them: says whether Ctrl-C was pressed since.
    pub progress: Option<Progress>,
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
    let (mut matches, mut progress, mut matcher) = (Vec::new(), None, None);
    if wanted(&collection) {
        let progress = progress.insert(Progress::begin(true));
        matches = links(matcher.insert(scheme::matcher(&collection, Unit::Sentence)), progress)?;
        collection.learn_matches(&matches);
        if collection.has_suggestions() {
            let codings = corrections::suggested(&collection);
            collection = collection.with_codings(codings).indexed();
        }
        anyhow::ensure!(progress.interrupted().is_none(), Interrupted);
    }
    let collection = kept.laid_over(collection);
    Ok(Opened { collection, matches, matcher, progress })
}

/// The same for rows. What somebody has set rows in is laid out by those alone, as on the screen: then
/// there are no matches.
pub(super) fn open_for_rows(
    paths: Vec<PathBuf>,
    shared: &Shared,
    config: &Config,
) -> anyhow::Result<(Collection, Vec<Match>)> {
    let wanted = |collection: &Collection| collection.has_suggestions() || collection.takes_suggested_rows();
    let Opened { collection, matches, .. } = open(paths, shared, config, wanted)?;
    let matches = if collection.takes_suggested_rows() { matches } else { Vec::new() };
    Ok((collection, matches))
}

/// The matches of its sentences, best first; an error when it was interrupted.
fn links(matcher: &Matcher, progress: &mut Progress) -> anyhow::Result<Vec<Match>> {
    let interrupted = progress.interruption();
    let mut report = |done, all| progress.report(done, all);
    let links = matcher.links_until(&|| interrupted.load(Ordering::Relaxed), &mut report);
    progress.clear();
    anyhow::ensure!(progress.interrupted().is_none(), Interrupted);
    Ok(links)
}
