//! Words that belong nowhere in the code: what the built-in collection is about, and the places
//! where the project happens to be worked on.

use std::collections::{BTreeSet, HashSet};

use super::source::{root, sources, tracked};

/// Shorter words are too likely to be something else.
const SHORTEST: usize = 4;

/// Words of the collection that the code may use for what they mean elsewhere.
const ORDINARY: [(&str, &str); 3] = [
    ("French", "how French sets quotation marks"),
    ("German", "how German writes ordinals and quotation marks"),
    ("U.S.", "an abbreviation that ends no sentence"),
];

#[test]
fn the_code_does_not_know_what_the_collection_is_about() {
    let words = collection_words();
    assert!(words.len() > 200, "the collection's words are found: {}", words.len());
    let mut broken = Vec::new();
    for source in sources() {
        // Few of them can be in this file: those whose first part is.
        let parts: HashSet<&str> = parts(&source.text).collect();
        let first = |word: &str| self::parts(word).next().is_some_and(|first| parts.contains(first));
        let words: Vec<_> = words.iter().filter(|word| first(word)).collect();
        for (number, line) in (1..).zip(source.text.lines()) {
            for word in words.iter().filter(|word| holds_word(line, word)) {
                broken.push(format!("{}:{number}: '{word}'", source.path));
            }
        }
    }
    let count = broken.len();
    assert!(
        broken.is_empty(),
        "{count} words of the built-in collection in the code:\n{}",
        broken.join("\n")
    );
}

#[test]
fn no_file_speaks_of_the_workplace() {
    // Put together here, so that this file does not hold them.
    let words = [
        ["/wo", "rk/"].concat(),
        ["/tmp", "/w"].concat(),
        ["/ho", "me/"].concat(),
        ["/ro", "ot/"].concat(),
        ["issue", " #"].concat(),
        ["issues", " show"].concat(),
        ["before", "-stop"].concat(),
        ["work", "tree"].concat(),
        ["crates", ".io/"].concat(),
        ["index.crates", ".io"].concat(),
        ["static.rust", "-lang.org"].concat(),
    ];
    let mut broken = Vec::new();
    for source in tracked().filter(|source| source.path != "Cargo.lock") {
        for (number, line) in (1..).zip(source.text.lines()) {
            for word in words.iter().filter(|word| line.contains(word.as_str())) {
                broken.push(format!("{}:{number}: '{word}'", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "words of the workplace:\n{}", broken.join("\n"));
}

/// Ids, file names, titles, authors, and every name under which the scheme knows somebody or
/// something. Terms and examples are ordinary words and do not count.
fn collection_words() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("content/collection.toml")).expect("collection.toml");
    let settings: toml::Table = text.parse().expect("collection.toml is TOML");
    let mut words = BTreeSet::new();
    let mut add = |value: Option<&toml::Value>| match value {
        Some(toml::Value::String(word)) => words.extend([word.clone()]),
        Some(toml::Value::Array(list)) => {
            words.extend(list.iter().filter_map(|word| word.as_str().map(str::to_owned)));
        }
        _ => {}
    };
    for (table, keys) in [
        ("document", &["file", "title", "author", "publication", "cite"][..]),
        ("episode", &["id", "name", "short", "names"]),
        ("part", &["names"]),
        ("actor", &["id", "name", "names"]),
        ("alias", &["name", "spellings"]),
    ] {
        let entries = settings.get(table).and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
        assert!(!entries.is_empty(), "collection.toml has no [[{table}]]");
        for entry in entries {
            for key in keys {
                add(entry.get(key));
            }
        }
    }
    for file in words.clone().iter().filter_map(|word| word.strip_suffix(".txt")) {
        words.insert(file.to_owned());
    }
    words.retain(|word| word.chars().count() >= SHORTEST && !ORDINARY.iter().any(|(known, _)| known == word));
    words
}

/// Runs of letters and digits.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// Whether the line holds the word whole, in the same case.
fn holds_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[test]
fn whole_words_are_found() {
    assert!(holds_word("of Bonn, said", "Bonn") && !holds_word("Bonnet", "Bonn"));
}

#[test]
fn exceptions_say_why() {
    let sources = sources();
    for (word, reason) in ORDINARY {
        let used = sources.clone().any(|source| source.text.lines().any(|line| holds_word(line, word)));
        assert!(used, "'{word}' ({reason}) needs no exception any more");
    }
}
