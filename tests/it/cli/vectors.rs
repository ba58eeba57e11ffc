//! Static vectors from a file that the reader names.

use super::world::World;

const WORDS: &str = "flood 1 0\ndeluge 0.9 0.1\nbread 0 1\nloaves 0.1 0.9\n";

fn world() -> World {
    let world = World::new();
    world.write("both/a.txt", "A flood came at dawn.\n\nBread was dear.\n");
    world.write("both/b.txt", "Loaves cost too much.\n\nThat deluge surprised everyone.\n");
    world.write("words.txt", WORDS);
    world
}

const MATCHES: [&str; 5] = ["matches", "both", "--top", "1", "--format=jsonl"];

#[test]
fn vectors_of_the_command_line_and_of_the_configuration_are_used() {
    let world = world();
    let alike = "flood ~ deluge";
    assert!(!world.run(&MATCHES).out.contains(alike));
    let named = [&MATCHES[..], &["--vectors", "words.txt"]].concat();
    let found = world.text(&named);
    assert!(found.contains(alike) && found.contains("\"vectors\""), "{found}");
    world.write("config/triptych/config.toml", "vectors = '../../words.txt'\n");
    assert_eq!(world.text(&MATCHES), found);
    let without = [&MATCHES[..], &["--no-vectors"]].concat();
    assert!(!world.run(&without).out.contains(alike));
}

#[test]
fn every_subcommand_that_matches_takes_them() {
    let world = world();
    for subcommand in ["matches", "differences", "synopsis"] {
        assert!(world.run(&[subcommand, "both", "--vectors", "words.txt"]).code <= 1);
        let error = world.error(&[subcommand, "both", "--vectors", "nowhere.txt"]);
        assert!(error.contains("nowhere.txt: "), "{error}");
    }
}

#[test]
fn files_that_are_no_vectors_are_named() {
    let world = world();
    world.write("bad.txt", "flood 1 0\nbread 1\n");
    world.write("alone/table.safetensors", "nothing");
    world.write("two/table.safetensors", "nothing");
    world.write("two/one_tokenizer.json", "{}");
    world.write("two/other_tokenizer.json", "{}");
    world.write("broken/table.safetensors", "nothing");
    world.write("broken/table_tokenizer.json", "{}");
    for (file, says) in [
        ("bad.txt", "bad.txt: line 2: "),
        ("both", "both: is no regular file"),
        ("alone/table.safetensors", "alone/table.safetensors: no tokenizer.json lies beside it"),
        ("two/table.safetensors", "name one of one_tokenizer.json, other_tokenizer.json 'tokenizer.json'"),
        ("broken/table.safetensors", "broken/table.safetensors: no safetensors file: "),
    ] {
        let error = world.error(&["matches", "both", "--vectors", file]);
        assert!(error.contains(says), "{file}: {error}");
    }
}

#[test]
fn without_the_vectors_of_the_configuration_it_goes_on() {
    let world = world();
    world.write("config/triptych/config.toml", "vectors = 'nowhere.txt'\n");
    let ran = world.run(&MATCHES);
    assert_eq!(ran.code, 1, "no words in common: {}", ran.err);
    assert!(ran.err.contains("nowhere.txt: ") && ran.err.contains("going on without vectors"), "{}", ran.err);
}
