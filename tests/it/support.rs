//! Drives the program without a terminal: keys in, screen and effects out.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use ratatui::buffer::Buffer;
use triptych::agreement;
use triptych::app::agreement::OtherReader;
use triptych::app::differences::FoundDifferences;
use triptych::app::key::Key;
use triptych::app::{App, Effect, Event, Keymap, Mouse, MouseKind, Options, View};
use triptych::compare::{Difference, DifferenceKind, Side, Slot};
use triptych::corrections;
use triptych::matching::Unit;
use triptych::open::{Request, open};
use triptych::scheme::{Collection, Label};
use triptych::store::{Site, Work};
use triptych::text::{BlockIndex, BlockKind, Document, DocumentIndex, Passage, SentenceIndex, Span};
use triptych::ui;
use unicode_segmentation::UnicodeSegmentation;

/// Collections that the tests read, each opened once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The one that comes with the program.
    BuiltIn,
    /// The invented one: two harbours, three accounts, three episodes and a hidden one.
    Harbour,
    /// Right-to-left, wide, joined and hostile characters; no scheme.
    Scripts,
}

impl Reading {
    pub fn collection(self) -> Arc<Collection> {
        static OPENED: [OnceLock<Arc<Collection>>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
        let read = || {
            let paths = self.folder().into_iter().collect();
            let collection = open(&Request { paths, ..Request::default() });
            Arc::new(collection.expect("the collection opens"))
        };
        Arc::clone(OPENED[self as usize].get_or_init(read))
    }

    fn folder(self) -> Option<PathBuf> {
        let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        match self {
            Self::BuiltIn => None,
            Self::Harbour => Some(fixtures.join("harbour")),
            Self::Scripts => Some(fixtures.join("scripts")),
        }
    }
}

/// The program as a reader has it before them.
pub struct Session {
    pub app: App,
    /// Everything that the shell was told to do.
    pub effects: Vec<Effect>,
}

impl Session {
    pub fn new(reading: Reading, columns: u16, rows: u16) -> Self {
        Self::with(reading, columns, rows, Options::default(), Work::default())
    }

    pub fn with(reading: Reading, columns: u16, rows: u16, options: Options, work: Work) -> Self {
        let mut app = App::new(reading.collection(), options, Keymap::with_defaults(), work);
        app.resize(columns, rows);
        Self { app, effects: Vec::new() }
    }

    /// The harbours at 120x40, where most scripts run.
    pub fn harbour() -> Self {
        Self::new(Reading::Harbour, 120, 40)
    }

    /// The harbours as nobody has coded them yet.
    pub fn uncoded() -> Self {
        Self::uncoded_with(Work::default())
    }

    pub fn uncoded_with(work: Work) -> Self {
        let mut collection = (*Reading::Harbour.collection()).clone();
        collection.codings.clear();
        collection.links.clear();
        collection.rows.clear();
        collection.summaries.clear();
        let collection = Arc::new(read_anew(collection).with_suggestions().indexed());
        let mut app = App::new(collection, Options::default(), Keymap::with_defaults(), work);
        app.resize(120, 40);
        Self { app, effects: Vec::new() }
    }

    /// One document of these paragraphs, open in a pane.
    pub fn paragraphs<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut builder = Document::builder("a.txt");
        for text in texts {
            builder.block(BlockKind::Paragraph, text);
        }
        let mut collection = Collection::default();
        collection.documents = vec![builder.build()].into();
        collection.labels = vec![Label { letter: "A".into(), cite: "a".into() }];
        let mut app = App::new(
            Arc::new(collection.indexed()),
            Options::default(),
            Keymap::with_defaults(),
            Work::default(),
        );
        app.resize(120, 40);
        Self { app, effects: Vec::new() }
    }

    /// With the suggested matches that a worker would find.
    pub fn with_suggestions(mut self) -> Self {
        let collection = Arc::clone(&self.app.collection);
        let matcher = triptych::scheme::matcher(&collection, Unit::Sentence);
        let links = Arc::new(matcher.links());
        if collection.has_suggestions() {
            collection.learn_matches(&links);
        }
        self.hear(Event::Matched { generation: 0, matcher: Arc::new(matcher), links });
        self.suggest();
        self
    }

    /// Does what the shell would: makes the suggestions that were asked for.
    pub fn suggest(&mut self) -> usize {
        let asked: Vec<_> = self
            .effects
            .drain(..)
            .filter_map(|effect| match effect {
                Effect::Suggest { generation, collection } => Some((generation, collection)),
                _ => None,
            })
            .collect();
        for (generation, collection) in &asked {
            let codings = corrections::suggested(collection);
            self.hear(Event::Suggested { generation: *generation, codings });
        }
        asked.len()
    }

    pub fn hear(&mut self, event: Event) {
        let effects = self.app.update(event);
        let answers: Vec<Event> = effects.iter().filter_map(answer).collect();
        self.effects.extend(effects);
        for event in answers {
            self.hear(event);
        }
    }

    /// Presses keys as a key map writes them, parted by spaces; `text:abc` types the letters. At
    /// `differences:` a worker has found seven of them, at `other:` one has read the codings of another
    /// reader who was named.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            if let Some(text) = name.strip_prefix("text:") {
                text.chars().for_each(|c| self.hear(Event::Key(Key::char(c))));
            } else if name == "differences:" {
                let differences = Arc::new(some_differences(&self.app.collection, 7));
                self.hear(Event::Compared { generation: 0, differences });
            } else if name == "other:" {
                let name = self.app.agreement.name.clone();
                let reading = other_reader(&self.app.collection);
                let read = Ok(Box::new(OtherReader { name: name.clone(), reading, remarks: Vec::new() }));
                self.hear(Event::OtherRead { generation: 0, name, read });
            } else {
                let key = name.parse().unwrap_or_else(|error| panic!("in '{keys}': {error}"));
                self.hear(Event::Key(key));
            }
        }
        self
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.app.resize(columns, rows);
        self
    }

    pub fn mouse(&mut self, kind: MouseKind, column: u16, row: u16) -> &mut Self {
        self.hear(Event::Mouse(Mouse { kind, column, row }));
        self
    }

    pub fn buffer(&self) -> Buffer {
        ui::screen(&self.app)
    }

    /// What is on the screen, a line for each row.
    pub fn screen(&self) -> String {
        ui::plain(&self.buffer())
    }

    /// The bottom row: message or hints.
    pub fn status(&self) -> String {
        self.screen().lines().last().unwrap_or_default().trim().to_owned()
    }

    /// The first row of the screen that holds a text.
    pub fn row_of(&self, text: &str) -> usize {
        let screen = self.screen();
        let row = screen.lines().position(|line| line.contains(text));
        row.unwrap_or_else(|| panic!("'{text}' is not on the screen:\n{screen}"))
    }

    #[track_caller]
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "'{text}' is not on the screen:\n{screen}");
        self
    }

    #[track_caller]
    pub fn lacks(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "'{text}' is on the screen:\n{screen}");
        self
    }

    #[track_caller]
    pub fn says(&mut self, text: &str) -> &mut Self {
        let message = self.message();
        assert!(message.contains(text), "'{text}' is not said, but '{message}'");
        self
    }

    pub fn message(&self) -> String {
        message(&self.app).to_owned()
    }

    /// Where the cursor is: `A ¶4.1`; empty where there is no passage.
    pub fn here(&self) -> String {
        here(&self.app)
    }

    pub fn copied(&self) -> Vec<&str> {
        let copied = self.effects.iter().filter_map(|effect| match effect {
            Effect::Copy(text) => Some(text.as_str()),
            _ => None,
        });
        copied.collect()
    }

    pub fn quits(&self) -> bool {
        self.effects.iter().any(|effect| matches!(effect, Effect::Quit))
    }

    /// Letters of the documents in the panes, the focused one in brackets.
    pub fn panes(&self) -> String {
        panes(&self.app)
    }

    pub fn is_in(&self, view: View) -> bool {
        self.app.view == view
    }
}

/// The same collection with nothing read in it yet: what is learned of its matches stays its own.
pub fn read_anew(mut collection: Collection) -> Collection {
    collection.documents = collection.documents.to_vec().into();
    let codings = collection.codings.clone();
    collection.with_codings(codings)
}

/// Differences of every slot and kind between sentences of the first documents, each of other ones.
pub fn some_differences(collection: &Collection, count: usize) -> FoundDifferences {
    let sentences: Vec<Vec<Passage>> =
        collection.document_indices().map(|index| sentences(collection, index)).collect();
    let side = |document: usize, at: usize| {
        let passages = &sentences[document % sentences.len()];
        let passage = passages[at % passages.len()];
        let document = collection.document(passage.document);
        let text = document.passage_text(passage);
        let start = document.passage_span(passage).expect("a span").start;
        let (at, word) =
            text.split_word_bound_indices().find(|(_, word)| word.chars().count() > 3).unwrap_or((0, &text));
        Side { passage, span: Span::new(at, at + word.len()).shifted(start), value: word.to_owned() }
    };
    let difference = |at: usize| {
        let kind = DifferenceKind::ALL[at % 4];
        let (a, mut b) = (side(0, at), side(1, at));
        if kind == DifferenceKind::OnlyOneTells {
            b = Side { span: Span::new(b.span.start, b.span.start), value: String::new(), ..b };
        }
        let text = format!("{} in one, {} in the other", a.value, b.value);
        let also = if at % 5 == 4 { vec![side(2, at)] } else { Vec::new() };
        Difference { kind, slot: Slot::ALL[at % 6], a, b, also, text, score: 1.0 / (at + 1) as f32 }
    };
    FoundDifferences::new(collection, (0..count).map(difference).collect())
}

fn sentences(collection: &Collection, index: DocumentIndex) -> Vec<Passage> {
    let document = collection.document(index);
    let blocks = document.blocks().iter().enumerate().filter(|(_, block)| block.kind.is_prose());
    let of_block = |at: usize| {
        let count = document.sentences(BlockIndex(at)).len();
        (0..count).map(move |sentence| Passage::sentence(index, BlockIndex(at), SentenceIndex(sentence)))
    };
    blocks.flat_map(|(at, _)| of_block(at)).collect()
}

/// What a worker answers that is to lay out rows or to look through something; the rest is for the
/// test to say.
pub fn answer(effect: &Effect) -> Option<Event> {
    match effect {
        Effect::LayOut { .. }
        | Effect::Shape { .. }
        | Effect::CompareRows { .. }
        | Effect::Search { .. }
        | Effect::Sift { .. }
        | Effect::Agree { .. } => effect.clone().answer(),
        _ => None,
    }
}

/// What the collection's coder says, but for three passages: of the first it says nothing, of the next
/// another episode, of the last no step.
pub fn other_reader(collection: &Collection) -> agreement::Reading {
    let mut reading = agreement::Reading::by_hand(&Reading::Harbour.collection());
    let mut passages: Vec<Passage> = reading.codings.keys().copied().collect();
    passages.sort_unstable();
    let has_step = |passage: &&Passage| reading.codings[*passage].step.is_some();
    let last = *passages.iter().rev().find(has_step).expect("one has a step");
    reading.codings.remove(&passages[1]);
    let episodes = collection.scheme.episode_indices();
    let coded = reading.codings.get_mut(&passages[4]).expect("coded");
    coded.episodes = episodes.filter(|episode| !coded.episodes.contains(episode)).take(1).collect();
    let coded = reading.codings.get_mut(&last).expect("coded");
    (coded.step, coded.second_step) = (None, None);
    reading
}

pub fn message(app: &App) -> &str {
    app.message.as_ref().map_or("", |message| message.text.as_str())
}

pub fn here(app: &App) -> String {
    app.passage().map_or_else(String::new, |passage| app.collection.passage_label(passage))
}

pub fn panes(app: &App) -> String {
    let panes = app.reader.panes.iter().enumerate().map(|(at, pane)| {
        let letter = &app.collection.label(pane.document).letter;
        if at == app.reader.focus { format!("[{letter}]") } else { letter.clone() }
    });
    panes.collect::<Vec<_>>().join(" ")
}

/// What the passage under the cursor is coded as.
pub fn coded(app: &App) -> String {
    app.coding_facts().unwrap_or_default()
}

/// The selected words, a line for each paragraph.
pub fn selection(app: &App) -> String {
    let Some(pane) = app.reader.focused() else { return String::new() };
    let document = app.collection.document(pane.document);
    let words = |site: Site| site.span.of(&document.block_text(site.block)).to_owned();
    pane.selected(document).map(words).collect::<Vec<_>>().join("\n")
}

/// The typed line of what is open.
pub fn typed(app: &App) -> Option<&str> {
    Some(app.overlay.as_ref()?.prompt().text())
}

/// The selected entry of the open list.
pub fn selected(app: &App) -> Option<String> {
    Some(app.overlay.as_ref()?.picker()?.selected_entry(&app.collection)?.label.clone())
}

/// Numbers that look random and are the same each time (`SplitMix64`, Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    /// From 0 to below this, which is above 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}
