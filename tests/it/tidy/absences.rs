//! What must not be where. An architecture is mostly what its parts do without.

use super::source::{Source, Token, paths, sources, tokens};

/// Paths that may be used in some places only.
struct Only {
    paths: &'static [&'static str],
    /// Starts of the names of files.
    places: &'static [&'static str],
}

/// Crates that know a format of documents or guess at what a text is in.
const FORMATS: Only = Only {
    paths: &[
        "calamine",
        "chardetng",
        "dom_query",
        "dom_smoothie",
        "epub",
        "html5ever",
        "lopdf",
        "markdown",
        "pdf_extract",
        "pulldown_cmark",
        "scraper",
        "whatlang",
    ],
    places: &["src/import"],
};

/// Packages and XML come in documents and in other programs' projects.
const PACKAGES: Only = Only { paths: &["quick_xml", "zip"], places: &["src/import", "src/exchange/refi"] };

/// The store's own files come back from editors in other encodings.
const ENCODINGS: Only = Only { paths: &["encoding_rs"], places: &["src/import", "src/store/read.rs"] };

/// Modules that a format has to itself: only the importer's own files name them.
const FORMAT_MODULES: [&str; 10] =
    ["docx", "epub", "front_matter", "html", "markdown", "numbered", "odt", "pdf", "plain", "rtf"];

const FILES: Only = Only {
    paths: &["std::fs", "rustix::fs", "tempfile", "ignore"],
    places: &["src/import", "src/open", "src/store/file", "src/cli", "src/tui"],
};

const DRAWING: Only = Only { paths: &["ratatui"], places: &["src/ui", "src/tui"] };

const TERMINAL: Only = Only { paths: &["crossterm", "rustix::event"], places: &["src/tui"] };

/// Ctrl-C ends a long job of the command line between two lines.
const SIGNALS: Only = Only { paths: &["signal_hook"], places: &["src/tui", "src/cli/progress.rs"] };

/// The command line asks how wide its output is.
const WIDTH: Only = Only { paths: &["rustix::termios"], places: &["src/tui", "src/cli/output.rs"] };

/// What changes behind a shared reference: not where the state is, nor where it is drawn.
const HIDDEN_CHANGE: Only = Only {
    paths: &[
        "std::cell",
        "std::sync::Mutex",
        "std::sync::RwLock",
        "std::sync::OnceLock",
        "std::sync::LazyLock",
        "std::sync::atomic",
    ],
    places: &["src/text/known", "src/matching", "src/scheme/readings", "src/cli", "src/tui"],
};

const ENVIRONMENT: Only = Only {
    paths: &["std::env", "etcetera"],
    places: &["src/main.rs", "src/cli", "src/tui", "src/store/location"],
};

const PROCESSES: Only = Only { paths: &["std::process::Command"], places: &["src/tui"] };

const ARGUMENTS: Only = Only { paths: &["clap", "clap_complete", "clap_mangen"], places: &["src/cli"] };

/// `anyhow` is for what is said to a person; modules have errors of their own.
const ANYHOW: Only = Only { paths: &["anyhow"], places: &["src/cli", "src/tui", "src/main.rs"] };

#[test]
fn formats_are_known_to_the_importer_alone() {
    FORMATS.check();
    ENCODINGS.check();
    PACKAGES.check();
    let mut broken = Vec::new();
    for source in sources().filter(|source| !within(source, "src/import")) {
        for path in paths(&tokens(&source.code)) {
            let through = path.segments.iter().position(|segment| segment == "import");
            let module = through.and_then(|at| path.segments.get(at + 1));
            if module.is_some_and(|module| FORMAT_MODULES.contains(&module.as_str())) {
                broken.push(format!("{}:{}: {}", source.path, path.line, path.segments.join("::")));
            }
        }
    }
    assert!(broken.is_empty(), "formats named outside the importer:\n{}", broken.join("\n"));
}

#[test]
fn files_are_touched_where_that_is_expected() {
    FILES.check();
}

#[test]
fn nothing_draws_outside_ui_and_tui() {
    DRAWING.check();
}

#[test]
fn the_terminal_is_the_shells_alone() {
    TERMINAL.check();
    SIGNALS.check();
    WIDTH.check();
}

#[test]
fn the_environment_is_read_at_the_edge() {
    ENVIRONMENT.check();
    PROCESSES.check();
    ARGUMENTS.check();
    ANYHOW.check();
}

#[test]
fn drawing_changes_nothing() {
    let changes = |tokens: &[Token<'_>]| match tokens {
        [first, second, ..] if first.text == "mut" && second.text == "App" => Some(first.line),
        [first, rest @ ..] if first.text == "mut" => {
            // `&mut crate::app::App`
            let end = rest.iter().position(|token| !is_part_of_path(token.text)).unwrap_or(rest.len());
            rest[..end].last().filter(|last| last.text == "App").map(|last| last.line)
        }
        _ => None,
    };
    let broken = found(|source| within(source, "src/ui"), changes);
    assert!(broken.is_empty(), "`ui` takes &App:\n{}", broken.join("\n"));
    HIDDEN_CHANGE.check();
}

#[test]
fn there_is_no_global_state() {
    let global = |tokens: &[Token<'_>]| {
        let first = tokens.first()?;
        let of_thread = first.text == "thread_local";
        // Up to the `=`: the type of a static. A lifetime is no static.
        let end = tokens.iter().position(|token| token.text == "=").unwrap_or(tokens.len());
        let is_static = first.text == "static" && tokens.get(2).is_some_and(|token| token.text == ":");
        let mutable = first.text == "static" && tokens.get(1).is_some_and(|token| token.text == "mut");
        let changes = is_static && tokens[..end].iter().any(|token| is_changed_inside(token.text));
        (of_thread || mutable || changes).then_some(first.line)
    };
    let broken = found(|_| true, global);
    assert!(broken.is_empty(), "global state:\n{}", broken.join("\n"));
}

#[test]
fn only_the_command_line_and_the_shell_write_to_the_terminal() {
    const MACROS: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];
    const STREAMS: [&str; 4] = ["stdout", "stderr", "Stdout", "Stderr"];
    let prints = |tokens: &[Token<'_>]| match tokens {
        [name, bang, ..] if bang.text == "!" && MACROS.contains(&name.text) => Some(name.line),
        [name, ..] if STREAMS.contains(&name.text) => Some(name.line),
        _ => None,
    };
    let silent = |source: &Source| !within(source, "src/cli") && !within(source, "src/tui");
    let broken = found(silent, prints);
    assert!(broken.is_empty(), "written past the shell:\n{}", broken.join("\n"));
}

/// Whether a file is that module's own.
fn within(source: &Source, place: &str) -> bool {
    source
        .path
        .strip_prefix(place)
        .is_some_and(|rest| rest.starts_with('/') || rest == ".rs" || rest.is_empty())
}

fn is_part_of_path(text: &str) -> bool {
    text == "::" || text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Types whose value changes behind a shared reference.
fn is_changed_inside(name: &str) -> bool {
    const CELLS: [&str; 8] =
        ["Cell", "RefCell", "OnceCell", "LazyCell", "Mutex", "RwLock", "OnceLock", "LazyLock"];
    CELLS.contains(&name) || name.starts_with("Atomic")
}

/// Where `at` finds something, in the files that `asked` chooses.
fn found(asked: impl Fn(&Source) -> bool, at: impl Fn(&[Token<'_>]) -> Option<usize>) -> Vec<String> {
    let mut places = Vec::new();
    for source in sources().filter(|source| asked(source)) {
        let tokens = tokens(&source.code);
        let lines = (0..tokens.len()).filter_map(|start| at(&tokens[start..]));
        places.extend(lines.map(|line| format!("{}:{line}", source.path)));
    }
    places
}

impl Only {
    fn check(&self) {
        let mut broken = Vec::new();
        for source in sources() {
            if self.places.iter().any(|place| within(source, place) || source.path == *place) {
                continue;
            }
            for path in paths(&tokens(&source.code)) {
                // A test may read what the code wrote by whatever means.
                let in_tests = path.depth > 0;
                if !in_tests && self.paths.iter().any(|only| path.starts_with(only)) {
                    broken.push(format!("{}:{}: {}", source.path, path.line, path.segments.join("::")));
                }
            }
        }
        assert!(broken.is_empty(), "allowed in {} only:\n{}", self.places.join(", "), broken.join("\n"));
    }
}
