//! The signs that are drawn beside the text: in Unicode, and in ASCII.

use std::borrow::Cow;

/// Characters that are not text.
#[derive(Debug)]
pub struct Signs {
    pub horizontal: &'static str,
    pub heavy: &'static str,
    pub vertical: &'static str,
    pub cursor: &'static str,
    pub cursor_elsewhere: &'static str,
    pub bar: &'static str,
    pub bar_suggested: &'static str,
    pub cell_cursor: &'static str,
    pub full: &'static str,
    pub empty: &'static str,
    pub folded: &'static str,
    pub more: &'static str,
    pub less: &'static str,
    pub above: &'static str,
    pub below: &'static str,
    pub dot: &'static str,
    pub ellipsis: &'static str,
    pub suggested: &'static str,
    /// What the reader said, not the collection.
    pub own: &'static str,
    /// Where a note begins, and several.
    pub note: &'static str,
    pub notes: &'static str,
    /// Where a highlight begins, by its kind.
    pub highlights: [&'static str; 4],
    /// Two passages that the reader joined.
    pub joined: &'static str,
    /// What the reader said of a difference.
    pub judged: &'static str,
    /// A summary of passages, not one of them.
    pub summary: &'static str,
    /// Somebody said that there is none.
    pub none: &'static str,
    pub silence: &'static str,
    pub follow: &'static str,
    pub lock: &'static str,
    /// How sure something is, by quarters.
    pub density: [&'static str; 4],
    /// Whether two bars of four quarters each can be drawn in one cell.
    pub has_bars: bool,
    /// What stands level with the cursor.
    pub level: &'static str,
    /// Where a strip ends.
    pub end: &'static str,
    /// A stretch that is no day: one, some, ten or more.
    pub spans: [&'static str; 3],
    /// Days where figures do not do any more: ten, thirty, a hundred or more.
    pub crowd: [&'static str; 3],
    /// Where a date is written on an axis.
    pub tick: &'static str,
    /// In a cell that lacks a counterpart of its row.
    pub gap: &'static str,
    /// A row that stands in another's rows as here, in part, not at all.
    pub agrees: &'static str,
    pub partly: &'static str,
    pub differs: &'static str,
}

pub(super) static UNICODE: Signs = Signs {
    horizontal: "\u{2500}",
    heavy: "\u{2501}",
    vertical: "\u{2502}",
    cursor: "\u{25b8}",
    cursor_elsewhere: "\u{25b9}",
    bar: "\u{258e}",
    bar_suggested: "\u{250a}",
    cell_cursor: "\u{258c}",
    full: "\u{25b0}",
    empty: "\u{25b1}",
    folded: "\u{25b8}",
    more: "\u{203a}",
    less: "\u{2039}",
    above: "\u{25b4}",
    below: "\u{25be}",
    dot: "\u{b7}",
    ellipsis: "\u{2026}",
    suggested: "\u{2248}",
    own: "\u{2022}",
    note: "\u{2020}",
    notes: "\u{2021}",
    highlights: ["\u{25cf}", "\u{25b2}", "\u{25a0}", "\u{2666}"],
    joined: "\u{2194}",
    judged: "\u{2260}",
    summary: "\u{2261}",
    none: "\u{d7}",
    silence: "\u{2014}",
    follow: "\u{21c4}",
    lock: "\u{21f5}",
    density: ["\u{2591}", "\u{2592}", "\u{2593}", "\u{2588}"],
    has_bars: true,
    level: "\u{25c6}",
    end: "\u{258f}",
    spans: ["\u{2500}", "\u{2550}", "\u{2261}"],
    crowd: ["\u{2592}", "\u{2593}", "\u{2588}"],
    tick: "\u{252c}",
    gap: "\u{2205}",
    agrees: "=",
    partly: "\u{b1}",
    differs: "\u{2260}",
};

pub(super) static ASCII: Signs = Signs {
    horizontal: "-",
    heavy: "=",
    vertical: "|",
    cursor: ">",
    cursor_elsewhere: ")",
    bar: "|",
    bar_suggested: ":",
    cell_cursor: ">",
    full: "#",
    empty: ".",
    folded: "+",
    more: ">",
    less: "<",
    above: "^",
    below: "v",
    dot: "-",
    ellipsis: "~",
    suggested: "~",
    own: "*",
    note: "!",
    notes: "%",
    highlights: ["o", "^", "#", "$"],
    joined: "&",
    judged: "/",
    summary: "#",
    none: "x",
    silence: "--",
    follow: "<>",
    lock: "||",
    density: [".", ":", "=", "#"],
    has_bars: false,
    level: "*",
    end: "|",
    spans: ["-", "=", "%"],
    crowd: ["+", "*", "#"],
    tick: "+",
    gap: "o",
    agrees: "=",
    partly: "+",
    differs: "!=",
};

/// The dots of a braille pattern from the lowest upwards, of its left and its right column.
const DOTS: [[u32; 4]; 2] = [[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]];

impl Signs {
    /// Two bars beside each other in one cell, each of so many quarters.
    pub fn bars(quarters: [usize; 2]) -> char {
        let dots = DOTS.iter().zip(quarters).flat_map(|(dots, quarters)| dots.iter().take(quarters));
        char::from_u32(0x2800 + dots.sum::<u32>()).unwrap_or(' ')
    }

    /// Which of the kinds of highlights that can be told apart a highlight is of.
    pub fn highlight(kind: u8) -> usize {
        usize::from(kind.saturating_sub(1)) % 4
    }

    /// A text of the program's own in characters of the set. What is cut or shown of documents
    /// goes through here only in titles and lists.
    pub fn spelled<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.dot != ASCII.dot || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut spelled = String::with_capacity(text.len());
        for c in text.chars() {
            match IN_ASCII.iter().find(|(known, _)| *known == c) {
                Some((_, ascii)) => spelled.push_str(ascii),
                None => spelled.push(c),
            }
        }
        Cow::Owned(spelled)
    }
}

/// Characters of the program's own texts, and what stands for them in ASCII.
const IN_ASCII: &[(char, &str)] = &[
    ('\u{b7}', "-"),
    ('\u{2013}', "-"),
    ('\u{b6}', "#"),
    ('\u{ab}', "\""),
    ('\u{bb}', "\""),
    ('\u{2026}', "~"),
    ('\u{d7}', "x"),
    // Signs, where help tells what they mean.
    ('\u{2014}', "--"),
    ('\u{2248}', "~"),
    ('\u{2022}', "*"),
    ('\u{2020}', "!"),
    ('\u{2021}', "%"),
    ('\u{25cf}', "o"),
    ('\u{25b2}', "^"),
    ('\u{25a0}', "#"),
    ('\u{2666}', "$"),
    ('\u{25b0}', "#"),
    ('\u{25b1}', "."),
    ('\u{2205}', "o"),
    ('\u{2039}', "<"),
    ('\u{203a}', ">"),
    ('\u{25be}', "v"),
    ('\u{b1}', "+"),
    ('\u{2260}', "!="),
    ('\u{25c6}', "*"),
    ('\u{258f}', "|"),
    ('\u{2591}', "."),
    ('\u{2592}', ":"),
    ('\u{2593}', "="),
    ('\u{2588}', "#"),
    ('\u{2500}', "-"),
    ('\u{2550}', "="),
    ('\u{2261}', "%"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_grow_from_below_on_both_sides() {
        let drawn: String = [[0, 0], [1, 0], [0, 1], [2, 4], [4, 4]].map(Signs::bars).iter().collect();
        assert_eq!(drawn, "\u{2800}\u{2840}\u{2880}\u{28fc}\u{28ff}");
    }

    #[test]
    fn every_sign_is_spelled_in_ascii() {
        let text = "\u{b7}\u{2248}\u{2205}\u{25c6}\u{2591}\u{258f}\u{2260}";
        assert!(ASCII.spelled(text).is_ascii());
        assert_eq!(UNICODE.spelled(text), text);
    }
}
