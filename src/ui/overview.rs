//! The overview: a strip for each document, the counts beside or below them, and the words under
//! the cursor.

use ratatui::style::{Modifier, Style};

use crate::app::OverviewView;
use crate::app::overview::{Arrangement, Part, PlacedCounts};
use crate::layout::{Area, wrap};
use crate::scheme::overview::{Strip, StripCell};
use crate::scheme::{ColumnKind, Covered, Overview, Sign, StripBy};
use crate::text::display::{visible, width};
use crate::text::{DocumentIndex, Passage};

use super::Canvas;
use super::text::{Slot, put};
use super::theme::Signs;

impl Canvas<'_> {
    pub(super) fn overview(&mut self) {
        let view = &self.app.overview;
        let Some(overview) = view.overview() else {
            return self.words("The documents are being looked through.");
        };
        if overview.longest() == 0 {
            return self.words("There is no text to look over.");
        }
        self.strip_key(&overview);
        let placed = &view.placed;
        for document in placed.first..placed.first + placed.shown {
            if placed.strips.height > 0 {
                self.strip(&overview, document);
            }
            if placed.counts.height > 0 {
                self.counts_line(&overview, document);
            }
        }
        if placed.counts.height > 0 {
            self.counts_heads(&overview);
        }
        self.overview_edges(&overview);
        self.overview_detail(&overview);
    }

    /// Words in the place of a view that has nothing to show.
    pub(super) fn words(&mut self, text: &str) {
        self.in_place_of_all(self.app.body, text);
    }

    pub(super) fn overview_facts(&self) -> String {
        let view = &self.app.overview;
        let dot = self.theme.signs.dot;
        let by = match view.by {
            StripBy::Episodes => "by episode",
            StripBy::Steps => "by step",
            StripBy::Matches => "by match",
        };
        let each = match view.placed.per_cell {
            0 | 1 => String::new(),
            count => format!(" {dot} {count} passages a cell"),
        };
        let hidden = match view.hidden_count() {
            0 => String::new(),
            count => format!(" {dot} +{count} hidden"),
        };
        format!("overview {by}{each}{hidden}")
    }

    /// What the signs stand for, as far as there is room.
    fn strip_key(&mut self, overview: &Overview) {
        let app = self.app;
        let scheme = &app.collection.scheme;
        let named: Vec<(Sign, String)> = match app.overview.by {
            StripBy::Episodes => scheme
                .episode_indices()
                .map(|episode| (Sign::Episode(episode), scheme.episode(episode).name.clone()))
                .collect(),
            StripBy::Steps => {
                let steps =
                    scheme.step_indices().map(|step| (Sign::Step(step), scheme.step(step).name.clone()));
                steps.chain([(Sign::NoStep, "no step".to_owned())]).collect()
            }
            StripBy::Matches => Vec::new(),
        };
        let (mut x, y) = (1, app.body.y);
        if named.is_empty() {
            let most = overview.strips.len().saturating_sub(1);
            let text = if app.awaits_matches() {
                "Matches are still looked for: the signs come with them.".to_owned()
            } else {
                format!("Signs count the other documents, of {most}, that have a match for the passage.")
            };
            self.put_cut(Slot { x, y, width: app.columns.saturating_sub(2) }, &text, self.theme.second());
        }
        let shortened =
            named.iter().map(|(_, name)| width(name) + 4).sum::<usize>() > usize::from(app.columns);
        for (sign, name) in named {
            let name = match sign {
                Sign::Episode(episode) if shortened => scheme.episode(episode).short.clone(),
                _ => name,
            };
            let room = app.columns.saturating_sub(x + 1);
            if (width(&name) + 2) as u16 > room {
                put(self.buffer, Slot { x, y, width: room }, self.theme.signs.ellipsis, self.theme.second());
                break;
            }
            x += put(
                self.buffer,
                Slot { x, y, width: room },
                &sign.letter(scheme).to_string(),
                self.sign_style(sign),
            );
            x += 1 + self.put_cut(Slot { x: x + 1, y, width: room }, &name, self.theme.second()) + 2;
        }
    }

    fn sign_style(&self, sign: Sign) -> Style {
        match sign {
            Sign::Episode(episode) => self.theme.episode(episode.0),
            Sign::Step(step) => self.theme.episode(step.0),
            Sign::NoStep => self.theme.second(),
            Sign::Matches(_) => self.theme.accent(),
        }
    }

    fn strip(&mut self, overview: &Overview, document: usize) {
        let view = &self.app.overview;
        let placed = view.placed.clone();
        let y = placed.strips.y + (document - placed.first) as u16 * placed.strip_rows;
        let letters = y + placed.strip_rows - 1;
        self.document_name(document, letters);
        let strip = &overview.strips[document];
        let marked = marked_cells(view, strip, document);
        let halves = strip.halves(placed.per_cell, view.by);
        let cells = strip.cells(placed.per_cell, view.by).zip(halves).enumerate().skip(placed.first_cell);
        let mut x = placed.strips.x;
        let end = placed.strips.x + placed.strips.width;
        let here = (document == view.document && view.part == Part::Strips)
            .then(|| view.position() / placed.per_cell.max(1));
        for (at, (cell, halves)) in cells {
            if x + placed.cell_width > end {
                return;
            }
            let slot = |y| Slot { x, y, width: placed.cell_width };
            let is_marked = marked.binary_search(&at).is_ok();
            let style = cell.sign.map_or(self.theme.second(), |sign| self.sign_style(sign));
            let style = if cell.density >= 3 { style.add_modifier(Modifier::BOLD) } else { style };
            let chosen = if here == Some(at) { style.patch(self.theme.selected()) } else { style };
            if placed.strip_rows > 1 {
                let sign = self.sureness(&cell, halves, placed.per_cell);
                put(self.buffer, slot(y), &sign.repeat(placed.cell_width.into()), chosen);
                if is_marked {
                    let style = chosen.patch(self.theme.strong());
                    put(self.buffer, slot(y), self.theme.signs.level, style);
                }
            }
            let letter = cell.sign.map_or(' ', |sign| sign.letter(&self.app.collection.scheme));
            let marks_letter = is_marked && (placed.strip_rows == 1 || cell.sign.is_none());
            let style = if marks_letter { chosen.add_modifier(Modifier::REVERSED) } else { chosen };
            let text = format!("{letter:<0$}", usize::from(placed.cell_width));
            put(self.buffer, slot(letters), &text, style);
            x += placed.cell_width;
        }
        put(self.buffer, Slot { x, y: letters, width: end - x }, self.theme.signs.end, self.theme.rule());
    }

    /// How sure a cell is: a shade, or where passages share it, a bar for each half of them.
    fn sureness(&self, cell: &StripCell, halves: [usize; 2], per_cell: usize) -> String {
        let signs = self.theme.signs;
        match cell.density {
            0 => " ".to_owned(),
            _ if per_cell > 1 && signs.has_bars => Signs::bars(halves).to_string(),
            density => signs.density[density.min(4) - 1].to_owned(),
        }
    }

    fn document_name(&mut self, document: usize, y: u16) {
        let app = self.app;
        let here = document == app.overview.document;
        if here {
            put(self.buffer, Slot { x: 0, y, width: 1 }, self.theme.signs.cursor, self.theme.strong());
        }
        let label = app.collection.label(DocumentIndex(document));
        let width = app.overview.placed.names.saturating_sub(2);
        let style = if here { self.theme.strong() } else { self.theme.text() };
        self.put_cut(Slot { x: 1, y, width }, &format!("{} {}", label.letter, label.cite), style);
    }

    // ---- counts

    fn counts_heads(&mut self, overview: &Overview) {
        let view = &self.app.overview;
        let placed = view.placed.clone();
        let y = match placed.arrangement {
            Arrangement::Beside => placed.strips.y.saturating_sub(2),
            _ => placed.counts.y,
        };
        for at in &placed.columns {
            let (title, style) = self.counts_title(overview, at.column);
            let slot = Slot { x: at.x + 1, y, width: at.width.saturating_sub(1) };
            let style = if at.column == view.column && view.part == Part::Counts {
                style.add_modifier(Modifier::UNDERLINED)
            } else {
                style
            };
            self.put_cut(slot, &title, style.add_modifier(Modifier::BOLD));
            let digits = usize::from(placed.digits);
            let mut heads =
                vec![format!("{:>digits$}", if overview.coverage.steps.is_empty() { "" } else { "all" })];
            let letter = |step: &crate::scheme::StepIndex| self.app.collection.scheme.step(*step).letter;
            heads.extend(overview.coverage.steps.iter().map(|step| format!("{:>digits$}", letter(step))));
            let slot = Slot { x: at.x, y: y + 1, width: at.width };
            self.put_cut(slot, &heads.concat(), self.theme.second());
        }
    }

    fn counts_title(&self, overview: &Overview, column: usize) -> (String, Style) {
        let head = &overview.coverage.columns[column];
        match head.kind {
            ColumnKind::Episode(episode) => {
                let sign = Sign::Episode(episode);
                (
                    format!("{} {}", sign.letter(&self.app.collection.scheme), head.title),
                    self.sign_style(sign),
                )
            }
            ColumnKind::Document(document) => {
                (self.app.collection.label(document).letter.clone(), self.theme.accent())
            }
        }
    }

    fn counts_line(&mut self, overview: &Overview, document: usize) {
        let view = &self.app.overview;
        let y = view.counts_row(document);
        if view.placed.arrangement != Arrangement::Beside {
            self.document_name(document, y);
        }
        for at in view.placed.columns.clone() {
            self.counts_cell(overview, document, at, y);
        }
    }

    fn counts_cell(&mut self, overview: &Overview, document: usize, at: PlacedCounts, y: u16) {
        let view = &self.app.overview;
        let is_here = view.part == Part::Counts && document == view.document && at.column == view.column;
        let digits = view.placed.digits;
        let index = DocumentIndex(document);
        let word = match overview.coverage.covered(index, at.column) {
            Covered::Told(_) => None,
            Covered::Silent => Some(format!(" {} silent", self.theme.signs.silence)),
            Covered::WrittenBefore => Some(" written before".to_owned()),
            Covered::Unmatched => Some(format!("{:>1$}", self.theme.signs.dot, digits.into())),
            Covered::Itself => Some(format!("{:>1$}", self.theme.signs.silence, digits.into())),
        };
        if let Some(word) = word {
            let style = if is_here { self.theme.selected() } else { self.theme.second() };
            self.put_cut(Slot { x: at.x, y, width: at.width }, &word, style);
            return;
        }
        let steps = overview.coverage.steps.iter().copied().map(Some);
        for (number, step) in std::iter::once(None).chain(steps).enumerate() {
            let x = at.x + number as u16 * digits;
            if x + digits > at.x + at.width {
                return;
            }
            let count = overview.coverage.count(index, at.column, step);
            let text =
                count.map_or_else(|| self.theme.signs.dot.to_owned(), |count| count.passages.to_string());
            let style = match (count, number) {
                (None, _) => self.theme.second(),
                (_, 0) => self.theme.bold(),
                _ => self.theme.text(),
            };
            let style =
                if is_here && number == view.number { style.patch(self.theme.selected()) } else { style };
            put(
                self.buffer,
                Slot { x, y, width: digits },
                &format!("{text:>0$}", usize::from(digits)),
                style,
            );
        }
    }

    /// Signs where documents, cells or columns go on beyond the screen.
    fn overview_edges(&mut self, overview: &Overview) {
        let placed = self.app.overview.placed.clone();
        let area = if placed.strips.height > 0 { placed.strips } else { placed.counts };
        let strong = self.theme.strong();
        if placed.first + placed.shown < overview.strips.len() {
            let y = (area.y + area.height).saturating_sub(1);
            put(self.buffer, Slot { x: 0, y, width: 1 }, self.theme.signs.below, strong);
        }
        let (less, more) = (self.theme.signs.less, self.theme.signs.more);
        if placed.strips.height > 0 && placed.first_cell > 0 {
            put(
                self.buffer,
                Slot { x: placed.strips.x.saturating_sub(1), y: placed.strips.y, width: 1 },
                less,
                strong,
            );
        }
        let visible = self.app.overview.visible();
        let shown = |at: Option<&PlacedCounts>| at.map(|at| at.column);
        if placed.counts.height > 0 && shown(placed.columns.last()) != visible.last().copied() {
            let x = self.app.columns.saturating_sub(1);
            put(self.buffer, Slot { x, y: placed.counts.y, width: 1 }, more, strong);
        }
        if placed.counts.height > 0 && shown(placed.columns.first()) != visible.first().copied() {
            let x = placed.counts.x.saturating_sub(1);
            put(self.buffer, Slot { x, y: placed.counts.y, width: 1 }, less, strong);
        }
    }

    // ---- what is under the cursor

    fn overview_detail(&mut self, overview: &Overview) {
        let view = &self.app.overview;
        let lead = match view.part {
            Part::Strips => self.strip_words(),
            Part::Counts => self.count_words(overview),
        };
        self.passage_detail(view.placed.detail, &lead, view.here());
    }

    /// Where the passage under the cursor stands, what it tells, and with how many it shares a cell.
    fn strip_words(&self) -> String {
        let view = &self.app.overview;
        let Some(passage) = view.here() else { return "this document has no text".to_owned() };
        let mut parts = vec![self.passage_words(passage)];
        let cell = view.cell();
        if cell.len() > 1 {
            let at = cell.iter().position(|at| at.passage == passage).unwrap_or(0);
            parts.push(format!("{} of {} here", at + 1, cell.len()));
        }
        match view.related.len() {
            0 => {}
            1 => parts.push("1 passage level with it".to_owned()),
            count => parts.push(format!("{count} passages level with it")),
        }
        parts.join(&format!(" {} ", self.theme.signs.dot))
    }

    /// A passage's citation, with what it is coded as and how surely.
    pub(super) fn passage_words(&self, passage: Passage) -> String {
        let collection = &self.app.collection;
        let scheme = &collection.scheme;
        let label = &collection.label(passage.document).letter;
        let mut parts = vec![format!("{label} {}", collection.citation(passage))];
        let whole = Passage::block(passage.document, passage.block);
        let coding = collection.coding(passage).or_else(|| collection.coding(whole));
        if let Some(coding) = coding.filter(|coding| !coding.coded.episodes.is_empty()) {
            let episodes: Vec<&str> =
                coding.coded.episodes.iter().map(|&episode| scheme.episode(episode).name.as_str()).collect();
            parts.push(episodes.join(", "));
            parts.extend(coding.coded.step.map(|step| scheme.step(step).name.clone()));
            if !coding.by_hand {
                parts.push(format!("suggested {:.2}", coding.confidence));
            }
        } else if !scheme.is_empty() {
            parts.push("tells no episode".to_owned());
        }
        parts.join(&format!(" {} ", self.theme.signs.dot))
    }

    fn count_words(&self, overview: &Overview) -> String {
        let view = &self.app.overview;
        let dot = self.theme.signs.dot;
        let index = DocumentIndex(view.document);
        let label = self.app.collection.label(index);
        let Some(head) = overview.coverage.columns.get(view.column) else { return String::new() };
        let step = view.step().map(|step| self.app.collection.scheme.step(step).name.clone());
        let passages = match view.count().map(|count| count.passages) {
            Some(1) => "1 passage:".to_owned(),
            Some(count) => format!("{count} passages, the first:"),
            None => "nothing is told".to_owned(),
        };
        let told = match overview.coverage.covered(index, view.column) {
            Covered::Told(_) => {
                step.into_iter().chain([passages]).collect::<Vec<_>>().join(&format!(" {dot} "))
            }
            Covered::Silent => "does not tell the episode".to_owned(),
            Covered::WrittenBefore => "was written before it happened, which is no silence".to_owned(),
            Covered::Unmatched => "no passage matches".to_owned(),
            Covered::Itself => "the same document".to_owned(),
        };
        let against = if matches!(head.kind, ColumnKind::Document(_)) { "matched by " } else { "" };
        format!("{} {} {dot} {against}{} {dot} {told}", label.letter, label.cite, head.title)
    }

    /// A line of words and below it the passage, as far as the area has room; a rule above them.
    pub(super) fn passage_detail(&mut self, area: Area, lead: &str, passage: Option<Passage>) {
        if area.height == 0 {
            return;
        }
        let ruled = u16::from(area.height > 2);
        if ruled > 0 {
            self.horizontal(Slot { x: 0, y: area.y, width: self.app.columns }, false, self.theme.rule());
        }
        let width = self.app.columns.saturating_sub(2);
        self.put_cut(Slot { x: 1, y: area.y + ruled, width }, lead, self.theme.bold());
        let Some(passage) = passage else { return };
        let text = self.app.collection.document(passage.document).passage_text(passage);
        let text = visible(text.trim()).into_owned();
        let room = usize::from(area.height.saturating_sub(ruled + 1));
        let lines = wrap(&text, width.into(), None);
        for (at, line) in lines.iter().take(room).enumerate() {
            let slot = Slot { x: 1, y: area.y + ruled + 1 + at as u16, width };
            let cut = at + 1 == room && lines.len() > room;
            let shown = if cut { &text[line.span.start..] } else { line.span.of(&text) };
            self.put_cut(slot, shown, self.theme.text());
        }
    }
}

/// Cells of a strip with passages that stand level with those under the cursor.
fn marked_cells(view: &OverviewView, strip: &Strip, document: usize) -> Vec<usize> {
    let here = view.related.iter().filter(|passage| passage.document.0 == document);
    let mut cells: Vec<usize> = here
        .filter_map(|passage| strip.position(*passage))
        .map(|at| at / view.placed.per_cell.max(1))
        .collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}
