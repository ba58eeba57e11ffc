//! Notes from the key to the margin, and back again.

use triptych::app::{Effect, Event, Options, View};
use triptych::store::{Anchor, CellId, Coding, Id, Link, LinkKind, Mark, Note, Target, Work};
use triptych::text::{BlockIndex, DocumentIndex, Passage, SentenceIndex};

use crate::support::{Reading, Session, here, selected, selection, typed};

/// What holds on to a sentence of the harbours' documents.
fn anchor(document: usize, number: u32, sentence: usize) -> Anchor {
    let collection = Reading::Harbour.collection();
    let document = collection.document(DocumentIndex(document));
    let block = document.block_numbered(number).unwrap();
    Anchor::of(document, block, document.sentences(block)[sentence]).unwrap()
}

/// A note made on a day of January.
fn note(target: Target, text: &str, day: i8) -> Note {
    let created = Some(format!("2026-01-{day:02}T12:00:00Z").parse().unwrap());
    let tags = triptych::store::tags::parted(text).1;
    let (text, _) = triptych::store::tags::parted(text);
    Note { target, text, tags, highlight: None, created, changed: None }
}

/// Something of every kind on the harbours, and a note that has lost its words.
pub fn some_work() -> Work {
    let mut work = Work::default();
    let span = |document, number, sentence| Target::Words(vec![anchor(document, number, sentence)]);
    let name = anchor(0, 4, 0).document;
    let lost = Anchor {
        document: name.clone(),
        quote: "The boats went out again.".into(),
        paragraph: 6,
        ..Anchor::default()
    };
    let highlight = Note { highlight: Some(2), ..note(span(0, 4, 1), "", 3) };
    let cell = CellId { episode: "storm".into(), step: "warning".into() };
    work.notes = [
        ("n1".to_owned(), note(span(0, 9, 1), "Who asked him? He does not say.\n\n#doubt #asked", 1)),
        ("n2".to_owned(), note(Target::Words(vec![lost]), "Only in the first edition #edition", 2)),
        ("n3".to_owned(), highlight),
        ("n4".to_owned(), note(Target::Document(name), "Written for the company's jubilee", 4)),
        ("n5".to_owned(), note(Target::Cell(cell), "Thin: one account only", 5)),
        ("n6".to_owned(), note(span(1, 4, 0), "\u{5e9}\u{5dc}\u{5d5}\u{5dd} in a note", 6)),
    ]
    .into();
    let created = Some("2026-01-07T12:00:00Z".parse().unwrap());
    let coding = Coding {
        anchor: anchor(0, 9, 0),
        episodes: vec!["storm".into()],
        step: None,
        second_step: None,
        direction: None,
        background: false,
        date: None,
        created,
    };
    work.codings.insert("c1".into(), coding);
    let link = Link { a: anchor(0, 9, 1), b: anchor(1, 4, 0), kind: LinkKind::Answers, label: None, created };
    work.links.insert("l1".into(), link);
    work.marks.insert('a', Mark { anchor: anchor(2, 4, 0), created });
    work
}

fn with_some_work() -> Session {
    Session::with(Reading::Harbour, 120, 40, Options::default(), some_work())
}

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

/// The notes view changes a coding where it is on, be it a paragraph or a part of several sentences.
#[test]
fn a_coding_is_changed_from_the_notes_view_and_no_second_one_is_made() {
    for coding in ["1 9 g g C", "1 4 g g v 3 w c"] {
        let mut session = Session::harbour();
        session.press(coding).press("text:fog Enter Enter");
        assert_eq!(session.app.work.codings.len(), 1, "{coding}");
        let before = session.app.work.codings.values().next().unwrap().clone();
        session.press("g n e text:strike Enter Enter");
        assert_eq!(session.app.work.codings.len(), 1, "{coding}: {}", session.message());
        let after = session.app.work.codings.values().next().unwrap();
        assert_eq!(after.anchor, before.anchor);
        assert_ne!(after.episodes, before.episodes);
    }
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
fn a_note_is_on_words_of_several_paragraphs() {
    let mut session = Session::harbour();
    // A paragraph, and on into the next but one: a caption is folded between.
    session.press("1 4 g g v ) ) ) ");
    let selected = selection(&session.app);
    let lines: Vec<&str> = selected.lines().collect();
    assert_eq!(lines.len(), 2, "{selected}");
    assert!(lines[1].starts_with("Eleven boats were out"), "{selected}");
    session.shows("selected: A \u{b6}4\u{2013}\u{b6}6.1").press("c").says("a coding is of one paragraph");
    session.press("y").says("copied: On 9 March");
    assert!(session.copied()[0].contains("\n\nEleven boats"), "{:?}", session.copied());
    session.press("a text:over_the_page Ctrl-s").says("note on A \u{b6}4\u{2013}\u{b6}6.1");
    let note = session.app.work.notes.values().next().unwrap().clone();
    assert_eq!(note.target.anchors().count(), 2);
    // It is there from either end, is changed from the same words, and is gone to.
    assert_eq!(selection(&session.app), "");
    session.press("6 g g i").shows("over_the_page").press("Esc");
    session.press("4 g g v ) ) ) 3 H").says("A \u{b6}4\u{2013}\u{b6}6.1: highlight 3");
    assert_eq!(session.app.work.notes.len(), 1, "on exactly these words there is one");
    session.press("4 g g v ) ) ) a").shows("over_the_page").press("text:_now Ctrl-s");
    session.press("B g n").shows("A \u{b6}4").shows("over_the_page_now").press("Enter");
    assert!(session.is_in(View::Reader));
    session.press("u u u").says("the note on several passages is gone");
    assert!(session.app.work.notes.is_empty());
}

#[test]
fn a_note_takes_as_many_paragraphs_as_can_be_held_on_to_and_says_so() {
    let texts: Vec<String> = (0..60).map(|at| format!("The boat {at} came in. It was late.")).collect();
    let mut session = Session::paragraphs(texts.iter().map(String::as_str));
    session.press("1 g g v").press("5 0 }");
    assert_eq!(selection(&session.app).lines().count(), 50);
    session.shows("selected: A \u{b6}1\u{2013}\u{b6}50").press("a text:fifty Ctrl-s").says("note on A");
    session.press("1 g g v 5 0 } a").shows("fifty").press("Esc");
    session.press("} a").says("no note: more than 50 paragraphs");
    session.press("H").says("no highlight: more than 50 paragraphs");
    session.press("9 9 9 }").shows("\u{2013}\u{b6}60").press("y").says("copied: ");
    assert_eq!(session.copied().last().unwrap().matches("The boat").count(), 60);
    assert_eq!(session.app.work.notes.len(), 1);

    let long = "abc defg ".repeat(1 << 17) + "end.";
    let mut session = Session::paragraphs(["The first.", &long, "The last."]);
    session.press("1 g g v } }");
    session.press("H").says("no highlight: A \u{b6}2").shows("too long to hold on to");
    assert!(session.app.work.notes.is_empty());
}

#[test]
fn a_selection_over_paragraphs_shrinks_as_it_grew() {
    let mut session = Session::harbour();
    session.press("1 4 g g v");
    let first = selection(&session.app);
    session.press(") ) ) )");
    let most = selection(&session.app);
    session.press("( ( ( (");
    assert_eq!(selection(&session.app), first);
    session.press("o ( )");
    assert_eq!(selection(&session.app), first, "the other end, back into the paragraph before and out of it");
    session.press("o } }");
    assert!(selection(&session.app).starts_with(&most[..most.len() - 1]) && most.contains('\n'), "{most}");
}

#[test]
fn times_are_those_of_the_readers_clock() {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(13));
    let options = Options { zone, ..Options::default() };
    let mut session = Session::with(Reading::Harbour, 120, 40, options, some_work());
    session.press("g n / text:jubilee Enter").shows("2026-01-05 01:00").lacks("2026-01-04");
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

#[test]
fn all_that_was_made_is_in_one_list_what_is_lost_first() {
    let mut session = with_some_work();
    session.press("g n").shows("notes \u{b7} 9 of yours").shows("Words not found any more  1");
    assert_eq!(session.row_of("Only in the first edition"), 2);
    session.press("/ text:ASKED Space text:HIM").shows("notes \u{b7} 1 of 9").shows("Who asked him?");
    session.press("Ctrl-u text:#ed").shows("Only in").lacks("Who asked");
    session.press("Enter K").says("notes: 1").press("K").says("highlights: 0").shows("Nothing of yours fits");
    session.press("Esc").shows("notes \u{b7} 1 of 9 \u{b7} highlights");
    session.press("K").says("codings: 1").press("K K K K K").says("all: 9");
}

#[test]
fn a_note_on_a_row_that_has_lost_some_of_its_words_is_among_what_is_lost() {
    let lost = |quote: &str| Anchor { quote: quote.into(), paragraph: 6, ..anchor(1, 4, 0) };
    let lost = ["The boats went out again.", "The bell rang twice."].map(lost);
    let passages = [anchor(0, 4, 0)].into_iter().chain(lost).collect();
    let target = Target::Row { label: "The bill".into(), passages };
    let notes = [("n1".to_owned(), note(target, "Levelled by whom?", 1))].into();
    let work = Work { notes, ..Work::default() };
    let mut session = Session::with(Reading::Harbour, 120, 40, Options::default(), work.clone());
    let collection = session.app.collection.clone();
    let followed = Box::new(triptych::corrections::followed(&collection, &work, &|_| false));
    session.hear(Event::Followed { generation: 0, followed, changed: Vec::new() });
    session.press("g n").shows("Words not found any more  1").shows("Levelled by whom?");
    session.press("g L").shows("note on the row 'The bill'").shows("Levelled by whom?");
}

#[test]
fn from_the_list_to_where_it_stands_and_back() {
    let mut session = with_some_work();
    for (filter, place) in
        [("#doubt", "A \u{b6}9.2"), ("#none", ""), ("answers", "A \u{b6}9.2"), ("mark", "C \u{b6}4.1")]
    {
        session.press(&format!("g n / Ctrl-u text:{filter} Enter"));
        if place.is_empty() {
            session.shows("Nothing of yours fits");
            continue;
        }
        session.press("Enter");
        assert_eq!((session.app.view, here(&session.app).as_str()), (View::Reader, place), "{filter}");
        session.press("Ctrl-o");
        assert!(session.is_in(View::Notes));
    }
    session.press("/ Ctrl-u text:thin Enter Enter");
    assert!(session.is_in(View::Board));
    session.press("g n / Ctrl-u text:jubilee Enter Enter");
    assert_eq!((session.app.view, session.panes().as_str()), (View::Reader, "[A]"));
}

#[test]
fn entries_are_changed_and_removed_where_they_are_listed() {
    let mut session = with_some_work();
    session.press("g n / text:#doubt Enter e").shows("#asked #doubt");
    session.press("End Home Ctrl-k text:#sure Ctrl-s").shows("Nothing of yours fits");
    session.press("/ Ctrl-u text:#sure Enter").shows("Who asked him?").lacks("#doubt");
    session.press("x").says("the note is gone: u brings it back").shows("Nothing of yours fits");
    session.press("u").shows("Who asked him?");
    session.press("/ Ctrl-u text:coding Enter e").shows("What does A \u{b6}9.1 speak of?");
    session.press("Esc g n / Ctrl-u text:answers Enter e").shows("stand to each other?");
    session.press("Esc / Ctrl-u text:mark Enter Delete");
    assert!(session.app.work.marks.is_empty());
}

#[test]
fn what_has_lost_its_words_is_put_on_others() {
    let mut session = with_some_work();
    session.press("g n Enter").says("its words are not found any more: r takes it in hand");
    session.press("r").says("in hand: what was on 'The boats went out again.'");
    assert_eq!((session.app.view, here(&session.app).as_str()), (View::Reader, "A \u{b6}6.1"));
    session.shows("in hand: ").press(") v l g A").says("on A \u{b6}6.2");
    let words = |session: &Session| match &session.app.work.notes["n2"].target {
        Target::Words(words) => words[0].quote.clone(),
        other => panic!("{other:?}"),
    };
    assert_ne!(words(&session), "The boats went out again.");
    session.lacks("in hand: ").press("g n").lacks("not found any more").press("Ctrl-o");
    session.press("u g n").shows("Words not found any more  1");
    assert_eq!(words(&session), "The boats went out again.");
    session.press("j r").says("has not lost its words");
    session.press("g A").press("Ctrl-o r Esc").lacks("in hand");
}

#[test]
fn from_a_passage_to_all_that_was_said_of_it() {
    let mut session = with_some_work();
    session.press("1 9 g g )").shows("\u{2020}").press("i");
    session.shows("What you said of A \u{b6}9.2").shows("note: Who asked him?").shows("link: answers");
    session.press("text:link Enter");
    assert_eq!(here(&session.app), "B \u{b6}4.1", "the other end");
    session.press("i").shows("What you said of B \u{b6}4.1");
    session.press("text:note Enter");
    assert!(typed(&session.app).unwrap().contains("in a note"));
    session.press("Esc 6 g g i").says("you have said nothing of B \u{b6}6");
    // Where a sentence has nothing, its paragraph.
    session.press("B 1 4 g g i").shows("What you said of A \u{b6}4 ");
    assert!(selected(&session.app).is_some_and(|label| label.starts_with("highlight 2")));
}

#[test]
fn from_note_to_note_through_all_documents() {
    let mut session = with_some_work();
    session.press("1 g g ] n");
    let mut places = vec![here(&session.app)];
    for keys in ["] n", "] n", "] n", "[ n", "[ n", "[ n"] {
        session.press(keys);
        places.push(here(&session.app));
    }
    let expected = [
        "A \u{b6}4.2",
        "A \u{b6}9.2",
        "B \u{b6}4.1",
        "B \u{b6}4.1",
        "A \u{b6}9.2",
        "A \u{b6}4.2",
        "A \u{b6}4.2",
    ];
    assert_eq!(places, expected);
    session.says("no note further back");
}

#[test]
fn the_list_follows_every_edit_with_ten_thousand_notes() {
    let mut work = Work::default();
    let collection = Reading::Harbour.collection();
    let mut passages = Vec::new();
    for index in collection.document_indices() {
        let document = collection.document(index);
        for block in (0..document.blocks().len()).map(BlockIndex) {
            let sentences = (0..document.sentences(block).len()).map(SentenceIndex);
            passages.extend(sentences.map(|at| Passage::sentence(index, block, at)));
        }
    }
    for at in 0..10_000 {
        let passage = passages[at % passages.len()];
        let document = collection.document(passage.document);
        let anchor = Anchor::of(document, passage.block, document.passage_span(passage).unwrap()).unwrap();
        work.notes
            .insert(format!("n{at}"), note(Target::Words(vec![anchor]), &format!("note {at} #t{at}"), 1));
    }
    let mut session = Session::with(Reading::Harbour, 120, 40, Options::default(), work);
    session.press("g n").shows("10000 of yours").press("/ text:9999").shows("1 of 10000");
    session.press("Enter x").shows("0 of 9999").press("Esc u").shows("10000 of yours");
    session.press("/ text:#t9999 Enter").shows("1 of 10000").shows("note 9999").press("Esc");
    session.press("G k j").shows("10000 of yours");
}

#[test]
fn a_row_and_a_document_are_noted_as_a_whole() {
    let mut session = Session::harbour();
    session.press("j Enter g N text:levelled Space text:well? Ctrl-s").says("note on the row '");
    let target = session.app.work.notes.values().next().unwrap().target.clone();
    assert!(matches!(target, Target::Row { ref passages, .. } if !passages.is_empty()), "{target:?}");
    session.shows("\u{2020}").press("g N").shows("levelled well?").press("Esc");
    session.press("g n").shows("On cells of the board and rows").press("Enter");
    assert!(session.is_in(View::Parallel));
    session.press("B 1 g N text:late Ctrl-s").says("note on document A").press("D").shows(" A \u{2020} ");
    session.press("B a text:thin Ctrl-s").shows("\u{2020} ");
}

#[test]
fn notes_are_seen_in_the_parallel_view() {
    use ratatui::style::Modifier;
    let mut session = Session::harbour();
    session.press("Enter a text:so? Ctrl-s").shows("\u{2020}");
    let passage = session.app.passage().unwrap();
    let text = session.app.collection.document(passage.document).passage_text(passage).clone();
    let word = text.split_whitespace().next().unwrap().to_owned();
    let buffer = session.buffer();
    let underlined = buffer.content.iter().filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
    let underlined: String = underlined.map(ratatui::buffer::Cell::symbol).collect();
    assert!(underlined.contains(&word), "{underlined}");
    session.press("u").lacks("\u{2020}");
}

#[test]
fn what_is_not_in_its_place_is_looked_for_by_a_worker() {
    let mut work = some_work();
    let moved = Anchor { paragraph: 3, ..anchor(0, 9, 1) };
    let gone = Anchor { quote: "It was never found.".into(), end: 19, hash: 1, ..anchor(0, 4, 0) };
    work.notes.insert("n7".into(), note(Target::Words(vec![moved]), "it moved", 8));
    work.notes.insert("n8".into(), note(Target::Words(vec![gone]), "it is gone", 9));
    let mut session = Session::with(Reading::Harbour, 120, 40, Options::default(), work);
    session.press("g n").shows("Words not found any more  1").shows("not read to their end  2");
    let asked = session.app.start_work().into_iter().filter(|effect| matches!(effect, Effect::Follow { .. }));
    for answer in asked.filter_map(Effect::answer).collect::<Vec<_>>() {
        session.hear(answer);
    }
    session.shows("Words not found any more  2").lacks("not read to their end");
    session.press("/ text:it Space text:moved Enter Enter");
    assert_eq!(here(&session.app), "A \u{b6}9.2");
}
