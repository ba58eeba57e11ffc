//! On a terminal: no control byte of a document, name, argument or error gets there.

use std::io::Read;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::world::{World, ran};

const EVIL: &str = "\u{1b}]0;PWN\u{7}\u{1b}[2J\u{9b}31m\u{7f}\u{202e}x";

/// What a terminal of this width gets.
fn on_terminal(world: &World, columns: u16, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_triptych"));
    command.args(arguments);
    shown(world, columns, command, environment)
}

fn shown(world: &World, columns: u16, mut command: CommandBuilder, environment: &[(&str, &str)]) -> String {
    let size = PtySize { rows: 24, cols: columns, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    command.cwd(world.home.path());
    command.env("HOME", world.home.path());
    command.env("XDG_CONFIG_HOME", world.path("config"));
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    for (name, value) in environment {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut shown = Vec::new();
    // The end of a pseudo-terminal reads as an error on Linux.
    let _ = reader.read_to_end(&mut shown);
    child.wait().unwrap();
    String::from_utf8(shown).unwrap()
}

/// The program's own bold is all that may be there.
fn without_bold(shown: &str) -> String {
    shown.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "")
}

fn assert_harmless(shown: &str) {
    let bare = without_bold(shown);
    let bad = bare.chars().find(|&c| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || c == '\u{202e}');
    assert_eq!(bad, None, "{bare:?}");
}

fn evil_world() -> World {
    let world = World::new();
    let name = "evil\u{1b}[31m.txt";
    world.write(&format!("evil/{name}"), format!("{EVIL}\nA plain line on the water of 1953.\n"));
    world.write("evil/b.txt", format!("Another plain line on the water of 1953 {EVIL}.\n"));
    let escaped: String =
        EVIL.chars().flat_map(|c| format!("\\u{:04x}", c as u32).into_bytes()).map(char::from).collect();
    world.write(
        "evil/collection.toml",
        format!("title = \"T{escaped}\"\n[[document]]\nfile = \"b.txt\"\ntitle = \"B{escaped}\"\n[[episode]]\nid = \"e\"\nname = \"E{escaped}\"\n[[step]]\nid = \"s\"\nname = \"S\"\nquestion = \"Q{escaped}?\"\nbogus{escaped} = 1\n"),
    );
    world.write(
        "evil/codings.jsonl",
        "{\"document\":\"A\",\"paragraph\":1,\"sentence\":1,\"episodes\":[\"e\"],\"step\":\"s\"}\n",
    );
    world
}

#[test]
fn nothing_from_outside_controls_the_terminal() {
    let world = evil_world();
    for arguments in [
        &["board", "evil"][..],
        &["board", "evil", "--format", "md"],
        &["board", "evil", "--format", "csv"],
        &["board", "evil", "--format", "json"],
        &["synopsis", "evil"],
        &["synopsis", "evil", "--format", "md"],
        &["synopsis", "evil", "--format", "csv"],
        &["synopsis", "evil", "--format", "json"],
        &["matches", "evil", "--top", "3"],
        &["matches", "evil", "--top", "3", "--format", "jsonl"],
        &["matches", "evil", "--top", "3", "--format", "tsv"],
        &["codings", "evil"],
        &["codings", "evil", "--format", "jsonl"],
        &["codings", "evil", "--format", "csv"],
        &["show", "b.txt", "evil"],
        &["show", "[31m", "evil"],
        &["show", "[31m", "evil", "--format", "md"],
        &["show", "[31m", "evil", "--format", "json"],
        &["check", "evil"],
        &["show", EVIL, "evil"],
        &["matches", "--at", EVIL, "evil"],
        &["show", "A", EVIL],
        &["board", "--originals", EVIL],
        &["synopsis", "--episode", EVIL, "evil"],
        &["board", "--format", EVIL],
        &[EVIL],
        &["man", EVIL],
        &["completions", EVIL],
    ] {
        let shown = on_terminal(&world, 80, arguments, &[]);
        assert!(!shown.is_empty(), "{arguments:?}");
        assert_harmless(&shown);
    }
}

#[test]
fn into_a_pipe_text_has_no_controls_and_data_are_exact() {
    let world = evil_world();
    for arguments in [&["show", "[31m", "evil"][..], &["board", "evil"], &["codings", "evil"]] {
        let ran = ran(world.command().args(arguments));
        assert_harmless(&ran.out);
        assert_harmless(&ran.err);
    }
    let ran = ran(world.command().args(["show", "[31m", "evil", "--format", "json"]));
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["doc"], "evil\u{1b}[31m.txt");
    assert_eq!(document["blocks"][0]["text"], EVIL);
}

/// Standard error is the terminal, standard output a file: only the bar may be shown, and it goes.
#[test]
fn a_long_job_leaves_nothing_on_the_terminal() {
    let world = World::new();
    let line = |at| format!("p{at}\tD{}\t{at}\tThe river rose at house {}.\n", at % 10, at % 41);
    let table: String = (0..1500).map(line).collect();
    world.write("t.tsv", format!("id\tdoc\torder\ttext\n{table}"));
    for (top, lines) in [("--top=50", 1500), ("--unit=sentence", 0)] {
        let mut command = CommandBuilder::new("sh");
        let redirected = "exec \"$0\" matches --suggested \"$1\" --format tsv t.tsv > out.tsv";
        command.args(["-c", redirected, env!("CARGO_BIN_EXE_triptych"), top]);
        let shown = shown(&world, 80, command, &[]);
        let message = shown.rsplit("\r\u{1b}[K").next().unwrap();
        assert!(message.is_empty() || message.starts_with("triptych: "), "{shown:?}");
        let bars = shown[..shown.len() - message.len()].replace("\r\u{1b}[K", "");
        assert!(bars.chars().all(|c| " []#-%".contains(c) || c.is_ascii_alphanumeric()), "{shown:?}");
        let printed = std::fs::read_to_string(world.path("out.tsv")).unwrap();
        assert!(printed.lines().count() >= lines, "{} lines", printed.lines().count());
    }
}

#[test]
fn colors_only_where_they_are_wanted() {
    let world = World::with_floods();
    let bold = |shown: &str| shown.contains("\u{1b}[1m");
    let show = ["show", "A", "floods"];
    assert!(bold(&on_terminal(&world, 80, &show, &[])));
    assert!(!bold(&on_terminal(&world, 80, &show, &[("NO_COLOR", "1")])));
    assert!(bold(&on_terminal(&world, 80, &show, &[("NO_COLOR", "")])));
    assert!(!bold(&on_terminal(&world, 80, &show, &[("TERM", "dumb")])));
    assert!(!bold(&on_terminal(&world, 80, &["show", "A", "floods", "--color", "never"], &[])));
    assert!(!bold(&world.text(&show)));
    assert!(bold(&world.text(&["show", "A", "floods", "--color", "always"])));
}

#[test]
fn text_keeps_to_the_width() {
    let world = World::with_floods();
    for columns in [40_u16, 80, 132] {
        for arguments in [
            &["board", "floods"][..],
            &["synopsis", "floods"],
            &["show", "A", "floods"],
            &["codings", "floods"],
        ] {
            let shown = without_bold(&on_terminal(&world, columns, arguments, &[]));
            let widest = shown.lines().map(|line| line.trim_end().chars().count()).max().unwrap_or(0);
            assert!(widest <= usize::from(columns), "{arguments:?} at {columns}: {widest}");
        }
    }
}
