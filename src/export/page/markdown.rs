//! A page as Markdown: one table for each band.

use std::fmt::Write as _;

use super::{Band, Entry, Page, Row};
use crate::export::escape::markdown as escaped;

impl Page {
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        if !self.title.is_empty() {
            let _ = writeln!(out, "# {}\n", escaped(&self.title));
        }
        if !self.subtitle.is_empty() {
            let _ = writeln!(out, "*{}*\n", escaped(&self.subtitle));
        }
        for account in &self.accounts {
            let _ = write!(out, "- **{}** {}", escaped(&account.letter), escaped(&account.title));
            if !account.source.is_empty() {
                let _ = write!(out, " ({})", escaped(&account.source));
            }
            out.push('\n');
        }
        out.push('\n');
        for head in &self.columns {
            let separator = if head.told.is_empty() { "" } else { ": " };
            let _ = writeln!(out, "- **{}**{separator}{}", escaped(&head.title), escaped(&head.told));
        }
        for band in &self.bands {
            self.band(band, &mut out);
        }
        if let Some(note) = &self.note {
            let _ = writeln!(out, "\n*{}*", escaped(note));
        }
        out
    }

    fn band(&self, band: &Band, out: &mut String) {
        out.push('\n');
        if let Some(title) = &band.title {
            let _ = writeln!(out, "## {}\n", escaped(title));
        }
        if let Some(silence) = &band.silence {
            let _ = writeln!(out, "*{}*\n", escaped(silence));
        }
        if !band.rows.is_empty() {
            let titles: Vec<String> = self.columns.iter().map(|head| escaped(&head.title)).collect();
            let _ = writeln!(out, "|  | {} |", titles.join(" | "));
            let _ = writeln!(out, "| --- |{}", " --- |".repeat(titles.len()));
            for row in &band.rows {
                push_row(row, out);
            }
        }
        if let Some(folded) = &band.folded {
            let blank = if band.rows.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{blank}*{}*", escaped(folded));
        }
    }
}

fn push_row(row: &Row, out: &mut String) {
    let label = row.label.as_deref().map(escaped);
    let remarks = row.remarks.iter().map(|remark| format!("*{remark}*"));
    let label = label.into_iter().chain(remarks).collect::<Vec<_>>().join("<br>");
    let cell = |entries: &Vec<Entry>| entries.iter().map(entry).collect::<Vec<_>>().join("<br>");
    let cells: Vec<String> = row.cells.iter().map(cell).collect();
    let _ = writeln!(out, "| {label} | {} |", cells.join(" | "));
}

fn entry(entry: &Entry) -> String {
    let (text, source) = (escaped(&entry.text), escaped(&entry.source));
    match (text.is_empty(), source.is_empty()) {
        (_, true) => text,
        (true, false) => format!("*({source})*"),
        (false, false) => format!("{text} *({source})*"),
    }
}
