//! The list of documents and the strongest matches between them.

use crate::app::documents::DocumentsRow;
use crate::text::display::width as cells;
use crate::text::{DocumentIndex, Passage};

use super::Canvas;
use super::text::{Slot, put};

impl Canvas<'_> {
    pub(super) fn documents(&mut self) {
        let app = self.app;
        if app.documents.rows.is_empty() {
            let slot = Slot { x: 1, y: app.body.y + 1, width: app.columns.saturating_sub(2) };
            self.put_cut(slot, "There is no document in this collection.", self.theme.second());
            return;
        }
        let mut y = app.body.y;
        let bottom = app.body.y + app.body.height;
        for row in app.documents.top..app.documents.rows.len() {
            if y >= bottom {
                break;
            }
            if app.documents.is_first_match(row) {
                let slot = Slot { x: 1, y: y + 1, width: app.columns.saturating_sub(2) };
                if y + 1 < bottom {
                    self.put_cut(slot, "Strongest matches between them (suggested)", self.theme.bold());
                }
                y += 2;
            }
            let here = row == app.documents.selected;
            match app.documents.rows[row] {
                DocumentsRow::Document(document) => self.document_line(document, y, here),
                DocumentsRow::Match(a, b, score) => self.match_lines((a, b, score), y, bottom, here),
            }
            y += app.documents.row_height(row) as u16 - 2 * u16::from(app.documents.is_first_match(row));
        }
    }

    fn document_line(&mut self, index: DocumentIndex, y: u16, here: bool) {
        let app = self.app;
        let document = app.collection.document(index);
        let width = app.columns.saturating_sub(2);
        if here {
            put(self.buffer, Slot { x: 0, y, width: 1 }, self.theme.signs.cursor, self.theme.strong());
        }
        let metadata = &document.metadata;
        let style = if here { self.theme.strong() } else { self.theme.text() };
        let noted = self.sign_of(app.notes_on_document(index));
        let noted = noted.map_or_else(String::new, |sign| format!("{sign} "));
        let title = format!("{:>2} {noted}{}", app.collection.label(index).letter, document.title());
        let (author, publication) = (metadata.author.clone(), metadata.publication.clone());
        let date = metadata.date.map(|date| date.to_string());
        let file = (document.title() != document.name).then(|| document.name.clone());
        let forms = [
            vec![author.clone(), publication, date.clone(), file.clone()],
            vec![author.clone(), date.clone(), file],
            vec![author, date.clone()],
            vec![date],
            vec![metadata.date.map(|date| date.start.year.to_string())],
            Vec::new(),
        ];
        // The title comes first, the date next.
        let dot = format!(" {} ", self.theme.signs.dot);
        let room = usize::from(width).saturating_sub(cells(&title) + 2).max(usize::from(width) / 4);
        let mut forms =
            forms.map(|form| form.into_iter().flatten().collect::<Vec<_>>().join(&dot)).into_iter();
        let facts = forms.find(|facts| cells(facts) <= room).unwrap_or_default();
        let facts_width = cells(&facts) as u16;
        self.put_cut(Slot { x: 1, y, width: width.saturating_sub(facts_width + 2) }, &title, style);
        let slot = Slot { x: 1 + width - facts_width, y, width: facts_width };
        self.put_cut(slot, &facts, self.theme.second());
    }

    /// Both passages of a match, each with its source.
    fn match_lines(&mut self, (a, b, score): (Passage, Passage, f32), y: u16, bottom: u16, here: bool) {
        let app = self.app;
        let width = app.columns.saturating_sub(2);
        for (at, passage) in [a, b].into_iter().enumerate() {
            let y = y + at as u16;
            if y >= bottom {
                return;
            }
            if here {
                put(
                    self.buffer,
                    Slot { x: 0, y, width: 1 },
                    self.theme.signs.cell_cursor,
                    self.theme.strong(),
                );
            }
            let label = app.collection.passage_label(passage);
            let lead = if at == 0 { format!("{score:5.2}  {label}") } else { format!("       {label}") };
            let used = self.put_cut(Slot { x: 1, y, width }, &lead, self.theme.second());
            let text = app.collection.document(passage.document).passage_text(passage);
            let slot = Slot { x: 1 + used + 2, y, width: width.saturating_sub(used + 2) };
            let style = if here { self.theme.bold() } else { self.theme.text() };
            self.put_cut(slot, &text, style);
        }
    }
}
