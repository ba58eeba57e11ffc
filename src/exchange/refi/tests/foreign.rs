//! Projects as other programs write them.

use super::*;

/// A project as others write it: upper-case identifiers in braces, a folder `Sources`, a byte-order
/// mark, line breaks of two characters, one selection for each code, codes in codes.
fn foreign(selections: &str, source: &str) -> Vec<u8> {
    let project = format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n\
         <Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"P\" origin=\"Other 1.0\">\n\
         <CodeBook><Codes>\n\
         <Code guid=\"{{AAAAAAAA-0000-4000-8000-000000000001}}\" name=\"floods\" isCodable=\"false\">\n\
         <Code guid=\"AAAAAAAA-0000-4000-8000-000000000002\" name=\"flood F53\" isCodable=\"true\"/></Code>\n\
         <Code guid=\"AAAAAAAA-0000-4000-8000-000000000003\" name=\"Call\" isCodable=\"true\">\n\
         <Code guid=\"AAAAAAAA-0000-4000-8000-000000000004\" name=\"By boat\" isCodable=\"true\"/></Code>\n\
         <Code guid=\"AAAAAAAA-0000-4000-8000-000000000004\" name=\"Doubled\" isCodable=\"true\"/>\n\
         </Codes></CodeBook>\n\
         <Sources><TextSource guid=\"BBBBBBBB-0000-4000-8000-000000000001\" name=\"lund\" \
         plainTextPath=\"internal://B1.txt\">{selections}</TextSource>\n\
         <TextSource guid=\"BBBBBBBB-0000-4000-8000-000000000002\" name=\"missing\" plainTextPath=\"internal://B2.txt\"/>\n\
         <PictureSource guid=\"BBBBBBBB-0000-4000-8000-000000000003\" name=\"p\" path=\"internal://p.png\"/>\n\
         </Sources></Project>"
    );
    packed(&[("Sources/B1.txt".into(), source.into()), ("Some project.qde".into(), project)]).unwrap()
}

fn selected(number: u32, start: usize, end: usize, inside: &str) -> String {
    format!(
        "<PlainTextSelection guid=\"CCCCCCCC-0000-4000-8000-0000000000{number:02}\" name=\"\" startPosition=\"{start}\" \
         endPosition=\"{end}\">{inside}</PlainTextSelection>"
    )
}

fn code(number: u32) -> String {
    format!(
        "<Coding guid=\"DDDDDDDD-0000-4000-8000-000000000001\"><CodeRef targetGUID=\"{{aaaaaaaa-0000-4000-8000-00000000000{number}}}\"/></Coding>"
    )
}

#[test]
fn a_project_of_another_program_is_read() {
    let source = "\u{feff}The \u{1f30a} Night\r\nAt once the  town's\r\nrider left.\r\n";
    // Without the mark, a line break for two: 'At once the  town's rider left.' from 13 to 45.
    let whole = |number, inside: &str| selected(number, 13, 45, inside);
    let selections = [
        whole(1, &code(2)),
        whole(2, &code(3)),
        selected(3, 26, 32, &(code(4) + &code(9))),
        selected(4, 13, 20, "<Description>A memo &amp; more</Description>"),
        selected(5, 4_000, 4_001, &code(2)),
    ];
    let come = read(&foreign(&selections.concat(), source), &collection(), &Work::default()).unwrap();
    let coding = come.work.codings.values().next().expect("a coding");
    assert_eq!(come.work.codings.len(), 1, "one selection for each code is one coding");
    assert_eq!(
        (coding.anchor.quote.as_str(), coding.episodes.as_slice()),
        ("At once the town's rider left.", ["f53".to_owned()].as_slice())
    );
    assert_eq!(coding.step.as_deref(), Some("call"));
    let notes: Vec<(String, String, String)> = come
        .work
        .notes
        .values()
        .map(|note| match &note.target {
            Target::Words(words) => {
                (words[0].quote.clone(), note.text.clone(), note.tags.iter().cloned().collect())
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(notes.contains(&("At once".into(), "A memo & more".into(), String::new())), "{notes:?}");
    assert!(notes.contains(&("town's".into(), String::new(), "Call/By boat".into())), "{notes:?}");
    let said = remarks(&come);
    for words in [
        "cannot be told from it: Doubled",
        "become tags: Call/By boat",
        "1 sources that are no text are left out: picture",
        "a code that is not in the codebook",
        "1 selections lie outside the text of 'lund' and are left out: 4000 to 4001",
        "the source 'missing': its text B2.txt is missing; its 0 selections are left out",
    ] {
        assert!(said.contains(words), "{words}:\n{said}");
    }
}

#[test]
fn projects_that_count_otherwise_are_read_all_the_same() {
    let source = "\u{feff}The \u{1f30a} Night\r\nAt once the town's rider left.\r\n=1+1 boats, \"all\" of them; came.\r\n";
    let words = ["Night", "At once", "the town's rider left.", "boats", "of them"];
    // Mark, line breaks, planes, end: each counted as some program does.
    for (mark, two, utf16, inclusive) in [
        (false, true, false, false),
        (true, true, false, false),
        (false, false, false, false),
        (false, true, true, false),
        (false, true, false, true),
        (true, false, true, true),
    ] {
        let count = |byte: usize| {
            let before = &source[..byte];
            let marks = usize::from(!mark);
            let joined = if two { 0 } else { before.matches("\r\n").count() };
            let units = if utf16 { before.encode_utf16().count() } else { before.chars().count() };
            units - marks - joined
        };
        let selections: String = (1..)
            .zip(words)
            .map(|(number, words)| {
                let start = source.find(words).unwrap();
                let end = count(start + words.len()) - usize::from(inclusive);
                selected(number, count(start), end, &code(2))
            })
            .collect();
        let come = read(&foreign(&selections, source), &collection(), &Work::default()).unwrap();
        let found: BTreeSet<&str> =
            come.work.codings.values().map(|coding| coding.anchor.quote.as_str()).collect();
        assert_eq!(found, BTreeSet::from(words), "{:?}\n{}", (mark, two, utf16, inclusive), remarks(&come));
    }
}

#[test]
fn words_that_are_not_here_are_kept_without_a_place() {
    let source = "The Night\nAt once the queen's rider left.\n";
    let selections = selected(1, 22, 29, &code(2)) + &selected(2, 10, 17, &code(2));
    let come = read(&foreign(&selections, source), &collection(), &Work::default()).unwrap();
    let quotes: BTreeSet<(&str, u32)> = come
        .work
        .codings
        .values()
        .map(|coding| (coding.anchor.quote.as_str(), coding.anchor.paragraph))
        .collect();
    assert_eq!(quotes, BTreeSet::from([("At once", 2), ("queen's", 0)]));
    assert!(remarks(&come).contains("the words 'queen's' are not found for sure in lund.txt"));
}

#[test]
fn two_selections_of_one_identifier_are_two() {
    let source = "\u{feff}The \u{1f30a} Night\r\nAt once the  town's\r\nrider left.\r\n";
    let memo = |text: &str| selected(4, 13, 20, &format!("<Description>{text}</Description>"));
    let come =
        read(&foreign(&(memo("One") + &memo("Two")), source), &collection(), &Work::default()).unwrap();
    let texts: BTreeSet<&str> = come.work.notes.values().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, BTreeSet::from(["One", "Two"]));
    assert!(remarks(&come).contains("came before: this one has another id"), "{}", remarks(&come));
}

#[test]
fn of_many_selections_outside_the_text_some_are_named() {
    let outside: String = (0..99).map(|at| selected(at, 4_000 + at as usize, 5_000, &code(2))).collect();
    let come = read(&foreign(&outside, "At once"), &collection(), &Work::default()).unwrap();
    let said = remarks(&come);
    let line = said.lines().find(|line| line.contains("outside the text")).unwrap();
    assert!(line.starts_with("99 selections") && line.ends_with("4009 to 5000, and 89 more"), "{line}");
}
