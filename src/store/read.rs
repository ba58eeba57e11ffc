//! The bytes of a file of records -> every intact record, whatever happened to the rest. Pure.
//!
//! Files come back from crashes, disks, editors, git and other programs: cut, doubled, with zeros,
//! in another encoding, with conflict markers. A line that is no record is counted; keeping the
//! file as it was is the caller's.

use serde_json::Value;

use super::record::{Fields, Kind, Records, VERSION, id_of, line};
use super::value::Work;

/// How often a record is looked for after damage in one line.
const MOST_ATTEMPTS: usize = 16;
/// How a record begins in a line that this program wrote.
const RECORD_START: &[u8] = b"{\"id\":";

/// What a file says.
#[derive(Debug, Default)]
pub struct Contents {
    /// The fields of the first line, apart from the version and the kind.
    header: Fields,
    /// The file's version, when it is above [`VERSION`].
    pub newer: Option<u64>,
    pub records: Records,
    /// Lines that are no records, or say something else of a record that stands elsewhere.
    pub damaged: usize,
    /// How many of them say something else of a record that stands elsewhere, as after a merge of two
    /// changes.
    pub doubled: usize,
    /// The first of them, counted from 1.
    pub first_damaged: Option<usize>,
}

impl Contents {
    pub fn parse(kind: Kind, bytes: &[u8]) -> Self {
        let plain = Self::parse_utf8(kind, bytes);
        match encoding_rs::Encoding::for_bom(bytes) {
            // The mark may be chance: whichever reading finds more is right.
            Some((encoding, _)) if encoding != encoding_rs::UTF_8 => {
                let mut decoded = Self::parse_utf8(kind, encoding.decode(bytes).0.as_bytes());
                decoded.damaged += 1;
                if decoded.records.len() > plain.records.len() { decoded } else { plain }
            }
            _ => plain,
        }
    }

    fn parse_utf8(kind: Kind, bytes: &[u8]) -> Self {
        let mut contents = Self::default();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut start = 0;
        // A string in JSON holds no line break of either kind.
        for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')) {
            let (objects, intact) = objects(line);
            let strangers = objects.iter().filter(|fields| !contents.take(kind, fields)).count();
            if !intact || strangers > 0 {
                contents.damaged += 1;
                contents.first_damaged.get_or_insert_with(|| line_number(&bytes[..start]));
            }
            start += line.len() + 1;
        }
        contents
    }

    /// Adds an object of the file; `false` when it is none of ours, or takes another's place.
    fn take(&mut self, kind: Kind, fields: &Fields) -> bool {
        if let Some(version) = fields.get("triptych") {
            return self.take_header(kind, version.as_u64(), fields);
        }
        let Some(id) = id_of(fields).map(str::to_owned) else {
            return false;
        };
        if !kind.load(fields, &mut Work::default()) {
            return false;
        }
        // The same line twice is a merge of git; another with the same id, and the later stands.
        let is_other = self.records.insert(id, fields.clone()).is_some_and(|was| was != *fields);
        self.doubled += usize::from(is_other);
        !is_other
    }

    fn take_header(&mut self, kind: Kind, version: Option<u64>, fields: &Fields) -> bool {
        let Some(version) = version.filter(|_| fields.get("kind") == Some(&Value::from(kind.name()))) else {
            return false;
        };
        if version > VERSION {
            self.newer = Some(version);
        }
        self.header.clone_from(fields);
        true
    }

    /// Whether the file is as a program left it: with its first line, and nothing damaged.
    pub fn is_whole(&self) -> bool {
        self.damaged == 0 && !self.header.is_empty()
    }

    /// Adds what the records say to the work.
    pub fn load(&self, kind: Kind, work: &mut Work) {
        for fields in self.records.values() {
            kind.load(fields, work);
        }
    }

    /// The bytes of a file with these records under the same header.
    pub fn written(&self, kind: Kind, records: &Records) -> Vec<u8> {
        let mut out = header_line(kind, &self.header) + "\n";
        for fields in records.values() {
            out.push_str(&line(fields));
            out.push('\n');
        }
        out.into_bytes()
    }
}

/// The number of the line that follows, whichever way lines are broken.
fn line_number(before: &[u8]) -> usize {
    let count = |broken: u8| memchr::memchr_iter(broken, before).count();
    1 + count(b'\n').max(count(b'\r'))
}

/// The work in one of the store's files, whichever it is; `None` for bytes that are none.
pub fn work_in(bytes: &[u8]) -> Option<Work> {
    Kind::ALL.into_iter().find_map(|kind| {
        let contents = Contents::parse(kind, bytes);
        let mut work = Work::default();
        contents.load(kind, &mut work);
        (!contents.header.is_empty()).then_some(work)
    })
}

fn header_line(kind: Kind, known: &Fields) -> String {
    let mut out = format!("{{\"triptych\":{VERSION},\"kind\":\"{}\"", kind.name());
    for (name, value) in known.iter().filter(|(name, _)| !matches!(name.as_str(), "triptych" | "kind")) {
        out = format!("{out},{}:{value}", Value::from(name.as_str()));
    }
    out + "}"
}

/// The objects in a line, and whether that is all that is in it. After damage, the next record
/// that begins as ours do is looked for.
pub fn objects(line: &[u8]) -> (Vec<Fields>, bool) {
    let mut found = Vec::new();
    if line.trim_ascii().is_empty() {
        return (found, true);
    }
    let mut rest = line;
    for attempt in 0..MOST_ATTEMPTS {
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<Fields>();
        let failed = loop {
            match values.next() {
                Some(Ok(fields)) => found.push(fields),
                Some(Err(_)) => break true,
                None => break false,
            }
        };
        if !failed {
            return (found, attempt == 0);
        }
        let from = values.byte_offset().min(rest.len());
        let Some(next) = next_record(rest, from) else { break };
        rest = &rest[next..];
    }
    (found, false)
}

/// Where a record begins after the byte `from`.
fn next_record(bytes: &[u8], from: usize) -> Option<usize> {
    let after = bytes.get(from + 1..)?;
    after.windows(RECORD_START.len()).position(|window| window == RECORD_START).map(|at| from + 1 + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = r#"{"id":"a","anchor":{"document":"d","quote":"one"}}"#;
    const B: &str = r#"{"id":"b","anchor":{"document":"d","quote":"two"}}"#;
    const HEAD: &str = r#"{"triptych":1,"kind":"marks"}"#;

    /// The ids that are read, and how many lines are damaged.
    fn check(bytes: impl AsRef<[u8]>, ids: &str, damaged: usize) {
        let contents = Contents::parse(Kind::Marks, bytes.as_ref());
        let got: String = contents.records.keys().map(String::as_str).collect();
        let shown = String::from_utf8_lossy(bytes.as_ref()).chars().take(200).collect::<String>();
        assert_eq!((got.as_str(), contents.damaged), (ids, damaged), "{shown}");
    }

    #[test]
    fn every_intact_record_is_read() {
        check("", "", 0);
        check("\u{feff}", "", 0);
        check(format!("{HEAD}\n{A}\n{B}\n"), "ab", 0);
        check(format!("{A}\r\n{B}"), "ab", 0);
        check(format!("{HEAD}\r{A}\r{B}\r"), "ab", 0);
        check(format!("\u{feff}{HEAD}\n{A}\n"), "a", 0);
        check(format!("{HEAD}\n{A}\n{HEAD}\n{A}\n"), "a", 0);
        check(format!("{A}{B}\n"), "ab", 0);
        let merged = format!("{HEAD}\n{A}\n{}\n", A.replace("one", "other"));
        check(&merged, "a", 1);
        assert_eq!(Contents::parse(Kind::Marks, merged.as_bytes()).doubled, 1);
        check(format!("{HEAD}\n{A}\n{}", &B[..20]), "a", 1);
        check(format!("{}{A}\n{B}\n", &B[..20]), "ab", 1);
        check(format!("{A}\0\0\0{B}\n\0\0\0\n"), "ab", 2);
        check(format!("<<<<<<< HEAD\n{A}\n=======\n{B}\n>>>>>>> theirs\n"), "ab", 3);
        check(format!("{HEAD}\n{A}\n{}\n", A.replace("one", "other")), "a", 1);
        check(format!("[{A},\n{B}]\n"), "ab", 2);
        check("{\"v\":NaN}\n{\"v\":1,}\nnull\n7\n\"x\"\n", "", 5);
        check(r#"{"triptych":1,"kind":"notes"}"#, "", 1);
    }

    #[test]
    fn the_first_damaged_line_is_known_by_its_number() {
        for (text, number) in [
            (format!("{HEAD}\n{A}\n{B}\n"), None),
            (format!("{HEAD}\n{A}\n?\n{B}\n?\n"), Some(3)),
            (format!("{HEAD}\r\n{A}\r\n?\r\n"), Some(3)),
            (format!("?\r{HEAD}\r"), Some(1)),
        ] {
            assert_eq!(Contents::parse(Kind::Marks, text.as_bytes()).first_damaged, number, "{text}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_cost_their_line_only() {
        check([A.as_bytes(), b"\n{\"id\":\"c\xff\"}\n", B.as_bytes()].concat(), "ab", 1);
        check([b"\xff\xfe\0", HEAD.as_bytes(), b"\n", A.as_bytes()].concat(), "a", 1);
        let utf16: Vec<u8> = format!("\u{feff}{A}\n{B}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(utf16, "ab", 1);
    }

    #[test]
    fn deep_and_long_lines_are_read_past() {
        check("[".repeat(200_000) + "\n" + A, "a", 1);
        check("{\"a\":".repeat(100_000) + "\n" + A, "a", 1);
        check("{\"id\":".repeat(100_000) + "\n" + A, "a", 1);
        check("{\"id\":\"".to_owned() + &"x".repeat(3_000_000) + "\"}\n" + A, "a", 1);
        check("x".repeat(17 << 20) + "\n" + A, "a", 1);
    }

    #[test]
    fn a_newer_file_says_so() {
        let bytes = format!("{{\"triptych\":{},\"kind\":\"marks\"}}\n{A}\n", VERSION + 1);
        let contents = Contents::parse(Kind::Marks, bytes.as_bytes());
        assert_eq!((contents.newer, contents.records.len()), (Some(VERSION + 1), 1));
    }

    #[test]
    fn what_is_written_reads_back_and_keeps_what_is_unknown() {
        let text = "{\"triptych\":1,\"kind\":\"marks\",\"by\":\"x\"}\n\
                    {\"id\":\"a\",\"anchor\":{\"document\":\"d\",\"more\":[1],\"quote\":\"q\"},\"later\":{\"x\":2}}\n";
        let contents = Contents::parse(Kind::Marks, text.as_bytes());
        let written = contents.written(Kind::Marks, &contents.records);
        assert_eq!(String::from_utf8(written).unwrap(), text);
    }
}
