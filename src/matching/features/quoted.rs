//! Quoted words with their speaker, where the text gives one.

use crate::text::Span;

use super::function_words::is_function_word;
use super::lexed::Lexed;

/// Quotations within quotations that are followed.
const DEEPEST: usize = 4;

/// Words around a quotation among which its speaker is looked for.
const REACH: usize = 12;

/// Words that a title before a speaker's name may have.
const LONGEST_NAME: usize = 8;

/// Opening marks with the marks that close them.
const MARKS: [(char, &[char]); 11] = [
    ('\u{201c}', &['\u{201d}', '"']),
    ('\u{201d}', &['\u{201d}']),
    ('\u{201e}', &['\u{201c}', '\u{201d}', '"']),
    ('\u{ab}', &['\u{bb}']),
    ('\u{bb}', &['\u{ab}']),
    ('\u{2039}', &['\u{203a}']),
    ('\u{2018}', &['\u{2019}']),
    ('"', &['"', '\u{201d}']),
    ('\'', &['\'']),
    ('\u{300c}', &['\u{300d}']),
    ('\u{300e}', &['\u{300f}']),
];

const VERBS: [&str; 40] = [
    "said",
    "says",
    "say",
    "stated",
    "states",
    "told",
    "tells",
    "announced",
    "noted",
    "added",
    "declared",
    "affirmed",
    "affirming",
    "asserted",
    "explained",
    "insisted",
    "insisting",
    "stressed",
    "wrote",
    "writes",
    "remarked",
    "replied",
    "asked",
    "claimed",
    "claims",
    "called",
    "calls",
    "described",
    "branded",
    "warned",
    "argued",
    "stating",
    "adding",
    "saying",
    "denied",
    "admitted",
    "recalled",
    "answered",
    "complained",
    "promised",
];

/// Words that a text quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Bytes of the passage, without the marks.
    pub span: Span,
    /// How many words it has: one or two may be no quotation but a word that is kept at a distance.
    pub words: usize,
    /// Who says it: a name, or a pronoun.
    pub speaker: Option<Span>,
    /// Whether it began in an earlier passage of the paragraph.
    pub continued: bool,
}

/// Reads the quotations of one document, passage after passage: one may run over several.
#[derive(Clone, Debug, Default)]
pub struct QuoteReader {
    /// The marks that close what is open, and the paragraph in which it was opened.
    open: Option<(&'static [char], usize)>,
}

#[derive(Clone, Copy)]
struct Open {
    closers: &'static [char],
    start: usize,
    continued: bool,
}

impl QuoteReader {
    /// The quotations of the next passage, by where they begin. One that is not closed reaches to
    /// the end of its paragraph.
    pub fn passage(&mut self, lexed: &Lexed<'_>, paragraph: usize) -> Vec<Quote> {
        let carried = self.open.take().filter(|(_, opened)| *opened == paragraph).map(|(closers, _)| closers);
        let text = lexed.text();
        let (mut spans, open) = spans(text, carried);
        if let Some(open) = open {
            spans.push((Span::new(open.start, text.len()), open.continued));
            self.open = Some((open.closers, paragraph));
        }
        spans.sort();
        spans.dedup();
        spans.iter().filter_map(|&(span, continued)| quote(lexed, span, continued)).collect()
    }
}

/// What stands in quotation marks, and the outermost quotation that is still open at the end.
fn spans(text: &str, carried: Option<&'static [char]>) -> (Vec<(Span, bool)>, Option<Open>) {
    let mut spans = Vec::new();
    let mut stack: Vec<Open> =
        carried.map(|closers| Open { closers, start: 0, continued: true }).into_iter().collect();
    let mut before: Option<char> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, mark)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let closed = stack.iter().rposition(|open| open.closers.contains(&mark) && ends(mark, before, after));
        if let Some(level) = closed {
            spans.push((Span::new(stack[level].start, at), stack[level].continued));
            stack.truncate(level);
        } else if let Some(closers) = opens(mark, before, after).filter(|_| stack.len() < DEEPEST) {
            stack.push(Open { closers, start: at + mark.len_utf8(), continued: false });
        }
        before = Some(mark);
    }
    // A single mark that nothing closes is an apostrophe.
    let open = stack.into_iter().find(|open| !open.closers.iter().any(|closer| is_apostrophe(*closer)));
    (spans, open)
}

fn is_apostrophe(mark: char) -> bool {
    matches!(mark, '\'' | '\u{2019}')
}

/// Whether the mark ends what is open: an apostrophe within a word does not.
fn ends(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let inside = after.is_some_and(char::is_alphanumeric);
    let opening = before.is_none_or(char::is_whitespace) && inside;
    !(opening && mark != '\u{bb}' || is_apostrophe(mark) && inside)
}

/// The marks that close what this mark opens, where it does open something.
fn opens(mark: char, before: Option<char>, after: Option<char>) -> Option<&'static [char]> {
    let (_, closers) = MARKS.iter().find(|(opening, _)| *opening == mark)?;
    let apart = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '?' | '!'));
    let directed = !matches!(mark, '"' | '\'' | '\u{201d}' | '\u{bb}');
    let wide = matches!(mark, '\u{ab}' | '\u{2039}');
    (after.is_some_and(|c| wide || !c.is_whitespace()) && (apart || (directed && mark != '\u{2018}')))
        .then_some(*closers)
}

fn quote(lexed: &Lexed<'_>, span: Span, continued: bool) -> Option<Quote> {
    let inside = span.of(lexed.text());
    let start = span.start + inside.len() - inside.trim_start().len();
    let span = Span::new(start, start + inside.trim().len());
    let (first, end) = (lexed.position(span.start), lexed.position(span.end));
    if first == end {
        return None;
    }
    let speaker = speaker_after(lexed, end).or_else(|| speaker_before(lexed, first));
    Some(Quote { span, words: end - first, speaker, continued })
}

/// `said the mayor`, `the mayor said`, `he told the Courier`, after a quotation.
fn speaker_after(lexed: &Lexed<'_>, end: usize) -> Option<Span> {
    let verb = (end..lexed.len().min(end + LONGEST_NAME))
        .take_while(|&at| at == end || !ends_clause(lexed.gap_before(at)))
        .find(|&at| VERBS.contains(&lexed.word(at)))?;
    if verb > end {
        return name_before(lexed, verb, end);
    }
    let name = |at: usize| is_person(lexed, at);
    let first = (verb + 1..lexed.len().min(verb + 1 + LONGEST_NAME))
        .take_while(|&at| !ends_clause(lexed.gap_before(at)))
        .find(|&at| name(at))?;
    let last = (first..first + LONGEST_NAME).take_while(|&at| name(at)).last()?;
    Some(lexed.span(first, last + 1))
}

/// `the mayor said:`, `according to the mayor`, before a quotation.
fn speaker_before(lexed: &Lexed<'_>, first: usize) -> Option<Span> {
    let from = first.saturating_sub(REACH);
    let near = (from..first).rev().take_while(|&at| at + 1 == first || !ends_sentence(lexed.gap_after(at)));
    let verb = near.into_iter().find(|&at| VERBS.contains(&lexed.word(at)) || is_according(lexed, at))?;
    if is_according(lexed, verb) {
        let start = (verb + 1..first).find(|&at| is_person(lexed, at))?;
        let last = (start..first).take_while(|&at| is_person(lexed, at)).last()?;
        return Some(lexed.span(start, last + 1));
    }
    name_before(lexed, verb, 0)
}

fn is_according(lexed: &Lexed<'_>, at: usize) -> bool {
    lexed.word(at) == "to" && lexed.word_before(at, 1) == "according"
}

/// The name or pronoun nearest before a verb, in its sentence.
fn name_before(lexed: &Lexed<'_>, verb: usize, least: usize) -> Option<Span> {
    let from = verb.saturating_sub(REACH).max(least);
    let near = (from..verb).rev().take_while(|&at| !ends_sentence(lexed.gap_after(at)));
    let last = near.into_iter().find(|&at| is_person(lexed, at))?;
    let run = (from..=last).rev().take_while(|&at| {
        is_person(lexed, at) && (at == last || lexed.adjoins_next(at)) && last - at < LONGEST_NAME
    });
    Some(lexed.span(run.last()?, last + 1))
}

fn is_person(lexed: &Lexed<'_>, at: usize) -> bool {
    let word = lexed.word(at);
    matches!(word, "he" | "she" | "they") || (lexed.is_capitalised(at) && !is_function_word(word))
}

fn ends_sentence(gap: &str) -> bool {
    gap.contains(['.', '!', '?', ';']) && gap.len() > 1
}

fn ends_clause(gap: &str) -> bool {
    gap.contains(['.', '!', '?', ';', ':', '\u{201c}', '"'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> String {
        let mut reader = QuoteReader::default();
        let mut out = Vec::new();
        for text in text.split('|') {
            for quote in reader.passage(&Lexed::new(text), 0) {
                let speaker = quote.speaker.map_or("", |speaker| speaker.of(text));
                out.push(format!("{}={speaker}", quote.span.of(text)));
            }
        }
        out.join("; ")
    }

    #[test]
    fn quotations_with_their_speakers() {
        for (text, expected) in [
            ("\u{201c}The dam holds,\u{201d} said Mayor Ann Ort.", "The dam holds,=Mayor Ann Ort"),
            ("\u{201c}The dam holds,\u{201d} he said.", "The dam holds,=he"),
            ("Ann Ort said: \"The dam holds.\"", "The dam holds.=Ann Ort"),
            ("Ort told the Courier that \u{ab} it holds \u{bb}", "it holds=Ort"),
            ("According to Ann Ort, \u{201e}it holds\u{201c}.", "it holds=Ann Ort"),
            ("the \u{2018}dam\u{2019} that Ort\u{2019}s men built", "dam="),
            (
                "She said \u{201c}he called it \u{2018}a dam\u{2019} once\u{201d}.",
                "he called it \u{2018}a dam\u{2019} once=She; a dam=he",
            ),
            ("\u{201c}[s]ome of the boats\u{201d}", "[s]ome of the boats="),
            ("those who died \u{201d}at the dam\u{201d} then", "at the dam="),
            ("It\u{2019}s the boats\u{2019} harbour", ""),
            ("'tis a boat", ""),
            ("\u{201c}It holds?| It does.\u{201d} And", "It holds?=; It does.="),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn spans_lie_on_characters(text in "(said |Ann |[\"'\u{201c}\u{201d}\u{2018}\u{2019}\u{ab}\u{bb}\u{201e}]|\\PC| ){0,40}") {
            for quote in QuoteReader::default().passage(&Lexed::new(&text), 0) {
                prop_assert!(text.get(quote.span.start..quote.span.end).is_some());
                if let Some(speaker) = quote.speaker {
                    prop_assert!(text.get(speaker.start..speaker.end).is_some());
                }
            }
        }
    }
}
