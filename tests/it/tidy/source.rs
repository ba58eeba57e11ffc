//! The project's files as text, and what a Rust file says apart from comments and literals.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A file of the project.
pub(super) struct Source {
    /// From the top of the project, with `/`.
    pub path: String,
    pub text: String,
    /// A Rust file's text with comments and the insides of literals blanked, line by line as before.
    pub code: String,
}

impl Source {
    pub(super) fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|ending| ending == "rs")
    }
}

/// A word of a Rust file, or one sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    /// From 1.
    pub line: usize,
}

/// A path such as `std::fs::File`, with groups written out, where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UsedPath {
    pub segments: Vec<String>,
    pub line: usize,
    /// How many inline modules it stands in.
    pub depth: usize,
}

impl UsedPath {
    pub(super) fn starts_with(&self, start: &str) -> bool {
        let mut segments = self.segments.iter();
        start.split("::").all(|part| segments.next().is_some_and(|segment| segment == part))
    }
}

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file of `src`.
pub(super) fn sources() -> impl Iterator<Item = &'static Source> + Clone {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    let sources = SOURCES.get_or_init(|| {
        let mut paths = Vec::new();
        walk(&root().join("src"), &mut paths);
        read(paths)
    });
    assert!(sources.len() > 20, "the sources are found");
    sources.iter().filter(|source| source.is_rust())
}

/// Every text file that belongs to the project: as git says, or all there are without git.
pub(super) fn tracked() -> impl Iterator<Item = &'static Source> {
    static TRACKED: OnceLock<Vec<Source>> = OnceLock::new();
    let listed = || Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let tracked = TRACKED.get_or_init(|| match listed() {
        Ok(output) if output.status.success() => {
            let names = String::from_utf8_lossy(&output.stdout);
            read(names.split('\0').filter(|name| !name.is_empty()).map(|name| root().join(name)).collect())
        }
        _ => {
            let mut paths = Vec::new();
            walk(root(), &mut paths);
            read(paths)
        }
    });
    assert!(tracked.len() > 20, "the files are found");
    tracked.iter()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    for entry in entries.map(|entry| entry.expect("the entry can be read")) {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_file() {
            paths.push(path);
        } else if path.is_dir() && name != ".git" && path != root().join("target") {
            walk(&path, paths);
        }
    }
}

/// The files that are there and are text, in order.
fn read(mut paths: Vec<PathBuf>) -> Vec<Source> {
    paths.sort();
    let text_of = |path: PathBuf| {
        let name = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&path).ok()?;
        let mut source = Source { path: name, text, code: String::new() };
        if source.is_rust() {
            source.code = code(&source.text);
        }
        Some(source)
    };
    paths.into_iter().filter_map(text_of).collect()
}

fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let before = out.chars().next_back();
        let (length, is_code) = piece(rest, before);
        let taken = &rest[..length.max(first.len_utf8())];
        if is_code {
            out.push_str(taken);
        } else {
            out.extend(taken.chars().map(|c| if c == '\n' { c } else { ' ' }));
        }
        rest = &rest[taken.len()..];
    }
    out
}

/// Bytes of the comment, literal or single character at the start, and whether it is code.
fn piece(text: &str, before: Option<char>) -> (usize, bool) {
    let inside_word = before.is_some_and(is_word);
    if text.starts_with("//") {
        return (text.find('\n').unwrap_or(text.len()), false);
    }
    if text.starts_with("/*") {
        return (text.find("*/").map_or(text.len(), |end| end + 2), false);
    }
    if let Some(raw) = text.strip_prefix('r').or_else(|| text.strip_prefix("br")).filter(|_| !inside_word) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let start = text.len() - raw.len() + hashes + 1;
            return (text[start..].find(&close).map_or(text.len(), |end| start + end + close.len()), false);
        }
    }
    if text.starts_with('"') {
        return (closed_by(text, '"').unwrap_or(text.len()), false);
    }
    if text.starts_with('\'') {
        // A character, not a lifetime: one character or an escape, then a quote.
        let escaped = text.starts_with("'\\");
        let single = text.chars().nth(2) == Some('\'');
        if escaped || single {
            return (closed_by(text, '\'').unwrap_or(1), false);
        }
    }
    (0, true)
}

/// Bytes up to and with the closing quote; the text begins with the opening one.
fn closed_by(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Words and signs of code; `::` is one of them.
pub(super) fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (line, text) in (1..).zip(code.lines()) {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = match first {
                c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
                ':' if rest.starts_with("::") => 2,
                c => c.len_utf8(),
            };
            tokens.push(Token { text: &rest[..length], line });
            rest = rest[length..].trim_start();
        }
    }
    tokens
}

/// Every path of more than one segment, with the groups of `use` written out.
pub(super) fn paths(tokens: &[Token<'_>]) -> Vec<UsedPath> {
    let mut paths = Vec::new();
    let mut at = 0;
    // Braces that are open, and which of them belong to an inline module.
    let mut modules: Vec<bool> = Vec::new();
    while let Some(token) = tokens.get(at) {
        match token.text {
            "{" => {
                modules.push(at >= 2 && tokens[at - 2].text == "mod");
                at += 1;
            }
            "}" => {
                modules.pop();
                at += 1;
            }
            text if text.starts_with(is_word) => {
                let depth = modules.iter().filter(|&&module| module).count();
                at = path(tokens, at, &[], depth, &mut paths);
            }
            _ => at += 1,
        }
    }
    paths
}

/// Reads the path at `at` after `prefix`; returns where it ends.
fn path(
    tokens: &[Token<'_>],
    mut at: usize,
    prefix: &[String],
    depth: usize,
    out: &mut Vec<UsedPath>,
) -> usize {
    let line = tokens[at].line;
    let mut segments = prefix.to_vec();
    let sign = |at: usize| tokens.get(at).map_or("", |token| token.text);
    while sign(at).starts_with(is_word) {
        segments.push(sign(at).to_owned());
        at += 1;
        if sign(at) != "::" {
            break;
        }
        if sign(at + 1) == "{" {
            at += 2;
            while at < tokens.len() && sign(at) != "}" {
                at = if sign(at).starts_with(is_word) {
                    path(tokens, at, &segments, depth, out)
                } else {
                    at + 1
                };
            }
            return at + 1;
        }
        at += 1;
    }
    if segments.len() > 1 {
        out.push(UsedPath { segments, line, depth });
    }
    at
}

#[test]
fn code_is_told_from_comments_and_literals() {
    let text =
        "let a = \"// \\\" no\"; // std::fs\nlet b = 'x'; fn f<'a>() {} /* crate::x */ r#\"a\"b\"# c '\\''";
    let code = code(text);
    assert_eq!(code.lines().count(), 2);
    let words: Vec<_> = code.split_whitespace().collect();
    assert_eq!(words.join(" "), "let a = ; let b = ; fn f<'a>() {} c");
}

#[test]
fn groups_of_paths_are_written_out() {
    let text = "use crate::{app::{App, key::Key}, text::Span};\nmod tests { use super::*; fn f() { std::fs::read(x::y) } }";
    let found: Vec<(String, usize, usize)> = paths(&tokens(text))
        .into_iter()
        .map(|path| (path.segments.join("::"), path.line, path.depth))
        .collect();
    let expected = [
        ("crate::app::App", 1, 0),
        ("crate::app::key::Key", 1, 0),
        ("crate::text::Span", 1, 0),
        ("std::fs::read", 2, 1),
        ("x::y", 2, 1),
    ];
    assert_eq!(found, expected.map(|(path, line, depth)| (path.to_owned(), line, depth)));
}
