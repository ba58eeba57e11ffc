//! What `import_bytes` makes of small inputs of all formats.

use super::*;

#[test]
fn every_format_by_its_name_or_content() {
    for (name, text, title) in [
        ("a.txt", "The Keeper\n\nIt rained for three whole days in a row.\n", "The Keeper"),
        ("a.txt", "Title: The Keeper\n\n[3] It rained.\n", "The Keeper"),
        ("a.md", "# The Keeper\n\nIt rained.\n", "The Keeper"),
        ("a.txt", "<!doctype html><title>The Keeper</title><p>It rained.", "The Keeper"),
        ("a.tsv", "id\tdoc\torder\ttext\n1\tThe Keeper\t1\tIt rained.\n", "The Keeper"),
    ] {
        let documents = import_bytes(name, text.as_bytes()).expect(text);
        assert_eq!(documents.iter().map(Document::title).collect::<Vec<_>>(), [title], "{text}");
    }
}

#[test]
fn nothing_to_read() {
    for (name, bytes) in [
        ("a.txt", &b""[..]),
        ("a.md", b" \n\t\n"),
        ("a.html", b"<p></p>"),
        ("a.txt", b"\xef\xbb\xbf"),
        ("a.txt", b"\xff\xfe"),
        ("a.tsv", b"id\tdoc\torder\ttext\n"),
    ] {
        let error = import_bytes(name, bytes).expect_err(name).to_string();
        assert_eq!(error, format!("{name} holds no text"));
    }
}

#[test]
fn the_head_of_a_large_text_is_a_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "one line\n".repeat(1000)).expect("writes");
    let head = import_head(&path, "a.txt", 100).expect("reads").expect("a head");
    assert!(!head.complete);
    assert_eq!(head.blocks().len(), 11);
    assert!(import_head(&path, "a.txt", 9000).expect("reads").is_none());
    assert!(import_head(&path, "a.md", 100).expect("reads").is_none());
}
