//! Numbers in digits and in words.

use super::figures::measures::measure;
use super::lexed::Lexed;

/// Digits of the longest number that is read.
const MOST_DIGITS: usize = 15;

const SMALL: [(&str, f64); 30] = [
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("dozen", 12.0),
    ("score", 20.0),
];

/// Words for two to twelve in other languages. Words that mean something else in one of them as
/// well are left out.
const OTHERS: [(&str, [&str; 11]); 6] = [
    (
        "de",
        ["zwei", "drei", "vier", "f\u{fc}nf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zw\u{f6}lf"],
    ),
    ("fr", ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]),
    ("es", ["dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"]),
    ("it", ["due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici"]),
    ("pt", ["dois", "tr\u{ea}s", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze"]),
    ("nl", ["twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]),
];

const SCALES: [(&str, f64); 10] = [
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("m", 1e6),
    ("mn", 1e6),
    ("bn", 1e9),
    ("millionen", 1e6),
    ("millions", 1e6),
];

/// Plurals that stand for no exact number: 'dozens of boats'.
const MANY: [(&str, f64); 5] =
    [("dozens", 12.0), ("scores", 20.0), ("hundreds", 1e2), ("thousands", 1e3), ("millions", 1e6)];

/// A number that begins at some word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub value: f64,
    /// The position after its last word.
    pub end: usize,
    /// Whether it is written in letters.
    pub in_words: bool,
    /// Whether only the order of magnitude is told: 'dozens'.
    pub rough: bool,
}

/// The number that begins at this word. A digit with letters after it ('100km') is none here.
pub fn number_at(lexed: &Lexed<'_>, at: usize, language: &str) -> Option<Number> {
    if let Some((value, end)) = parted(lexed, at, language) {
        let (value, end) = scaled(lexed, value, end);
        return Some(Number { value, end, in_words: false, rough: false });
    }
    if let Some(value) = digits(lexed.raw(at), language) {
        let (value, end) = scaled(lexed, value, at + 1);
        return Some(Number { value, end, in_words: false, rough: false });
    }
    if let Some(value) = look_up(&MANY, lexed.word(at)) {
        let of = lexed.word(at + 1) == "of";
        return of.then_some(Number { value, end: at + 1, in_words: true, rough: true });
    }
    if let Some(value) = in_other_words(lexed.word(at), language) {
        return Some(Number { value, end: at + 1, in_words: true, rough: false });
    }
    in_words(lexed, at)
}

/// `2, 000` or `6. 1 km`: a number that was cut at its marks, as texts are that were cut into words;
/// elsewhere than in English also `120 000`, whose thousands stand apart.
/// A point may as well end a sentence: it is one of a number where what follows is a measure.
fn parted(lexed: &Lexed<'_>, at: usize, language: &str) -> Option<(f64, usize)> {
    let (first, second) = (lexed.raw(at), lexed.raw(at + 1));
    let are_digits = |raw: &str, most: usize| {
        (1..=most).contains(&raw.len()) && raw.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mark = match lexed.gap_after(at) {
        ", " if second == "000" && are_digits(first, 3) => "",
        " " | "\u{a0}" | "\u{202f}" | "\u{2009}"
            if language != "en" && second.len() == 3 && are_digits(second, 3) && are_digits(first, 3) =>
        {
            ""
        }
        ". " if are_digits(second, 1) && are_digits(first, 2) && measures(lexed, at + 1) => ".",
        _ => return None,
    };
    digits(&format!("{first}{mark}{second}"), if mark.is_empty() { language } else { "en" })
        .map(|value| (value, at + 2))
}

/// Whether what stands after a number says that it may have a fraction: `6. 1 - magnitude`, `2. 5 %`.
fn measures(lexed: &Lexed<'_>, at: usize) -> bool {
    let next = lexed.word(at + 1);
    let is_measure = matches!(next, "magnitude" | "per") || measure(next).is_some();
    let is_scale = look_up(&SCALES, next).is_some();
    lexed.gap_after(at).trim_start().starts_with('%') || (lexed.adjoins_next(at) && (is_measure || is_scale))
}

/// `two`, `twenty-five`, `one hundred and fifty`, `two million`.
fn in_words(lexed: &Lexed<'_>, at: usize) -> Option<Number> {
    let from = if matches!(lexed.word(at), "a" | "an") { at + 1 } else { at };
    let begins_with_scale = from > at && look_up(&SCALES[..5], lexed.word(from)).is_some();
    let dozen = from > at && lexed.word(from) == "dozen";
    if from > at && !begins_with_scale && !dozen {
        return None;
    }
    let (mut total, mut group, mut end) = (0.0, if begins_with_scale { 1.0 } else { 0.0 }, from);
    while end < lexed.len() && end - from < 12 {
        let word = lexed.word(end);
        if let Some(value) = look_up(&SMALL, word) {
            if end > from && !follows_in_number(group, value) {
                break;
            }
            group += value;
        } else if let Some(scale) = look_up(&SCALES[..5], word).filter(|_| group > 0.0) {
            if scale > 100.0 {
                total += group * scale;
                group = 0.0;
            } else {
                group *= scale;
            }
        } else if word == "and"
            && end > from
            && look_up(&SMALL, lexed.word(end + 1)).is_some()
            && group >= 100.0
        {
            end += 1;
            continue;
        } else {
            break;
        }
        end += 1;
        if end < lexed.len() && !lexed.adjoins_next(end - 1) {
            break;
        }
    }
    let value = total + group;
    (end > from && (value > 0.0 || lexed.word(from) == "zero")).then_some(Number {
        value,
        end,
        in_words: true,
        rough: false,
    })
}

/// Whether `value` goes on with the number begun: 'twenty' + 'five', 'hundred' + 'ten', but not
/// 'two' + 'three'.
fn follows_in_number(group: f64, value: f64) -> bool {
    (group % 100.0 == 0.0) || (group % 100.0 >= 20.0 && group % 10.0 == 0.0 && value < 10.0)
}

/// The number with a word such as 'million' after it.
fn scaled(lexed: &Lexed<'_>, value: f64, end: usize) -> (f64, usize) {
    let scale = look_up(&SCALES, lexed.word(end)).filter(|_| lexed.adjoins_next(end - 1));
    scale.map_or((value, end), |scale| (value * scale, end + 1))
}

fn in_other_words(word: &str, language: &str) -> Option<f64> {
    let (_, words) = OTHERS.iter().find(|(tag, _)| *tag == language)?;
    words.iter().position(|known| *known == word).map(|at| at as f64 + 2.0)
}

/// The value of `2,000`, `1.5`, `1.000` (in languages that group by points), `3`.
pub fn digits(raw: &str, language: &str) -> Option<f64> {
    let grouping = if groups_by_points(language) { '.' } else { ',' };
    if raw.len() > MOST_DIGITS || !raw.bytes().next()?.is_ascii_digit() {
        return None;
    }
    let mut parts = raw.split(grouping);
    let mut plain = parts.next()?.to_owned();
    for part in parts {
        let whole = part.split(['.', ',']).next()?;
        if whole.len() != 3 {
            return None;
        }
        plain.push_str(part);
    }
    let plain = plain.replace(',', ".");
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number { plain.parse().ok() } else { None }
}

fn groups_by_points(language: &str) -> bool {
    matches!(language, "de" | "es" | "it" | "pt" | "nl" | "da" | "nb" | "sv" | "tr" | "id" | "el")
}

fn look_up(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, language: &str) -> Option<(f64, usize)> {
        number_at(&Lexed::new(text), 0, language).map(|number| (number.value, number.end))
    }

    #[test]
    fn numbers_in_digits_and_words() {
        for (text, value, words) in [
            ("2,000", 2000.0, 1),
            ("1.5 million", 1.5e6, 2),
            ("12", 12.0, 1),
            ("120, 000 people", 120_000.0, 2),
            ("6. 1 - magnitude", 6.1, 2),
            ("2. 5 million", 2.5e6, 3),
            ("2. 5 % of", 2.5, 2),
            ("12. 5 drowned", 12.0, 1),
            ("12, 300", 12.0, 1),
            ("two", 2.0, 1),
            ("two three", 2.0, 1),
            ("twenty-five boats", 25.0, 2),
            ("two hundred and fifty", 250.0, 4),
            ("three thousand two hundred", 3200.0, 4),
            ("a hundred", 100.0, 2),
            ("a dozen", 12.0, 2),
            ("dozens of", 12.0, 1),
            ("two, hundred", 2.0, 1),
        ] {
            assert_eq!(read(text, "en"), Some((value, words)), "{text}");
        }
        for text in ["a boat", "and", "100km", "1,00", "12345678901234567890", "hundred", "dozens"] {
            assert_eq!(read(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn languages_group_digits_in_their_own_way() {
        assert_eq!(read("2.000", "de"), Some((2000.0, 1)));
        assert_eq!(read("2,5", "de"), Some((2.5, 1)));
        assert_eq!(read("2.5", "en"), Some((2.5, 1)));
        assert_eq!(read("sept", "fr"), Some((7.0, 1)));
        assert_eq!(read("sept", "en"), None);
    }
}
