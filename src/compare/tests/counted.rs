//! Figures of the same thing, and what one account denies and another admits.

use super::sentences::between;

fn figures(one: &str, other: &str) -> Vec<String> {
    let mut found = between(one, other);
    found.retain(|one| one.contains("figure"));
    found
}

#[test]
fn what_each_account_counts_once_is_the_same_thing() {
    let found = figures(
        "The steamer left Ort with 214 passengers and a crew of thirty-one.",
        "She carried 241 passengers, being more than her certificate of Ort allowed.",
    );
    assert_eq!(found, ["contradicts figure: 214 passengers | 241 passengers"]);
    // Who tells two of a kind may mean the other.
    let found = figures(
        "The steamer left Ort with 214 passengers, and 30 passengers stayed behind at Sandhaven.",
        "She carried 241 passengers, being more than her certificate allowed.",
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn as_many_dead_are_those_of_one_event() {
    let found = figures(
        "Sixty were injured at Ort in the rush for the boats, and 47 drowned.",
        "At Ort 51 persons perished; 62 were injured.",
    );
    let expected = [
        "contradicts figure: 47 drowned | 51 persons",
        "contradicts figure: Sixty were injured | 62 were injured",
    ];
    assert!(expected.iter().all(|one| found.iter().any(|found| found == one)), "{found:?}");
}

#[test]
fn no_family_is_a_figure() {
    let found = figures(
        "The bailiffs of Ort evicted eleven families from the mill cottages.",
        "No family was evicted by the bailiffs of Ort from the mill cottages.",
    );
    assert_eq!(found, ["contradicts figure: eleven families | No family"]);
}

#[test]
fn german_figures_count_nouns_with_a_capital() {
    let count = |one: &str, other: &str| {
        let document = |name: &str, text: &str, more: &str| {
            let mut document = super::account(name, "1888", &[text, more]);
            document.metadata.language = Some("de".to_owned());
            document
        };
        let filler = ["Der Hafen liegt am Meer.", "Niemand wohnte damals auf der Insel."];
        super::told(vec![document("a", one, filler[0]), document("b", other, filler[1])])
    };
    let found = count(
        "Der Schaden der Fabrik in Bernau wird auf 80.000 Mark geschätzt.",
        "Der Schaden der Fabrik in Bernau belief sich auf 120 000 Mark.",
    );
    assert_eq!(found, ["contradicts figure: 80.000 Mark | 120 000 Mark"]);
}

#[test]
fn who_is_counted_by_what_became_of_them_is_compared() {
    let found = figures(
        "The mayor of Ort said that 14 people were killed and 60 were injured in the fire.",
        "According to the inquiry at Ort 14 people died and 63 were injured in the fire.",
    );
    assert_eq!(found, ["contradicts figure: 60 were injured | 63 were injured"]);
}

#[test]
fn who_admits_what_another_denies_is_told_by_both_words() {
    let found = between(
        "A clerk of the company denied that the pumps at Ort had been switched off.",
        "The company admitted that the pumps at Ort had been switched off for repairs.",
    );
    assert_eq!(found, ["contradicts outcome: denied | admitted"]);
    let found = between(
        "The owners, the Packet Company, denied that the ship had been overloaded.",
        "Years afterwards Prewitt admitted to me that the ship had been overloaded that night.",
    );
    assert_eq!(found, ["contradicts outcome: denied | admitted"]);
    // Both say that it was not.
    let found = between(
        "The owners, the Packet Company, denied that the ship had been overloaded.",
        "Years afterwards Prewitt admitted to me that the ship had not been overloaded that night.",
    );
    assert_eq!(found, [""; 0]);
    // Another thing is admitted.
    let found = between(
        "The owners, the Packet Company, denied that the ship had been overloaded.",
        "Years afterwards Prewitt admitted to me that the pumps of the ship were rusted that night.",
    );
    assert_eq!(found, [""; 0]);
}
