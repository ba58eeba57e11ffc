//! Why a passage is taken to speak of an episode: for the list of what it matches.

use crate::scheme::{Collection, Reason, SpeaksFor, Suggestion};
use crate::text::Passage;

use super::App;
use super::picker::{Choice, Entry};

/// Codings of the largest collection whose texts are read for it at a key press. Where codings are
/// suggested they were read before.
const MOST_READ: usize = 500;

/// Reasons that are named for an episode or step; the rest is added up.
const MOST_REASONS: usize = 6;

impl App {
    /// What the coding of a passage rests on, where it is suggested; choosing goes to its cell.
    pub(super) fn suggested_coding_entry(&self, passage: Passage) -> Option<Entry> {
        let coding = self.collection.coding(passage).filter(|coding| !coding.by_hand)?;
        let readings = self.collection.readings();
        let read_now = || (self.collection.codings.len() <= MOST_READ).then(|| readings.suggester());
        let suggester = readings.known_suggester().or_else(read_now)?;
        let suggestions = suggester.suggestions_in(&self.collection, passage.document);
        let at = suggestions.binary_search_by_key(&passage, |suggestion| suggestion.passage).ok()?;
        let said: Vec<_> = parts(&self.collection, &suggestions[at]);
        let label: Vec<_> = said.iter().map(|(name, score, _)| format!("{name} {score:+.2}")).collect();
        let sums = said.iter().map(|(name, score, sum)| format!("{name} {score:+.2} = {sum}"));
        Some(Entry {
            label: format!("coded as {}", label.join(", ")),
            detail: format!("suggested {:.2}", coding.confidence),
            preview: sums.collect::<Vec<_>>().join("\n"),
            choice: Choice::Reveal(passage),
        })
    }
}

/// The name, the score in log-odds and its sum, for each episode and the step.
fn parts(collection: &Collection, suggestion: &Suggestion) -> Vec<(String, f32, String)> {
    let scheme = &collection.scheme;
    let episodes = suggestion.episodes.iter().map(|&(at, _)| {
        let of = SpeaksFor::Episode(at);
        (scheme.episode(at).name.clone(), suggestion.score(of), sum(collection, suggestion, of))
    });
    let step = suggestion.step.map(|(at, _)| {
        let of = SpeaksFor::Step(at);
        (scheme.step(at).name.clone(), suggestion.score(of), sum(collection, suggestion, of))
    });
    episodes.chain(step).collect()
}

/// `name «Tessaly» +2.00, term «gale» +1.00, context «what stands around it» -0.40`.
fn sum(collection: &Collection, suggestion: &Suggestion, of: SpeaksFor) -> String {
    let reasons: Vec<_> = suggestion.reasons.iter().filter(|reason| reason.speaks_for == of).collect();
    let named = reasons.iter().take(MOST_REASONS);
    let mut parts: Vec<String> = named.map(|reason| named_part(collection, reason)).collect();
    let rest = reasons.get(MOST_REASONS..).unwrap_or_default();
    if !rest.is_empty() {
        let weight: f32 = rest.iter().map(|reason| reason.weight).sum();
        parts.push(format!("{} more {weight:+.2}", rest.len()));
    }
    parts.join(", ")
}

/// A counterpart is named by its place: its words stand in the list.
fn named_part(collection: &Collection, reason: &Reason) -> String {
    let place = reason.counterpart.map(|passage| collection.passage_label(passage));
    let text = place.as_deref().unwrap_or(&reason.text);
    format!("{} \u{ab}{text}\u{bb} {:+.2}", reason.kind.name(), reason.weight)
}
