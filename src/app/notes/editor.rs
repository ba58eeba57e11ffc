//! The box in which a note is typed: what it is on, its text, and the rows that are shown.

use crate::app::prompt::Prompt;
use crate::layout::Area;
use crate::layout::typed::{self, TypedRow};
use crate::store::tags::joined;
use crate::store::{Id, Note, Target};

/// Widest the box gets.
const WIDEST: u16 = 110;
/// Rows of the box, frame included, where the screen has room.
const ROWS: std::ops::RangeInclusive<u16> = 6..=14;

/// A note that is being written or changed.
#[derive(Clone, Debug)]
pub struct NoteEditor {
    /// The note's id; of a new one, the id that it will have.
    pub id: Id,
    pub target: Target,
    /// As it is in the work; `None` while it is not there yet.
    pub before: Option<Note>,
    /// What it is on, in short.
    pub title: String,
    /// The words that it is on, or what else tells what it is on.
    pub words: String,
    pub prompt: Prompt,
    /// All of the box, and the rows of the text in it.
    pub area: Area,
    pub text_area: Area,
    pub rows: Vec<TypedRow>,
    /// The revision of the text that is kept as a draft.
    pub kept: u64,
    /// The text as the work has it.
    original: String,
    /// Where the first row on the screen begins, in bytes of the text.
    top: usize,
    /// The column that the cursor goes back to when it moves by rows.
    column: Option<usize>,
}

impl NoteEditor {
    pub fn new(id: Id, target: Target, before: Option<Note>, (title, words): (String, String)) -> Self {
        let text = before.as_ref().map_or_else(String::new, |note| joined(&note.text, &note.tags));
        let prompt = Prompt::of_lines(&text);
        Self {
            original: text,
            id,
            target,
            before,
            title,
            words,
            kept: prompt.revision(),
            prompt,
            area: Area::default(),
            text_area: Area::default(),
            rows: Vec::new(),
            top: 0,
            column: None,
        }
    }

    /// Goes on with what was typed before.
    pub fn go_on(&mut self, text: &str) {
        self.prompt.set(text);
        self.kept = self.prompt.revision();
    }

    /// Whether anything was typed that is not in the work.
    pub fn is_changed(&self) -> bool {
        let typed = self.prompt.text();
        typed != self.original && (self.before.is_some() || !typed.trim().is_empty())
    }

    /// Moves the cursor by rows as they are shown; `false` at the ends.
    pub fn move_rows(&mut self, down: bool) -> bool {
        let (text, cursor, width) = (self.prompt.text(), self.prompt.cursor(), self.width());
        let column = self.column.unwrap_or_else(|| typed::column(text, width, cursor));
        let to = typed::beside(text, width, cursor, column, down);
        if let Some(to) = to {
            self.prompt.go_to(to);
        }
        self.column = Some(column);
        to.is_some()
    }

    /// A key other than up and down was pressed: the next one starts from its own column.
    pub fn forget_column(&mut self) {
        self.column = None;
    }

    /// Cells of a row; one more is for the cursor at its end.
    fn width(&self) -> usize {
        usize::from(self.text_area.width).saturating_sub(1).max(1)
    }

    /// Lays the box out in the part of the screen that has the more room beside `busy`, the row that
    /// should stay in sight.
    pub fn lay_out(&mut self, screen: Area, busy: Option<u16>) {
        let height = (screen.height / 3).clamp(*ROWS.start(), *ROWS.end()).min(screen.height);
        let width = if screen.width < WIDEST + 10 { screen.width } else { WIDEST };
        let below = screen.y + screen.height - height;
        let covers = busy.is_some_and(|row| row >= below);
        let y = if covers { screen.y } else { below };
        self.area = Area::new(screen.x + (screen.width - width) / 2, y, width, height);
        let inner = Area { x: self.area.x + 2, width: width.saturating_sub(4), ..self.area };
        self.text_area = inner.below(2).above_last(1);
        let height = usize::from(self.text_area.height).max(1);
        self.rows = typed::window(self.prompt.text(), self.width(), height, self.top, self.prompt.cursor());
        self.top = self.rows.first().map_or(0, TypedRow::start);
    }

    /// The cell of the screen at which the next character will stand.
    pub fn cursor(&self, reorder: bool) -> (u16, u16) {
        let cursor = self.prompt.cursor();
        let at = self.rows.iter().rposition(|row| row.start() <= cursor).unwrap_or(0);
        let Some(row) = self.rows.get(at) else { return (self.text_area.x, self.text_area.y) };
        let cell = typed::cursor_cell(self.prompt.text(), row, cursor, self.width(), reorder);
        (self.text_area.x + cell as u16, self.text_area.y + at as u16)
    }

    /// Whether the text goes on above and below what is shown.
    pub fn is_cut(&self) -> (bool, bool) {
        let end = self.rows.last().map_or(0, TypedRow::end);
        (self.top > 0, !self.prompt.text()[end..].trim_end_matches(' ').is_empty())
    }
}
