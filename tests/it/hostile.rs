//! Hostile documents, names and homes: whatever comes in, no control character comes out, nothing
//! panics, and the reader is told what became of it.
#![allow(clippy::print_stdout, reason = "says what was skipped")]
#![allow(clippy::format_push_string, reason = "short texts")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::buffer::Buffer;
use triptych::app::documents::{Documents, DocumentsRow};
use triptych::app::{App, Event, Keymap, Options};
use triptych::layout::Area;
use triptych::open::{Request, open};
use triptych::store::Work;
use triptych::text::DocumentIndex;

use super::support::Session;

/// Most bytes that a cell may send.
const MOST_BYTES_A_CELL: usize = 64;
/// How long the program in a terminal is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// The folder of shared hostile files, when this machine has it.
fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("TRIPTYCH_SHARED").map_or(beside, PathBuf::from);
    Some(shared.join("hostile")).filter(|folder| folder.is_dir())
}

// ---- what is on the screen

/// Characters that a terminal would obey, or that would turn other text around.
fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[track_caller]
fn assert_harmless(what: &str, buffer: &Buffer) {
    for cell in buffer.content() {
        let symbol = cell.symbol();
        assert!(!symbol.chars().any(is_obeyed), "{what}: {symbol:?} is sent");
        assert!(symbol.len() <= MOST_BYTES_A_CELL, "{what}: {} bytes in one cell", symbol.len());
    }
}

/// Goes through the views and lists, looking at the screen after each key.
fn read_through(what: &str, mut session: Session, keys: &str) -> Session {
    assert_harmless(what, &session.buffer());
    for key in keys.split_whitespace() {
        session.press(key);
        assert_harmless(&format!("{what} after {key}"), &session.buffer());
    }
    session
}

fn session(paths: &[PathBuf], columns: u16, rows: u16) -> Result<Session, String> {
    let collection = open(&Request { paths: paths.to_vec(), ..Request::default() });
    let collection = collection.map_err(|error| error.to_string())?;
    let mut app =
        App::new(Arc::new(collection), Options::default(), Keymap::with_defaults(), Work::default());
    app.resize(columns, rows);
    Ok(Session { app, effects: Vec::new() })
}

const TOUR: &str = "j ] d G g g / text:PWN Enter n m a g ' Esc D g o Esc p j B";

/// Opens each file of these folders of the corpus that is not larger, and tours it at 80x24.
fn tour_of(folders: &[&str], least: usize) {
    const LARGEST: u64 = 200 << 10;
    let Some(corpus) = corpus() else {
        println!("skipped: no shared hostile files");
        return;
    };
    let mut opened = 0;
    let mut waiting: Vec<PathBuf> = folders.iter().map(|folder| corpus.join(folder)).collect();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.metadata().unwrap().len() <= LARGEST {
            let name = path.strip_prefix(&corpus).unwrap().display().to_string();
            match session(std::slice::from_ref(&path), 80, 24) {
                Ok(session) => {
                    opened += 1;
                    read_through(&name, session, TOUR);
                }
                Err(error) => {
                    let file = path.file_name().unwrap().to_string_lossy();
                    assert!(error.contains(&*file), "{name} is not named in '{error}'");
                }
            }
        }
    }
    assert!(opened >= least, "only {opened} documents of {folders:?} opened");
}

#[test]
fn escapes_of_the_corpus_are_shown_and_not_obeyed() {
    tour_of(&["terminal", "bidi"], 100);
}

#[test]
fn odd_texts_of_the_corpus_are_read() {
    tour_of(&["text", "unicode", "markdown"], 30);
}

#[test]
fn encodings_of_the_corpus_are_read() {
    tour_of(&["encoding"], 60);
}

#[test]
fn pages_of_the_corpus_are_read() {
    tour_of(&["html", "xml"], 60);
}

#[test]
fn broken_copies_in_the_corpus_are_read_or_refused() {
    tour_of(&["mutants"], 10);
}

// ---- own fixtures, which are always there

/// Every kind of thing that a terminal obeys: title, screen, colour, one-byte forms, deletion,
/// bell, overriding direction, line separator.
const EVIL: &str =
    "\u{1b}]0;PWN\u{7}\u{1b}[2J\u{1b}[31m\u{9b}31m\u{9d}0;PWN\u{9c}\u{7f}\u{8}\u{202e}x\u{2028}";

/// The same as TOML and JSON write it.
fn escaped() -> String {
    EVIL.chars().fold(String::new(), |text, c| format!("{text}\\u{:04x}", c as u32))
}

fn fixtures() -> Vec<(&'static str, Vec<u8>)> {
    let html = format!(
        "<html><head><title>T&#27;]0;PWN&#7;{EVIL}</title><meta name=author content='A&#x9b;31m{EVIL}'></head><body>\
         <article><h1>H{EVIL}</h1><p>The water rose &#27;[31m and &#155;31m stayed for many days in the low land.</p>\
         <p>Nobody had thought {EVIL} that it could come so far, and so nobody had left.</p></article></body></html>"
    );
    vec![
        ("escapes.txt", format!("{EVIL} The water rose.\n\n{EVIL}\n\nIt {EVIL} fell again.\n").into_bytes()),
        ("raw.txt", b"The water \x9b31m rose \x9d0;PWN\x9c and \x90 fell \x84 again\xff.\n".to_vec()),
        ("nul.txt", b"The water\0 rose.\0\0\n\n\x7f\x7f fell.\n".to_vec()),
        ("returns.txt", b"The water rose.\rNothing here.\x0b\x0c\r\rThe end\n".to_vec()),
        ("stack.txt", format!("Z{} water\n", "\u{301}\u{327}\u{34f}".repeat(2000)).into_bytes()),
        ("joined.txt", "\u{1f469}\u{200d}".repeat(3000).into_bytes()),
        ("bare.txt", "\u{301}\u{200d}\u{fe0f} \u{200b}\u{2060}\n".repeat(50).into_bytes()),
        ("turned.txt", "water \u{202e}\u{2066}\u{2067} nevel \u{202c} \u{200f}\u{5d0}\n".repeat(20).into_bytes()),
        ("hidden.txt", "a\u{e0041}\u{e0042}\u{e007f} water \u{3164}\u{2800}\n".repeat(20).into_bytes()),
        ("word.txt", "w".repeat(100_000).into_bytes()),
        ("wide.txt", "\u{6c34}\u{ff21}\u{1f30a}".repeat(5000).into_bytes()),
        ("tabs.txt", "\t".repeat(20_000).into_bytes()),
        ("lines.txt", "\u{85}\u{2028}\u{2029}x".repeat(2000).into_bytes()),
        (
            "front.md",
            format!(
                "---\ntitle: \"T{}\"\nauthor: 'A{EVIL}'\ndate: \"1953{}\"\n---\n# H&#27;]0;PWN&#7;\n\nThe water &#x9b;31m \
                 [rose](http://x/{EVIL}) `{EVIL}`.\n",
                escaped(),
                escaped()
            )
            .into_bytes(),
        ),
        ("page.html", html.into_bytes()),
        ("table.tsv", format!("id\tdoc\torder\ttext\np{EVIL}\td{EVIL}\t1\tThe water rose {EVIL}\n").into_bytes()),
        ("noise.txt", (0..=u8::MAX).cycle().take(4096).collect()),
        ("empty.txt", Vec::new()),
    ]
}

/// A collection whose every word is hostile, and some without end.
fn evil_folder() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(home.path().join(name), bytes).unwrap();
    for (name, bytes) in fixtures() {
        write(name, &bytes);
    }
    let (evil, long) = (escaped(), "long".repeat(20_000));
    write(&format!("name{}.txt", EVIL.replace('/', "")), b"The water of 1953.\n");
    let mut settings = format!(
        "format = 1\ntitle = \"T{evil}\"\nlanguage = \"en\"\nbogus{long} = \"{evil}\"\n\"{evil}\" = 1\n"
    );
    for (at, (name, _)) in fixtures().iter().enumerate().take(9) {
        let text = if at == 8 { &long } else { &evil };
        settings.push_str(&format!(
            "[[document]]\nletter = \"L{text}\"\nfile = \"{name}\"\ntitle = \"T{text}\"\nauthor = \"A{text}\"\n\
             publication = \"P{text}\"\ndate = \"1953\"\ncite = \"C{text}\"\n"
        ));
    }
    settings.push_str(&format!("[[document]]\nfile = \"gone{evil}\"\n"));
    for (id, text) in [("e1", &evil), ("e2", &long)] {
        settings.push_str(&format!(
            "[[episode]]\nid = \"{id}\"\nname = \"E{text}\"\nnames = [\"N{text}\"]\nterms = [\"{text}\"]\n"
        ));
        settings
            .push_str(&format!("[[step]]\nid = \"s{id}\"\nname = \"S{text}\"\nquestion = \"Q{text}?\"\n"));
        settings.push_str(&format!("[[actor]]\nid = \"a{id}\"\nname = \"A{text}\"\n"));
    }
    write("collection.toml", settings.as_bytes());
    let codings = [("e1", "se1"), ("e2", "se2"), (evil.as_str(), "se1")].map(|(episode, step)| {
        format!(
            "{{\"document\":\"L{evil}\",\"paragraph\":1,\"sentence\":1,\"episodes\":[\"{episode}\"],\"step\":\"{step}\",\
             \"direction\":\"ae1>{evil}\"}}\n"
        )
    });
    write("codings.jsonl", codings.concat().as_bytes());
    write(
        "links.jsonl",
        format!("{{\"a\":\"{evil}#1\",\"b\":\"{evil}\",\"strength\":\"{evil}\"}}\n{EVIL}\n").as_bytes(),
    );
    let rows = [&evil, &long].map(|text| {
        format!("{{\"id\":\"r{text}\",\"step\":\"se1\",\"label\":\"R{text}\",\"cells\":{{\"e1\":[\"L{evil}#1.1\"]}}}}\n")
    });
    write("rows.jsonl", rows.concat().as_bytes());
    let summaries = [("e1", &evil), ("e2", &long)]
        .map(|(id, text)| format!("{{\"episode\":\"{id}\",\"step\":\"se1\",\"text\":\"{text}\"}}\n"));
    write("summaries.jsonl", summaries.concat().as_bytes());
    home
}

const WHOLE_TOUR: &str = "j l h G g ? Esc X Esc Enter Ctrl-o p j l T P X Esc B 1 j ] m Esc ] a M Esc g Z m a g ' Esc \
    / text:water Enter n N * Ctrl-w v Ctrl-w v g m z ] d ] d ] d ] d y D G Enter Ctrl-o g o text:w Esc : text:ma Esc";

#[test]
fn a_hostile_collection_is_toured_at_every_size() {
    let home = evil_folder();
    for (columns, rows, tour) in
        [(80, 24, WHOLE_TOUR), (200, 60, TOUR), (40, 10, TOUR), (20, 5, TOUR), (3, 2, TOUR), (1, 1, TOUR)]
    {
        let session = session(&[home.path().to_owned()], columns, rows).unwrap().with_suggestions();
        let problems = &session.app.collection.problems;
        for file in ["noise.txt", "empty.txt", "links.jsonl", "collection.toml", "is too long"] {
            assert!(problems.iter().any(|problem| problem.contains(file)), "{file} is not in {problems:?}");
        }
        let mut session = read_through(&format!("{columns}x{rows}"), session, tour);
        session.resize(100, 30);
        assert_harmless("after a new size", &session.buffer());
    }
}

#[test]
fn hostile_files_are_read_one_by_one() {
    let home = evil_folder();
    for (name, _) in fixtures() {
        match session(&[home.path().join(name)], 80, 24) {
            Ok(session) => {
                read_through(name, session, WHOLE_TOUR);
            }
            Err(error) => {
                assert!(
                    matches!(name, "noise.txt" | "empty.txt" | "tabs.txt") && error.contains(name),
                    "{error}"
                );
            }
        }
    }
}

#[test]
fn what_is_copied_is_the_document_byte_for_byte() {
    let home = evil_folder();
    let mut session = session(&[home.path().join("escapes.txt")], 80, 24).unwrap();
    session.press("y");
    assert!(session.copied().concat().contains("\u{1b}[31m"), "{:?}", session.copied());
}

#[test]
fn what_is_typed_pasted_and_not_found_is_shown_and_not_obeyed() {
    for keys in ["1 /", "1 ?", ":", "g ?", "1 M", "D /", "g o"] {
        let mut session = Session::new(super::support::Reading::BuiltIn, 80, 24);
        session.press(keys);
        session.hear(Event::Paste(EVIL.to_owned()));
        assert_harmless(keys, &session.buffer());
        session.press("Left Left Enter");
        assert_harmless(keys, &session.buffer());
    }
}

#[test]
fn a_paste_without_brackets_is_taken_at_once() {
    for keys in [": text:", "/ text:", "D g o text:"] {
        let mut session = Session::new(super::support::Reading::BuiltIn, 80, 24);
        let begun = Instant::now();
        session.press(&format!("{keys}{}", "no\u{200b}".repeat(1_000)));
        session.press("Enter");
        assert!(begun.elapsed() < Duration::from_secs(5), "{keys} took {:?}", begun.elapsed());
    }
}

#[test]
fn a_very_long_list_is_scrolled_at_once() {
    let row = DocumentsRow::Document(DocumentIndex(0));
    let mut documents = Documents { rows: vec![row; 200_000], ..Documents::default() };
    let begun = Instant::now();
    for selected in [199_999, 0, 100_000] {
        documents.selected = selected;
        documents.lay_out(Area::new(0, 1, 80, 22));
        assert!((documents.top..documents.top + 22).contains(&selected));
    }
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
}

// ---- the program itself

/// What the program sent to its terminal, and how it ended.
struct Ran {
    sent: String,
    code: u32,
}

/// Runs the program in a terminal. Each key is sent once the screen shows the words before it.
fn run(home: &Path, arguments: &[&str], variables: &[(&str, &str)], script: &[(&str, &str)]) -> Ran {
    let size = PtySize { rows: 24, cols: 160, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_triptych"));
    command.args(arguments);
    command.cwd(home);
    command.env("HOME", home);
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color");
    for (name, value) in variables {
        if value.is_empty() { command.env_remove(name) } else { command.env(name, value) }
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut keys = pair.master.take_writer().unwrap();
    let (sender, output) = channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(n @ 1..) = reader.read(&mut buffer) {
            let _ = sender.send(buffer[..n].to_vec());
        }
    });
    let mut sent = Vec::new();
    let mut screen = vt100::Parser::new(NonZeroU16::new(24).unwrap(), NonZeroU16::new(160).unwrap(), 0);
    let mut script = script.iter();
    let mut next = script.next();
    let deadline = Instant::now() + PATIENCE;
    while let Ok(bytes) = output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        screen.process(&bytes);
        sent.extend(bytes);
        if let Some((words, key)) = next
            && screen.screen().contents().contains(words)
        {
            match key.strip_prefix("kill ") {
                Some(signal) => {
                    let id = child.process_id().unwrap().to_string();
                    std::process::Command::new("kill").args([signal, &id]).status().unwrap();
                }
                None => keys.write_all(key.as_bytes()).unwrap(),
            }
            next = script.next();
        }
    }
    if Instant::now() >= deadline {
        child.kill().unwrap();
        panic!("{next:?} and the end never came:\n{}", screen.screen().contents());
    }
    assert!(next.is_none(), "{next:?} never came:\n{}", screen.screen().contents());
    Ran { sent: String::from_utf8(sent).unwrap(), code: child.wait().unwrap().exit_code() }
}

impl Ran {
    /// The modes that were switched last are those of a terminal nobody uses.
    #[track_caller]
    fn is_restored(&self) -> &Self {
        for (last, before) in
            [("\x1b[?1049l", "\x1b[?1049h"), ("\x1b[?25h", "\x1b[?25l"), ("\x1b[?2004l", "\x1b[?2004h")]
        {
            assert!(self.sent.rfind(last) > self.sent.rfind(before), "{before:?} is left on");
        }
        self
    }

    /// The words after the terminal was given back.
    fn last_words(&self) -> &str {
        self.sent.rsplit_once("\x1b[?1049l").map_or("", |(_, after)| after).trim()
    }
}

const BOARD: &str = "told by";

#[test]
fn signals_in_every_view_give_the_terminal_back() {
    let views = [
        ("", ""),
        ("p", "turn"),
        ("1", "reader"),
        ("D", "in a pane"),
        (":", "view-board"),
        ("g?", "List what can"),
    ];
    std::thread::scope(|scope| {
        for (key, shown) in views {
            scope.spawn(move || {
                for (signal, code) in [("-TERM", 143), ("-HUP", 129)] {
                    let home = tempfile::tempdir().unwrap();
                    let end = format!("kill {signal}");
                    let script: &[(&str, &str)] =
                        if key.is_empty() { &[(BOARD, &end)] } else { &[(BOARD, key), (shown, &end)] };
                    let ran = run(home.path(), &["--fresh"], &[], script);
                    ran.is_restored();
                    assert_eq!((ran.code, ran.last_words()), (code, ""), "{key} {signal}");
                }
            });
        }
    });
}

#[test]
fn where_nothing_can_be_saved_one_can_read_and_is_told() {
    let home = tempfile::tempdir().unwrap();
    let blocked: &[(&str, &str)] = &[("XDG_DATA_HOME", "/dev/null/data")];
    let nowhere: &[(&str, &str)] = &[("HOME", ""), ("XDG_DATA_HOME", "")];
    let read: &[(&str, &str)] = &[(BOARD, "q")];
    let marked: &[(&str, &str)] = &[(BOARD, "1"), ("reader", "ma"), ("not saved", "\x03")];
    for (variables, script, code, words) in [
        (blocked, read, 0, "your place in the text is not kept: "),
        (nowhere, read, 0, ""),
        (blocked, marked, 2, "your work is not saved: cannot read /dev/null/data"),
        (nowhere, marked, 2, "your work is not saved: no place is known for it"),
    ] {
        let ran = run(home.path(), &[], variables, script);
        ran.is_restored();
        assert!(ran.last_words().contains(words), "'{words}' is not in '{}'", ran.last_words());
        assert_eq!(ran.code, code, "{words}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn pipes_in_the_place_of_own_files_are_not_waited_for() {
    let home = tempfile::tempdir().unwrap();
    let own = home.path().join(".config/triptych");
    fs::create_dir_all(&own).unwrap();
    for name in ["config.toml", "keymap.toml"] {
        let made = std::process::Command::new("mkfifo").arg(own.join(name)).status().unwrap();
        assert!(made.success());
    }
    let ran = run(home.path(), &["--fresh"], &[], &[("no regular file", ""), (BOARD, "q")]);
    assert_eq!(ran.is_restored().code, 0);
}

#[test]
fn documents_are_never_written() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.txt");
    fs::write(&path, "The water rose.\r\n\r\nIt fell.").unwrap();
    let before = (fs::read(&path).unwrap(), path.metadata().unwrap().modified().unwrap());
    let ran = run(home.path(), &["a.txt"], &[], &[("water", "ma"), ("mark a", "mbu\x12"), ("", "q")]);
    assert_eq!(ran.is_restored().code, 0, "{}", ran.last_words());
    assert_eq!((fs::read(&path).unwrap(), path.metadata().unwrap().modified().unwrap()), before);
    let beside: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(beside.iter().all(|name| name == "a.txt" || name == ".local"), "{beside:?}");
}
