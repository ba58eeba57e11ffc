//! What is seen, to be written to a file that the reader names. The format is told by the ending.

use std::sync::Arc;

use crate::export::{Content, ExportError, Format, ShownBoard, ShownSynopsis};
use crate::scheme::{Axis, Board, Collection, Synopsis};

use super::event::Effect;
use super::grid::Summaries;
use super::parallel::Shape;
use super::prompt::Prompt;
use super::{App, Overlay, View};

/// Stands after a name whose file is to be replaced.
const REPLACES: char = '!';
/// Most characters of the title in a name.
const LONGEST_TITLE: usize = 40;

/// A file to be written.
#[derive(Clone, Debug)]
pub struct Export {
    /// As it was typed.
    pub name: String,
    pub format: Format,
    /// Whether a file of this name gives its place up.
    pub replaces: bool,
    shown: Shown,
}

/// What a view showed when it was to be written.
#[derive(Clone, Debug)]
enum Shown {
    Board {
        collection: Arc<Collection>,
        board: Board,
        columns: Vec<usize>,
    },
    Parallel {
        collection: Arc<Collection>,
        synopsis: Arc<Synopsis>,
        columns: Vec<usize>,
        shape: Box<Shape>,
        filter: Option<String>,
    },
}

impl Export {
    /// The text of the file.
    pub fn written(&self) -> Result<String, ExportError> {
        match &self.shown {
            Shown::Board { collection, board, columns } => {
                Ok(ShownBoard { collection, board, columns: columns.clone() }.written(self.format)?)
            }
            Shown::Parallel { collection, synopsis, columns, shape, filter } => {
                let shown = ShownSynopsis {
                    collection,
                    synopsis,
                    columns: columns.clone().into(),
                    background: shape.background,
                    by_time: shape.by_time,
                    content: match shape.summaries {
                        Summaries::Hidden => Content::Passages,
                        Summaries::Above => Content::Both,
                        Summaries::Instead => Content::Summaries,
                    },
                    filter: filter.as_deref(),
                };
                shown.written(self.format)
            }
        }
    }
}

/// `.html .md .csv .json .tex`.
pub fn endings() -> String {
    let endings: Vec<String> = Format::ALL.iter().map(|format| format!(".{}", format.ending())).collect();
    endings.join(" ")
}

impl App {
    pub(super) fn open_export(&mut self) {
        if self.shown().is_none() {
            self.say("no row is shown that could be written");
            return;
        }
        let mut prompt = Prompt::default();
        prompt.set(&self.suggested_name());
        self.overlay = Some(Overlay::Export { prompt });
    }

    /// Takes the name that was typed. Where it says no format, the prompt stays.
    pub(super) fn export_to(&mut self, typed: &str) -> Vec<Effect> {
        let typed = typed.trim();
        let (name, replaces) = match typed.strip_suffix(REPLACES) {
            Some(name) => (name.trim_end(), true),
            None => (typed, false),
        };
        if name.is_empty() {
            self.overlay = None;
            return Vec::new();
        }
        let Some(format) = Format::of_name(name) else {
            self.say_error(format!("the ending says the format: {}", endings()));
            return Vec::new();
        };
        self.overlay = None;
        let Some(shown) = self.shown() else { return Vec::new() };
        self.say(format!("writing {name}"));
        vec![Effect::Export(Box::new(Export { name: name.to_owned(), format, replaces, shown }))]
    }

    /// The file could not be written: the name is asked for again, unless the reader is elsewhere.
    pub(super) fn ask_for_name_again(&mut self, name: &str, message: String) {
        if self.overlay.is_none() && matches!(self.view, View::Board | View::Parallel) {
            let mut prompt = Prompt::default();
            prompt.set(name);
            self.overlay = Some(Overlay::Export { prompt });
            self.clear_pending();
        }
        self.say_error(message);
    }

    /// What the view shows; `None` where that is nothing.
    fn shown(&self) -> Option<Shown> {
        let collection = Arc::clone(&self.collection);
        match self.view {
            View::Board => {
                let (board, columns) = (self.board.board.clone(), self.board.visible());
                Some(Shown::Board { collection, board, columns })
            }
            View::Parallel => {
                let view = &self.parallel;
                let shown = Shown::Parallel {
                    collection,
                    synopsis: Arc::clone(&view.synopsis),
                    columns: view.visible(),
                    shape: Box::new(view.shape.clone()),
                    filter: view.filter_words(&self.collection),
                };
                view.synopsis.bands.iter().any(|band| !band.rows.is_empty()).then_some(shown)
            }
            _ => None,
        }
    }

    /// The title as far as its colon, for names of files.
    pub(super) fn plain_title(&self) -> String {
        plain(self.collection.title.split(':').next().unwrap_or_default())
    }

    /// `two-harbours-parallel.html`: the title as far as its colon, the view, and the episode whose
    /// accounts it shows.
    fn suggested_name(&self) -> String {
        let mut parts = vec![self.plain_title(), self.view.name().to_owned()];
        if let (View::Parallel, Axis::Documents(Some(episode))) = (self.view, self.parallel.axis()) {
            parts.push(plain(&self.collection.scheme.episode(episode).id));
        }
        parts.retain(|part| !part.is_empty());
        format!("{}.{}", parts.join("-"), Format::Html.ending())
    }
}

/// Words in small letters, parted by hyphens: harmless in any shell and on any disk.
fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let mut plain = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if plain.chars().count() + word.chars().count() >= LONGEST_TITLE {
            break;
        }
        if !plain.is_empty() {
            plain.push('-');
        }
        plain.push_str(word);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_words_of_the_title() {
        assert_eq!(plain("Two harbours"), "two-harbours");
        assert_eq!(plain("../../etc/\u{1b}[2J\u{202e}-x ~$(rm)"), "etc-2j-x-rm");
        assert_eq!(plain("\u{c9}t\u{e9} \u{5d0}\u{5d1}"), "\u{e9}t\u{e9}-\u{5d0}\u{5d1}");
        assert_eq!(plain("..."), "");
        assert!(plain(&"word ".repeat(40)).len() <= LONGEST_TITLE);
    }
}
