//! The README keeps its word: its pictures, its table of keys, its commands and its example are
//! compared with the program.
//!
//! `UPDATE_DOCS=1 cargo test --test it docs` writes pictures and table anew.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;
use triptych::app::{Keymap, context::Context};
use triptych::open::{Request, open};
use triptych::scheme::{Collection, board};
use triptych::store::Store;

#[path = "../../examples/pictures.rs"]
#[allow(dead_code, reason = "an example has a main, which no test calls")]
mod pictures;

const KEYS_BEGIN: &str = "<!-- keys: begin -->\n";
const KEYS_END: &str = "<!-- keys: end -->\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("README.md")
}

/// Whether what is out of date is to be written anew.
fn update() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some()
}

/// Runs the program with nothing of this machine's in its environment.
fn triptych(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triptych"));
    command.env_clear().env("HOME", home).args(arguments).output().expect("the program starts")
}

fn home() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The code block after `<!-- marker -->`.
fn block(readme: &str, marker: &str) -> String {
    let after = readme.split_once(&format!("<!-- {marker} -->\n")).unwrap_or_else(|| panic!("no {marker}")).1;
    let (fence, rest) = after.split_once('\n').expect("a code block");
    assert!(fence.starts_with("```"), "{marker}: {fence}");
    rest.split_once("```\n").expect("the block ends").0.to_owned()
}

#[test]
fn the_pictures_are_up_to_date() {
    for (file, size, theme, keys) in pictures::PICTURES {
        let drawn = pictures::picture(size, theme, keys, Vec::new()).expect("the picture is drawn");
        let path = root().join(file);
        if update() {
            std::fs::write(&path, &drawn).expect("the picture is written");
        }
        let kept = std::fs::read_to_string(&path).expect("the picture is there");
        assert!(readme().contains(&format!("({file})")), "README.md shows no {file}");
        assert!(kept == drawn, "{file} is out of date: cargo run --example pictures");
    }
}

#[test]
fn the_table_of_keys_is_up_to_date() {
    let printed = triptych(home().path(), &["keys", "--format", "md"]);
    let table = text(&printed.stdout);
    assert!(table.contains("| --- |"), "{table}{}", text(&printed.stderr));
    let readme = readme();
    let (before, rest) = readme.split_once(KEYS_BEGIN).expect("the table begins");
    let (kept, after) = rest.split_once(KEYS_END).expect("the table ends");
    if update() {
        let new = format!("{before}{KEYS_BEGIN}\n{}\n\n{KEYS_END}{after}", table.trim_end());
        std::fs::write(root().join("README.md"), new).expect("README.md is written");
        return;
    }
    let (kept, table): (Vec<_>, Vec<_>) = (kept.trim().lines().collect(), table.trim().lines().collect());
    let differs = kept.iter().zip(&table).find(|(kept, printed)| kept != printed);
    let same = differs.is_none() && kept.len() == table.len();
    assert!(same, "out of date: UPDATE_DOCS=1 cargo test --test it docs\n{differs:?}");
}

#[test]
fn the_tour_names_keys_that_there_are() {
    let keymap = Keymap::with_defaults();
    let sequences: Vec<String> = Context::ALL
        .iter()
        .flat_map(|context| keymap.bindings(*context))
        .map(|(keys, _)| triptych::app::keymap::written(keys))
        .collect();
    // `ma` is a key and the name of a mark.
    let is_mark = |keys: &str| keys.len() == 2 && keys.starts_with(['m', '\'']);
    let known = |keys: &str| is_mark(keys) || sequences.iter().any(|sequence| sequence.starts_with(keys));
    let readme = readme();
    let tour = readme.split_once("## A tour of the keys").expect("the tour").1;
    let tour = tour.split_once("[All keys]").expect("the tour ends").0;
    let quoted: Vec<&str> = tour.split('`').skip(1).step_by(2).collect();
    assert!(quoted.len() > 30, "{quoted:?}");
    for keys in quoted {
        let each = keys.split_whitespace().all(known);
        assert!(known(keys) || each, "the tour says `{keys}`, which is no key");
    }
}

#[test]
fn the_example_of_a_key_map_has_no_mistake() {
    let mut keymap = Keymap::with_defaults();
    assert_eq!(keymap.overlay(&block(&readme(), "keymap"), "keymap.toml"), []);
    assert_eq!(keymap.keys_of(&[Context::Reader], "other-pane-up"), [""; 0]);
}

/// The files of the README's example, as somebody would type them in.
fn example() -> TempDir {
    let (folder, readme) = (home(), readme());
    let names: Vec<&str> =
        readme.lines().filter_map(|line| line.strip_prefix("<!-- file: ")?.strip_suffix(" -->")).collect();
    assert!(names.len() >= 9, "{names:?}");
    for name in names {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(path, block(&readme, &format!("file: {name}"))).expect("the file is written");
    }
    folder
}

fn opened(folder: &TempDir) -> Collection {
    open(&Request { paths: vec![folder.path().to_owned()], ..Request::default() }).expect("the example opens")
}

#[test]
fn the_example_is_a_collection_without_a_mistake() {
    let folder = example();
    let collection = opened(&folder);
    assert_eq!(collection.problems, [""; 0]);
    for document in collection.documents.iter() {
        assert_eq!(document.warnings, [], "{}", document.name);
    }
    assert_eq!(collection.title, "Two floods");
    let cites: Vec<&str> = collection.labels.iter().map(|label| label.cite.as_str()).collect();
    assert_eq!(cites, ["Ort 1954", "Lund 1960"]);
    assert_eq!((collection.codings.len(), collection.links.len(), collection.rows.len()), (4, 2, 1));
    let passage = collection.links[1].b;
    assert_eq!(collection.passage_id(passage), "lund.txt#2.2");
    let words = collection.document(passage.document).passage_text(passage);
    assert_eq!(words, "By noon every boat of the coast was there.");
    let board = board(&collection);
    let summaries: Vec<_> = board.rows.iter().map(|(_, cells)| cells[0].summary.is_some()).collect();
    assert_eq!(summaries, [true, true]);
    assert!(board.columns[1].hidden);
    let checked = triptych(folder.path(), &["check", &folder.path().display().to_string()]);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stdout));
}

/// The example leaves no key out, so that the README tells of each.
#[test]
fn the_example_shows_every_kind_of_entry() {
    let settings: toml::Table = block(&readme(), "file: collection.toml").parse().expect("TOML");
    for table in ["document", "episode", "step", "part", "actor", "alias"] {
        assert!(settings.contains_key(table), "no [[{table}]]");
    }
    let collection = opened(&example());
    assert!(collection.scheme.episodes.iter().any(|episode| !episode.telltale.examples.is_empty()));
    assert!(collection.scheme.steps.iter().any(|step| step.directed));
    assert!(collection.codings.iter().any(|coding| coding.coded.direction.is_some()));
}

#[test]
fn the_readers_own_files_are_as_described() {
    let folder = example();
    let opened_store = Store::open(&folder.path().join("triptych"));
    assert_eq!(opened_store.messages, [""; 0]);
    let work = opened_store.work;
    assert_eq!(work.session.panes, ["ort.txt", "lund.txt"]);
    assert_eq!(work.places["ort.txt"].paragraph, 3);
    let anchor = &work.marks[&'a'].anchor;
    let collection = opened(&folder);
    let document = collection.documents.iter().find(|document| document.name == anchor.document);
    let ids: Vec<u32> = document.expect("the document").blocks().iter().map(|block| block.number).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert!(work.marks[&'a'].created.is_some());
    for (kind, count) in [
        ("codings", work.codings.len()),
        ("links", work.links.len()),
        ("notes", work.notes.len()),
        ("summaries", work.summaries.len()),
        ("verdicts", work.verdicts.len()),
    ] {
        assert_eq!(count, 1, "{kind}");
    }
    let anchors = work.codings.values().map(|coding| &coding.anchor);
    let anchors = anchors.chain(work.links.values().flat_map(|link| [&link.a, &link.b]));
    for anchor in anchors.chain(work.verdicts.values().map(|verdict| &verdict.a)) {
        let mut documents = collection.documents.iter().filter(|document| document.name == anchor.document);
        let document = documents.next().expect("the document");
        assert!(anchor.resolve(document).site().is_some(), "{}", anchor.quote);
    }
}

#[test]
fn the_two_commands_are_commands_of_cargo() {
    let readme = readme();
    assert_eq!(block(&readme, "command: run"), "cargo run --release\n");
    assert_eq!(block(&readme, "command: test"), "cargo test\n");
}

/// Rows of the table of subcommands: name and formats.
fn commands(readme: &str) -> Vec<(String, Vec<String>)> {
    let section = readme.split_once("## Command line").expect("the section").1;
    let rows = section.lines().skip_while(|line| !line.starts_with("| ---")).skip(1);
    let mut commands = Vec::new();
    for row in rows.take_while(|line| line.starts_with('|')) {
        let row = row.replace("\\|", "/");
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let formats: Vec<String> = cells[3].split_whitespace().map(str::to_owned).collect();
        for quoted in cells[1].split('`').skip(1).step_by(2) {
            let words = quoted.trim_start_matches("triptych ");
            let name = words.split_whitespace().next().unwrap_or_default();
            commands.push((name.to_owned(), formats.clone()));
        }
    }
    commands
}

#[test]
fn the_table_of_commands_is_complete() {
    let home = home();
    let readme = readme();
    let commands = commands(&readme);
    let help = text(&triptych(home.path(), &["--help"]).stdout);
    let listed = help.split("Commands:\n").nth(1).expect("a list of commands");
    let listed = listed.lines().take_while(|line| !line.trim().is_empty());
    let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    for name in names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        let formats = &commands
            .iter()
            .find(|(known, _)| known == name)
            .unwrap_or_else(|| panic!("README.md does not tell of {name}"))
            .1;
        // The parser lists what it knows when it is given what it does not.
        let refused = text(&triptych(home.path(), &[name, "--format", "none-such"]).stderr);
        let known = refused.split("[possible values: ").nth(1).and_then(|rest| rest.split(']').next());
        let known: Vec<&str> = known.map_or(Vec::new(), |known| known.split(", ").collect());
        assert_eq!(*formats, known, "formats of {name}");
    }
}

#[test]
fn every_setting_is_described() {
    let home = home();
    let folder = home.path().join(".config/triptych");
    std::fs::create_dir_all(&folder).expect("the folder is made");
    std::fs::write(folder.join("config.toml"), "zzzzzz = 1\n").expect("the file is written");
    let message = text(&triptych(home.path(), &["themes"]).stderr);
    let settings = message.split("it may be ").nth(1).expect("a list of settings").trim();
    let readme = readme();
    for setting in settings.split(", ") {
        assert!(readme.contains(&format!("`{setting}")), "README.md does not tell of {setting}");
    }
}

/// The checks of a change run the README's test command, not a copy of it.
#[cfg(unix)]
#[test]
fn the_checks_take_the_test_command_from_the_readme() {
    let script = std::fs::read_to_string(root().join(".ci/run")).expect(".ci/run");
    assert!(!script.contains("cargo test"), ".ci/run has a test command of its own");
    let printed = Command::new(root().join(".ci/run")).arg("--test-command").output();
    let printed = printed.expect(".ci/run can be run");
    assert_eq!(text(&printed.stdout), block(&readme(), "command: test"), "{}", text(&printed.stderr));
}
