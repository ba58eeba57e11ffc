//! A text changed in the reader's own editor: the terminal is the editor's until it ends, the text
//! goes through a file that nobody else can read and that is gone afterwards.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, kill_process, waitpid};

use super::signals::Signals;
use super::tty::Tty;

/// Most bytes that are taken back.
const MOST: u64 = 1 << 20;
/// Where neither variable names an editor.
const DEFAULT: &str = "vi";
/// What a shell answers that cannot run a program, and that does not find it.
const NOT_RUN: i32 = 126;
const NOT_FOUND: i32 = 127;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Edited {
    /// `None` where the text is as it was.
    pub(super) text: Option<String>,
    /// What went wrong.
    pub(super) message: Option<String>,
}

/// Has the text edited. The terminal must have been given back.
pub(super) fn edit(text: &str, tty: &Tty, signals: &Signals) -> Edited {
    let editor = editor(|name| env::var_os(name));
    let run = |path: &Path| run(&editor, path, tty, signals);
    edit_with(text, &editor.to_string_lossy(), run)
}

/// `$VISUAL`, else `$EDITOR`, with arguments if it has any.
fn editor(variable: impl Fn(&str) -> Option<OsString>) -> OsString {
    let named = |name| variable(name).filter(|value| !value.is_empty());
    named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| DEFAULT.into())
}

fn edit_with(text: &str, editor: &str, run: impl FnOnce(&Path) -> io::Result<Ending>) -> Edited {
    let failed = |what: &str, error: io::Error| Edited {
        text: None,
        message: Some(format!("{what}: {error}; the text is as it was")),
    };
    let folder = match private_folder() {
        Ok(folder) => folder,
        Err(error) => return failed("no place for the editor's file", error),
    };
    let path = folder.path().join("note.md");
    if let Err(error) = fs::write(&path, format!("{text}\n")) {
        return failed("the editor's file cannot be written", error);
    }
    let ending = match run(&path) {
        Ok(ending) => ending,
        Err(error) => return failed(&format!("{editor} cannot be run"), error),
    };
    let mut edited = Edited { text: None, message: ending.message(editor) };
    match read(&path) {
        Ok(new) if new == text => {}
        Ok(new) => edited.text = Some(new),
        Err(error) => {
            let kept = folder.keep();
            let file = kept.join("note.md").display().to_string();
            edited.message = Some(format!("{error}: what was written is kept as {file}"));
        }
    }
    edited
}

/// A folder that only the user can look into, whatever the editor puts there.
fn private_folder() -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix("triptych-").permissions(Permissions::from_mode(0o700)).tempdir()
}

/// The text without the line break at its end.
fn read(path: &Path) -> io::Result<String> {
    if fs::metadata(path)?.len() > MOST + 1 {
        return Err(io::Error::other("too long for a note"));
    }
    let bytes = fs::read(path)?;
    let text = String::from_utf8(bytes).map_err(|_| io::Error::other("not in UTF-8"))?;
    Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
}

/// How the editor ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Code(i32),
    Signal(i32),
}

impl Ending {
    fn message(self, editor: &str) -> Option<String> {
        match self {
            Self::Code(0) => None,
            Self::Code(NOT_FOUND | NOT_RUN) => {
                Some(format!("'{editor}' cannot be run: VISUAL or EDITOR names your editor"))
            }
            Self::Code(code) => Some(format!("{editor} ended with code {code}")),
            Self::Signal(number) => Some(format!("{editor} was ended by signal {number}")),
        }
    }
}

/// Runs the editor as a shell would, and waits for it.
fn run(editor: &OsStr, path: &Path, tty: &Tty, signals: &Signals) -> io::Result<Ending> {
    let mut script = editor.to_owned();
    script.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(editor).arg(path);
    // Standard input may be a document.
    if let Ok(terminal) = tty.reopened() {
        command.stdin(terminal.try_clone()?).stdout(terminal.try_clone()?).stderr(terminal);
    } else {
        command.stdin(Stdio::inherit());
    }
    let child = command.spawn()?;
    let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw).ok_or(io::ErrorKind::Other)?;
    let ending = wait(id, tty, signals);
    // A key that ends a program may have been meant for the editor.
    signals.forget_interrupts();
    ending
}

/// When the editor is stopped, so is this program, until both are continued.
fn wait(editor: Pid, tty: &Tty, signals: &Signals) -> io::Result<Ending> {
    loop {
        let status = match waitpid(Some(editor), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) => status,
            Ok(None) | Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        };
        if let Some(ending) = ending(status) {
            return Ok(ending);
        }
        if !tty.is_our_session() {
            signals.stop()?;
        }
        kill_process(editor, Signal::CONT)?;
    }
}

fn ending(status: WaitStatus) -> Option<Ending> {
    status.exit_status().map(Ending::Code).or_else(|| status.terminating_signal().map(Ending::Signal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(ending: Ending, write: impl FnOnce(&Path)) -> Edited {
        edit_with("as it was", "ed", |path| {
            write(path);
            Ok(ending)
        })
    }

    #[test]
    fn what_the_editor_wrote_is_taken() {
        let mut folder = None;
        let edited = after(Ending::Code(0), |path| {
            assert_eq!(fs::read(path).unwrap(), b"as it was\n");
            let private = fs::metadata(path.parent().unwrap()).unwrap().permissions().mode();
            assert_eq!(private & 0o077, 0);
            folder = path.parent().map(Path::to_owned);
            fs::write(path, "new\n\n").unwrap();
        });
        assert_eq!(edited, Edited { text: Some("new\n".into()), message: None });
        assert!(!folder.unwrap().exists());
        assert_eq!(after(Ending::Code(0), |_| {}), Edited::default());
    }

    #[test]
    fn an_editor_that_fails_loses_nothing() {
        let edited = after(Ending::Code(127), |_| {});
        assert_eq!(edited.text, None);
        assert_eq!(edited.message.unwrap(), "'ed' cannot be run: VISUAL or EDITOR names your editor");
        let edited = after(Ending::Signal(9), |path| fs::write(path, "saved before\n").unwrap());
        assert_eq!(edited.text.unwrap(), "saved before");
        assert_eq!(edited.message.unwrap(), "ed was ended by signal 9");
    }

    #[test]
    fn what_cannot_be_taken_is_kept() {
        let edited = after(Ending::Code(0), |path| fs::write(path, b"\xff\n").unwrap());
        assert_eq!(edited.text, None);
        let message = edited.message.unwrap();
        let (said, path) = message.split_once(" is kept as ").unwrap();
        assert_eq!(said, "not in UTF-8: what was written");
        assert_eq!(fs::read(path).unwrap(), b"\xff\n");
        fs::remove_dir_all(Path::new(path).parent().unwrap()).unwrap();
    }

    #[test]
    fn the_environment_names_the_editor() {
        let named = |variables: &[(&str, &str)]| {
            editor(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()))
        };
        assert_eq!(named(&[("VISUAL", "a -w"), ("EDITOR", "b")]), "a -w");
        assert_eq!(named(&[("VISUAL", ""), ("EDITOR", "b")]), "b");
        assert_eq!(named(&[]), "vi");
    }
}
