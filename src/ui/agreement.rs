//! The agreement view: how far two readers agree, below it the passages that they code differently.

use crate::agreement::table::Table;
use crate::app::View;
use crate::app::agreement::{FoundAgreement, Other};
use crate::matching::Unit;

use super::Canvas;
use super::text::{Slot, put};

/// What the other's codings and one's own are called in the table of figures.
const READERS: [&str; 2] = ["yours", "theirs"];
/// Cells for where a passage stands.
const PLACE: u16 = 12;
/// Cells from which on a row shows the passage's words beside what both say of it.
const WITH_WORDS: u16 = 84;

/// Where the parts of a row stand: what each reader says, and the words.
struct Columns {
    yours: Slot,
    theirs: Slot,
    words: Option<Slot>,
}

impl Columns {
    fn new(slot: Slot) -> Self {
        let place = PLACE.min(slot.width / 4);
        let (x, room) = (place + 3, slot.width.saturating_sub(place + 5));
        let said = if room >= WITH_WORDS { room * 3 / 10 } else { room / 2 };
        let column = |at: u16, width: u16| Slot { x: x + at, width: width.saturating_sub(2), ..slot };
        let words = (room >= WITH_WORDS).then(|| column(2 * said, room - 2 * said + 2));
        Self { yours: column(0, said), theirs: column(said, said), words }
    }
}

impl Canvas<'_> {
    pub(super) fn agreement(&mut self) {
        let app = self.app;
        let view = &app.agreement;
        let Some(found) = &view.found else {
            let slot = Slot { x: 1, y: app.body.y + 1, width: app.columns.saturating_sub(2) };
            let style = match &view.other {
                Other::Failed(_) => self.theme.error(),
                _ => self.theme.second(),
            };
            self.put_cut(slot, &self.no_agreement(), style);
            return;
        };
        if view.figures_area.y > app.body.y {
            let slot = Slot { x: 1, y: app.body.y, width: app.columns.saturating_sub(2) };
            self.put_cut(slot, &self.agreement_facts(found), self.theme.bold());
        }
        self.figures(found);
        if view.list.count() == 0 {
            let slot = Slot { x: 1, y: view.list.area.y, width: app.columns.saturating_sub(2) };
            let text = if found.places.is_empty() {
                "The two code nothing differently."
            } else {
                "No passage fits the filter."
            };
            self.put_cut(slot, text, self.theme.second());
            return;
        }
        self.grouped(
            &view.list,
            |canvas, document, count, slot| {
                let collection = &canvas.app.collection;
                let letter = &collection.label(*document).letter;
                let title = format!("{letter} {}", collection.document(*document).title());
                canvas.list_heading(&title, count, canvas.theme.bold(), slot);
            },
            Self::agreement_line,
        );
        self.detail(&view.detail);
    }

    fn no_agreement(&self) -> String {
        let view = &self.app.agreement;
        let key = self.app.key_in(View::Agreement, "agreement-other");
        match &view.other {
            Other::Failed(message) => format!("{message}; {key} names another"),
            Other::Read(_) => "Comparing the two readings ...".to_owned(),
            _ if view.name.is_empty() => format!("Nobody is compared with yet: {key} names who is to be."),
            Other::Unread | Other::Reading => format!("Reading {} ...", view.name),
        }
    }

    /// `58 sentences of 3 documents, 4 coded differently · theirs: ../other`.
    fn agreement_facts(&self, found: &FoundAgreement) -> String {
        let collection = &self.app.collection;
        let agreement = &found.agreement;
        let unit = match agreement.unit {
            Unit::Sentence => "sentence",
            Unit::Paragraph => "paragraph",
        };
        let counted = |count: usize, what: &str| {
            if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
        };
        let left_out: Vec<&str> =
            agreement.read_by_one.iter().map(|&at| collection.label(at).letter.as_str()).collect();
        let left_out = if left_out.is_empty() {
            String::new()
        } else {
            format!(", not {} that only one of you coded", left_out.join(" "))
        };
        let dot = self.theme.signs.dot;
        let (units, places) = (counted(agreement.units, unit), found.places.len());
        format!("{units}, {places} coded differently{left_out} {dot} theirs: {}", self.app.agreement.name)
    }

    /// The figures, with a sign at the question that is asked.
    fn figures(&mut self, found: &FoundAgreement) {
        let app = self.app;
        let view = &app.agreement;
        let area = view.figures_area;
        let scheme = &app.collection.scheme;
        let cells = usize::from(area.width.saturating_sub(3));
        // Where there is no room for both, the coefficients say more than the counts.
        let Some(table) = Table::fitting(scheme, &found.agreement, READERS, cells).pop() else { return };
        let mut slot = Slot { x: 2, y: area.y, width: area.width.saturating_sub(3) };
        if usize::from(area.height) > view.figures.len() {
            self.put_cut(slot, &table.head(), self.theme.second());
            slot.y += 1;
        }
        for figures in view.figures.iter().filter_map(|&at| found.agreement.figures.get(at)) {
            let asked = view.question == Some(figures.question);
            if asked {
                let sign = Slot { x: 0, width: 1, ..slot };
                put(self.buffer, sign, self.theme.signs.cell_cursor, self.theme.accent());
            }
            let style = if asked { self.theme.strong() } else { self.theme.text() };
            self.put_cut(slot, &table.line(scheme, figures), style);
            slot.y += 1;
        }
        if area.y > app.body.y {
            let rule = Slot { x: 0, y: area.y + area.height, width: app.columns };
            self.horizontal(rule, false, self.theme.rule());
            let columns = Columns::new(Slot { y: rule.y + 1, ..rule });
            let [yours, theirs] = READERS;
            self.put_cut(columns.yours, yours, self.theme.second());
            self.put_cut(columns.theirs, theirs, self.theme.second());
        }
    }

    /// `▸ A ¶4.2   Storm 1934; Warning   nothing   «A tug went out.»`.
    fn agreement_line(&mut self, entry: usize, here: bool, slot: Slot) {
        let app = self.app;
        let Some(place) = app.agreement.places().get(entry) else { return };
        let style = if here { self.theme.strong() } else { self.theme.text() };
        let label = app.collection.passage_label(place.passage);
        let width = PLACE.min(slot.width / 4);
        self.put_cut(Slot { x: 2, width, ..slot }, &label, self.theme.second());
        let columns = Columns::new(slot);
        self.put_cut(columns.yours, &place.yours, style);
        self.put_cut(columns.theirs, &place.theirs, style);
        if let Some(words) = columns.words {
            self.put_cut(words, &format!("\u{ab}{}\u{bb}", place.words.trim()), self.theme.second());
        }
    }
}
