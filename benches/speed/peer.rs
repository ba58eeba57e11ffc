//! What the least reader on the same libraries does with the same text.

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use crate::sample::SIZE;

/// A page of a text by `Paragraph`, from a line on.
pub(crate) fn page(lines: &[&str], from: usize) -> Buffer {
    let area = Rect::new(0, 0, SIZE.0, SIZE.1);
    let mut buffer = Buffer::empty(area);
    let shown = lines[from.min(lines.len())..].iter().take(SIZE.1.into()).copied();
    let shown: Vec<_> = shown.map(ratatui::text::Line::from).collect();
    Paragraph::new(shown).wrap(Wrap { trim: true }).render(area, &mut buffer);
    buffer
}

/// The bytes by which ratatui's backend takes the screen from one buffer to the next.
pub(crate) fn bytes(from: &Buffer, to: &Buffer) -> Vec<u8> {
    let mut out = Vec::new();
    let mut backend = CrosstermBackend::new(&mut out);
    backend.draw(from.diff(to).into_iter()).expect("written to memory");
    out
}
