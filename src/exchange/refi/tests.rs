//! Projects of this and other programs.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::package::{Package, packed};
use super::reader::notes::in_text;
use super::*;
use crate::exchange::Come;
use crate::exchange::arrival::arrival;
use crate::exchange::item::Item;
use crate::exchange::samples::{collection, works};
use crate::store::{Anchor, Coding, LinkKind, Note, Summary, Target, Work};
use crate::text::{BlockIndex, Span};

mod foreign;

fn anchor(document: usize, block: usize, words: &str) -> Anchor {
    let collection = collection();
    let document = &collection.documents[document];
    let start = document.block_text(BlockIndex(block)).find(words).expect("the words");
    Anchor::of(document, BlockIndex(block), Span::new(start, start + words.len())).expect("an anchor")
}

/// What this format can say, of any work: words that are found, each coded once, text that XML can
/// hold, nothing that only we know.
fn sayable(work: Work) -> Work {
    let collection = collection();
    let places = crate::exchange::place::Places::of(&collection);
    let spot = |anchor: &Anchor| places.site(anchor).ok().map(|(at, site)| (at, site.block, site.span));
    let here = |anchor: &Anchor| {
        let there = places.site(anchor).is_ok();
        there && anchor.quote.trim() == anchor.quote
    };
    let plain =
        |text: &str| text.chars().all(xml::is_xml) && text.trim() == text && !text.starts_with('\u{feff}');
    let mut seen = BTreeSet::new();
    let mut work = Work { verdicts: BTreeMap::new(), ..work };
    work.marks.retain(|_, mark| here(&mark.anchor));
    work.codings.retain(|_, coding| here(&coding.anchor) && seen.insert(spot(&coding.anchor)));
    work.links.retain(|_, link| here(&link.a) && here(&link.b) && link.a.document != link.b.document);
    work.summaries.retain(|_, summary| plain(&summary.text));
    for note in work.notes.values_mut() {
        if let Target::Words(words) = &mut note.target {
            // Those of several paragraphs are of one document, in their order.
            words.sort_by(|one, other| in_text(one).cmp(&in_text(other)));
            let document = words.first().map(|word| word.document.clone());
            let mut blocks = BTreeSet::new();
            words.retain(|word| document.as_ref() == Some(&word.document) && blocks.insert(word.paragraph));
        }
    }
    work.notes.retain(|_, note| {
        let is_placed = match &note.target {
            Target::Words(words) => match words.as_slice() {
                [anchor] => here(anchor) && seen.insert(spot(anchor)),
                words => !words.is_empty() && words.iter().all(here),
            },
            Target::Row { label, passages } => {
                plain(label) && !passages.is_empty() && passages.iter().all(here)
            }
            Target::Document(_) | Target::Cell(_) => !note.text.is_empty(),
        };
        let tags = note.tags.iter().all(|tag| tag.trim() == tag && !tag.is_empty());
        is_placed && plain(&note.text) && tags
    });
    for note in work.notes.values_mut() {
        note.changed = None;
        if let Target::Row { passages, .. } = &mut note.target {
            passages.sort_by(|one, other| in_text(one).cmp(&in_text(other)));
            passages.dedup();
        }
        if !note.target.is_words() {
            note.tags.clear();
            note.highlight = None;
        }
        if note.target.is_words() && note.text.is_empty() && note.tags.is_empty() {
            note.highlight = note.highlight.or(Some(1));
        }
    }
    work.links.values_mut().for_each(|link| link.created = None);
    work.summaries.values_mut().for_each(|summary| summary.changed = None);
    work
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn projects_read_back(work in works()) {
        let (collection, work) = (collection(), sayable(work));
        let written = project(&work, &collection).unwrap();
        // Names of rows are told of, and kept in the project's note.
        let left_out = |loss: &String| loss.starts_with("left out") && !loss.starts_with("left out: names of rows");
        prop_assert!(!written.losses.iter().any(left_out), "{:?}", written.losses);
        let come = read(&written.bytes, &collection, &work).unwrap();
        let known: Vec<_> = come.remarks.iter().filter(|one| !one.message.contains("become tags")).collect();
        prop_assert!(known.is_empty(), "{known:?}");
        prop_assert_eq!(come.work, work);
    }

    #[test]
    fn nothing_is_lost_on_the_way_to_one_who_has_only_the_project(work in works()) {
        let collection = collection();
        let written = project(&work, &collection).unwrap();
        let come = read(&written.bytes, &collection, &Work::default()).unwrap();
        prop_assert_eq!(come.work, work);
    }

    #[test]
    fn an_export_that_comes_back_contests_nothing(work in works()) {
        let collection = collection();
        let written = project(&work, &collection).unwrap();
        let come = read(&written.bytes, &collection, &work).unwrap();
        let contested = arrival(&collection, &work, &come.work, false).contested;
        prop_assert!(contested.is_empty(), "{contested:?}");
    }

    #[test]
    fn damaged_projects_are_no_disaster(at in 0..2_000_usize, byte in any::<u8>()) {
        let mut bytes = project(&sample(), &collection()).unwrap().bytes;
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes, &collection(), &Work::default());
    }
}

fn note(target: Target, text: &str, tags: &[&str]) -> Note {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    Note { target, text: text.into(), tags, highlight: None, created: None, changed: None }
}

fn sample() -> Work {
    let coding = Coding {
        anchor: anchor(0, 1, "The town slept."),
        episodes: vec!["f53".into()],
        step: Some("call".into()),
        second_step: None,
        direction: None,
        background: false,
        date: Some("1953-02".into()),
        created: None,
    };
    Work {
        codings: BTreeMap::from([("c1".to_owned(), coding)]),
        notes: BTreeMap::from([
            (
                "n1".to_owned(),
                note(Target::Words(vec![anchor(0, 2, "\u{1f30a} rose")]), "Which <sea>?", &["sea"]),
            ),
            ("n2".to_owned(), note(Target::Document("lund.txt".into()), "Late", &[])),
        ]),
        links: BTreeMap::from([(
            "l1".to_owned(),
            crate::store::Link {
                a: anchor(0, 1, "The sea rose."),
                b: anchor(1, 1, "At once"),
                kind: LinkKind::Echo,
                label: None,
                created: None,
            },
        )]),
        summaries: BTreeMap::from([(
            crate::store::CellId { episode: "f53".into(), step: "call".into() },
            Summary { text: "Somebody calls".into(), changed: None },
        )]),
        ..Work::default()
    }
}

/// The project's own file, and the text of the first document's source.
fn files(bytes: &[u8]) -> (String, String) {
    let mut package = Package::open(bytes).unwrap();
    let project = package.read("project.qde").unwrap().expect("the project");
    let source = format!("sources/{}.txt", crate::exchange::guid::guid("document", "sub/a b.txt"));
    let source = package.read(&source).unwrap().expect("the source");
    (package::text(&project), package::text(&source))
}

/// The parsing rules of `QualCoder`'s importer, followed by hand: positions index the characters of
/// the source as it is read with universal line breaks, and the code is that of the identifier.
#[test]
fn other_importers_find_the_codes_on_the_right_words() {
    let (project, source) = files(&project(&sample(), &collection()).unwrap().bytes);
    let characters: Vec<char> = source.replace("\r\n", "\n").replace('\r', "\n").chars().collect();
    let root = xml::parse(&project).unwrap();
    let codes = project::Project::of(&root).codes;
    let mut found = Vec::new();
    for selection in root.first("Sources").unwrap().children[0].all("PlainTextSelection") {
        let position = |name| selection.attribute(name).unwrap().parse::<usize>().unwrap();
        let words: String = characters[position("startPosition")..position("endPosition")].iter().collect();
        for coding in selection.all("Coding") {
            let target = coding.first("CodeRef").unwrap().attribute("targetGUID").unwrap();
            let code = codes.iter().find(|code| code.guid == target).unwrap();
            found.push((words.clone(), code.above.join("/"), code.name.clone()));
        }
    }
    let expected = [
        ("The town slept.", "Episodes", "Flood f53"),
        ("The town slept.", "Steps", "Call"),
        ("The town slept.", "Dates told", "1953-02"),
        ("\u{1f30a} rose", "Tags", "sea"),
    ];
    assert_eq!(
        found,
        expected.map(|(words, above, name)| (words.to_owned(), above.to_owned(), name.to_owned()))
    );
    assert!(!source.contains('\u{feff}') && !source.contains('\r'));
}

#[test]
fn an_export_is_the_same_in_every_run_and_says_what_it_leaves() {
    let written = project(&sample(), &collection()).unwrap();
    assert_eq!(written, project(&sample(), &collection()).unwrap());
    let mut work = sample();
    let lost = Anchor { document: "lund.txt".into(), quote: "gone".into(), ..Anchor::default() };
    work.notes.insert("n3".into(), note(Target::Words(vec![lost.clone()]), "Where?", &[]));
    work.codings.insert("c2".into(), Coding { anchor: lost, ..work.codings["c1"].clone() });
    let losses = project(&work, &collection()).unwrap().losses;
    assert!(
        losses.iter().any(|loss| loss == "left out: codings whose words are not found (1)"),
        "{losses:?}"
    );
    assert!(losses.iter().any(|loss| loss.contains("free notes (1)")), "{losses:?}");
}

#[test]
fn a_codebook_nests_codes_under_unique_names() {
    let mut work = sample();
    work.notes
        .insert("n4".into(), note(Target::Words(vec![anchor(0, 3, "Boats")]), "", &["Call", "call", "Tags"]));
    let book = codebook(&work, &collection());
    let text = package::text(&book.bytes);
    let codes = project::Project::of(&xml::parse(&text).unwrap()).codes;
    let names: BTreeSet<String> = codes.iter().map(|code| code.name.to_lowercase()).collect();
    assert_eq!(names.len(), codes.len(), "{codes:?}");
    assert!(text.contains("urn:QDA-XML:codebook:1.0") && text.contains("<Description>Call</Description>"));
    assert_eq!(read(&book.bytes, &collection(), &Work::default()).unwrap().work, Work::default());
}

#[test]
fn codes_stand_in_the_order_of_the_scheme_and_what_has_no_place_is_said() {
    let mut collection = collection();
    collection.scheme.episodes.reverse();
    collection.scheme.steps.reverse();
    collection.scheme.episodes[1].hidden = true;
    let written = project(&sample(), &collection).unwrap();
    let (text, _) = files(&written.bytes);
    let codes = project::Project::of(&xml::parse(&text).unwrap()).codes;
    let names = |category: &str| -> Vec<String> {
        let inside = codes.iter().filter(|code| code.above.first().is_some_and(|above| above == category));
        inside.map(|code| code.name.clone()).collect()
    };
    let scheme = &collection.scheme;
    assert!(scheme.episodes.len() > 1 && scheme.steps.len() > 1);
    assert_eq!(names("Episodes"), scheme.episodes.iter().map(|one| one.name.clone()).collect::<Vec<_>>());
    assert_eq!(names("Steps"), scheme.steps.iter().map(|one| one.name.clone()).collect::<Vec<_>>());
    let hidden = format!("that these episodes are hidden: {}", scheme.episodes[1].name);
    assert!(written.losses.iter().any(|loss| loss.ends_with(&hidden)), "{:?}", written.losses);
}

fn remarks(come: &Come) -> String {
    come.remarks.iter().map(|remark| remark.to_string() + "\n").collect()
}

#[test]
fn a_collection_can_be_founded_on_a_project() {
    let Founding { texts, settings, remarks } =
        founded(&project(&sample(), &collection()).unwrap().bytes).unwrap();
    assert_eq!(remarks, [""; 0]);
    assert_eq!(
        texts.iter().map(|source| source.name.as_str()).collect::<Vec<_>>(),
        ["sub_a b.txt", "lund.txt"]
    );
    assert!(texts[0].text.starts_with("The \u{1f30a} Night\nThe sea rose. The town slept.\n"));
    assert!(settings.contains("[[episode]]\nid = \"f53\"\nname = \"Flood f53\"\n"), "{settings}");
    assert!(settings.contains("[[step]]\nid = \"call\""), "{settings}");
    let settings = founded(&without_kept(&sample())).unwrap().settings;
    assert!(settings.contains("[[episode]]\nid = \"flood-f53\"\nname = \"Flood f53\"\n"), "{settings}");
    assert!(settings.contains("[[step]]\nid = \"call\""), "{settings}");
}

/// A project as of a program that throws away what it does not know.
fn without_kept(work: &Work) -> Vec<u8> {
    let bytes = project(work, &collection()).unwrap().bytes;
    let (project, source) = files(&bytes);
    let source_name = crate::exchange::guid::guid("document", "sub/a b.txt");
    packed(&[("project.qde".into(), project), (format!("sources/{source_name}.txt"), source)]).unwrap()
}

#[test]
fn words_of_several_paragraphs_are_one_selection_for_others() {
    let passages = vec![anchor(0, 1, "The town slept."), anchor(0, 2, "\u{1f30a} rose")];
    let target = Target::Words(passages);
    let note = Note { highlight: Some(2), ..note(target.clone(), "Both", &["sea"]) };
    let work = Work { notes: BTreeMap::from([("n1".to_owned(), note)]), ..Work::default() };
    let written = project(&work, &collection()).unwrap();
    assert!(written.losses.iter().all(|loss| !loss.starts_with("left out")), "{:?}", written.losses);
    let come = read(&without_kept(&work), &collection(), &Work::default()).unwrap().work;
    let read = come.notes.values().next().expect("the note");
    assert_eq!((read.text.as_str(), read.highlight, read.tags.len()), ("Both", Some(2), 1));
    let quotes: Vec<&str> = read.target.anchors().map(|anchor| anchor.quote.as_str()).collect();
    assert_eq!(quotes[0], "The town slept.");
    assert!(quotes.last().unwrap().ends_with("\u{1f30a} rose"), "{quotes:?}");
    assert!(read.target.is_words());
}

#[test]
fn what_was_changed_elsewhere_is_not_undone_by_what_was_kept() {
    let collection = collection();
    let bytes = project(&sample(), &collection).unwrap().bytes;
    let mut package = Package::open(&bytes).unwrap();
    let text = package::text(&package.read("project.qde").unwrap().unwrap());
    let kept = format!("sources/{}.txt", kept::Kept::guid());
    let kept = (kept.clone(), package::text(&package.read(&kept).unwrap().unwrap()));
    let source = crate::exchange::guid::guid("document", "sub/a b.txt");
    let source = (format!("sources/{source}.txt"), files(&bytes).1);
    let changed = text.replace("Which &lt;sea&gt;?", "The northern one");
    assert_ne!(changed, text);
    let packed = packed(&[("project.qde".into(), changed), kept, source]).unwrap();
    let come = read(&packed, &collection, &Work::default()).unwrap().work;
    assert_eq!(come.notes["n1"].text, "The northern one", "with the id that it had");
    // The other source is gone with what was on it.
    assert_eq!((come.notes.get("n2"), come.links.len(), come.codings.len()), (None, 0, 1));
}

#[test]
fn where_the_note_is_damaged_the_readers_own_work_says_it_too() {
    let mut work = sample();
    work.links.get_mut("l1").unwrap().created = jiff::Timestamp::from_second(7).ok();
    let read_with = |damage: &dyn Fn(&str) -> String| {
        let mut files = write::written(&work, &collection()).files;
        let kept = format!("sources/{}.txt", kept::Kept::guid());
        let (_, text) = files.iter_mut().find(|(name, _)| *name == kept).unwrap();
        *text = damage(text);
        read(&packed(&files).unwrap(), &collection(), &work).unwrap()
    };
    let whole = read_with(&str::to_owned);
    assert_eq!((&whole.work, whole.remarks.len()), (&work, 0), "{}", remarks(&whole));
    let damaged = read_with(&|text| text.replace("\"kind\":\"echo\"", "\"kind\":7"));
    assert_eq!(damaged.work, work);
    assert!(
        remarks(&damaged).contains("the project's note 'Triptych': 4: left out"),
        "{}",
        remarks(&damaged)
    );
}

#[test]
fn what_is_no_project_is_refused() {
    let no = |bytes: &[u8]| read(bytes, &collection(), &Work::default()).unwrap_err().to_string();
    assert!(no(b"PK\x03\x04 nothing").contains("no package"));
    assert!(no(&packed(&[("a.txt".into(), "x".into())]).unwrap()).contains("holds no project"));
    assert!(no(b"<!DOCTYPE a><a/>").contains("document type"));
    let items = Item::all(&sample());
    assert_eq!(items.len(), 5);
}

/// The sample with a mark, as it comes back from a program that makes `now` of `was`.
fn marked_and_changed(was: &str, now: &str) -> (Work, Come) {
    let mut work = sample();
    work.marks.insert('a', crate::store::Mark { anchor: anchor(0, 3, "Boats"), created: None });
    let mut files = write::written(&work, &collection()).files;
    let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with("qde")).unwrap();
    assert!(text.contains(was), "{text}");
    *text = text.replace(was, now);
    let come = read(&packed(&files).unwrap(), &collection(), &work).unwrap();
    (work, come)
}

#[test]
fn a_mark_is_one_whatever_another_program_calls_it() {
    let (work, come) = marked_and_changed("name=\"mark a\"", "name=\"my place\"");
    assert_eq!(come.work, work);
    let said = "the mark 'a' is called 'my place' in the project, and stays what it was\n";
    assert_eq!(remarks(&come), said);
}

#[test]
fn codes_of_one_name_have_ids_of_their_own() {
    let codes = [0, 1, 2].map(|at| {
        format!("<Code guid=\"AAAAAAAA-0000-4000-8000-00000000010{at}\" name=\"Sea!\" isCodable=\"true\"/>")
    });
    let codes = codes.concat();
    let project = format!(
        "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"P\"><CodeBook><Codes>\
         <Code guid=\"AAAAAAAA-0000-4000-8000-000000000200\" name=\"Episodes\" isCodable=\"false\">{codes}</Code>\
         </Codes></CodeBook></Project>"
    );
    let settings = founded(project.as_bytes()).unwrap().settings;
    for id in ["sea", "sea-2", "sea-3"] {
        assert!(settings.contains(&format!("id = \"{id}\"\nname = \"Sea!\"")), "{settings}");
    }
}
