//! What was typed of notes that are not saved: kept as it is typed, and gone on with later.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::app::event::Effect;
use crate::app::{App, NoteEditor, Overlay};
use crate::store::tags::parted;
use crate::store::{Id, Note};

impl App {
    /// After each event: has what was typed kept, where it was not yet.
    pub(in crate::app) fn keep_draft(&mut self) -> Option<Effect> {
        let Some(Overlay::Note(editor)) = &mut self.overlay else { return None };
        if editor.kept == editor.prompt.revision() {
            return None;
        }
        editor.kept = editor.prompt.revision();
        let draft = editor.is_changed().then(|| Box::new(draft_of(editor)));
        Some(Effect::Draft { id: editor.id.clone(), draft })
    }

    /// Closes the editor. What was typed stays as a draft.
    pub(in crate::app) fn leave_editor(&mut self) -> Vec<Effect> {
        let Some(Overlay::Note(editor)) = self.overlay.take() else { return Vec::new() };
        if !editor.is_changed() {
            return self.give_up_draft(&editor.id);
        }
        let draft = draft_of(&editor);
        self.drafts.insert(editor.id.clone(), draft.clone());
        self.say(format!("not saved, but kept: {}", self.how_to_go_on()));
        vec![Effect::Draft { id: editor.id.clone(), draft: Some(Box::new(draft)) }]
    }

    /// Takes over drafts that were left when a program ended, and says so. Gives those that were
    /// saved before it ended.
    pub fn take_drafts(&mut self, left: BTreeMap<Id, Note>) -> Vec<Id> {
        let (saved, open): (BTreeMap<_, _>, _) = left.into_iter().partition(|(id, draft)| {
            self.work.notes.get(id).is_some_and(|note| {
                let (text, tags) = parted(&draft.text);
                note.text == text && note.tags.is_superset(&tags)
            })
        });
        self.drafts = open;
        let how = self.how_to_go_on();
        match self.drafts.len() {
            0 => {}
            1 => self.say(format!("a note was typed and not saved: {how}")),
            count => self.say(format!("{count} notes were typed and not saved: {how} with the last")),
        }
        saved.into_keys().collect()
    }

    fn how_to_go_on(&self) -> String {
        format!("{} goes on", self.key_in(self.view, "note-resume"))
    }

    /// Opens the note that was typed last and not saved.
    pub(in crate::app) fn resume_note(&mut self) -> Vec<Effect> {
        let last = self.drafts.iter().max_by_key(|(_, draft)| draft.changed);
        let last = last.map(|(id, draft)| (id.clone(), draft.clone())).or_else(|| self.discarded.take());
        let Some((id, draft)) = last else {
            self.say("every note that was typed is saved");
            return Vec::new();
        };
        let kept = Effect::Draft { id: id.clone(), draft: Some(Box::new(draft.clone())) };
        self.drafts.insert(id.clone(), draft.clone());
        let words = self.target_text(&draft.target);
        let before = self.work.notes.get(&id).cloned();
        self.open_editor(NoteEditor::new(id, draft.target, before, words));
        vec![kept]
    }

    /// Closes the editor and gives up what was typed in it. Until the program ends that can still be
    /// gone on with, where no other draft is left.
    pub(in crate::app) fn discard_draft(&mut self) -> Vec<Effect> {
        let Some(Overlay::Note(editor)) = self.overlay.take() else { return Vec::new() };
        if !editor.is_changed() {
            self.say("nothing was typed that is not saved");
            return self.give_up_draft(&editor.id);
        }
        self.discarded = Some((editor.id.clone(), draft_of(&editor)));
        let effects = self.give_up_draft(&editor.id);
        let how =
            if self.drafts.is_empty() { "brings it back" } else { "goes on with what else is not saved" };
        self.say(format!("what was typed is given up: {} {how}", self.key_in(self.view, "note-resume")));
        effects
    }

    /// A draft is saved, or not wanted any more.
    pub(in crate::app) fn give_up_draft(&mut self, id: &Id) -> Vec<Effect> {
        self.drafts.remove(id);
        vec![Effect::Draft { id: id.clone(), draft: None }]
    }
}

fn draft_of(editor: &NoteEditor) -> Note {
    Note {
        target: editor.target.clone(),
        text: editor.prompt.text().to_owned(),
        tags: [].into(),
        highlight: editor.before.as_ref().and_then(|note| note.highlight),
        created: editor.before.as_ref().and_then(|note| note.created),
        changed: Some(Timestamp::now()),
    }
}
