//! A page as HTML that needs nothing else: no script, no other file, nothing from the net.

use std::fmt::Write as _;

use super::{Band, Entry, Head, Page, Row};
use crate::export::escape::html as escaped;

/// The look of the page, for screens wide and narrow, light and dark, and for paper.
const STYLE: &str = include_str!("html/style.css");

impl Page {
    pub fn html(&self) -> String {
        let mut out = String::from("<!DOCTYPE html>\n");
        let language = self.language.as_deref().map(language).unwrap_or_default();
        let title = if self.title.is_empty() { &self.subtitle } else { &self.title };
        let _ = write!(
            out,
            "<html{language}>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
            escaped(title)
        );
        self.header(&mut out);
        self.table(&mut out);
        if let Some(note) = &self.note {
            let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(note));
        }
        out.push_str("</body>\n</html>\n");
        out
    }

    fn header(&self, out: &mut String) {
        out.push_str("<header>\n");
        if !self.title.is_empty() {
            let _ = writeln!(out, "<h1 dir=\"auto\">{}</h1>", escaped(&self.title));
        }
        if !self.subtitle.is_empty() {
            let _ = writeln!(out, "<p>{}</p>", escaped(&self.subtitle));
        }
        if !self.accounts.is_empty() {
            out.push_str("<dl>\n");
            for account in &self.accounts {
                let _ = writeln!(
                    out,
                    "<div><dt>{}</dt><dd><bdi>{}</bdi> <small><bdi>{}</bdi></small></dd></div>",
                    escaped(&account.letter),
                    escaped(&account.title),
                    escaped(&account.source)
                );
            }
            out.push_str("</dl>\n");
        }
        out.push_str("</header>\n");
    }

    fn table(&self, out: &mut String) {
        let labelled = self.has_labels();
        let _ = writeln!(out, "<table style=\"--columns: {}\">", self.columns.len());
        let caption = if self.subtitle.is_empty() { "Side by side" } else { &self.subtitle };
        let _ = writeln!(out, "<caption>{}</caption>\n<thead>\n<tr>", escaped(caption));
        if labelled {
            out.push_str("<td class=\"corner\"></td>\n");
        }
        for Head { title, told } in &self.columns {
            let _ = writeln!(
                out,
                "<th scope=\"col\"><bdi>{}</bdi><small>{}</small></th>",
                escaped(title),
                escaped(told)
            );
        }
        out.push_str("</tr>\n</thead>\n");
        for band in &self.bands {
            self.band_of_rows(band, labelled, out);
        }
        out.push_str("</table>\n");
    }

    fn band_of_rows(&self, band: &Band, labelled: bool, out: &mut String) {
        out.push_str("<tbody>\n");
        let across = self.columns.len() + usize::from(labelled);
        if band.title.is_some() || band.silence.is_some() {
            let _ = write!(out, "<tr class=\"band\"><th scope=\"rowgroup\" colspan=\"{across}\">");
            let _ = write!(out, "<bdi>{}</bdi>", escaped(band.title.as_deref().unwrap_or_default()));
            if let Some(silence) = &band.silence {
                let _ = write!(out, " <small><bdi>{}</bdi></small>", escaped(silence));
            }
            out.push_str("</th></tr>\n");
        }
        for row in &band.rows {
            self.row(row, labelled, out);
        }
        if let Some(folded) = &band.folded {
            let _ = writeln!(
                out,
                "<tr class=\"folded\"><td colspan=\"{across}\"><bdi>{}</bdi></td></tr>",
                escaped(folded)
            );
        }
        out.push_str("</tbody>\n");
    }

    fn row(&self, row: &Row, labelled: bool, out: &mut String) {
        out.push_str("<tr>\n");
        if labelled {
            let label = row.label.as_deref().unwrap_or_default();
            let empty = if label.is_empty() && row.remarks.is_empty() { " class=\"empty\"" } else { "" };
            let _ = write!(out, "<th scope=\"row\"{empty}><bdi>{}</bdi>", escaped(label));
            for remark in &row.remarks {
                let _ = write!(out, "<small>{}</small>", escaped(remark));
            }
            out.push_str("</th>\n");
        }
        for (entries, head) in row.cells.iter().zip(&self.columns) {
            let empty = if entries.is_empty() { " class=\"empty\"" } else { "" };
            let _ = writeln!(out, "<td data-column=\"{}\"{empty}>", escaped(&head.title));
            for entry in entries {
                push_entry(entry, out);
            }
            out.push_str("</td>\n");
        }
        out.push_str("</tr>\n");
    }
}

fn push_entry(entry: &Entry, out: &mut String) {
    if !entry.text.is_empty() {
        let language = entry.language.as_deref().map(language).unwrap_or_default();
        let _ = writeln!(out, "<p dir=\"auto\"{language}>{}</p>", escaped(entry.text.trim()));
    }
    if !entry.source.is_empty() {
        let _ = writeln!(out, "<cite><bdi>{}</bdi></cite>", escaped(&entry.source));
    }
}

fn language(code: &str) -> String {
    format!(" lang=\"{}\"", escaped(code))
}
