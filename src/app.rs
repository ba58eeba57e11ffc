//! State, commands and update: what the program is doing, with no I/O and no drawing.
//!
//! An event goes in, the state changes, effects come out; then everything is laid out for the
//! screen, so that drawing has nothing to decide.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::corrections::{Alike, Corrections, Lost};
use crate::layout::Area;
use crate::matching::{Match, Matcher};
use crate::scheme::{self, Axis, Collection};
use crate::store::{Anchor, History, Id, Note, Work};
use crate::text::{DocumentIndex, Passage};

mod absent;
pub mod agreement;
pub mod board;
pub mod coding;
pub mod command;
pub mod commands;
pub mod context;
pub mod counterparts;
pub mod detail;
pub mod differences;
pub mod documents;
pub mod edits;
pub mod event;
pub mod export;
mod filter;
mod fixed_row;
pub mod followed;
pub mod grid;
pub mod grouped;
pub mod heads;
pub mod help;
pub mod input;
mod jobs;
pub mod jumps;
mod keeping;
pub mod key;
pub mod keymap;
mod laid;
pub mod laid_over;
pub mod linked;
mod links;
pub mod lists;
pub mod lit;
pub mod location;
pub mod made;
pub mod notes;
pub mod opening;
pub mod options;
mod overlay;
pub mod overview;
pub mod pane;
pub mod parallel;
mod passages;
pub mod picker;
pub mod prompt;
pub mod reader;
mod reasons;
mod renamed;
mod reopen;
pub mod rival;
pub mod script;
pub mod search;
pub mod session;
mod summaries;
pub mod survey;
pub mod tabs;
pub mod timeline;
mod together;
mod turning;
pub mod under_way;
mod unplaced;
mod why;
mod work;

pub use agreement::AgreementView;
pub use board::BoardView;
pub use coding::CodingForm;
pub use command::{Command, Count};
pub use context::{Context, View};
pub use differences::DifferencesView;
pub use event::{Effect, Event, Mouse, MouseKind};
pub use export::Export;
pub use keeping::Keeping;
pub use key::{Key, KeyCode};
pub use keymap::Keymap;
pub use location::Location;
pub use notes::{NoteEditor, NotesView};
pub use opening::Opening;
pub use options::Options;
pub use overlay::Overlay;
pub use overview::OverviewView;
pub use parallel::Parallel;
pub use picker::Picker;
pub use prompt::Prompt;
pub use reader::Reader;
pub use search::Search;
pub use timeline::TimelineView;
pub use under_way::{LongJob, UnderWay};

use documents::Documents;
use jumps::JumpList;
use laid_over::Reopened;
use made::Standing;
use parallel::Rows;
use rival::Rival;
use turning::{Arrangement, Turning};

/// Rows of the screen above and below the view.
const TITLE_ROWS: u16 = 1;
const STATUS_ROWS: u16 = 1;
/// Passages of one cell of a strip of which the counterparts are marked.
const MOST_MARKED: usize = 40;

/// A line at the bottom until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    pub error: bool,
}

/// A command that waits for the character it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaiting {
    SetMark,
    JumpToMark,
}

/// Everything that the program is doing.
#[derive(Debug)]
pub struct App {
    /// As it was opened, with the reader's work laid over it.
    pub collection: Arc<Collection>,
    /// What lays the work over it.
    pub corrections: Corrections,
    /// Where all that the reader made stands in it.
    pub standing: Standing,
    pub options: Options,
    pub keymap: Keymap,
    pub view: View,
    pub board: BoardView,
    pub parallel: Parallel,
    pub overview: OverviewView,
    pub timeline: TimelineView,
    /// How the reader arranged the columns of views that are not shown.
    arrangements: HashMap<Axis, Arrangement>,
    /// Rows and columns that take the place of those that are shown.
    turning: Turning,
    /// Another's rows, where some are compared with.
    pub rival: Option<Rival>,
    pub reader: Reader,
    pub documents: Documents,
    pub differences: DifferencesView,
    pub notes: NotesView,
    pub agreement: AgreementView,
    pub overlay: Option<Overlay>,
    pub message: Option<Message>,
    pub search: Search,
    /// Keys of an unfinished sequence.
    pub pending: Vec<Key>,
    /// Digits typed before a command.
    pub count: Option<usize>,
    pub awaiting: Option<Awaiting>,
    pub work: Work,
    /// Notes that were typed and neither saved nor given up.
    pub drafts: BTreeMap<Id, Note>,
    /// The draft that the reader gave up last.
    discarded: Option<(Id, Note)>,
    pub history: History,
    /// Suggested matches, once a worker has found them.
    pub matcher: Option<Arc<Matcher>>,
    pub suggested: Arc<Vec<Match>>,
    /// The suggested links by each of their passages, in order of the text, of one the best first:
    /// passage, rank among all links, the other passage.
    links_by_passage: Vec<(Passage, usize, Passage)>,
    /// Long work that workers do.
    pub under_way: UnderWay,
    /// Where the view lies, between title and status line.
    pub body: Area,
    pub columns: u16,
    pub rows: u16,
    jumps: JumpList<Location>,
    /// The passage from which counterparts are being visited, them, and which is next.
    round: Option<counterparts::Round>,
    /// Counts up when the collection is replaced: answers to older questions are dropped.
    generation: u64,
    /// Documents whose place was noted since the start.
    visited: HashSet<DocumentIndex>,
    /// Questions to workers about what is typed in a list: the number of the last.
    asked: u64,
    /// Whether places of earlier sessions count.
    restores: bool,
    /// One end of a link that the reader is making.
    pub link_end: Option<Passage>,
    /// Lost words of which the reader is about to put what was on them elsewhere.
    pub in_hand: Option<Anchor>,
    /// Whether the list of matches also has the pairs that the reader rejected.
    shows_rejected: bool,
    /// What was read again, and waits until nothing is open that speaks of passages.
    reopened: Option<Reopened>,
    /// Panes whose documents are gone, and may come back.
    absent: absent::Absent,
    /// What was read again, while a worker lays the work over it.
    awaited: Option<Arc<Collection>>,
    pub keeping: Keeping,
    /// Words that something of the reader's is on, and that are not found.
    lost: Vec<Lost>,
    /// Documents that may be ones that are gone.
    alike: Vec<Alike>,
    /// Documents that have another name now, until that is told.
    renamed: renamed::Renamed,
    /// Documents that are not open, but lie beside those that are.
    pub elsewhere: Arc<BTreeSet<String>>,
    /// Whether a worker makes suggestions from the reader's codings.
    suggesting: laid::Working,
    /// Whether a worker lays rows out after an edit.
    laying: laid::Working,
}

impl App {
    /// The state at the start: the board where there is a scheme, else documents.
    pub fn new(opened: Arc<Collection>, options: Options, keymap: Keymap, work: Work) -> Self {
        let mut corrections = Corrections::new(opened);
        let collection = Arc::new(corrections.lay(&work));
        let standing = Standing::new(&corrections, &work);
        let mut app = Self {
            board: BoardView::new(scheme::board::board(&collection)),
            overview: OverviewView::new(!collection.scheme.is_empty()),
            timeline: TimelineView::new(!collection.scheme.is_empty()),
            parallel: Parallel::new(Arc::new(Rows::new(scheme::synopsis(
                &collection,
                Axis::of(&collection),
                &[],
            )))),
            arrangements: HashMap::new(),
            turning: Turning::default(),
            rival: None,
            documents: Documents::new(&collection, &[]),
            differences: DifferencesView::default(),
            notes: NotesView::default(),
            agreement: AgreementView::default(),
            view: View::Documents,
            reader: Reader::default(),
            overlay: None,
            message: None,
            search: Search::default(),
            pending: Vec::new(),
            count: None,
            awaiting: None,
            work,
            drafts: BTreeMap::new(),
            discarded: None,
            history: History::default(),
            matcher: None,
            suggested: Arc::new(Vec::new()),
            links_by_passage: Vec::new(),
            under_way: UnderWay::default(),
            body: Area::default(),
            columns: 80,
            rows: 24,
            jumps: JumpList::default(),
            round: None,
            generation: 0,
            visited: HashSet::new(),
            asked: 0,
            restores: false,
            link_end: None,
            in_hand: None,
            shows_rejected: false,
            reopened: None,
            absent: absent::Absent::default(),
            awaited: None,
            keeping: Keeping::default(),
            lost: Vec::new(),
            alike: Vec::new(),
            renamed: renamed::Renamed::new(),
            elsewhere: Arc::default(),
            suggesting: laid::Working::default(),
            laying: laid::Working::default(),
            collection,
            corrections,
            standing,
            options,
            keymap,
        };
        app.start_view();
        app
    }

    fn start_view(&mut self) {
        let count = self.collection.documents.len();
        if !self.collection.scheme.is_empty() {
            self.view = View::Board;
        } else if count == 1 {
            self.view = View::Reader;
        }
        if count > 0 {
            let collection = Arc::clone(&self.collection);
            self.reader.show(&collection, DocumentIndex(0));
        }
        if let Some(problem) = self.collection.problems.first() {
            let more = self.collection.problems.len() - 1;
            let more =
                if more == 0 { String::new() } else { format!(" (and {more} more: see `triptych check`)") };
            self.say_error(format!("{problem}{more}"));
        }
    }

    /// Takes an event, changes the state, lays it out.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        if matches!(event, Event::Key(_) | Event::Mouse(_)) {
            self.record_places();
        }
        let mut effects = match event {
            Event::Key(key) => self.press(key),
            Event::Paste(text) => self.paste(&text),
            Event::Mouse(mouse) => self.click(mouse),
            Event::Resize { columns, rows } => {
                (self.columns, self.rows) = (columns, rows);
                Vec::new()
            }
            Event::Background { dark } => {
                self.options.dark = dark;
                Vec::new()
            }
            other => self.work_done(other),
        };
        effects.extend(self.take_reopened());
        effects.extend(self.keep_draft());
        effects.extend(self.renew_survey());
        if self.view == View::Differences {
            effects.extend(self.look_for_differences());
        }
        if self.view == View::Agreement {
            effects.extend(self.compare_readings());
        }
        effects.extend(self.look_through_list());
        self.show_coming();
        self.lay_out();
        effects.extend(self.turn());
        effects.extend(self.compare_rows());
        effects.extend(self.search_on());
        effects.extend(self.clear_away());
        effects
    }

    /// Lays everything out for the screen. Pure drawing follows.
    pub fn lay_out(&mut self) {
        let height = self.rows.saturating_sub(TITLE_ROWS + STATUS_ROWS);
        self.body = Area::new(0, TITLE_ROWS.min(self.rows), self.columns, height);
        let collection = Arc::clone(&self.collection);
        match self.view {
            View::Reader => {
                self.place_fresh_panes();
                let body = self.reader_area();
                self.reader.lay_out(&collection, body, &self.options);
                self.move_together();
                self.light_hits();
            }
            View::Board => {
                let longest = collection
                    .scheme
                    .steps
                    .iter()
                    .map(|step| crate::text::display::width(&step.question))
                    .max();
                let area = self.board_area();
                self.board.lay_out(area, longest.unwrap_or(0), &collection);
            }
            View::Overview => self.lay_out_overview(self.table_area()),
            View::Timeline => {
                let area = self.table_area();
                self.timeline.lay_out(area, &collection);
            }
            View::Parallel => {
                let area = self.parallel_area();
                self.parallel.lay_out(&collection, area, self.options.hyphenate);
            }
            View::Documents => self.documents.lay_out(self.body),
            View::Differences => self.differences.lay_out(&collection, self.body),
            View::Notes => self.lay_out_notes(),
            View::Agreement => self.lay_out_agreement(),
        }
        self.lay_out_editor();
        self.lay_out_list();
    }

    fn lay_out_list(&mut self) {
        if let Some(picker) = self.overlay.as_mut().and_then(Overlay::picker_mut) {
            picker.lay_out(&self.collection, self.columns, self.rows);
        }
    }

    /// What is level with the cursor is marked in all strips.
    fn lay_out_overview(&mut self, area: Area) {
        let collection = Arc::clone(&self.collection);
        self.overview.lay_out(area, &collection);
        let cell = self.overview.cell().iter().map(|at| at.passage).take(MOST_MARKED);
        let mut related: Vec<Passage> = cell.flat_map(|passage| self.related(passage)).collect();
        related.sort_unstable();
        related.dedup();
        self.overview.related = related;
    }

    /// The body without the row of tabs that is there when not every pane has room.
    pub fn reader_area(&self) -> Area {
        let fit = if self.reader.zoomed { 1 } else { reader::panes_that_fit(self.columns) };
        let tabs = self.reader.panes.len() > fit;
        self.body.below(u16::from(tabs))
    }

    /// The body without the lines at the bottom that give the cell's summary in full.
    pub fn board_area(&self) -> Area {
        let spare = self.body.height.saturating_sub(2 + 3 * self.collection.scheme.steps.len() as u16);
        let table = Area { width: self.columns.saturating_sub(1), ..self.body };
        table.above_last(if self.body.height < 12 { 0 } else { spare.clamp(1, 4) })
    }

    /// The body without the column of cells at its right edge.
    fn table_area(&self) -> Area {
        Area { width: self.columns.saturating_sub(1), ..self.body }
    }

    /// The body without the rows that say what the filter leaves and how far another's rows agree.
    pub fn parallel_area(&self) -> Area {
        let filtered = self.parallel.shape.filter.is_active();
        self.table_area().below(u16::from(self.rival.is_some()) + u16::from(filtered))
    }

    // ---- what is where

    /// The passage that a command on 'this passage' means.
    pub fn passage(&self) -> Option<Passage> {
        match self.view {
            View::Reader => self.reader.passage(&self.collection),
            View::Parallel => self.parallel.here(),
            View::Overview => self.overview.here(),
            View::Timeline => self.timeline.here(),
            View::Differences => self.differences.current_side().map(|side| side.passage),
            View::Notes => self.noted_passage(),
            View::Agreement => self.agreement.current().map(|place| place.passage),
            View::Board | View::Documents => None,
        }
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: false });
    }

    pub fn say_error(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: true });
    }
}
