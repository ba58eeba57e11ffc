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
    let code = info.lang().code();
    CODES.iter().find(|(three, _)| *three == code).map(|(_, tag)| (*tag).to_owned())
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
}
