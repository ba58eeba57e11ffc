//! Writes a page anew before it is parsed: well nested, at most so deep, with few and short
//! attributes, without scripts and styles. One pass; all text is kept.

use super::walk::{is_block, is_void};

/// Elements nested deeper than this are left out and their text kept.
const MOST_DEPTH: usize = 200;
/// Attributes of an element, and bytes of a value, that are kept.
const MOST_ATTRIBUTES: usize = 16;
const MOST_VALUE_BYTES: usize = 4096;
/// Bytes of embedded JSON (title, author, date of the page) that are kept.
const MOST_JSON_BYTES: usize = 256 << 10;
/// Open elements that are searched for the one an end tag closes.
const SEARCHED: usize = 64;

/// Attributes that tell something about text.
const ATTRIBUTES: &[&str] = &[
    "id",
    "class",
    "style",
    "role",
    "hidden",
    "aria-hidden",
    "aria-modal",
    "itemprop",
    "itemscope",
    "itemtype",
    "property",
    "name",
    "content",
    "href",
    "src",
    "rel",
    "lang",
    "xml:lang",
    "dir",
    "datetime",
    "type",
    "start",
];

/// A page fit to be parsed.
#[derive(Debug, Default)]
pub(super) struct Cleaned {
    pub html: String,
    pub elements: usize,
    /// Elements that were nested too deeply.
    pub flattened: usize,
}

pub(super) fn clean(page: &str) -> Cleaned {
    let mut cleaner = Cleaner { rest: page, open: Vec::new(), endless: Vec::new(), out: Cleaned::default() };
    cleaner.out.html.reserve(page.len());
    while let Some(at) = cleaner.rest.find('<') {
        let (text, rest) = cleaner.rest.split_at(at);
        cleaner.out.html.push_str(text);
        cleaner.rest = rest;
        cleaner.markup();
    }
    cleaner.out.html.push_str(cleaner.rest);
    cleaner.close_down_to(0);
    cleaner.out
}

/// The text of a piece of markup, for Markdown: tags left out, the commonest references read.
pub(in crate::import) fn plain_text(markup: &str) -> String {
    let cleaned = clean(markup).html;
    let mut text = String::with_capacity(cleaned.len());
    let mut rest = cleaned.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or(("", after));
        if is_block(tag.trim_start_matches('/').split_whitespace().next().unwrap_or("")) {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    let pairs =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text, |text, (from, to)| text.replace(from, to)).trim().to_owned()
}

struct Cleaner<'a> {
    rest: &'a str,
    open: Vec<String>,
    /// What has no end in the rest of the page: it is sought once only.
    endless: Vec<&'static str>,
    out: Cleaned,
}

impl<'a> Cleaner<'a> {
    /// At a `<`: takes the tag, comment or lone sign.
    fn markup(&mut self) {
        let rest = self.rest;
        if let Some(comment) = rest.strip_prefix("<!--") {
            // A comment that never ends is taken for text.
            self.rest = self.end_of("-->", |_| comment.split_once("-->")).map_or(comment, |(_, after)| after);
        } else if let Some(data) = rest.strip_prefix("<![CDATA[") {
            self.rest = data;
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            self.rest = rest.split_once('>').map_or("", |(_, after)| after);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.start_tag();
        } else if rest[1..].starts_with('/') && rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let name = name(&rest[2..]);
            self.rest = after_tag(&rest[2 + name.len().min(rest.len() - 2)..]);
            self.end_tag(&name);
        } else {
            self.out.html.push_str("&lt;");
            self.rest = &rest[1..];
        }
    }

    fn start_tag(&mut self) {
        let given = name(&self.rest[1..]);
        let length = tag_name_length(&self.rest[1..]);
        let (attributes, rest) = attributes(&self.rest[1 + length..]);
        self.rest = rest;
        if self.raw_text(&given, &attributes) || is_dropped(&given) || self.in_head() && given == "noscript" {
            return;
        }
        let name = renamed(&given);
        self.close_implied(name);
        if self.open.len() >= MOST_DEPTH && !is_void(name) {
            self.out.flattened += 1;
            if is_block(name) {
                self.out.html.push_str("<br><br>");
            }
            return;
        }
        self.out.elements += 1;
        self.out.html.push('<');
        self.out.html.push_str(name);
        self.out.html.push_str(&attributes);
        self.out.html.push('>');
        if !is_void(name) {
            self.open.push(name.to_owned());
        }
    }

    /// Elements whose content is no markup. Returns whether the element is done with.
    fn raw_text(&mut self, name: &str, attributes: &str) -> bool {
        match name {
            "script" | "style" => {
                let (content, rest) = until_end_tag(self.rest, name).unwrap_or((self.rest, ""));
                self.rest = rest;
                let is_json = name == "script" && attributes.contains("ld+json");
                if is_json && content.len() <= MOST_JSON_BYTES {
                    let html = &mut self.out.html;
                    html.push_str("<script type=\"application/ld+json\">");
                    html.push_str(content);
                    html.push_str("</script>");
                }
                true
            }
            "title" | "textarea" => {
                // One that never ends is ended before the next tag.
                let kind = if name == "title" { "title" } else { "textarea" };
                let (content, rest) = self
                    .end_of(kind, |rest| until_end_tag(rest, kind))
                    .unwrap_or_else(|| self.rest.split_at(self.rest.find('<').unwrap_or(self.rest.len())));
                self.rest = rest;
                let name = if name == "title" && self.in_head() { "title" } else { "div" };
                let content = content.replace('<', "&lt;");
                let html = &mut self.out.html;
                html.push_str(&["<", name, ">", &content, "</", name, ">"].concat());
                true
            }
            _ => false,
        }
    }

    fn end_tag(&mut self, given: &str) {
        let name = renamed(given);
        if name == "br" {
            self.out.html.push_str("<br>");
        } else if !matches!(name, "body" | "html")
            && let Some(at) = self.find_open(&[name], !is_table_part(name))
        {
            self.close_down_to(at);
        }
    }

    /// Where one of the names is open, not looking out of a table cell if `in_cell`.
    fn find_open(&self, names: &[&str], in_cell: bool) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().rev().take(SEARCHED) {
            if names.contains(&open.as_str()) {
                return Some(at);
            }
            if in_cell && matches!(open.as_str(), "td" | "th" | "table") {
                return None;
            }
        }
        // What was cut off by the search is closed by its parent later.
        None
    }

    /// Closes what a new element ends without an end tag, as `li` ends the `li` before it.
    fn close_implied(&mut self, name: &str) {
        let (ended, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr", "td", "th"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "option" | "optgroup" => (&["option"], &["select"]),
            "body" => (&["head"], &[]),
            _ if is_block(name) => (&["p"], &["td", "th", "table", "li", "div"]),
            _ => return,
        };
        let mut found = None;
        for (at, open) in self.open.iter().enumerate().rev().take(SEARCHED) {
            if ended.contains(&open.as_str()) {
                found = Some(at);
                if name != "tr" {
                    break;
                }
            } else if within.contains(&open.as_str()) {
                break;
            }
        }
        if let Some(at) = found {
            self.close_down_to(at);
        }
    }

    fn close_down_to(&mut self, length: usize) {
        for name in self.open.drain(length..).rev() {
            self.out.html.push_str(&["</", &name, ">"].concat());
        }
    }

    /// What `find` gives, unless it gave nothing before.
    fn end_of(
        &mut self,
        kind: &'static str,
        find: impl Fn(&'a str) -> Option<(&'a str, &'a str)>,
    ) -> Option<(&'a str, &'a str)> {
        if self.endless.contains(&kind) {
            return None;
        }
        let found = find(self.rest);
        if found.is_none() {
            self.endless.push(kind);
        }
        found
    }

    fn in_head(&self) -> bool {
        self.open.last().is_none_or(|open| matches!(open.as_str(), "head" | "html"))
    }
}

/// The tag's name in lower case; at most 32 bytes of it.
fn name(text: &str) -> String {
    let length = tag_name_length(text);
    text[..text.floor_char_boundary(length.min(32))]
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == ':')
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn tag_name_length(text: &str) -> usize {
    text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<')).unwrap_or(text.len())
}

/// What stands after the tag's `>`.
fn after_tag(text: &str) -> &str {
    text.split_once('>').map_or("", |(_, after)| after)
}

/// The attributes that are kept, written anew, and what stands after the tag.
fn attributes(text: &str) -> (String, &str) {
    let mut kept = String::new();
    let mut rest = text;
    let mut count = 0;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        match rest.chars().next() {
            None => return (kept, ""),
            Some('>') => return (kept, &rest[1..]),
            _ => {}
        }
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))
            .unwrap_or(rest.len());
        let key = &rest[..end];
        // A stray `=` begins a key in no page that means it.
        rest = if end == 0 { &rest[1..] } else { &rest[end..] };
        let mut value = "";
        if let Some(after) = rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).strip_prefix('=') {
            (value, rest) = attribute_value(after.trim_start_matches(|c: char| c.is_ascii_whitespace()));
        }
        let key = if key.len() <= 16 { key.to_ascii_lowercase() } else { String::new() };
        if count < MOST_ATTRIBUTES && ATTRIBUTES.contains(&key.as_str()) && value.len() <= MOST_VALUE_BYTES {
            count += 1;
            kept.push_str(&[" ", &key, "=\"", &value.replace('"', "&quot;"), "\""].concat());
        }
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            // A quotation mark that is never closed ends at the tag.
            return inner
                .split_once(quote)
                .unwrap_or_else(|| inner.split_at(inner.find('>').unwrap_or(inner.len())));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len()))
}

/// The content up to the end tag, and what stands after that.
fn until_end_tag<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let start = from + at + 2;
        let head = &text.as_bytes()[start..text.len().min(start + name.len())];
        if head.eq_ignore_ascii_case(name.as_bytes()) {
            return Some((&text[..start - 2], after_tag(&text[start..])));
        }
        from = start;
    }
    None
}

/// Elements whose tags are left out, and their content kept: they change how the rest is parsed.
fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "" | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "frameset"
            | "frame"
            | "svg"
            | "math"
            | "base"
            | "object"
            | "applet"
    )
}

fn renamed(name: &str) -> &str {
    match name {
        "xmp" | "listing" | "plaintext" => "pre",
        "template" => "div",
        "image" => "img",
        _ => name,
    }
}

fn is_table_part(name: &str) -> bool {
    matches!(name, "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot")
}
