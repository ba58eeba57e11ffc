//! The language of a document, when its prose shows it reliably.

use std::borrow::Cow;

use crate::text::document::{BlockIndex, Document};

/// Bytes of prose that are looked at.
const SAMPLE_BYTES: usize = 4096;
/// Less prose than this shows nothing.
const LEAST_BYTES: usize = 60;

/// ISO 639-3, as the detector says it, and BCP 47.
const CODES: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

/// The document with its language, where it does not say it itself.
pub(super) fn completed(mut document: Document) -> Document {
    if document.metadata.language.is_none() {
        document.metadata.language = of(&sample(&document));
    }
    document
}

/// Gives documents that show no language of their own that of most of the others in the same
/// script, or where none shows one that of all their prose together: sentences in one language are
/// to be compared as such, however short a text is.
pub fn settle(documents: &mut [Document]) {
    let mut undecided: Vec<(whatlang::Script, Vec<usize>, String)> = Vec::new();
    for (at, document) in documents.iter().enumerate().filter(|(_, one)| one.metadata.language.is_none()) {
        let sample = sample(document);
        let Some(script) = whatlang::detect_script(&sample) else { continue };
        match undecided.iter_mut().find(|(known, ..)| *known == script) {
            Some((_, places, joined)) => {
                places.push(at);
                joined.push_str(
                    &sample[..sample.floor_char_boundary(SAMPLE_BYTES.saturating_sub(joined.len()))],
                );
            }
            None => undecided.push((script, vec![at], sample)),
        }
    }
    for (script, places, joined) in undecided {
        let language = of_most(documents, script).or_else(|| of(&joined));
        for at in places {
            documents[at].metadata.language.clone_from(&language);
        }
    }
}

/// The language that most documents have, of those that are written in a script.
fn of_most(documents: &[Document], script: whatlang::Script) -> Option<String> {
    let is_written_so = |tag: &str| script.langs().iter().any(|lang| tag_of(*lang) == Some(tag));
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for tag in documents.iter().filter_map(|document| document.metadata.language.as_deref()) {
        let tag = tag.split('-').next().unwrap_or(tag);
        match counts.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, count)) => *count += 1,
            None if is_written_so(tag) => counts.push((tag, 1)),
            None => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(tag, _)| (*tag).to_owned())
}

/// The first prose of a document.
fn sample(document: &Document) -> String {
    let mut sample = String::new();
    let prose = document.blocks().iter().enumerate().filter(|(_, block)| block.kind.is_prose());
    for (at, _) in prose {
        let text = document.block_text(BlockIndex(at));
        sample.push_str(&text[..text.floor_char_boundary(SAMPLE_BYTES - sample.len())]);
        sample.push('\n');
        if sample.len() >= SAMPLE_BYTES {
            break;
        }
    }
    sample
}

fn of(sample: &str) -> Option<String> {
    if sample.len() < LEAST_BYTES {
        return None;
    }
    let info = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    tag_of(info.lang()).map(str::to_owned)
}

/// A language of the detector as a tag.
fn tag_of(lang: whatlang::Lang) -> Option<&'static str> {
    CODES.iter().find(|(three, _)| *three == lang.code()).map(|(_, tag)| *tag)
}

/// A tag as documents give it (`en_US`), in the form of BCP 47; `None` for what is none.
pub(super) fn tag(text: &str) -> Option<String> {
    let text: Cow<'_, str> = text.trim().replace('_', "-").into();
    let is_tag = text
        .split('-')
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (is_tag && text.len() >= 2).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_reliable() {
        let english = "The old lighthouse keeper walked down to the harbour every morning and counted the boats that had come home.";
        let french = "Le vieux gardien du phare descendait chaque matin au port et comptait les bateaux qui \u{e9}taient rentr\u{e9}s.";
        for (text, expected) in [(english, Some("en")), (french, Some("fr")), ("12 34", None), ("", None)] {
            assert_eq!(of(text).as_deref(), expected, "{text}");
        }
        assert_eq!(tag("en_US").as_deref(), Some("en-US"));
        assert_eq!(tag("see the manual"), None);
    }

    #[test]
    fn a_short_text_is_in_the_language_of_the_others() {
        let document = |text: &str, language: Option<&str>| {
            let mut builder = Document::builder("x.txt");
            builder.block(crate::text::BlockKind::Paragraph, text);
            builder.metadata().language = language.map(str::to_owned);
            builder.build()
        };
        let short = "Police killed three strikers.";
        let settled = |others: &[(&str, Option<&str>)]| -> Vec<Option<String>> {
            let mut documents = vec![document(short, None)];
            documents.extend(others.iter().map(|(text, language)| document(text, *language)));
            settle(&mut documents);
            documents.into_iter().map(|one| one.metadata.language).collect()
        };
        let told = |others: &[(&str, Option<&str>)]| settled(others)[0].clone();
        assert_eq!(
            told(&[("x", Some("de")), ("y", Some("en-GB")), ("z", Some("en"))]).as_deref(),
            Some("en")
        );
        assert_eq!(told(&[("x", Some("he"))]), None, "another script");
        let more = "The boats came home before the storm, and the women of the harbour counted them.";
        assert_eq!(settled(&[(more, None)]), [Some("en".to_owned()), Some("en".to_owned())]);
        assert_eq!(settled(&[("12 34", None)])[1], None);
    }
}
