//! A large text is shown before it is read whole: what the reader did meanwhile holds.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use triptych::app::{App, Effect, Event, Keymap, Options};
use triptych::matching::{MatchKind, Unit};
use triptych::open::{Request, open, open_head};
use triptych::scheme::alignment::{Table, Tables};
use triptych::scheme::{Collection, Link, Strength};
use triptych::store::{Place, Work};
use triptych::text::{BlockIndex, DocumentIndex};

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

/// Two accounts whose sentences are linked two by two, more of them than are put in shape between
/// two frames, in the parallel view.
fn many_rows() -> App {
    let folder = TempDir::new().unwrap();
    let text = (0..2100).fold(String::new(), |mut text, at| {
        let _ = write!(text, "Paragraph {at} tells of the harbour.\n\n");
        text
    });
    for name in ["a.txt", "b.txt"] {
        std::fs::write(folder.path().join(name), &text).unwrap();
    }
    let request = Request { paths: vec![folder.path().to_owned()], ..Request::default() };
    let mut collection = open(&request).unwrap();
    let sentences = |at| collection.sentences_of(DocumentIndex(at)).collect::<Vec<_>>();
    let pairs = sentences(0).into_iter().zip(sentences(1));
    collection.links =
        pairs.map(|(a, b)| Link { a, b, strength: Strength::Strong, kind: MatchKind::SameEvent }).collect();
    let collection = Arc::new(collection.indexed());
    let mut app = App::new(collection, Options::default(), Keymap::with_defaults(), Work::default());
    app.update(Event::Resize { columns: 120, rows: 40 });
    app
}

/// Presses keys; what workers are asked is left unanswered.
fn ask(app: &mut App, keys: &str) -> Vec<Effect> {
    keys.split_whitespace().flat_map(|key| app.update(Event::Key(key.parse().unwrap()))).collect()
}

/// Answers for the workers; what they are asked then is left unanswered.
fn answered(app: &mut App, asked: &[Effect]) -> Vec<Effect> {
    asked.iter().filter_map(crate::support::answer).flat_map(|event| app.update(event)).collect()
}

#[test]
fn rows_that_waited_for_a_filter_come_when_it_is_cleared() {
    let mut app = many_rows();
    let asked = ask(&mut app, "p F e v e n t Enter Esc");
    answered(&mut app, &asked);
    assert_eq!(app.parallel.whole().rows().count(), 2100);
    // A link between two rows makes them one.
    let asked = ask(&mut app, "L j l L Enter");
    let asked = answered(&mut app, &asked);
    assert!(matches!(asked[..], [Effect::Shape { .. }]), "{asked:?}");
    ask(&mut app, "Esc");
    answered(&mut app, &asked);
    assert_eq!(app.parallel.whole().rows().count(), 2099);
    let shown = triptych::ui::plain(&triptych::ui::screen(&app));
    assert!(!shown.contains("filter:"), "{shown}");
}

#[test]
fn many_rows_are_compared_with_those_of_another_by_a_worker() {
    let shown = |app: &App| triptych::ui::plain(&triptych::ui::screen(app));
    let compared =
        |asked: &[Effect]| asked.iter().filter(|effect| matches!(effect, Effect::CompareRows { .. })).count();
    let mut app = many_rows();
    let rows = "a.txt#1.1\tb.txt#1.1\na.txt#2.1\tb.txt#3.1\n";
    let rows = Table { name: "canon.tsv".to_owned(), text: rows.to_owned() };
    app.set_rival(Tables { rows, sections: None });
    let asked = ask(&mut app, "p j j");
    assert_eq!(compared(&asked), 1, "one at a time: {asked:?}");
    assert!(shown(&app).contains("rows in canon: being compared"), "{}", shown(&app));
    let all = "rows in canon: 1 as here, 0 in part, 2099 otherwise \u{b7} 1 of its 2 found";
    let asked = answered(&mut app, &asked);
    assert!(shown(&app).contains(all), "{}", shown(&app));
    assert_eq!(compared(&asked), 0);

    // A link makes rows 2 and 3 one, in which what the other sets level stands level.
    let asked = ask(&mut app, "g g j L j l L Enter");
    let asked = answered(&mut app, &asked);
    assert_eq!(compared(&asked), 1);
    assert!(shown(&app).contains(all), "what was counted before stands until then: {}", shown(&app));
    answered(&mut app, &asked);
    assert!(shown(&app).contains("1 as here, 1 in part, 2097 otherwise"), "{}", shown(&app));
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

#[test]
fn after_a_coding_many_rows_are_laid_out_once_when_the_suggestions_stand() {
    let folder = TempDir::new().unwrap();
    let text = (0..700).fold(String::new(), |mut text, at| {
        let _ = write!(text, "In report {at} the Ostra flood is told of again.\n\n");
        text
    });
    let scheme = "[[episode]]\nid='flood'\nnames=['Ostra']\n[[step]]\nid='call'\nterms=['told of']\n";
    std::fs::write(folder.path().join("collection.toml"), scheme).unwrap();
    std::fs::write(folder.path().join("a.txt"), text).unwrap();
    let request = Request { paths: vec![folder.path().to_owned()], ..Request::default() };
    let collection = Arc::new(open(&request).unwrap());
    assert!(collection.codings.len() > 600, "{}", collection.codings.len());
    let mut app = App::new(collection, Options::default(), Keymap::with_defaults(), Work::default());
    app.update(Event::Resize { columns: 80, rows: 24 });

    let asked = ask(&mut app, "1 j j A");
    let wants = |asked: &[Effect]| {
        let lays = asked.iter().filter(|effect| matches!(effect, Effect::LayOut { .. })).count();
        (asked.iter().filter(|effect| matches!(effect, Effect::Suggest { .. })).count(), lays)
    };
    assert_eq!(wants(&asked), (1, 0));
    let suggest = asked.into_iter().find(|effect| matches!(effect, Effect::Suggest { .. })).unwrap();
    // What is coded meanwhile is learned from next; rows are laid out for what there is.
    assert_eq!(wants(&ask(&mut app, "j j A")), (0, 0));
    let suggested = suggest.answer().unwrap();
    assert_eq!(wants(&app.update(suggested)), (1, 1));
}
