//! What a column's head says: who tells it, who does not, who wrote before it happened.

use crate::layout::wrap;
use crate::scheme::{Collection, Column, ColumnKind, Synopsis};
use crate::text::{DocumentIndex, display};

/// Accounts that are named one by one; more are counted.
const MOST_NAMED: usize = 24;

/// Stands between two parts of a head or of a source.
pub const DOT: &str = " \u{b7} ";

/// What stands under a column's title in the parallel view.
pub fn head_lines(collection: &Collection, synopsis: &Synopsis, column: usize, width: usize) -> Vec<String> {
    pack(&tellers(collection, &synopsis.columns[column], Words::All), width)
}

/// The same in one line: `told by C 20, E 1 \u{b7} not by A B D`.
pub fn head_text(collection: &Collection, synopsis: &Synopsis, column: usize) -> String {
    tellers(collection, &synopsis.columns[column], Words::All).join(DOT)
}

/// What stands under a column's title on the board: in as many words as fit into so many lines.
pub fn facts_lines(collection: &Collection, column: &Column, width: usize, rows: usize) -> Vec<String> {
    let forms = [Words::All, Words::Uncited, Words::Short, Words::Bare];
    let mut lines = Vec::new();
    for words in forms {
        lines = pack(&tellers(collection, column, words), width);
        if lines.len() <= rows {
            return lines;
        }
    }
    let cut = lines.split_off(rows.max(1) - 1).join(DOT);
    lines.push(cut);
    lines
}

/// Puts parts on as few lines as hold them, breaking between two parts where possible.
pub fn pack(parts: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line}{DOT}{part}");
            if display::width(&longer) <= width {
                *line = longer;
                continue;
            }
        }
        let part = display::visible(part);
        lines.extend(wrap(&part, width, None).into_iter().map(|line| line.span.of(&part).to_owned()));
    }
    lines
}

/// In how many words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// `told only by B 6 (Okoye 1960)`, `not by C`, `written before: A`.
    All,
    /// `told by B 6`, `not by C`, `written before: A`.
    Uncited,
    /// `B 6`, `not C`, `before: A`.
    Short,
    /// `B`, `not C`, `before: A`.
    Bare,
}

fn tellers(collection: &Collection, column: &Column, words: Words) -> Vec<String> {
    let label = |index: DocumentIndex| collection.label(index);
    let letters = |documents: &[DocumentIndex]| match documents.len() {
        many if many > MOST_NAMED => format!("{many} accounts"),
        _ => documents.iter().map(|&index| label(index).letter.as_str()).collect::<Vec<_>>().join(" "),
    };
    let mut parts = Vec::new();
    match (column.kind, column.told_by.as_slice()) {
        (ColumnKind::Document(document), told) => {
            // A title that begins with the citation says it already.
            let cite = &label(document).cite;
            if !column.title.starts_with(cite.as_str()) {
                parts.push(cite.clone());
            }
            match told.iter().map(|telling| telling.passages).sum::<usize>() {
                0 => {}
                1 => parts.push("1 passage".to_owned()),
                passages => parts.push(format!("{passages} passages")),
            }
        }
        (_, []) => parts.push("told by nobody".to_owned()),
        (_, [only]) if words == Words::All => {
            let label = label(only.document);
            parts.push(format!("told only by {} {} ({})", label.letter, only.passages, label.cite));
        }
        (_, told) if told.len() > MOST_NAMED => {
            let long = matches!(words, Words::All | Words::Uncited);
            let passages: usize = told.iter().map(|telling| telling.passages).sum();
            let accounts = told.len();
            parts.push(if long {
                format!("told by {accounts} accounts in {passages} passages")
            } else {
                format!("{accounts} accounts")
            });
        }
        (_, told) => {
            let counted = told.iter().map(|telling| match words {
                Words::Bare => label(telling.document).letter.clone(),
                _ => format!("{} {}", label(telling.document).letter, telling.passages),
            });
            let counted = counted.collect::<Vec<_>>().join(if words == Words::Bare { " " } else { ", " });
            let long = matches!(words, Words::All | Words::Uncited);
            parts.push(if long { format!("told by {counted}") } else { counted });
        }
    }
    let (not, before) = match words {
        Words::All | Words::Uncited => ("not by", "written before:"),
        Words::Short | Words::Bare => ("not", "before:"),
    };
    if !column.not_by.is_empty() {
        let later =
            if words == Words::All && could_tell(collection, column) { ", written later" } else { "" };
        parts.push(format!("{not} {}{later}", letters(&column.not_by)));
    }
    if !column.written_before.is_empty() {
        parts.push(format!("{before} {}", letters(&column.written_before)));
    }
    parts
}

/// Whether all that do not tell an episode are known to be written after it.
fn could_tell(collection: &Collection, column: &Column) -> bool {
    let ColumnKind::Episode(episode) = column.kind else { return false };
    let Some(happened) = collection.scheme.episode(episode).when else { return false };
    if !column.written_before.is_empty() {
        return false;
    }
    let written = |index: &DocumentIndex| collection.document(*index).metadata.date;
    column.not_by.iter().all(|index| written(index).is_some_and(|written| happened.is_before(written)))
}
