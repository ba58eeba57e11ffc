//! Small collections with one mistake each, and the message they must give.

use proptest::prelude::*;

use super::*;

fn problems(text: &str) -> Vec<String> {
    parse("c.toml", text).problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_sparse_scheme_is_completed() {
    let settings = parse(
        "c.toml",
        "title = 'Floods'\n[[episode]]\nname = 'North Dam'\nbegins = 1953-02-01\n[[episode]]\nid = 's'\n\
         [[step]]\nname = 'Warning'\n[[step]]\nname = 'Water'\n[[part]]\nepisode = 'north-dam'\nstep = 'water'\n\
         names = 'Anna'\ndates = ['1953', 1953-02-01, 1954]\n[[actor]]\nname = 'The Mayor'\n",
    );
    assert_eq!(settings.problems, []);
    let scheme = settings.scheme;
    assert_eq!(scheme.title.as_deref(), Some("Floods"));
    let north = &scheme.episodes[0];
    assert_eq!((north.id.as_str(), north.short.as_str()), ("north-dam", "North Dam"));
    assert_eq!(north.when.map(|when| when.to_string()).as_deref(), Some("1953-02-01"));
    assert_eq!(scheme.episodes[1].name, "s");
    let letters: String = scheme.steps.iter().map(|step| step.letter).collect();
    assert_eq!(letters, "WA");
    assert_eq!(scheme.steps[1].question, "Water");
    assert_eq!(scheme.parts[0].telltale.names, ["Anna"]);
    assert_eq!(scheme.parts[0].telltale.dates.len(), 3);
    assert_eq!(scheme.actors[0].id, "the-mayor");
}

#[test]
fn what_is_written_is_read_back() {
    let text = "title = 'Two \"floods\"'\nnote = 'of many'\n[[episode]]\nid = 'n'\nname = 'North Dam'\n\
        short = 'North'\nbegins = 1953-01-31\nends = '1953-02'\nhidden = true\nnames = ['the dike', 'x\\y']\n\
        dates = ['1953', '1953-02-01/1953-02-03']\nterms = ['tide']\nexamples = ['It rose.']\n\
        [[episode]]\nid = 's'\n[[step]]\nid = 'c'\nname = 'Call'\nletter = 'Q'\nquestion = 'Who?'\n\
        directed = true\n[[step]]\nid = 'a'\n[[part]]\nepisode = 's'\nstep = 'c'\nterms = ['rider']\n\
        [[actor]]\nid = 'town'\nname = 'Town'\nnames = ['they']\n[[alias]]\nname = 'dike'\nspellings = ['dyke']\n\
        [[document]]\nfile = 'a.txt'\nletter = 'B'\ncite = 'Ort 1954'\ntitle = 'The Sea'\nauthor = 'A. Ort'\n\
        publication = 'P'\ndate = '1953-12/1954-02'\nlanguage = 'en'\nretelling = 'after Lund'\n";
    let settings = parse("c.toml", text);
    assert_eq!(settings.problems, []);
    let again = parse("c.toml", &written::scheme(&settings.scheme));
    assert_eq!((again.scheme, again.problems), (settings.scheme, Vec::new()));
    let entry = &settings.documents[0];
    let about = written::document(&entry.metadata, entry.letter.as_deref(), entry.cite.as_deref());
    let again = parse("c.toml", &format!("[[document]]\nfile = 'a.txt'\n{about}"));
    assert_eq!(DocumentEntry { line: entry.line, ..again.documents[0].clone() }, *entry);
}

#[test]
fn mistakes_name_their_line_and_a_likely_word() {
    let cases = [
        ("titel = 'x'", "c.toml:1: a collection has no key 'titel'; did you mean 'title'?"),
        ("title = 3", "c.toml:1: 'title' must be a text in quotes"),
        (
            "[[episode]]\nid='dam1'\n[[step]]\nid='s'\n\n[[part]]\nepisode = 'dam2'\nstep='s'",
            "c.toml:7: there is no episode 'dam2'; did you mean 'dam1'?",
        ),
        ("[[document]]\ntitle = 'x'", "c.toml:1: a document needs its 'file'; left out"),
        ("[[episode]]\nid='a'\nhidden = 1", "c.toml:3: 'hidden' must be true or false"),
        ("[[episode]]\nid='a'\nbegins='2003'\nends='2001'", "c.toml:4: 'ends' lies before 'begins'"),
        (
            "[[episode]]\nid='a'\n[[episode]]\nid='a'",
            "c.toml:3: there are two of episode 'a'; the first counts",
        ),
        ("[episode]\nid='a'", "c.toml:1: 'episode' must be written as [[episode]]"),
        ("[[step]]\nname='a'\nletter='XY'", "c.toml:1: 'XY' is no free letter for a step; another is given"),
        ("format = 2", "c.toml:1: this version reads format = 1; what it does not know is left out"),
    ];
    for (text, expected) in cases {
        assert_eq!(problems(text), [expected], "{text}");
    }
    let dates = problems("[[episode]]\nid='a'\ndates=[\n'2001',\n'Sept']");
    assert!(dates[0].starts_with("c.toml:5: dates: 'Sept' is no date"), "{dates:?}");
}

#[test]
fn broken_syntax_loses_only_its_place() {
    let settings = parse("c.toml", "title = 'Floods'\nlanguage = \n[[episode]]\nid = 'a'\n");
    assert_eq!(settings.problems.len(), 1, "{:?}", settings.problems);
    assert_eq!(settings.problems[0].line, Some(2));
    assert_eq!(settings.scheme.title.as_deref(), Some("Floods"));
    assert_eq!(settings.scheme.episodes.len(), 1);
}

#[test]
fn a_document_entry_keeps_what_it_says() {
    let text = "[[document]]\nfile='./a.txt'\nletter='Q'\nretelling='after Ort 1950'\ndate='1950'\n\
                [[document]]\nfile='b.txt'\nletter='Q'\n";
    let settings = parse("c.toml", text);
    assert_eq!(settings.problems.len(), 1);
    let entry = &settings.documents[0];
    assert_eq!((entry.file.as_str(), entry.letter.as_deref()), ("a.txt", Some("Q")));
    assert!(entry.is_retelling);
    assert_eq!(entry.metadata.retelling.as_deref(), Some("after Ort 1950"));
    assert_eq!(settings.documents[1].letter, None);
}

proptest! {
    #[test]
    fn nothing_panics(text in "(\\[\\[(episode|step|part|document)\\]\\]\n|[a-z]{1,6} ?= ?('.{0,5}'|[0-9-]{1,10}|\\[.{0,4}\\])\n|.{0,8}\n){0,12}") {
        let _ = parse("c.toml", &text);
    }
}
