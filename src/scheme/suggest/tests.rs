//! Two floods and a strike, told in a few sentences; each coded as `episode+episode step`.

use proptest::prelude::*;

use super::*;
use crate::scheme::format::settings;
use crate::text::{BlockIndex, BlockKind};

const SCHEME: &str = r#"
[[episode]]
id = "flood"
begins = "1953-02"
ends = "1953-03"
names = ["Ostra", "IS", "Anna Reed"]
dates = ["1953-02-01"]
terms = ["dike", "flooded polder"]
examples = ["The water stood in the lower streets for nine days."]
[[episode]]
id = "strike"
begins = "1971"
ends = "1971"
names = ["Veld", "Dockers' Union"]
terms = ["wages", "picket line"]
[[episode]]
id = "bridge"
begins = "1990"
ends = "1991"
names = ["Long Bridge"]
terms = ["pier"]
[[step]]
id = "call"
terms = ["appeal", "ask for help", "telegram"]
[[step]]
id = "answer"
terms = ["send boats", "refuse", "offer"]
[[step]]
id = "end"
terms = ["settlement", "memory"]
[[part]]
episode = "strike"
step = "end"
terms = ["wages"]
[[actor]]
id = "crown"
names = ["the Crown", "Crown"]
[[alias]]
name = "Ostra"
spellings = ["Oostra", "Ostra Island"]
"#;

fn document(date: &str, blocks: &[(BlockKind, &str)]) -> Document {
    let mut builder = Document::builder("x.txt");
    for (kind, text) in blocks {
        builder.block(*kind, text);
    }
    builder.metadata().date = date.parse().ok();
    builder.metadata().language = Some("en".to_owned());
    builder.build()
}

fn coded(scheme: &Scheme, suggestions: &[Suggestion]) -> Vec<String> {
    let text = |suggestion: &Suggestion| {
        let mut episodes: Vec<_> =
            suggestion.episodes.iter().map(|(at, _)| scheme.episode(*at).id.as_str()).collect();
        episodes.sort_unstable();
        let step = suggestion.step.map_or("-", |(at, _)| scheme.step(at).id.as_str());
        format!("{} {step}", episodes.join("+"))
    };
    suggestions.iter().map(text).collect()
}

/// What the sentences of paragraphs are coded as, written in 1980.
fn told(paragraphs: &[&str]) -> Vec<String> {
    let scheme = settings::parse("c.toml", SCHEME).scheme;
    let blocks: Vec<_> = paragraphs.iter().map(|text| (BlockKind::Paragraph, *text)).collect();
    coded(&scheme, &suggest(&scheme, &[document("1980", &blocks)]))
}

#[test]
fn names_terms_and_dates_tell_the_episode() {
    for (text, wanted) in [
        ("An appeal came from Ostra in the night.", "flood call"),
        ("From Oostra Island nobody came.", "flood -"),
        ("IS offered help in the flooded old polder.", "flood answer"),
        ("The Dockers' Union refused.", "strike answer"),
        ("They settled their wages at Veld.", "strike end"),
        ("On 1953-02-01 a telegram was written.", "flood call"),
        ("Veld in 1971 was as Ostra in 1953.", "flood+strike -"),
        ("What is left of the veld is grass.", " -"),
        ("The Crown was told of it.", " -"),
        ("Long Bridge has a pier.", " -"),
    ] {
        assert_eq!(told(&[text]), [wanted], "{text}");
    }
}

#[test]
fn a_sentence_that_names_nothing_is_of_what_stands_around_it() {
    assert_eq!(
        told(&[
            "At Ostra a dike broke. Nobody had seen it. Ostra was asked for help.",
            "It rained on. Ostra slept."
        ]),
        ["flood -", "flood call", "flood call", "flood -", "flood -"]
    );
    let apart = [
        (BlockKind::Paragraph, "At Ostra the dike broke. Ostra sent a telegram."),
        (BlockKind::Comment, "I like this page. My mother came from Ostra."),
        (BlockKind::Navigation, "More on Ostra"),
    ];
    let scheme = settings::parse("c.toml", SCHEME).scheme;
    let found = suggest(&scheme, &[document("1980", &apart)]);
    assert_eq!(coded(&scheme, &found), ["flood -", "flood call", " -", "flood -", " -"]);
}

#[test]
fn what_stands_in_front_of_the_first_sentence_is_of_what_it_says_itself() {
    let text = "The dike of Ostra broke.";
    for (front, expected) in [
        (["Anna Reed", "Written in Ort"], ["flood -", "-", "flood -", "flood -"]),
        (["The Sable Gazette", "Written in Ort."], ["-", "flood -", "flood -", "flood -"]),
    ] {
        let told = told(&[front[0], front[1], text, "Nobody knew why"]);
        assert_eq!(told.iter().map(|one| one.trim()).collect::<Vec<_>>(), expected, "{front:?}");
    }
}

#[test]
fn what_was_still_to_come_is_not_told() {
    let scheme = settings::parse("c.toml", SCHEME).scheme;
    let told = |date| {
        let text = [(BlockKind::Paragraph, "Long Bridge has a pier, and Long Bridge stands.")];
        coded(&scheme, &suggest(&scheme, &[document(date, &text)]))
    };
    assert_eq!((told("1980"), told("1995")), (vec![" -".to_owned()], vec!["bridge -".to_owned()]));
}

#[test]
fn a_paragraph_has_what_its_sentences_have() {
    let scheme = settings::parse("c.toml", SCHEME).scheme;
    let text = [(BlockKind::Paragraph, "Ostra sent a telegram. An appeal from Ostra. Veld refused.")];
    let sentences = suggest(&scheme, &[document("1980", &text)]);
    let paragraphs = by_paragraph(&sentences);
    assert_eq!(coded(&scheme, &paragraphs), ["flood+strike call"]);
    assert_eq!(paragraphs[0].passage.sentence, None);
    assert_sums(&paragraphs[0]);
}

/// Each score is the sum of its reasons, and the confidence what that means.
fn assert_sums(suggestion: &Suggestion) {
    let episodes = suggestion.episodes.iter().map(|&(at, sure)| (SpeaksFor::Episode(at), sure));
    let step = suggestion.step.map(|(at, sure)| (SpeaksFor::Step(at), sure));
    for (of, sure) in episodes.chain(step) {
        assert!((0.0..=1.0).contains(&sure), "{sure}");
        let meant = probability(f64::from(suggestion.score(of))) as f32;
        assert!((meant - sure).abs() < 1e-3, "{meant} {sure} {suggestion:?}");
    }
}

#[test]
fn a_scheme_without_steps_or_lists_suggests_what_it_can() {
    let text = [(BlockKind::Paragraph, "Ostra in 1953.")];
    for (toml, wanted) in [
        ("[[episode]]\nid='a'\nnames=['Ostra']", "a -"),
        ("[[episode]]\nid='a'", " -"),
        ("[[step]]\nid='s'", ""),
        ("", ""),
    ] {
        let scheme = settings::parse("c.toml", toml).scheme;
        let found = coded(&scheme, &suggest(&scheme, &[document("1980", &text)]));
        assert_eq!(found.join(""), wanted, "{toml}");
    }
}

#[test]
fn other_scripts_and_languages_are_read_by_their_names() {
    let toml = "[[episode]]\nid='a'\nnames=['\u{6771}\u{4eac}', '\u{062a}\u{0647}\u{0631}\u{0627}\u{0646}', 'K\u{f6}ln']";
    let scheme = settings::parse("c.toml", toml).scheme;
    for text in [
        "K\u{f6}ln brannte.",
        "\u{062f}\u{0631} \u{062a}\u{0647}\u{0631}\u{0627}\u{0646} \u{0628}\u{0648}\u{062f}.",
    ] {
        let found = suggest(&scheme, &[document("1980", &[(BlockKind::Paragraph, text)])]);
        assert_eq!(coded(&scheme, &found), ["a -"], "{text}");
    }
}

proptest! {
    #[test]
    fn whatever_the_text_the_reasons_add_up(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "Ostra", "IS", "is", "dike", "Veld", "1953", "1971-05", "Crown", "ask", "for", "help", ".", "!",
                "Dockers'", "Union", "refuse", "wages", "\u{5e9}\u{5dc}\u{5d5}\u{5dd}", "\u{6d2a}\u{6c34}", "\u{200f}",
            ]),
            0..60,
        ),
        split in 1..9_usize,
    ) {
        let scheme = settings::parse("c.toml", SCHEME).scheme;
        let texts: Vec<String> = words.chunks(split).map(|words| words.join(" ")).collect();
        let blocks: Vec<_> = texts.iter().map(|text| (BlockKind::Paragraph, text.as_str())).collect();
        let documents = [document("1980", &blocks), document("", &blocks)];
        let found = suggest(&scheme, &documents);
        let count = |document: &Document| -> usize {
            (0..document.blocks().len()).map(|at| document.sentences(BlockIndex(at)).len()).sum()
        };
        prop_assert_eq!(found.len(), documents.iter().map(count).sum::<usize>());
        prop_assert_eq!(&found, &suggest(&scheme, &documents), "the same each time");
        for suggestion in found.iter().chain(&by_paragraph(&found)) {
            assert_sums(suggestion);
            let text = documents[suggestion.passage.document.0].block_text(suggestion.passage.block);
            for span in suggestion.reasons.iter().flat_map(|reason| &reason.spans) {
                prop_assert!(text.get(span.start..span.end).is_some_and(|text| !text.is_empty()));
            }
        }
    }
}
