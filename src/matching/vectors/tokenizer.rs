//! `tokenizer.json` as the library `tokenizers` writes it: which steps a text goes through, and
//! the pieces. What is not known is an error, never passed over: a text cut otherwise than the
//! vectors were made for has wrong vectors. Marks such as `[CLS]` are not added, and have no
//! meaning when a text contains them.

use std::collections::HashMap;

use serde_json::Value;

use super::VectorsError;
use super::bpe::{Bpe, Join};
use super::letters::{Cut, Letter, Normaliser, letters};
use super::unigram::Unigram;
use super::wordpiece::WordPiece;
use crate::text::Span;

/// The sign that stands for a space in pieces.
const SPACE: char = '\u{2581}';

/// Letters of a longer piece are not looked for.
const LONGEST_PIECE: usize = 64;

#[derive(Debug)]
pub(super) struct Tokenizer {
    normalisers: Vec<Normaliser>,
    cuts: Vec<Cut>,
    model: Model,
    /// Stands for what is no piece.
    unknown: Option<u32>,
}

#[derive(Debug)]
enum Model {
    WordPiece(WordPiece),
    Bpe(Bpe),
    Unigram(Unigram),
}

impl Tokenizer {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, VectorsError> {
        let json: Value = serde_json::from_slice(bytes).map_err(|error| problem(error.to_string()))?;
        let mut steps = Self { normalisers: Vec::new(), cuts: Vec::new(), ..Self::model(&json["model"])? };
        steps.add_normaliser(&json["normalizer"])?;
        steps.add_cut(&json["pre_tokenizer"])?;
        Ok(steps)
    }

    /// The tokens of a text, in order, each with the bytes of what is seen of it.
    pub(super) fn tokens(&self, text: &str) -> Vec<(Span, u32)> {
        let letters = self.normalisers.iter().fold(letters(text), |letters, step| step.apply(letters));
        let words = self.cuts.iter().fold(vec![letters], |words, cut| cut.apply(words));
        let mut tokens = Vec::new();
        for word in &words {
            let mut token = |start: usize, end: usize, number: u32| {
                if self.unknown != Some(number) {
                    tokens.push((seen(&word[start..end]), number));
                }
            };
            match &self.model {
                Model::WordPiece(model) => model.tokens(word, &mut token),
                Model::Bpe(model) => model.tokens(word, &mut token),
                Model::Unigram(model) => model.tokens(word, &mut token),
            }
        }
        tokens
    }

    /// The greatest number of a token.
    pub(super) fn largest(&self) -> u32 {
        match &self.model {
            Model::WordPiece(model) => model.pieces.values().copied().max(),
            Model::Bpe(model) => model.pieces.values().copied().max(),
            Model::Unigram(model) => model.pieces.values().map(|(number, _)| *number).max(),
        }
        .unwrap_or(0)
    }

    fn model(json: &Value) -> Result<Self, VectorsError> {
        let kind = match json["type"].as_str() {
            Some(kind) => kind,
            // Older files do not say it.
            None if json.get("merges").is_some() => "BPE",
            None if json["vocab"].is_object() => "WordPiece",
            None => "Unigram",
        };
        let (model, unknown) = match kind {
            "WordPiece" => {
                let pieces = pieces(json)?;
                let unknown = pieces.get(json["unk_token"].as_str().unwrap_or("[UNK]")).copied();
                let prefix = json["continuing_subword_prefix"].as_str().unwrap_or("##").to_owned();
                let longest_word = json["max_input_chars_per_word"].as_u64().unwrap_or(100) as usize;
                (Model::WordPiece(WordPiece { pieces, prefix, longest_word }), unknown)
            }
            "BPE" => {
                let pieces = pieces(json)?;
                let unknown = json["unk_token"].as_str().and_then(|name| pieces.get(name).copied());
                (Model::Bpe(bpe(json, pieces)?), unknown)
            }
            "Unigram" => {
                (Model::Unigram(unigram(json)?), json["unk_id"].as_u64().map(|number| number as u32))
            }
            other => return Err(unknown("model", other)),
        };
        Ok(Self { normalisers: Vec::new(), cuts: Vec::new(), model, unknown })
    }

    fn add_normaliser(&mut self, json: &Value) -> Result<(), VectorsError> {
        let flag = |name: &str, default: bool| json[name].as_bool().unwrap_or(default);
        let steps = match json["type"].as_str() {
            None => vec![],
            Some("Sequence") => {
                let steps = json["normalizers"].as_array().map_or(&[][..], Vec::as_slice);
                return steps.iter().try_for_each(|step| self.add_normaliser(step));
            }
            Some("BertNormalizer") => {
                let lowercase = flag("lowercase", true);
                let steps = [
                    (flag("clean_text", true), Normaliser::Clean),
                    (flag("handle_chinese_chars", true), Normaliser::PartChinese),
                    (flag("strip_accents", lowercase), Normaliser::StripAccents),
                    (lowercase, Normaliser::Lowercase),
                ];
                steps.into_iter().filter(|(wanted, _)| *wanted).map(|(_, step)| step).collect()
            }
            Some("Lowercase") => vec![Normaliser::Lowercase],
            Some("StripAccents") => vec![Normaliser::StripAccents],
            // The table of a sentence-piece file is this form, with few additions.
            Some("NFKC" | "Precompiled") => vec![Normaliser::Nfkc],
            Some("Strip") => vec![Normaliser::Strip],
            Some("Prepend") => vec![Normaliser::Prepend(text(&json["prepend"]))],
            Some("Replace") => {
                let to = text(&json["content"]);
                match (json["pattern"]["String"].as_str(), json["pattern"]["Regex"].as_str()) {
                    (Some(from), _) => vec![Normaliser::Replace(from.to_owned(), to)],
                    (_, Some(" {2,}")) => vec![Normaliser::JoinSpaces(to)],
                    (_, pattern) => return Err(unknown("pattern", pattern.unwrap_or_default())),
                }
            }
            Some(other) => return Err(unknown("normalizer", other)),
        };
        self.normalisers.extend(steps);
        Ok(())
    }

    fn add_cut(&mut self, json: &Value) -> Result<(), VectorsError> {
        let cuts = match json["type"].as_str() {
            None => vec![],
            Some("Sequence") => {
                let cuts = json["pretokenizers"].as_array().map_or(&[][..], Vec::as_slice);
                return cuts.iter().try_for_each(|cut| self.add_cut(cut));
            }
            Some("BertPreTokenizer") => vec![Cut::Spaces, Cut::Punctuation],
            Some("Whitespace") => vec![Cut::Signs],
            Some("WhitespaceSplit") => vec![Cut::Spaces],
            Some("Punctuation") => vec![Cut::Punctuation],
            Some("Metaspace") => {
                let sign = json["replacement"].as_str().and_then(|sign| sign.chars().next()).unwrap_or(SPACE);
                let scheme = json["prepend_scheme"].as_str();
                let prepend = scheme.map_or(json["add_prefix_space"] != false, |scheme| scheme != "never");
                vec![Cut::Metaspace { sign, prepend, split: json["split"] != false }]
            }
            Some(other) => return Err(unknown("pre-tokenizer", other)),
        };
        self.cuts.extend(cuts);
        Ok(())
    }
}

/// The bytes of what some letters show; the place where they stand if they show nothing.
fn seen(letters: &[Letter]) -> Span {
    let shown = |letter: &&Letter| letter.c != SPACE && !letter.c.is_whitespace();
    let mut spans = letters.iter().filter(shown).map(|letter| letter.span);
    match spans.next() {
        Some(first) => Span::new(first.start, spans.next_back().unwrap_or(first).end),
        None => letters.last().map_or(Span::default(), |last| Span::new(last.span.end, last.span.end)),
    }
}

fn pieces(json: &Value) -> Result<HashMap<String, u32>, VectorsError> {
    let pieces = json["vocab"].as_object().ok_or_else(|| problem("it has no 'vocab'"))?;
    let number = |(piece, number): (&String, &Value)| {
        let number = number.as_u64().and_then(|number| u32::try_from(number).ok());
        Some((piece.clone(), number?))
    };
    pieces.iter().map(number).collect::<Option<_>>().ok_or_else(|| problem("'vocab' holds what is no number"))
}

fn bpe(json: &Value, pieces: HashMap<String, u32>) -> Result<Bpe, VectorsError> {
    let affixes = ["continuing_subword_prefix", "end_of_word_suffix"];
    if let Some(affix) =
        affixes.into_iter().find(|affix| json[affix].as_str().is_some_and(|text| !text.is_empty()))
    {
        return Err(unknown("setting", affix));
    }
    let merges = json["merges"].as_array().ok_or_else(|| problem("it has no 'merges'"))?;
    let mut joins = HashMap::with_capacity(merges.len());
    for (rank, merge) in (0..).zip(merges) {
        let pair = match (merge.as_str(), merge.as_array().map(Vec::as_slice)) {
            (Some(text), _) => text.split_once(' '),
            (_, Some([a, b])) => a.as_str().zip(b.as_str()),
            _ => None,
        };
        let known = pair.and_then(|(a, b)| {
            let piece = *pieces.get(&[a, b].concat())?;
            Some(((*pieces.get(a)?, *pieces.get(b)?), Join { rank, piece }))
        });
        let (pair, join) = known.ok_or_else(|| problem(format!("merge {} is of no pieces", rank + 1)))?;
        joins.entry(pair).or_insert(join);
    }
    let byte = |byte: u8| pieces.get(&format!("<0x{byte:02X}>")).copied();
    let bytes = if json["byte_fallback"] == true { (0..=u8::MAX).map(byte).collect() } else { None };
    Ok(Bpe { pieces, joins, bytes })
}

fn unigram(json: &Value) -> Result<Unigram, VectorsError> {
    let list = json["vocab"].as_array().ok_or_else(|| problem("it has no 'vocab'"))?;
    let piece = |(number, entry): (u32, &Value)| {
        Some((
            entry[0].as_str()?.to_owned(),
            (number, entry[1].as_f64().filter(|weight| weight.is_finite())?),
        ))
    };
    let pieces: Option<HashMap<String, (u32, f64)>> = (0..).zip(list).map(piece).collect();
    let pieces = pieces.ok_or_else(|| problem("'vocab' holds what is no piece with a number"))?;
    let longest = pieces.keys().map(|piece| piece.chars().count()).max().unwrap_or(0).min(LONGEST_PIECE);
    let least = pieces.values().map(|(_, weight)| *weight).fold(0.0, f64::min);
    Ok(Unigram { pieces, longest, least })
}

fn text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

fn problem(message: impl Into<String>) -> VectorsError {
    VectorsError::Tokenizer(message.into())
}

fn unknown(part: &'static str, kind: &str) -> VectorsError {
    VectorsError::Unknown { part, kind: kind.chars().take(40).collect() }
}
