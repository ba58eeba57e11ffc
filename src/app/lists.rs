//! The lists that open over a view: documents, matches, help, the palette, marks; and what
//! choosing an entry does.

use crate::matching::{Evidence, Match};
use crate::text::{Document, DocumentIndex, Passage};

use super::command::{self, Command, Count};
use super::event::Effect;
use super::picker::{Choice, Entry, Picker, PickerKind};
use super::{App, Overlay, View};

/// Parts of a score that are told one by one; what is taken off comes besides, always.
const MOST_PARTS: usize = 8;

impl App {
    pub fn open_list(&mut self, picker: Picker) {
        self.overlay = Some(Overlay::Picker(Box::new(picker)));
    }

    /// Documents of the collection; choosing shows one in the focused pane or beside it.
    pub fn open_document_list(&mut self, beside: bool) {
        let entries = self
            .collection
            .document_indices()
            .map(|index| {
                let document = self.collection.document(index);
                let metadata = &document.metadata;
                let date = metadata.date.map_or_else(String::new, |date| date.to_string());
                let facts =
                    [metadata.author.clone(), metadata.publication.clone(), Some(document.name.clone())];
                Entry {
                    label: format!("{} {}", self.collection.label(index).letter, document.title()),
                    detail: date,
                    preview: facts.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} "),
                    choice: if beside { Choice::OpenBeside(index) } else { Choice::Open(index) },
                }
            })
            .collect();
        let title = if beside { "Open a document beside" } else { "Documents" };
        let mut picker = Picker::new(PickerKind::Documents, title, entries);
        let open = |index: &DocumentIndex| self.reader.panes.iter().any(|pane| pane.document == *index);
        if beside {
            picker.selected = self.collection.document_indices().position(|index| !open(&index)).unwrap_or(0);
        }
        self.open_list(picker);
    }

    /// Matches of the passage under the cursor, with what each rests on; first, what its suggested
    /// coding rests on.
    pub fn open_match_list(&mut self) {
        let Some(passage) = self.passage() else {
            self.say("no passage under the cursor");
            return;
        };
        let matches = self.matches_of(passage);
        let mut entries: Vec<Entry> = self.suggested_coding_entry(passage).into_iter().collect();
        let rejected = if self.shows_rejected { self.rejected_of(passage) } else { Vec::new() };
        if matches.is_empty() && entries.is_empty() && rejected.is_empty() {
            self.visit_match(1);
            return;
        }
        let links = matches.iter().take_while(|found| found.linked).count();
        for (at, found) in matches.iter().enumerate() {
            if at == links {
                entries.push(candidates_entry(matches.len() - links));
            }
            entries.push(self.match_entry(at, found));
        }
        entries.extend(rejected.into_iter().map(|(a, b)| self.rejected_entry(a, b)));
        let title = format!("Matches of {}", self.collection.passage_label(passage));
        let first = entries.iter().position(|entry| matches!(entry.choice, Choice::Match(_)));
        let mut picker = Picker::new(PickerKind::Matches, title, entries);
        picker.selected = first.unwrap_or(0);
        self.open_list(picker);
    }

    fn match_entry(&self, at: usize, found: &Match) -> Entry {
        let text = self.collection.document(found.b.document).passage_text(found.b);
        let source = match (found.by_hand, found.linked) {
            (true, _) => "by hand",
            (false, true) => "suggested",
            (false, false) => "weak candidate",
        };
        let detail = format!("{} \u{b7} {source}", found.kind.name());
        let (detail, sum) = if found.by_hand {
            (detail, format!("linked by hand: {}", found.kind.name()))
        } else {
            let sum = arithmetic(found, &self.collection.documents);
            (format!("{detail} {:>6.1}", found.score), format!("{:.2} = {sum}", found.score))
        };
        Entry {
            label: format!("{}  {}", self.collection.passage_label(found.b), text.trim()),
            detail,
            preview: format!("{}\n{sum}\n{}", text.trim(), self.collection.citation(found.b)),
            choice: Choice::Match(at),
        }
    }

    fn rejected_entry(&self, a: Passage, b: Passage) -> Entry {
        let text = self.collection.document(b.document).passage_text(b);
        Entry {
            label: format!("\u{d7} {}  {}", self.collection.passage_label(b), text.trim()),
            detail: "no match \u{b7} by hand".to_owned(),
            preview: format!("{}\n{}", text.trim(), self.collection.citation(b)),
            choice: Choice::Rejected(a, b),
        }
    }

    pub fn open_mark_list(&mut self) {
        let entries: Vec<Entry> = self
            .work
            .marks
            .iter()
            .map(|(&name, mark)| {
                let found = self.find_anchor(&mark.anchor);
                Entry {
                    label: format!("{name}  {}", mark.anchor.quote),
                    detail: found.map_or_else(
                        || "not found any more".to_owned(),
                        |passage| self.collection.passage_label(passage),
                    ),
                    preview: mark.anchor.place(),
                    choice: Choice::Mark(name),
                }
            })
            .collect();
        if entries.is_empty() {
            self.say("no marks yet: m and a letter sets one");
            return;
        }
        self.open_list(Picker::new(PickerKind::Marks, "Marks", entries));
    }

    /// Every command by name, also those of other views.
    pub fn open_palette(&mut self) {
        let contexts = self.contexts();
        let here = |command: &&Command| command.contexts.iter().any(|context| contexts.contains(context));
        let entry = |command: &'static Command, detail: String| Entry {
            label: command.name.to_owned(),
            detail,
            preview: command.doc.to_owned(),
            choice: Choice::Run(command),
        };
        let (now, elsewhere): (Vec<_>, Vec<_>) = command::all().partition(here);
        let now = now
            .into_iter()
            .map(|command| entry(command, self.keymap.keys_of(contexts, command.name).join("  ")));
        let elsewhere = elsewhere
            .into_iter()
            .map(|command| entry(command, format!("in {}", command.contexts[0].place())));
        let entries = now.chain(elsewhere).collect();
        self.open_list(Picker::new(PickerKind::Palette, "Command", entries));
    }

    /// Does what the selected entry says. `beside` opens documents in a pane of their own.
    pub fn choose(&mut self, beside: bool) -> Vec<Effect> {
        let Some(Overlay::Picker(picker)) = &self.overlay else { return Vec::new() };
        if let (PickerKind::Palette, Ok(number)) = (picker.kind, picker.prompt.text().trim().parse::<u32>()) {
            self.overlay = None;
            self.go_to_paragraph(number);
            return Vec::new();
        }
        let selected = || picker.selected_entry(&self.collection).map(|entry| entry.choice.clone());
        let Some(choice) = picker.named_command().map(Choice::Run).or_else(selected) else {
            if self.offer_own_kind() {
                return Vec::new();
            }
            let Some(Overlay::Picker(picker)) = &self.overlay else { return Vec::new() };
            let typed = picker.prompt.text().trim();
            if picker.is_unfinished() {
                self.say("still looking through the passages");
                return Vec::new();
            }
            self.say(match (picker.kind, command::suggestion(typed)) {
                (PickerKind::Palette, Some(near)) => {
                    format!("there is no command '{typed}'; did you mean '{near}'?")
                }
                (PickerKind::Palette, None) => format!("there is no command '{typed}'"),
                _ => "nothing in the list to choose".to_owned(),
            });
            return Vec::new();
        };
        if let Choice::Filter(part) = choice {
            self.choose_filter(part);
            return Vec::new();
        }
        self.close_overlay();
        match choice {
            Choice::Run(command)
                if !command.contexts.iter().any(|context| self.contexts().contains(context)) =>
            {
                self.say(format!("{} works in {}", command.name, command.contexts[0].place()));
            }
            Choice::Run(command) => return self.run(command, Count::default()),
            Choice::Open(document) if beside => self.open_beside(document),
            Choice::Open(document) => self.open_document(document),
            Choice::OpenBeside(document) => self.open_beside(document),
            Choice::GoTo(passage) => self.jump_to(passage),
            Choice::Match(at) => {
                if let Some(origin) = self.passage() {
                    self.choose_match(origin, at, beside);
                }
            }
            Choice::Rejected(_, other) => self.jump_to(other),
            Choice::Link(a, b, kind) => return self.say_of_pair(a, b, kind),
            Choice::FixRow(passages) => self.take_row_over(passages),
            Choice::Mark(name) => self.jump_to_mark(name),
            Choice::Made(made) => {
                let here = self.passage();
                return self.open_made(&made, here);
            }
            Choice::TakeFor { was, now } => return self.take_for(&was, &now),
            Choice::TakeInHand(lost) => self.take_words_in_hand(*lost),
            Choice::Reveal(passage) if self.view == View::Overview && self.overview.reveal(passage) => {}
            Choice::Reveal(passage) if self.view == View::Timeline && self.timeline.reveal(passage) => {}
            Choice::Reveal(passage) => self.show_cell_of(passage),
            Choice::Code(_) | Choice::Tell | Choice::Filter(_) => {}
        }
        Vec::new()
    }

    /// Shows the cell of a passage in the parallel view, or the passage in its document.
    pub(super) fn show_cell_of(&mut self, passage: Passage) {
        self.leave();
        self.view = View::Parallel;
        if !self.reveal(passage) {
            self.jump_to(passage);
        }
    }

    fn choose_match(&mut self, origin: Passage, at: usize, beside: bool) {
        if beside
            && self.view == View::Reader
            && let Some(found) = self.matches_of(origin).get(at)
        {
            let document = found.b.document;
            if self.reader.pane_of(document).is_none() {
                self.leave();
                let collection = std::sync::Arc::clone(&self.collection);
                self.reader.open_beside(&collection, document);
            }
        }
        self.begin_round(origin, at);
    }
}

/// What stands between the matches and the passages that are only somewhat alike.
fn candidates_entry(count: usize) -> Entry {
    let noun = if count == 1 { "candidate" } else { "candidates" };
    Entry {
        label: format!("{count} weaker {noun}, too little alike to be linked:"),
        detail: String::new(),
        preview: "What stands below is no match by itself; accepted, it is one by hand.".to_owned(),
        choice: Choice::Tell,
    }
}

/// The parts of a score, the lesser ones together, what is taken off last.
pub(super) fn arithmetic(found: &Match, documents: &[Document]) -> String {
    let shown = found.evidence.iter().filter(|part| part.is_shown());
    let (gains, losses): (Vec<_>, Vec<_>) = shown.partition(|part| part.weight >= 0.0);
    let told = |part: &&Evidence| {
        let text = found.told(part, documents);
        format!("{} \u{ab}{text}\u{bb} {:+.2}", part.kind.name(), part.weight)
    };
    let mut parts: Vec<String> = gains.iter().take(MOST_PARTS).map(told).collect();
    if gains.len() > MOST_PARTS {
        let rest: f32 = gains[MOST_PARTS..].iter().map(|part| part.weight).sum();
        parts.push(format!("{} more {rest:+.2}", gains.len() - MOST_PARTS));
    }
    parts.extend(losses.iter().map(told));
    parts.join(", ")
}
