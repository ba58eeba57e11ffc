//! Lines with and without mistakes.

use super::*;
use crate::scheme::format::settings;

fn scheme() -> Scheme {
    let text = "[[episode]]\nid='dam'\n[[episode]]\nid='ice'\n[[step]]\nid='warning'\n[[actor]]\nid='mayor'\n\
                [[actor]]\nid='town'\n";
    settings::parse("c.toml", text).scheme
}

fn codings(text: &str) -> Records {
    parse(Sources { codings: Some(text), ..Sources::default() }, &scheme())
}

fn problems(records: &Records) -> Vec<String> {
    records.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_coding_with_everything_and_one_with_little() {
    let records = codings(
        "{\"document\":\"A\",\"paragraph\":3,\"sentence\":2,\"hash\":\"00000000000000ff\",\"near\":\"1\",\
         \"episodes\":[\"ice\",\"dam\",\"ice\"],\"step\":\"warning\",\"second\":null,\"direction\":\"mayor>town\",\
         \"background\":true,\"date\":\"1953-02\",\"retelling\":{\"paragraph\":2,\"sentence\":1}}\n\n\
         {\"document\":\"b.txt\",\"paragraph\":1}\n",
    );
    assert_eq!(problems(&records), [""; 0]);
    let [full, bare] = &records.codings[..] else { panic!("two codings") };
    assert_eq!((full.hash, full.near, full.line, bare.line), (Some(255), Some(1), 1, 3));
    assert_eq!(full.coded.episodes, [EpisodeIndex(0), EpisodeIndex(1)]);
    assert_eq!(full.coded.date.map(|date| date.to_string()).as_deref(), Some("1953-02"));
    assert!(full.coded.background && full.coded.direction.is_some());
    assert_eq!(full.retold, Some(Place { paragraph: 2, sentence: Some(1) }));
    assert_eq!((bare.hash, &bare.coded, bare.retold), (None, &Coded::default(), None));
}

#[test]
fn mistakes_are_said_and_the_rest_is_used() {
    let records = codings(
        "{\"document\":\"A\",\"paragraph\":1,\"episodes\":[\"dams\"]}\nnot json\n\
         {\"document\":\"A\",\"paragraph\":2,\"steps\":\"warning\"}\n{\"paragraph\":2}\n\
         {\"document\":\"A\",\"paragraph\":2,\"date\":\"soon\",\"hash\":\"xyz\",\"direction\":\"major>town\"}",
    );
    assert_eq!(records.codings.len(), 3);
    let problems = problems(&records);
    assert_eq!(problems[0], "codings.jsonl:1: there is no episode 'dams'; did you mean 'dam'?");
    assert!(problems[1].starts_with("codings.jsonl:2: expected"), "{}", problems[1]);
    assert_eq!(problems[2], "codings.jsonl:3: there is no key 'steps' here; did you mean 'step'?");
    assert!(problems[3].contains("missing field `document`"), "{}", problems[3]);
    assert!(problems[4].contains("'soon' is no date"), "{}", problems[4]);
    assert!(
        problems.iter().any(|problem| problem.ends_with("there is no actor 'major'; did you mean 'mayor'?"))
    );
}

#[test]
fn addresses_read_back_as_written() {
    let place = |document: &str, paragraph, sentence| Address::Place {
        document: document.to_owned(),
        place: Place { paragraph, sentence },
    };
    assert_eq!(Address::parse("A#6.4"), place("A", 6, Some(4)));
    assert_eq!(Address::parse("a#b.txt#12"), place("a#b.txt", 12, None));
    assert_eq!(Address::parse("Matt 3:1"), Address::Id("Matt 3:1".to_owned()));
    assert_eq!(Address::parse("A#x.1"), Address::Id("A#x.1".to_owned()));
    assert_eq!(Address::parse("A#6.4").to_string(), "A \u{b6}6.4");
}

#[test]
fn links_rows_and_summaries() {
    let sources = Sources {
        links: Some(
            "{\"a\":\"A#1.1\",\"b\":\"B#2\",\"strength\":\"weak\"}\n{\"a\":\"A#1\",\"b\":\"B#2\",\"strength\":\"odd\"}",
        ),
        rows: Some(
            "{\"id\":\"r\",\"step\":\"warning\",\"label\":\"Nobody listens\",\"cells\":{\"ice\":[\"B#1.1\"],\"dam\":[\"A#1.1\"]}}",
        ),
        summaries: Some("{\"episode\":\"dam\",\"step\":\"warnings\",\"text\":\"x\"}"),
        codings: None,
    };
    let records = parse(sources, &scheme());
    assert_eq!(records.links.len(), 1);
    assert_eq!(records.links[0].strength, Strength::Weak);
    let episodes: Vec<_> = records.rows[0].cells.iter().map(|(episode, _)| episode.0).collect();
    assert_eq!(episodes, [0, 1]);
    assert!(records.summaries.is_empty());
    assert_eq!(problems(&records).len(), 2);
}
