//! The agreement view: another reader's codings beside one's own.

use triptych::agreement::Reading as Codings;
use triptych::app::agreement::{Other, OtherReader};
use triptych::app::{Effect, Event, Options, View};
use triptych::matching::Unit;
use triptych::scheme::Coded;
use triptych::store::Work;

use crate::support::{Reading, Session, here, message, other_reader};

/// The harbours compared with another reader, at a size.
pub fn compared(columns: u16, rows: u16) -> Session {
    let mut session = Session::new(Reading::Harbour, columns, rows);
    session.press("g k text:../other Enter other:");
    session
}

fn places(session: &Session) -> Vec<String> {
    let app = &session.app;
    app.agreement.places().iter().map(|place| app.collection.passage_label(place.passage)).collect()
}

#[test]
fn nobody_is_compared_with_until_somebody_is_named() {
    let mut session = Session::harbour();
    session.press("g k");
    assert_eq!(session.app.view, View::Board);
    session.press("Esc g k text:/nowhere Enter");
    assert_eq!(session.app.view, View::Agreement);
    let named = session.effects.iter().find_map(|effect| match effect {
        Effect::ReadOther { name, .. } => Some(name.as_str()),
        _ => None,
    });
    assert_eq!(named, Some("/nowhere"));
    let message = "/nowhere: there is no such file or folder".to_owned();
    session.hear(Event::OtherRead { generation: 0, name: "/nowhere".into(), read: Err(message) });
    assert!(session.screen().contains("/nowhere: there is no such file or folder; w names another"));
    let reads = |session: &Session| {
        session.effects.iter().filter(|effect| matches!(effect, Effect::ReadOther { .. })).count()
    };
    assert_eq!(reads(&session), 1);
    session.press("j k");
    assert_eq!(reads(&session), 1, "it is not tried again and again");
    session.press("w Enter");
    assert_eq!(reads(&session), 2, "but when it is asked for");
}

#[test]
fn a_collection_without_episodes_has_nothing_to_agree_on() {
    let mut session = Session::new(Reading::Scripts, 80, 24);
    session.press("g k");
    assert!(session.app.overlay.is_none());
    assert!(message(&session.app).contains("nothing to agree on"));
}

#[test]
fn what_is_coded_differently_is_listed_with_what_both_say() {
    let session = compared(120, 40);
    let found = session.app.agreement.found.clone().unwrap();
    let by_hand = Codings::by_hand(&session.app.collection);
    let other = other_reader(&session.app.collection);
    let expected = triptych::agreement::agreement(&session.app.collection, &by_hand, &other, Unit::Sentence);
    assert_eq!(found.agreement, expected);
    assert_eq!(places(&session).len(), 3);
    let screen = session.screen();
    assert!(screen.contains("3 coded differently"), "{screen}");
    assert!(screen.contains("which episodes") && screen.contains("kappa"), "{screen}");
    assert!(screen.contains("theirs: nothing"), "{screen}");
}

#[test]
fn places_are_gone_to_and_come_back_to() {
    let mut session = compared(120, 40);
    session.press("j");
    let passage = here(&session.app);
    session.press("Enter");
    assert_eq!((session.app.view, here(&session.app)), (View::Reader, passage.clone()));
    session.press("j j Ctrl-o");
    assert_eq!((session.app.view, here(&session.app)), (View::Agreement, passage.clone()));
    session.press("Alt-o Ctrl-o");
    assert_eq!((session.app.view, here(&session.app)), (View::Agreement, passage));
}

#[test]
fn one_question_after_the_other_and_words_filter_the_list() {
    let mut session = compared(120, 40);
    let all = session.app.agreement.list.count();
    let questions = session.app.agreement.found.as_ref().unwrap().agreement.figures.len();
    let mut counts = Vec::new();
    for _ in 0..questions {
        session.press("K");
        assert!(session.app.agreement.question.is_some());
        counts.push(session.app.agreement.list.count());
    }
    assert!(counts.contains(&0) && counts.contains(&2) && all == 3, "{counts:?} of {all}");
    session.press("K");
    assert_eq!((session.app.agreement.question, session.app.agreement.list.count()), (None, all));
    session.press("/ text:nothing Enter");
    assert_eq!(session.app.agreement.list.count(), 1);
    session.press("Esc");
    assert_eq!(session.app.agreement.list.count(), all);
}

#[test]
fn what_the_other_says_is_taken_over_and_taken_back() {
    let mut session = compared(120, 40);
    let before = places(&session);
    let passage = session.app.passage().unwrap();
    let theirs = |session: &Session| other_reader(&session.app.collection).codings.get(&passage).cloned();
    session.press("A");
    let coded = session.app.collection.coding_over(passage).map(|coding| coding.coded.clone());
    assert_eq!(coded.unwrap_or_default(), theirs(&session).unwrap_or_default());
    assert_eq!(places(&session), before[1..], "compared anew");
    assert_eq!(session.app.work.codings.len(), 1);
    session.press("u");
    assert_eq!((places(&session), session.app.work.codings.len()), (before, 0));
    session.press("s A");
    assert!(message(&session.app).contains("s compares sentence by sentence"), "{}", message(&session.app));
    assert!(session.app.work.codings.is_empty());
}

#[test]
fn who_is_compared_with_is_remembered_and_read_again() {
    let mut session = compared(120, 40);
    session.press("s j");
    let (here, unit) = (here(&session.app), session.app.agreement.unit);
    let work: Work = session.app.with_places();
    let mut back = Session::with(Reading::Harbour, 120, 40, Options::default(), work);
    back.app.restore(false);
    back.press("g k");
    assert!(matches!(back.app.agreement.other, Other::Reading));
    back.press("other:");
    assert_eq!((crate::support::here(&back.app), back.app.agreement.unit), (here, unit));
}

#[test]
fn codings_of_somebody_who_is_not_meant_any_more_are_dropped() {
    let mut session = Session::harbour();
    session.press("g k text:one Enter w Ctrl-u text:two Enter");
    let read = Ok(Box::new(OtherReader { name: "one".into(), ..OtherReader::default() }));
    session.hear(Event::OtherRead { generation: 0, name: "one".into(), read });
    assert!(matches!(session.app.agreement.other, Other::Reading));
    session.press("other:");
    assert!(matches!(&session.app.agreement.other, Other::Read(other) if other.name == "two"));
}

#[test]
fn two_who_agree_are_told_so() {
    let mut session = Session::harbour();
    session.press("g k text:same Enter");
    let reading = Codings::by_hand(&session.app.collection);
    let other = OtherReader { name: "same".into(), reading, remarks: vec!["same:3: what is this".into()] };
    session.hear(Event::OtherRead { generation: 0, name: "same".into(), read: Ok(Box::new(other)) });
    assert_eq!(message(&session.app), "same:3: what is this");
    assert!(session.screen().contains("The two code nothing differently."));
    session.press("Enter A K");
    assert_eq!(session.app.view, View::Agreement);
}

/// A reading that says nothing where the harbours' coder says something is told from one who read
/// nothing.
#[test]
fn documents_that_only_one_coded_are_named() {
    let mut session = Session::harbour();
    session.press("g k text:half Enter");
    let mut reading = Codings::by_hand(&session.app.collection);
    reading.codings.retain(|passage, _: &mut Coded| passage.document.0 > 0);
    let other = OtherReader { name: "half".into(), reading, remarks: Vec::new() };
    session.hear(Event::OtherRead { generation: 0, name: "half".into(), read: Ok(Box::new(other)) });
    assert!(session.screen().contains("not A that only one of you coded"), "{}", session.screen());
}
