//! Names of months by language, written in one place for all who read dates.

/// Full names of the months, January first, by language.
const MONTHS: [(&str, [&str; 12]); 7] = [
    (
        "en",
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
    ),
    (
        "de",
        [
            "januar",
            "februar",
            "m\u{e4}rz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
        ],
    ),
    (
        "fr",
        [
            "janvier",
            "f\u{e9}vrier",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "ao\u{fb}t",
            "septembre",
            "octobre",
            "novembre",
            "d\u{e9}cembre",
        ],
    ),
    (
        "es",
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    ),
    (
        "it",
        [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
    ),
    (
        "pt",
        [
            "janeiro",
            "fevereiro",
            "mar\u{e7}o",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
    ),
    (
        "nl",
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ),
];

/// Short names in English; `sept` is the only one of more than three letters.
const SHORT: [(&str, u8); 12] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

/// Whether the names of this language are known; English stands in for others.
pub fn is_known(language: &str) -> bool {
    MONTHS.iter().any(|(tag, _)| *tag == language)
}

/// The month that a folded word names, 1 to 12.
pub fn month(word: &str, language: &str) -> Option<u8> {
    let names = MONTHS.iter().find(|(tag, _)| *tag == language).map_or(&MONTHS[0].1, |(_, names)| names);
    let full = names.iter().position(|name| *name == word).map(|at| at as u8 + 1);
    let short = || SHORT.iter().find(|(name, _)| language == "en" && *name == word).map(|(_, month)| *month);
    full.or_else(short)
}
