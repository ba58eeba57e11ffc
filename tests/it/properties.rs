//! At any size, after any keys: nothing panics, every row fills the screen, no control character
//! gets into a cell.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use ratatui::buffer::Buffer;
use triptych::app::{Context, Event, Key, Keymap, MouseKind};
use triptych::text::display::width;

use crate::support::{Reading, Session};

/// Something a reader or a terminal may do.
#[derive(Clone, Debug)]
enum Deed {
    /// A whole sequence of keys.
    Sequence(usize),
    Digit(char),
    Typed(char),
    Pasted(String),
    Mouse(MouseKind, u16, u16),
    Resize(u16, u16),
}

/// Every sequence of the default key map, of any context.
static SEQUENCES: LazyLock<Vec<Vec<Key>>> = LazyLock::new(|| {
    let keymap = Keymap::with_defaults();
    let of = |context| keymap.bindings(context).map(|(keys, _)| keys.to_vec()).collect::<Vec<_>>();
    Context::ALL.into_iter().flat_map(of).collect()
});

fn deed() -> impl Strategy<Value = Deed> {
    let kinds = vec![MouseKind::Press, MouseKind::Drag, MouseKind::WheelUp, MouseKind::WheelDown];
    prop_oneof![
        30 => any::<prop::sample::Index>().prop_map(|at| Deed::Sequence(at.index(SEQUENCES.len()))),
        4 => prop::char::range('0', '9').prop_map(Deed::Digit),
        3 => prop::char::range('a', 'z').prop_map(Deed::Typed),
        1 => "\\PC{0,12}|[\u{1b}\u{9b}\u{5d0}-\u{5ea}\u{4e00}-\u{4e20}\u{202e}\n]{0,6}".prop_map(Deed::Pasted),
        3 => (prop::sample::select(kinds), 0_u16..300, 0_u16..100)
            .prop_map(|(kind, column, row)| Deed::Mouse(kind, column, row)),
        1 => (1_u16..300, 1_u16..100).prop_map(|(columns, rows)| Deed::Resize(columns, rows)),
    ]
}

fn perform(session: &mut Session, deed: &Deed) {
    match deed {
        Deed::Sequence(at) => SEQUENCES[*at].iter().for_each(|key| session.hear(Event::Key(*key))),
        Deed::Digit(c) | Deed::Typed(c) => session.hear(Event::Key(Key::char(*c))),
        Deed::Pasted(text) => session.hear(Event::Paste(text.clone())),
        Deed::Mouse(kind, column, row) => {
            session.mouse(*kind, *column, *row);
        }
        Deed::Resize(columns, rows) => {
            session.resize(*columns, *rows);
        }
    }
}

/// What is wrong with a screen, if anything is.
fn fault(buffer: &Buffer) -> Option<String> {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if symbol.chars().any(char::is_control) {
                return Some(format!("a control character at {x},{y}: {symbol:?}"));
            }
            let cells = width(symbol).max(1) as u16;
            if symbol.is_empty() || symbol == "\n" {
                return Some(format!("half a wide character at {x},{y}"));
            }
            x += cells;
        }
        if x != buffer.area.width {
            return Some(format!("row {y} is {x} cells wide on {}", buffer.area.width));
        }
    }
    None
}

/// Performs the deeds and looks at the screen after each.
fn check(reading: Reading, (columns, rows): (u16, u16), deeds: &[Deed]) -> Result<(), TestCaseError> {
    let mut session = Session::new(reading, columns, rows);
    for deed in deeds {
        perform(&mut session, deed);
        if let Some(fault) = fault(&session.buffer()) {
            return Err(TestCaseError::fail(format!("{fault}\n{}", session.screen())));
        }
    }
    Ok(())
}

fn sizes() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![(1_u16..=300, 1_u16..=100), (1_u16..=45, 1_u16..=15), Just((80, 24)), Just((120, 40)),]
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn any_keys_at_any_size(size in sizes(), deeds in prop::collection::vec(deed(), 1..25)) {
        check(Reading::Harbour, size, &deeds)?;
    }

    #[test]
    fn any_keys_over_any_script(size in sizes(), deeds in prop::collection::vec(deed(), 1..25)) {
        check(Reading::Scripts, size, &deeds)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::with_cases(25) })]

    #[test]
    fn any_keys_in_the_built_in_collection(size in sizes(), deeds in prop::collection::vec(deed(), 1..20)) {
        check(Reading::BuiltIn, size, &deeds)?;
    }
}

#[test]
fn every_document_at_every_width_and_view() {
    for reading in [Reading::Harbour, Reading::Scripts] {
        for columns in (1..=130).step_by(3) {
            let mut session = Session::new(reading, columns, 30);
            for document in 0..session.app.collection.documents.len() {
                session.app.open_document(triptych::text::DocumentIndex(document));
                session.resize(columns, 30);
                session.press("g g g Z f");
                assert_eq!(fault(&session.buffer()), None, "{reading:?} at {columns}\n{}", session.screen());
            }
            for keys in ["B", "p", "D", "F1 Esc", "g o", "Esc 1 :", "Esc g"] {
                session.press(keys);
                assert_eq!(fault(&session.buffer()), None, "{reading:?} at {columns}\n{}", session.screen());
            }
        }
    }
}
