//! Writes what is seen to files that the reader names, on workers.

use std::io;
use std::path::{Path, PathBuf, absolute};
use std::thread::JoinHandle;

use anyhow::{Context as _, anyhow};

use crate::app::{Event, Export};
use crate::store::{self, StoreError};

use super::super::Waker;

/// The workers that write.
#[derive(Debug, Default)]
pub struct Exporter {
    running: Vec<JoinHandle<Option<Event>>>,
}

impl Exporter {
    /// Begins to write; the answer comes as an event.
    pub fn begin(&mut self, waker: &Waker, export: Export) -> io::Result<()> {
        self.running.retain(|worker| !worker.is_finished());
        let worker = waker.spawn("exporting", move |waker| {
            let outcome = perform(&export);
            waker.send(outcome.clone());
            outcome
        })?;
        self.running.push(worker);
        Ok(())
    }

    /// Waits until everything is written, and says what could not be.
    pub fn finish(self) -> Option<String> {
        // What is done by now was told on the screen.
        let unfinished = self.running.into_iter().filter(|worker| !worker.is_finished());
        let messages = unfinished.filter_map(|worker| match worker.join().ok()?? {
            Event::NotExported { name, message } => Some(format!("{name} is not written: {message}")),
            _ => None,
        });
        messages.last()
    }
}

fn perform(export: &Export) -> Event {
    match write(export, std::env::home_dir().as_deref()) {
        Ok(path) => Event::Exported { path: path.display().to_string() },
        Err(error) => Event::NotExported { name: export.name.clone(), message: format!("{error:#}") },
    }
}

fn write(export: &Export, home: Option<&Path>) -> anyhow::Result<PathBuf> {
    let path = path_of(&export.name, home)?;
    let text = export.written()?;
    store::write_named(&path, text.as_bytes(), export.replaces).map_err(|error| match error {
        StoreError::Exists { .. } => anyhow!("{error}; with ! after the name it is replaced"),
        other => other.into(),
    })?;
    Ok(path)
}

/// Relative to where the program was started; `~/` is the reader's home.
pub(super) fn path_of(name: &str, home: Option<&Path>) -> anyhow::Result<PathBuf> {
    let path = match name.strip_prefix("~/") {
        Some(rest) => {
            let home = home.filter(|home| home.is_absolute()).context("no home is known: ~ says nothing")?;
            home.join(rest.trim_start_matches('/'))
        }
        None => PathBuf::from(name),
    };
    Ok(absolute(path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tilde_is_the_home_and_nothing_else() {
        let home = Some(Path::new("/me"));
        let path = |name: &str| path_of(name, home).unwrap();
        assert_eq!(path("~/a/b.html"), Path::new("/me/a/b.html"));
        assert_eq!(path("~//b.html"), Path::new("/me/b.html"));
        assert_eq!(path("/x/~/b.html"), Path::new("/x/~/b.html"));
        let here = std::env::current_dir().unwrap();
        assert_eq!((path("b.html"), path("~b.html")), (here.join("b.html"), here.join("~b.html")));
        assert!(path_of("~/b.html", None).is_err() && path_of("~/b.html", Some(Path::new(""))).is_err());
    }
}
