//! Accounts in words of their own: sentences that are each other's best match are compared even
//! where little stands around their values.

use super::*;

const GAZETTE: [&str; 6] = [
    "The whaler lay at Sandhaven when her crew refused to hoist the anchor.",
    "Seven sailors of the whaler were killed on the quay.",
    "The harpooner Trant was hanged in the fort of Ort on 2 April 1847.",
    "Hannah Voss was transported to Tasmania for fourteen years.",
    "The mayor Robert Dell refused to open the stores of the town.",
    "The granary burned in the night of the fair.",
];

const REPORT: [&str; 6] = [
    "The ringleader Trant was executed on 20 April 1847 after his sentence.",
    "In the assault on the whaler eleven sailors perished.",
    "They shipped poor Hannah Voss across the world for seven years.",
    "Robert Dell granted it, and the stores of the town were opened by noon.",
    "I counted the barrels and went home.",
    "Nobody asked for wages before the winter.",
];

fn found(written: [&str; 2]) -> Vec<String> {
    told(vec![account("a", written[0], &GAZETTE), account("b", written[1], &REPORT)])
}

#[test]
fn what_two_sentences_in_other_words_tell_of_one_thing_differs() {
    let found = found(["1849-08", "1871"]);
    for wanted in [
        "contradicts date: 2 April 1847 | 20 April 1847",
        "contradicts figure: fourteen years | seven years",
        "contradicts figure: Seven sailors | eleven sailors",
        "contradicts outcome: refused | granted",
    ] {
        assert!(found.iter().any(|one| one == wanted), "{wanted}: {found:#?}");
    }
    assert_eq!(found.len(), 4, "{found:#?}");
}

#[test]
fn days_that_lie_far_apart_or_are_when_an_account_was_written_are_of_two_things() {
    let of_dates = |one: &str, other: &str| {
        let a = account("a", "1960-03-10", &[one, FILLER[0], FILLER[1]]);
        let found = told(vec![a, account("b", "1960-03-20", &[other, FILLER[2], "The boats came late."])]);
        found.into_iter().filter(|one| one.contains(" date: ")).collect::<Vec<_>>()
    };
    let trant = "The harpooner Trant was hanged in the fort of Ort on 2 April 1847.";
    let executed = |day: &str| format!("The ringleader Trant was executed on {day} after his sentence.");
    assert_eq!(of_dates(trant, &executed("20 April 1847")).len(), 1);
    assert_eq!(of_dates(trant, &executed("20 August 1847")), [""; 0]);
    let owner =
        |day: &str| format!("The owner of the mill at Ort said today ({day}) that its wheel is mended.");
    assert_eq!(
        of_dates(&owner("2 March 1960"), &owner("9 March 1960").replace("wheel", "old wheel")),
        [""; 0]
    );
}
