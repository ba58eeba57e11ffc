//! What a column's head says: who tells it, who does not, who wrote before it happened.

use std::fmt::Write as _;

use crate::scheme::{Collection, Column, ColumnKind, Synopsis};
use crate::text::{DocumentIndex, display};

/// What stands under a column's title: who tells it, who does not, who wrote before it happened.
pub fn head_lines(collection: &Collection, synopsis: &Synopsis, column: usize, width: usize) -> Vec<String> {
    let text = head_text(collection, synopsis, column);
    let text = display::visible(&text);
    wrap_words(&text, width)
}

fn wrap_words(text: &str, width: usize) -> Vec<String> {
    crate::layout::wrap(text, width, None).into_iter().map(|line| line.span.of(text).to_owned()).collect()
}

/// `told by C 20, E 1 · not by A B D`.
pub fn head_text(collection: &Collection, synopsis: &Synopsis, column: usize) -> String {
    tellers_text(collection, &synopsis.columns[column])
}

/// The same in as many words as `room` cells hold: `C 20, E 1 · not A B D`, `C E · not A B D`.
pub fn tellers_within(collection: &Collection, column: &Column, room: usize) -> String {
    let whole = tellers_text(collection, column);
    if display::width(&whole) <= room || column.told_by.is_empty() {
        return whole;
    }
    let letter = |index: DocumentIndex| collection.label(index).letter.clone();
    let counted: Vec<String> = column
        .told_by
        .iter()
        .map(|telling| format!("{} {}", letter(telling.document), telling.passages))
        .collect();
    let bare: Vec<String> = column.told_by.iter().map(|telling| letter(telling.document)).collect();
    let mut rest = String::new();
    for (word, documents) in [("not", &column.not_by), ("before:", &column.written_before)] {
        if !documents.is_empty() {
            let letters: Vec<String> = documents.iter().copied().map(letter).collect();
            let _ = write!(rest, " \u{b7} {word} {}", letters.join(" "));
        }
    }
    let short = format!("{}{rest}", counted.join(", "));
    if display::width(&short) <= room { short } else { format!("{}{rest}", bare.join(" ")) }
}

/// The same for any column: of the board or of the parallel view.
pub fn tellers_text(collection: &Collection, column: &Column) -> String {
    let letters = |documents: &[DocumentIndex]| {
        documents.iter().map(|&index| collection.label(index).letter.as_str()).collect::<Vec<_>>().join(" ")
    };
    let mut parts = Vec::new();
    match (column.kind, column.told_by.as_slice()) {
        (ColumnKind::Document(document), told) => {
            parts.push(collection.label(document).cite.clone());
            match told.iter().map(|telling| telling.passages).sum::<usize>() {
                0 => {}
                1 => parts.push("1 passage".to_owned()),
                passages => parts.push(format!("{passages} passages")),
            }
        }
        (_, []) => parts.push("told by nobody".to_owned()),
        (_, [only]) => {
            let label = collection.label(only.document);
            parts.push(format!("told only by {} {} ({})", label.letter, only.passages, label.cite));
        }
        (_, told) => {
            let told: Vec<String> = told
                .iter()
                .map(|telling| format!("{} {}", collection.label(telling.document).letter, telling.passages))
                .collect();
            parts.push(format!("told by {}", told.join(", ")));
        }
    }
    if !column.not_by.is_empty() {
        parts.push(format!("not by {}", letters(&column.not_by)));
    }
    if !column.written_before.is_empty() {
        parts.push(format!("written before: {}", letters(&column.written_before)));
    }
    parts.join(" \u{b7} ")
}
