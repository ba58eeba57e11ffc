//! The reader's work for reading elsewhere: Markdown and HTML. What documents and notes contain
//! stays text: no mark and no tag of it is obeyed.

use std::fmt::Write as _;

use super::entry::{Entry, Group};
use crate::export::escape;

/// What heads the page.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    pub title: &'a str,
    pub language: Option<&'a str>,
}

const STYLE: &str = "\
body { font: 1rem/1.5 Georgia, serif; margin: 2rem auto; max-width: 42rem; padding: 0 1rem; }\n\
article { border-top: 1px solid #bbb; margin: 1rem 0; padding-top: .5rem; }\n\
h3 { font: bold .9rem sans-serif; margin: 0 0 .5rem; }\n\
blockquote { border-left: 3px solid #bbb; margin: .5rem 0; padding-left: 1rem; }\n\
cite, .tags { color: #555; font: .85rem sans-serif; }\n\
.text { white-space: pre-wrap; }\n";

/// One page that needs nothing else.
pub fn html(heading: Heading<'_>, groups: &[Group]) -> String {
    let title = escape::html(heading.title);
    let language = heading.language.map(|tag| format!(" lang=\"{}\"", escape::html(tag))).unwrap_or_default();
    let mut out = format!(
        "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    for group in groups {
        let _ = writeln!(out, "<h2>{}</h2>", escape::html(&group.title));
        group.entries.iter().for_each(|entry| html_entry(entry, &mut out));
    }
    out + "</body>\n</html>\n"
}

fn html_entry(entry: &Entry, out: &mut String) {
    let _ = writeln!(out, "<article>\n<h3>{}</h3>", escape::html(&entry.head));
    for quotation in &entry.quotations {
        let id = if quotation.id.is_empty() {
            String::new()
        } else {
            format!(" ({})", escape::html(&quotation.id))
        };
        let (words, source) = (escape::html(&quotation.words), escape::html(&quotation.source));
        let _ = writeln!(out, "<blockquote dir=\"auto\">{words}<br><cite>{source}{id}</cite></blockquote>");
    }
    if !entry.text.is_empty() {
        let _ = writeln!(out, "<p class=\"text\" dir=\"auto\">{}</p>", escape::html(&entry.text));
    }
    if !entry.tags.is_empty() {
        let _ = writeln!(out, "<p class=\"tags\">{}</p>", escape::html(&entry.tags.join(", ")));
    }
    out.push_str("</article>\n");
}

/// Markdown in which what the reader and the documents wrote is escaped line by line.
pub fn markdown(heading: Heading<'_>, groups: &[Group]) -> String {
    use escape::markdown as escape;
    let escaped = |text: &str, before: &str| {
        let lines: Vec<String> = text.lines().map(|line| format!("{before}{}", escape(line))).collect();
        // A backslash at the end of a line keeps the line break.
        lines.join("\\\n")
    };
    let mut out = format!("# {}\n\n", escape(heading.title));
    for group in groups {
        let _ = writeln!(out, "## {}\n", escape(&group.title));
        for entry in &group.entries {
            let _ = writeln!(out, "### {}\n", escape(&entry.head));
            for quotation in &entry.quotations {
                let id = if quotation.id.is_empty() { String::new() } else { format!(" ({})", quotation.id) };
                let source = escape(&format!("{}{id}", quotation.source));
                let _ = writeln!(out, "{}\n>\n> {source}\n", escaped(&quotation.words, "> "));
            }
            if !entry.text.is_empty() {
                let _ = writeln!(out, "{}\n", escaped(&entry.text, ""));
            }
            if !entry.tags.is_empty() {
                let _ = writeln!(out, "Tags: {}\n", escape(&entry.tags.join(", ")));
            }
        }
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}
