//! `triptych notes`, `export` and `import` on files.

use super::world::World;

const NOTES: &str = r#"{"triptych":1,"kind":"notes"}
{"id":"n1","on":{"span":{"document":"ort.txt","quote":"Nobody had asked them.","paragraph":2,"start":32,"end":54}},"text":"<b>Who</b> then?","tags":["help"],"created":"2026-11-20T10:00:00Z"}
{"id":"n2","on":{"span":{"document":"ort.txt","quote":"The queen wept.","paragraph":2}},"text":"Lost words"}
"#;
const CODINGS: &str = r#"{"triptych":1,"kind":"codings"}
{"id":"c1","anchor":{"document":"ort.txt","quote":"Nobody had asked them.","paragraph":2,"start":32,"end":54},"episodes":["f53"],"step":"after"}
"#;

/// The floods with two notes, one of them on words that are gone, and a coding.
fn worked() -> World {
    let world = World::with_floods();
    world.write("floods/triptych/notes.jsonl", NOTES);
    world.write("floods/triptych/codings.jsonl", CODINGS);
    world
}

fn kept(world: &World, name: &str) -> String {
    std::fs::read_to_string(world.path("floods/triptych").join(name)).unwrap_or_default()
}

#[test]
fn notes_are_printed_with_the_lost_ones_first() {
    let text = worked().text(&["notes", "floods"]);
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}:\n{text}"));
    assert!(at("Not found in the texts") < at("Lost words") && at("Lost words") < at("<b>Who</b> then?"));
    assert!(at("coding: Flood of 1953; Aftermath") > 0 && at("tags: help") > 0);
    let notes = worked().text(&["notes", "floods", "--only", "codings", "--by", "episode"]);
    assert!(notes.starts_with("Flood of 1953\n") && !notes.contains("Who"), "{notes}");
    let ran = World::with_floods().run(&["notes", "floods"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "triptych: there is nothing that the reader made\n"));
}

#[test]
fn pages_hold_no_markup_of_others() {
    let world = worked();
    let page = |format| world.run(&["export", "floods", "--format", format, "--by", "step"]).out;
    let html = page("html");
    assert!(html.contains("&lt;b&gt;Who&lt;/b&gt; then?") && !html.contains("<b>"), "{html}");
    assert!(html.contains("<h2>Aftermath</h2>") && html.contains("ort.txt#2.2"), "{html}");
    let markdown = page("md");
    assert!(
        markdown.contains("\\<b\\>Who\\</b\\> then?") && markdown.contains("> Nobody had asked them."),
        "{markdown}"
    );
}

#[test]
fn what_is_exported_comes_in_elsewhere() {
    let world = worked();
    let mine = (kept(&world, "notes.jsonl"), kept(&world, "codings.jsonl"));
    for format in ["csv", "jsonl", "annotations"] {
        let ran = world.run(&["export", "floods", "--format", format, "--to", &format!("work.{format}")]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        let other = World::with_floods();
        other.write("work", std::fs::read(world.path(&format!("work.{format}"))).unwrap());
        let dry = other.text(&["import", "work", "floods", "--dry-run"]);
        assert_eq!(dry, "would be taken: 1 coding, 2 notes; known already: 0; contested: 0\n", "{format}");
        assert!(!other.path("floods/triptych").exists(), "{format}");
        assert!(
            other.text(&["import", "work", "floods"]).starts_with("taken: 1 coding, 2 notes"),
            "{format}"
        );
        let ran = other.run(&["import", "work", "floods"]);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (1, "taken: nothing; known already: 3; contested: 0\n"),
            "{format}"
        );
        assert_eq!(other.text(&["notes", "floods"]), world.text(&["notes", "floods"]), "{format}");
    }
    assert_eq!(
        (kept(&world, "notes.jsonl"), kept(&world, "codings.jsonl")),
        mine,
        "exporting changes nothing"
    );
}

#[test]
fn a_file_is_replaced_on_request_only_and_no_link_is_followed() {
    let world = worked();
    world.write("there.md", "mine\n");
    let arguments = ["export", "floods", "--format", "md", "--to", "there.md"];
    let ran = world.run(&arguments);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("there.md is there already"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(world.path("there.md")).unwrap(), "mine\n");
    assert_eq!(world.run(&[&arguments[..], &["--force"]].concat()).code, 0);
    assert!(std::fs::read_to_string(world.path("there.md")).unwrap().starts_with("# Two floods"));
    std::os::unix::fs::symlink(world.path("aim.md"), world.path("link.md")).unwrap();
    let ran = world.run(&["export", "floods", "--to", "link.md", "--force"]);
    assert!(ran.code == 2 && ran.err.contains("link.md is a link"), "{}", ran.err);
    assert!(!world.path("aim.md").exists());
    for entry in std::fs::read_dir(world.home.path()).unwrap() {
        assert!(!entry.unwrap().file_name().to_string_lossy().starts_with(".triptych-"));
    }
}

#[test]
fn tables_of_codings_and_links_come_in() {
    let world = worked();
    world.write(
        "codings.csv",
        "doc;paragraph;sentence;episodes;step;mood\nort.txt;1;1;f53;call;x\nA;2;2;Flood of 1953;Call;\nort.txt;7;1;f53;call;\n\
         ort.txt;2;1;f35;call;\n",
    );
    let ran = world.run(&["import", "codings.csv", "floods"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for words in [
        "codings.csv:1: not understood, and passed over: 'mood'",
        "codings.csv:4: left out: ort.txt has no paragraph 7",
        "codings.csv:5: left out: there is no episode 'f35'",
        "ort.txt#2.2: your coding says otherwise and stands",
    ] {
        assert!(ran.err.contains(words), "{words}:\n{}", ran.err);
    }
    assert_eq!(ran.out, "taken: 1 coding; known already: 0; contested: 1\n");
    let before = kept(&world, "codings.jsonl");
    assert!(world.run(&["import", "codings.csv", "floods", "--replace"]).out.starts_with("taken: 1 coding;"));
    assert_ne!(kept(&world, "codings.jsonl"), before);
    world.write("rival.tsv", "ort.txt#2.1\tlund.txt#1.1\t3.5\nort.txt#1.1\tort.txt#2.1\t1\n");
    let ran = world.run(&["import", "rival.tsv", "floods"]);
    assert!(ran.err.contains("rival.tsv:2: left out: both passages are of one document"), "{}", ran.err);
    assert_eq!(ran.out, "taken: 1 link; known already: 0; contested: 0\n");
    assert!(kept(&world, "links.jsonl").contains("same-event"));
    world.write("odd.bin", [0_u8, 159, 146, 150]);
    assert!(world.error(&["import", "odd.bin", "floods"]).contains("odd.bin: not understood"));
}

#[test]
fn a_table_never_takes_the_place_of_what_was_coded_elsewhere_in_the_text() {
    let world = World::with_floods();
    world.write("codings.csv", "passage,episodes,step\nort.txt#1.1,f53,call\n");
    assert!(world.text(&["import", "codings.csv", "floods"]).starts_with("taken: 1 coding;"));
    // Another sentence has the number of the one that was coded.
    let text = std::fs::read_to_string(world.path("floods/ort.txt")).unwrap();
    world.write("floods/ort.txt", format!("A line was added at the beginning of it.\n\n{text}"));
    let again = world.text(&["import", "codings.csv", "floods", "--replace"]);
    assert_eq!(again, "taken: 1 coding; known already: 0; contested: 0\n");
    assert_eq!(kept(&world, "codings.jsonl").matches("\"id\"").count(), 2);
}

#[test]
fn a_project_goes_out_and_makes_a_folder_elsewhere() {
    let world = worked();
    let export = ["export", "floods", "--all", "--format", "qdpx"];
    assert!(world.run(&export).err.contains("name its file with --to FILE"));
    let ran = world.run(&[&export[..], &["--to", "work.qdpx"]].concat());
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("free notes (1)"), "what is lost is said: {}", ran.err);
    let ran = world.run(&["import", "work.qdpx", "floods"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (1, "taken: nothing; known already: 14; contested: 0\n"),
        "{}",
        ran.err
    );
    let dry = world.run(&["import", "work.qdpx", "new", "--dry-run"]);
    assert_eq!((dry.out.as_str(), world.path("new").exists()), ("would be made: new with 3 texts\n", false));
    let ran = world.run(&["import", "work.qdpx", "new"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.starts_with("made: new with 3 texts\ntaken: 8 codings, 2 links, 2 notes, 2 summaries; "),
        "{}",
        ran.out
    );
    let notes = world.text(&["notes", "new", "--only", "codings", "--by", "episode"]);
    assert!(notes.contains("Flood of 1953; Call") && notes.contains("The town sent a rider"), "{notes}");
    let book = world.run(&["export", "floods", "--format", "qdc"]);
    assert!(book.out.starts_with("<?xml") && book.out.contains("name=\"Flood of 1953\""), "{}", book.out);
}

#[test]
fn a_folder_made_of_a_project_has_all_that_the_first_has() {
    let world = worked();
    assert_eq!(world.run(&["export", "floods", "--format", "qdpx", "--to", "w.qdpx"]).code, 0);
    assert_eq!(world.run(&["import", "w.qdpx", "new"]).code, 0);
    // Where a paragraph stands is another matter in a plain text.
    let said = |folder: &str| -> Vec<serde_json::Value> {
        let lines = world.run(&["export", folder, "--format", "jsonl"]).out;
        let mut lines: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for line in &mut lines {
            line.as_object_mut().unwrap().remove("anchor");
            line.as_object_mut().unwrap().remove("on");
        }
        lines
    };
    assert_eq!(said("new"), said("floods"));
    let scheme = |folder: &str| {
        let text = std::fs::read_to_string(world.path(folder).join("collection.toml")).unwrap();
        triptych::scheme::format::settings::parse(folder, &text).scheme
    };
    assert_eq!(scheme("new"), scheme("floods"));
    assert!(scheme("new").episodes.iter().any(|episode| episode.hidden));
}

#[test]
fn a_folder_made_of_a_project_can_be_compared_with_the_first() {
    let world = World::with_floods();
    // Read otherwise than as plain text, so that its text cannot be called so elsewhere.
    let lund = std::fs::read(world.path("floods/lund.txt")).unwrap();
    std::fs::remove_file(world.path("floods/lund.txt")).unwrap();
    world.write("floods/lund.v2.md", lund);
    let settings = std::fs::read_to_string(world.path("floods/collection.toml")).unwrap();
    world.write("floods/collection.toml", settings.replace("lund.txt", "lund.v2.md"));
    assert_eq!(world.run(&["export", "floods", "--all", "--format", "qdpx", "--to", "w.qdpx"]).code, 0);
    let made = world.run(&["import", "w.qdpx", "new"]);
    assert!(made.err.contains("'lund.v2.md' is called lund.v2.md.txt there"), "{}", made.err);
    let again = world.run(&["import", "w.qdpx", "new"]);
    assert!(again.out.ends_with("contested: 0\n"), "{}", again.out);
    let ran = world.run(&["agreement", "floods", "new", "--format", "json"]);
    assert!(ran.err.contains("lund.v2.md.txt is compared with lund.v2.md, which"), "{}", ran.err);
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&found["left_out"], &found["differences"]),
        (&serde_json::json!([]), &serde_json::json!([])),
        "{found}"
    );
    assert_eq!(found["units"], 8, "of all documents");
}

#[test]
fn what_the_collection_brings_goes_along_on_request() {
    let world = World::new();
    let lines = world.text(&["export", "--all", "--format", "csv"]);
    assert!(lines.lines().filter(|line| line.starts_with("coding,")).count() > 100);
    let ran = world.run(&["export", "--format", "csv"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("--all takes them along"), "{}", ran.err);
}

/// A project in the dialect of a program.
struct Dialect {
    program: &'static str,
    /// What is selected, with its tags.
    selected: &'static [(&'static str, &'static str)],
    /// What must be said of it.
    said: &'static [&'static str],
}

const DIALECTS: [Dialect; 4] = [
    Dialect {
        program: "qualcoder",
        selected: &[
            ("The \u{1f30a} broke the pier.", "Sea/Storm"),
            ("the caf\u{e9} was shut", "Town"),
            ("its crew sang", "Sea/Storm"),
        ],
        said: &["two-character line breaks count as one", "the note 'empty' is on no passage"],
    },
    Dialect {
        program: "atlas",
        selected: &[
            ("The \u{1f30a} broke the pier.", "Storm"),
            ("the caf\u{e9} was shut", "Town"),
            ("its crew sang", "Storm"),
            ("went out", "Town"),
        ],
        said: &["characters are counted as in UTF-16"],
    },
    Dialect {
        program: "maxqda",
        selected: &[
            ("The \u{1f30a} broke the pier.", "Storm, Town"),
            ("the caf\u{e9} was shut", "Town"),
            ("its crew sang", "Storm/Song"),
            ("Nobody came", "Storm"),
        ],
        said: &[
            "ends are the last character",
            "its text is not inside: relative:///far.txt; its 1 selections are left out",
            "it has no plain text, only internal://",
        ],
    },
    Dialect {
        program: "nvivo",
        selected: &[
            ("The Pier at Dawn", "Town"),
            ("The \u{1f30a} broke the pier.", "Nodes/Storm"),
            ("the caf\u{e9} was shut", "Town"),
            ("broke", "Nodes/Storm"),
            ("At noon the tug \u{1f6a2} went out, and its crew sang.", "Nodes/Storm"),
            ("Nobody came", "Town"),
        ],
        said: &[
            "the byte-order mark is counted",
            "1 selections go beyond the text of 'pier' and are taken to its end: 78 to 133",
            "1 selections lie outside the text of 'pier' and are left out: 136 to 146",
            "1 sources that are no text are left out: audio",
        ],
    },
];

#[test]
fn projects_in_the_dialects_of_other_programs_are_read_on_the_right_words() {
    let fixture = |name: &str| format!("{}/tests/fixtures/refi/{name}", env!("CARGO_MANIFEST_DIR"));
    for Dialect { program, selected, said } in DIALECTS {
        let world = World::new();
        let ran = world.run(&["import", &fixture(&format!("{program}.qdpx")), program]);
        assert_eq!(ran.code, 0, "{program}: {}", ran.err);
        for words in said {
            assert!(ran.err.contains(words), "{program}: '{words}' is not said:\n{}", ran.err);
        }
        let notes = world.json_lines(&["export", program, "--format", "jsonl"]);
        let notes = notes.iter().filter(|line| line["kind"] != "notes");
        let mut found: Vec<(String, String)> = notes
            .map(|note| {
                let tags: Vec<&str> =
                    note["tags"].as_array().unwrap().iter().filter_map(|tag| tag.as_str()).collect();
                (note["on"]["span"]["quote"].as_str().unwrap().to_owned(), tags.join(", "))
            })
            .collect();
        let mut expected: Vec<(String, String)> =
            selected.iter().map(|(words, tags)| ((*words).to_owned(), (*tags).to_owned())).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{program}:\n{}", ran.err);
        let again = world.run(&["import", &fixture(&format!("{program}.qdpx")), program]);
        assert!(again.out.starts_with("taken: nothing; "), "{program}: known again: {}", again.out);
    }
    let world = worked();
    let ran = world.run(&["import", &fixture("nvivo.qdc"), "floods"]);
    assert!(ran.code == 1 && ran.out.starts_with("taken: nothing"), "{} {}", ran.out, ran.err);
    assert!(ran.err.contains("become tags: Nodes/Storm, Town"), "{}", ran.err);
}
