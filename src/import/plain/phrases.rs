//! What single lines look like: a byline, a menu, a caption. Each rule sees one line and knows
//! no publication.

/// A line that ends where a sentence ends.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | ')' | ']' | '\u{201d}' | '\u{2019}' | '\u{bb}' | '\u{300d}')
    })
    .ends_with([
        '.', '!', '?', ':', ';', ',', '\u{2026}', '\u{3002}', '\u{ff01}', '\u{ff1f}', '\u{61f}', '\u{6d4}',
        '\u{964}', '\u{60c}', '\u{ff0c}',
    ])
}

pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().take(60).count()
}

/// What follows the words that a text begins with, in whatever case. They are ASCII: this is asked
/// of every line of a text, and copies nothing.
fn after_words<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(words.len())?;
    let begins = head.as_bytes().first()?.eq_ignore_ascii_case(words.as_bytes().first()?);
    (begins && head.eq_ignore_ascii_case(words)).then_some(rest)
}

/// The name in 'by X'.
pub(super) fn byline(text: &str) -> Option<&str> {
    const BY: &[&str] = &["by ", "written by ", "von ", "par ", "por ", "di "];
    let text = text.trim();
    let lower: String = text.chars().take(16).flat_map(char::to_lowercase).collect();
    let by = BY.iter().find(|by| lower.starts_with(**by))?;
    let name = text.get(by.len()..)?.trim();
    let name = name.split([',', '|', '\u{2022}']).next().unwrap_or(name).trim();
    let small = |word: &str| {
        matches!(
            word,
            "and"
                | "&"
                | "de"
                | "van"
                | "von"
                | "der"
                | "den"
                | "al"
                | "bin"
                | "und"
                | "et"
                | "y"
                | "da"
                | "di"
                | "la"
                | "el"
        )
    };
    let count = words(name);
    let capitals = name.split_whitespace().all(|word| small(word) || word.starts_with(char::is_uppercase));
    (capitals && (1..=9).contains(&count) && name.len() <= 100 && !ends_sentence(name)).then_some(name)
}

/// Whether a line is only a person's name: two to five words with capitals, or initials.
pub(super) fn is_name(text: &str) -> bool {
    text.len() <= 60
        && (2..=5).contains(&words(text))
        && text.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || "-.'\u{2019}".contains(c))
                || matches!(word, "de" | "van" | "von" | "der" | "al" | "bin")
        })
}

/// 'Photo: ...' and its like.
pub(super) fn is_labelled_caption(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "photo",
        "photos",
        "image",
        "images",
        "picture",
        "photograph",
        "caption",
        "photo credit",
        "image credit",
        "photo by",
        "featured image",
        "foto",
        "bild",
    ];
    LABELS.iter().any(|label| after_words(text, label).is_some_and(|rest| rest.trim_start().starts_with(':')))
}

/// 'The views expressed ...' and its like.
pub(super) fn is_disclaimer(text: &str) -> bool {
    const HEADS: &[&str] = &[
        "the views expressed",
        "the views and opinions",
        "the opinions expressed",
        "views expressed",
        "opinions expressed",
        "the view expressed",
        "about the author",
        "this article was originally published",
        "this article was first published",
        "this article originally appeared",
        "this article first appeared",
        "originally published",
        "the author is a",
        "the writer is a",
        "the author is the",
        "all rights reserved",
    ];
    HEADS.iter().any(|start| after_words(text, start).is_some())
}

/// The publication that a disclaimer names: '... the editorial policy of X.'
pub(super) fn publication(text: &str) -> Option<String> {
    const BEFORE: &[&str] = &[
        "editorial policy of ",
        "editorial stance of ",
        "editorial position of ",
        "editorial view of ",
        "editorial views of ",
        "official policy of ",
        "official position of ",
    ];
    if !is_disclaimer(text) {
        return None;
    }
    let after = BEFORE.iter().find_map(|before| text.split_once(before))?.1;
    let name = after.split(['.', ',', ';']).next().unwrap_or(after).trim();
    let is_name = name.split_whitespace().any(|word| word.starts_with(char::is_uppercase));
    (is_name && words(name) <= 6).then(|| name.to_owned())
}

/// Words of menus that stand alone on a line.
pub(super) fn is_menu_word(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "share this",
        "share",
        "share this article",
        "share on facebook",
        "share on twitter",
        "tweet",
        "print",
        "email",
        "e-mail",
        "read more",
        "continue reading",
        "related",
        "related articles",
        "related posts",
        "related topics",
        "subscribe",
        "follow us",
        "back to top",
        "home",
        "menu",
        "skip to content",
        "skip to main content",
        "advertisement",
        "previous post",
        "next post",
        "previous",
        "next",
        "log in",
        "sign in",
        "sign up",
        "register",
        "search",
        "privacy policy",
        "terms of use",
        "terms of service",
        "contact us",
        "about us",
        "loading",
        "tags",
        "more from this author",
        "you may also like",
        "like this",
        "click to share",
    ];
    is_comments_line(text) || is_one_of(bare(text), WORDS)
}

/// 'Comments are closed.', 'Show Comments', '12 comments'.
pub(super) fn is_comments_line(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "comments are closed",
        "comments closed",
        "show comments",
        "hide comments",
        "view comments",
        "load comments",
        "leave a comment",
        "post a comment",
        "leave a reply",
        "add a comment",
        "no comments",
        "comments off",
        "comments are disabled",
    ];
    let bare = bare(text);
    is_one_of(bare, WORDS) || is_comment_count(bare)
}

/// '12 comments': what follows are comments.
pub(super) fn is_comment_count(bare: &str) -> bool {
    const COMMENTS: &[&str] =
        &["comment", "comments", "reply", "replies", "response", "responses", "thoughts"];
    if !bare.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut words = bare.split_whitespace();
    let is_count = words.next().is_some_and(|word| word.chars().all(|c| c.is_ascii_digit()));
    is_count
        && words.next().is_some_and(|word| is_one_of(word, COMMENTS))
        && words.next().is_none_or(|word| is_one_of(word, &["to", "on"]))
}

/// Whether a text is one of these, in whatever case. They are ASCII.
fn is_one_of(text: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(text))
}

/// Without marks at its ends; empty for lines too long to be a menu.
pub(super) fn bare(text: &str) -> &str {
    if text.len() > 80 {
        return "";
    }
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// 'Portuguese / Spanish / English', 'Home | News | Sport'.
pub(super) fn is_switch(text: &str) -> bool {
    [" / ", " | ", " \u{b7} ", " \u{bb} ", " \u{2022} "].iter().any(|mark| {
        let parts = text.split(mark).count();
        parts >= 3
            && text.len() <= 200
            && text.split(mark).all(|part| (1..=3).contains(&words(part)))
            && !ends_sentence(text)
    })
}

/// Tags that ran together when the page was saved: `WorldNewsNews - Sport`.
pub(super) fn is_tag_run(text: &str) -> bool {
    let joins = |word: &str| {
        let mut count = 0;
        for (a, b) in word.chars().zip(word.chars().skip(1)) {
            count += usize::from(a.is_lowercase() && b.is_uppercase());
        }
        count
    };
    text.len() <= 300
        && !ends_sentence(text)
        && words(text) <= 25
        && text.split_whitespace().any(|word| joins(word) >= 2)
}

/// A list mark at the start: '- ', '* ', '3. ', '3) '.
pub(super) fn is_item(text: &str) -> bool {
    text.starts_with("- ")
        || text.starts_with("* ")
        || text.starts_with("\u{2022}")
        || item_number(text).is_some()
}

/// The number in '3. text' or '3) text'.
pub(super) fn item_number(text: &str) -> Option<u32> {
    let digits = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    (digits < 5 && rest.starts_with(char::is_whitespace)).then(|| text[..digits].parse().ok()).flatten()
}

/// 'X said...', 'X says:': the head of a reader's comment.
pub(super) fn comment_head(text: &str) -> bool {
    let text = text.trim();
    let name =
        ["said...", "said\u{2026}", "says:", "said:", "wrote:"].iter().find_map(|end| text.strip_suffix(end));
    let pronoun = |name: &str| {
        matches!(name.to_lowercase().as_str(), "he" | "she" | "they" | "it" | "i" | "we" | "who")
    };
    name.is_some_and(|name| {
        let name = name.trim();
        (1..=5).contains(&words(name))
            && text.len() <= 80
            && !pronoun(name)
            && !name.contains(['"', '\u{201c}', ','])
    })
}

/// Whether a line announces words of another: it ends with a colon after a word of saying.
pub(super) fn announces_quotation(text: &str) -> bool {
    const CUES: &[&str] = &[
        "said",
        "says",
        "say",
        "wrote",
        "writes",
        "written",
        "explained",
        "explains",
        "observed",
        "noted",
        "notes",
        "argued",
        "argues",
        "assessment",
        "statement",
        "words",
        "quote",
        "quoted",
        "put",
        "remarked",
        "recalled",
        "recalls",
        "declared",
        "stated",
        "states",
        "told",
        "replied",
        "added",
        "concluded",
        "warned",
        "account",
        "testimony",
        "letter",
        "report",
        "reported",
        "testified",
        "verdict",
        "description",
        "summary",
        "conclusion",
        "reads",
        "read",
    ];
    let Some(line) = text.trim_end().strip_suffix(':') else { return false };
    line.rsplit(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(8)
        .any(|word| CUES.contains(&word.to_lowercase().as_str()))
}
