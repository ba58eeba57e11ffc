//! What goes wrong: messages that help, and exit codes.

use super::world::{World, ran};

#[test]
fn a_mistyped_subcommand_is_recognised() {
    let error = World::new().error(&["bord"]);
    insta::assert_snapshot!(error, @"triptych: there is no file or subcommand 'bord': did you mean 'triptych board'?");
}

#[test]
fn a_path_before_the_subcommand_is_refused() {
    let error = World::with_floods().error(&["floods", "board"]);
    insta::assert_snapshot!(error, @"triptych: a subcommand stands before the paths: write 'triptych board floods'");
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let world = World::new();
    let error = world.error(&["show", "x", "nowhere.txt"]);
    assert!(error.contains("nowhere.txt"), "{error}");
    let error = world.error(&["board", "--originals", "nowhere"]);
    assert!(error.contains("nowhere: no such folder"), "{error}");
}

#[test]
fn documents_that_are_not_there_or_not_clear_are_explained() {
    let world = World::with_floods();
    insta::assert_snapshot!(world.error(&["show", "lnud", "floods"]), @"triptych: there is no document 'lnud': did you mean 'lund'?");
    insta::assert_snapshot!(world.error(&["show", ".txt", "floods"]), @"triptych: '.txt' may be ort.txt (A The Long Night), lund.txt (B Water over the Dikes), chronicle.txt (C A Chronicle): give more of the name, or the whole of it");
    insta::assert_snapshot!(world.error(&["matches", "--at", "B#7", "floods"]), @"triptych: 'B#7' is not there: lund.txt has no paragraph 7 (its last is 2)");
    insta::assert_snapshot!(world.error(&["synopsis", "--episode", "f61", "floods"]), @"triptych: there is no episode 'f61': did you mean 'f16'?");
}

#[test]
fn nothing_found_is_exit_code_1() {
    let world = World::new();
    world.write("a.txt", "One.\n");
    world.write("b.txt", "Two.\n");
    for arguments in [
        &["board", "a.txt", "b.txt"][..],
        &["codings", "a.txt"],
        &["codings", "--suggested", "a.txt"],
        &["matches", "--by-hand", "a.txt", "b.txt"],
        &["matches", "--suggested", "a.txt", "b.txt"],
    ] {
        let ran = world.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn why_nothing_matches_is_said_once_for_all_that_was_tried() {
    let world = World::new();
    world.write("a.txt", "One.\n");
    world.write("b.txt", "Two.\n");
    world.write("c.txt", "1953, 40!\n");
    world.write("d.txt", "1953, 40!\n");
    world.write("e.tsv", "id\tdoc\torder\ttext\n\tA\t1\tOne.\n");
    for (arguments, expected) in [
        (&["matches", "a.txt"][..], "there is only one document"),
        (&["matches", "--top", "5", "a.txt"], "there is only one document"),
        (&["matches", "a.txt", "b.txt"], "--top 5 shows the nearest of each"),
        (
            &["matches", "--top", "5", "a.txt", "b.txt"],
            "no passages of two documents have anything in common",
        ),
        (&["matches", "c.txt", "d.txt"], "there is no letter in them"),
        (&["matches", "--top", "5", "c.txt", "d.txt"], "there is no letter in them"),
        (&["matches", "e.tsv"], "the first, line 2, is left out: id, doc or text is empty"),
    ] {
        let error = world.run(arguments).err;
        assert!(error.contains(expected), "{arguments:?}: {error}");
    }
}

#[test]
fn a_mistake_in_the_configuration_is_a_message_and_no_more() {
    let world = World::with_floods();
    world.write("config/triptych/config.toml", "themes = 'dark'\nascii = true\n");
    let ran = world.run(&["board", "floods"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("config.toml:1: 'themes' is no setting: did you mean 'theme'?"), "{}", ran.err);
    assert!(ran.out.is_ascii(), "ascii = true was passed over:\n{}", ran.out);
}

#[test]
fn a_home_that_is_missing_is_no_error() {
    let world = World::with_floods();
    let mut command = world.command();
    command.env_remove("HOME").env_remove("XDG_CONFIG_HOME").env_remove("XDG_DATA_HOME");
    let ran = ran(command.args(["board", "floods"]));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn the_reader_needs_a_terminal() {
    let error = World::with_floods().error(&["floods"]);
    assert!(error.contains("needs a terminal"), "{error}");
}

#[test]
fn a_collection_with_mistakes_is_checked() {
    let world = World::with_floods();
    let sound = world.text(&["check", "floods"]);
    insta::assert_snapshot!(sound, @r"
    A ort.txt: 3 codings
    B lund.txt: 2 codings
    C chronicle.txt: 2 codings
    3 documents, 3 episodes, 7 codings, 2 links, 1 row, 2 summaries: everything fits
    coded sentences found: 7 exactly
    ");
    world
        .write("floods/links.jsonl", "{\"a\":\"A#1.1\",\"b\":\"B#9.1\",\"strength\":\"strong\"}\nnonsense\n");
    let ran = world.run(&["check", "floods"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("links.jsonl:1: ") && ran.out.contains("links.jsonl:2: "), "{}", ran.out);
    world.write("t.tsv", "id\tdoc\torder\ttext\na\tA\t1\tOne.\na\tA\t2\tTwo.\n");
    let ran = world.run(&["check", "t.tsv"]);
    assert!(ran.out.starts_with("t.tsv:3: left out: the id 'a' was there before\n"), "{}", ran.out);
}

#[test]
fn where_little_is_coded_by_hand_it_is_said_that_nothing_is_suggested() {
    let world = World::with_floods();
    let said = |world: &World, command: &str| world.run(&[command, "floods"]).err;
    for command in ["board", "synopsis"] {
        assert!(!said(&world, command).contains("suggested"), "{command}");
    }
    world.write(
        "floods/codings.jsonl",
        "{\"document\":\"A\",\"paragraph\":1,\"sentence\":1,\"episodes\":[\"f53\"],\"step\":\"call\"}\n",
    );
    for command in ["board", "synopsis"] {
        let expected = "1 of 8 sentences is coded, by hand, and nothing is suggested for the others";
        assert!(said(&world, command).contains(expected), "{}", said(&world, command));
    }
    std::fs::remove_file(world.path("floods/codings.jsonl")).expect("it was there");
    assert!(!said(&world, "board").contains("suggested"), "all are suggested");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    use std::process::{Command, Stdio};

    let world = World::new();
    world.write("long.txt", "A line of some length to fill the pipe.\n".repeat(20_000));
    for arguments in [&["show", "long", "long.txt"][..], &["--help"], &["man"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_triptych"))
            .args(arguments)
            .current_dir(world.home.path())
            .env("HOME", world.home.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let world = World::with_floods();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_triptych"))
        .args(["show", "A", "floods"])
        .current_dir(world.home.path())
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("standard output cannot be written"), "{error}");
}
