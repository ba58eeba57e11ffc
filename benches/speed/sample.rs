//! An invented text, the same each time, and the program reading it.

use std::sync::Arc;

use triptych::app::{App, Event, Keymap, Options};
use triptych::open::{Request, open};
use triptych::scheme::Collection;
use triptych::store::Work;

/// The screen of the benchmarks.
pub(crate) const SIZE: (u16, u16) = (120, 40);

const SYLLABLES: [&str; 16] =
    ["ra", "ton", "mi", "sel", "a", "der", "lo", "quen", "ist", "be", "gar", "u", "phi", "nor", "e", "ka"];

/// About so many bytes of hard-wrapped paragraphs.
pub(crate) fn text(bytes: usize) -> String {
    let mut text = String::from("A Report on the Harbour\n\n");
    let (mut state, mut column, mut words) = (7_u32, 0, 0);
    let mut random = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    while text.len() < bytes {
        let word: String = (0..=random(3)).map(|_| SYLLABLES[random(16) as usize]).collect();
        words += 1;
        let end = if words % 61 == 0 {
            ".\n\n"
        } else if words % 13 == 0 {
            "."
        } else {
            ""
        };
        if column + word.len() > 72 {
            text.push('\n');
            column = 0;
        } else if column > 0 {
            text.push(' ');
        }
        text.push_str(&word);
        text.push_str(end);
        column = if end.ends_with('\n') { 0 } else { column + word.len() + 2 };
    }
    text
}

/// The program with a text open, on a screen of [`SIZE`].
pub(crate) fn reading(text: &str) -> App {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.txt");
    std::fs::write(&path, text).expect("written");
    started(open(&Request { paths: vec![path], ..Request::default() }).expect("a text"))
}

pub(crate) fn started(collection: Collection) -> App {
    let mut app =
        App::new(Arc::new(collection), Options::default(), Keymap::with_defaults(), Work::default());
    app.update(Event::Resize { columns: SIZE.0, rows: SIZE.1 });
    app
}
