//! Notes from the key to the margin, and back again.

use triptych::app::{Effect, Event, Options};
use triptych::store::{Id, Note, Work};

use crate::support::{Reading, Session, typed};

/// The drafts as the shell was told to keep them.
fn drafts(session: &Session) -> Vec<(Id, Note)> {
    let mut kept: Vec<(Id, Note)> = Vec::new();
    for effect in &session.effects {
        if let Effect::Draft { id, draft } = effect {
            kept.retain(|(known, _)| known != id);
            kept.extend(draft.iter().map(|note| (id.clone(), (**note).clone())));
        }
    }
    kept
}

#[test]
fn a_note_is_written_changed_taken_back_and_done_again() {
    let mut session = Session::harbour();
    session.press("1 9 g g a text:Who? Enter text:#doubt Ctrl-s").says("note on A \u{b6}9.1");
    session.shows("\u{2020}I have often been asked").shows("\u{2020} Who?");
    session.press("a Ctrl-u text:#sure Ctrl-s");
    let tags = |session: &Session| {
        session.app.work.notes.values().flat_map(|note| note.tags.clone()).collect::<Vec<_>>()
    };
    assert_eq!(tags(&session), ["sure"]);
    session.press("u").says("taken back: the note on 'I have often been asked");
    assert_eq!(tags(&session), ["doubt"]);
    session.press("u").lacks("\u{2020}");
    assert!(session.app.work.notes.is_empty());
    session.press("Ctrl-r Ctrl-r").shows("\u{2020}I have often");
    assert_eq!(tags(&session), ["sure"]);
    session
        .press("a Ctrl-u Backspace Backspace Ctrl-u Ctrl-s")
        .says("is gone: u brings it back")
        .lacks("\u{2020}");
    session.press("u").shows("\u{2020}I have often");
}

#[test]
fn what_was_typed_is_kept_until_it_is_saved() {
    let mut session = Session::harbour();
    session.press("1 9 g g a text:Who?");
    assert_eq!(drafts(&session).len(), 1);
    session.press("Esc").says("not saved, but kept: ga goes on");
    assert!(session.app.work.notes.is_empty());
    session.press("a").says("you go on with what was not saved").shows("Who?");
    session.press("text:! Ctrl-s");
    assert_eq!(session.app.work.notes.values().next().unwrap().text, "Who?!");
    assert_eq!(drafts(&session), []);
    session.press("g a").says("every note that was typed is saved");
    session.press("a text:x Backspace Esc");
    assert_eq!(drafts(&session), [], "what is as it was is no draft");
}

#[test]
fn what_a_crash_left_is_offered_again() {
    let mut before = Session::harbour();
    before.press("1 9 g g a text:first Ctrl-s ) a text:second");
    let left = drafts(&before);
    let mut session = Session::with(Reading::Harbour, 120, 40, Options::default(), before.app.work.clone());
    assert_eq!(session.app.take_drafts(left.into_iter().collect()), [""; 0]);
    session.says("a note was typed and not saved: ga goes on");
    session.press("g a");
    assert_eq!(typed(&session.app), Some("second"));
    // One that was saved before the crash is no draft.
    let (id, note) = before.app.work.notes.clone().pop_first().unwrap();
    let saved = Note { text: "first".into(), tags: [].into(), ..note };
    assert_eq!(session.app.take_drafts([(id.clone(), saved)].into()), [id]);
}

#[test]
fn notes_on_cells_and_documents() {
    let mut session = Session::harbour();
    session.press("a text:thin Ctrl-s").says("note on ");
    session.press("a").shows("thin");
    session.press("Esc D a text:long Ctrl-s").says("note on document A");
    session.press("a").shows("long").press("Esc");
    assert_eq!(session.app.work.notes.len(), 2);
}

#[test]
fn a_note_on_a_highlight_is_written_into_it() {
    let mut session = Session::harbour();
    session.press("1 9 g g 2 H").shows("\u{25b2}I have often").press("a text:so? Ctrl-s");
    let notes: Vec<&Note> = session.app.work.notes.values().collect();
    assert_eq!((notes.len(), notes[0].text.as_str(), notes[0].highlight), (1, "so?", Some(2)));
    session.press("2 H").says("no highlight any more").shows("\u{2020}I have often");
    assert_eq!(session.app.work.notes.len(), 1);
}

#[test]
fn hostile_text_is_shown_safe() {
    let mut session = Session::harbour();
    session.press("1 9 g g a");
    session.hear(Event::Paste("a\u{1b}]0;x\u{7}\u{202e}b\r\nc\t\u{9b}31m".into()));
    let screen = session.screen();
    assert!(!screen.chars().any(|c| c.is_control() && c != '\n') && !screen.contains('\u{202e}'), "{screen}");
    session.press("Ctrl-s");
    let screen = session.screen();
    assert!(!screen.chars().any(|c| c.is_control() && c != '\n') && !screen.contains('\u{202e}'), "{screen}");
}

#[test]
fn a_mebibyte_is_taken_and_more_is_said() {
    let mut session = Session::harbour();
    session.press("1 9 g g a");
    session.hear(Event::Paste("word ".repeat((1 << 20) / 5)));
    session.press("x y");
    session.hear(Event::Paste("word ".repeat(10)));
    session.says("no room for all of it");
    session.press("Up Up Home Ctrl-k Ctrl-y End Ctrl-s").says("note on A");
    let words = Work::clone(&session.app.work).notes.values().map(|note| note.text.len()).sum::<usize>();
    assert_eq!(words, 1 << 20);
}

#[test]
fn without_colour_notes_and_highlights_can_be_told() {
    use ratatui::style::Modifier;
    let options = Options { colourless: true, ascii: true, ..Options::default() };
    let mut session = Session::with(Reading::Harbour, 120, 40, options, Work::default());
    session.press("1 4 g g a text:x Ctrl-s 9 g g 4 H");
    let (noted, highlighted) = (session.row_of("!On 9 March"), session.row_of("$I have often"));
    for row in [noted, highlighted] {
        let buffer = session.buffer();
        let words: String = (0..120)
            .map(|x| &buffer[(x, row as u16)])
            .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert!(!words.is_empty());
    }
}
