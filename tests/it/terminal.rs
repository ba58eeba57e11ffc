//! The shell in a real pseudo-terminal: what it takes over it gives back, whatever ends it.
//!
//! The program in the terminal is this test binary itself, started again to run [`child`] alone.

use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use triptych::app::event::{Effect, Event};
use triptych::app::key::KeyCode;
use triptych::tui::screen::Depth;
use triptych::tui::{Inbox, Options, Waker, run};

mod killed;
mod opening;
mod work;

const HARBOUR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/harbour");
const PATIENCE: Duration = Duration::from_secs(20);

/// What the program in the terminal shows: what it was told.
struct State {
    heard: Vec<String>,
    waker: Waker,
}

impl State {
    fn update(&mut self, event: Event) -> Vec<Effect> {
        let key = match event {
            Event::Key(key) => key,
            other => {
                self.heard.push(format!("{other:?}"));
                return Vec::new();
            }
        };
        self.heard.push(key.to_string());
        match key.code {
            KeyCode::Char('q') => return vec![Effect::Quit],
            KeyCode::Char('y') => return vec![Effect::Copy("copied".to_owned())],
            KeyCode::Char('z') if key.ctrl => return vec![Effect::Suspend],
            KeyCode::Char('p') => panic!("on purpose \u{1b}]0;title\u{7}"),
            KeyCode::Char('w') => {
                let work = |waker: &Waker| {
                    waker.send(Event::Paste("from a worker".to_owned()));
                };
                self.waker.spawn("worker", work).unwrap();
            }
            KeyCode::Char('x') => {
                self.waker.spawn("worker", |_| panic!("in a worker")).unwrap();
            }
            _ => {}
        }
        Vec::new()
    }

    fn draw(&self, buffer: &mut Buffer) -> Option<(u16, u16)> {
        let rows = usize::from(buffer.area.height);
        for (y, line) in self.heard.iter().rev().take(rows).enumerate() {
            buffer.set_string(0, y as u16, line, Style::new());
        }
        None
    }
}

/// The program in the terminal. Run as a test by itself it does nothing.
#[test]
fn child() {
    if std::env::var_os("TRIPTYCH_TEST_CHILD").is_none() {
        return;
    }
    let (waker, inbox) = Inbox::new().unwrap();
    let mut state = State { heard: vec!["ready".to_owned()], waker };
    let options = Options { mouse: true, ask_background: true, depth: Depth::True };
    let result = run(&mut state, inbox, options, State::update, State::draw);
    let mut out = std::io::stdout();
    let _ = match result {
        Ok(ended) => write!(out, "ended: {ended:?}\r\n"),
        Err(error) => write!(out, "error: {error:#}\r\n"),
    };
    let _ = out.flush();
    std::process::exit(0);
}

struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    bytes: Vec<u8>,
}

impl Session {
    fn start() -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["terminal::child", "--exact", "--nocapture"]);
        command.env("TRIPTYCH_TEST_CHILD", "1");
        let mut session = Self::running(command);
        session.until("ready", |screen| screen.alternate_screen() && screen.contents().contains("ready"));
        session
    }

    /// The program itself, in a home of its own, with the collection of the two harbours.
    fn reading(home: &Path) -> Self {
        Self::reading_on(home, Path::new(HARBOUR), &home.join("data"))
    }

    /// The program itself on documents, with the user's own files in `data`.
    fn reading_on(home: &Path, documents: &Path, data: &Path) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_triptych"));
        command.arg(documents);
        command.cwd(home);
        command.env("HOME", home);
        command.env("XDG_CONFIG_HOME", home.join("config"));
        command.env("XDG_DATA_HOME", data);
        command.env("TERM", "xterm-256color");
        Self::running(command)
    }

    /// The program itself, with a text in a home of its own, and an editor for notes.
    fn noting(home: &Path, editor: &str) -> Self {
        let texts = home.join("texts");
        std::fs::create_dir_all(&texts).unwrap();
        std::fs::write(texts.join("a.txt"), "The Sea\n\nBoats came from the whole coast.\n").unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_triptych"));
        command.arg(texts);
        command.cwd(home);
        command.env("HOME", home);
        command.env("XDG_CONFIG_HOME", home.join("config"));
        command.env("XDG_DATA_HOME", home.join("data"));
        command.env("TMPDIR", home);
        command.env("TERM", "xterm-256color");
        command.env("VISUAL", editor);
        let mut session = Self::running(command);
        session.until_shown("Boats came");
        session
    }

    fn running(command: CommandBuilder) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(NonZeroU16::new(24).unwrap(), NonZeroU16::new(80).unwrap(), 0);
        let keys = Some(pair.master.take_writer().unwrap());
        Self { child, master: Some(pair.master), keys, output, screen, bytes: Vec::new() }
    }

    fn send(&mut self, text: &str) {
        let keys = self.keys.as_mut().unwrap();
        keys.write_all(text.as_bytes()).unwrap();
        keys.flush().unwrap();
    }

    #[track_caller]
    fn until(&mut self, what: &str, reached: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !reached(self.screen.screen()) {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.screen.process(&bytes);
                    self.bytes.extend(bytes);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("no {what}; the screen:\n{}", self.screen.screen().contents())
                }
            }
        }
    }

    #[track_caller]
    fn until_shown(&mut self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    fn signal(&mut self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Waits until the program is stopped: it gives the terminal back a moment before. A signal to
    /// continue that comes in between would be lost.
    fn until_stopped(&self) {
        let id = self.child.process_id().unwrap().to_string();
        let deadline = Instant::now() + PATIENCE;
        loop {
            let state = Command::new("ps").args(["-o", "state=", "-p", &id]).output().unwrap().stdout;
            if state.trim_ascii().starts_with(b"T") {
                return;
            }
            assert!(Instant::now() < deadline, "not stopped: {}", String::from_utf8_lossy(&state));
        }
    }

    /// Waits for the last words, and that nothing is left switched on.
    #[track_caller]
    fn ends_with(&mut self, words: &str) {
        self.until_shown(words);
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        self.child.wait().unwrap();
    }
}

#[test]
fn keys_arrive_and_the_terminal_comes_back() {
    let mut session = Session::start();
    session.send("a\x1b[A\x1b[?2026;2$y\x1b]11;rgb:0/0/0\x07\x1b[?997;1n");
    session.until_shown("Background { dark: true }");
    assert!(session.screen.screen().contents().starts_with("Background { dark: true }\nUp\na\n"));
    session.send("\x1b");
    session.until_shown("Esc");
    session.send("q");
    session.ends_with("ended: Quit");
}

#[test]
fn every_ending_signal_ends_it_in_good_order() {
    for (name, number) in [("TERM", 15), ("INT", 2), ("HUP", 1), ("QUIT", 3)] {
        let mut session = Session::start();
        session.signal(name);
        session.ends_with(&format!("ended: Signal({number})"));
    }
}

#[test]
fn a_panic_is_told_after_the_terminal_is_back() {
    for (key, words) in [("p", "on purpose"), ("x", "in a worker")] {
        let mut session = Session::start();
        session.send(key);
        session.ends_with(words);
        let output = String::from_utf8_lossy(&session.bytes).into_owned();
        assert!(!output.contains("\x1b]0;"), "a panic's controls were sent");
    }
}

#[test]
fn stopped_it_gives_the_terminal_back_until_it_is_continued() {
    let mut session = Session::start();
    session.signal("TSTP");
    session.until("the first screen", |screen| !screen.alternate_screen() && !screen.hide_cursor());
    session.until_stopped();
    session.signal("CONT");
    session.until("the second screen", |screen| {
        screen.alternate_screen() && screen.contents().contains("ready")
    });
    // A session's leader would never be continued, so it does not stop itself.
    session.send("\x1ab");
    session.until_shown("Ctrl-z");
    session.send("q");
    session.ends_with("ended: Quit");
}

#[test]
fn a_new_size_is_told_and_drawn() {
    let mut session = Session::start();
    session.screen = vt100::Parser::new(NonZeroU16::new(30).unwrap(), NonZeroU16::new(100).unwrap(), 0);
    let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
    session.master.as_ref().unwrap().resize(size).unwrap();
    session.until_shown("Resize { columns: 100, rows: 30 }");
    assert!(session.screen.screen().contents().contains("ready"));
}

#[test]
fn workers_and_the_clipboard() {
    let mut session = Session::start();
    session.send("w");
    session.until_shown("from a worker");
    session.send("y");
    session.until_shown("y\n");
    session.send("q");
    session.ends_with("ended: Quit");
    let output = String::from_utf8_lossy(&session.bytes).into_owned();
    assert!(output.contains("\x1b]52;c;Y29waWVk\x1b\\"));
}

#[test]
fn it_ends_when_the_terminal_is_gone() {
    let mut session = Session::start();
    // The reader holds the terminal open until what comes finds nobody: dropped, the writer
    // sends a last key, which is answered.
    drop(session.output);
    (session.master, session.keys) = (None, None);
    session.child.wait().unwrap();
}

#[test]
fn what_is_seen_is_written_to_a_file_that_the_reader_names() {
    let home = tempfile::tempdir().unwrap();
    let read = |name: &str| std::fs::read_to_string(home.path().join(name)).unwrap_or_default();
    std::fs::write(home.path().join("kept"), "kept").unwrap();
    std::os::unix::fs::symlink("kept", home.path().join("link.md")).unwrap();
    let mut session = Session::reading(home.path());
    session.until_shown("Two harbours");
    session.send("w");
    session.until_shown("write to two-harbours-board.html");
    session.send("\r");
    session.until_shown("written: ");
    let first = read("two-harbours-board.html");
    assert!(first.starts_with("<!DOCTYPE html>") && first.ends_with("</html>\n"), "{first}");
    // In the other view the same name is refused, until it is said that the file is replaced.
    session.send("\rw\x15two-harbours-board.html\r");
    session.until_shown("is there already");
    assert_eq!(read("two-harbours-board.html"), first);
    session.send("!\r");
    session.until_shown("written: ");
    let second = read("two-harbours-board.html");
    assert!(second.ends_with("</html>\n") && second != first);
    session.send("w\x15~/link.md!\r");
    session.until_shown("is a link");
    session.send("\x15none/x.md\r");
    session.until_shown("there is no folder");
    session.send("\x15~/last.csv\r");
    session.until_shown("written: ");
    session.send("q");
    session.child.wait().unwrap();
    assert!(read("last.csv").lines().count() > 5);
    assert_eq!(read("kept"), "kept");
    let left = std::fs::read_dir(home.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".triptych-"));
    assert_eq!(left.count(), 0);
}

/// What is left in a folder of what an editor was given.
fn left_in(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.contains("triptych-")).collect()
}

#[test]
fn a_note_is_written_in_the_readers_own_editor() {
    let home = tempfile::tempdir().unwrap();
    let script = home.path().join("an editor");
    std::fs::write(
        &script,
        "echo it has the terminal; cat \"$2\"; printf 'from %s #there\\n' $1 >> \"$2\"; exit $3",
    )
    .unwrap();
    let mut session = Session::noting(home.path(), &format!("sh '{}' outside", script.display()));
    session.send("atyped");
    session.until_shown("typed");
    session.send("\x18\x05");
    session.until_shown("from outside #there");
    let output = String::from_utf8_lossy(&session.bytes).into_owned();
    let there = output.find("it has the terminal").expect("the editor writes to the terminal");
    assert!(output[..there].ends_with("\x1b[?1049l"), "{:?}", &output[there.saturating_sub(60)..there]);
    session.until("the screen", |screen| screen.alternate_screen() && screen.bracketed_paste());
    session.send("\x13");
    session.until_shown("note on A");
    session.send("q");
    session.child.wait().unwrap();
    let notes = std::fs::read_to_string(home.path().join("texts/triptych/notes.jsonl")).unwrap();
    assert!(notes.contains("typed\\nfrom outside #there\"") && notes.contains("[\"there\"]"), "{notes}");
    assert_eq!(left_in(home.path()), [""; 0]);
}

#[test]
fn an_editor_that_is_missing_or_fails_costs_nothing() {
    let home = tempfile::tempdir().unwrap();
    for (editor, words) in [
        ("/none/such", "'/none/such' cannot be run: VISUAL or EDITOR"),
        ("false", "false ended with code 1"),
        ("kill -9 $$ #", "ended by signal 9"),
    ] {
        let mut session = Session::noting(home.path(), editor);
        session.send("atyped");
        session.until_shown("typed");
        session.send("\x18\x05");
        session.until_shown(words);
        session.until("the screen", vt100::Screen::alternate_screen);
        assert!(session.screen.screen().contents().contains("typed"));
        // An empty note is no draft.
        session.send("\x15\x1b");
        session.until("the text without the box", |screen| !screen.contents().contains("Note on"));
        session.send("q");
        session.child.wait().unwrap();
        assert_eq!(left_in(home.path()), [""; 0]);
    }
}

#[test]
fn what_was_typed_survives_a_kill() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::noting(home.path(), "");
    session.send("aThe captain says otherwise");
    session.until_shown("otherwise");
    let kept = |text: &str| {
        let data = home.path().join("data/triptych");
        let folders = std::fs::read_dir(data).into_iter().flatten().flatten();
        let files = folders.flat_map(|folder| std::fs::read_dir(folder.path()).unwrap().flatten());
        let drafts = files.filter(|file| file.file_name().to_string_lossy().starts_with("draft-"));
        drafts.filter_map(|file| std::fs::read_to_string(file.path()).ok()).any(|file| file.contains(text))
    };
    let deadline = Instant::now() + PATIENCE;
    while !kept("The captain says otherwise") {
        assert!(Instant::now() < deadline, "what is typed is not kept");
        std::thread::yield_now();
    }
    session.signal("KILL");
    session.child.wait().unwrap();
    let mut session = Session::noting(home.path(), "");
    session.until_shown("a note was typed and not saved: ga goes on");
    session.send("ga");
    session.until_shown("The captain says otherwise");
    session.send("\x13");
    session.until_shown("note on A");
    session.send("q");
    session.child.wait().unwrap();
    assert!(!kept("\"changed\":\"2"), "the draft is gone");
    let mut session = Session::noting(home.path(), "");
    session.send("q");
    session.child.wait().unwrap();
    assert!(!String::from_utf8_lossy(&session.bytes).contains("not saved"));
}
