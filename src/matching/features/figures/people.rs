//! People that are counted, in English, whether or not a noun says so.

use crate::matching::features::lexed::Lexed;
use crate::matching::features::numbers::Number;

/// The unit of people, and what else counts them; of `hands`, so few may be those of one body.
pub const PEOPLE: &str = "peopl";
const PERSONS: [&str; 6] = ["people", "person", "persons", "souls", "individuals", "hands"];
const HANDS_OF_ONE: f64 = 4.0;

/// Words between a number and what becomes of those whom it counts, at most.
const REACH: usize = 3;

/// Whether a noun that so many are counted of means people.
pub(super) fn are_people(noun: &str, count: f64) -> bool {
    PERSONS.contains(&noun) && (noun != "hands" || count > HANDS_OF_ONE)
}

/// Whether an English noun stands for more than one.
pub fn is_plural(word: &str) -> bool {
    let ending =
        word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is");
    ending
        || matches!(
            word,
            "people"
                | "men"
                | "women"
                | "children"
                | "police"
                | "cattle"
                | "sheep"
                | "fish"
                | "aircraft"
                | "dead"
        )
}

/// `fourteen escaped`, `60 were injured`, `63 injured`: a number alone counts people where what
/// follows is done by the living or becomes of them. The position after that.
pub(super) fn after_fate(lexed: &Lexed<'_>, first: usize, number: Number) -> Option<usize> {
    const DEEDS: [&str; 10] = [
        "climbed",
        "escaped",
        "fled",
        "jumped",
        "ran",
        "returned",
        "surrendered",
        "survived",
        "swam",
        "walked",
    ];
    const FATES: [&str; 17] = [
        "arrested",
        "dead",
        "detained",
        "died",
        "drowned",
        "evacuated",
        "executed",
        "homeless",
        "hospitalised",
        "hospitalized",
        "hurt",
        "injured",
        "killed",
        "missing",
        "perished",
        "rescued",
        "wounded",
    ];
    const BETWEEN: [&str; 7] = ["are", "been", "had", "have", "more", "others", "were"];
    if number.in_words && DEEDS.contains(&lexed.word(number.end)) {
        return Some(number.end + 1);
    }
    let between =
        (number.end..).take_while(|&at| BETWEEN.contains(&lexed.word(at)) && lexed.adjoins_next(at));
    let fate = number.end + between.take(REACH).count();
    // 'Boeing 737 missing', 'aged 43 died'
    let named = !number.in_words && first > 0 && lexed.is_capitalised(first - 1);
    let is_name = named && fate == number.end && !lexed.begins_sentence(first - 1);
    let is_age = matches!(lexed.word_before(first, 1), "age" | "aged");
    (!is_name && !is_age && FATES.contains(&lexed.word(fate))).then_some(fate + 1)
}
