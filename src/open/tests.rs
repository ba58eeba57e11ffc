//! Folders and files made for each test.

use std::fmt::Write;
use std::path::Path;

use tempfile::TempDir;

use super::*;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn open_paths(paths: &[&Path]) -> Result<Collection, OpenError> {
    open(&Request { paths: paths.iter().map(|&path| path.to_owned()).collect(), ..Request::default() })
}

#[test]
fn a_folder_without_settings_opens() {
    let folder = folder(&[
        ("b.txt", b"Second.\n"),
        ("a.txt", b"First.\n"),
        ("c.txt", b"%PDF-1.4\n\0\0"),
        ("d.txt", b""),
    ]);
    let collection = open_paths(&[folder.path()]).unwrap();
    let names: Vec<_> = collection.documents.iter().map(|document| document.name.as_str()).collect();
    assert_eq!(names, ["a.txt", "b.txt"]);
    assert!(collection.scheme.is_empty());
    assert_eq!(collection.title, folder.path().file_name().unwrap().to_string_lossy());
    assert_eq!(collection.problems.len(), 2, "{:?}", collection.problems);
    assert!(collection.problems[0].contains("c.txt"), "{:?}", collection.problems);
}

#[test]
fn settings_order_name_and_describe_documents() {
    let settings = "title='Floods'\nlanguage='de'\n[[document]]\nfile='b.txt'\nletter='Q'\ntitle='The Second'\n\
                    date='1953'\n[[document]]\nfile='bb.txt'\n[[episode]]\nid='dam'\n";
    let codings = "{\"document\":\"Q\",\"paragraph\":1,\"sentence\":1,\"episodes\":[\"dam\"]}\n";
    let folder = folder(&[
        ("collection.toml", settings.as_bytes()),
        ("codings.jsonl", codings.as_bytes()),
        ("a.txt", b"First.\n"),
        ("b.txt", b"Second.\n"),
    ]);
    let collection = open_paths(&[folder.path()]).unwrap();
    assert_eq!(collection.title, "Floods");
    let letters: Vec<_> = collection.labels.iter().map(|label| label.letter.as_str()).collect();
    assert_eq!(letters, ["Q", "A"]);
    assert_eq!(collection.labels[0].cite, "The Second 1953");
    assert_eq!(collection.documents[0].metadata.language.as_deref(), Some("de"));
    assert_eq!(collection.codings.len(), 1);
    assert_eq!(collection.problems, ["collection.toml:8: there is no file 'bb.txt'; did you mean 'b.txt'?"]);
    let by_settings = open_paths(&[&folder.path().join("collection.toml")]).unwrap();
    assert_eq!(by_settings.labels, collection.labels);
}

#[test]
fn files_and_standard_input_open_together() {
    let folder = folder(&[("a.txt", b"First.\n")]);
    let paths = vec![folder.path().join("a.txt"), "-".into(), folder.path().join("missing.txt")];
    let request = Request { paths, standard_input: Some(b"Piped.\n".to_vec()), originals: None };
    let collection = open(&request).unwrap();
    let names: Vec<_> = collection.documents.iter().map(|document| document.name.as_str()).collect();
    assert_eq!(names, ["a.txt", "standard input"]);
    assert!(collection.problems[0].contains("missing.txt"), "{:?}", collection.problems);
}

#[test]
fn what_is_told_of_several_folders_counts_over_all_and_never_goes_back() {
    let name = |at| format!("{at:02}.txt");
    let many: Vec<String> = (0..40).map(name).collect();
    let files =
        |count: usize| many[..count].iter().map(|name| (&**name, &b"Text.\n"[..])).collect::<Vec<_>>();
    let (first, second) = (folder(&files(20)), folder(&files(40)));
    let alone = folder(&[("alone.txt", b"Text.\n")]);
    let paths =
        vec![first.path().to_owned(), "-".into(), alone.path().join("alone.txt"), second.path().to_owned()];
    let request = Request { paths, standard_input: Some(b"Piped.\n".to_vec()), originals: None };
    let mut told = Vec::new();
    let mut opener = Opener::new(request);
    opener.open_telling(&mut |so_far| told.push((so_far.read, so_far.files))).unwrap();
    assert!(told.iter().all(|(_, files)| *files == 61), "{told:?}");
    assert!(told.is_sorted_by(|a, b| a.0 < b.0) && told.last().unwrap().0 == 61, "{told:?}");
}

#[test]
fn nothing_readable_is_an_error() {
    let folder = folder(&[]);
    let error = open_paths(&[folder.path()]).unwrap_err();
    assert!(error.to_string().ends_with("no documents in this folder"), "{error}");
    let error = open_paths(&[&folder.path().join("none.txt")]).unwrap_err();
    assert!(
        error.to_string().starts_with("nothing to read: ") && error.to_string().contains("none.txt"),
        "{error}"
    );
    let empty = Request { paths: vec!["-".into()], standard_input: Some(Vec::new()), originals: None };
    assert_eq!(open(&empty).unwrap_err().to_string(), "nothing to read: standard input: is empty");
}

#[test]
fn originals_take_the_place_of_retellings() {
    let original = "The river rose over the dike. Nobody had rung the bell.\n";
    let mut lines = String::new();
    for (number, sentence) in
        ["The river rose over the dike.", "Nobody had rung the bell."].iter().enumerate()
    {
        let hash = crate::text::hash::words_hash(sentence);
        let sentence = number + 1;
        writeln!(
            lines,
            "{{\"document\":\"A\",\"paragraph\":1,\"sentence\":{sentence},\"hash\":\"{hash:016x}\",\"episodes\":[\"dam\"],\
             \"retelling\":{{\"paragraph\":1,\"sentence\":1}}}}"
        )
        .unwrap();
    }
    let settings = b"[[document]]\nfile='r.txt'\ntitle='Dikes'\nretelling=true\n[[episode]]\nid='dam'\n";
    let folder_path = folder(&[
        ("collection.toml", settings),
        ("codings.jsonl", lines.as_bytes()),
        ("r.txt", b"Water came.\n"),
    ]);
    let originals = folder(&[("saved page.txt", original.as_bytes()), ("other.txt", b"Other words.\n")]);
    let mut request = Request { paths: vec![folder_path.path().to_owned()], ..Request::default() };
    let retold = open(&request).unwrap();
    assert_eq!(retold.documents[0].metadata.retelling.as_deref(), Some("after Dikes"));
    assert_eq!(retold.codings.len(), 1);
    request.originals = Some(originals.path().to_owned());
    let read = open(&request).unwrap();
    assert_eq!(read.problems, [""; 0]);
    assert_eq!(read.documents[0].name, "saved page.txt");
    assert_eq!(read.documents[0].metadata.retelling, None);
    assert_eq!(read.documents[0].title(), "Dikes");
    assert_eq!(read.codings.len(), 2);
    request.originals = Some(originals.path().join("none"));
    assert_eq!(open(&request).unwrap().problems.len(), 2);
}

#[test]
fn only_files_that_changed_are_read_again() {
    let folder = folder(&[("a.txt", b"First.\n"), ("b.txt", b"Second.\n"), ("sub.html", b"<p>Third.</p>")]);
    let settings = "title='Three'\n[[document]]\nfile='b.txt'\ntitle='The Second'\n";
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let request = Request { paths: vec![folder.path().to_owned()], ..Request::default() };
    let mut opener = Opener::new(request.clone());
    let mut opened = |expected: usize, what: &str| {
        let read = opener.imports.read;
        // Some time later: what was changed just now may change again and look the same.
        let later = std::time::SystemTime::now() + std::time::Duration::from_mins(1);
        let collection = opener.open_at(later, &mut |_| {}).unwrap();
        assert_eq!(opener.imports.read - read, expected, "{what}");
        let anew = open(&request).unwrap();
        assert_eq!((&collection.documents, &collection.labels), (&anew.documents, &anew.labels), "{what}");
        assert_eq!(collection.problems, anew.problems, "{what}");
    };
    opened(3, "first");
    opened(0, "nothing changed");
    write("b.txt", "Zweite.\n");
    opened(1, "one changed");
    write("collection.toml", settings);
    opened(0, "what is said of documents is said of those that were read before, too");
    std::fs::rename(folder.path().join("a.txt"), folder.path().join("c.txt")).unwrap();
    opened(1, "another name");
    std::fs::remove_file(folder.path().join("c.txt")).unwrap();
    opened(0, "one less");
    write("c.txt", "");
    opened(1, "nothing in it");
    opened(1, "what cannot be read is tried again");
}

#[test]
fn settings_stay_in_use_while_what_stands_in_their_place_has_mistakes() {
    let folder = folder(&[("a.txt", b"First.\n"), ("collection.toml", b"title='One'\ntitel='x'\n")]);
    let write = |bytes: &[u8]| std::fs::write(folder.path().join("collection.toml"), bytes).unwrap();
    let request = Request { paths: vec![folder.path().to_owned()], ..Request::default() };
    let mut opener = Opener::new(request);
    let mut opened = || {
        let Collection { title, problems, .. } = opener.open().unwrap();
        (title, problems)
    };
    let (title, problems) = opened();
    assert_eq!((title.as_str(), problems.len()), ("One", 1), "at the start the rest of the file counts");
    write(b"title='Two'\n\n[[episode]]\nid='a'\nnam='x'\nend='y'\n");
    let (title, problems) = opened();
    assert_eq!(title, "One");
    assert!(problems[0].starts_with("collection.toml:5: "), "{problems:?}");
    assert!(problems[0].ends_with("; what the file said before stays in use"), "{problems:?}");
    write(b"title='Two'\n[[episode\n");
    assert_eq!(opened().0, "One");
    write(b"title='\xff'\n");
    let (title, problems) = opened();
    assert_eq!((title.as_str(), problems), ("One", vec!["collection.toml: is not UTF-8".to_owned()]));
    write(b"title='Two'\n");
    assert_eq!(opened(), ("Two".to_owned(), Vec::new()));
    std::fs::remove_file(folder.path().join("collection.toml")).unwrap();
    assert_ne!(opened().0, "Two");
}
