//! What the bytes do to a terminal, as another program understands them.

use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::*;

const COLUMNS: u16 = 40;
const ROWS: u16 = 12;

fn terminal() -> vt100::Parser {
    vt100::Parser::new(
        std::num::NonZeroU16::new(ROWS).unwrap(),
        std::num::NonZeroU16::new(COLUMNS).unwrap(),
        0,
    )
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Reset => vt100::Color::Default,
        Color::Indexed(n) => vt100::Color::Idx(n),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        other => panic!("{other:?} is not tested"),
    }
}

/// What is wrong with what the terminal shows, if anything.
fn wrong(terminal: &vt100::Parser, wanted: &Buffer) -> Option<String> {
    let mut clusters = Clusters::default();
    let mut grid = Grid::blank(0, 0);
    grid.load(wanted, Depth::True, &mut clusters);
    for y in 0..ROWS {
        for (x, slot) in grid.row(usize::from(y)).iter().enumerate().filter(|(_, slot)| slot.width > 0) {
            let cell = terminal.screen().cell(y, x as u16).unwrap();
            let mut text = Vec::new();
            clusters.write(slot.text, &mut text);
            let shown = if cell.has_contents() { cell.contents() } else { " " };
            let space = slot.is_space();
            let modifier = slot.paint.modifier;
            let same = shown.as_bytes() == text
                && cell.bgcolor() == colour(slot.paint.bg)
                && cell.inverse() == modifier.contains(Modifier::REVERSED)
                && cell.underline() == modifier.contains(Modifier::UNDERLINED)
                && (space
                    || cell.fgcolor() == colour(slot.paint.fg)
                        && cell.bold() == modifier.contains(Modifier::BOLD)
                        && cell.dim() == modifier.contains(Modifier::DIM)
                        && cell.italic() == modifier.contains(Modifier::ITALIC));
            if !same {
                return Some(format!(
                    "row {y} column {x}: {cell:?} for {:?} {slot:?}",
                    String::from_utf8_lossy(&text)
                ));
            }
        }
    }
    None
}

fn style() -> impl Strategy<Value = Style> {
    let colour = || {
        prop_oneof![
            4 => Just(Color::Reset),
            1 => Just(Color::Red),
            1 => Just(Color::LightBlue),
            1 => Just(Color::Indexed(200)),
            1 => Just(Color::Rgb(1, 20, 255)),
        ]
    };
    let modifier = prop_oneof![
        4 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::ITALIC),
        1 => Just(Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::UNDERLINED | Modifier::BOLD),
    ];
    (colour(), colour(), modifier)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

type Stroke = (u16, u16, String, Style);

fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
    let text = prop_oneof!["[a-c ]{1,40}", " {1,40}", "[a\u{4e16}\u{754c}e\u{301}\u{2014} ]{1,20}"];
    prop::collection::vec((0..COLUMNS, 0..ROWS, text, style()), 0..12)
}

fn paint(strokes: &[Stroke], buffer: &mut Buffer) {
    for (x, y, text, style) in strokes {
        buffer.set_string(*x, *y, text, *style);
    }
}

fn empty() -> Buffer {
    Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS))
}

/// A page of running text, from a line on.
fn page(from: usize) -> Buffer {
    let mut buffer = empty();
    for y in 0..ROWS {
        buffer.set_string(2, y, line(from + usize::from(y)), Style::new());
    }
    buffer
}

fn line(number: usize) -> String {
    let words = ["the", "river", "was", "crossed", "by", "night", "and", "nobody", "saw", "them"];
    let mut text = String::new();
    for n in 0.. {
        let word = words[(number * 7 + n * n * 3 + number * n) % words.len()];
        if text.len() + word.len() > 34 {
            return text;
        }
        text.push_str(word);
        text.push(' ');
    }
    text
}

fn changed_cells(a: &Buffer, b: &Buffer) -> usize {
    a.content.iter().zip(&b.content).filter(|(a, b)| a.symbol() != b.symbol()).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_frame_after_any_other_is_shown(frames in prop::collection::vec((strokes(), 0usize..4, -3isize..4), 1..5)) {
        let mut screen = Screen::new(Depth::True);
        let mut terminal = terminal();
        let mut buffer = empty();
        for (strokes, keep, by) in frames {
            if keep == 0 {
                buffer = empty();
            } else if by != 0 {
                buffer = shifted(&buffer, by);
            }
            paint(&strokes, &mut buffer);
            terminal.process(screen.encode(&buffer, None));
            let fault = wrong(&terminal, &buffer);
            prop_assert!(fault.is_none(), "{}", fault.unwrap_or_default());
            prop_assert!(screen.encode(&buffer, None).is_empty(), "the same frame was sent again");
        }
    }
}

fn shifted(buffer: &Buffer, by: isize) -> Buffer {
    let mut moved = empty();
    for y in 0..usize::from(ROWS) {
        if let Some(from) = y.checked_add_signed(by).filter(|y| *y < usize::from(ROWS)) {
            let row = |y: usize| y * usize::from(COLUMNS)..(y + 1) * usize::from(COLUMNS);
            moved.content[row(y)].clone_from_slice(&buffer.content[row(from)]);
        }
    }
    moved
}

#[test]
fn a_page_of_text_takes_about_a_byte_for_each_changed_cell() {
    let mut screen = Screen::new(Depth::True);
    let (mut bytes, mut cells) = (0, 0);
    let _ = screen.encode(&page(0), None);
    for n in 1..20 {
        let (old, new) = (page((n - 1) * 1000), page(n * 1000));
        let sent = screen.encode(&new, None).len();
        if n > 1 {
            bytes += sent;
            cells += changed_cells(&old, &new);
        }
    }
    assert!(bytes * 10 <= cells * 13, "{bytes} bytes for {cells} cells");
}

#[test]
fn a_scrolled_line_is_sent_alone() {
    let mut screen = Screen::new(Depth::True);
    let mut terminal = terminal();
    for from in [0, 1, 2, 1, 0] {
        let mut next = page(from);
        next.set_string(0, 0, format!("{:40}", "title"), Style::new().reversed());
        next.set_string(0, ROWS - 1, format!("{:40}", format!("line {from}")), Style::new());
        let bytes = screen.encode(&next, None);
        terminal.process(bytes);
        assert!(
            bytes.len() < 100 || terminal.screen().contents().is_empty() || from == 0,
            "{} bytes",
            bytes.len()
        );
        assert_eq!(wrong(&terminal, &next), None);
    }
}

#[test]
fn controls_in_a_cell_are_not_sent() {
    let mut screen = Screen::new(Depth::True);
    let mut buffer = empty();
    for (x, symbol) in ["\x1b]0;x\x07", "\u{9b}", "\n", "\u{202e}", "", "\u{301}"].iter().enumerate() {
        buffer[(x as u16, 0)].set_symbol(symbol);
    }
    let sent = String::from_utf8(screen.encode(&buffer, None).to_vec()).unwrap();
    assert!(!sent.contains("\x1b]") && !sent.contains(['\u{9b}', '\u{202e}', '\x07', '\n']), "{sent:?}");
}

#[test]
fn after_a_doubtful_width_the_cursor_is_placed_anew() {
    let mut screen = Screen::new(Depth::True);
    let mut terminal = terminal();
    let mut buffer = empty();
    buffer.set_string(0, 0, "a\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}bcdef", Style::new());
    // This terminal takes the family for six cells; what follows stands where it belongs.
    terminal.process(screen.encode(&buffer, None));
    let column = |x| terminal.screen().cell(0, x).unwrap().contents().to_owned();
    assert_eq!((3..8).map(column).collect::<String>(), "bcdef");
}

#[test]
fn the_cursor_is_shown_where_it_is_wanted() {
    let mut screen = Screen::new(Depth::True);
    let mut terminal = terminal();
    terminal.process(b"\x1b[?25l");
    for cursor in [Some((3, 4)), Some((0, 0)), None, Some((39, 11)), Some((40, 0))] {
        terminal.process(screen.encode(&page(0), cursor));
        let seen = (!terminal.screen().hide_cursor()).then(|| {
            let (row, column) = terminal.screen().cursor_position();
            (column, row)
        });
        assert_eq!(seen, cursor.filter(|(x, _)| *x < COLUMNS));
    }
}

#[test]
fn wide_characters_are_never_halved() {
    let mut screen = Screen::new(Depth::True);
    let mut terminal = terminal();
    for text in ["\u{4e16}\u{754c}x", "a\u{4e16}\u{754c}", "ab", "\u{4e16}b", "\u{4e16}\u{754c}"] {
        for x in [0, 37, 38, 39] {
            let mut buffer = empty();
            buffer.set_string(x, 3, text, Style::new());
            terminal.process(screen.encode(&buffer, None));
            assert_eq!(wrong(&terminal, &buffer), None, "{text} at {x}");
        }
    }
}

#[test]
fn after_the_last_column_no_move_is_relative_to_it() {
    // Terminals differ in what column the cursor has there.
    let mut screen = Screen::new(Depth::True);
    let _ = screen.encode(&empty(), None);
    let mut buffer = empty();
    buffer.set_string(0, 2, "x".repeat(usize::from(COLUMNS)), Style::new());
    buffer.set_string(COLUMNS - 2, 3, "yz", Style::new());
    buffer.set_string(COLUMNS - 3, 4, "y", Style::new());
    let sent = String::from_utf8(screen.encode(&buffer, None).to_vec()).unwrap();
    assert!(sent.contains("\n\x1b[39Gyz") && sent.contains("\n\x1b[38Gy"), "{sent:?}");
}
