//! Bytes -> text. What is guessed or lost is said in a warning; the file is never changed.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::text::document::Warning;

/// Bytes from which an encoding is guessed.
const GUESS_BYTES: usize = 1 << 20;

/// Text with what was noticed while it was decoded.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub warnings: Vec<Warning>,
}

impl Decoded<'_> {
    fn warn(&mut self, line: Option<usize>, message: impl Into<String>) {
        self.warnings.push(Warning { file: None, line, message: message.into() });
    }
}

/// Text of unknown encoding: byte-order mark, UTF-16, UTF-8, else a guess.
pub(super) fn text(bytes: &[u8]) -> Decoded<'_> {
    if let Some(decoded) = marked(bytes) {
        return decoded;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return if has_jis_escape(bytes) { guessed(bytes, text) } else { plain(text) };
    }
    if is_mostly_utf8(bytes) {
        return lossy_utf8(bytes);
    }
    with_guess(bytes, guess(bytes, false))
}

/// A page: its byte-order mark, UTF-8, what it says in `meta`, else a guess.
pub(super) fn html(bytes: &[u8]) -> Decoded<'_> {
    if let Some(decoded) = marked(bytes) {
        return decoded;
    }
    match declared(bytes) {
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
            let (text, _, lost) = encoding.decode(bytes);
            let mut decoded = Decoded { text, warnings: Vec::new() };
            if lost {
                decoded.warn(None, format!("not all of it is {}, as it says", encoding.name()));
            }
            decoded
        }
        _ => text(bytes),
    }
}

/// Whether the bytes are UTF-16 or UTF-32, which have NULs in them.
pub(super) fn is_unicode_wide(bytes: &[u8]) -> bool {
    wide(bytes).is_some()
}

/// The bytes up to the end of the last whole line; to the last whole character where there is
/// only one line.
pub(super) fn whole_lines(bytes: &[u8]) -> &[u8] {
    let wide_step = wide(bytes).map_or(1, Wide::step);
    if let Some(at) = bytes.iter().rposition(|&byte| byte == b'\n' || byte == b'\r')
        && at > 0
    {
        let end = (at + wide_step).min(bytes.len());
        return &bytes[..end - end % wide_step];
    }
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => &bytes[..bytes.len() - bytes.len() % wide_step],
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wide {
    Utf16(&'static Encoding),
    Utf32 { big: bool },
}

impl Wide {
    fn step(self) -> usize {
        if matches!(self, Self::Utf16(_)) { 2 } else { 4 }
    }
}

fn wide(bytes: &[u8]) -> Option<Wide> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => return Some(Wide::Utf32 { big: false }),
        [0, 0, 0xfe, 0xff, ..] => return Some(Wide::Utf32 { big: true }),
        [0xff, 0xfe, ..] => return Some(Wide::Utf16(UTF_16LE)),
        [0xfe, 0xff, ..] => return Some(Wide::Utf16(UTF_16BE)),
        _ => {}
    }
    wide_by_nuls(&bytes[..bytes.len().min(4096)])
}

/// Wide text without a mark shows by where its NULs are: line ends and spaces have them in every
/// script.
fn wide_by_nuls(head: &[u8]) -> Option<Wide> {
    let quarter = head.len() / 4;
    if quarter < 2 {
        return None;
    }
    let mut nuls = [0_usize; 4];
    for (at, _) in head[..quarter * 4].iter().enumerate().filter(|&(_, &byte)| byte == 0) {
        nuls[at % 4] += 1;
    }
    let all = |count: usize| count * 100 > quarter * 99;
    let (even, odd) = (nuls[0] + nuls[2], nuls[1] + nuls[3]);
    if all(nuls[3]) && nuls[2] * 2 > quarter && nuls[0] * 20 < quarter {
        Some(Wide::Utf32 { big: false })
    } else if all(nuls[0]) && nuls[1] * 2 > quarter && nuls[3] * 20 < quarter {
        Some(Wide::Utf32 { big: true })
    } else if odd * 12 > quarter && even * 20 < odd {
        Some(Wide::Utf16(UTF_16LE))
    } else if even * 12 > quarter && odd * 20 < even {
        Some(Wide::Utf16(UTF_16BE))
    } else {
        None
    }
}

/// Text with a byte-order mark, or wide by the place of its NULs.
fn marked(bytes: &[u8]) -> Option<Decoded<'_>> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Some(std::str::from_utf8(rest).map_or_else(|_| lossy_utf8(rest), plain));
    }
    let wide = wide(bytes)?;
    let has_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let mut decoded = match wide {
        Wide::Utf16(encoding) => {
            let (text, lost) = encoding.decode_without_bom_handling(&bytes[usize::from(has_mark) * 2..]);
            let mut decoded = plain_owned(text.into_owned());
            if lost {
                decoded.warn(None, format!("some of it is not valid {}: shown as \u{fffd}", encoding.name()));
            }
            if !has_mark {
                decoded.warn(None, format!("read as {}: a guess", encoding.name()));
            }
            decoded
        }
        Wide::Utf32 { big } => plain_owned(utf32(bytes, big)),
    };
    if decoded.text.starts_with('\u{feff}') && matches!(wide, Wide::Utf32 { .. }) {
        decoded.text = Cow::Owned(decoded.text['\u{feff}'.len_utf8()..].to_owned());
    }
    Some(decoded)
}

fn utf32(bytes: &[u8], big: bool) -> String {
    let read = |four: &[u8; 4]| if big { u32::from_be_bytes(*four) } else { u32::from_le_bytes(*four) };
    let (fours, _) = bytes.as_chunks::<4>();
    fours.iter().map(|four| char::from_u32(read(four)).unwrap_or('\u{fffd}')).collect()
}

fn plain(text: &str) -> Decoded<'_> {
    Decoded { text: Cow::Borrowed(text), warnings: Vec::new() }
}

fn plain_owned<'a>(text: String) -> Decoded<'a> {
    Decoded { text: Cow::Owned(text), warnings: Vec::new() }
}

fn lossy_utf8(bytes: &[u8]) -> Decoded<'_> {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let line = bytes[..valid].split(|&byte| byte == b'\n').count();
    let mut decoded = Decoded { text: String::from_utf8_lossy(bytes), warnings: Vec::new() };
    decoded.warn(Some(line), "not all of it is UTF-8: the rest is shown as \u{fffd}");
    decoded
}

/// Whether at least a third of what is not ASCII is valid UTF-8: legacy text hardly ever is by
/// chance.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid * 2 > invalid
}

/// ISO-2022-JP is ASCII by its bytes.
fn has_jis_escape(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(GUESS_BYTES)];
    head.contains(&0x1b) && head.windows(3).any(|three| three == b"\x1b$B" || three == b"\x1b$@")
}

fn guessed<'a>(bytes: &'a [u8], text: &'a str) -> Decoded<'a> {
    let encoding = guess(bytes, true);
    if encoding == encoding_rs::ISO_2022_JP { with_guess(bytes, encoding) } else { plain(text) }
}

/// Looks at the stretch around the first byte that is not ASCII.
fn guess(bytes: &[u8], allow_escapes: bool) -> &'static Encoding {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let start = first.saturating_sub(GUESS_BYTES / 2);
    let sample = &bytes[start..bytes.len().min(start + GUESS_BYTES)];
    let escapes = if allow_escapes { Iso2022JpDetection::Allow } else { Iso2022JpDetection::Deny };
    let mut detector = EncodingDetector::new(escapes);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn with_guess<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    let (text, lost) = encoding.decode_without_bom_handling(bytes);
    let mut decoded = Decoded { text, warnings: Vec::new() };
    let but = if lost { ", and some of it does not fit" } else { "" };
    decoded.warn(None, format!("read as {}: a guess{but}", encoding.name()));
    decoded
}

/// What a page says of its encoding in its first 4 KB.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(4096).map(|&byte| char::from(byte.to_ascii_lowercase())).collect();
    let (_, after) = head.split_once("charset")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let label: String = value
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide_bytes(text: &str, big: bool) -> Vec<u8> {
        let pair = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(pair).collect()
    }

    #[test]
    fn encodings() {
        let persian = "\u{633}\u{644}\u{627}\u{645} \u{62f}\u{646}\u{6cc}\u{627}\n\u{622}\u{628} \u{648} \u{646}\u{627}\u{646}\n";
        let mut marked_le = vec![0xff, 0xfe];
        marked_le.extend(wide_bytes(persian, false));
        let cases: &[(Vec<u8>, &str, bool)] = &[
            (b"plain".to_vec(), "plain", false),
            ("\u{feff}x\u{e9}".into(), "x\u{e9}", false),
            ("\u{feff}\u{feff}x".into(), "\u{feff}x", false),
            (marked_le, persian, false),
            (wide_bytes("some words\nand more words\n", true), "some words\nand more words\n", true),
            (wide_bytes("some words\nand more words\n", false), "some words\nand more words\n", true),
            (b"na\xefve caf\xe9 r\xe9sum\xe9".to_vec(), "na\u{ef}ve caf\u{e9} r\u{e9}sum\u{e9}", true),
            (
                "\u{e9}\u{e8}\u{ea} ok\n".bytes().chain([0xff]).collect(),
                "\u{e9}\u{e8}\u{ea} ok\n\u{fffd}",
                true,
            ),
        ];
        for (bytes, expected, warned) in cases {
            let decoded = text(bytes);
            assert_eq!(decoded.text, *expected);
            assert_eq!(!decoded.warnings.is_empty(), *warned, "{expected}: {:?}", decoded.warnings);
        }
    }

    #[test]
    fn a_page_is_read_as_it_says() {
        let page = b"<meta charset=\"windows-1251\"><p>\xcf\xf0\xe8\xe2\xe5\xf2";
        assert!(html(page).text.ends_with("\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}"));
        let page = "<meta charset=iso-8859-1><p>\u{e9}".as_bytes();
        assert!(html(page).text.ends_with("\u{c3}\u{a9}"));
    }

    #[test]
    fn a_head_ends_with_a_line_or_a_character() {
        assert_eq!(whole_lines(b"one\ntw"), b"one\n");
        assert_eq!(whole_lines("on\u{e9}".as_bytes()), "on\u{e9}".as_bytes());
        assert_eq!(whole_lines(&"on\u{e9}".as_bytes()[..3]), b"on");
    }
}
