//! How far a large collection is opened.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::opening::Opening;
use crate::text::display::{end_of, truncated, width};

use super::text::{Slot, in_visual_order, put, words_in_visual_order};
use super::theme::Theme;
use super::{LEAST_COLUMNS, LEAST_ROWS};

/// Cells of the bar.
const BAR: usize = 30;
/// Stands before what waits where there is room for as much again.
const TYPED: &str = "typed for then: ";
/// The row from which on the names of files stand.
const NAMES: u16 = 5;

/// Draws the whole screen.
pub fn draw(opening: &Opening, buffer: &mut Buffer) {
    let theme = Theme::of(&opening.options);
    buffer.set_style(buffer.area, theme.text());
    if opening.columns < LEAST_COLUMNS || opening.rows < LEAST_ROWS {
        let slot = Slot { x: 0, y: 0, width: opening.columns };
        put(buffer, slot, "opening", Style::new());
        return;
    }
    let room = opening.columns - 2;
    let mut line = |y: u16, text: &str, style: Style, is_name: bool| {
        let shown = truncated(text, room.into());
        let shown = theme.signs.spelled(&shown);
        let turned = if !opening.options.reorder {
            shown
        } else if is_name {
            in_visual_order(&shown).into_owned().into()
        } else {
            words_in_visual_order(&shown).into_owned().into()
        };
        put(buffer, Slot { x: 1, y, width: room }, &turned, style);
    };
    let last = opening.rows - 1;
    line(0, &opening.called, theme.bold(), true);
    if opening.rows > 6 {
        line(2, &files(opening), theme.text(), false);
        if opening.files > 0 {
            line(3, &bar(opening, &theme), theme.accent(), false);
        }
        for (y, name) in (NAMES..last.saturating_sub(1)).zip(&opening.names) {
            line(y, name, theme.second(), true);
        }
    } else {
        line(2, &files(opening), theme.text(), false);
    }
    line(last - 1, &waiting(opening, room), theme.text(), false);
    line(last, &status(opening), theme.second(), false);
}

fn files(opening: &Opening) -> String {
    match opening.files {
        0 => "opening".to_owned(),
        files if opening.read == files => "read; putting it together".to_owned(),
        files => format!("{} of {files} file{} read", opening.read, if files == 1 { "" } else { "s" }),
    }
}

fn bar(opening: &Opening, theme: &Theme) -> String {
    let full = (opening.read * BAR / opening.files.max(1)).min(BAR);
    theme.signs.full.repeat(full) + &theme.signs.empty.repeat(BAR - full)
}

/// The keys that do something now.
fn status(opening: &Opening) -> String {
    let quit = opening.quit_keys().join(" or ");
    if opening.waits() {
        return format!("{quit} quits; Esc forgets what waits");
    }
    let short = format!("{quit} quits; other keys wait");
    let full = format!("{short} until it is open");
    if width(&full) + 2 <= opening.columns.into() { full } else { short }
}

/// What waits, the end of it where it is long.
fn waiting(opening: &Opening, room: u16) -> String {
    if !opening.waits() {
        return String::new();
    }
    let lead = if usize::from(room) < 2 * width(TYPED) { "typed: " } else { TYPED };
    let room = usize::from(room).saturating_sub(width(lead));
    format!("{lead}{}", end_of(&opening.waiting(), room))
}
