//! The reader view: panes with title, rule, margins and text.

use ratatui::style::Style;

use crate::app::linked::Linked;
use crate::app::pane::{Pane, PaneRow};
use crate::app::reader::{COUNT_WIDTH, PaneArea};
use crate::layout::Line;
use crate::scheme::EpisodeIndex;
use crate::text::{BlockIndex, BlockKind, Passage, SentenceIndex, Span};

use super::Canvas;
use super::text::{Slot, put, put_line};

/// A sentence of a block with what it is coded as.
struct Sentence {
    span: Span,
    coded: Option<SentenceCoding>,
}

struct SentenceCoding {
    /// `None` where somebody said that it speaks of no episode.
    episode: Option<EpisodeIndex>,
    coder: Coder,
}

/// Who says so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Coder {
    Collection,
    Reader,
    Program,
}

impl Canvas<'_> {
    pub(super) fn reader(&mut self) {
        let app = self.app;
        self.tabs();
        for (at, placed) in app.reader.areas.iter().enumerate() {
            self.pane(placed);
            if at > 0 {
                let rows = placed.area.y..placed.area.y + placed.area.height;
                self.vertical(placed.area.x - 1, rows, self.theme.rule());
            }
        }
    }

    fn tabs(&mut self) {
        let app = self.app;
        for tab in app.tabs() {
            let shown = app.reader.areas.iter().any(|area| area.pane == tab.pane);
            let style = if tab.pane == app.reader.focus {
                self.theme.selected()
            } else if shown {
                self.theme.bold()
            } else {
                self.theme.second()
            };
            let slot = Slot { x: tab.area.x, y: tab.area.y, width: tab.area.width };
            self.put_cut(slot, &tab.text, style);
        }
    }

    fn pane(&mut self, placed: &PaneArea) {
        let app = self.app;
        let pane = &app.reader.panes[placed.pane];
        let focused = placed.pane == app.reader.focus;
        self.pane_head(pane, placed, focused);
        let document = app.collection.document(pane.document);
        let cursor = pane.passage(document);
        let mut known: Option<(BlockIndex, Vec<Sentence>)> = None;
        for (at, row) in pane.rows.iter().take(placed.text.height.into()).enumerate() {
            let y = placed.text.y + at as u16;
            match *row {
                PaneRow::Blank => {}
                PaneRow::Folded { first, last } => self.folded(pane, placed, (first, last), y),
                PaneRow::Text { block, line, first } => {
                    let second = matches!(at.checked_sub(1).map(|above| pane.rows[above]),
                        Some(PaneRow::Text { block: above, first: true, .. }) if above == block);
                    if known.as_ref().is_none_or(|(at, _)| *at != block) {
                        known = Some((block, self.sentences(pane, block)));
                    }
                    let sentences = known.as_ref().map_or(&[][..], |(_, sentences)| sentences.as_slice());
                    let row = TextRow { block, line, first, second, y };
                    self.gutter(pane, placed, &row, sentences, focused);
                    self.text_row(pane, placed, &row, sentences, cursor, focused);
                }
            }
        }
    }

    fn sentences(&self, pane: &Pane, block: BlockIndex) -> Vec<Sentence> {
        let collection = &self.app.collection;
        let spans = collection.document(pane.document).sentences(block);
        spans
            .into_iter()
            .enumerate()
            .map(|(at, span)| {
                let passage = Passage::sentence(pane.document, block, SentenceIndex(at));
                Sentence { span, coded: self.sentence_coding(passage) }
            })
            .collect()
    }

    fn sentence_coding(&self, passage: Passage) -> Option<SentenceCoding> {
        let coding = self.app.collection.coding_over(passage)?;
        let is_own = self.app.corrections.coding_at(passage).is_some();
        let coder = match (coding.by_hand, is_own) {
            (false, _) => Coder::Program,
            (true, true) => Coder::Reader,
            (true, false) => Coder::Collection,
        };
        let episode = coding.coded.episodes.first().copied();
        (episode.is_some() || is_own).then_some(SentenceCoding { episode, coder })
    }

    fn pane_head(&mut self, pane: &Pane, placed: &PaneArea, focused: bool) {
        let app = self.app;
        let document = app.collection.document(pane.document);
        let label = app.collection.label(pane.document);
        let dot = self.theme.signs.dot;
        let area = placed.area;
        let incomplete = if document.complete { "" } else { " (reading on)" };
        let place = match &pane.notice {
            Some(notice) => notice.clone(),
            None if pane.shows_start(document) => format!("top{incomplete}"),
            None => format!("{}%{incomplete}", pane.percent(document)),
        };
        let right = [self.link_sign(pane, placed.pane), place];
        let right = right.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("  ");
        let right_width = (crate::text::display::width(&right) as u16).min(area.width * 2 / 3);
        let left = Slot { x: area.x + 1, y: area.y, width: area.width.saturating_sub(right_width + 3) };
        let style = if focused { self.theme.strong() } else { self.theme.bold() };
        let retold =
            if document.metadata.retelling.is_some() { format!(" {dot} retold") } else { String::new() };
        let noted = self.sign_of(app.notes_on_document(pane.document));
        let letter: String = [label.letter.as_str()].into_iter().chain(noted).collect::<Vec<_>>().join(" ");
        let begins = document
            .title()
            .split_whitespace()
            .zip(label.cite.split_whitespace())
            .all(|(a, b)| a == b || b.parse::<u16>().is_ok());
        let title = if begins {
            format!("{letter} {}{retold}", document.title())
        } else {
            format!("{letter} {}{retold} {dot} {}", label.cite, document.title())
        };
        self.put_cut(left, &title, style);
        let right_slot =
            Slot { x: area.x + area.width.saturating_sub(right_width + 1), y: area.y, width: right_width };
        let style = if pane.notice.is_some() { self.theme.accent() } else { self.theme.second() };
        self.put_cut(right_slot, &right, style);
        let rule = Slot { x: area.x, y: area.y + 1, width: area.width };
        let style = if focused { self.theme.accent() } else { self.theme.rule() };
        self.horizontal(rule, focused, style);
    }

    /// How a pane is linked, with the offset that the reader gave it; and in which group, where
    /// there are several: `⇄ follow +3`.
    fn link_sign(&self, pane: &Pane, index: usize) -> String {
        let reader = &self.app.reader;
        let group = pane.link.group + 1;
        let (sign, word) = match reader.linked(index) {
            _ if reader.panes.len() < 2 => return String::new(),
            Linked::Off if !reader.is_parted() => return String::new(),
            Linked::Off => return format!("group {group}"),
            Linked::Follow => (self.theme.signs.follow, "follow"),
            Linked::Lock => (self.theme.signs.lock, "lock"),
        };
        let group = if reader.is_parted() { format!(" {group}") } else { String::new() };
        let shift = if pane.link.shift == 0 { String::new() } else { format!(" {:+}", pane.link.shift) };
        format!("{sign} {word}{group}{shift}")
    }

    fn folded(&mut self, pane: &Pane, placed: &PaneArea, (first, last): (BlockIndex, BlockIndex), y: u16) {
        let document = self.app.collection.document(pane.document);
        let blocks = &document.blocks()[first.0..=last.0];
        let mut kinds: Vec<(&str, usize)> = Vec::new();
        for block in blocks {
            match kinds.iter_mut().find(|(name, _)| *name == block.kind.name()) {
                Some((_, count)) => *count += 1,
                None => kinds.push((block.kind.name(), 1)),
            }
        }
        let counted: Vec<String> = kinds
            .into_iter()
            .map(|(name, count)| match (name, count) {
                ("navigation", _) => "menus".to_owned(),
                ("comment", _) => "readers' comments".to_owned(),
                (name, 1) => name.to_owned(),
                (name, count) => format!("{count} {name}s"),
            })
            .collect();
        let text = format!("{} {}", self.theme.signs.folded, counted.join(", "));
        let here = pane.cursor.block >= first && pane.cursor.block <= last;
        let style = if here { self.theme.second().patch(self.theme.bold()) } else { self.theme.second() };
        if here {
            self.cursor_mark(
                placed,
                y,
                self.app.reader.focused().is_some_and(|focused| std::ptr::eq(focused, pane)),
            );
        }
        self.put_cut(Slot { x: placed.text.x, y, width: placed.text.width }, &text, style);
    }

    fn gutter_start(placed: &PaneArea) -> u16 {
        let gutter = if placed.number_width == 0 { 2 } else { placed.number_width + 4 };
        placed.text.x.saturating_sub(gutter)
    }

    fn cursor_mark(&mut self, placed: &PaneArea, y: u16, focused: bool) {
        let sign = if focused { self.theme.signs.cursor } else { self.theme.signs.cursor_elsewhere };
        put(self.buffer, Slot { x: Self::gutter_start(placed), y, width: 1 }, sign, self.theme.strong());
    }

    /// Left of the text: cursor, paragraph number, episode bar. Right of it: the count of matches.
    fn gutter(
        &mut self,
        pane: &Pane,
        placed: &PaneArea,
        row: &TextRow,
        sentences: &[Sentence],
        focused: bool,
    ) {
        let app = self.app;
        let start = Self::gutter_start(placed);
        if on_line(pane, row) {
            self.cursor_mark(placed, row.y, focused);
        }
        let document = app.collection.document(pane.document);
        if row.first && placed.number_width > 0 {
            let number = document.block(row.block).map_or(0, |block| block.number);
            let text = format!("{number:>width$}", width = usize::from(placed.number_width));
            put(
                self.buffer,
                Slot { x: start + 1, y: row.y, width: placed.number_width },
                &text,
                self.theme.second(),
            );
        }
        if placed.number_width > 0 {
            self.episode_bar(placed, row, sentences);
        }
        self.note_sign(pane, placed, row);
        let text_end = placed.text.x + placed.text.width;
        if (row.first || row.second) && placed.area.x + placed.area.width >= text_end + COUNT_WIDTH {
            let slot = Slot { x: text_end + 1, y: row.y, width: COUNT_WIDTH - 1 };
            let text = self.counts(pane, row);
            put(self.buffer, slot, &text, self.theme.second());
        }
    }

    /// The count of matches at the first row of a block; below it, or in its place where there is
    /// none, how much the reader said of the block.
    fn counts(&self, pane: &Pane, row: &TextRow) -> String {
        let app = self.app;
        let matches = match app.match_counts(pane.document, row.block) {
            (0, 0) => String::new(),
            (0, suggested) => format!("{}{suggested}", self.theme.signs.suggested),
            (by_hand, _) => by_hand.to_string(),
        };
        if row.first == matches.is_empty() {
            match app.said_count(pane.document, row.block) {
                0 => String::new(),
                count => format!("{}{count}", self.theme.signs.note),
            }
        } else if row.first {
            matches
        } else {
            String::new()
        }
    }

    /// Left of the text, where notes and highlights begin.
    fn note_sign(&mut self, pane: &Pane, placed: &PaneArea, row: &TextRow) {
        let begins = |span: &Span| row.line.span.contains(span.start);
        let notes = self.app.notes_in(pane.document, row.block);
        let Some(sign) = self.sign_of(notes.filter(|(span, _)| begins(span)).map(|(_, note)| note)) else {
            return;
        };
        put(self.buffer, Slot { x: placed.text.x - 1, y: row.y, width: 1 }, sign, self.theme.accent());
    }

    /// The bar of the line's first coded sentence. Where the sentence begins, the episode's number,
    /// and left of it who says so.
    fn episode_bar(&mut self, placed: &PaneArea, row: &TextRow, sentences: &[Sentence]) {
        let here = |sentence: &&Sentence| {
            sentence.span.overlaps(row.line.span) || row.line.span.contains(sentence.span.start)
        };
        let coded =
            sentences.iter().filter(here).find_map(|sentence| Some((sentence, sentence.coded.as_ref()?)));
        let Some((sentence, SentenceCoding { episode, coder })) = coded else { return };
        let signs = self.theme.signs;
        let begins = row.line.span.contains(sentence.span.start);
        let sign = match (episode, begins, coder) {
            (Some(episode), true, _) => (episode.0 % 9 + 1).to_string(),
            (Some(_), false, Coder::Program) => signs.bar_suggested.to_owned(),
            (Some(_), false, _) => signs.bar.to_owned(),
            (None, true, _) => signs.none.to_owned(),
            (None, false, _) => String::new(),
        };
        let style = episode.map_or(self.theme.second(), |episode| self.theme.episode(episode.0));
        put(self.buffer, Slot { x: placed.text.x - 2, y: row.y, width: 1 }, &sign, style);
        let by = match coder {
            Coder::Program => signs.suggested,
            Coder::Reader => signs.own,
            Coder::Collection => return,
        };
        if begins {
            put(self.buffer, Slot { x: placed.text.x - 3, y: row.y, width: 1 }, by, style);
        }
    }

    fn text_row(
        &mut self,
        pane: &Pane,
        placed: &PaneArea,
        row: &TextRow,
        sentences: &[Sentence],
        cursor: Passage,
        focused: bool,
    ) {
        let app = self.app;
        let document = app.collection.document(pane.document);
        let text = document.block_text(row.block);
        let kind = document.block(row.block).map_or(BlockKind::Paragraph, |block| block.kind);
        let base = match kind {
            BlockKind::Heading(_) => self.theme.bold(),
            kind if !kind.is_body() => self.theme.second(),
            _ => Style::new(),
        };
        let mut styles: Vec<(Span, Style)> = Vec::new();
        if cursor.block == row.block {
            let span = cursor.sentence.and_then(|at| sentences.get(at.0)).map(|sentence| sentence.span);
            if let Some(span) = span {
                styles.push((span, self.theme.bold()));
            }
        }
        let noted = self.noted_words(pane.document, row.block);
        styles.extend(noted.into_iter().filter(|(span, _)| span.overlaps(row.line.span)));
        if let Some(hits) = app.search.hits.get(&pane.document) {
            for &(block, span) in hits.in_line(row.block, row.line.span) {
                let current = focused && pane.cursor.block == block && pane.cursor.offset == span.start;
                styles.push((span, if current { self.theme.current_hit() } else { self.theme.hit() }));
            }
        }
        if let Some(span) = pane.selected_in(document, row.block) {
            styles.push((span, self.theme.selected()));
        }
        let slot = Slot { x: placed.text.x, y: row.y, width: placed.text.width };
        put_line(self.buffer, slot, &text, row.line, base, &styles, app.options.reorder);
    }
}

struct TextRow {
    block: BlockIndex,
    line: Line,
    first: bool,
    second: bool,
    y: u16,
}

/// Whether the cursor is on this line.
fn on_line(pane: &Pane, row: &TextRow) -> bool {
    if pane.cursor.block != row.block {
        return false;
    }
    let offset = pane.cursor.offset;
    row.line.span.contains(offset)
        || (row.line.span.is_empty() && row.line.span.start == offset)
        || (row.first && offset < row.line.span.start)
}
