//! `triptych codings`: by hand and suggested, with what the suggestions rest on.

use serde_json::{Value, json};

use super::world::World;

#[test]
fn codings_are_one_line_for_each_passage() {
    let world = World::with_floods();
    let text = world.text(&["codings", "--by-hand", "--format", "jsonl", "floods"]);
    insta::assert_snapshot!(text.lines().take(3).collect::<Vec<_>>().join("\n"), @r#"
    {"doc":"ort.txt","paragraph":1,"sentence":1,"quote":"The town sent a rider to the queen at once.","episodes":[{"id":"f53","confidence":1.0}],"step":"call","step_confidence":1.0,"confidence":1.0,"by":"hand"}
    {"doc":"ort.txt","paragraph":2,"sentence":1,"quote":"Boats came from the whole coast.","episodes":[{"id":"f53","confidence":1.0}],"step":"after","step_confidence":1.0,"confidence":1.0,"by":"hand"}
    {"doc":"ort.txt","paragraph":2,"sentence":2,"quote":"Nobody had asked them.","episodes":[],"step":null,"step_confidence":null,"confidence":1.0,"by":"hand"}
    "#);
    let lines = world.json_lines(&["codings", "--by-hand", "--format", "jsonl", "floods"]);
    assert_eq!(lines.len(), 8, "a line for each sentence, coded or not");
    let uncoded = &lines[2];
    assert_eq!(uncoded["quote"], "Nobody had asked them.");
    assert_eq!((&uncoded["episodes"], &uncoded["step"]), (&json!([]), &Value::Null));
}

#[test]
fn a_paragraph_has_the_codings_of_its_sentences() {
    let lines = World::with_floods().json_lines(&[
        "codings",
        "--by-hand",
        "--unit",
        "paragraph",
        "--format",
        "jsonl",
        "floods",
    ]);
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[1]["sentence"], Value::Null);
    assert_eq!(lines[1]["episodes"][0]["id"], "f53");
    assert_eq!(lines[1]["step"], "after");
}

#[test]
fn suggested_codings_say_what_they_rest_on() {
    let world = World::with_floods();
    for unit in ["sentence", "paragraph"] {
        let lines =
            world.json_lines(&["codings", "--suggested", "--unit", unit, "--format", "jsonl", "floods"]);
        assert!(lines.iter().any(|line| line["episodes"][0]["id"] == "f16"), "{lines:?}");
        for line in &lines {
            assert_eq!(line["by"], "suggested");
            let episodes = line["episodes"].as_array().unwrap().iter();
            let of_episodes = episodes.map(|episode| (&episode["id"], &episode["confidence"]));
            let of_step = (!line["step"].is_null()).then(|| (&line["step"], &line["step_confidence"]));
            for (id, confidence) in of_episodes.chain(of_step) {
                let parts = line["evidence"].as_array().unwrap().iter().filter(|part| part["for"] == *id);
                let score: f64 = parts.map(|part| part["weight"].as_f64().unwrap()).sum();
                let meant = 1.0 / (1.0 + (-score).exp());
                assert!((meant - confidence.as_f64().unwrap()).abs() < 1e-3, "{id}: {line}");
            }
        }
    }
    let both = world.json_lines(&["codings", "--format", "jsonl", "floods"]);
    let by = |who: &str| both.iter().filter(|line| line["by"] == who).count();
    assert_eq!((by("hand"), by("suggested")), (8, 8));
    assert!(both.iter().all(|line| line["by"] != "hand" || line.get("evidence").is_none()));
}

#[test]
fn what_a_passage_matches_is_evidence_for_its_coding() {
    let world = World::new();
    let scheme = "[[episode]]\nid = \"strike\"\nnames = [\"Dunmore\"]\n\
                  [[step]]\nid = \"out\"\nterms = [\"walked out\"]\n\
                  [[step]]\nid = \"end\"\nterms = [\"signed\"]\n[[step]]\nid = \"force\"\n";
    world.write("c/collection.toml", scheme);
    let fill = |word: &str| format!("A {word} stood still.\n\n").repeat(30);
    world.write("c/a.txt", format!("The forty miners of Dunmore walked out on 6 May.\n\n{}", fill("mill")));
    world.write("c/b.txt", format!("{}At Dunmore forty miners laid down tools on 6 May.", fill("barn")));
    let line = |arguments: &[&str]| {
        let all = [&["codings", "--suggested", "--format", "jsonl", "c"], arguments].concat();
        let mut lines = world.json_lines(&all);
        lines.pop().expect("the last sentence")
    };
    let (matched, alone) = (line(&[]), line(&["--no-matches"]));
    assert_eq!((&matched["step"], &alone["step"]), (&Value::from("out"), &Value::Null));
    let of_match = |line: &Value| {
        let evidence = line["evidence"].as_array().unwrap().clone();
        evidence.into_iter().filter(|part| part["kind"] == "match").collect::<Vec<_>>()
    };
    assert_eq!(of_match(&alone), [Value::Null; 0]);
    let parts = of_match(&matched);
    assert!(!parts.is_empty() && parts.iter().all(|part| part["passage"] == "a.txt#1.1"), "{matched}");
    assert!(
        world.text(&["board", "c"]).contains("told by A, B")
            || world.text(&["board", "c"]).contains("A 1, B 1")
    );
}
