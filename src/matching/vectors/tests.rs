//! Vectors from files made by hand.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// A file with these tensors: name, kind of number, shape, bytes.
fn weights(tensors: &[(&str, &str, &[usize], Vec<u8>)]) -> Vec<u8> {
    let (mut header, mut data) = (serde_json::Map::new(), Vec::new());
    for (name, dtype, shape, bytes) in tensors {
        let end = data.len() + bytes.len();
        header.insert(
            (*name).to_owned(),
            json!({"dtype": dtype, "shape": shape, "data_offsets": [data.len(), end]}),
        );
        data.extend(bytes);
    }
    header.insert("__metadata__".to_owned(), json!({"format": "pt"}));
    let header = Value::Object(header).to_string();
    [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &data].concat()
}

/// Row n of `rows` rows of two is n and -n.
fn table(rows: usize) -> Vec<u8> {
    let numbers = (0..rows).flat_map(|row| [row as f32, -(row as f32)]);
    weights(&[("any name", "F32", &[rows, 2], numbers.flat_map(f32::to_le_bytes).collect())])
}

fn word_pieces() -> Value {
    let pieces = ["[UNK]", "har", "##bour", "##s", "the", "cafe", "!", "\u{6c34}", "9"];
    let vocab: serde_json::Map<String, Value> =
        (0..).zip(pieces).map(|(at, piece)| (piece.to_owned(), json!(at))).collect();
    json!({
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 20, "vocab": vocab},
    })
}

fn byte_pairs() -> Value {
    let mut vocab = serde_json::Map::new();
    for piece in ["<unk>", "\u{2581}", "a", "b", "ab", "\u{2581}ab", "ba"] {
        vocab.insert(piece.to_owned(), json!(vocab.len()));
    }
    for byte in 0..=255_u8 {
        vocab.insert(format!("<0x{byte:02X}>"), json!(vocab.len()));
    }
    json!({
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "\u{2581}"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "\u{2581}"},
        ]},
        "pre_tokenizer": null,
        "model": {"type": "BPE", "unk_token": "<unk>", "byte_fallback": true, "vocab": vocab,
            "merges": ["a b", ["\u{2581}", "ab"], "b a"]},
    })
}

fn unigrams() -> Value {
    json!({
        "normalizer": {"type": "Precompiled", "precompiled_charsmap": ""},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "\u{2581}", "prepend_scheme": "always"},
        "model": {"type": "Unigram", "unk_id": 0, "vocab": [
            ["<unk>", 0.0], ["\u{2581}", -3.0], ["\u{2581}boat", -2.0], ["s", -1.5], ["\u{2581}boats", -4.0], ["b", -5.0], ["oat", -2.5],
        ]},
    })
}

fn read(tokenizer: &Value, rows: usize) -> Result<StaticVectors, VectorsError> {
    StaticVectors::from_bytes(&table(rows), tokenizer.to_string().as_bytes())
}

/// What is seen of each token, and its number.
fn tokens(tokenizer: &Value, text: &str) -> String {
    let vectors = read(tokenizer, 300).expect("the tokenizer can be read");
    let told = vectors.embed(text).into_iter().map(|(span, token)| format!("{}={token}", span.of(text)));
    told.collect::<Vec<_>>().join(" ")
}

#[test]
fn texts_become_tokens_with_their_places() {
    for (tokenizer, text, expected) in [
        (word_pieces(), "The  Harbours!", "The=4 Har=1 bour=2 s=3 !=6"),
        (word_pieces(), "Caf\u{e9}\u{6c34}9\u{6c34}", "Caf\u{e9}=5 \u{6c34}=7 9=8 \u{6c34}=7"),
        (word_pieces(), "harx the\u{0} har\u{ad}bour", "the=4 har=1 bour=2"),
        (word_pieces(), "", ""),
        (byte_pairs(), "ab bab aba", "ab=5 =1 b=3 ab=4 ab=5 a=2"),
        (byte_pairs(), "a\u{e9}", "=1 a=2 \u{e9}=202 \u{e9}=176"),
        (unigrams(), "boats \u{ff42}oat", "boat=2 s=3 \u{ff42}oat=2"),
        (unigrams(), "boat?s", "boat=2 s=3"),
    ] {
        assert_eq!(tokens(&tokenizer, text), expected, "{text}");
    }
}

#[test]
fn the_mean_of_the_tokens_stands_for_the_text() {
    let vectors = read(&word_pieces(), 9).expect("vectors");
    assert_eq!((vectors.width(), vectors.vector(3)), (2, &[3.0, -3.0][..]));
    assert_eq!(vectors.pooled("the harbour, unheard"), [7.0 / 3.0, -7.0 / 3.0]);
    assert_eq!(vectors.pooled(""), [0.0, 0.0]);
    assert_eq!(vectors.vector(9), &[0.0; 0]);
}

#[test]
fn three_kinds_of_numbers_are_read() {
    let bytes = |bits: &[u16]| bits.iter().flat_map(|bits| bits.to_le_bytes()).collect::<Vec<u8>>();
    for (dtype, bits) in [("F16", [0x3c00, 0xc000]), ("BF16", [0x3f80, 0xc000])] {
        let table = weights::read(&weights(&[("t", dtype, &[2, 1], bytes(&bits))])).expect(dtype);
        assert_eq!((table.numbers, table.width), (vec![1.0, -2.0], 1), "{dtype}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let one = vec![0; 8];
    let mut long = table(2);
    long[..8].copy_from_slice(&u64::MAX.to_le_bytes());
    for (bytes, message) in [
        (b"PK".to_vec(), "no safetensors file: the file ends before its header does"),
        (long, "no safetensors file: the file ends before its header does"),
        ([&2_u64.to_le_bytes()[..], b"[}"].concat(), "its header is no JSON"),
        (weights(&[]), "it has no table of two dimensions"),
        (weights(&[("a", "F32", &[2], one.clone())]), "it has no table of two dimensions"),
        (
            weights(&[("a", "F32", &[2, 1], one.clone()), ("b", "F32", &[1, 2], one.clone())]),
            "more than one table: a, b",
        ),
        (weights(&[("a", "I64", &[1, 1], one.clone())]), "'a' holds I64, not F32, F16 or BF16"),
        (
            weights(&[("a", "F32", &[usize::MAX, 2], one.clone())]),
            "'a' says 18446744073709551615 rows of 2 but has 8 bytes",
        ),
        (weights(&[("a", "F32", &[2, 1], vec![255; 8])]), "'a' holds numbers that are none"),
        (weights(&[("a", "F32", &[0, 0], vec![])]), "'a' says 0 rows of 0 but has 0 bytes"),
    ] {
        let error = weights::read(&bytes).expect_err(message).to_string();
        assert!(error.contains(message), "{error}");
    }
    let beyond = String::from_utf8_lossy(&table(2)).replace("[0,16]", "[0,99]").into_bytes();
    assert!(weights::read(&beyond).expect_err("beyond").to_string().contains("reaches beyond the end"));
}

#[test]
fn a_tokenizer_that_is_not_known_is_no_guess() {
    let changed = |path: &str, value: Value| {
        let mut json = byte_pairs();
        *json.pointer_mut(path).expect(path) = value;
        read(&json, 300).expect_err(path).to_string()
    };
    for (path, value, message) in [
        ("/model/type", json!("WordLevel"), "this tokenizer needs the model 'WordLevel', which is not known"),
        ("/pre_tokenizer", json!({"type": "ByteLevel"}), "the pre-tokenizer 'ByteLevel'"),
        ("/normalizer", json!({"type": "Nmt"}), "the normalizer 'Nmt'"),
        ("/model/merges/0", json!("a z"), "merge 1 is of no pieces"),
        ("/model/vocab", json!([]), "it has no 'vocab'"),
        ("/model/vocab/a", json!("x"), "'vocab' holds what is no number"),
    ] {
        let error = changed(path, value);
        assert!(error.contains(message), "{error}");
    }
    let error = read(&word_pieces(), 5).expect_err("too few rows").to_string();
    assert_eq!(error, "the tokenizer has tokens up to 8, the table has 5 rows: they do not belong together");
    assert!(StaticVectors::from_bytes(&table(5), b"\xff").is_err());
}

#[test]
fn word_vectors_are_read_from_lines() {
    let vectors =
        StaticVectors::from_lines(b"2 3\nthe 1 2 3\nHarbour -1e0 .5 0\r\n\nthe 9 9 9\n").expect("vectors");
    assert_eq!(vectors.embed("The Harbour's \u{2019}the"), [(Span::new(0, 3), 0), (Span::new(17, 20), 0)]);
    assert_eq!(vectors.vector(1), [-1.0, 0.5, 0.0]);
    for (text, message) in [
        (&b"a 1 2\nb 1\n"[..], "line 2: 1 numbers, not 2 as before"),
        (b"a 1 x\n", "line 1: 'x' is no number"),
        (b"a 1 inf\n", "line 1: 'inf' is no number"),
        (b"a\n", "line 1: no number follows the word"),
        (b"\n\xff 1\n", "line 2: it is not UTF-8"),
        (b"", "line 1: there are no word vectors in the file"),
    ] {
        assert_eq!(StaticVectors::from_lines(text).expect_err(message).to_string(), message);
    }
}

proptest! {
    #[test]
    fn no_bytes_are_too_bad(bytes in prop::collection::vec(any::<u8>(), 0..200), length in 0_u64..300) {
        let bytes = [&length.to_le_bytes()[..], &bytes].concat();
        prop_assert!(StaticVectors::from_bytes(&bytes, &bytes).is_err());
        let _ = StaticVectors::from_lines(&bytes);
    }

    #[test]
    fn tokens_stand_in_order_on_characters(text in "(\\PC|[ab \u{301}\u{6c34}\n]){0,60}") {
        for tokenizer in [word_pieces(), byte_pairs(), unigrams()] {
            let vectors = read(&tokenizer, 300).expect("vectors");
            let tokens = vectors.embed(&text);
            for (span, _) in &tokens {
                prop_assert!(text.get(span.start..span.end).is_some(), "{span:?}");
            }
            prop_assert!(tokens.windows(2).all(|pair| pair[0].0.start <= pair[1].0.start), "{tokens:?}");
        }
    }
}
