//! Opening held up: what is typed and said meanwhile, and what becomes of it.

use super::super::super::Inbox;
use super::super::super::inbox::Message;
use super::super::Stage;
use super::*;
use crate::app::{Keymap, Options, Overlay, View};
use crate::open::Request;
use crate::store::WorkFolders;

const HARBOUR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/harbour");

fn start(path: &str) -> Start {
    Start {
        options: Options::default(),
        keymap: Keymap::with_defaults(),
        messages: Vec::new(),
        work: WorkFolders::default(),
        fresh: false,
        panes: false,
        opener: Opener::new(Request { paths: vec![path.into()], ..Request::default() }),
        vectors: None,
        rival: None,
    }
}

/// What is on the screen while a worker opens, and the worker's end.
fn opening() -> (Reading, Sender<Outcome>) {
    let start = start(HARBOUR);
    let opening = Opening::new(start.opener.called(), start.options, start.keymap);
    let (sender, outcome) = channel();
    (Reading::Opening { opening: Box::new(opening), outcome }, sender)
}

fn press(reading: &mut Reading, keys: &str) -> Vec<Effect> {
    keys.split_whitespace().flat_map(|key| reading.update(Event::Key(key.parse().unwrap()))).collect()
}

#[test]
fn what_was_typed_too_early_is_done_in_order_once_it_is_open() {
    let (waker, _inbox) = Inbox::new().unwrap();
    let (mut reading, outcome) = opening();
    reading.update(Event::Resize { columns: 100, rows: 30 });
    assert!(press(&mut reading, "3 D j").is_empty());
    open(start(HARBOUR), &waker, &outcome);
    // Typed before the loop knows that it is open.
    press(&mut reading, "k k");
    let shell = shell(&reading);
    let mut by_hand = Shell::new(
        Opened::read(&mut start(HARBOUR).opener, &mut |_| {}).unwrap(),
        start(HARBOUR),
        waker.clone(),
    );
    by_hand.update(Event::Resize { columns: 100, rows: 30 });
    for key in ["3", "D", "j", "k", "k"] {
        by_hand.update(Event::Key(key.parse().unwrap()));
    }
    assert_ne!(shell.app.view, View::Board, "the keys did something");
    assert_eq!((shell.app.columns, shell.app.rows), (100, 30));
    let drawn = |app| ui::plain(&ui::screen(app));
    assert_eq!(drawn(&shell.app), drawn(&by_hand.app));
}

/// What is open, with the keys that were typed and the messages there were before.
fn opened_after(keys: &str, messages: &[&str]) -> (Reading, Vec<Effect>, Inbox) {
    let (waker, inbox) = Inbox::new().unwrap();
    let (mut reading, outcome) = opening();
    reading.update(Event::Resize { columns: 100, rows: 30 });
    press(&mut reading, keys);
    let messages = messages.iter().map(|&message| message.to_owned()).collect();
    open(Start { messages, ..start(HARBOUR) }, &waker, &outcome);
    let effects = reading.update(Event::GoOn);
    (reading, effects, inbox)
}

fn shell(reading: &Reading) -> &Shell {
    let Reading::Open { shell, .. } = reading else { panic!("it is not open") };
    shell
}

fn said(reading: &Reading) -> &str {
    shell(reading).app.message.as_ref().map_or("", |message| &message.text)
}

/// What stands in the note editor.
fn typed(reading: &Reading) -> &str {
    match &shell(reading).app.overlay {
        Some(Overlay::Note(editor)) => editor.prompt.text(),
        other => panic!("no editor: {other:?}"),
    }
}

/// Hands over what waits as the loop does: a portion for each time that it was asked to go on.
fn go_on(reading: &mut Reading, inbox: &Inbox) -> usize {
    let mut portions = 0;
    loop {
        let asked = inbox.messages().filter(|message| matches!(message, Message::Event(Event::GoOn))).count();
        if asked == 0 {
            return portions;
        }
        portions += 1;
        (0..asked).for_each(|_| drop(reading.update(Event::GoOn)));
    }
}

#[test]
fn what_is_said_at_the_start_outlasts_the_keys_that_waited() {
    for keys in ["", "j", "3 D j", "~"] {
        let (reading, _, _inbox) = opened_after(keys, &["the key map has a mistake"]);
        assert_eq!(said(&reading), "the key map has a mistake", "after '{keys}'");
    }
    let (reading, _, _inbox) = opened_after("Enter m a", &["the key map has a mistake"]);
    assert!(said(&reading).starts_with("the key map has a mistake; your work is not saved"));
    let (reading, _, _inbox) = opened_after("~", &[]);
    assert!(said(&reading).contains("does nothing here"), "{}", said(&reading));
}

#[test]
fn what_a_worker_says_meanwhile_outlasts_them_too() {
    let (waker, _inbox) = Inbox::new().unwrap();
    let (mut reading, outcome) = opening();
    press(&mut reading, "j");
    reading.update(Event::Told { message: "what you type is not kept".to_owned() });
    press(&mut reading, "j");
    open(Start { messages: vec!["a line is damaged".to_owned()], ..start(HARBOUR) }, &waker, &outcome);
    reading.update(Event::GoOn);
    assert_eq!(said(&reading), "a line is damaged; what you type is not kept");
}

#[test]
fn nothing_is_done_after_a_key_that_quits() {
    let (reading, effects, _inbox) = opened_after("3 q m a", &[]);
    assert!(matches!(effects[..], [Effect::Quit]), "{effects:?}");
    assert!(shell(&reading).app.work.marks.is_empty());
    // Nor what comes with the outcome.
    let (waker, _inbox) = Inbox::new().unwrap();
    let (mut reading, outcome) = opening();
    press(&mut reading, "3 q m");
    open(start(HARBOUR), &waker, &outcome);
    press(&mut reading, "D");
    assert_ne!(shell(&reading).app.view, View::Documents);
}

#[test]
fn keys_after_the_one_for_an_editor_outside_wait_until_that_ends() {
    let (mut reading, effects, inbox) = opened_after("Enter a x Ctrl-x Ctrl-e y z", &[]);
    assert!(matches!(effects.last(), Some(Effect::EditOutside(text)) if text == "x"), "{effects:?}");
    // The terminal's size comes before what was written.
    reading.update(Event::Resize { columns: 90, rows: 30 });
    go_on(&mut reading, &inbox);
    assert_eq!(typed(&reading), "x");
    reading.update(Event::EditedOutside { text: Some("outside ".to_owned()), message: None });
    assert_eq!(typed(&reading), "outside yz");
}

#[test]
fn many_keys_are_handed_over_some_at_a_time_and_in_order() {
    let keys = "Enter a ".to_owned() + &"a b c d e f g h i j ".repeat(10);
    let (mut reading, _, inbox) = opened_after(&keys, &["a line is damaged"]);
    assert!(typed(&reading).len() < 20, "all at once");
    press(&mut reading, "k l");
    assert!(typed(&reading).len() < 20, "what is typed now comes after what waits");
    assert!(go_on(&mut reading, &inbox) > 3, "frames come between");
    assert_eq!(typed(&reading), "abcdefghij".repeat(10) + "kl");
    assert_eq!(said(&reading), "a line is damaged");
}

#[test]
fn long_work_waits_for_the_first_frame_and_not_for_the_last_key() {
    let (mut reading, _, inbox) = opened_after("j j", &[]);
    assert_eq!(shell(&reading).stage, Stage::Shown);
    press(&mut reading, "j");
    assert_eq!(shell(&reading).stage, Stage::Shown, "no frame is out yet");
    let is_shown = |message: &Message| matches!(message, Message::Event(Event::Shown));
    assert_eq!(inbox.messages().filter(is_shown).count(), 1);
    reading.update(Event::Shown);
    assert_eq!(shell(&reading).stage, Stage::Working);
}

#[test]
fn what_cannot_be_opened_is_the_same_error_however_long_it_takes() {
    let (waker, _inbox) = Inbox::new().unwrap();
    let nowhere = "/nowhere/at/all.txt";
    let Err(at_once) = Reading::begin(start(nowhere), &waker) else { panic!("it opens") };
    let (mut reading, outcome) = opening();
    press(&mut reading, "j");
    open(start(nowhere), &waker, &outcome);
    assert!(matches!(reading.update(Event::GoOn)[..], [Effect::Quit]));
    let later = reading.finish().unwrap_err();
    assert_eq!(format!("{at_once:#}"), format!("{later:#}"));
    assert!(later.to_string().contains(nowhere), "{later}");
}

#[test]
fn files_are_told_of_as_they_are_read() {
    let mut told = Vec::new();
    let mut opener = start(HARBOUR).opener;
    let opened = opener.open_telling(&mut |ReadSoFar { read, files, name }| {
        told.push((read, files, name.to_owned()));
    });
    let documents = opened.unwrap().documents.len();
    assert!(told.is_sorted(), "{told:?}");
    let (read, files, name) = told.last().unwrap();
    assert_eq!((*read, *files), (documents, documents));
    assert!(!name.is_empty());
}
