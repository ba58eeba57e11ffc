//! What is dated, by what, and how it is counted.

use proptest::prelude::*;

use super::*;
use crate::scheme::format::settings;
use crate::scheme::{Coded, Coding, Label};
use crate::text::{BlockKind, Document};

const SCHEME: &str = "[[episode]]\nid='dam'\n[[episode]]\nid='ice'\n";

fn document(paragraphs: &[&str]) -> Document {
    let mut builder = Document::builder("x.txt");
    for text in paragraphs {
        builder.block(BlockKind::Paragraph, text);
    }
    builder.metadata().date = "1960-05".parse().ok();
    builder.build()
}

fn collection(paragraphs: &[&str], codings: Vec<Coding>) -> Collection {
    Collection {
        scheme: settings::parse("c.toml", SCHEME).scheme,
        documents: [document(paragraphs)].into(),
        labels: vec![Label::default()],
        codings,
        ..Collection::default()
    }
    .indexed()
}

fn sentence(paragraph: usize) -> Passage {
    Passage::sentence(DocumentIndex(0), BlockIndex(paragraph - 1), SentenceIndex(0))
}

fn listed(timeline: &Timeline) -> Vec<String> {
    let line = |dated: &Dated| format!("{} {} {}", dated.range, dated.passage.block.0 + 1, dated.by.name());
    timeline.dated.iter().map(line).collect()
}

#[test]
fn passages_are_dated_by_what_they_tell_and_by_their_coding() {
    let texts = [
        "On 9 March 1953 the dam broke, and in April 1953 it was mended.",
        "Nobody knew.",
        "It had been built in 1911.",
        "The 1934 flood was worse.",
        "Last year it broke again.",
    ];
    let coded = Coded { episodes: vec![EpisodeIndex(1)], date: "1910/1912".parse().ok(), ..Coded::default() };
    let coding = Coding { passage: sentence(3), coded, confidence: 1.0, by_hand: true };
    let timeline = timeline(&collection(&texts, vec![coding]));
    assert_eq!(
        listed(&timeline),
        ["1910/1912 3 coding", "1953-03-09 1 text", "1953-04 1 text", "1959 5 reckoned"]
    );
    assert_eq!((timeline.passages(), timeline.undated), (3, 2));
    assert_eq!(timeline.written, [(DocumentIndex(0), "1960-05".parse().unwrap())]);
    let lanes: Vec<_> = timeline.by_episode.iter().map(|lane| (lane.kind, lane.passages)).collect();
    let episode = |at| LaneKind::Episode(EpisodeIndex(at));
    assert_eq!(lanes, [(episode(0), 0), (episode(1), 1), (LaneKind::NoEpisode, 2)]);
    let (first, last) = timeline.extent().unwrap();
    assert_eq!((first, last), ("1910/1960-05".parse::<DateRange>().unwrap().days()));
}

#[test]
fn days_without_a_year_are_of_the_year_of_their_episode_or_of_news() {
    let texts =
        ["In 1847 and on 14 July a rifle went off.", "On 3 May it rained.", "On 9 March nobody came."];
    let scheme = "[[episode]]\nid='dam'\nbegins='1911-07'\nends='1911-09'\n\
                  [[episode]]\nid='ice'\nbegins='1919-03'\nends='1921-04'\n";
    let coding = |paragraph, episode| {
        let coded = Coded { episodes: vec![EpisodeIndex(episode)], ..Coded::default() };
        Coding { passage: sentence(paragraph), coded, confidence: 0.9, by_hand: false }
    };
    let mut collection = collection(&texts, vec![coding(1, 0), coding(3, 1)]);
    collection.scheme = settings::parse("c.toml", scheme).scheme;
    assert_eq!(
        listed(&timeline(&collection)),
        ["1847 1 text", "1911-07-14 1 reckoned", "1960-03-09 3 reckoned", "1960-05-03 2 reckoned"],
        "news of May 1960; the second episode had three Marches"
    );
    std::sync::Arc::make_mut(&mut collection.documents)[0].metadata.date = "1960".parse().ok();
    assert_eq!(
        listed(&timeline(&collection)),
        ["1847 1 text", "1847-03-09 3 reckoned", "1847-05-03 2 reckoned", "1911-07-14 1 reckoned"],
        "an account of 1960"
    );
}

#[test]
fn a_lane_lists_days_before_stretches_and_short_ones_before_long() {
    let texts = ["In 1953 it rained.", "On 9 March 1953 it broke.", "In March 1953 it rained more."];
    let timeline = timeline(&collection(&texts, Vec::new()));
    let lane = &timeline.by_document[0];
    let (first, last) = "1953-03".parse::<DateRange>().unwrap().days();
    assert_eq!(lane.count(first, last), LaneCount { days: 1, spans: 2 });
    let ranges = |most| -> Vec<String> {
        let within = lane.within(&timeline.dated, first, last, most);
        within.iter().map(|at| timeline.dated[*at].range.to_string()).collect()
    };
    assert_eq!(ranges(9), ["1953-03-09", "1953-03", "1953"]);
    assert_eq!(ranges(2), ["1953-03-09", "1953-03"]);
    assert_eq!(lane.next_after(first), Some(first + 8));
    assert_eq!(lane.last_before(first), Some("1953".parse::<DateRange>().unwrap().days().0));
    assert_eq!(lane.next_after(last), None);
}

proptest! {
    /// What is counted by halving is what is counted one by one.
    #[test]
    fn counting_is_the_same_as_looking_at_each(
        stretches in proptest::collection::vec((0_i32..100, 0_i32..30), 0..40),
        from in -5_i32..110,
        length in 0_i32..40,
    ) {
        let range: DateRange = "1970".parse().unwrap();
        let mut dated: Vec<Dated> = stretches
            .iter()
            .map(|&(first, days)| Dated { passage: sentence(1), range, first, last: first + days, by: DatedBy::Text })
            .collect();
        dated.sort_by_key(|dated| (dated.first, dated.last));
        let lane = &lane::by_document(1, &dated)[0];
        let to = from + length;
        let within = dated.iter().filter(|one| one.first <= to && one.last >= from).count();
        prop_assert_eq!(lane.count(from, to).all(), within);
        prop_assert_eq!(lane.within(&dated, from, to, 1000).len(), within);
    }
}
