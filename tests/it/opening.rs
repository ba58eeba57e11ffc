//! The first screen of what takes long to open.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use triptych::app::{Event, Keymap, Opening, Options};
use triptych::ui;

/// What is shown of a folder at a size, once so many of its files are read and some keys are typed.
fn shown(read: usize, keys: &str, (columns, rows): (u16, u16)) -> String {
    let mut opening = Opening::new("texts".to_owned(), Options::default(), Keymap::with_defaults());
    opening.update(Event::Resize { columns, rows });
    for at in 1..=read {
        let name = format!("{:03}/report \u{1b}[2J {at}.txt", at / 100);
        opening.update(Event::Opening { read: at, files: 5000, name });
    }
    for key in keys.split_whitespace() {
        opening.update(Event::Key(key.parse().unwrap()));
    }
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    ui::opening::draw(&opening, &mut buffer);
    ui::plain(&buffer)
}

#[test]
fn screens() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (name, read, keys) in [("opening", 1250, ""), ("opening-typed", 0, "/ q u a y Enter")] {
        for size @ (columns, rows) in [(200, 60), (120, 40), (80, 24), (40, 10)] {
            let screen = shown(read, keys, size);
            settings.bind(|| insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), screen));
        }
    }
}

#[test]
fn it_says_what_matters_at_every_size() {
    for columns in 1..60 {
        for rows in 1..14 {
            let screen = shown(3, "j j j j j j j j j j j j G", (columns, rows));
            assert!(!screen.contains('\u{1b}'), "{columns}x{rows}:\n{screen}");
            let lines: Vec<&str> = screen.lines().map(str::trim).collect();
            if columns < 20 || rows < 5 {
                assert!(
                    "opening".starts_with(&lines[0][..lines[0].len().min(7)]),
                    "{columns}x{rows}:\n{screen}"
                );
                assert_eq!(lines[0].len(), usize::from(columns).min(7), "{columns}x{rows}:\n{screen}");
                continue;
            }
            assert!(
                lines[0] == "texts" && lines[2].starts_with("3 of 5000 files"),
                "{columns}x{rows}:\n{screen}"
            );
            let [.., typed, keys] = &lines[..] else { panic!("{columns}x{rows}:\n{screen}") };
            assert!(typed.ends_with("jG"), "the newest key, at {columns}x{rows}:\n{screen}");
            assert!(keys.starts_with("Ctrl-c quits"), "{columns}x{rows}:\n{screen}");
        }
    }
}

#[test]
fn the_newest_key_is_seen_where_keys_are_wide() {
    let keys = "/ ".to_owned() + &"\u{6e2f} ".repeat(60) + "x";
    for columns in [20, 39, 40, 80] {
        let screen = shown(0, &keys, (columns, 10));
        assert!(screen.contains("\u{6e2f}x"), "{columns}:\n{screen}");
    }
}

#[test]
fn what_is_pasted_waits_and_is_told_of() {
    let mut opening = Opening::new("texts".to_owned(), Options::default(), Keymap::with_defaults());
    opening.update(Event::Paste("words".to_owned()));
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    ui::opening::draw(&opening, &mut buffer);
    let screen = ui::plain(&buffer);
    assert!(screen.contains("typed for then: (pasted)") && !screen.contains("q quits;"), "{screen}");
    assert!(screen.contains("Ctrl-c quits; Esc forgets what waits"), "{screen}");
}
