//! Units of measure and money, and how those of one kind convert.

const MEASURES: [(&str, &str); 44] = [
    ("%", "%"),
    ("percent", "%"),
    ("percentage", "%"),
    ("prozent", "%"),
    ("procent", "%"),
    ("km", "km"),
    ("kms", "km"),
    ("kilometer", "km"),
    ("kilometers", "km"),
    ("kilometre", "km"),
    ("kilometres", "km"),
    ("mile", "mile"),
    ("miles", "mile"),
    ("m", "m"),
    ("meter", "m"),
    ("meters", "m"),
    ("metre", "m"),
    ("metres", "m"),
    ("cm", "cm"),
    ("mm", "mm"),
    ("ft", "foot"),
    ("foot", "foot"),
    ("feet", "foot"),
    ("inch", "inch"),
    ("inches", "inch"),
    ("yard", "yard"),
    ("yards", "yard"),
    ("kg", "kg"),
    ("kgs", "kg"),
    ("kilo", "kg"),
    ("kilos", "kg"),
    ("kilogramme", "kg"),
    ("kilogrammes", "kg"),
    ("kilogram", "kg"),
    ("kilograms", "kg"),
    ("lb", "lb"),
    ("lbs", "lb"),
    ("ton", "t"),
    ("tons", "t"),
    ("tonne", "t"),
    ("tonnes", "t"),
    ("mph", "mph"),
    ("hectares", "ha"),
    ("acres", "acre"),
];

const CURRENCIES: [(&str, &str); 8] = [
    ("$", "$"),
    ("\u{20ac}", "\u{20ac}"),
    ("\u{a3}", "\u{a3}"),
    ("\u{a5}", "\u{a5}"),
    ("dollars", "$"),
    ("dollar", "$"),
    ("euros", "\u{20ac}"),
    ("euro", "\u{20ac}"),
];

/// Units of one kind of measure: what they are worth in a unit that they have in common. A pound
/// that is written out may be one of money.
const CONVERSIONS: [(&str, &str, f64); 10] = [
    ("acre", "ha", 0.404_686),
    ("cm", "m", 0.01),
    ("foot", "m", 0.3048),
    ("inch", "m", 0.0254),
    ("km", "m", 1000.0),
    ("lb", "kg", 0.453_592),
    ("mile", "m", 1609.34),
    ("mm", "m", 0.001),
    ("t", "kg", 1000.0),
    ("yard", "m", 0.9144),
];

/// The unit that a word or sign of measure stands for.
pub(in crate::matching::features) fn measure(word: &str) -> Option<&'static str> {
    look_up(&MEASURES, word)
}

/// The currency that a word or sign stands for.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    look_up(&CURRENCIES, word)
}

/// The unit that measures of one kind have in common, and what a unit is worth in it.
pub(super) fn common(unit: &str) -> Option<(&'static str, f64)> {
    CONVERSIONS.iter().find(|(known, ..)| *known == unit).map(|(_, common, worth)| (*common, *worth))
}

/// Whether it is the sign of a measure or of money.
pub(super) fn is_unit(sign: &str) -> bool {
    MEASURES.iter().chain(&CURRENCIES).any(|(_, known)| *known == sign)
}

fn look_up(table: &'static [(&str, &'static str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == word).map(|(_, unit)| *unit)
}
