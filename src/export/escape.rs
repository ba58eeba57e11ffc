//! What documents contain, written so that it stays text: CSV cells no spreadsheet runs, Markdown
//! that marks nothing up, JSON without bytes that a terminal would obey.

use std::fmt::Write as _;

use serde::Serialize;

/// One line of JSON. Controls and hidden characters stand as escapes, which read back exactly.
pub fn json(value: &impl Serialize) -> serde_json::Result<String> {
    let plain = serde_json::to_string(value)?;
    if plain.is_ascii() && !plain.contains('\u{7f}') {
        return Ok(plain);
    }
    let mut out = String::with_capacity(plain.len() + 16);
    for c in plain.chars() {
        if needs_escape(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Ok(out)
}

fn needs_escape(c: char) -> bool {
    matches!(
        c,
        '\u{7f}'..='\u{9f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// A line of a CSV table (RFC 4180), without its line break.
pub fn csv_line<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    cells.into_iter().map(|cell| csv_cell(cell.as_ref())).collect::<Vec<_>>().join(",")
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe before it. So does one
/// that would read back as another when the apostrophe is taken off again.
fn csv_cell(text: &str) -> String {
    let inert = if is_formula(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() };
    if inert.contains([',', ';', '"', '\n', '\r', '\t']) || inert.trim() != inert {
        format!("\"{}\"", inert.replace('"', "\"\""))
    } else {
        inert
    }
}

pub fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let seen = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c));
    let seen = seen.trim_start_matches(['"', '\'']);
    seen.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '|', '%'])
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// An id as a cell of a tab-separated table, where neither tabs nor line breaks can stand.
pub fn tsv_cell(text: &str) -> String {
    text.replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// Text as Markdown that shows just this text, in one line.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut line_start = true;
    for c in text.trim().chars() {
        let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { without_control(c) };
        let begins_list = line_start && matches!(c, '-' | '+' | '=' | ':' | '%');
        let ends_number = matches!(c, '.' | ')') && is_number(&out);
        if is_marked(c) || begins_list || ends_number {
            out.push('\\');
        } else if c == '/' && out.ends_with(':') {
            // An address that would become a link.
            out.insert(out.len() - 1, '\\');
        }
        out.push(c);
        line_start = false;
    }
    out
}

/// What marks something up wherever it stands.
fn is_marked(c: char) -> bool {
    matches!(
        c,
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '$' | '{' | '}' | '@' | '^'
    )
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Text as HTML that shows just this text, in an element or between quotation marks. Control
/// characters, which HTML forbids, become their pictures.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(without_control(c)),
        }
    }
    out
}

/// A control character's picture; line breaks and tabs are left.
pub fn without_control(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    }
}

/// Text as LaTeX that shows just this text, in one paragraph: no command, no ligature of dashes,
/// no column. A control character becomes its number.
pub fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.trim().chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => out.extend(['\\', c]),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            '"' => out.push_str("\\textquotedbl{}"),
            '\'' => out.push_str("\\textquotesingle{}"),
            '`' => out.push_str("\\textasciigrave{}"),
            // Two of them would run together; the rest begins an optional argument.
            '-' | ',' | '!' | '?' | '[' | ']' | '*' => out.extend(['{', c, '}']),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => {
                let _ = write!(out, "\\texttt{{U+{:04X}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// Shows again what `csv_cell` wrote, as the help says it is done.
    fn read_cell(cell: &str) -> String {
        let bare = match cell.strip_prefix('"') {
            Some(quoted) => quoted[..quoted.len() - 1].replace("\"\"", "\""),
            None => cell.to_owned(),
        };
        match bare.strip_prefix('\'') {
            Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest.to_owned(),
            _ => bare,
        }
    }

    const CELLS: [&str; 18] = [
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u{ff1d}1+1",
        "\u{ff0b}1",
        "\"=1\"",
        "'=1",
        "''=1",
        "\u{feff}=1",
        "\u{200b}=1",
        "\0=1",
        "plain, \"quoted\"",
        "'tis plain",
    ];

    #[test]
    fn no_cell_is_a_formula_and_each_reads_back() {
        for text in CELLS {
            let cell = csv_cell(text);
            let seen = cell.trim_start_matches('"');
            assert!(!is_formula(seen) || seen.starts_with('\''), "{cell:?}");
            assert_eq!(read_cell(&cell), text, "{cell:?}");
        }
    }

    #[test]
    fn json_reads_back_and_holds_no_control() {
        let text = "a\u{1b}[2J\u{7f}\u{9b}31m\u{202e}\u{e0041}\u{feff}\u{6cc}";
        let line = json(&text).unwrap();
        assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{line:?}");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }

    #[test]
    fn markdown_shows_just_the_text() {
        for text in [
            "# heading > quote",
            "[x](javascript:1)",
            "```code",
            "|a|b|",
            "\\",
            "<!--",
            "<script>alert(1)</script>",
            "1. item",
            "- item",
            "+ item",
            "=== x",
            "---",
            "&lt; &amp;",
            "*a* _b_ ~~c~~",
            "http://example.org/x",
            "$\\{}^_&#~%",
            "[[wiki]]",
            "12) x",
            "a@b.org",
            ":::",
            "%% x",
            "%0 Book",
            "TY  - BOOK",
            "#tag",
            "^id",
        ] {
            let source = markdown(text);
            let shown: String = Parser::new_ext(&source, Options::all() - Options::ENABLE_SMART_PUNCTUATION)
                .map(|event| match event {
                    Event::Text(text) => text.to_string(),
                    Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => String::new(),
                    other => panic!("{text:?} became {other:?} as {source:?}"),
                })
                .collect();
            assert_eq!(shown, text, "{source:?}");
        }
    }
}
