//! Anchors in edited documents: a table of single cases, and random edits whose outcome is known,
//! because each word of the invented document has an identity that the anchor cannot see.

use super::*;
use crate::text::BlockKind;

fn document(paragraphs: &[&str]) -> Document {
    let mut builder = Document::builder("d.txt");
    for text in paragraphs {
        builder.block(BlockKind::Paragraph, text);
    }
    builder.build()
}

/// The anchor of what stands between the brackets, and the document without them.
fn anchored(paragraphs: &[&str]) -> (Anchor, Document) {
    let block = paragraphs.iter().position(|text| text.contains('[')).unwrap();
    let start = paragraphs[block].find('[').unwrap();
    let end = paragraphs[block].find(']').unwrap() - 1;
    let plain: Vec<String> = paragraphs.iter().map(|text| text.replace(['[', ']'], "")).collect();
    let document = document(&plain.iter().map(String::as_str).collect::<Vec<_>>());
    (Anchor::of(&document, BlockIndex(block), Span::new(start, end)).unwrap(), document)
}

/// `after` has brackets around the place expected, or none for an orphan.
fn check(before: &[&str], after: &[&str]) {
    let (anchor, old) = anchored(before);
    assert!(matches!(anchor.resolve(&old), Resolution::Exact(_)), "unchanged: {before:?}");
    if after.iter().any(|text| text.contains('[')) {
        let (expected, new) = anchored(after);
        let site = anchor.resolve(&new).site();
        let got = site.map(|site| (new.block(site.block).unwrap().number, site.span.start, site.span.end));
        assert_eq!(got, Some((expected.paragraph, expected.start, expected.end)), "{before:?} {after:?}");
    } else {
        assert_eq!(anchor.resolve(&document(after)), Resolution::Orphan, "{before:?} {after:?}");
    }
}

const LONG: &str = "The envoy left Verona on the ninth of May without an answer.";

#[test]
fn found_where_the_text_decides() {
    let long = format!("[{LONG}]");
    check(&["One.", &long, "Two."], &["New.", "One.", &long, "Two."]);
    check(&["One.", &long, "Two."], &["Other.", &long, "Changed."]);
    check(&["Bath [agreed] to talks.", "x"], &["y", "Bath [agreed] to talks.", "x"]);
    check(
        &["In the spring Winchester [agreed] to hold talks.", "In autumn, Oxford agreed to hold talks."],
        &["In autumn, Oxford agreed to hold talks.", "In the spring Winchester [agreed] to hold talks."],
    );
    check(&["A b c [d] e."], &["New.", "A b c [d] e."]);
}

#[test]
fn never_on_a_look_alike() {
    // The anchored one is gone and its twin is left.
    check(&["Winchester [agreed] to talks.", "Oxford agreed to talks."], &["Oxford agreed to talks."]);
    check(&["[Bath] spoke first that day.", "x"], &["Nobody spoke.", "Bath was silent, all of it."]);
    // Refrains: while nothing changes the position tells; then nobody can say.
    check(
        &["So be it.", "So be it.", "[So be it.]", "So be it.", "So be it.", "So be it."],
        &["So be it.", "So be it.", "So be it.", "So be it.", "So be it."],
    );
    // Half a cluster is no place.
    check(&["[e]"], &["e\u{301}"]);
}

/// A reference that a list cites twice: the same words, and the same around them.
const CITED: &str = "Bogue, Mike (September 26, 2017). Apocalypse Then. McFarland & Company. p. 80.";

#[test]
fn twins_are_told_apart_by_what_stands_further_away_or_not_at_all() {
    let twin = |number: u8| format!("{number}. {CITED}");
    let held = |number: u8| twin(number).replace("Apocalypse Then.", "[Apocalypse Then.]");
    let (one, two, first, second) = (twin(3), twin(4), held(3), held(4));
    let (head, last) = ("References, as they were cited.", "5. Another book. Elsewhere 1999.");
    // Each is itself, where it was and elsewhere.
    check(&[head, &first, &two, last], &[head, &first, &two, last]);
    check(&[head, &one, &second, last], &["New.", head, &one, &second, last]);
    check(&[head, &first, &two, last], &["New.", head, &first, &two, last]);
    // The other has taken its place, or is all that is left.
    check(&[head, &first, &two, last], &[head, &two, last, &one]);
    check(&[head, &first, &two, last], &[head, &two, last]);
    check(&[head, &one, &second, last], &[head, &one, last]);
    // At the end of the document nothing follows, which is so nowhere else.
    let (shown, menu) = ("Show comments", "A conference on other peoples, in May, in another city.");
    check(&[head, shown, menu, "[Show comments]"], &[head, menu, shown, shown]);
    check(&[head, shown, menu, "[Show comments]"], &["New.", head, shown, menu, "[Show comments]"]);
    // What told them apart has changed.
    check(&[head, &first, &two, last], &[head, &twin(7), &twin(8), last]);
}

#[test]
fn no_more_context_is_kept_than_tells_twins_apart() {
    let sides = |anchor: &Anchor| [&anchor.prefix, &anchor.suffix].map(|side| side.chars().count());
    let (anchor, _) = anchored(&[
        "The envoys came by sea, and [all agreed] at once, as they had been told to do.",
        "In the evening the townsmen and their guests, who had never met, all agreed on a second day.",
    ]);
    assert_eq!((anchor.occurrences, anchor.alike, sides(&anchor)[1]), (2, 1, CONTEXT));
    let (anchor, _) = anchored(&["References.", &format!("3. [{CITED}]"), &format!("4. {CITED}")]);
    assert_eq!((anchor.occurrences, anchor.alike), (2, 1));
    let around = "It was so, and so it was again and again, as everybody says it always was. ";
    let verse = around.repeat(3);
    let lines = [verse.clone() + "[Amen.] " + &verse, verse.clone() + "Amen. " + &verse];
    let (anchor, _) = anchored(&["One.", &lines[0], &lines[1], "Two."]);
    assert_eq!((anchor.occurrences, anchor.alike), (2, 1));
    assert!(sides(&anchor).iter().all(|side| (CONTEXT + 1..=LONGEST_CONTEXT).contains(side)), "{anchor:?}");
    let endless = "Amen. ".repeat(2_000);
    let (anchor, document) = anchored(&[&format!("{endless}[Amen.] {endless}")]);
    assert!(anchor.alike > 1 && sides(&anchor) == [LONGEST_CONTEXT; 2]);
    assert!(matches!(anchor.resolve(&document), Resolution::Exact(_)));
}

/// What tells two twins apart is counted in characters, which are two bytes in some scripts and three
/// in others: six of them on one side are too few in either.
#[test]
fn as_much_context_is_kept_in_every_script() {
    for first in ['\u{100}', '\u{4e00}'] {
        let run = |from: u32, count: u32| -> String {
            (from..from + count).filter_map(|at| char::from_u32(u32::from(first) + at)).collect()
        };
        let (quote, near) = (run(0, 4), run(4, 26));
        let [a, b] = [30, 60].map(|from| (run(from, 30), run(from + 5, 30)));
        let (anchor, _) =
            anchored(&[&format!("{}{near}[{quote}]{}", a.0, a.1), &format!("{}{near}{quote}{}", b.0, b.1)]);
        assert_eq!((anchor.occurrences, anchor.alike), (2, 1));
        assert!(anchor.prefix.chars().count() > CONTEXT, "{anchor:?}");
    }
}

#[test]
fn nothing_to_hold_on_to_is_no_anchor() {
    let text = document(&["a \u{e9} b"]);
    for (start, end) in [(0, 0), (1, 2), (2, 3), (3, 4), (0, 99)] {
        assert_eq!(Anchor::of(&text, BlockIndex(0), Span::new(start, end)), None, "{start}..{end}");
    }
    assert_eq!(Anchor::of(&text, BlockIndex(7), Span::new(0, 1)), None);
}

#[test]
fn context_is_whole_clusters_and_bounded() {
    let text = document(&[&"e\u{301}".repeat(40), "x", &"\u{1f469}\u{200d}\u{1f680}".repeat(40)]);
    let anchor = Anchor::of(&text, BlockIndex(1), Span::new(0, 1)).unwrap();
    assert_eq!(anchor.prefix, "e\u{301}".repeat(15) + "\n");
    assert_eq!(anchor.suffix, "\n".to_owned() + &"\u{1f469}\u{200d}\u{1f680}".repeat(10));
}

#[test]
fn other_punctuation_of_the_same_words_in_place() {
    let (anchor, _) = anchored(&["Before it, a few more words.", "[He said 'no, not now' and left.]", "x"]);
    let changed =
        document(&["Before it, a few more words.", "He said \u{2018}no, not now\u{2019} and left.", "x"]);
    assert!(matches!(anchor.resolve(&changed), Resolution::Moved(_)));
}

#[test]
fn an_anchor_from_a_damaged_file_is_an_orphan_and_no_panic() {
    let text = document(&["a \u{e9} b", "c"]);
    for (start, end, quote) in [(3, 2, "b"), (0, usize::MAX, "zz"), (3, 4, "zz"), (0, 0, ""), (0, 1, " ")] {
        let anchor = Anchor { paragraph: 1, start, end, quote: quote.into(), ..Anchor::default() };
        let _ = anchor.resolve(&text);
    }
}

/// A word with an identity.
#[derive(Clone)]
struct Token(u32, String);

/// Invented text, edited at random; the same for the same seed.
struct Invented {
    seed: u64,
    next: u32,
    paragraphs: Vec<Vec<Token>>,
}

impl Invented {
    fn new(seed: u64) -> Self {
        let mut all = Self { seed, next: 0, paragraphs: Vec::new() };
        for _ in 0..20 {
            let paragraph = all.paragraph();
            all.paragraphs.push(paragraph);
        }
        all
    }

    /// `SplitMix64` (Steele, Lea, Flood 2014).
    fn random(&mut self, below: usize) -> usize {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }

    /// A few words are frequent, as in any language.
    fn word(&mut self) -> Token {
        const SYLLABLES: [&str; 12] =
            ["ta", "ne", "ri", "so", "mal", "ek", "\u{e9}n", "ur", "\u{633}\u{644}", "vo", "gha", "lim"];
        let most = self.random(300) + 1;
        let rank = self.random(most);
        self.next += 1;
        Token(
            self.next,
            format!("{}{}", SYLLABLES[rank % 12], SYLLABLES[(rank / 12) % 12].repeat(rank / 144 + 1)),
        )
    }

    fn sentence(&mut self) -> Vec<Token> {
        let count = 5 + self.random(15);
        let mut words: Vec<Token> = (0..count).map(|_| self.word()).collect();
        words[count - 1].1.push('.');
        words
    }

    fn paragraph(&mut self) -> Vec<Token> {
        let count = 2 + self.random(5);
        (0..count).flat_map(|_| self.sentence()).collect()
    }

    fn edit(&mut self) {
        let at = self.random(self.paragraphs.len());
        let word = self.random(self.paragraphs[at].len());
        match self.random(9) {
            0 => {
                let paragraph = self.paragraph();
                self.paragraphs.insert(at, paragraph);
            }
            1 if self.paragraphs.len() > 2 => drop(self.paragraphs.remove(at)),
            2 => {
                let to = self.random(self.paragraphs.len());
                self.paragraphs.swap(at, to);
            }
            // A copy: when the original goes, nobody can tell it from a passage that moved; while
            // both stand, only the old position decides.
            3 => {
                let copy = self.paragraphs[at].clone();
                let to = self.random(self.paragraphs.len());
                self.paragraphs.insert(to, copy);
            }
            4 => {
                let sentence = self.sentence();
                self.paragraphs[at].splice(word..word, sentence);
            }
            5 if word > 0 => {
                let rest = self.paragraphs[at].split_off(word);
                self.paragraphs.insert(at + 1, rest);
            }
            6 if self.paragraphs[at].len() > 9 => drop(self.paragraphs[at].remove(word)),
            7 => self.paragraphs[at][word] = self.word(),
            _ => {
                let new = self.word();
                self.paragraphs[at].insert(word, new);
            }
        }
    }

    fn document(&self) -> Document {
        let texts: Vec<String> = self.paragraphs.iter().map(|words| text(words)).collect();
        document(&texts.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// A passage by the identities of its words: a few words, or about a sentence.
    fn passage(&mut self) -> (usize, std::ops::Range<usize>) {
        let at = self.random(self.paragraphs.len());
        let words = self.paragraphs[at].len();
        let count = if self.random(3) == 0 { 1 + self.random(4) } else { 6 + self.random(12) };
        let start = self.random(words.saturating_sub(count));
        (at, start..(start + count).min(words))
    }

    /// Where these words stand side by side: more than once, when they were copied.
    fn sites(&self, ids: &[u32]) -> Vec<Site> {
        let in_block = |(block, words): (usize, &Vec<Token>)| {
            let found: Vec<u32> = words.iter().map(|word| word.0).collect();
            let at = found.windows(ids.len()).position(|window| window == ids)?;
            Some(Site { block: BlockIndex(block), span: span(words, at..at + ids.len()) })
        };
        self.paragraphs.iter().enumerate().filter_map(in_block).collect()
    }
}

fn text(words: &[Token]) -> String {
    words.iter().map(|word| word.1.as_str()).collect::<Vec<_>>().join(" ")
}

fn span(words: &[Token], range: std::ops::Range<usize>) -> Span {
    let start = text(&words[..range.start]).len() + usize::from(range.start > 0);
    Span::new(start, start + text(&words[range]).len())
}

#[derive(Debug, Default)]
struct Count {
    /// Anchors whose words still stand side by side, in one place.
    unchanged: usize,
    found: usize,
    copied: usize,
    gone: usize,
    wrong: usize,
}

/// Documents with so many edits each, five anchors in each of them.
fn count(documents: u64, edits: usize) -> Count {
    let mut count = Count::default();
    for seed in 0..documents {
        let mut invented = Invented::new(seed * 7919 + edits as u64);
        let before = invented.document();
        let anchors: Vec<(Anchor, Vec<u32>)> = (0..5)
            .map(|_| {
                let (at, range) = invented.passage();
                let words = &invented.paragraphs[at];
                let ids = words[range.clone()].iter().map(|word| word.0).collect();
                (Anchor::of(&before, BlockIndex(at), span(words, range)).unwrap(), ids)
            })
            .collect();
        (0..edits).for_each(|_| invented.edit());
        let after = invented.document();
        for (anchor, ids) in anchors {
            count.add(anchor.resolve(&after), &invented.sites(&ids));
        }
    }
    count
}

impl Count {
    fn add(&mut self, got: Resolution, truth: &[Site]) {
        match truth {
            [] => self.gone += 1,
            [_] => self.unchanged += 1,
            _ => self.copied += 1,
        }
        self.found += usize::from(truth.len() == 1 && got.site() == Some(truth[0]));
        let right = match got {
            Resolution::Exact(site) => truth.contains(&site),
            Resolution::Moved(site) => truth == [site],
            Resolution::Orphan => true,
        };
        self.wrong += usize::from(!right);
    }
}

#[test]
fn a_thousand_random_edits() {
    for (documents, edits) in [(1_000, 1), (1_000, 5), (300, 20)] {
        let count = count(documents, edits);
        assert_eq!(count.wrong, 0, "{edits} edits: {count:?}");
        let least = if edits > 5 { 980 } else { 990 };
        assert!(count.found * 1000 >= count.unchanged * least, "{edits} edits: {count:?}");
    }
}

#[test]
fn a_span_within_a_cluster_is_widened_to_all_of_it() {
    let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}";
    let text = format!("They came: {family} and cafe\u{301}.");
    let at = text.find(family).unwrap();
    let accent = text.find("e\u{301}").unwrap();
    let document = document(&[&text]);
    for (span, expected) in [
        (Span::new(at, at + 4), family),
        (Span::new(at + 4, at + family.len()), family),
        (Span::new(accent - 3, accent + 1), "cafe\u{301}"),
        (Span::new(0, 4), "They"),
    ] {
        let anchor = Anchor::of(&document, BlockIndex(0), span).unwrap();
        assert_eq!(anchor.quote, expected);
        assert!(matches!(anchor.resolve(&document), Resolution::Exact(_)), "{expected}");
    }
    assert_eq!(Anchor::of(&document, BlockIndex(0), Span::new(at + 4, at + 4)), None);
}
