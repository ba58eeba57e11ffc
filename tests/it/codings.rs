//! Suggested codings against those by hand: floors, so that a change for the worse is seen.

use std::collections::HashMap;

use triptych::matching::Unit;
use triptych::scheme::{
    Coded, Coding, Collection, FurtherEvidence, SpeaksFor, Suggestion, matcher, suggest, suggest_from,
};
use triptych::text::Passage;

use crate::support::{Reading, Session, read_anew};

/// What is found of what is coded by hand, among the sentences of the body.
#[derive(Debug, Default)]
struct Score {
    found: usize,
    wrong: usize,
    missed: usize,
    same_step: usize,
    steps: usize,
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.found as f64 / (2 * self.found + self.wrong + self.missed).max(1) as f64
    }

    fn step_accuracy(&self) -> f64 {
        self.same_step as f64 / self.steps.max(1) as f64
    }

    fn add(&mut self, by_hand: &Coded, suggestion: &Suggestion) {
        let suggested: Vec<_> = suggestion.episodes.iter().map(|(episode, _)| *episode).collect();
        let found = by_hand.episodes.iter().filter(|episode| suggested.contains(episode)).count();
        self.found += found;
        self.missed += by_hand.episodes.len() - found;
        self.wrong += suggested.len() - found;
        if let Some(step) = by_hand.step {
            self.steps += 1;
            self.same_step += usize::from(suggestion.step.is_some_and(|(at, _)| at == step));
        }
    }
}

/// Scores what the scheme and these codings suggest for the passages that they leave out.
fn score_from(collection: &Collection, known: &[Coding]) -> Score {
    let is_known = |coding: &&Coding| known.iter().any(|known| known.passage == coding.passage);
    let asked = collection.codings.iter().filter(|coding| !is_known(coding));
    let by_hand: HashMap<Passage, &Coded> = asked.map(|coding| (coding.passage, &coding.coded)).collect();
    let mut score = Score::default();
    let taught = collection.with_codings(known.to_vec()).indexed();
    let readings = collection.readings();
    let taught = (!known.is_empty()).then_some(&taught);
    let evidence = FurtherEvidence { by_hand: taught, matched: readings.matched() };
    for suggestion in suggest_from(&collection.scheme, &collection.documents, evidence) {
        if let Some(by_hand) = by_hand.get(&suggestion.passage) {
            score.add(by_hand, &suggestion);
        }
    }
    score
}

fn score(collection: &Collection) -> Score {
    score_from(collection, &[])
}

#[test]
fn codings_by_hand_help_with_the_others() {
    let mut collection = (*Reading::BuiltIn.collection()).clone();
    forget_all_but_names(&mut collection);
    let half: Vec<Coding> = collection.codings.iter().step_by(2).cloned().collect();
    let taught = score_from(&collection, &half);
    collection.codings = collection.codings.iter().skip(1).step_by(2).cloned().collect();
    let untaught = score(&collection);
    assert!(taught.f1() > untaught.f1(), "{taught:?} {untaught:?}");
    assert!(taught.step_accuracy() > untaught.step_accuracy() + 0.1, "{taught:?} {untaught:?}");
}

fn forget_all_but_names(collection: &mut Collection) {
    let scheme = &mut collection.scheme;
    scheme.parts.clear();
    let episodes = scheme.episodes.iter_mut().map(|episode| &mut episode.telltale);
    for telltale in episodes.chain(scheme.steps.iter_mut().map(|step| &mut step.telltale)) {
        telltale.terms.clear();
        telltale.examples.clear();
        telltale.dates.clear();
    }
}

#[test]
fn suggestions_reach_their_floors() {
    for (reading, f1, steps) in [(Reading::BuiltIn, 0.94, 0.62), (Reading::Harbour, 0.80, 0.50)] {
        let score = score(&reading.collection());
        assert!(score.f1() >= f1, "{reading:?}: {} {score:?}", score.f1());
        assert!(score.step_accuracy() >= steps, "{reading:?}: {} {score:?}", score.step_accuracy());
    }
}

#[test]
fn matches_as_evidence_keep_the_floors() {
    for (reading, f1, steps) in [(Reading::BuiltIn, 0.94, 0.62), (Reading::Harbour, 0.80, 0.50)] {
        let collection = read_anew((*reading.collection()).clone()).indexed();
        let alone: Vec<_> = suggest(&collection.scheme, &collection.documents);
        collection.learn_matches(&matcher(&collection, Unit::Sentence).links());
        let score = score(&collection);
        assert!(score.f1() >= f1, "{reading:?}: {} {score:?}", score.f1());
        assert!(score.step_accuracy() >= steps, "{reading:?}: {} {score:?}", score.step_accuracy());
        let readings = collection.readings();
        let evidence = FurtherEvidence { by_hand: None, matched: readings.matched() };
        let told = suggest_from(&collection.scheme, &collection.documents, evidence);
        assert_ne!(told, alone, "{reading:?}: matches count");
        for one in told.iter().filter(|one| !one.episodes.is_empty()) {
            let of_step = one.step.map(|(at, sure)| (SpeaksFor::Step(at), sure));
            let of_episodes = one.episodes.iter().map(|&(at, sure)| (SpeaksFor::Episode(at), sure));
            for (of, sure) in of_episodes.chain(of_step) {
                let sum = 1.0 / (1.0 + (-one.score(of)).exp());
                assert!((sum - sure).abs() < 1e-4, "{reading:?}: {sum} {sure} {one:?}");
            }
        }
    }
}

#[test]
fn names_alone_suggest_most_episodes() {
    let mut collection = (*Reading::BuiltIn.collection()).clone();
    forget_all_but_names(&mut collection);
    let score = score(&collection);
    assert!(score.f1() >= 0.85, "{} {score:?}", score.f1());
}

#[test]
fn what_nobody_told_is_not_suggested() {
    let collection = Reading::BuiltIn.collection();
    let strangers = Reading::Harbour.collection();
    let told = suggest(&collection.scheme, &strangers.documents);
    let coded = told.iter().filter(|suggestion| !suggestion.episodes.is_empty()).count();
    assert!(coded * 20 <= told.len(), "{coded} of {}", told.len());
}

#[test]
fn hostile_texts_are_read_in_bounds() {
    use triptych::text::{BlockKind, Document};
    let scheme = &Reading::Harbour.collection().scheme;
    let mut builder = Document::builder("x.txt");
    for _ in 0..2000 {
        builder.block(BlockKind::Paragraph, "storm");
    }
    builder.block(BlockKind::Paragraph, &"storm tug 1934 ".repeat(20_000));
    builder.block(BlockKind::Paragraph, &"\u{200d}\u{301}".repeat(5000));
    builder.block(BlockKind::Paragraph, &"9".repeat(50_000));
    let documents = [builder.build(), Document::builder("empty.txt").build()];
    let told = suggest(scheme, &documents);
    assert!(told.len() >= 2003);
    let spans: usize = told.iter().flat_map(|told| &told.reasons).map(|reason| reason.spans.len()).sum();
    assert!(spans < 10 * told.len(), "{spans}");
}

#[test]
fn a_scheme_alone_fills_the_board_and_the_parallel_view() {
    let mut session = Session::uncoded();
    session.shows("Storm 1934").shows("\u{2248}").shows("passages by A");
    session.press("p").shows("suggested 0.");
    let marked = session.app.parallel.synopsis.bands.iter().flat_map(|band| &band.rows);
    let labelled: Vec<_> = marked.filter(|row| row.label.is_some()).collect();
    assert!(labelled.iter().all(|row| !row.by_hand && !row.reasons.is_empty()));
}

#[test]
fn what_a_suggested_coding_rests_on_is_shown_with_its_matches() {
    let mut session = Session::uncoded();
    session.press("1 : 6 Enter M").shows("coded as Storm 1934").shows("storm");
    session.shows("what stands around it");
}
