//! `triptych differences`: kinds and formats, for readers and for scripts.

use serde_json::Value;

use super::world::World;

/// Two accounts of one dam, of different years.
fn dams() -> World {
    let world = World::new();
    let settings = r#"language = "en"
[[document]]
file = "ort.txt"
title = "The Long Night"
date = "1960"
[[document]]
file = "lund.txt"
title = "Water over the Dikes"
date = "1970"
"#;
    world.write("dams/collection.toml", settings);
    world.write(
        "dams/ort.txt",
        "In 1953 the flood drowned an estimated 2,000 sailors of Sandhaven.\n\
         The harbour council approved the new dam at Sandhaven in 1955.\n\
         Later the Mayor Marziah Ortlund came to the harbour.\n\
         Bread was dear that winter.\n",
    );
    world.write(
        "dams/lund.txt",
        "In 1954 the flood drowned the sailors of Sandhaven.\n\
         The harbour council rejected the new dam at Sandhaven in 1955.\n\
         It was Mayor Marzieh Ortlund who left the harbour.\n\
         =1+1 boats lay on the sand.\n",
    );
    world
}

#[test]
fn differences_are_lines_for_scripts() {
    let lines = dams().json_lines(&["differences", "--format", "jsonl", "dams"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    for line in &lines {
        assert_eq!(keys(line), ["a", "also", "b", "id", "kind", "score", "slot", "text", "verdict"]);
        for side in ["a", "b"] {
            assert_eq!(keys(&line[side]), ["doc", "paragraph", "quote", "sentence", "value"]);
            let (quote, value) =
                (line[side]["quote"].as_str().unwrap(), line[side]["value"].as_str().unwrap());
            assert!(quote.contains(value), "{line}");
        }
        assert!((0.0..=1.0).contains(&line["score"].as_f64().unwrap()), "{line}");
    }
    let found: Vec<_> =
        lines.iter().map(|line| (&line["kind"], &line["a"]["value"], &line["b"]["value"])).collect();
    for (kind, a, b) in [
        ("contradicts", "1953", "1954"),
        ("contradicts", "approved", "rejected"),
        ("spelled otherwise", "Marziah", "Marzieh"),
        ("only one tells", "an estimated 2,000 sailors", ""),
    ] {
        assert!(found.iter().any(|one| *one == (&kind.into(), &a.into(), &b.into())), "{a}: {found:?}");
    }
    let scores: Vec<f64> = lines.iter().map(|line| line["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other), "{scores:?}");
}

#[test]
fn a_reader_sees_both_sentences() {
    let text = dams().text(&["differences", "--kind", "contradicts", "--top", "1", "dams"]);
    for words in ["contradicts", "Long Night", "approved the new dam", "rejected the new dam"] {
        assert!(text.contains(words), "{words}:\n{text}");
    }
}

#[test]
fn a_table_has_a_head_and_no_formulas() {
    let text = dams().text(&["differences", "--format", "csv", "dams"]);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("kind,slot,a,a_value,a_quote,b,b_value,b_quote,also,text,score,verdict"));
    assert!(lines.clone().count() >= 4 && lines.all(|line| !line.contains(",=")), "{text}");
}

#[test]
fn accounts_that_agree_have_none() {
    let world = World::new();
    world.write("a.txt", "The dam of Ort broke in 1953.\n");
    world.write("b.txt", "The dam of Ort broke in 1953.\n");
    let ran = world.run(&["differences", "a.txt", "b.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("no differences"), "{}", ran.err);
}

/// Of retellings the same facts are found as of what they retell, without their wording.
#[test]
fn the_built_in_collection_has_differences() {
    let lines = World::new().json_lines(&["differences", "--format", "jsonl"]);
    assert!(lines.len() >= 5, "{}", lines.len());
    let slots: std::collections::BTreeSet<_> =
        lines.iter().filter_map(|line| line["slot"].as_str()).collect();
    assert!(slots.len() >= 4, "no slot crowds out the others: {slots:?}");
    let ids: std::collections::BTreeSet<_> = lines.iter().map(|line| line["id"].to_string()).collect();
    assert_eq!(ids.len(), lines.len(), "every difference has an id of its own");
    let kinds: std::collections::BTreeSet<_> =
        lines.iter().filter_map(|line| line["kind"].as_str()).collect();
    assert!(kinds.len() >= 3, "no kind crowds out the others: {kinds:?}");
}
