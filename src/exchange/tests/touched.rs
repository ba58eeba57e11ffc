//! Annotations of ours and of others, as another program leaves them.

use serde_json::{Value, json};

use super::*;

/// What another program makes of one of the bodies of an annotation.
#[derive(Clone, Copy, Debug)]
enum Touch {
    Keep,
    Drop,
    Change,
}

const CHANGED: &str = "changed elsewhere";

/// The purpose of the body that was touched, if there is such a body.
fn touch(annotation: &mut Value, touch: Touch, pick: prop::sample::Index) -> Option<String> {
    annotation["creator"] = "somebody".into();
    let bodies = annotation.get_mut("body")?.as_array_mut()?;
    let at = pick.index(bodies.len());
    let purpose = bodies[at]["purpose"].as_str().unwrap_or_default().to_owned();
    match touch {
        Touch::Keep => return None,
        Touch::Drop => {
            bodies.remove(at);
        }
        Touch::Change => *bodies[at].get_mut("value")? = CHANGED.into(),
    }
    Some(purpose)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn annotations_that_another_program_touched_lose_nothing(
        work in works(),
        how in prop::sample::select(vec![Touch::Keep, Touch::Drop, Touch::Change]),
        pick in any::<prop::sample::Index>(),
    ) {
        let collection = collection();
        for item in Item::all(&work) {
            let mut written = annotation::written(std::slice::from_ref(&item), &collection);
            let touched = touch(&mut annotations(&mut written)[0], how, pick);
            let come = annotation::read(&written, &collection);
            let kept = item.kept_in(&come.work);
            prop_assert!(kept.is_some(), "{item:?} {touched:?} {come:?}");
            let kept = kept.unwrap();
            prop_assert_eq!(kept.anchors(), item.anchors());
            match (how, touched.as_deref()) {
                (_, None) => prop_assert_eq!(&come.work, &only(&item)),
                (Touch::Drop, Some("identifying")) => prop_assert_eq!(&come.work, &only(&item)),
                (Touch::Change, _) => {
                    let record = |item: &Item| Value::Object(item.record()).to_string();
                    let is_in_work = Item::all(&come.work).iter().any(|item| record(item).contains(CHANGED));
                    let is_said = is_in_work || !come.remarks.is_empty();
                    prop_assert!(is_said, "{item:?} {touched:?} {come:?}");
                }
                _ => prop_assert_eq!(Item::all(&come.work).len(), 1, "{:?}", come),
            }
            let is_code = touched.as_deref() == Some("classifying");
            let codings = |work: &Work| work.codings.len();
            prop_assert!(is_code || codings(&come.work) == codings(&only(&item)), "{come:?}");
        }
    }
}

fn only(item: &Item) -> Work {
    let mut work = Work::default();
    item.clone().put(&mut work);
    work
}

/// What comes of one of ours in which another program replaced the value of a body, or took it away.
fn come_of(item: &Item, was: &str, now: Option<&str>) -> Come {
    let mut written = annotation::written(std::slice::from_ref(item), &collection());
    let bodies = annotations(&mut written)[0]["body"].as_array_mut().unwrap();
    let at = bodies.iter().position(|body| body["value"] == was).expect("the body");
    match now {
        Some(now) => bodies[at]["value"] = now.into(),
        None => {
            bodies.remove(at);
        }
    }
    annotation::read(&written, &collection())
}

fn on_row(passages: Vec<Anchor>) -> Item {
    let target = Target::Row { label: "Midnight".into(), passages };
    Item::Note("n1".into(), Note { target, ..note(anchor(1, "The sea rose."), "first") })
}

fn remarks(come: &Come) -> Vec<String> {
    come.remarks.iter().map(ToString::to_string).collect()
}

#[test]
fn a_row_and_a_link_keep_a_name_that_is_missing() {
    for passages in
        [vec![], vec![anchor(1, "The sea rose.")], vec![anchor(1, "The sea rose."), anchor(2, "rose")]]
    {
        let row = on_row(passages);
        assert_eq!(come_of(&row, "Midnight", None).work, only(&row));
        for (was, now) in [("first", "second"), ("Midnight", "Noon")] {
            let Item::Note(id, mut note) = row.clone() else { panic!() };
            match &mut note.target {
                Target::Row { label, .. } if was == "Midnight" => *label = now.into(),
                _ => note.text = now.into(),
            }
            assert_eq!(come_of(&row, was, Some(now)).work, only(&Item::Note(id, note)));
        }
    }
    let link = Item::Link("l1".into(), level_link());
    assert_eq!(come_of(&link, "Midnight", None).work, only(&link));
    assert_eq!(come_of(&link, "level", None).work, only(&link));
}

#[test]
fn a_highlight_that_an_export_does_not_say_stays() {
    let words = Target::Words(vec![anchor(1, "The sea rose."), anchor(2, "rose")]);
    let note = Note { target: words, highlight: Some(3), ..note(anchor(2, "rose"), "Both") };
    let item = Item::Note("n1".into(), note);
    let mut written = annotation::written(std::slice::from_ref(&item), &collection());
    for target in annotations(&mut written)[0]["target"].as_array_mut().unwrap() {
        target.as_object_mut().unwrap().remove("styleClass");
    }
    assert_eq!(annotation::read(&written, &collection()).work, only(&item));
}

#[test]
fn a_note_on_words_that_are_nowhere_can_be_changed() {
    for target in [Target::Words(vec![]), Target::Document("gone.txt".into())] {
        let own = |text: &str| {
            let note = Note { target: target.clone(), ..note(anchor(1, "The sea rose."), text) };
            only(&Item::Note("n1".into(), note))
        };
        let come = come_of(&Item::all(&own("first"))[0], "first", Some("second"));
        assert_eq!((come.work, come.remarks), (own("second"), vec![]), "{target:?}");
    }
}

#[test]
fn what_another_program_makes_unreadable_is_said_and_stays() {
    let cell = CellId { episode: "f53".into(), step: "call".into() };
    let summary = Item::Summary(cell, crate::store::Summary { text: "Calls".into(), changed: None });
    let come = come_of(&summary, "Calls", None);
    assert_eq!(come.work, only(&summary));
    assert_eq!(remarks(&come), ["annotation 1: the summary is taken as it was: it says nothing"]);
    let mark = Item::Mark('a', crate::store::Mark { anchor: anchor(2, "rose"), created: None });
    let come = come_of(&mark, "a", Some("my place"));
    assert_eq!(come.work.marks.len(), 1);
    assert_eq!(come.work.notes.values().next().unwrap().text, "my place");
    assert_eq!(remarks(&come), ["annotation 1: the mark is taken as it was: nothing else in it is one"]);
    let mut written =
        annotation::written(&[on_row(vec![anchor(2, "rose"), anchor(1, "slept")])], &collection());
    annotations(&mut written)[0]["target"] = "elsewhere.txt".into();
    let come = annotation::read(&written, &collection());
    assert_eq!(come.work.notes.len(), 1);
    assert_eq!(
        remarks(&come),
        ["annotation 1: the note is taken as it was: there is no document 'elsewhere.txt'"]
    );
}

fn quoted(source: &str, words: &str) -> Value {
    json!({ "type": "SpecificResource", "source": source, "selector": { "type": "TextQuoteSelector", "exact": words } })
}

#[test]
fn words_on_a_link_and_its_further_targets_are_kept() {
    let mut linked = quoted("lund.txt", "At once");
    linked["purpose"] = "linking".into();
    let link = json!({
        "type": "Annotation", "motivation": "linking",
        "target": [quoted("a b.txt", "The town slept."), quoted("a b.txt", "Boats"), "lund.txt"],
        "body": [
            linked,
            { "type": "TextualBody", "purpose": "tagging", "value": "echo" },
            { "type": "TextualBody", "purpose": "tagging", "value": "night" },
            { "type": "TextualBody", "purpose": "commenting", "value": "Why these match: the hour." },
        ],
    });
    let come = annotation::read(&link, &collection());
    let ends: BTreeSet<(&str, &str)> =
        come.work.links.values().map(|link| (link.a.quote.as_str(), link.b.quote.as_str())).collect();
    assert_eq!(ends, BTreeSet::from([("The town slept.", "At once"), ("Boats", "At once")]));
    assert!(come.work.links.values().all(|link| link.kind == LinkKind::Echo));
    let [note] = come.work.notes.values().collect::<Vec<_>>()[..] else { panic!("{come:?}") };
    assert_eq!((note.text.as_str(), note.tags.len()), ("Why these match: the hour.", 1));
    assert_eq!(note.target.anchors().count(), 3);
    assert_eq!(remarks(&come), ["annotation 1: left out: a link with all of lund.txt; links join passages"]);
}

#[test]
fn words_that_were_put_on_a_link_of_ours_are_a_note() {
    let link = Item::Link("l1".into(), level_link());
    let mut written = annotation::written(std::slice::from_ref(&link), &collection());
    let body = json!({ "type": "TextualBody", "purpose": "commenting", "value": "Why?" });
    annotations(&mut written)[0]["body"].as_array_mut().unwrap().push(body);
    let come = annotation::read(&written, &collection()).work;
    assert_eq!(come.links, only(&link).links);
    let [note] = come.notes.values().collect::<Vec<_>>()[..] else { panic!("{come:?}") };
    assert_eq!((note.text.as_str(), note.target.anchors().count()), ("Why?", 2));
}

#[test]
fn each_target_of_a_note_has_it() {
    let read = |targets: Value, purpose: &str, said: &str| {
        let body = json!({ "type": "TextualBody", "purpose": purpose, "value": said });
        let one = json!({ "type": "Annotation", "target": targets, "body": body });
        annotation::read(&one, &collection())
    };
    let on = |come: &Come| -> BTreeSet<String> {
        let on = |target: &Target| match target {
            Target::Document(name) => name.clone(),
            target => target.anchors().map(|anchor| anchor.quote.clone()).collect(),
        };
        come.work.notes.values().map(|note| on(&note.target)).collect()
    };
    let documents = read(json!(["a b.txt", "lund.txt"]), "commenting", "Both");
    assert_eq!(on(&documents), BTreeSet::from(["sub/a b.txt".to_owned(), "lund.txt".to_owned()]));
    let beside = read(json!([quoted("a b.txt", "Boats"), "lund.txt"]), "commenting", "Both");
    assert_eq!(on(&beside), BTreeSet::from(["Boats".to_owned(), "lund.txt".to_owned()]));
    let coded = read(json!([quoted("a b.txt", "Boats"), "lund.txt"]), "classifying", "Flood f53");
    assert_eq!((on(&coded), coded.work.codings.len()), (BTreeSet::from(["lund.txt".to_owned()]), 1));
    assert!(coded.work.notes.values().all(|note| note.tags.contains("Flood f53")));
    assert!(
        [&documents, &beside].iter().all(|come| come.work.codings.is_empty()),
        "nothing is coded as nothing"
    );
    assert!([documents, beside, coded].iter().all(|come| come.remarks.is_empty()));
}

#[test]
fn two_annotations_of_one_id_are_two() {
    let one = |said: &str| {
        json!({
            "type": "Annotation", "id": "urn:uuid:aaaaaaaa-0000-4000-8000-000000000001", "bodyValue": said,
            "target": "lund.txt",
        })
    };
    let come = annotation::read(&json!([one("One"), one("Two")]), &collection());
    assert_eq!(come.work.notes.len(), 2);
    let id = "aaaaaaaa000040008000000000000001";
    assert_eq!(come.work.notes[id].text, "One");
    assert_eq!(remarks(&come), [format!("annotation 2: a note '{id}' came before: this one has another id")]);
}

#[test]
fn an_address_that_is_a_whole_text_is_no_name() {
    let one = json!({ "type": "Annotation", "bodyValue": "x", "target": format!("data:{}", "x".repeat(2_000_000)) });
    let come = annotation::read(&one, &collection());
    assert!(remarks(&come)[0].len() < 300 && remarks(&come)[0].contains("there is no document 'data:xxx"));
}

#[test]
fn what_another_program_changed_of_an_annotation_counts_and_the_rest_stays() {
    let collection = collection();
    let direction = Some(("town".to_owned(), "sea".to_owned()));
    let coding = Coding {
        anchor: anchor(1, "The town slept."),
        episodes: vec!["f53".into()],
        step: Some("call".into()),
        second_step: None,
        direction: direction.clone(),
        background: true,
        date: None,
        created: None,
    };
    let work = Work {
        codings: BTreeMap::from([("c1".to_owned(), coding)]),
        links: BTreeMap::from([("l1".to_owned(), level_link())]),
        ..Work::default()
    };
    let mut written = annotation::written(&Item::all(&work), &collection);
    for annotation in annotations(&mut written) {
        for body in annotation["body"].as_array_mut().unwrap() {
            for (was, now) in [("Flood f53", "Flood f16"), ("level", "echo")] {
                if body["value"] == was {
                    body["value"] = now.into();
                }
            }
        }
    }
    let come = annotation::read(&written, &collection).work;
    let coding = &come.codings["c1"];
    assert_eq!(
        (&coding.episodes, &coding.direction, coding.background),
        (&vec!["f16".to_owned()], &direction, true)
    );
    let link = &come.links["l1"];
    assert_eq!((&link.kind, &link.label, link.created), (&LinkKind::Echo, &None, work.links["l1"].created));
    assert_eq!(come.notes, BTreeMap::new());
}

#[test]
fn a_note_on_a_row_stays_though_another_program_links_it() {
    let collection = collection();
    let passages = vec![anchor(1, "The town slept."), anchor(2, "rose")];
    let row = Target::Row { label: "The call".into(), passages };
    let on_row = Note { target: row.clone(), ..note(anchor(1, "The town slept."), "Who called?") };
    let work = Work { notes: [("n1".to_owned(), on_row)].into(), ..Work::default() };
    let mut written = annotation::written(&Item::all(&work), &collection);
    let annotation = &mut annotations(&mut written)[0];
    let target = annotation["target"][0].clone();
    annotation["motivation"] = json!(["linking", "commenting"]);
    let linked = json!({ "type": "SpecificResource", "purpose": "linking", "source": target["source"], "selector": target["selector"] });
    annotation["body"].as_array_mut().unwrap().push(linked);
    let come = annotation::read(&written, &collection).work;
    assert_eq!(come.notes.get("n1").map(|note| &note.target), Some(&row), "{:?}", come.notes);
}
