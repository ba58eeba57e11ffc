//! What the reader made counts on the command line as on the screen.

use triptych::store::{Anchor, CellId, Coding, Link, LinkKind, Store, Summary, Work};
use triptych::text::{BlockIndex, BlockKind, Document, Span};

use super::world::World;

/// Holds on to `text`, the first paragraph of a document of the floods.
fn anchor(name: &str, text: &str) -> Anchor {
    let mut builder = Document::builder(name);
    builder.block(BlockKind::Paragraph, text);
    Anchor::of(&builder.build(), BlockIndex(0), Span::new(0, text.len())).unwrap()
}

const ORT: &str = "The town sent a rider to the queen at once.";
const LUND: &str = "At once the town's rider left for the queen.";

/// The floods with `ORT` coded as the flood of 1916, its match rejected, and a summary.
fn corrected() -> World {
    let world = World::with_floods();
    let coding = Coding {
        anchor: anchor("ort.txt", ORT),
        episodes: vec!["f16".to_owned()],
        step: Some("after".to_owned()),
        second_step: None,
        direction: None,
        background: false,
        date: None,
        created: None,
    };
    let link = Link {
        a: anchor("ort.txt", ORT),
        b: anchor("lund.txt", LUND),
        kind: LinkKind::Rejected,
        label: None,
        created: None,
    };
    let cell = CellId { episode: "f53".to_owned(), step: "after".to_owned() };
    let nowhere = Anchor {
        document: "ort.txt".to_owned(),
        quote: "Nobody wrote this.".to_owned(),
        ..Anchor::default()
    };
    let lost = Coding { anchor: nowhere, ..coding.clone() };
    let work = Work {
        codings: [("c1".to_owned(), coding), ("c2".to_owned(), lost)].into(),
        links: [("l1".to_owned(), link)].into(),
        summaries: [(cell, Summary { text: "Mine.".to_owned(), changed: None })].into(),
        ..Work::default()
    };
    Store::open(&world.path("floods/triptych")).store.save(&work).unwrap();
    world
}

#[test]
fn a_coding_of_the_reader_counts_and_one_that_is_lost_is_said() {
    let ran = corrected().run(&["codings", "--by-hand", "--format", "jsonl", "floods"]);
    let first: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert_eq!((&first["quote"], &first["episodes"][0]["id"]), (&ORT.into(), &"f16".into()));
    assert_eq!((&first["step"], &first["by"]), (&"after".into(), &"hand".into()));
    assert!(ran.err.contains("your coding of 'Nobody wrote this.'"), "{}", ran.err);
}

#[test]
fn a_match_that_the_reader_rejected_is_gone() {
    let pairs = |world: &World| {
        let ran = world.run(&["matches", "--format", "jsonl", "floods"]);
        ran.out.lines().filter(|line| line.contains(ORT) && line.contains(LUND)).count()
    };
    assert!(pairs(&World::with_floods()) > 0);
    assert_eq!(pairs(&corrected()), 0);
}

#[test]
fn a_summary_of_the_reader_is_on_the_board() {
    let board = |world: &World| world.run(&["board", "floods"]).out;
    assert!(!board(&World::with_floods()).contains("Mine."));
    assert!(board(&corrected()).contains("Mine."));
}

#[test]
fn suggestions_rest_on_the_scheme_alone() {
    let suggested = |world: &World| world.run(&["codings", "--suggested", "floods"]).out;
    assert_eq!(suggested(&corrected()), suggested(&World::with_floods()));
}

#[test]
fn check_lists_what_is_not_found_any_more() {
    let ran = corrected().run(&["check", "floods"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains(
            "your coding of 'Nobody wrote this.' (ort.txt \u{b6}0): the passage is not found any more"
        ),
        "{}",
        ran.out
    );
}

#[test]
fn init_writes_a_file_that_fits_and_never_over_one() {
    let world = World::new();
    world.write("texts/b.txt", "Two.");
    world.write("texts/a.txt", "Title: One\nDate: 1953\n\n[1] One.");
    let said = world.text(&["init", "texts"]);
    assert!(said.contains("collection.toml written"), "{said}");
    let written = std::fs::read_to_string(world.path("texts/collection.toml")).unwrap();
    assert!(written.contains("file = \"a.txt\"\n# title = \"One\"\n# date = \"1953\""), "{written}");
    assert_eq!(world.run(&["check", "texts"]).code, 0);
    let refused = world.error(&["init", "texts"]);
    assert!(refused.contains("is there already"), "{refused}");
    assert_eq!(std::fs::read_to_string(world.path("texts/collection.toml")).unwrap(), written);
    assert!(world.error(&["init", "nowhere"]).contains("no such folder"));
}
