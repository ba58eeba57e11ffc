//! `triptych agreement`: two readers' codings from wherever they are kept.

use serde_json::Value;

use super::world::World;

/// The floods, and a second reader's folder with the same texts, who codes one sentence otherwise
/// and one more.
fn two_readers() -> World {
    let world = World::with_floods();
    for name in ["collection.toml", "ort.txt", "lund.txt", "chronicle.txt"] {
        let text = std::fs::read(world.path("floods").join(name)).unwrap();
        world.write(&format!("other/{name}"), text);
    }
    let codings = std::fs::read_to_string(world.path("floods/codings.jsonl")).unwrap();
    let changed = codings.replacen(r#""step":"after","background":true"#, r#""step":"call""#, 1)
        + r#"{"document":"A","paragraph":2,"sentence":2,"episodes":["f53"],"step":"call"}"#;
    world.write("other/codings.jsonl", changed);
    world
}

fn json(world: &World, arguments: &[&str]) -> Value {
    serde_json::from_str(&world.text(&[&["agreement", "--format", "json"], arguments].concat())).unwrap()
}

fn figures<'a>(found: &'a Value, question: &str, id: &str) -> &'a Value {
    let all = found["figures"].as_array().unwrap();
    all.iter().find(|one| one["question"] == question && one["id"] == id).expect("asked")
}

#[test]
fn two_folders_are_compared() {
    let world = two_readers();
    let found = json(&world, &["floods", "other"]);
    assert_eq!((&found["unit"], &found["units"]), (&"sentence".into(), &8.into()));
    let call = figures(&found, "step", "call");
    let counts = ["both", "only_a", "only_b", "neither"].map(|key| call[key].as_u64().unwrap());
    assert_eq!(counts, [4, 0, 2, 2]);
    // Observed 6/8, expected (4*6 + 4*2)/64: kappa is .5.
    assert_eq!(call["kappa"]["value"], 0.5);
    let places: Vec<_> = found["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["doc"].as_str().unwrap(),
                one["paragraph"].as_u64().unwrap(),
                one["sentence"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(places, [("ort.txt", 2, 1), ("ort.txt", 2, 2)]);
    assert_eq!(found["differences"][0]["a"]["step"], "after");
    assert_eq!(found["differences"][1]["a"]["step"], Value::Null);
    let same = json(&world, &["floods", "floods"]);
    assert_eq!(same["differences"], serde_json::json!([]));
    assert_eq!(figures(&same, "episodes", "")["alpha"]["value"], 1.0);
}

/// The other reader calls documents, episodes and steps otherwise and has them in another order.
#[test]
fn documents_are_known_by_their_words_and_codes_by_their_names() {
    let world = two_readers();
    let expected = json(&world, &["floods", "other"])["figures"].clone();
    std::fs::rename(world.path("other/ort.txt"), world.path("other/z.txt")).unwrap();
    let settings = std::fs::read_to_string(world.path("other/collection.toml")).unwrap();
    let (before, parts) = settings.split_once("[[episode]]").unwrap();
    let (episodes, rest) = parts.split_once("[[step]]").unwrap();
    let (steps, rest) = rest.split_once("\n[[actor]]").unwrap_or((rest, ""));
    let turned = |list: &str, head: &str| {
        let mut all: Vec<&str> = list.split(head).collect();
        all.reverse();
        all.into_iter().flat_map(|one| [head, one, "\n"]).collect::<String>()
    };
    let settings =
        [before, &turned(episodes, "[[episode]]"), &turned(steps, "[[step]]"), "\n[[actor]]", rest].concat();
    world
        .write("other/collection.toml", settings.replace("ort.txt", "z.txt").replace("\"f53\"", "\"flood\""));
    let codings = std::fs::read_to_string(world.path("other/codings.jsonl")).unwrap();
    world.write("other/codings.jsonl", codings.replace("\"f53\"", "\"flood\""));
    world.write("other/strange.txt", "Other words.\n");
    let strange = "{\"document\":\"strange.txt\",\"paragraph\":1,\"sentence\":1,\"episodes\":[\"flood\"]}\n";
    let codings = std::fs::read_to_string(world.path("other/codings.jsonl")).unwrap();
    world.write("other/codings.jsonl", codings + "\n" + strange);
    let ran = world.run(&["agreement", "floods", "other", "--format", "json"]);
    assert!(ran.err.contains("z.txt is compared with ort.txt, which has the same words\n"), "{}", ran.err);
    let strange = "strange.txt: no document has this name or these words; codings left out: 1\n";
    assert!(ran.err.contains(strange), "{}", ran.err);
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(found["figures"], expected);
}

#[test]
fn a_reader_may_be_a_file_or_a_table() {
    let world = two_readers();
    let expected = json(&world, &["floods", "other"])["figures"].clone();
    let table = world.text(&["codings", "--by-hand", "--format", "csv", "other"]);
    world.write("theirs.csv", &table);
    world.write("theirs.tsv", table.replace(';', "|").replace(',', "\t").replace("\t 2007", ", 2007"));
    for theirs in ["other/codings.jsonl", "theirs.csv"] {
        assert_eq!(json(&world, &["floods", theirs])["figures"], expected, "{theirs}");
        let swapped = json(&world, &["--collection", "floods", theirs, "floods/codings.jsonl"]);
        assert_eq!(figures(&swapped, "step", "call")["only_a"], 2, "{theirs}");
    }
}

#[test]
fn a_readers_own_work_stands_over_what_came_with_the_collection() {
    let world = two_readers();
    let quote = "Nobody had asked them.";
    let record = format!(
        "{{\"triptych\":1,\"kind\":\"codings\"}}\n{{\"id\":\"x1\",\"anchor\":{{\"document\":\"ort.txt\",\
         \"paragraph\":2,\"start\":32,\"end\":54,\"quote\":\"{quote}\"}},\"episodes\":[\"f53\"],\"step\":\"call\"}}\n"
    );
    world.write("floods/triptych/codings.jsonl", record);
    let found = json(&world, &["floods", "other"]);
    assert_eq!(found["differences"].as_array().unwrap().len(), 1, "{found}");
    let ran = world.run(&["agreement", "--format", "json", "floods/triptych", "other"]);
    assert!(ran.err.contains("lund.txt: only one of the two coded it"), "{}", ran.err);
    let work: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(work["left_out"], serde_json::json!(["lund.txt", "chronicle.txt"]));
}

#[test]
fn it_is_read_in_a_terminal_and_in_a_spreadsheet() {
    let world = two_readers();
    let text = world.text(&["agreement", "floods", "other"]);
    for words in [
        "8 sentences of 3 documents",
        "kappa",
        "Coded differently: 2 passages",
        "A: Flood of 1953; Aftermath",
    ] {
        assert!(text.contains(words), "{words}:\n{text}");
    }
    let table = world.text(&["agreement", "floods", "other", "--format", "csv"]);
    assert!(table.starts_with("question,id,name,both,only_a"), "{table}");
    assert!(table.contains("\nstep,call,Call,4,0,2,0,2,0.7500,0.5000,"), "{table}");
    let places = world.text(&["agreement", "floods", "other", "--format", "csv", "--places"]);
    assert!(places.contains("\nort.txt,2,2,,,,f53,call,,Nobody had asked them.\n"), "{places}");
}

#[test]
fn a_narrow_terminal_has_the_same_figures_below_each_other() {
    let world = two_readers();
    let printed = |columns: &str| {
        let arguments = ["agreement", "floods", "other"];
        let output = world.command().args(arguments).env("COLUMNS", columns).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (wide, narrow) = (printed("130"), printed("80"));
    let told = |text: &str| {
        let figures = text.split("Coded differently").next().unwrap_or_default();
        let mut numbers: Vec<String> = figures
            .split_whitespace()
            .filter(|word| word.contains('.') || *word == "%")
            .map(str::to_owned)
            .collect();
        numbers.sort_unstable();
        numbers
    };
    assert_eq!(told(&narrow), told(&wide));
    assert!(narrow.matches('[').count() > 10, "{narrow}");
    assert!(narrow.lines().all(|line| line.chars().count() <= 80), "{narrow}");
    assert!(wide.lines().any(|line| line.contains("both") && line.contains("alpha")), "{wide}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let world = two_readers();
    assert!(world.error(&["agreement", "floods", "nowhere"]).contains("nowhere: there is no such file"));
    world.write("plain.csv", "a plain,table\n1,2\n");
    assert!(
        world.error(&["agreement", "floods", "plain.csv"]).contains("plain.csv: this is no table of codings")
    );
    world.write(
        "wrong.csv",
        "doc,paragraph,sentence,episodes,step\nort.txt,9,1,f53,call\nort.txt,1,1,f54,call\nort.txt,2,1,f53,call\n",
    );
    let ran = world.run(&["agreement", "floods", "wrong.csv"]);
    assert_eq!(ran.code, 0);
    for words in [
        "wrong.csv:2: left out: ort.txt has no paragraph 9",
        "wrong.csv:3: left out: there is no episode 'f54'; did you mean 'f53'?",
    ] {
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}
