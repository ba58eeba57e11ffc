//! The notes view at work: what is listed, gone to, changed, removed, and put on other words.

use crate::app::detail::PartKind;
use crate::app::event::Effect;
use crate::app::made::{Found, Made};
use crate::app::pane::TextPosition;
use crate::app::{App, Overlay, View};
use crate::store::{Anchor, CellId, Edit, Moves, Target};
use crate::text::display::truncated;
use crate::text::{BlockIndex, DocumentIndex, Passage};

use super::listed::{Group, Listed, ListedKind};

/// Bytes of a text that is shown in full.
const MOST_SHOWN: usize = 4096;
/// Cells of a quote in a message.
const QUOTE: usize = 40;

impl App {
    pub(in crate::app) fn show_notes(&mut self) -> Vec<Effect> {
        if self.view != View::Notes {
            let here = self.passage().and_then(|passage| self.said_of(passage).into_iter().next());
            self.leave();
            self.view = View::Notes;
            self.fill_notes();
            if let Some(made) = here {
                self.notes.go_to(&made);
            }
        }
        Vec::new()
    }

    /// Makes the entries where there are none yet, and lays the view out.
    pub(in crate::app) fn lay_out_notes(&mut self) {
        self.fill_notes();
        let parts = self.notes.current().map_or_else(Vec::new, |listed| self.parts(listed));
        self.notes.lay_out(self.body, parts);
    }

    fn fill_notes(&mut self) {
        if !self.notes.is_filled() {
            let entries = Made::all(&self.work).filter_map(|made| self.listed(&made)).collect();
            self.notes.fill(entries);
        }
    }

    /// An entry in full.
    fn parts(&self, listed: &Listed) -> Vec<(PartKind, String)> {
        let mut facts = vec![match listed.highlight {
            Some(kind) if listed.kind == ListedKind::Note => format!("note, highlight {kind}"),
            Some(kind) => format!("highlight {kind}"),
            None => listed.kind.name().to_owned(),
        }];
        facts.push(if listed.is_orphan() {
            format!("was on {}, and is not found there", listed.place)
        } else {
            format!("on {}", listed.place)
        });
        let local = |when| self.options.local(when).strftime("%Y-%m-%d %H:%M").to_string();
        facts.extend(listed.when.map(local));
        let tags: Vec<String> = listed.tags.iter().map(|tag| format!("#{tag}")).collect();
        facts.extend((!tags.is_empty()).then(|| tags.join(" ")));
        let mut parts = vec![(PartKind::Facts, facts.join(" \u{b7} "))];
        let text = match listed.made() {
            Made::Note(id) => self.work.notes.get(id).map_or("", |note| note.text.as_str()),
            Made::Mark(_) => "",
            _ => listed.text.as_str(),
        };
        let text = &text[..text.floor_char_boundary(MOST_SHOWN)];
        if !text.is_empty() {
            parts.push((PartKind::Text, text.to_owned()));
        }
        parts.extend(listed.words.iter().map(|words| (PartKind::Words, words.clone())));
        parts
    }

    /// The passage of the first place of what the cursor is on.
    pub(in crate::app) fn noted_passage(&self) -> Option<Passage> {
        self.first_place(self.notes.current()?.made())
    }

    fn first_place(&self, made: &Made) -> Option<Passage> {
        let found = self.standing.places(made).iter().flatten().next()?;
        Some(self.passage_of(found))
    }

    pub(super) fn passage_of(&self, found: &Found) -> Passage {
        let at = TextPosition { block: found.block, offset: found.span.start };
        self.sentence_at(found.document, at)
    }

    // ---- in the list

    fn listed_here(&mut self) -> Option<Listed> {
        let listed = self.notes.current().cloned();
        if listed.is_none() {
            self.say("nothing of yours under the cursor");
        }
        listed
    }

    /// Goes where the entry under the cursor stands.
    pub(in crate::app) fn open_noted(&mut self) {
        let Some(listed) = self.listed_here() else { return };
        let target = match listed.made() {
            Made::Note(id) => self.work.notes.get(id).map(|note| note.target.clone()),
            Made::Summary(cell) => Some(Target::Cell(cell.clone())),
            _ => None,
        };
        match (target, self.first_place(listed.made())) {
            (Some(Target::Row { .. }), Some(passage)) => self.show_cell_of(passage),
            (_, Some(passage)) => self.jump_to(passage),
            (Some(Target::Document(name)), None) => match self.document_named(&name) {
                Some(index) => self.open_document(index),
                None => self.say(format!("there is no document {name} any more")),
            },
            (Some(Target::Cell(cell)), None) => self.show_board_cell(&cell),
            (_, None) if listed.group() == Group::Closed => {
                self.say(format!("its document is not open: {}", listed.place));
            }
            (_, None) => {
                let key = self.key_in(View::Notes, "note-take");
                self.say(format!("its words are not found any more: {key} takes it in hand"));
            }
        }
    }

    /// The key of a command in a view, or its name where it has none.
    pub fn key_in(&self, view: View, command: &str) -> String {
        let key = self.keymap.keys_of(view.contexts(), command).into_iter().next();
        key.unwrap_or_else(|| command.to_owned())
    }

    fn show_board_cell(&mut self, cell: &CellId) {
        let scheme = &self.collection.scheme;
        let (Some(episode), Some(step)) =
            (scheme.episode_by_id(&cell.episode), scheme.step_by_id(&cell.step))
        else {
            self.say("the scheme has no such cell any more");
            return;
        };
        self.leave();
        self.view = View::Board;
        self.board.go_to(episode, step);
    }

    /// Changes the entry under the cursor where it is changed best.
    pub(in crate::app) fn change_noted(&mut self) -> Vec<Effect> {
        let Some(listed) = self.listed_here() else { return Vec::new() };
        match listed.made().clone() {
            Made::Note(id) => self.edit_note(&id),
            made @ (Made::Coding(_) | Made::Link(_) | Made::Verdict(_)) => {
                return self.open_made(&made, None);
            }
            Made::Summary(cell) => {
                self.show_board_cell(&cell);
                if self.view == View::Board {
                    return self.edit_summary();
                }
            }
            Made::Mark(_) => self.say("a mark is set anew where it belongs: m and its letter"),
        }
        Vec::new()
    }

    /// Removes the entry under the cursor.
    pub(in crate::app) fn remove_noted(&mut self) -> Vec<Effect> {
        let Some(listed) = self.listed_here() else { return Vec::new() };
        let edit = match listed.made().clone() {
            Made::Note(id) => Edit::RemoveNote { id },
            Made::Coding(id) => Edit::RemoveCoding { id },
            Made::Link(id) => Edit::RemoveLink { id },
            Made::Verdict(id) => Edit::RemoveVerdict { id },
            Made::Summary(cell) => Edit::RemoveSummary { cell },
            Made::Mark(name) => Edit::RemoveMark { name },
        };
        self.say(format!("the {} is gone: u brings it back", listed.kind.name()));
        self.edit(edit)
    }

    /// Lists one kind after the other, then all.
    pub(in crate::app) fn turn_listed_kind(&mut self) {
        let kinds = ListedKind::ALL;
        let at = self.notes.kind.and_then(|kind| kinds.iter().position(|other| *other == kind));
        self.notes.kind = kinds.get(at.map_or(0, |at| at + 1)).copied();
        self.notes.renew();
        let name = self.notes.kind.map_or("all", ListedKind::plural);
        self.say(format!("{name}: {}", self.notes.list.count()));
    }

    /// Lists only what has these words and tags.
    pub(in crate::app) fn filter_notes(&mut self, typed: &str) {
        typed.clone_into(&mut self.notes.filter);
        self.notes.renew();
    }

    // ---- what has lost its words

    /// Takes what has lost its words in hand, and goes where it was.
    pub(in crate::app) fn take_in_hand(&mut self) {
        let Some(listed) = self.listed_here() else { return };
        let anchors = listed.made().anchors(&self.work);
        let lost =
            anchors.into_iter().zip(self.standing.places(listed.made())).find(|(_, found)| found.is_none());
        let Some((lost, _)) = lost.filter(|_| listed.is_orphan()) else {
            self.say(format!("the {} has not lost its words", listed.kind.name()));
            return;
        };
        self.take_words_in_hand(lost.clone());
    }

    /// As [`Self::take_in_hand`], of all that holds on to these words.
    pub(in crate::app) fn take_words_in_hand(&mut self, lost: Anchor) {
        let key = self.key_in(View::Reader, "note-attach");
        let quote = truncated(lost.quote.trim(), QUOTE).into_owned();
        if let Some(index) = self.document_named(&lost.document) {
            self.show_position(index, self.nearest(index, lost.paragraph));
        } else {
            self.leave();
            self.view = View::Reader;
        }
        self.in_hand = Some(lost);
        self.say(format!("in hand: what was on '{quote}'; {key} puts it on the words that you choose"));
    }

    fn nearest(&self, index: DocumentIndex, paragraph: u32) -> TextPosition {
        let blocks = self.collection.document(index).blocks();
        let after = blocks.partition_point(|block| block.number <= paragraph);
        TextPosition { block: BlockIndex(after.saturating_sub(1)), offset: 0 }
    }

    /// Puts what is in hand on the words under the cursor.
    pub(in crate::app) fn attach(&mut self) -> Vec<Effect> {
        let Some(lost) = self.in_hand.take() else {
            let key = self.key_in(View::Notes, "note-take");
            self.say(format!("nothing is in hand: in the notes view, {key} takes what has lost its words"));
            return Vec::new();
        };
        let Some((anchor, label)) = self.anchor_here().zip(self.place_here()) else {
            self.in_hand = Some(lost);
            self.say(if self.selected_here().next().is_none() {
                "no passage under the cursor to put it on"
            } else {
                "words go on words of one paragraph: select those"
            });
            return Vec::new();
        };
        self.with_reader_deselected();
        self.say(format!("on {label} now: what was on '{}'", truncated(lost.quote.trim(), QUOTE)));
        let moves = Moves { anchors: [(lost, anchor)].into(), ..Moves::default() };
        let edits = moves.edits(&self.work);
        self.edit(Edit::Together(edits))
    }

    /// What is in hand, in short.
    pub fn in_hand_text(&self) -> Option<String> {
        let Anchor { quote, .. } = self.in_hand.as_ref()?;
        Some(format!("in hand: '{}'", truncated(quote.trim(), QUOTE / 2)))
    }

    // ---- what is typed to filter

    /// Opens the line in which the list of the view is filtered.
    pub(in crate::app) fn open_filter_line(&mut self) {
        let mut prompt = crate::app::Prompt::default();
        prompt.set(match self.view {
            View::Notes => &self.notes.filter,
            View::Agreement => &self.agreement.filter,
            _ => &self.differences.filter,
        });
        self.overlay = Some(Overlay::Filter { prompt });
    }
}
