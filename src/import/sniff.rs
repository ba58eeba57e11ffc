//! Which format bytes are in: by their content first, the ending of the name as a hint.

use super::ImportError;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Markdown,
    Html,
    Passages,
}

/// First line of a table of passages.
pub(super) const TABLE_HEAD: &str = "id\tdoc\torder\ttext";

/// Endings of documents that this version cannot read, with the name of the format.
const NOT_YET: &[(&str, &str)] = &[
    ("pdf", "PDF"),
    ("epub", "EPUB"),
    ("docx", "DOCX"),
    ("doc", "Word's old format"),
    ("odt", "ODT"),
    ("rtf", "RTF"),
    ("mobi", "Mobipocket"),
    ("azw3", "Kindle's format"),
    ("fb2", "FictionBook"),
    ("djvu", "DjVu"),
    ("mhtml", "MHTML"),
];

/// First bytes of formats that are no text.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "sound or a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"OggS", "sound"),
    (b"ID3", "sound"),
];

/// The format, or why the bytes are no document.
pub(super) fn format(name: &str, bytes: &[u8]) -> Result<Format, ImportError> {
    refuse_binary(name, bytes)?;
    let ending = ending(name);
    let text = ascii_head(bytes);
    if text.lines().next().is_some_and(|line| line.trim_end() == TABLE_HEAD) {
        return Ok(Format::Passages);
    }
    match ending.as_str() {
        "tsv" => Err(ImportError::NotATable { name: name.to_owned() }),
        "md" | "markdown" | "mdown" | "mkd" => Ok(Format::Markdown),
        "html" | "htm" | "xhtml" | "xht" => Ok(Format::Html),
        _ if begins_as_html(&text) => Ok(Format::Html),
        _ => Ok(Format::Plain),
    }
}

/// The format's name, for a file that ends like a document that cannot be read yet.
pub(super) fn not_yet(name: &str) -> Option<&'static str> {
    let ending = ending(name);
    NOT_YET.iter().find(|(known, _)| *known == ending).map(|&(_, format)| format)
}

/// Whether files with this name are taken as documents of a folder. A table still has to show
/// its first line.
pub(super) fn is_document_name(name: &str) -> bool {
    matches!(
        ending(name).as_str(),
        "txt" | "text" | "md" | "markdown" | "mdown" | "mkd" | "html" | "htm" | "xhtml" | "xht" | "tsv"
    )
}

/// The ending in lower case, without its dot; empty where there is none.
pub(super) fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase())
}

fn refuse_binary(name: &str, bytes: &[u8]) -> Result<(), ImportError> {
    let not_yet_error = |format| Err(ImportError::NotYet { name: name.to_owned(), format });
    if bytes.starts_with(b"%PDF") {
        return not_yet_error("PDF");
    }
    if bytes.starts_with(b"{\\rtf") {
        return not_yet_error("RTF");
    }
    let is_zip = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    let is_ole = bytes.starts_with(b"\xd0\xcf\x11\xe0");
    if is_zip || is_ole {
        return match self::not_yet(name) {
            Some(format) => not_yet_error(format),
            None => Err(binary(name, if is_zip { "a ZIP archive" } else { "an Office document" })),
        };
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(binary(name, what));
    }
    if super::decode::is_unicode_wide(bytes) {
        return Ok(());
    }
    let head = &bytes[..bytes.len().min(64 << 10)];
    let is_nul = |byte: u8| byte == 0;
    let nuls = head.iter().filter(|&&byte| is_nul(byte)).count();
    let is_control = |byte: u8| matches!(byte, 1..=8 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f);
    let controls = head.iter().filter(|&&byte| is_control(byte)).count();
    // A text may be filled up with NULs after a crash: its name says that it is one.
    let is_text = is_document_name(name) && controls * 20 <= head.len() - nuls;
    // Noise holds every byte, a text hardly any control.
    let is_noise = nuls > 0
        && controls * 20 > head.len()
        && std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some());
    if is_noise || (nuls * 10 > head.len() && !is_text) { Err(binary(name, "binary data")) } else { Ok(()) }
}

fn binary(name: &str, what: &'static str) -> ImportError {
    ImportError::Binary { name: name.to_owned(), what }
}

/// The first bytes as text, whatever the encoding, for looking at ASCII in it.
fn ascii_head(bytes: &[u8]) -> String {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    head.iter().take(1024).filter(|&&byte| byte != 0).map(|&byte| char::from(byte)).collect()
}

fn begins_as_html(text: &str) -> bool {
    let mut rest = text.trim_start().trim_start_matches(['\u{ff}', '\u{fe}']);
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { return false };
        rest = after.trim_start();
    }
    if rest.starts_with("<?xml") {
        rest = rest.split_once("?>").map_or("", |(_, after)| after.trim_start());
    }
    let head: String = rest.chars().take(16).collect::<String>().to_lowercase();
    ["<!doctype html", "<html", "<head>", "<body"].iter().any(|tag| head.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_no_text_whatever_its_name() {
        let mut state = 7_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(3000)
        .collect();
        assert!(format("noise.txt", &noise).is_err());
    }

    #[test]
    fn formats_by_content_and_ending() {
        for (name, bytes, expected) in [
            ("a.txt", &b"text"[..], Format::Plain),
            ("a", b"text", Format::Plain),
            ("b.MD", b"text", Format::Markdown),
            ("c.html", b"text", Format::Html),
            ("d.txt", b"\xef\xbb\xbf <!DOCTYPE html><p>x", Format::Html),
            ("d.txt", b"<!-- x --><html lang=en>", Format::Html),
            ("e.tsv", b"id\tdoc\torder\ttext\r\n", Format::Passages),
            ("f.txt", b"a < b", Format::Plain),
            ("g.txt", b"\0\0\0\0\0\0\0\0\0\0\0\0the end", Format::Plain),
        ] {
            assert_eq!(format(name, bytes).ok(), Some(expected), "{name}");
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        let every_byte: Vec<u8> = (0..=u8::MAX).collect();
        for (name, bytes, says) in [
            ("a.pdf", &b"%PDF-1.4"[..], "PDF is not read yet"),
            ("a.txt", b"%PDF-1.4", "PDF is not read yet"),
            ("a.docx", b"PK\x03\x04", "DOCX is not read yet"),
            ("a.bin", b"PK\x03\x04", "a ZIP archive"),
            ("a.txt", b"\x89PNG\r\n", "a PNG picture"),
            ("a.dat", b"ab\0\0\0\0cd\0\0\0\xff", "binary data"),
            ("a.txt", &every_byte, "binary data"),
            ("a.tsv", b"one\ttwo\n", "first line must be"),
        ] {
            let error = format(name, bytes).expect_err(name).to_string();
            assert!(error.contains(says) && error.contains(name), "{error}");
        }
    }
}
