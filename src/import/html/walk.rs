//! Walks a parsed page and takes out its blocks, in order, each with its kind and region.

use dom_query::{Document as Tree, NodeRef};

use super::super::markdown::{is_verse, one_line};
use crate::text::document::BlockKind;

/// Where on a page a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    Body,
    Menu,
    Comments,
}

/// A block of a page.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub kind: BlockKind,
    pub text: String,
    pub region: Region,
    /// Bytes of the text that are links.
    pub linked: usize,
}

/// All blocks of a page that have text.
pub(super) fn blocks(tree: &Tree) -> Vec<Found> {
    let root = tree.root();
    let mut walker = Walker::default();
    let mut node = root.first_child();
    // No recursion: the depth is the page's to choose.
    while let Some(current) = node {
        let skipped = current.is_element() && current.node_name().is_some_and(|name| is_hidden(&name));
        if !skipped {
            walker.enter(&current);
            if let Some(child) = current.first_child() {
                node = Some(child);
                continue;
            }
            walker.leave(&current);
        }
        node = walker.next_after(current, &root);
    }
    walker.flush();
    walker.flush_table();
    walker.found
}

/// Whether the page has menus around its text: a tenth of the text is links, or a part is marked.
pub(super) fn has_menus(found: &[Found]) -> bool {
    let all: usize = found.iter().map(|block| block.text.len()).sum();
    let linked: usize = found.iter().map(|block| block.linked).sum();
    linked * 10 > all || found.iter().any(|block| block.region != Region::Body)
}

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "select"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
            | "title"
    )
}

pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "head" | "script" | "style" | "title" | "template" | "rp" | "annotation" | "annotation-xml"
    )
}

#[derive(Default)]
struct Walker {
    found: Vec<Found>,
    text: String,
    linked: usize,
    rows: Vec<String>,
    quotations: usize,
    items: usize,
    preformatted: usize,
    links: usize,
    cells: usize,
    /// For each open list its next number, if it is numbered.
    lists: Vec<Option<u64>>,
    menus: usize,
    comments: usize,
    /// Elements that are set to stand inside a line.
    inline: usize,
    heading: Option<u8>,
    caption: usize,
}

impl Walker {
    fn enter(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            self.push(&node.text());
            return;
        }
        let Some(name) = node.node_name() else { return };
        let name = name.as_ref();
        let is_inline = self.inline > 0 || is_set_inline(node);
        if is_block(name) && !is_inline && !matches!(name, "tr" | "tbody" | "thead" | "tfoot") {
            self.flush();
        }
        self.count(node, name, 1);
        match name {
            "br" => self.line_break(),
            "li" => self.item(),
            "ol" => {
                let start = node.attr("start").and_then(|start| start.parse().ok());
                self.lists.push(Some(start.unwrap_or(1)));
            }
            "ul" | "menu" | "dir" => self.lists.push(None),
            "rt" => self.text.push('('),
            "table" => self.flush_table(),
            _ => {}
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        let name = name.as_ref();
        match name {
            "tr" => self.end_row(),
            "td" | "th" if !self.text.trim().is_empty() => self.text.push_str(" | "),
            "td" | "th" => {}
            "rt" => self.text.push(')'),
            _ if is_block(name) && self.inline == 0 => self.flush(),
            _ => {}
        }
        if matches!(name, "ol" | "ul" | "menu" | "dir") {
            self.lists.pop();
        }
        if name == "table" {
            self.flush_table();
        }
        self.count(node, name, -1);
    }

    /// Counts what is open around the text.
    fn count(&mut self, node: &NodeRef<'_>, name: &str, step: isize) {
        let add = |place: &mut usize| *place = place.saturating_add_signed(step);
        match name {
            "blockquote" => add(&mut self.quotations),
            "li" | "dd" => add(&mut self.items),
            "pre" => add(&mut self.preformatted),
            "a" => add(&mut self.links),
            "td" | "th" => add(&mut self.cells),
            "figcaption" | "caption" => add(&mut self.caption),
            "nav" | "footer" | "aside" | "button" | "select" => add(&mut self.menus),
            _ => {}
        }
        if let Some(level) = heading_level(name) {
            self.heading = (step > 0).then_some(level);
        }
        if is_set_inline(node) {
            add(&mut self.inline);
        }
        if is_block(name) && name != "body" && is_comments(node) {
            add(&mut self.comments);
        }
    }

    fn push(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.text.push_str(text);
        } else {
            let before = self.text.len();
            if text.starts_with(is_space) && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
            for word in text.split(is_space).filter(|word| !word.is_empty()) {
                self.text.push_str(word);
                self.text.push(' ');
            }
            if !text.ends_with(is_space) && self.text.len() > before && self.text.ends_with(' ') {
                self.text.pop();
            }
        }
        if self.links > 0 {
            self.linked += text.trim().len();
        }
    }

    fn line_break(&mut self) {
        if self.preformatted == 0 && self.text.trim_end_matches(' ').ends_with('\n') {
            self.flush();
        } else {
            self.text.truncate(self.text.trim_end_matches(' ').len());
            self.text.push('\n');
        }
    }

    fn item(&mut self) {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.text = format!("{number}. ");
                *number = number.saturating_add(1);
            }
            _ => self.text.push_str("\u{2022} "),
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.text);
        let row = one_line(row.trim_end_matches([' ', '|', '\n']).trim_start());
        if !row.is_empty() {
            self.rows.push(row);
        }
    }

    /// Rows of a table that stand together are one block.
    fn flush_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        match rows.as_slice() {
            [] => {}
            [row] => self.add(BlockKind::Paragraph, row.clone()),
            _ => self.add(BlockKind::Preformatted, rows.join("\n")),
        }
    }

    /// Ends the block that is being written.
    fn flush(&mut self) {
        let text = self.text.trim_matches([' ', '\n', '\t']).trim_end_matches(" |");
        if text.is_empty() || text == "\u{2022}" || text == "|" {
            self.text.clear();
            return;
        }
        if self.cells == 0 || !self.rows.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.flush_table();
            self.text = text;
        }
        let text = std::mem::take(&mut self.text);
        let kind = self.kind();
        if kind == BlockKind::Preformatted || kind == BlockKind::Paragraph && is_verse(&text) {
            self.add(BlockKind::Preformatted, text.trim_matches('\n').to_owned());
        } else {
            self.add(kind, one_line(text.trim()).trim_end_matches(" |").to_owned());
        }
    }

    fn add(&mut self, kind: BlockKind, text: String) {
        let region = if self.comments > 0 {
            Region::Comments
        } else if self.menus > 0 {
            Region::Menu
        } else {
            Region::Body
        };
        let linked = std::mem::take(&mut self.linked);
        if !text.trim().is_empty() {
            self.found.push(Found { kind, text, region, linked });
        }
    }

    fn kind(&self) -> BlockKind {
        if let Some(level) = self.heading {
            BlockKind::Heading(level)
        } else if self.preformatted > 0 {
            BlockKind::Preformatted
        } else if self.caption > 0 {
            BlockKind::Caption
        } else if self.quotations > 0 {
            BlockKind::Quotation
        } else if self.items > 0 {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        }
    }

    /// The node that follows `node` and what is in it, leaving its parents on the way.
    fn next_after<'t>(&mut self, node: NodeRef<'t>, root: &NodeRef<'t>) -> Option<NodeRef<'t>> {
        let mut current = node;
        loop {
            if let Some(next) = current.next_sibling() {
                return Some(next);
            }
            current = current.parent().filter(|parent| parent.id != root.id)?;
            self.leave(&current);
        }
    }
}

fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// White space of HTML; a no-break space is none.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// Whether a style puts an element inside a line, as what browser extensions insert.
fn is_set_inline(node: &NodeRef<'_>) -> bool {
    node.attr("style").is_some_and(|style| {
        style.split(';').any(|rule| {
            let (property, value) = rule.split_once(':').unwrap_or_default();
            property.trim() == "display" && value.contains("inline")
        })
    })
}

/// Whether an element says that it holds readers' comments.
fn is_comments(node: &NodeRef<'_>) -> bool {
    let says = |attribute: &str| {
        node.attr(attribute).is_some_and(|value| {
            value.split(|c: char| !c.is_alphanumeric()).any(|word| {
                matches!(
                    word.to_lowercase().as_str(),
                    "comment" | "comments" | "commentlist" | "disqus" | "respond"
                )
            })
        })
    };
    says("id") || says("class")
}
