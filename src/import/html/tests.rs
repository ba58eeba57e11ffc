//! Invented pages.

use super::import;
use crate::text::document::{BlockIndex, BlockKind, Document};

fn page(text: &str) -> Document {
    import("a.html", &crate::import::decode::text(text.as_bytes())).expect("a page")
}

fn blocks(document: &Document) -> Vec<(BlockKind, String)> {
    let text = |at| document.block_text(BlockIndex(at)).into_owned();
    document.blocks().iter().enumerate().map(|(at, block)| (block.kind, text(at))).collect()
}

fn check(text: &str, expected: &[(BlockKind, &str)]) {
    let found = blocks(&page(text));
    let found: Vec<(BlockKind, &str)> = found.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_bare_page_is_taken_whole() {
    use BlockKind::{Heading, ListItem, Paragraph, Preformatted, Quotation};
    check(
        "<title>The Keeper</title><h1>The Keeper</h1><p>It\n <b>rained</b>.<p>A<br><br>B<blockquote>Said.</blockquote>\
         <ol start=3><li>three<li>four</ol><pre>a\n  b</pre><table><tr><td>x<td>y<tr><td>1<td>2</table><div>End &amp; &lt;",
        &[
            (Heading(1), "The Keeper"),
            (Paragraph, "It rained."),
            (Paragraph, "A"),
            (Paragraph, "B"),
            (Quotation, "Said."),
            (ListItem, "3. three"),
            (ListItem, "4. four"),
            (Preformatted, "a\n  b"),
            (Preformatted, "x | y\n1 | 2"),
            (Paragraph, "End & <"),
        ],
    );
}

#[test]
fn no_script_no_style_and_no_text_lost() {
    use BlockKind::Paragraph;
    check("<p>a<script>x()</script>b<style>y{}</style>c<!-- d -->e", &[(Paragraph, "abce")]);
    check("<p>a<textarea>b<i>c</textarea>", &[(Paragraph, "a"), (Paragraph, "b<i>c")]);
    check("<p>a<!-- b", &[(Paragraph, "a b")]);
    check("<p>a < b <1 </> c", &[(Paragraph, "a < b <1 </> c")]);
}

#[test]
fn the_article_is_told_from_the_menus() {
    let sentence = "The old keeper walked down to the harbour every morning, and he counted the boats that had come home. ";
    let paragraphs =
        (0..6).map(|at| format!("<p>Day {at}. {}</p>", sentence.repeat(3))).collect::<Vec<_>>().concat();
    let document = page(&format!(
        "<html lang=en><head><title>The Keeper - Harbour News</title><meta name=author content='Ann Other'>\
         <meta property='article:published_time' content='1999-03-02T10:00:00Z'></head><body>\
         <nav><a href=/>Home</a> <a href=/b>Boats</a></nav><article><h1>The Keeper</h1>{paragraphs}\
         <figure><figcaption>The harbour</figcaption></figure></article>\
         <div id=comments class=comments><p>Bob</p><p>Nice story about boats.</p></div><footer>About us</footer></body></html>"
    ));
    assert_eq!(document.metadata.author.as_deref(), Some("Ann Other"));
    assert_eq!(document.metadata.date.map(|date| date.to_string()).as_deref(), Some("1999-03-02"));
    assert_eq!(document.metadata.language.as_deref(), Some("en"));
    let found = blocks(&document);
    let kind = |text: &str| found.iter().find(|(_, found)| found.starts_with(text)).map(|(kind, _)| *kind);
    assert_eq!(kind("Home Boats"), Some(BlockKind::Navigation));
    assert_eq!(kind("The Keeper"), Some(BlockKind::Heading(1)));
    assert_eq!(kind("Day 3."), Some(BlockKind::Paragraph));
    assert_eq!(kind("The harbour"), Some(BlockKind::Caption));
    assert_eq!(kind("Nice story"), Some(BlockKind::Comment));
    assert_eq!(kind("About us"), Some(BlockKind::Navigation));
}

#[test]
fn a_short_page_tells_its_date_and_its_menu() {
    for (meta, expected) in [
        ("name=date content=1978-03-01", Some("1978-03-01")),
        ("name=DC.date content='12 June 1887'", Some("1887-06-12")),
        ("itemprop=datePublished content=1999-03-02T10:00:00Z", Some("1999-03-02")),
        ("name=date content=2020-01-01><meta name=DC.date.issued content=1978-03-01", Some("1978-03-01")),
        ("name=date content=soon", None),
        ("name=viewport content=1978-03-01", None),
    ] {
        let document = page(&format!(
            "<html><head><title>A Mill</title><meta {meta}></head><body><nav><a href=/>Home</a> \
             <a href=/x>Shop</a></nav><h1>A Mill</h1><p>The mill burned in June of that year.</p></body></html>"
        ));
        assert_eq!(document.metadata.date.map(|date| date.to_string()).as_deref(), expected, "{meta}");
        assert_eq!(blocks(&document)[0], (BlockKind::Navigation, "Home Shop".to_owned()), "{meta}");
    }
}

#[test]
fn depth_and_attributes_are_bounded_and_the_text_kept() {
    let deep = format!("{}core{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let document = page(&format!("<p>before</p>{deep}<p>after</p>"));
    let texts: Vec<String> = blocks(&document).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["before", "core", "after"]);
    assert!(!document.warnings.is_empty());
    let attributes = (0..50_000).map(|at| format!(" a{at}=x")).collect::<Vec<_>>().concat();
    assert_eq!(blocks(&page(&format!("<p{attributes}>text"))).len(), 1);
    let unclosed = (0..20_000).map(|at| format!("<p><b id={at}>t")).collect::<Vec<_>>().concat();
    assert_eq!(blocks(&page(&unclosed)).len(), 20_000);
}
