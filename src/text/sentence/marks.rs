//! Marks at the ends of sentences, in all scripts. Knows characters, no rules.

/// Unicode's `Sentence_Terminal`, and dots that stand for something left out.
pub(super) fn is_terminal(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '.' | '!' | '?');
    }
    matches!(c,
        '\u{0589}' | '\u{061d}'..='\u{061f}' | '\u{06d4}' | '\u{0700}'..='\u{0702}' | '\u{07f9}'
        | '\u{0837}' | '\u{0839}' | '\u{083d}' | '\u{083e}' | '\u{0964}' | '\u{0965}'
        | '\u{104a}' | '\u{104b}' | '\u{1362}' | '\u{1367}' | '\u{1368}' | '\u{166e}'
        | '\u{1735}' | '\u{1736}' | '\u{17d4}' | '\u{17d5}' | '\u{1803}' | '\u{1809}'
        | '\u{1944}' | '\u{1945}' | '\u{1aa8}'..='\u{1aab}' | '\u{1b5a}' | '\u{1b5b}'
        | '\u{1b5e}' | '\u{1b5f}' | '\u{1c3b}' | '\u{1c3c}' | '\u{1c7e}' | '\u{1c7f}'
        | '\u{2024}'..='\u{2026}' | '\u{203c}' | '\u{203d}' | '\u{2047}'..='\u{2049}'
        | '\u{2cf9}'..='\u{2cfb}' | '\u{2e2e}' | '\u{2e3c}' | '\u{2e53}' | '\u{2e54}'
        | '\u{a4ff}' | '\u{a60e}' | '\u{a60f}' | '\u{a6f3}' | '\u{a6f7}' | '\u{a876}' | '\u{a877}'
        | '\u{a8ce}' | '\u{a8cf}' | '\u{a92f}' | '\u{a9c8}' | '\u{a9c9}' | '\u{aa5d}'..='\u{aa5f}'
        | '\u{aaf0}' | '\u{aaf1}' | '\u{abeb}' | '\u{fe12}' | '\u{fe15}' | '\u{fe16}'
        | '\u{fe52}' | '\u{fe56}' | '\u{fe57}')
        || is_wide(c)
}

/// Terminals after which no space is needed: those of East Asia, and the strokes of South Asia.
pub(super) fn is_full_width(c: char) -> bool {
    is_wide(c) || matches!(c, '\u{0964}' | '\u{0965}' | '\u{06d4}' | '\u{061f}' | '\u{1362}' | '\u{104b}')
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{3002}' | '\u{ff01}' | '\u{ff0e}' | '\u{ff1f}' | '\u{ff61}')
}

/// Quotation marks and brackets that may close after the end of a sentence.
pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | ')'
            | ']'
            | '}'
            | '\u{bb}'
            | '\u{2019}'
            | '\u{201d}'
            | '\u{203a}'
            | '\u{201c}'
            | '\u{2018}'
            | '\u{300b}'
            | '\u{300d}'
            | '\u{300f}'
            | '\u{3011}'
            | '\u{3015}'
            | '\u{301f}'
            | '\u{ff02}'
            | '\u{ff07}'
            | '\u{ff09}'
            | '\u{ff3d}'
            | '\u{ff5d}'
            | '\u{ff63}'
    )
}

/// Quotation marks and brackets that may stand before the first word of a sentence.
pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '('
            | '['
            | '{'
            | '\u{a1}'
            | '\u{ab}'
            | '\u{bb}'
            | '\u{bf}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201a}'
            | '\u{201c}'
            ..='\u{201e}'
                | '\u{2039}'
                | '\u{203a}'
                | '\u{300a}'
                | '\u{300c}'
                | '\u{300e}'
                | '\u{3010}'
                | '\u{3014}'
                | '\u{ff08}'
                | '\u{ff3b}'
                | '\u{ff62}'
    )
}

/// Dashes, bullets and commas: what tells nothing about a new sentence.
pub(super) fn is_weak(c: char) -> bool {
    matches!(c, '-' | '*' | ',' | ';' | ':' | '/' | '|' | '\u{2010}'..='\u{2015}' | '\u{2022}' | '\u{b7}')
}

/// Where a sentence ends whatever stands there. A carriage return counts for itself.
pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
