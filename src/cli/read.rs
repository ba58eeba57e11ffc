//! `triptych [PATH...]`: the reader. The one place where the command line starts it.

use std::path::PathBuf;

use jiff::tz::TimeZone;

use crate::app::{Keymap, Options};
use crate::open::work_folders;
use crate::tui::Ended;
use crate::tui::shell::{self, Start};

use super::alignment::Rival;
use super::args::{Color, Shared};
use super::config::{self, Config, suggestion};
use super::output::{Output, say};
use super::{Outcome, args, source, themes};

pub(super) fn run(
    paths: Vec<PathBuf>,
    rival: &Rival,
    (shared, config): (&Shared, &Config),
    out: &mut Output,
) -> anyhow::Result<Outcome> {
    refuse_mistyped(&paths)?;
    themes::check(shared)?;
    anyhow::ensure!(
        out.is_terminal(),
        "the reader needs a terminal; 'triptych board', 'synopsis' and 'show' print to files and pipes"
    );
    let paths = settings_as_folder(paths);
    let panes = paths.len() > 1 || paths.iter().any(|path| path.as_os_str() == "-" || path.is_file());
    let work = work_folders(&paths);
    let opener = source::opener(paths, shared, config)?;
    let (keymap, messages) = keymap();
    let options = options(shared, config);
    let (vectors, rival) = (source::vectors_file(shared, config), rival.tables()?);
    let fresh = shared.fresh;
    let start = Start { options, keymap, messages, work, fresh, panes, opener, vectors, rival };
    let closed = shell::read(start)?;
    if let Some(message) = closed.message {
        say(&message);
    }
    Ok(match closed.ended {
        Ended::Signal(signal) => Outcome::Signal(signal),
        Ended::Quit | Ended::HungUp | Ended::Panicked => Outcome::Done,
    })
}

/// The settings of a collection mean the folder they lie in.
fn settings_as_folder(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    match paths.as_slice() {
        [path] if path.is_file() && path.file_name().is_some_and(|name| name == "collection.toml") => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            vec![folder.map_or_else(|| PathBuf::from("."), PathBuf::from)]
        }
        _ => paths,
    }
}

fn options(shared: &Shared, config: &Config) -> Options {
    let default = Options::default();
    Options {
        theme: shared.theme.clone().or_else(|| config.theme.clone()).unwrap_or(default.theme),
        dark: !light_background(std::env::var("COLORFGBG").ok().as_deref()),
        ascii: shared.ascii || config.ascii,
        colourless: colourless(shared),
        mouse: config.mouse,
        measure: config.measure.map_or(default.measure, usize::from),
        hyphenate: config.hyphenate,
        reorder: default.reorder,
        zone: TimeZone::system(),
    }
}

fn colourless(shared: &Shared) -> bool {
    match shared.color {
        Color::Always => false,
        Color::Never => true,
        Color::Auto => std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
    }
}

/// `COLORFGBG` is `text;background` in numbers of the 16 colours, as some terminals set it.
fn light_background(variable: Option<&str>) -> bool {
    let background =
        variable.and_then(|value| value.rsplit(';').next()).and_then(|number| number.parse::<u8>().ok());
    matches!(background, Some(7 | 9..=15))
}

/// The default key map with the reader's own laid over it, and the mistakes in that.
pub(super) fn keymap() -> (Keymap, Vec<String>) {
    let mut keymap = Keymap::with_defaults();
    let Some(path) = config::folder().map(|folder| folder.join("keymap.toml")) else {
        return (keymap, Vec::new());
    };
    let messages = match config::read(&path) {
        Ok(Some(text)) => {
            let errors = keymap.overlay(&text, &path.display().to_string());
            errors.iter().map(ToString::to_string).collect()
        }
        Ok(None) => Vec::new(),
        Err(error) => vec![format!("{}: {error}: going on with the default keys", path.display())],
    };
    (keymap, messages)
}

/// A word that is no file but looks like a subcommand was meant as one.
fn refuse_mistyped(paths: &[PathBuf]) -> anyhow::Result<()> {
    let table = args::table();
    for (at, path) in paths.iter().enumerate().filter(|(_, path)| !path.exists()) {
        let typed = path.to_string_lossy();
        let near = suggestion(&typed, table.get_subcommands().map(clap::Command::get_name));
        match near {
            Some(near) if at == 0 => {
                anyhow::bail!("there is no file or subcommand '{typed}': did you mean 'triptych {near}'?")
            }
            Some(near) if near == typed => {
                let first = paths[0].display();
                anyhow::bail!("a subcommand stands before the paths: write 'triptych {near} {first}'")
            }
            _ => {}
        }
    }
    Ok(())
}
