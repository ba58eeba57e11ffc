//! Draws `&App` into a buffer. Changes nothing and decides nothing: the state is already laid out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{App, View};

mod agreement;
mod board;
mod differences;
mod documents;
mod editor;
mod frame;
mod grouped;
mod noted;
mod notes;
pub mod opening;
mod overlay;
mod overview;
mod parallel;
mod reader;
pub mod svg;
mod text;
pub mod theme;
mod timeline;

use theme::Theme;

/// Smallest screen on which anything is drawn.
const LEAST_COLUMNS: u16 = 20;
const LEAST_ROWS: u16 = 5;

/// What every drawing function needs.
struct Canvas<'a> {
    app: &'a App,
    theme: Theme,
    buffer: &'a mut Buffer,
}

/// Draws the whole screen. Returns where the terminal's cursor is to be shown, if anywhere.
pub fn draw(app: &App, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let theme = Theme::of(&app.options);
    buffer.set_style(buffer.area, theme.text());
    let mut canvas = Canvas { app, theme, buffer };
    if app.columns < LEAST_COLUMNS || app.rows < LEAST_ROWS {
        canvas.too_small();
        return None;
    }
    canvas.title();
    match app.view {
        View::Board => canvas.board(),
        View::Reader => canvas.reader(),
        View::Parallel => canvas.parallel(),
        View::Overview => canvas.overview(),
        View::Timeline => canvas.timeline(),
        View::Documents => canvas.documents(),
        View::Differences => canvas.differences(),
        View::Notes => canvas.notes(),
        View::Agreement => canvas.agreement(),
    }
    let cursor = canvas.status();
    canvas.overlay().or(cursor)
}

/// A buffer of the app's size with the app drawn in it.
pub fn screen(app: &App) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, app.columns, app.rows));
    draw(app, &mut buffer);
    buffer
}

/// The characters of a buffer, a line for each row, without the spaces at the ends.
pub fn plain(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..buffer.area.width {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let symbol = buffer[(x, y)].symbol();
            skip = crate::text::display::width(symbol).saturating_sub(1);
            line.push_str(symbol);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
