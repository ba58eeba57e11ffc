//! What lies over a view: a list, or a line that is typed.

use crate::scheme::{EpisodeIndex, StepIndex};
use crate::text::Passage;

use super::coding::CodingForm;
use super::notes::NoteEditor;
use super::picker::Picker;
use super::prompt::Prompt;

/// What lies over the view.
#[derive(Clone, Debug)]
pub enum Overlay {
    Picker(Box<Picker>),
    Coding(Box<CodingForm>),
    Note(Box<NoteEditor>),
    Search {
        prompt: Prompt,
        backwards: bool,
    },
    /// Words that the entries of the differences view must have.
    Filter {
        prompt: Prompt,
    },
    /// The name of the file to which what is seen is to be written.
    Export {
        prompt: Prompt,
    },
    /// The folder in which the reader's work is to be saved.
    SaveElsewhere {
        prompt: Prompt,
    },
    /// The file or folder of another reader's codings.
    OtherReader {
        prompt: Prompt,
    },
    /// The name of the row with these passages.
    RowName {
        prompt: Prompt,
        passages: Vec<Passage>,
        /// Whether it is another's row that is taken over: without a name nothing is done.
        taken_over: bool,
    },
    /// The reader's sentence for a cell of the board.
    Summary {
        prompt: Prompt,
        episode: EpisodeIndex,
        step: StepIndex,
    },
}

impl Overlay {
    /// The list that is open, whatever it is for.
    pub fn picker(&self) -> Option<&Picker> {
        match self {
            Self::Picker(picker) => Some(picker),
            Self::Coding(form) => Some(&form.picker),
            Self::Note(_)
            | Self::Search { .. }
            | Self::Filter { .. }
            | Self::Export { .. }
            | Self::SaveElsewhere { .. }
            | Self::OtherReader { .. }
            | Self::RowName { .. }
            | Self::Summary { .. } => None,
        }
    }

    pub(super) fn picker_mut(&mut self) -> Option<&mut Picker> {
        match self {
            Self::Picker(picker) => Some(picker),
            Self::Coding(form) => Some(&mut form.picker),
            Self::Note(_)
            | Self::Search { .. }
            | Self::Filter { .. }
            | Self::Export { .. }
            | Self::SaveElsewhere { .. }
            | Self::OtherReader { .. }
            | Self::RowName { .. }
            | Self::Summary { .. } => None,
        }
    }

    /// The line that is typed.
    pub fn prompt(&self) -> &Prompt {
        match self {
            Self::Picker(picker) => &picker.prompt,
            Self::Coding(form) => &form.picker.prompt,
            Self::Note(editor) => &editor.prompt,
            Self::Search { prompt, .. }
            | Self::Filter { prompt }
            | Self::Export { prompt }
            | Self::SaveElsewhere { prompt }
            | Self::OtherReader { prompt }
            | Self::RowName { prompt, .. }
            | Self::Summary { prompt, .. } => prompt,
        }
    }

    pub(super) fn prompt_mut(&mut self) -> &mut Prompt {
        match self {
            Self::Picker(picker) => &mut picker.prompt,
            Self::Coding(form) => &mut form.picker.prompt,
            Self::Note(editor) => &mut editor.prompt,
            Self::Search { prompt, .. }
            | Self::Filter { prompt }
            | Self::Export { prompt }
            | Self::SaveElsewhere { prompt }
            | Self::OtherReader { prompt }
            | Self::RowName { prompt, .. }
            | Self::Summary { prompt, .. } => prompt,
        }
    }
}
