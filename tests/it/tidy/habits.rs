//! Habits that can be counted.

use super::source::{Source, tokens, tracked};

/// Lines from which one asks why a file is so long.
const LONGEST: usize = 500;

/// Files that may be longer, and why.
const LONGER: [(&str, &str); 0] = [];

#[test]
fn every_file_says_what_it_is_for() {
    for source in rust() {
        assert!(source.text.starts_with("//! "), "{}: the first line is no `//!`", source.path);
    }
}

#[test]
fn files_are_short_enough_to_read() {
    let long: Vec<String> = rust()
        .map(|source| (&source.path, source.text.lines().count()))
        .filter(|(path, lines)| *lines > LONGEST && !LONGER.iter().any(|(longer, _)| longer == path))
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines, with no reason given:\n{}", long.join("\n"));
    for (path, reason) in LONGER {
        let lines = rust().find(|source| source.path == path).map_or(0, |file| file.text.lines().count());
        assert!(lines > LONGEST, "{path} ({reason}) needs no exception any more");
    }
}

#[test]
fn a_lint_is_allowed_with_a_reason() {
    let mut broken = Vec::new();
    for source in rust().filter(|source| source.path.starts_with("src/")) {
        let tokens = tokens(&source.code);
        for (at, token) in tokens.iter().enumerate() {
            let attribute = at >= 2 && tokens[at - 1].text == "[" && matches!(tokens[at - 2].text, "#" | "!");
            if attribute && matches!(token.text, "allow" | "expect") {
                let end = tokens[at..].iter().position(|token| token.text == "]").unwrap_or(0);
                if !tokens[at..at + end].iter().any(|token| token.text == "reason") {
                    broken.push(format!("{}:{}", source.path, token.line));
                }
            }
        }
    }
    assert!(broken.is_empty(), "a lint is allowed without a reason:\n{}", broken.join("\n"));
}

#[test]
fn nothing_is_left_open_or_ignored() {
    const OPEN: [&str; 4] = ["todo", "unimplemented", "dbg", "ignore"];
    let mut broken = Vec::new();
    for source in rust() {
        let tokens = tokens(&source.code);
        for pair in tokens.windows(2) {
            let is_macro = pair[1].text == "!" && OPEN[..3].contains(&pair[0].text);
            let is_ignored = pair[0].text == "[" && pair[1].text == "ignore";
            if is_macro || is_ignored {
                broken.push(format!("{}:{}", source.path, pair[0].line));
            }
        }
    }
    assert!(broken.is_empty(), "left open:\n{}", broken.join("\n"));
}

fn rust() -> impl Iterator<Item = &'static Source> {
    tracked().filter(|source| source.is_rust())
}
