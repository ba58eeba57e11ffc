//! Reads another reader's codings, on a worker.

use std::path::Path;

use crate::app::Event;
use crate::app::agreement::OtherReader;
use crate::exchange::place::Places;
use crate::open::readings::{Kept, ReadCodings};
use crate::scheme::Collection;

use super::exporting::path_of;

/// Reads what was named, and finds it in the collection; `originals` are read for retellings.
pub(super) fn read(
    generation: u64,
    name: String,
    collection: &Collection,
    originals: Option<&Path>,
) -> Event {
    let read = read_named(&name, collection, originals).map(|ReadCodings { reading, remarks }| {
        Box::new(OtherReader { name: name.clone(), reading, remarks })
    });
    Event::OtherRead { generation, name, read: read.map_err(|error| format!("{error:#}")) }
}

fn read_named(name: &str, collection: &Collection, originals: Option<&Path>) -> anyhow::Result<ReadCodings> {
    let path = path_of(name, std::env::home_dir().as_deref())?;
    Ok(Kept::at(&path)?.read(&Places::of(collection), None, originals)?)
}
