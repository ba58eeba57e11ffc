//! Differences between invented accounts.

mod counted;
mod counterparts;
mod sentences;

use super::*;
use crate::matching::MatchKind;
use crate::scheme::{Collection, Label, Link, Strength};
use crate::text::{BlockIndex, BlockKind, Document, DocumentIndex, SentenceIndex};

fn account(name: &str, written: &str, texts: &[&str]) -> Document {
    let mut builder = Document::builder(name);
    for text in texts {
        builder.block(BlockKind::Paragraph, text);
    }
    builder.metadata().date = written.parse().ok();
    builder.metadata().language = Some("en".to_owned());
    builder.build()
}

fn collection(documents: Vec<Document>) -> Collection {
    let labels = documents.iter().map(|_| Label::default()).collect();
    Collection { documents: documents.into(), labels, ..Collection::default() }.indexed()
}

/// `kind slot: value | value` of each.
fn told(documents: Vec<Document>) -> Vec<String> {
    let found = differences(&collection(documents));
    found
        .iter()
        .map(|one| format!("{} {}: {} | {}", one.kind.name(), one.slot.name(), one.a.value, one.b.value))
        .collect()
}

const FILLER: [&str; 3] =
    ["The harbour lies by the sea.", "Nobody lived on the island then.", "Bread was dear that winter."];

#[test]
fn what_a_person_links_as_contradicting_comes_first_and_once() {
    let mut collection = collection(vec![
        account(
            "a",
            "1960",
            &[
                "In 1953 the flood drowned an estimated 2,000 sailors of Sandhaven.",
                "Ask the Holts who rang.",
                FILLER[0],
                FILLER[1],
            ],
        ),
        account(
            "b",
            "1970",
            &[
                "In 1954 the flood drowned the sailors of Sandhaven.",
                "It was Marit, whatever they say.",
                FILLER[2],
            ],
        ),
    ]);
    let passage = |document, block| Passage {
        document: DocumentIndex(document),
        block: BlockIndex(block),
        sentence: Some(SentenceIndex(0)),
    };
    let at = |document| passage(document, 1);
    let link = |a, b, kind| Link { a, b, strength: Strength::Strong, kind };
    collection.links = vec![
        link(at(1), at(0), MatchKind::Contradicts),
        link(at(0), at(1), MatchKind::Contradicts),
        link(at(0), passage(1, 0), MatchKind::Echo),
    ];
    let found = differences(&collection);
    let linked: Vec<_> = found.iter().filter(|one| one.slot == Slot::Linked).collect();
    assert_eq!(linked.len(), 1);
    assert_eq!(found[0].slot, Slot::Linked);
    assert_eq!((found[0].a.passage, &*found[0].a.value), (at(0), "Ask the Holts who rang."));
    assert_eq!((found[0].b.passage, &*found[0].b.value), (at(1), "It was Marit, whatever they say."));
    assert!(found.iter().any(|one| one.slot == Slot::Date), "what is found stays: {found:?}");
}

#[test]
fn each_kind_is_found() {
    let a = account(
        "a",
        "1960",
        &[
            "In 1953 the flood drowned an estimated 2,000 sailors of Sandhaven.",
            "The harbour council approved the new dam at Sandhaven in 1955.",
            "Mayor Marziah Ortlund came to the harbour.",
            FILLER[0],
        ],
    );
    let b = account(
        "b",
        "1970",
        &[
            "In 1954 the flood drowned the sailors of Sandhaven.",
            "The harbour council rejected the new dam at Sandhaven in 1955.",
            "It was Mayor Marzieh Ortlund who left the harbour.",
            FILLER[1],
        ],
    );
    let found = told(vec![a, b]);
    for expected in [
        "contradicts date: 1953 | 1954",
        "only one tells figure: an estimated 2,000 sailors | ",
        "contradicts outcome: approved | rejected",
        "spelled otherwise name: Marziah | Marzieh",
    ] {
        assert!(found.iter().any(|one| one == expected), "{expected} is not in {found:#?}");
    }
}

#[test]
fn what_stood_otherwise_later_has_changed() {
    let a = account("a", "1960-03", &["The council of Sandhaven approves the tall dam.", FILLER[2]]);
    let b = account("b", "1960-09", &["The council of Sandhaven rejects the tall dam.", FILLER[1]]);
    assert_eq!(told(vec![a, b])[0], "changed since outcome: approves | rejects");
}

#[test]
fn those_who_suffer_are_described() {
    let a = account(
        "a",
        "1960",
        &["Raiders stormed the port, killing ten members of the pilots guild.", FILLER[0]],
    );
    let b = account("b", "1970", &["Raiders massacred pilots sent to mark the channel.", FILLER[1]]);
    let found = told(vec![a, b]);
    assert!(found.iter().any(|one| one.starts_with("contradicts who: ")), "{found:?}");
}

#[test]
fn the_same_account_twice_has_no_differences() {
    let texts = ["In 1953 the flood drowned 2,000 sailors.", "The council approved the dam of Ort."];
    assert_eq!(told(vec![account("a", "1960", &texts), account("b", "1970", &texts)]), [""; 0]);
}

#[test]
fn a_date_in_the_same_words_is_told_though_its_year_is_not_known() {
    let texts = ["On 10 March the flood drowned the sailors of Sandhaven at the old dam.", FILLER[0]];
    let mut undated = account("b", "", &texts);
    undated.metadata.date = None;
    assert_eq!(told(vec![account("a", "1960-04", &texts), undated]), [""; 0]);
    let without =
        account("b", "1970", &["The flood drowned the sailors of Sandhaven at the old dam.", FILLER[1]]);
    let found = told(vec![account("a", "1960-04", &texts), without]);
    assert_eq!(found, ["only one tells date: 10 March | "]);
}

#[test]
fn nothing_comes_of_nothing() {
    assert!(told(Vec::new()).is_empty());
    assert!(told(vec![account("a", "1960", &[]), account("b", "1970", &["One."])]).is_empty());
}

#[test]
fn of_retellings_the_wording_does_not_count() {
    let texts = [
        ["Raiders stormed the port, killing ten members of the pilots guild.", FILLER[0]],
        ["Raiders massacred pilots sent to mark the channel.", FILLER[1]],
    ];
    let mut documents: Vec<_> = texts.iter().map(|texts| account("x", "1960", texts)).collect();
    for document in &mut documents {
        document.metadata.retelling = Some("after Ort 1950".to_owned());
    }
    assert!(!told(documents).iter().any(|one| one.contains(" who: ")));
}

#[test]
fn what_a_person_says_later_has_changed() {
    let a = account(
        "a",
        "1960-03",
        &[
            "Harbour master Ann Ortlund voiced \u{201c}serious doubts about the dam\u{201d} at the council.",
            FILLER[0],
        ],
    );
    let b = account(
        "b",
        "1961-09",
        &["Harbour master Ann Ortlund said at the council that the dam was ready.", FILLER[1]],
    );
    let found = told(vec![a, b]);
    let said = found.iter().filter(|one| one.starts_with("changed since said: ")).count();
    assert_eq!(said, 1, "{found:#?}");
}

#[test]
fn holders_of_one_office_differ() {
    let a = account("a", "1960", &["In 1953 the Harbour Guard was commanded by Captain Bo Lund.", FILLER[0]]);
    let b = account("b", "1970", &["The old commander of the Harbour Guard, Ann Ort, left.", FILLER[1]]);
    let found = told(vec![a, b]);
    assert!(found.iter().any(|one| one == "changed since who: Captain Bo Lund | Ann Ort"), "{found:#?}");
}

#[test]
fn an_abbreviation_of_three_meanings_is_one_difference() {
    let guard = ["Harbour Guard of Ort (HGO)", "Holy Guard of Ort (HGO)", "Harbour Garrison of Ort (HGO)"];
    let accounts = guard.iter().map(|name| account("x", "1960", &[&format!("They called the {name} then.")]));
    let found = differences(&collection(accounts.collect()));
    let spelled: Vec<_> = found
        .iter()
        .filter(|one| one.kind == DifferenceKind::SpelledOtherwise && !one.also.is_empty())
        .collect();
    assert_eq!(spelled.len(), 1, "{found:#?}");
    assert_eq!(spelled[0].places().count(), 3);
}

#[test]
fn the_id_holds_on_to_words_and_not_to_places() {
    let a = |more: bool| {
        let texts = ["In 1953 the flood drowned 2,000 sailors of Sandhaven.", FILLER[0]];
        account("a", "1960", if more { &texts } else { &texts[..1] })
    };
    let b = || account("b", "1970", &["In 1954 the flood drowned the sailors of Sandhaven."]);
    let ids = |documents: Vec<Document>| -> Vec<String> {
        let collection = collection(documents);
        differences(&collection).iter().map(|one| one.id(&collection)).collect()
    };
    let found = ids(vec![a(false), b()]);
    assert!(found.len() > 1 && found[0] != found[1], "{found:?}");
    assert_eq!(found, ids(vec![a(true), b()]));
}

#[test]
fn the_same_people_with_more_details_are_no_contradiction() {
    let a = account(
        "a",
        "1960",
        &["In the winter the pirates killed two fishermen of Holm near the burning lighthouse of Sandhaven."],
    );
    let b = account(
        "b",
        "1961",
        &["In the winter the pirates killed two fishermen and a smuggler off the lighthouse of Sandhaven."],
    );
    let told = told(vec![a, b]);
    assert!(told.iter().all(|one| !one.contains("who:")), "{told:#?}");
}

#[test]
fn an_age_says_nothing_of_the_age_of_another() {
    let a =
        account("a", "1960", &["The children of Holm were two years old and counted according to custom."]);
    let b = account("b", "1961", &["The singer was twelve years old and travelled against all custom."]);
    let told = told(vec![a, b]);
    assert!(told.iter().all(|one| !one.contains("figure")), "{told:#?}");
}

#[test]
fn a_date_in_the_next_sentence_is_told() {
    let burned = "On the night of 3 June 1887 the great mill at Corvane burned to the ground.";
    let news = || account("news", "1887-06-12", &[burned, FILLER[0], FILLER[1]]);
    let memoir = |next: &str| {
        let text = format!("I was twelve the summer that the mill of Corvane burned. {next}");
        account("memoir", "1921", &[&text, FILLER[2]])
    };
    for (next, expected) in [
        ("It was the fourth of June, a Saturday.", "contradicts date: 3 June 1887 | fourth of June"),
        ("We lived by the river then.", "only one tells date: 3 June 1887 | "),
    ] {
        let found = told(vec![news(), memoir(next)]);
        assert!(found.iter().any(|one| one == expected), "{next}: {found:?}");
    }
    // The year of a memoir is not that of what it tells.
    let found = told(vec![news(), memoir("It was the third of June, a Friday.")]);
    assert!(!found.iter().any(|one| one.contains("date")), "{found:?}");
}

#[test]
fn nothing_is_a_figure() {
    let paper = account(
        "a",
        "1960",
        &["Tarrant the miller gave each widow of Corvane ten pounds.", FILLER[0], FILLER[1]],
    );
    let memoir = account("b", "1960", &["Tarrant the miller gave the widows of Corvane nothing.", FILLER[2]]);
    let found = told(vec![paper, memoir]);
    assert!(found.contains(&"contradicts figure: ten pounds | nothing".to_owned()), "{found:?}");
}

#[test]
fn a_difference_is_told_with_the_names_of_its_accounts() {
    let a = account("a.txt", "1953", &["The dike at Aalmond broke on 4 March 1953 at night."]);
    let b = account("b.txt", "1954", &["The dike at Aalmond broke on 5 March 1953 at night."]);
    let found = differences(&collection(vec![a, b]));
    let text = found.first().map(|found| found.text_between("A", "B"));
    assert_eq!(text.as_deref(), Some("1953-03-04 in A, 1953-03-05 in B"));
    let same = Difference { text: "Aalmond at different times".to_owned(), ..found[0].clone() };
    assert_eq!(same.text_between("A", "B"), same.text);
}

#[test]
fn who_did_it_is_told_otherwise() {
    let news = || {
        account(
            "news",
            "1887",
            &["The alarm bell was rung by the night watchman, Peder Holt.", FILLER[0], FILLER[1]],
        )
    };
    let memoir = |text: &str| account("memoir", "1921", &[text, FILLER[2]]);
    let who = |memoir: Document| -> Vec<String> {
        told(vec![news(), memoir]).into_iter().filter(|one| one.contains(" who: ")).collect()
    };
    let otherwise = "It was Holt's daughter Marit who pulled the rope of the bell, not the old man.";
    assert_eq!(
        who(memoir(otherwise)),
        ["contradicts who: the night watchman, Peder Holt | Holt's daughter Marit"]
    );
    for same in [
        "It was old Holt who pulled the rope of the bell.",
        "It was not Marit Holm who pulled the rope of the bell, whatever they say of Holt.",
        "It was Marit Holm who swept the stairs, and Holt the watchman knew it.",
        "The bell was rung by nobody, said Holt.",
        "The bell was not rung by Marit Holm, and Holt knew it.",
    ] {
        assert_eq!(who(memoir(same)), [""; 0], "{same}");
    }
}

#[test]
fn times_of_day_differ() {
    let news = || {
        account(
            "news",
            "1887",
            &["The engine of the town and its horses reached the mill at half past one.", FILLER[0]],
        )
    };
    let hours = |text: &str| -> Vec<String> {
        told(vec![news(), account("memoir", "1921", &[text, FILLER[2]])])
            .into_iter()
            .filter(|one| one.contains(" date: "))
            .collect()
    };
    assert_eq!(
        hours("The fire engine came at dawn, with its horses in a lather."),
        ["contradicts date: half past one | dawn"]
    );
    for same in [
        "The fire engine came at 1.30 in the morning, with its horses in a lather.",
        "Bread was sold to the whole town at noon.",
        "The engine came at dawn, some say, and others, that its horses stood at the mill at half past one.",
    ] {
        assert_eq!(hours(same), [""; 0], "{same}");
    }
}

#[test]
fn what_is_told_of_the_past_contradicts_and_has_not_changed() {
    let first = ["Mr. Ambrose Tarrant gave each widow ten pounds.", FILLER[0], FILLER[1]];
    let kind = |written: &str, text: &str| {
        let told = told(vec![
            account("a", "1887-06-12", &first),
            account("b", written, &[text, FILLER[2], "The mill was never built again."]),
        ]);
        let figure = told.iter().find(|one| one.contains("ten pounds")).cloned().unwrap_or_default();
        figure.split(" figure").next().unwrap_or_default().to_owned()
    };
    assert_eq!(kind("1921", "Tarrant gave the widows nothing."), "contradicts");
    // A month later what was given is still what was given.
    assert_eq!(kind("1887-09-01", "Tarrant gave the widows nothing."), "contradicts");
    assert_eq!(kind("1921", "Tarrant gives the widows nothing now."), "changed since");
}
