//! Runs by examples, and what holds for any texts.

use proptest::prelude::*;

use super::*;
use crate::text::BlockKind;

/// Documents of which each line is a paragraph.
fn documents(texts: &[&str]) -> Vec<Document> {
    let document = |text: &&str| {
        let mut builder = Document::builder("d");
        for line in text.lines() {
            builder.block(BlockKind::Paragraph, line);
        }
        builder.build()
    };
    texts.iter().map(document).collect()
}

/// The text of a run, blocks parted by a bar.
fn text(documents: &[Document], extent: Extent) -> String {
    let document = &documents[extent.document.0];
    let blocks = extent.start.0.0..=extent.end.0.0;
    let cut = |block: usize| {
        let text = document.block_text(BlockIndex(block));
        let from = if block == extent.start.0.0 { extent.start.1 } else { 0 };
        let to = if block == extent.end.0.0 { extent.end.1 } else { text.len() };
        text[from..to].to_owned()
    };
    blocks.map(cut).collect::<Vec<_>>().join("|")
}

/// Every run as `a = b`, the longest first.
fn runs(texts: &[&str], scope: Scope) -> Vec<String> {
    let documents = documents(texts);
    let found = Quotations::find(&documents, scope).longest_first();
    found.iter().map(|run| format!("{} = {}", text(&documents, run.a), text(&documents, run.b))).collect()
}

#[test]
fn runs_are_found_whatever_stands_around_them() {
    let table: [(&str, &str, &[&str]); 8] = [
        (
            "He said: \"The dikes will hold for a hundred years,\" and left.",
            "A plaque says the dikes will hold for a hundred years.",
            &["The dikes will hold for a hundred years = the dikes will hold for a hundred years"],
        ),
        ("the dikes will hold for a hundred years", "the dikes will hold for a hundred days", &[]),
        // Numbers are words.
        ("on 3 May 1953 at 4 40 the", "On 3 May 1953 at 4.40 the", &[]),
        (
            "on 3 May 1953 at 4 40 the bell rang",
            "On 3 May 1953, at 4 40, the bell",
            &["on 3 May 1953 at 4 40 the bell = On 3 May 1953, at 4 40, the bell"],
        ),
        // Words changed, left out and added inside.
        (
            "so the water rose by two feet in one night and nobody in the town had seen its like",
            "but water rose by two feet in a single night and nobody in town had ever seen its like",
            &["water rose by two feet in one night and nobody in the town had seen its like = \
                 water rose by two feet in a single night and nobody in town had ever seen its like"],
        ),
        // Across blocks on one side.
        (
            "the boats came in\nfrom the whole coast before anybody had asked",
            "Then the boats came in from the whole coast before morning.",
            &[
                "the boats came in|from the whole coast before = the boats came in from the whole coast before",
            ],
        ),
        // A character says half as much as a word.
        (
            "\u{4e00}\u{4e8c}\u{4e09}\u{56db}\u{4e94}\u{516d}\u{4e03}\u{516b}",
            "\u{4e00}\u{4e8c}\u{4e09}\u{56db}\u{4e94}\u{516d}\u{4e03}\u{516b}",
            &[],
        ),
        ("", "!? ...", &[]),
    ];
    for (a, b, expected) in table {
        assert_eq!(runs(&[a, b], Scope::Documents), expected, "{a}");
    }
}

#[test]
fn neighbours_are_one_run() {
    let (one, two) =
        ("the long night of the flood began with rain", "the queen sent word that help was near");
    let a = format!("{one} and some say with a storm from the north that nobody saw {two}");
    let b = format!("{one} so we read in all of the old books of our town {two}");
    assert_eq!(runs(&[&a, &b], Scope::Documents), [format!("{a} = {b}")]);
    let far = "far ".repeat(20);
    let apart =
        [format!("{one} {far}{two}"), format!("{one} {} {two}", far.to_uppercase().replace("FAR", "near"))];
    assert_eq!(runs(&[&apart[0], &apart[1]], Scope::Documents).len(), 2);
}

#[test]
fn what_a_document_repeats_counts_only_on_request() {
    let text = "In those days there was no bridge over the river.\nMuch later:\nIn those days there was no bridge over the sound.";
    assert!(runs(&[text], Scope::Documents).is_empty());
    let said = "In those days there was no bridge over the";
    assert_eq!(runs(&[text], Scope::Within), [format!("{said} = {said}")]);
}

#[test]
fn what_stands_everywhere_is_a_commonplace_and_not_paired_with_everything() {
    let own = |number: usize| format!("letter{number} writes about{number} one thing{number} only{number}");
    let formula = "we remain as ever your most obedient and humble servants";
    let letters: Vec<String> = (0..40).map(|at| format!("{}\n{formula}", own(at))).collect();
    let mut texts: Vec<&str> = letters.iter().map(String::as_str).collect();
    let rare = "the harbour master has seen two ships without any lights";
    texts.extend([rare, rare]);
    let found = Quotations::find(&documents(&texts), Scope::Documents).longest_first();
    let (common, others): (Vec<&Reuse>, Vec<&Reuse>) = found.iter().partition(|run| run.commonplace);
    assert_eq!((common.len(), others.len()), (39, 1));
    assert!(others[0].a.document.0 == 40 && others[0].b.document.0 == 41);
    let mut told: Vec<usize> = common.iter().flat_map(|run| [run.a.document.0, run.b.document.0]).collect();
    told.sort_unstable();
    told.dedup();
    assert_eq!(told, (0..40).collect::<Vec<_>>(), "every letter is named");
}

#[test]
fn who_has_the_same_words_is_told_together() {
    let said = "the harbour master has seen two ships without any lights";
    let longer = format!("{said} in the long night of the great flood when nobody dared to sail");
    let texts = [
        format!("First {said}."),
        format!("Then: {said}!"),
        longer.clone(),
        format!("So {longer}"),
        said.to_uppercase(),
    ];
    let documents = documents(&texts.each_ref().map(String::as_str));
    let groups = Quotations::find(&documents, Scope::Documents).groups();
    let told: Vec<(usize, Vec<usize>)> = groups
        .iter()
        .map(|group| (group.words, group.places.iter().map(|place| place.document.0).collect()))
        .collect();
    assert_eq!(told, [(23, vec![2, 3]), (10, vec![0, 1, 2, 3, 4])]);
    assert_eq!(text(&documents, groups[1].places[2]), said);
}

#[test]
fn the_words_that_two_sentences_share_are_told() {
    let a = "It rained. The dikes will surely hold for a hundred years, he said.";
    let b = "Who said that the dikes will hold for a hundred years?";
    let documents = documents(&[a, b]);
    let quotations = Quotations::find(&documents, Scope::Documents);
    let part =
        |document: usize, span: Span| Part { document: DocumentIndex(document), block: BlockIndex(0), span };
    let (first, second) = (part(0, Span::new(11, a.len())), part(1, Span::new(0, b.len())));
    let shared = quotations.shared(first, second).expect("they share a run");
    assert_eq!((shared.words, shared.commonplace), (8, false));
    let told =
        |text: &str, spans: &[Span]| spans.iter().map(|span| span.of(text).to_owned()).collect::<Vec<_>>();
    assert_eq!(told(a, &shared.spans_a), ["The dikes will", "hold for a hundred years"]);
    assert_eq!(told(b, &shared.spans_b), ["the dikes will", "hold for a hundred years"]);
    let mirrored = quotations.shared(second, first).expect("and the other way round");
    assert_eq!((mirrored.spans_b, mirrored.spans_a), (shared.spans_a, shared.spans_b));
    assert_eq!(quotations.shared(part(0, Span::new(0, 10)), second), None);
    assert_eq!(quotations.shared(part(7, Span::new(0, 10)), second), None);
}

#[test]
fn texts_that_repeat_themselves_cost_no_more_than_others() {
    let line = "the same line stands here again\n";
    let (long, short) = (line.repeat(20_000), line.repeat(9_000));
    let found = Quotations::find(&documents(&[&long, &short]), Scope::Within).longest_first();
    assert!(found.iter().any(|run| run.words == 54_000), "{:?}", found.first());
    assert!(found.len() < 40_000, "{}", found.len());
    let verse = (0..2_000).map(|at| format!("word{at} ")).collect::<Vec<_>>().concat();
    let found = Quotations::find(&documents(&[&verse.repeat(8)]), Scope::Within).longest_first();
    // No more than pairs of verses; and one copy of the half of them.
    assert!(found.len() <= 28 && found[0].words == 8_000, "{}: {:?}", found.len(), found[0]);
    let letters = ["ab ba aa bb ".repeat(5_000), "ba ab bb aa ".repeat(5_000)];
    let found = Quotations::find(&documents(&[&letters[0], &letters[1]]), Scope::Within).longest_first();
    assert!(found.len() < 40_000, "{}", found.len());
}

/// Words of a small vocabulary, so that short runs are shared by chance.
fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(
        prop::sample::select(vec!["\u{e4}", "be", "c\u{142}o", "d", "e\u{301}", "12", "\u{6d2a}"]),
        count,
    )
    .prop_map(|words| words.into_iter().map(str::to_owned).collect())
}

/// Words that stand nowhere else.
fn planted() -> impl Strategy<Value = Vec<String>> {
    (8_usize..30).prop_map(|count| (0..count).map(|at| format!("planted{at}")).collect())
}

/// Parts of one text after another, some of them parted by a line break.
fn put_together(parts: [&[String]; 3], lines: bool) -> String {
    let parts = parts.map(|part| part.join(" "));
    parts.join(if lines { "\n" } else { ", " })
}

proptest! {
    #[test]
    fn every_planted_run_is_found_whole(
        around in [words(0..40), words(0..40), words(0..40), words(0..40)], run in planted(), lines in any::<bool>(),
    ) {
        let [a, b, c, d] = &around;
        let texts = [put_together([a, &run, b], lines), put_together([c, &run, d], false)];
        for (one, other) in [(0, 1), (1, 0)] {
            let documents = documents(&[&texts[one], &texts[other]]);
            let found = Quotations::find(&documents, Scope::Documents).longest_first();
            let holds = |extent| text(&documents, extent).replace(['|', ','], " ").contains(&run.join(" "));
            prop_assert!(found.iter().any(|reuse| holds(reuse.a) && holds(reuse.b)), "{found:?}");
        }
    }

    #[test]
    fn shared_words_mirror(a in words(0..60), b in words(0..60), run in planted(), cuts in prop::array::uniform4(0..60_usize)) {
        let texts = [put_together([&a, &run, &b], false), put_together([&b, &run, &a], false)];
        let documents = documents(&[&texts[0], &texts[1]]);
        let quotations = Quotations::find(&documents, Scope::Documents);
        let part = |document: usize, from: usize, to: usize| Part {
            document: DocumentIndex(document),
            block: BlockIndex(0),
            span: Span::new(from.min(to), from.max(to) * 8),
        };
        let (a, b) = (part(0, cuts[0], cuts[1]), part(1, cuts[2], cuts[3]));
        let mirror = |shared: Shared| Shared { spans_a: shared.spans_b, spans_b: shared.spans_a, ..shared };
        let shared = quotations.shared(a, b);
        prop_assert_eq!(quotations.shared(b, a).map(mirror), shared.clone());
        for span in shared.iter().flat_map(|shared| &shared.spans_a) {
            prop_assert!(a.span.start <= span.start && span.end <= a.span.end && texts[0].get(span.start..span.end).is_some());
        }
    }

    #[test]
    fn runs_lie_on_characters_and_hold_what_they_say(a in "[ab \\n.\u{6d2a}]{0,300}", b in "[ab \\n.\u{6d2a}]{0,300}") {
        let documents = documents(&[&a, &b]);
        for scope in [Scope::Documents, Scope::Within] {
            let quotations = Quotations::find(&documents, scope);
            for run in &quotations.runs {
                prop_assert!(run.stretch.shared() >= 8);
                let numbers = |first: u32, piece: &Piece| quotations.words.numbers(first..first + piece.length).to_vec();
                for piece in &run.stretch.pieces {
                    prop_assert_eq!(numbers(piece.a, piece), numbers(piece.b, piece));
                }
                for pair in run.stretch.pieces.windows(2) {
                    prop_assert!(pair[0].a + pair[0].length <= pair[1].a && pair[0].b + pair[0].length <= pair[1].b);
                }
                prop_assert!(run.stretch.a().end <= run.stretch.b().start);
            }
            for reuse in quotations.longest_first() {
                prop_assert!(!text(&documents, reuse.a).is_empty() && !text(&documents, reuse.b).is_empty());
            }
        }
    }
}
