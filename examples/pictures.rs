//! Draws the README's pictures from the program's own screen buffer.
//!
//! `cargo run --example pictures` writes them to `docs/`. With arguments
//! `OUT.svg COLUMNSxROWS THEME "KEYS" [PATH...]` it draws any screen.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use triptych::app::{App, Keymap, Options};
use triptych::open::{Request, open};
use triptych::store::Work;
use triptych::ui::{screen, svg::svg};

/// File, size, theme and keys of each picture in the README. A test keeps them up to date.
pub const PICTURES: [(&str, &str, &str, &str); 2] =
    [("docs/board.svg", "120x40", "dark", ""), ("docs/parallel.svg", "120x40", "dark", "j j j j Enter")];

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [] => PICTURES
            .iter()
            .try_for_each(|(file, size, theme, keys)| write(file, &picture(size, theme, keys, Vec::new())?)),
        [file, size, theme, keys, paths @ ..] => {
            write(file, &picture(size, theme, keys, paths.iter().map(PathBuf::from).collect())?)
        }
        _ => anyhow::bail!("either no arguments, or OUT.svg COLUMNSxROWS THEME \"KEYS\" [PATH...]"),
    }
}

fn write(file: &str, picture: &str) -> anyhow::Result<()> {
    std::fs::write(file, picture).with_context(|| file.to_owned())
}

/// The screen as SVG, after those keys.
pub fn picture(size: &str, theme: &str, keys: &str, paths: Vec<PathBuf>) -> anyhow::Result<String> {
    let (columns, rows) = size.split_once('x').context("the size is COLUMNSxROWS")?;
    let collection = open(&Request { paths, ..Request::default() })?;
    let options = Options { theme: theme.to_owned(), ..Options::default() };
    let mut app = App::new(Arc::new(collection), options, Keymap::with_defaults(), Work::default());
    app.resize(columns.parse()?, rows.parse()?);
    app.press_all(keys)?;
    let (background, text) = if theme == "light" { ("#fbf8f1", "#23272e") } else { ("#161a20", "#e6e1d6") };
    let title = format!("Triptych, {} view", app.view.name());
    Ok(svg(&screen(&app), &title, background, text))
}
