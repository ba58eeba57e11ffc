//! Differences between two sentences: what counts as one, and what does not.

use super::*;

/// The differences between two sentences, each of an account with others beside it.
pub(super) fn between(one: &str, other: &str) -> Vec<String> {
    let a = account("a", "1960-03-10", &[one, FILLER[0], FILLER[1]]);
    told(vec![a, account("b", "1960-03-20", &[other, FILLER[2], "The boats came late."])])
}

#[test]
fn what_both_tell_is_no_difference() {
    for (one, other) in [
        ("The war of Marlow lasted from 1914 until 1918.", "From 1914 until 1918 the war of Marlow lasted."),
        (
            "The council approved the dam of Ort, and the guild refused the dam of Ort.",
            "The guild refused the dam of Ort, and the council approved the dam of Ort.",
        ),
        ("In May 1953 the dam of Ort broke.", "On 4 May 1953 the dam of Ort broke."),
    ] {
        let found =
            told(vec![account("a", "1960", &[one, FILLER[0]]), account("b", "1970", &[other, FILLER[1]])]);
        assert!(!found.iter().any(|one| one.starts_with("contradicts")), "{one} / {other}: {found:#?}");
    }
}

#[test]
fn two_copies_do_not_differ_in_what_each_tells_twice() {
    let texts = [
        "The council of Sandhaven approved the tall dam in 1953.",
        "The council of Sandhaven rejected the tall dam in 1954, it is said.",
        FILLER[0],
    ];
    assert_eq!(told(vec![account("a", "1960", &texts), account("b", "1970", &texts)]), [""; 0]);
    let found = told(vec![account("a", "1960", &texts[..1]), account("b", "1970", &texts[1..])]);
    assert!(!found.is_empty());
}

#[test]
fn a_state_changes_and_what_happened_does_not() {
    let kinds = |one: &str, other: &str| -> Vec<String> {
        let kind = |one: &String| one.split(" figure").next().unwrap_or_default().to_owned();
        between(one, other).iter().filter(|one| one.contains("figure")).map(kind).collect()
    };
    for (one, other, expected) in [
        (
            "The company of Ort sacked 340 dockers of Sandhaven.",
            "The company of Ort sacked 290 dockers of Sandhaven.",
            "contradicts",
        ),
        (
            "The rebels of Ort have 4,000 fighters in Sandhaven.",
            "The rebels of Ort have 9,000 fighters in Sandhaven.",
            "changed since",
        ),
        (
            "The elected council of Ort controls 40 villages near Sandhaven.",
            "The elected council of Ort controls 60 villages near Sandhaven.",
            "changed since",
        ),
        (
            "Forty boats of Ort come to the harbour of Sandhaven.",
            "Sixty boats of Ort come to the harbour of Sandhaven.",
            "changed since",
        ),
        (
            "The rebels of Ort had 4,000 fighters in Sandhaven.",
            "The rebels of Ort now had 9,000 fighters in Sandhaven.",
            "changed since",
        ),
    ] {
        assert_eq!(kinds(one, other), [expected], "{one} / {other}");
    }
}

#[test]
fn a_denial_is_an_outcome() {
    for (one, other, expected) in [
        (
            "President Mo Harlan said that he would meet the rebels of Ort.",
            "President Mo Harlan denied that he would meet the rebels of Ort.",
            "contradicts outcome: said that he would meet | denied that he would meet",
        ),
        (
            "The company of Ort sold the lighthouse of Sandhaven.",
            "The company of Ort did not sell the lighthouse of Sandhaven.",
            "contradicts outcome: sold | did not sell",
        ),
        (
            "The minister of Ort confirmed the sale of the lighthouse.",
            "The minister of Ort denied the sale of the lighthouse.",
            "contradicts outcome: confirmed | denied",
        ),
        (
            "The price of bread in Ort rose in the winter of the burning lighthouse.",
            "The price of bread in Ort fell in the winter of the burning lighthouse.",
            "contradicts outcome: rose | fell",
        ),
        (
            "The pilot Jon Pell survived the wreck of the ferry off Ort.",
            "The pilot Jon Pell died in the wreck of the ferry off Ort.",
            "contradicts outcome: survived | died",
        ),
        (
            "The queen approved the dam.",
            "The queen approved the road but rejected the dam.",
            "contradicts outcome: approved | rejected",
        ),
        (
            "The queen approved the dam and rejected the bridge.",
            "The queen rejected the dam and approved the bridge.",
            "contradicts outcome: approved | rejected",
        ),
        (
            "The court of Ort ruled that the sackings of the dockers had been unlawful.",
            "The sackings of the dockers had been lawful, the court of Ort ruled.",
            "contradicts outcome: unlawful | lawful",
        ),
        (
            "The jury of Ort convicted the smuggler Bo Lund of arson.",
            "The jury of Ort acquitted the smuggler Bo Lund of arson.",
            "contradicts outcome: convicted | acquitted",
        ),
        (
            "The captain of Ort refused to sail to the burning lighthouse.",
            "The captain of Ort sailed to the burning lighthouse.",
            "contradicts outcome: refused to sail | sailed",
        ),
    ] {
        let expected = expected.replace("contradicts ", "");
        let found = between(one, other);
        assert!(found.iter().any(|one| one.ends_with(&expected)), "{one} / {other}: {found:#?}");
        let found = between(other, one);
        assert_eq!(
            found.iter().filter(|one| one.contains("outcome")).count(),
            1,
            "{other} / {one}: {found:#?}"
        );
    }
}

#[test]
fn what_can_both_be_so_is_no_denial() {
    for (one, other) in [
        (
            "The company of Ort did not sell the lighthouse of Sandhaven.",
            "The lighthouse of Sandhaven was never sold by the company of Ort.",
        ),
        ("Ten survived the wreck of the ferry off Ort.", "Three died in the wreck of the ferry off Ort."),
        (
            "Ten sailors survived the wreck of the ferry off Ort.",
            "Three sailors died in the wreck of the ferry off Ort.",
        ),
        (
            "Sailors survived the wreck of the ferry off Ort.",
            "Sailors died in the wreck of the ferry off Ort.",
        ),
        (
            "Prices rose in the winter of the burning lighthouse of Ort.",
            "Wages fell in the winter of the burning lighthouse of Ort.",
        ),
        (
            "Jon Pell discovered the boats in the burning lighthouse of Ort.",
            "Jon Pell covered the boats in the burning lighthouse of Ort.",
        ),
        (
            "Jon Pell informed the guild of the burning lighthouse of Ort.",
            "Jon Pell formed the guild of the burning lighthouse of Ort.",
        ),
        (
            "The queen approved the road, and the guild approved the dam but rejected the toll.",
            "The queen approved the road and rejected the bridge.",
        ),
        (
            "The council approved the dam of Ort, and the guild refused the toll of Ort.",
            "The dam of Ort was approved by the council, and the toll of Ort was refused by the guild.",
        ),
        (
            "The company of Ort will not sell the lighthouse of Sandhaven.",
            "The company of Ort had talks to sell the lighthouse of Sandhaven.",
        ),
        (
            "Nothing is hidden in the lighthouse of Ort that will not be known to Sandhaven.",
            "Nothing is hidden in the lighthouse of Ort but it will be known to Sandhaven.",
        ),
        (
            "The captain of Ort does not sail to the lighthouse except by night.",
            "The captain of Ort sails to the lighthouse by night.",
        ),
        (
            "Did the company of Ort not sell the lighthouse of Sandhaven?",
            "The company of Ort sold the lighthouse of Sandhaven.",
        ),
        (
            "The minister of Ort not only sold the lighthouse of Sandhaven.",
            "The minister of Ort sold the lighthouse of Sandhaven.",
        ),
        (
            "The captain of Ort did not sail to the burning lighthouse.",
            "The minister of Holm sailed home on Friday with his three daughters.",
        ),
        (
            "President Mo Harlan said that he would meet the rebels of Ort.",
            "President Mo Harlan announced that he would meet the rebels of Ort.",
        ),
    ] {
        let found = between(one, other);
        assert!(!found.iter().any(|one| one.contains("outcome")), "{one} / {other}: {found:#?}");
    }
}

#[test]
fn a_figure_in_another_unit_is_the_same_figure() {
    let figures = |one: &str, other: &str| -> Vec<String> {
        between(one, other).into_iter().filter(|one| one.contains("figure")).collect()
    };
    for (one, other) in [
        (
            "Robbers took jewels worth 85 million euros ($108 million) from Harbour Jewellers in Ort.",
            "Robbers took jewels worth $108 million from Harbour Jewellers in Ort.",
        ),
        (
            "The pilot Bo Lund fell about 60 metres (200 feet) from the cliff of Ort.",
            "The pilot Bo Lund fell about 200ft from the cliff of Ort.",
        ),
        (
            "The pilot Bo Lund fell 60 metres from the cliff of Ort.",
            "The pilot Bo Lund fell 200 feet from the cliff of Ort.",
        ),
    ] {
        assert_eq!(figures(one, other), [""; 0], "{one} / {other}");
    }
    let found = figures(
        "The pilot Bo Lund fell 60 metres from the cliff of Ort.",
        "The pilot Bo Lund fell 300 feet from the cliff of Ort.",
    );
    assert_eq!(found, ["contradicts figure: 60 metres | 300 feet"]);
    let found = figures(
        "Tarrant the miller of Ort gave each widow of the fire ten pounds.",
        "Tarrant the miller of Ort gave each widow of the fire five kilos of flour.",
    );
    assert!(
        !found.iter().any(|one| one.contains("ten pounds | five kilos")),
        "money is no weight: {found:#?}"
    );
}

#[test]
fn people_in_one_place_are_counted_otherwise() {
    let hands = "It is said that seventeen hands were asleep in the loft above the dye works.";
    let figures = |one: &str, other: &str| -> Vec<String> {
        between(one, other).into_iter().filter(|one| one.contains("figure")).collect()
    };
    for (one, other, expected) in [
        (
            hands,
            "There were more than twenty of us in the loft.",
            &["seventeen hands | more than twenty of us"][..],
        ),
        (hands, "There were seventeen of us in the loft.", &[]),
        (
            "Of those in the loft, fourteen escaped by way of the hoist.",
            "Eleven climbed down the hoist chain.",
            &["fourteen escaped | Eleven climbed"],
        ),
        (hands, "Twenty of us sang in the choir.", &[]),
    ] {
        let found = figures(one, other);
        let told: Vec<&str> =
            found.iter().filter_map(|one| one.split_once(": ").map(|(_, told)| told)).collect();
        assert_eq!(told, expected, "{one} / {other}");
    }
}

#[test]
fn who_somebody_is_is_no_place_for_a_figure() {
    let a = account("a", "1960", &["Mr. Ambrose Tarrant, the owner, gave each widow ten pounds.", FILLER[0]]);
    let b = account(
        "b",
        "1970",
        &[
            "The door had been locked on the orders of the owner, Ambrose Tarrant, to prevent theft.",
            FILLER[1],
        ],
    );
    let found = told(vec![a, b]);
    assert!(!found.iter().any(|one| one.contains("figure")), "{found:#?}");
}

#[test]
fn two_who_are_named_are_not_described_otherwise() {
    for (one, other) in [
        (
            "Harbour pilot Jon Pell was arrested on Sunday for smuggling.",
            "Harbour cook Bo Lund was arrested yesterday for smuggling.",
        ),
        (
            "The navy captured 23 pirates and a large store of arms.",
            "The navy arrested 23 heavily armed foreign pirates.",
        ),
        (
            "Sixteen-year-old Jon Pell was shot after he pointed a gun at two officers.",
            "Two officers shot a 16-year-old boy of Ort who pointed a gun.",
        ),
    ] {
        let found = between(one, other);
        assert!(!found.iter().any(|one| one.contains("who:")), "{one} / {other}: {found:#?}");
    }
}

#[test]
fn a_last_name_is_no_spelling_of_a_first_name() {
    let found = between(
        "On Sunday the coach Sean Payton praised the harbour team of Sandhaven.",
        "On Sunday the captain Peyton Manning praised the harbour team of Sandhaven.",
    );
    assert!(!found.iter().any(|one| one.contains("spelled")), "{found:#?}");
}

#[test]
fn the_name_before_the_verb_is_who_did_it() {
    let who = |one: &str, other: &str| -> Vec<String> {
        between(one, other).into_iter().filter(|one| one.contains(" who:")).collect()
    };
    for (one, other, expected) in [
        (
            "Jon Pell shot the harbour master on the burning stairs of the mill.",
            "Bo Holt shot the harbour master on the burning stairs of the mill.",
            &["contradicts who: Jon Pell | Bo Holt"][..],
        ),
        (
            "In May Pell shot the harbour master on the burning stairs of the mill.",
            "In May Holt shot the harbour master on the burning stairs of the mill.",
            &["contradicts who: Pell | Holt"],
        ),
        (
            "Jon Pell burned the harbour master's boat on the stairs of the mill.",
            "Bo Holt burnt the harbour master's boat on the stairs of the mill.",
            &["contradicts who: Jon Pell | Bo Holt"],
        ),
        (
            "Jon Pell shot the harbour master on the burning stairs of the mill.",
            "Somebody shot the harbour master on the burning stairs of the mill.",
            &[],
        ),
        (
            "Fire destroyed the wooden bridge and the mill on the river.",
            "Lightning destroyed the wooden bridge and the mill on the river.",
            &[],
        ),
        (
            "Ann Pell, a student, was killed in the mill fire on the river.",
            "Bo Lund, a student, was killed in the mill fire on the river.",
            &[],
        ),
        (
            "Ann Pell, mayor of Ort, fled to the coast after the fire.",
            "Bo Lund, mayor of Ort, fled to the coast after the fire.",
            &["contradicts who: Ann Pell | Bo Lund"],
        ),
        (
            "The harbour master died when Jon Pell shot him on the stairs.",
            "The harbour master died when Bo Holt shot him on the stairs.",
            &["contradicts who: Jon Pell | Bo Holt"],
        ),
        (
            "The owner of the mill, Jon Pell, fled to the coast after the fire.",
            "The owner of the mill, Bo Holt, fled to the coast after the fire.",
            &["contradicts who: Jon Pell | Bo Holt"],
        ),
        (
            "Rebels shot the harbour master on the burning stairs of the mill.",
            "Smugglers shot the harbour master on the burning stairs of the mill.",
            &[],
        ),
        (
            "In May the German army burned the wooden bridge over the river.",
            "In May the French army burned the wooden bridge over the river.",
            &["contradicts who: German army | French army"],
        ),
        (
            "Jon Pell shot the harbour master on the burning stairs of the mill.",
            "Old Pell shot the harbour master on the burning stairs of the mill.",
            &[],
        ),
        (
            "Jon Pell shot the harbour master on the burning stairs of the mill.",
            "Bo Holt swept the wooden bridge on the river.",
            &[],
        ),
    ] {
        assert_eq!(who(one, other), expected, "{one} / {other}");
    }
}

#[test]
fn one_person_described_otherwise_contradicts_nothing() {
    let found = between(
        "In the winter the smugglers killed a harbour keeper of the lighthouse guild.",
        "In the winter the smugglers murdered the drunken brother of a keeper.",
    );
    assert!(!found.iter().any(|one| one.starts_with("contradicts who")), "{found:#?}");
    let found = between(
        "In the winter the smugglers killed Jon Pell, and the guild mourned.",
        "In the winter he was killed by smugglers and the guild mourned the keeper.",
    );
    assert!(!found.iter().any(|one| one.contains(" who")), "{found:#?}");
}

#[test]
fn the_killed_are_not_held_against_the_hurt() {
    let figures = |one: &str, other: &str| -> Vec<String> {
        between(one, other).into_iter().filter(|one| one.contains("figure")).collect()
    };
    let killed = "The flood in Sandhaven on Sunday killed ten people and damaged houses, officials said.";
    let hurt = "The flood in Sandhaven on Sunday injured five people and damaged houses, officials said.";
    let fewer =
        "The flood in Sandhaven on Sunday left five people killed and damaged houses, officials said.";
    assert_eq!(figures(killed, hurt), [""; 0]);
    assert_eq!(figures(killed, fewer), ["contradicts figure: ten people | five people"]);
    let survived = "Ten survived the wreck of the ferry off Ort.";
    assert_eq!(figures(survived, "Three died in the wreck of the ferry off Ort."), [""; 0]);
    assert_eq!(figures(survived, "Three survived the wreck of the ferry off Ort.").len(), 1);
    // The deed after a figure is its own, and not the one of the figure before.
    let both = "In the flood of Sandhaven on Sunday 10 people were killed and 20 people injured, they said.";
    let more = "The flood of Sandhaven on Sunday killed 10 people and injured 30 people, they said.";
    assert_eq!(figures(both, more), ["contradicts figure: 20 people | 30 people"]);
}

#[test]
fn one_day_told_otherwise_contradicts_whatever_stands_around_it() {
    let fire = "On the evening of 3 March a fire broke out in the grain store at Ort.";
    let inquiry =
        "The inquiry found that the fire in the grain store at Ort began after seven on 4 March 1960.";
    let found = between(fire, inquiry);
    assert!(found.iter().any(|one| one.starts_with("contradicts date: 3 March | 4 March 1960")), "{found:?}");
    for (one, other) in [
        // Days far apart are as likely of two things.
        (
            fire,
            "The inquiry found that the fire in the grain store at Ort began after seven on 9 January 1960.",
        ),
        (
            "Last updated at the desk of the Ort News on 3 March",
            "Last updated at the desk of the Ort News on 4 March",
        ),
    ] {
        let found = between(one, other);
        assert!(!found.iter().any(|one| one.starts_with("contradicts date")), "{other}: {found:?}");
    }
}
