//! Words that end with a full stop inside a sentence, and words that show that a new one begins.

/// How an abbreviation behaves before a capital letter or a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Never ends a sentence: titles before a name, `e.g.`
    Never,
    /// Ends one unless a figure follows: `No. 5`, but `He said no. Five went.`
    BeforeNumber,
    /// Ends one only when a word follows that begins sentences: `Acme Inc. The`.
    Mostly,
}

/// Compared with case: in lower case some of them are words.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Messrs", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Capt", "Cmdr", "Cpl", "Adm",
    "Maj", "Brig", "Rev", "Hon", "Sen", "Rep", "Gov", "Pres", "Amb", "St", "Ste", "Mt", "Ft", "Supt", "Mme",
    "Mlle", "Mgr", "Hr", "Fr", "Frl", "Dipl", "Ing", "Sr", "Sra", "Srta", "Dra", "Sig", "Dott", "Ud", "Uds",
    "Gral", "Им", "им", "ул", "пр", "проф", "акад", "ген",
];

/// Compared without case.
const NEVER: &[&str] =
    &["vs", "cf", "viz", "e.g", "i.e", "eg", "ie", "z.b", "d.h", "bzw", "vgl", "т.е", "т.н", "p.ej"];

const BEFORE_NUMBER: &[&str] = &[
    "no", "nos", "nr", "fig", "figs", "art", "arts", "sec", "secs", "ch", "chap", "vol", "vols", "ed", "eds",
    "p", "pp", "par", "para", "abs", "abt", "kap", "bd", "mar", "sun", "sat", "núm", "pág", "págs", "cap",
    "ст", "гл", "п", "№", "рис", "стр", "tel", "op",
];

const MOSTLY: &[&str] = &[
    "jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues",
    "wed", "thu", "thurs", "fri", "inc", "ltd", "co", "corp", "bros", "jr", "dept", "univ", "assn", "al",
    "approx", "ave", "blvd", "est", "ca", "usw", "evtl", "ggf", "inkl", "jh", "janv", "févr", "juill", "okt",
    "dez", "обл", "др",
];

const STARTERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Each",
    "Even",
    "For",
    "From",
    "Hence",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Indeed",
    "Instead",
    "It",
    "Its",
    "Many",
    "Meanwhile",
    "Moreover",
    "Most",
    "My",
    "Nobody",
    "Nor",
    "Not",
    "Now",
    "On",
    "Once",
    "One",
    "Or",
    "Our",
    "Perhaps",
    "She",
    "He",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Thus",
    "To",
    "Today",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Yet",
    "You",
    "Your",
];

const MONTHS: &[&str] = &[
    "Januar",
    "Jänner",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
    "Jahrhundert",
    "Jahrhunderts",
    "Weltkrieg",
    "Weltkriegs",
    "Weltkrieges",
];

/// What kind of abbreviation the word is, given without its last full stop.
pub(super) fn abbreviation(token: &str) -> Option<Abbreviation> {
    if TITLES.contains(&token) {
        return Some(Abbreviation::Never);
    }
    let lower = token.to_lowercase();
    let has = |list: &[&str]| list.contains(&lower.as_str());
    if has(NEVER) {
        Some(Abbreviation::Never)
    } else if has(BEFORE_NUMBER) {
        Some(Abbreviation::BeforeNumber)
    } else {
        has(MOSTLY).then_some(Abbreviation::Mostly)
    }
}

/// Whether a sentence is likely to begin with this word, and a name is not.
pub(super) fn is_starter(word: &str) -> bool {
    STARTERS.contains(&word)
}

/// Whether a German ordinal may stand before the word: `3. Oktober`.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}
