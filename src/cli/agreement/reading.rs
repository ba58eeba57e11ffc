//! What A and B of `triptych agreement` are: which collection they are codings of, and what each
//! says of its passages.

use std::path::Path;

use crate::agreement::Reading;
use crate::cli::args::Shared;
use crate::cli::config::Config;
use crate::cli::output::say;
use crate::cli::source;
use crate::exchange::place::Places;
use crate::open::readings::Kept;
use crate::scheme::Collection;

/// Remarks on one reader's codings that are said before the rest is counted.
const SAID: usize = 8;

pub(super) struct Readings {
    pub(super) collection: Collection,
    pub(super) a: Reading,
    pub(super) b: Reading,
}

pub(super) fn open(
    a: &Path,
    b: &Path,
    collection: Option<&Path>,
    shared: &Shared,
    config: &Config,
) -> anyhow::Result<Readings> {
    let (a, b) = (Kept::at(a)?, Kept::at(b)?);
    let coded = collection.map(Path::to_owned).or_else(|| a.collection()).or_else(|| b.collection());
    let collection = source::open(coded.iter().cloned().collect(), shared, config)?;
    anyhow::ensure!(
        !collection.scheme.is_empty(),
        "{}: the collection has no episodes to code: name the right one with --collection FOLDER",
        coded.map_or_else(|| "built-in".to_owned(), |folder| folder.display().to_string())
    );
    let places = Places::of(&collection);
    let originals = source::originals(shared, config);
    let read = |kept: &Kept| -> anyhow::Result<Reading> {
        let read = kept.read(&places, coded.as_deref(), originals.as_deref())?;
        say_some(&read.remarks);
        Ok(read.reading)
    };
    let (a, b) = (read(&a)?, read(&b)?);
    Ok(Readings { collection, a, b })
}

fn say_some(messages: &[String]) {
    messages.iter().take(SAID).for_each(|message| say(message));
    if messages.len() > SAID {
        say(&format!("and {} more", messages.len() - SAID));
    }
}
