//! A screen as an SVG picture, for the README: the same buffer that a terminal would show.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use crate::text::display::width;

/// Pixels of a cell.
const CELL_WIDTH: f64 = 8.4;
const CELL_HEIGHT: f64 = 18.0;
const FONT_SIZE: f64 = 14.0;

/// Draws a buffer whose colours are truecolor, or the terminal's own on `background`.
pub fn svg(buffer: &Buffer, title: &str, background: &str, text: &str) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (pixel_width, pixel_height) = (f64::from(columns) * CELL_WIDTH, f64::from(rows) * CELL_HEIGHT);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {pixel_width:.0} {pixel_height:.0}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"{FONT_SIZE}\" role=\"img\">"
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(title));
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"{background}\"/>");
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            x += run(buffer, x, y, background, text, &mut out);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Writes the run of cells of one style that begins at `x`; returns its cells.
fn run(buffer: &Buffer, x: u16, y: u16, background: &str, text: &str, out: &mut String) -> u16 {
    let first = &buffer[(x, y)];
    let style = (first.fg, first.bg, first.modifier);
    let mut content = String::new();
    let mut cells = 0;
    while x + cells < buffer.area.width {
        let cell = &buffer[(x + cells, y)];
        if (cell.fg, cell.bg, cell.modifier) != style {
            break;
        }
        content.push_str(cell.symbol());
        cells += width(cell.symbol()).max(1) as u16;
    }
    let (left, top) = (f64::from(x) * CELL_WIDTH, f64::from(y) * CELL_HEIGHT);
    let run_width = f64::from(cells) * CELL_WIDTH;
    if let Some(fill) = hex(style.1).filter(|fill| fill != background) {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{run_width:.1}\" height=\"{CELL_HEIGHT}\" fill=\"{fill}\"/>"
        );
    }
    if content.trim().is_empty() {
        return cells;
    }
    let fill = hex(style.0).unwrap_or_else(|| text.to_owned());
    let weight = if style.2.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let line = if style.2.contains(Modifier::UNDERLINED) { " text-decoration=\"underline\"" } else { "" };
    let lead = content.len() - content.trim_start().len();
    let left = left + lead as f64 * CELL_WIDTH;
    let shown = content.trim();
    let length = width(shown) as f64 * CELL_WIDTH;
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{length:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{fill}\"{weight}{line} xml:space=\"preserve\">{}</text>",
        top + CELL_HEIGHT - 5.0,
        escaped(shown)
    );
    cells
}

fn hex(color: Color) -> Option<String> {
    match color {
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
