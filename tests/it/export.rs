//! What documents contain stays text in every format, and reads back where programs read it.

use proptest::prelude::*;
use serde_json::Value;
use triptych::export::{Content, ExportError, Format, ShownSynopsis, escape};
use triptych::scheme::{
    Axis, Band, CellPassage, Cells, Collection, Column, ColumnKind, Label, Synopsis, SynopsisRow,
};
use triptych::text::{BlockIndex, BlockKind, Document, DocumentIndex, Passage};

/// One document for each text, each a column; one row with all of them, labelled by the first.
fn collection(texts: &[&str]) -> (Collection, Synopsis) {
    let mut collection = Collection::default();
    let mut documents = Vec::new();
    let mut columns = Vec::new();
    let mut cells = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let mut builder = Document::builder(format!("{at}.txt"));
        builder.metadata().title = Some((*text).to_owned());
        builder.metadata().language = Some((*text).to_owned());
        builder.block(BlockKind::Paragraph, text);
        documents.push(builder.build());
        collection.labels.push(Label { letter: (*text).to_owned(), cite: (*text).to_owned() });
        columns.push(Column {
            kind: ColumnKind::Document(DocumentIndex(at)),
            title: (*text).to_owned(),
            short: (*text).to_owned(),
            hidden: false,
            told_by: Vec::new(),
            not_by: Vec::new(),
            written_before: Vec::new(),
        });
        let passage = Passage::block(DocumentIndex(at), BlockIndex(0));
        cells.push((at, CellPassage { passage, confidence: 1.0 }));
    }
    collection.documents = documents.into();
    texts[0].clone_into(&mut collection.title);
    let row = SynopsisRow {
        label: Some(texts[0].to_owned()),
        cells: Cells::new(texts.len(), cells),
        by_hand: true,
        ..SynopsisRow::default()
    };
    let band = Band { step: None, rows: vec![row], silent: vec![true; texts.len()] };
    (collection, Synopsis { axis: Axis::Documents(None), columns, bands: vec![band] })
}

fn written(texts: &[&str], format: Format) -> String {
    let (collection, synopsis) = collection(texts);
    let columns = (0..texts.len()).collect();
    shown(&collection, &synopsis, columns).written(format).expect("it is written")
}

fn shown<'a>(collection: &'a Collection, synopsis: &'a Synopsis, columns: Vec<usize>) -> ShownSynopsis<'a> {
    ShownSynopsis {
        collection,
        synopsis,
        columns: columns.into(),
        background: true,
        by_time: false,
        content: Content::Passages,
        filter: None,
    }
}

/// A thousand accounts, of which two are in the one row.
fn wide() -> (Collection, Synopsis) {
    let (collection, mut synopsis) = collection(&["One.", "Two."]);
    let column = synopsis.columns[0].clone();
    synopsis.columns.resize(1000, column);
    synopsis.bands[0].silent.resize(1000, true);
    let cells = &synopsis.bands[0].rows[0].cells;
    let told: Vec<_> = cells.passages().map(|(at, found)| (at * 999, found.clone())).collect();
    synopsis.bands[0].rows[0].cells = Cells::new(1000, told);
    (collection, synopsis)
}

#[test]
fn cells_that_hold_nothing_are_left_out_of_json() {
    let (collection, synopsis) = wide();
    let text = shown(&collection, &synopsis, (0..1000).rev().collect()).written(Format::Json).unwrap();
    let object: Value = serde_json::from_str(&text).unwrap();
    let cells = object["bands"][0]["rows"][0]["cells"].as_array().unwrap();
    let quotes: Vec<_> = cells.iter().map(|cell| &cell["passages"][0]["quote"]).collect();
    assert_eq!(quotes, ["Two.", "One."], "in the order in which the columns are shown");
    let one = shown(&collection, &synopsis, vec![3, 999]).written(Format::Json).unwrap();
    let object: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(object["bands"][0]["rows"][0]["cells"].as_array().unwrap().len(), 1);
}

#[test]
fn a_page_that_nobody_could_read_is_not_written() {
    let (collection, mut synopsis) = wide();
    let row = synopsis.bands[0].rows[0].clone();
    synopsis.bands[0].rows.resize(1001, row);
    let shown = shown(&collection, &synopsis, (0..1000).collect());
    for format in [Format::Markdown, Format::Html, Format::Latex] {
        let error = shown.written(format).expect_err("too large");
        assert!(matches!(error, ExportError::TooLarge { rows: 1001, columns: 1000 }), "{error}");
    }
    for format in [Format::Csv, Format::Json] {
        assert!(shown.written(format).unwrap().len() < 1_000_000);
    }
}

const HOSTILE: [&str; 14] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</td></table><style>*{display:none}</style><!--",
    "&lt;b&gt; &#27; ]]> <?xml?> <!DOCTYPE x>",
    "javascript:alert(1) 'single' \"double\"",
    "\\input{/etc/passwd} \\write18{ls} $x^2$ %comment",
    "}\\end{document} ~ # & _ { } ^ | < > -- --- ?` !`",
    "[optional] * \\\\[9in]",
    "=HYPERLINK(\"http://x\",\"y\")",
    "+1 | a | b |",
    "# not a heading",
    "[x](http://x) ![y](z) `code` **b** $z$",
    "\u{1b}[2J\u{7}\u{9b}31m\u{7f}\0",
    "\u{202e}gnp.exe\u{2066} \u{5d0}\u{5d1}",
];

#[test]
fn html_holds_the_texts_and_no_tag_of_theirs() {
    let plain = dom_query::Document::from(written(&["a", "b"], Format::Html));
    for pair in HOSTILE.windows(2) {
        let html = written(pair, Format::Html);
        assert!(!html.chars().any(|c| c.is_control() && c != '\n'), "{html}");
        let page = dom_query::Document::from(html);
        let names = |page: &dom_query::Document| -> Vec<String> {
            page.select("*")
                .iter()
                .filter_map(|one| one.nodes()[0].node_name())
                .map(|n| n.to_string())
                .collect()
        };
        assert_eq!(names(&page), names(&plain), "{pair:?}");
        let on = page.select("*").iter().flat_map(|one| one.nodes()[0].attrs());
        assert!(!on.into_iter().any(|attribute| attribute.name.local.starts_with("on")), "{pair:?}");
        let shown = page.select("td p").first().text().to_string();
        let expected: String = pair[0].chars().map(escape::without_control).collect();
        assert_eq!(shown, expected.trim(), "{pair:?}");
    }
}

/// Takes away what the page itself writes and what the escapes write; nothing may be left that
/// LaTeX obeys.
#[test]
fn latex_holds_no_command_of_theirs() {
    for text in HOSTILE {
        let mut left = escape::latex(text);
        assert!(!left.chars().any(char::is_control), "{left:?}");
        for escape in
            ["textbackslash{}", "textasciicircum{}", "textasciitilde{}", "textless{}", "textgreater{}"]
                .into_iter()
                .chain(["textbar{}", "textquotedbl{}", "textquotesingle{}", "textasciigrave{}"])
        {
            left = left.replace(&format!("\\{escape}"), "");
        }
        for sign in ["{", "}", "$", "&", "#", "_", "%"] {
            left = left.replace(&format!("\\{sign}"), "");
        }
        for sign in ["-", ",", "!", "?", "[", "]", "*"] {
            left = left.replace(&format!("{{{sign}}}"), "");
        }
        while let Some(at) = left.find("\\texttt{U+") {
            let end = left[at..].find('}').expect("a closed group") + at;
            left.replace_range(at..=end, "");
        }
        let obeyed = ['\\', '{', '}', '$', '&', '#', '_', '%', '^', '~', '"', '\'', '`', '-', '[', ']', '|'];
        assert!(!left.contains(obeyed), "{text:?} leaves {left:?}");
    }
}

#[test]
fn markdown_keeps_its_table_whatever_the_texts_are() {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    for pair in HOSTILE.windows(2) {
        let source = written(pair, Format::Markdown);
        assert!(!source.chars().any(|c| c.is_control() && c != '\n'), "{source:?}");
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
        let (mut cells, mut inside) = (0, false);
        for event in Parser::new_ext(&source, options) {
            match event {
                Event::Start(Tag::TableCell) => (cells, inside) = (cells + 1, true),
                Event::End(TagEnd::TableCell) => inside = false,
                Event::Text(_) | Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => {}
                other if inside => panic!("{pair:?}: {other:?} in {source}"),
                _ => {}
            }
        }
        assert_eq!(cells, 6, "{source}");
    }
}

/// The records of a CSV table (RFC 4180).
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.push(chars.next().unwrap_or(c)),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            c => field.push(c),
        }
    }
    records
}

/// What stands in a cell without the apostrophe that keeps a spreadsheet from running it.
fn without_apostrophe(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if escape::is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn check_values_read_back(texts: &[&str]) {
    let (collection, _) = collection(texts);
    let quotes: Vec<String> = (0..texts.len())
        .map(|at| collection.documents[at].passage_text(Passage::block(DocumentIndex(at), BlockIndex(0))))
        .collect();
    let table = records(&written(texts, Format::Csv));
    assert_eq!(table.len(), texts.len() + 1, "{texts:?}");
    let place = |name: &str| table[0].iter().position(|head| head == name).expect("a column");
    for (record, quote) in table[1..].iter().zip(&quotes) {
        assert_eq!(record.len(), table[0].len());
        assert_eq!(without_apostrophe(&record[place("quote")]), quote);
        assert_eq!(without_apostrophe(&record[place("label")]), texts[0]);
    }
    let object: Value = serde_json::from_str(&written(texts, Format::Json)).expect("JSON");
    assert_eq!(object["title"], texts[0]);
    for (at, quote) in quotes.iter().enumerate() {
        assert_eq!(object["columns"][at]["title"], texts[at]);
        assert_eq!(object["bands"][0]["rows"][0]["cells"][at]["passages"][0]["quote"], **quote);
    }
}

#[test]
fn hostile_values_read_back() {
    check_values_read_back(&HOSTILE);
}

proptest! {
    #[test]
    fn values_of_csv_and_json_read_back_exactly(
        texts in prop::collection::vec("([ -~]|[\\PC\\n\\r\\t,;\"'=+@\u{0}\u{1b}\u{202e}]){1,40}", 1..4),
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        check_values_read_back(&texts);
    }

    #[test]
    fn no_format_fails_and_none_sends_a_control(text in "[\\x00-\\xff\u{202e}\u{ffff}]{1,60}") {
        for format in Format::ALL {
            let out = written(&[&text, "b"], format);
            let quoted = format == Format::Csv;
            let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
            prop_assert!(quoted || !out.chars().any(odd), "{format:?}: {out:?}");
        }
    }
}

#[test]
fn a_name_asks_for_a_format_by_its_ending() {
    for format in Format::ALL {
        assert_eq!(Format::of_name(&format!("a.b.{}", format.ending())), Some(format));
    }
    assert_eq!(Format::of_name("A.HTML"), Some(Format::Html));
    assert_eq!(Format::of_name("notes"), None);
    assert_eq!(Format::of_name("notes.xlsx"), None);
}
