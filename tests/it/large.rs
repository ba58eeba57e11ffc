//! A large text is shown before it is read whole: what the reader did meanwhile holds.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use triptych::app::{App, Effect, Event, Keymap, Options};
use triptych::matching::Unit;
use triptych::open::{Request, open, open_head};
use triptych::scheme::Collection;
use triptych::store::{Place, Work};
use triptych::text::BlockIndex;

/// More than is shown at first.
fn large() -> String {
    (0..6000).fold(String::new(), |mut text, at| {
        let _ = write!(text, "Paragraph number {at} tells of the harbour and of the boats in it.\n\n");
        text
    })
}

fn request(folder: &TempDir, name: &str, text: &str) -> Request {
    std::fs::write(folder.path().join(name), text).unwrap();
    Request { paths: vec![folder.path().join(name)], ..Request::default() }
}

/// The program with the head of a large text open, and the whole text.
fn reading(work: Work) -> (App, Event) {
    let folder = TempDir::new().unwrap();
    let request = request(&folder, "a.txt", &large());
    let head = open_head(&request).unwrap();
    assert!(!head.documents[0].complete);
    let mut app = App::new(Arc::new(head), Options::default(), Keymap::with_defaults(), work);
    app.open_all_in_panes();
    app.restore(true);
    app.update(Event::Resize { columns: 80, rows: 24 });
    let collection = Arc::new(open(&request).unwrap());
    assert!(collection.documents[0].complete);
    (app, Event::Opened { generation: 0, collection })
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        app.update(Event::Key(key.parse().unwrap()));
    }
}

fn shown(app: &App) -> String {
    let screen = triptych::ui::plain(&triptych::ui::screen(app));
    // The margin may grow by a digit when the rest arrives.
    let words = |line: &str| line.replace('\u{25b8}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    screen.lines().filter(|line| line.contains("Paragraph number")).map(words).collect::<Vec<_>>().join("\n")
}

#[test]
fn only_one_large_plain_text_has_a_head() {
    let folder = TempDir::new().unwrap();
    let large = large();
    assert!(open_head(&request(&folder, "small.txt", "A few words.\n")).is_none());
    assert!(open_head(&request(&folder, "a.md", &large)).is_none());
    assert!(open_head(&Request { paths: vec![folder.path().to_owned()], ..Request::default() }).is_none());
    assert!(open_head(&Request::default()).is_none());
    assert!(open_head(&Request { paths: vec![Path::new("-").to_owned()], ..Request::default() }).is_none());
    let request = request(&folder, "a.txt", &large);
    let (head, whole) = (open_head(&request).unwrap(), open(&request).unwrap());
    assert_eq!(head.title, whole.title);
    assert_eq!(head.labels, whole.labels);
    assert_eq!(head.documents[0].metadata, whole.documents[0].metadata);
}

#[test]
fn the_place_is_kept_when_the_rest_arrives() {
    let (mut app, opened) = reading(Work::default());
    press(&mut app, "PageDown PageDown j j");
    let (before, cursor) = (shown(&app), app.reader.panes[0].cursor);
    app.update(opened);
    assert_eq!(shown(&app), before);
    assert_eq!(app.reader.panes[0].cursor, cursor);
    press(&mut app, "G");
    assert!(shown(&app).contains("number 5999 "), "{}", shown(&app));
}

#[test]
fn who_asked_for_the_end_is_taken_there() {
    let (mut app, opened) = reading(Work::default());
    press(&mut app, "G");
    assert!(!shown(&app).contains("number 5999 "));
    app.update(opened.clone());
    assert!(shown(&app).contains("number 5999 "), "{}", shown(&app));

    let (mut app, opened) = reading(Work::default());
    press(&mut app, "G k k");
    let before = shown(&app);
    app.update(opened);
    assert_eq!(shown(&app), before);
}

#[test]
fn a_place_beyond_the_head_waits_for_the_rest() {
    let place = Place { paragraph: 5001, offset: 0, folded: None };
    let work = Work { places: [("a.txt".to_owned(), place)].into(), ..Work::default() };
    let (mut app, opened) = reading(work.clone());
    assert!(shown(&app).contains("number 0 "));
    assert_eq!(app.with_places().places["a.txt"], place, "leaving before the end is read loses nothing");
    app.update(opened.clone());
    assert!(shown(&app).contains("number 5000 "), "{}", shown(&app));

    // Who has read on meanwhile stays.
    let (mut app, opened) = reading(work);
    press(&mut app, "PageDown");
    app.update(opened);
    assert!(app.reader.panes[0].cursor.block < BlockIndex(100));
}

#[test]
fn texts_that_arrive_later_stand_side_by_side_by_their_matches() {
    let folder = TempDir::new().unwrap();
    let texts = ["The mayor asked for forty boats.\n", "Forty boats, the mayor had asked for.\n"];
    for (name, text) in ["a.txt", "b.txt"].iter().zip(texts) {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let request = Request { paths: vec![folder.path().to_owned()], ..Request::default() };
    let collection = Arc::new(open(&request).unwrap());
    let matcher = Arc::new(triptych::scheme::matcher(&collection, Unit::Sentence));
    let links = Arc::new(matcher.links());
    assert_eq!(links.len(), 1);
    let nothing = Arc::new(Collection::default());
    let mut app = App::new(nothing, Options::default(), Keymap::with_defaults(), Work::default());
    app.update(Event::Resize { columns: 100, rows: 24 });
    let effects = app.update(Event::Opened { generation: 0, collection });
    let asked = |effect: &Effect| match effect {
        Effect::Match { generation, .. } => Some(*generation),
        _ => None,
    };
    let generation = effects.iter().find_map(asked).expect("matches are looked for");
    let effects = app.update(Event::Matched { generation, matcher, links });
    for event in effects.iter().filter_map(crate::support::answer) {
        app.update(event);
    }
    press(&mut app, "p");
    let screen = triptych::ui::plain(&triptych::ui::screen(&app));
    assert!(screen.contains("The mayor asked") && screen.contains("Forty boats,"), "{screen}");
}

#[test]
fn a_large_text_is_searched_by_a_worker_and_keys_pressed_meanwhile_count() {
    let folder = TempDir::new().unwrap();
    let text = (0..30_000).fold(String::new(), |mut text, at| {
        let _ = write!(text, "Paragraph {at} tells of the harbour.\n\n");
        text
    });
    let collection = Arc::new(open(&request(&folder, "a.txt", &text)).unwrap());
    let mut app = App::new(collection, Options::default(), Keymap::with_defaults(), Work::default());
    app.update(Event::Resize { columns: 80, rows: 24 });
    let mut asked = Vec::new();
    for key in "/ 2 9 9 9 9 Enter".split(' ') {
        asked.extend(app.update(Event::Key(key.parse().unwrap())));
    }
    let searches =
        |effects: &[Effect]| effects.iter().filter(|effect| matches!(effect, Effect::Search { .. })).count();
    assert_eq!(searches(&asked), 1);
    assert!(
        crate::support::message(&app).contains("looking for '29999'"),
        "{}",
        crate::support::message(&app)
    );
    for event in asked.iter().filter_map(crate::support::answer) {
        app.update(event);
    }
    assert!(triptych::ui::plain(&triptych::ui::screen(&app)).contains("Paragraph 29999 tells"));

    // The next hit is asked for before the first is there.
    let mut asked = Vec::new();
    for key in "/ t e l l s Enter n".split(' ') {
        asked.extend(app.update(Event::Key(key.parse().unwrap())));
    }
    assert_eq!(searches(&asked), 1);
    for event in asked.iter().filter_map(crate::support::answer) {
        app.update(event);
    }
    let message = crate::support::message(&app);
    assert!(message.starts_with("'tells': 1 of 30000, from the other end"), "{message}");
    press(&mut app, "Esc / x");
    assert!(app.search.query.is_empty());
}
