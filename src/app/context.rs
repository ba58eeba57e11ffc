//! Where keys are pressed: the contexts of the key map, and the views.

use super::{App, Overlay};

/// A table of the key map. A key is looked up in the contexts that hold at the moment, the most
/// particular first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Everywhere but where text is typed.
    Global,
    Reader,
    /// While words of a text are selected.
    Selection,
    /// The board, the parallel view, the overview and the timeline: tables with a cursor on a cell.
    Table,
    Board,
    Parallel,
    Overview,
    Timeline,
    Documents,
    Differences,
    /// The list of all that the reader made.
    Notes,
    Agreement,
    /// A list with a filter line: help, palette, matches, marks.
    List,
    /// Where a note is typed.
    Editor,
    /// Where text is typed.
    Prompt,
}

impl Context {
    pub const ALL: [Self; 15] = [
        Self::Global,
        Self::Reader,
        Self::Selection,
        Self::Table,
        Self::Board,
        Self::Parallel,
        Self::Overview,
        Self::Timeline,
        Self::Documents,
        Self::Differences,
        Self::Notes,
        Self::Agreement,
        Self::List,
        Self::Editor,
        Self::Prompt,
    ];

    /// The table's name in a key map.
    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Reader => "reader",
            Self::Selection => "selection",
            Self::Table => "table",
            Self::Board => "board",
            Self::Parallel => "parallel",
            Self::Overview => "overview",
            Self::Timeline => "timeline",
            Self::Documents => "documents",
            Self::Differences => "differences",
            Self::Notes => "notes",
            Self::Agreement => "agreement",
            Self::List => "list",
            Self::Editor => "editor",
            Self::Prompt => "prompt",
        }
    }

    /// Where its commands work, as it is told: `the board view`, `a list`.
    pub fn place(self) -> String {
        match self {
            Self::List => "a list".to_owned(),
            Self::Editor => "the note editor".to_owned(),
            Self::Prompt => "a line that is typed".to_owned(),
            _ => format!("the {} view", self.name()),
        }
    }

    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }
}

/// What fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    Documents,
    Board,
    Reader,
    Parallel,
    Overview,
    Timeline,
    Differences,
    Notes,
    Agreement,
}

impl View {
    pub const ALL: [Self; 9] = [
        Self::Documents,
        Self::Board,
        Self::Reader,
        Self::Parallel,
        Self::Overview,
        Self::Timeline,
        Self::Differences,
        Self::Notes,
        Self::Agreement,
    ];

    /// The contexts that hold in it, the most particular first.
    pub fn contexts(self) -> &'static [Context] {
        match self {
            Self::Documents => &[Context::Documents, Context::Global],
            Self::Board => &[Context::Board, Context::Table, Context::Global],
            Self::Reader => &[Context::Reader, Context::Global],
            Self::Parallel => &[Context::Parallel, Context::Table, Context::Global],
            Self::Overview => &[Context::Overview, Context::Table, Context::Global],
            Self::Timeline => &[Context::Timeline, Context::Table, Context::Global],
            Self::Differences => &[Context::Differences, Context::Global],
            Self::Notes => &[Context::Notes, Context::Global],
            Self::Agreement => &[Context::Agreement, Context::Global],
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Board => "board",
            Self::Reader => "reader",
            Self::Parallel => "parallel",
            Self::Overview => "overview",
            Self::Timeline => "timeline",
            Self::Differences => "differences",
            Self::Notes => "notes",
            Self::Agreement => "agreement",
        }
    }

    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }
}

impl App {
    /// The contexts that hold now, the most particular first.
    pub fn contexts(&self) -> &'static [Context] {
        match self.overlay {
            Some(Overlay::Picker(_) | Overlay::Coding(_)) => &[Context::List, Context::Prompt],
            Some(Overlay::Note(_)) => &[Context::Editor, Context::Prompt],
            Some(
                Overlay::Search { .. }
                | Overlay::Filter { .. }
                | Overlay::Export { .. }
                | Overlay::SaveElsewhere { .. }
                | Overlay::OtherReader { .. }
                | Overlay::RowName { .. }
                | Overlay::Summary { .. },
            ) => &[Context::Prompt],
            None if self.view == View::Reader && self.reader.is_selecting() => {
                &[Context::Selection, Context::Reader, Context::Global]
            }
            None => self.view.contexts(),
        }
    }
}
