//! Invented texts. In the tables a letter stands for the kind of each block.

use super::PlainText;
use crate::text::document::{BlockIndex, BlockKind, Document};

/// More than enough to be a paragraph.
const LONG: &str = "The old keeper walked down to the harbour every morning, and there he counted all of the boats that had \
                    come home in the night.";

fn document(text: &str) -> Document {
    PlainText::new(crate::import::decode::text(text.as_bytes())).document("a.txt")
}

fn letters(document: &Document) -> String {
    let letter = |kind| match kind {
        BlockKind::Heading(1) => 'T',
        BlockKind::Heading(_) => 'h',
        BlockKind::Byline => 'b',
        BlockKind::Paragraph => 'p',
        BlockKind::Quotation => 'q',
        BlockKind::ListItem => 'i',
        BlockKind::Preformatted => 'f',
        BlockKind::Caption => 'c',
        BlockKind::Comment => 'r',
        BlockKind::Note => 'n',
        BlockKind::Navigation => '-',
    };
    document.blocks().iter().map(|block| letter(block.kind)).collect()
}

/// `~` stands for a long paragraph.
fn check(text: &str, expected: &str) -> Document {
    let document = document(&text.replace('~', LONG));
    assert_eq!(letters(&document), expected, "{text}");
    document
}

#[test]
fn a_line_is_a_block() {
    for (text, blocks) in [
        ("", 0),
        ("one", 1),
        ("one\ntwo\n\n\nthree", 3),
        ("one\r\ntwo\rthree\r\r\nfour\x0cfive\n", 5),
        (" \n\t\n\u{a0}\none\n", 1),
    ] {
        assert_eq!(document(text).blocks().len(), blocks, "{text:?}");
    }
}

#[test]
fn head_lines() {
    let article = check("The Keeper\n\nBy Ann Other\n\n2 March 1999\n\n~\n\n~\n", "Tbbpp");
    assert_eq!(article.title(), "The Keeper");
    assert_eq!(article.metadata.author.as_deref(), Some("Ann Other"));
    assert_eq!(article.metadata.date.map(|date| date.to_string()).as_deref(), Some("1999-03-02"));
    assert_eq!(article.metadata.language.as_deref(), Some("en"));
    assert_eq!(
        check("Deutsch / English / Italiano\nNews You Like\nThe Keeper and His Boats\n~\n~", "--Tpp").title(),
        "The Keeper and His Boats"
    );
    assert_eq!(check("stories of the coast\n\nThe Keeper\n\n~", "-Tp").title(), "The Keeper");
    assert_eq!(check("~\n\n~", "pp").title(), "a.txt");
    assert_eq!(check("alpha\nbeta\ngamma", "ppp").title(), "a.txt");
}

#[test]
fn inside_the_text() {
    check("T\n\n~\n\nPhoto: boats at rest.\n\n~", "Tpcp");
    check("T\n\n~\n\nAnn Other in 1999\n~\n\n~\n\nThe second night\n\n~", "Tpcpphp");
    check("T\n\n~\n\nAll of this is well known to us, but one of them wrote:\n\n~\n\n~", "Tppqp");
    check("T\n\n~\n\nThe third night\n\nNobody came to the harbour.\n\n~", "Tphpp");
    check("T\n\n~\n\n- one\n- two\n\n~", "Tpiip");
}

#[test]
fn the_end_of_a_page() {
    let article = check(
        "T\n\nby Ann Other\n\n~\n\n~\n\nAnn Other\n\nAnn has two boats.\n\n  1. Good.\n    More.\n  2. Bad.\n\nComments are closed.",
        "Tbppnnrrr-",
    );
    assert_eq!(article.blocks().last().map(|block| block.number), Some(10));
    check("T\n\n~\n\n~\n\nBob said...\n\n~\n\nA. B. said...\n\nFine.", "Tpprrrr");
    let disclaimer = "The views expressed here do not reflect the editorial policy of Harbour News.";
    let article = check(
        &format!(
            "T\n\n~\n\n{disclaimer}\n\nSea & BoatsNewsNews - Sport\nShow Comments\nTen boats: a list\nShow Comments"
        ),
        "Tpn----",
    );
    assert_eq!(article.metadata.publication.as_deref(), Some("Harbour News"));
    check("T\n\n~\n\n3 comments\n\n~\n\nYes.", "Tp-rr");
}

#[test]
fn hard_wrapped_files() {
    let text = "The Keeper\n==========\n\nThe old keeper walked down to the harbour every\nmorning, and there he counted all of the boats\n\
                that had come home in the night, one after the\nother.\n\nHe did so, as his father had done in the old days\nbefore \
                him, until the harbour was closed to all\nboats.\n\na\nb\nc\n";
    let wrapped = check(text, "Tppf");
    assert_eq!(wrapped.title(), "The Keeper");
    let second = wrapped.block_text(BlockIndex(1));
    assert!(second.starts_with("The old") && second.ends_with("the other.") && !second.contains('\n'));
    let verse = "Rain on the sea\nand none on the land\n\nBoats in the lee\nand boats on the sand\n";
    assert_eq!(document(verse).blocks().len(), 4);
}

#[test]
fn large_texts_of_any_shape() {
    for text in [
        "x ".repeat(500_000),
        "line\n".repeat(300_000),
        "\n".repeat(300_000),
        "1. a\n".repeat(100_000),
        "x:\n\n".repeat(100_000),
        "A said:\n\n".repeat(50_000),
    ] {
        document(&text);
    }
}
