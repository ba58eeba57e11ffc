//! The reader's own codings, links and summaries, from the key to every place that shows them.

use std::collections::BTreeSet;
use std::sync::Arc;

use triptych::app::{App, Effect, Event, Keymap, Options, View, grid};
use triptych::scheme::{Coded, Coding};
use triptych::store::{Anchor, Link, LinkKind, Work};
use triptych::text::{BlockIndex, BlockKind, Document, DocumentIndex, Passage, SentenceIndex};

use crate::support::{Reading, Session, answer, coded, here, selected, selection};

#[test]
fn a_passage_is_coded_in_a_few_keys_and_every_view_shows_it() {
    let mut session = Session::harbour();
    let before = session.app.board.board.clone();
    session.press("1 9 g g").lacks("(yours)");
    session.press("c text:strike Enter text:help Enter text:tessaly Space text:-> Enter Enter");
    session.says("A \u{b6}9.1: Strike 1952 \u{b7} Help \u{b7} Tessaly -> Marrow Point");
    assert_eq!(coded(&session.app), "Strike 1952 \u{b7} Help \u{b7} Tessaly -> Marrow Point (yours)");
    session.shows("9\u{2022}2 I have often been asked");
    assert_ne!(session.app.board.board, before, "the board counts it");
    session.press("g p");
    assert_eq!((session.app.view, here(&session.app).as_str()), (View::Parallel, "A \u{b6}9.1"));
    session.press("B 3 j j").press("1");
    session.press("u").says("taken back: the coding of ");
    assert_eq!(session.app.board.board, before);
    session.press("Ctrl-r").says("done again: the coding of ");
    session.press("u u").says("nothing more to be taken back");
}

#[test]
fn letters_choose_an_episode_or_a_step_whatever_the_passage_is_coded_as() {
    let mut session = Session::harbour();
    session.press("1 4 g g");
    assert!(coded(&session.app).starts_with("Storm 1934"), "{}", coded(&session.app));
    session.press("c text:storm");
    assert_eq!(selected(&session.app).as_deref(), Some("[x] Storm 1934"));
    session.press("Enter text:strike Enter text:storm");
    assert_eq!(selected(&session.app).as_deref(), Some("[ ] Storm 1934"), "not what is put together");
    session.press("Enter Enter").says("Strike 1952 \u{b7} Storm 1934");
    // Where nothing is typed, what it is coded as stays.
    session.press("c Enter").says("A \u{b6}4.1 stays as it is");
    assert!(session.app.overlay.is_none());
    assert_eq!(session.app.work.codings.len(), 1);
}

#[test]
fn a_kind_of_link_is_never_made_up_by_a_key_that_moves_elsewhere() {
    let mut session = Session::harbour();
    session.press("1 9 g g L ] d G L j Enter").says("'j' is none of these kinds: Enter takes it");
    assert!(session.app.work.links.is_empty());
    session.press("Esc");
    assert!(session.app.work.links.is_empty() && session.app.overlay.is_none());
    session.press("L");
    assert!(session.app.overlay.is_none(), "begun anew");
}

#[test]
fn what_is_taken_back_is_seen_to_the_verb() {
    for (columns, rows) in [(120, 40), (80, 24)] {
        let mut session = Session::new(Reading::Harbour, columns, rows);
        session.press("1 9 g g L ] d G L Enter u");
        let (message, status) = (session.message(), session.status());
        assert!(
            message.starts_with("taken back: the link of '") && message.ends_with(" is gone"),
            "{message}"
        );
        assert!(status.starts_with(&message), "{status}");
    }
}

#[test]
fn a_message_has_the_row_for_itself_where_it_needs_it() {
    let mut session = Session::new(Reading::Harbour, 80, 24);
    session.press("1 9 g g c text:strike Enter Enter");
    let (message, status) = (session.message(), session.status());
    assert!(status.starts_with(&message) && status.ends_with("Strike 1952 (yours)"), "{status}");
    session.press("u Ctrl-r");
    assert_eq!(session.status(), session.message());
}

#[test]
fn a_selection_is_coded_sentence_by_sentence_and_copied_as_it_is() {
    let mut session = Session::harbour();
    session.press("1 4 g g v 3 w").shows("selected: A \u{b6}4.1\u{2013}\u{b6}4.2");
    assert_eq!(selection(&session.app).split('.').count(), 2, "{}", selection(&session.app));
    session.press("y");
    let copied = session.effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("something is copied");
    assert!(
        copied.starts_with(&selection(&session.app)) && copied.contains("\u{b6}4.1\u{2013}\u{b6}4.2"),
        "{copied}"
    );
    session.press("c text:fog Enter Enter").says("A \u{b6}4.1\u{2013}\u{b6}4.2: Storm 1934 \u{b7} Fog 1971");
    assert_eq!(selection(&session.app), "", "what is coded is no longer selected");
    for (keys, own) in [("4 g g", true), (")", true), (")", false)] {
        session.press(keys);
        assert_eq!(coded(&session.app).ends_with("(yours)"), own, "{}", here(&session.app));
    }
    assert_eq!(session.app.work.codings.len(), 1);
}

#[test]
fn recent_combinations_lie_on_digits_and_what_is_coded_anew_replaces_its_coding() {
    let mut session = Session::harbour();
    session.press("1 9 g g c text:fog Enter text:outcome Enter Enter");
    session.press(") c text:storm Enter Enter");
    session.press("7 g g c").shows("1 recent").shows("Fog 1971 \u{b7} Outcome");
    session.press("2").says("A \u{b6}7.1: Fog 1971 \u{b7} Outcome");
    assert_eq!(session.app.work.codings.len(), 3);
    session.press("c text:warn Enter Enter").says("A \u{b6}7.1: Fog 1971 \u{b7} Warning");
    assert_eq!(session.app.work.codings.len(), 3, "the same coding was changed");
    session.press("C text:storm Enter Enter");
    assert_eq!(session.app.work.codings.len(), 3, "what lies in the paragraph gives way");
    session.press(") .").says("A \u{b6}7.2: Fog 1971 \u{b7} Storm 1934 \u{b7} Warning");
    assert_eq!(session.app.work.codings.len(), 4);
}

#[test]
fn a_suggestion_is_accepted_or_rejected_by_one_key_and_others_learn_from_it() {
    let mut session = Session::uncoded();
    session.press("1 : 6 Enter").shows("(suggested");
    session.press("A").says("A \u{b6}6.1 accepted: Storm 1934");
    assert!(coded(&session.app).ends_with("(yours)"));
    session.press("}").shows("7\u{2248}1");
    session.press("R").says("A \u{b6}7.1 rejected: Storm 1934").shows("7\u{2022}\u{d7}");
    assert_eq!(coded(&session.app), "none of the episodes (yours)");
    assert_eq!(session.suggest(), 1, "one worker at a time");
    assert_eq!(session.suggest(), 1, "and once more for what was said since");
    assert_eq!(session.suggest(), 0);
    assert_eq!(coded(&session.app), "none of the episodes (yours)", "nothing moves what the reader fixed");
    session.press("{");
    assert!(coded(&session.app).starts_with("Storm 1934") && coded(&session.app).ends_with("(yours)"));
    session.press("u u").press("}");
    assert!(coded(&session.app).contains("suggested"), "{}", coded(&session.app));
}

#[test]
fn what_is_typed_and_suggested_already_stays() {
    let mut session = Session::uncoded();
    session.press("1 : 6 Enter").shows("(suggested");
    session.press("c text:storm");
    assert_eq!(selected(&session.app).as_deref(), Some("[x] Storm 1934"));
    session.press("Enter").says("that is suggested already: Enter accepts it");
    session.press("Enter").says("Storm 1934");
    assert!(coded(&session.app).starts_with("Storm 1934"), "{}", coded(&session.app));
    session.press("u c text:storm Tab Ctrl-u text:strike Enter Enter").says("Strike 1952");
    assert!(!coded(&session.app).contains("Storm"), "{}", coded(&session.app));
}

#[test]
fn matches_speak_for_codings_once_they_are_found() {
    let mut session = Session::uncoded();
    session.press("3 : 1 0 Enter");
    assert_eq!(coded(&session.app), "");
    let before = session.app.collection.codings.clone();
    session = session.with_suggestions();
    assert_eq!(session.suggest(), 0, "once");
    let after = &session.app.collection.codings;
    let with_step = |codings: &[Coding]| codings.iter().filter(|coding| coding.coded.step.is_some()).count();
    assert!(with_step(after) > with_step(&before), "{} {}", with_step(after), with_step(&before));
    assert!(coded(&session.app).starts_with("Storm 1934 \u{b7} Outcome"), "{}", coded(&session.app));
    session.press("M text:coded").shows("match \u{ab}A \u{b6}8.1\u{bb} +");
}

#[test]
fn in_the_parallel_view_words_and_a_sign_tell_whose_a_coding_is() {
    let mut session = Session::uncoded();
    session.press("Enter").shows("suggested 0.").lacks("\u{2022}");
    let suggested = session.screen().matches("suggested").count();
    session.press("A").says("accepted").shows("\u{2022}");
    assert_eq!(session.screen().matches("\u{2022}").count(), 1);
    assert_eq!(session.screen().matches("suggested").count(), suggested - 1);
    let place = session.here();
    session.suggest();
    assert_eq!(session.here(), place, "the passage stays under the cursor");
    session.shows("\u{2022}").press("u").lacks("\u{2022}");
}

#[test]
fn without_a_scheme_one_is_told_how_to_get_one() {
    let mut session = Session::new(Reading::Scripts, 120, 40);
    session.press("D Enter").shows("? help").lacks("c code").press("c").says("triptych init");
    assert!(session.app.overlay.is_none());
}

#[test]
fn two_passages_are_linked_by_hand_in_the_readers_own_word() {
    let mut session = Session::harbour();
    session.press("1 9 g g L").says("A \u{b6}9.1 is one end").shows("one end: A \u{b6}9.1");
    session.press("] d G L").shows("How do A \u{b6}9.1 and B").press("text:parody Enter");
    session.says("'parody' is none of these kinds").shows("as 'parody'").press("Enter").says("parody");
    let link = session.app.work.links.values().next().expect("a link");
    assert_eq!(link.kind, LinkKind::Other("parody".to_owned()));
    session.press("M").shows("parody \u{b7} by hand").press("Ctrl-t text:answ Enter").says("answers");
    assert_eq!(session.app.work.links.len(), 1, "the same link was changed");
    session.press("L Esc L").says("is one end");
    session.press("L").says("left off");
    session.press("L g g L").says("links join different documents");
}

#[test]
fn a_passage_is_set_level_with_another_row() {
    let mut session = Session::harbour();
    session.press("Enter ] s g l").says("is one end");
    let end = here(&session.app);
    session.press("g g g l").says("level");
    let row_of = |label: &str| {
        let passage = session.app.collection.document_indices().flat_map(|document| {
            session
                .app
                .collection
                .codings
                .iter()
                .map(|coding| coding.passage)
                .filter(move |at| at.document == document)
        });
        let passage = passage.into_iter().find(|&at| session.app.collection.passage_label(at) == label);
        let passage = passage.expect("the passage");
        let bands = &session.app.parallel.synopsis.bands;
        bands.iter().position(|band| {
            band.rows.iter().any(|row| {
                row.cells.iter().any(|cell| cell.passages.iter().any(|found| found.passage == passage))
            })
        })
    };
    assert_eq!(row_of(&end), row_of(&here(&session.app)), "it stands in the first band now");
}

#[test]
fn a_suggested_row_is_named_and_fixed_and_let_go() {
    // Whether it reaches over several columns or is of accounts of one episode.
    for columns in [1, 2] {
        name_a_row_of(columns);
    }
}

fn name_a_row_of(columns: usize) {
    let mut session = Session::uncoded().with_suggestions();
    session.press("p");
    let here = |session: &Session| {
        let parallel = &session.app.parallel;
        let row = grid::row(&parallel.synopsis, &parallel.items[parallel.item]).expect("a row");
        let passages: Vec<_> = row.cells.passages().map(|(column, found)| (column, found.passage)).collect();
        (row.label.clone().unwrap_or_default(), row.by_hand, passages)
    };
    let is_wanted = |(label, by_hand, passages): &(String, bool, Vec<(usize, Passage)>)| {
        let told: BTreeSet<usize> = passages.iter().map(|(column, _)| *column).collect();
        !by_hand && !label.is_empty() && passages.len() > 1 && told.len() == columns
    };
    for _ in 0..60 {
        let (label, by_hand, passages) = here(&session);
        if is_wanted(&(label, by_hand, passages)) {
            break;
        }
        session.press("j");
    }
    let (label, by_hand, passages) = here(&session);
    assert!(!by_hand && !label.is_empty());
    session.press("e").press("Ctrl-u text:Help Space text:comes Enter");
    session.shows("\u{2022} Help comes").shows("stands level for good");
    let fixed = here(&session);
    assert_eq!((fixed.0.as_str(), fixed.1), ("Help comes", true));
    assert!(passages.iter().all(|passage| fixed.2.contains(passage)), "all of it is there");
    assert!(session.app.work.links.values().all(|link| link.kind.name() == "level"));
    session.press("e Enter").shows("is fixed already");
    session.press("u").lacks("Help comes");
    assert_eq!(here(&session), (label.clone(), false, passages.clone()));
    session.press("Ctrl-r").shows("Help comes");
    session.press("e Ctrl-u Enter").shows("as it did before you fixed it");
    assert_eq!(here(&session), (label, false, passages));
    assert!(session.app.work.links.is_empty());
}

#[test]
fn what_is_chosen_with_tab_is_saved_with_enter_and_not_lost_in_silence() {
    let mut session = Session::harbour();
    session.press("1 3 g g");
    let before = coded(&session.app);
    session.press("c text:fog Tab").shows("[x] Fog 1971").press("Esc").says("not saved: A \u{b6}3");
    assert_eq!(coded(&session.app), before);
    session.press("c text:fog Tab Enter");
    assert!(coded(&session.app).contains("Fog 1971"), "{}", coded(&session.app));
    // Where nothing was chosen yet, Enter takes out what is in.
    session.press("c text:fog Enter").shows("[ ] Fog 1971").press("Enter");
    assert!(!coded(&session.app).contains("Fog 1971"), "{}", coded(&session.app));
    // Also after another was put in.
    session.press("u c text:storm Enter text:fog Enter").shows("[ ] Fog 1971").press("Enter");
    assert!(!coded(&session.app).contains("Fog 1971"), "{}", coded(&session.app));
}

#[test]
fn what_is_linked_otherwise_is_not_said_to_be_fixed() {
    let mut session = Session::uncoded();
    session.press("p");
    let here = |session: &Session| {
        let parallel = &session.app.parallel;
        grid::row(&parallel.synopsis, &parallel.items[parallel.item]).expect("a row").cells.distinct()
    };
    let mut steps = 0;
    while here(&session).len() != 2 {
        session.press("j");
        steps += 1;
        assert!(steps < 60, "a row of two");
    }
    let passages = here(&session);
    let anchors = passages.iter().map(|&passage| {
        let document = session.app.collection.document(passage.document);
        Anchor::of(document, passage.block, document.passage_span(passage).unwrap()).unwrap()
    });
    let anchors: Vec<Anchor> = anchors.collect();
    let mut work = Work::default();
    for (at, a) in anchors.iter().enumerate() {
        for (other, b) in anchors.iter().enumerate().skip(at + 1) {
            let (a, b) = (a.clone(), b.clone());
            let link = Link { a, b, kind: LinkKind::SameEvent, label: None, created: None };
            work.links.insert(format!("l{at}x{other}"), link);
        }
    }
    let count = work.links.len();
    let mut session = Session::uncoded_with(work);
    session.press("p").press(&"j ".repeat(steps));
    assert_eq!(here(&session), passages);
    session.press("e Ctrl-u text:Boats Enter").says("nothing was fixed: you have linked");
    assert_eq!(session.app.work.links.len(), count);
}

#[test]
fn a_row_of_matches_is_named_where_there_is_no_scheme() {
    let mut session = Session::new(Reading::Scripts, 120, 40).with_suggestions();
    session.press("p e");
    session.press("Ctrl-u text:Vessels Enter").shows("\u{2022} Vessels");
    session.press("W").shows("set by hand");
    session.press("Esc u").lacks("Vessels");
}

#[test]
fn a_summary_is_written_in_place_and_given_back() {
    let mut session = Session::harbour();
    let theirs = session.app.board.cell().and_then(|cell| cell.summary.clone()).expect("a summary");
    session.press("S").shows(&theirs).press("Ctrl-u text:Mine Space text:now Enter");
    session.says("Storm 1934, warning: your summary").shows("\u{2022} Mine now");
    session.press("u").lacks("Mine now").press("Ctrl-r").shows("Mine now");
    session.press("S Ctrl-u Enter").says("the collection's summary again").lacks("Mine now");
    assert_eq!(session.app.board.cell().and_then(|cell| cell.summary.clone()), Some(theirs));
    session.press("S text:x Esc").lacks("x.");
    assert!(session.app.work.summaries.is_empty());
}

#[test]
fn work_that_is_already_there_is_laid_over_the_collection_at_the_start() {
    let mut session = Session::harbour();
    session.press("1 9 g g c text:fog Enter Enter");
    let work = session.app.work.clone();
    let again = Session::with(Reading::Harbour, 120, 40, Options::default(), work);
    let passage = session.app.passage().expect("a passage");
    let coding = again.app.collection.coding(passage).expect("a coding");
    assert!(coding.by_hand && coding.coded != Coded::default());
    assert!(Arc::ptr_eq(&again.app.collection.documents, &Reading::Harbour.collection().documents));
}

/// Two documents of many sentences, each coded by hand.
fn many() -> Session {
    let mut collection = (*Reading::Harbour.collection()).clone();
    let document = |name: &str| {
        let mut builder = Document::builder(name);
        for number in 0..300 {
            builder.block(BlockKind::Paragraph, &format!("The storm blew for hour {number}."));
        }
        builder.build()
    };
    collection.documents = [document("a.txt"), document("b.txt")].into();
    collection.labels.truncate(2);
    collection.links.clear();
    collection.rows.clear();
    let coded = collection.codings[0].coded.clone();
    let passages =
        (0..600).map(|at| Passage::sentence(DocumentIndex(at / 300), BlockIndex(at % 300), SentenceIndex(0)));
    let coding = |passage| Coding { passage, coded: coded.clone(), confidence: 1.0, by_hand: true };
    collection.codings = passages.map(coding).collect();
    let collection = Arc::new(collection.indexed());
    let mut app = App::new(collection, Options::default(), Keymap::with_defaults(), Work::default());
    app.resize(120, 40);
    Session { app, effects: Vec::new() }
}

#[test]
fn rows_of_a_large_collection_are_laid_out_by_one_worker_at_a_time() {
    let mut session = many();
    let told = |session: &Session| {
        let bands = session.app.parallel.synopsis.bands.iter();
        let fog = bands.flat_map(|band| &band.rows).flat_map(|row| &row.cells[2].passages);
        fog.count()
    };
    // Past the session, which would answer at once.
    let press = |session: &mut Session, keys: &str| -> Vec<Effect> {
        let keys = keys.split_whitespace().map(|key| key.parse().expect("a key"));
        keys.flat_map(|key| session.app.update(Event::Key(key))).collect()
    };
    let lay_out = |session: &mut Session, asked: &[Effect]| -> Vec<Effect> {
        let answers = asked.iter().filter_map(answer);
        answers.flat_map(|answer| session.app.update(answer)).collect()
    };
    let count = |effects: &[Effect]| effects.iter().filter_map(answer).count();
    let asked = press(&mut session, "1 4 g g c f o g Enter Enter 5 g g .");
    assert!(coded(&session.app).contains("Fog 1971"), "what is coded counts at once");
    assert_eq!((told(&session), count(&asked)), (0, 1));
    let again = lay_out(&mut session, &asked);
    assert_eq!((told(&session), count(&again)), (1, 1), "the rows of when they were asked for");
    let nothing_more = lay_out(&mut session, &again);
    assert_eq!((told(&session), count(&nothing_more)), (2, 0));
}

#[test]
fn a_passage_is_coded_in_every_view_that_shows_one() {
    for way in ["1 6 g g", "p", "o", "t", "d differences:"] {
        let mut session = Session::harbour();
        session.press(way);
        let here = session.app.passage().expect("a passage under the cursor");
        session.press("c text:strike Enter Enter");
        let made: Vec<_> = session.app.work.codings.values().collect();
        assert_eq!(made.len(), 1, "{way}\n{}", session.screen());
        assert_eq!(session.app.passage(), Some(here), "{way}: the cursor stays");
        session.press("Delete");
        assert!(session.app.work.codings.is_empty(), "{way}\n{}", session.screen());
        session.press("u");
        assert_eq!(session.app.work.codings.len(), 1, "{way}");
    }
}

#[test]
fn a_match_is_set_level_from_its_list_and_without_a_scheme_too() {
    let mut session = Session::harbour().with_suggestions();
    session.press("1 6 g g ) M Ctrl-t").shows("level").press("text:level Enter");
    let said: Vec<&str> = session.app.work.links.values().map(|link| link.kind.name()).collect();
    assert_eq!(said, ["level"], "{}", session.screen());
    let mut flat = Session::new(Reading::Scripts, 120, 40).with_suggestions();
    flat.press("p g l").press("l l l l j g l");
    assert!(!flat.status().contains("stands in no column"), "{}", flat.screen());
    assert_eq!(flat.app.work.links.len(), 1, "{}", flat.screen());
}
