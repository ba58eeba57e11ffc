//! What bytes mean, as a table; and that nothing depends on how they are cut.

use proptest::prelude::*;

use super::*;
use crate::app::event::Mouse;

/// Events in short: keys as they are written in a key map.
fn read(bytes: &[u8]) -> String {
    let mut events = Vec::new();
    let mut parser = Parser::default();
    parser.feed(bytes, &mut events);
    if parser.patience().is_some() {
        parser.timeout(&mut events);
    }
    assert!(parser.patience().is_none(), "still waiting after {bytes:?}");
    shorthand(&events)
}

fn shorthand(events: &[Event]) -> String {
    let one = |event: &Event| match event {
        Event::Key(key) => key.to_string(),
        Event::Paste(text) => format!("paste({text:?})"),
        Event::Mouse(Mouse { kind, column, row }) => format!("{kind:?}({column},{row})"),
        Event::Background { dark } => format!("dark({dark})"),
        other => format!("{other:?}"),
    };
    events.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (bytes, want) in table {
        assert_eq!(read(bytes.as_bytes()), *want, "{bytes:?}");
    }
}

#[test]
fn plain_keys() {
    check(&[
        ("aB \u{e9}\u{4e16}", "a B Space \u{e9} \u{4e16}"),
        ("\x01\x1a\x1c\x1f\0", "Ctrl-a Ctrl-z Ctrl-\\ Ctrl-_ Ctrl-Space"),
        ("\r\n\t\x08\x7f", "Enter Enter Tab Backspace Backspace"),
        ("\u{85}x", "x"),
    ]);
}

#[test]
fn alt_and_escape() {
    check(&[
        ("\x1b", "Esc"),
        ("\x1b\x1b", "Esc Esc"),
        ("\x1bx\x1b1\x1b\u{e9}\x1b\r\x1b\x7f", "Alt-x Alt-1 Alt-\u{e9} Alt-Enter Alt-Backspace"),
        ("\x1b[", "Alt-["),
        ("\x1bO", "Alt-O"),
        ("\x1b]", "Alt-]"),
        ("\x1bP", "Alt-P"),
        ("\x1b\x1b[A", "Alt-Up"),
        ("\x1b\x1bx", "Esc Alt-x"),
        ("\x1b\x1b\x1b[A", "Esc Alt-Up"),
    ]);
}

#[test]
fn arrows_and_named_keys() {
    check(&[
        ("\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "Up Down Right Left Home End"),
        ("\x1bOA\x1bOH\x1bOF\x1bOM\x1bOj\x1bOy", "Up Home End Enter * 9"),
        ("\x1b[1;5A\x1b[1;3C\x1b[1;2D\x1b[1;8H", "Ctrl-Up Alt-Right Shift-Left Ctrl-Alt-Shift-Home"),
        ("\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~", "Home Insert Delete End PageUp PageDown"),
        ("\x1b[7~\x1b[8~\x1b[5;5~\x1b[3;2~", "Home End Ctrl-PageUp Shift-Delete"),
        ("\x1b[Z\x1b[1;2Z", "Shift-Tab Shift-Tab"),
        ("\x1bOP\x1bOS\x1b[15~\x1b[24~\x1b[34~\x1b[1;5P", "F1 F4 F5 F12 F20 Ctrl-F1"),
    ]);
}

#[test]
fn older_terminals() {
    check(&[
        ("\x1b[[A\x1b[[E", "F1 F5"),
        ("\x1b[a\x1bOa\x1b[7$\x1b[7^\x1b[7@", "Shift-Up Ctrl-Up Shift-Home Ctrl-Home Ctrl-Shift-Home"),
        ("\x1b[11~\x1b[14~\x1bO5P", "F1 F4 Ctrl-F1"),
    ]);
}

#[test]
fn newer_protocols() {
    check(&[
        ("\x1b[97;5u\x1b[97;5:1u\x1b[97;5:2u\x1b[97;5:3u", "Ctrl-a Ctrl-a Ctrl-a"),
        ("\x1b[27u\x1b[13;2u\x1b[9;2u\x1b[127;3u", "Esc Shift-Enter Shift-Tab Alt-Backspace"),
        ("\x1b[97;2u\x1b[49:33;2u\x1b[97:65;6u", "A ! Ctrl-A"),
        ("\x1b[97;;97u\x1b[0;;228u\x1b[105;5u", "a \u{e4} Ctrl-i"),
        ("\x1b[57399u\x1b[57414u\x1b[57376u\x1b[57444;1:3u\x1b[57441u", "0 Enter F13"),
        ("\x1b[1;1:3A\x1b[1;1:2A\x1b[3;1:3~\x1b[97;9u", "Up"),
        ("\x1b[27;5;9~\x1b[27;6;13~\x1b[27;5;105~", "Ctrl-Tab Ctrl-Shift-Enter Ctrl-i"),
        ("\x1b[1114112;1u\x1b[99999999999u\x1b[;;;;u", ""),
    ]);
}

#[test]
fn replies_are_no_keys() {
    check(&[
        ("\x1b[?1;2c\x1b[>0;276;0c\x1b[=1c", ""),
        ("\x1b[24;80R\x1b[1;2R\x1b[0n\x1b[?997;3n", ""),
        ("\x1b[?2026;2$y\x1b[4;2$y\x1b[?31u", ""),
        ("\x1b]11;rgb:0000/0000/0000\x07\x1b]10;rgb:f/f/f\x1b\\\x1b]4;1;rgb:0/0/0\x1b\\", ""),
        ("\x1bP1+r544e=78\x1b\\\x1bP>|XTerm(390)\x1b\\\x1b_Gi=1;OK\x1b\\", ""),
        ("\x1b[8;24;80t\x1b[48;24;80;0;0t\x1b[I\x1b[O\x1b]lTitle\x1b\\", ""),
        ("\x1b[?997;1n\x1b[?997;2n", "dark(true) dark(false)"),
    ]);
}

#[test]
fn what_is_cut_off_goes_on_with_the_next_key() {
    check(&[
        ("\x1b[1;1;1;", ""),
        ("\x1b]0;never ends", ""),
        ("\x1b]0;cut\x1b[A", "Up"),
        ("\x1b[12\x1b[A", "Up"),
        ("\x1b[12\rx", "Enter x"),
        ("\x1b[1\x18x", "x"),
    ]);
    assert_eq!(read(b"\xd8q"), "q");
    assert_eq!(read(b"\xff\xc0\x80\xed\xa0\x80a"), "a");
    let long = [b"\x1b[".as_slice(), &vec![b'1'; 100_000], b"Ax"].concat();
    assert_eq!(read(&long), "x");
}

#[test]
fn pastes() {
    check(&[
        ("\x1b[200~a\rb\x1b[201~c", "paste(\"a\\rb\") c"),
        ("\x1b[200~x\x1b[A\x1b]0;t\x07\x1b[201~", "paste(\"x\\u{1b}[A\\u{1b}]0;t\\u{7}\")"),
        ("\x1b[200~unfinished\x1b[20", "paste(\"unfinished\\u{1b}[20\")"),
        ("\x1b[201~x", "x"),
        ("\x1b[200~\x1b\x1b[201~", "paste(\"\\u{1b}\")"),
    ]);
    assert_eq!(read(b"\x1b[200~a\x1b[200~b\x1b[201~c\x1b[201~d"), "paste(\"a\\u{1b}[200~b\\u{1b}[201~c\") d");
}

#[test]
fn a_paste_is_capped() {
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.resize(bytes.len() + 3_000_000, b'a');
    bytes.extend(b"\x1b[201~q");
    let mut events = Vec::new();
    Parser::default().feed(&bytes, &mut events);
    assert!(matches!(&events[0], Event::Paste(text) if text.len() == 1 << 20));
    assert_eq!(shorthand(&events[1..]), "q");
}

#[test]
fn mouse() {
    check(&[
        ("\x1b[<0;1;1M\x1b[<32;2;3M\x1b[<0;2;3m", "Press(0,0) Drag(1,2) Release(1,2)"),
        ("\x1b[<64;5;6M\x1b[<65;5;6M\x1b[<66;5;6M\x1b[<80;5;6M", "WheelUp(4,5) WheelDown(4,5) WheelUp(4,5)"),
        ("\x1b[<2;1;1M\x1b[<35;1;1M\x1b[<128;1;1M", ""),
        ("\x1b[<0;99999;99999M\x1b[<99999999999;0;0M\x1b[<0;0;0m\x1b[<-1;-1;-1M", ""),
        ("\x1b[M !!q", "q"),
        ("\x1b[M\0", "Ctrl-Space"),
    ]);
}

#[test]
fn a_hostile_terminal_is_survived() {
    // A folder of files to feed, where one is given.
    let Some(folder) = std::env::var_os("TRIPTYCH_TUI_INPUT") else { return };
    for entry in std::path::Path::new(&folder).read_dir().unwrap().flatten() {
        let bytes = std::fs::read(entry.path()).unwrap();
        let mut events = Vec::new();
        let mut parser = Parser::default();
        parser.feed(&bytes, &mut events);
        parser.timeout(&mut events);
        let from = events.len();
        parser.feed(b"q", &mut events);
        assert_eq!(shorthand(&events[from..]), "q", "{}", entry.path().display());
    }
}

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "\x1b",
        "\x1b[",
        "\x1bO",
        "\x1b]",
        "\x1bP",
        "\x1b\\",
        "\x07",
        "\x1b[200~",
        "\x1b[201~",
        "\x1b[M",
        "A",
        "~",
        "u",
        "1",
        "27",
        ";",
        ":",
        "$",
        "y",
        "?",
        "<",
        "M",
        "\u{e9}",
        "\u{1f469}",
        "\r",
        "997;1n",
    ])
    .prop_map(|text| text.as_bytes().to_vec());
    let any = prop::collection::vec(any::<u8>(), 1..4);
    prop::collection::vec(prop_oneof![4 => known, 1 => any], 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn the_cuts_between_reads_do_not_matter(bytes in pieces(), cuts in prop::collection::vec(1usize..9, 1..40)) {
        let mut whole = Vec::new();
        let mut parser = Parser::default();
        parser.feed(&bytes, &mut whole);
        parser.timeout(&mut whole);
        prop_assert!(parser.patience().is_none());

        let mut parts = Vec::new();
        let mut parser = Parser::default();
        let (mut rest, mut cuts) = (bytes.as_slice(), cuts.iter().cycle());
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(*cuts.next().unwrap()));
            parser.feed(now, &mut parts);
            rest = later;
        }
        parser.timeout(&mut parts);
        prop_assert_eq!(shorthand(&whole), shorthand(&parts));
    }
}
