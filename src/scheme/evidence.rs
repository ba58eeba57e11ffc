//! What a matcher is told of a collection besides its texts.

use std::sync::Arc;

use crate::matching::{Inputs, Labels, Matcher, Spellings, StaticVectors, Unit, joined_spellings};

use super::Collection;
use super::suggest::{Suggester, Suggestion, by_paragraph};

/// Names with their other spellings: those of the scheme, and those that the texts join.
pub fn spellings_of(collection: &Collection) -> Vec<(String, Vec<String>)> {
    let aliases = collection.scheme.aliases.iter();
    let mut spellings: Vec<_> = aliases.map(|alias| (alias.name.clone(), alias.spellings.clone())).collect();
    spellings.extend(joined_spellings(&collection.documents));
    spellings
}

/// A matcher that knows the scheme: its spellings of names, and which episodes and steps the
/// passages are taken to tell. Rests on the scheme and the texts alone, on nothing made by hand.
pub fn matcher(collection: &Collection, unit: Unit) -> Matcher {
    matcher_with(collection, unit, collection.vectors.clone())
}

/// As [`matcher`], with vectors that the collection does not hold.
pub fn matcher_with(collection: &Collection, unit: Unit, vectors: Option<Arc<StaticVectors>>) -> Matcher {
    let spellings = || {
        let names = spellings_of(collection);
        Spellings::new(names.iter().map(|(name, others)| (name.as_str(), others.as_slice())))
    };
    let (labels, spellings) = rayon::join(|| labels(collection, unit), spellings);
    Matcher::with(&collection.documents, Inputs { unit, spellings, labels, vectors })
}

/// A label for each episode and for each step of one.
fn labels(collection: &Collection, unit: Unit) -> Labels {
    let scheme = &collection.scheme;
    let mut labels = Labels::default();
    let readings = collection.readings();
    // Where nothing else is suggested, what was read is not kept.
    let read = || Suggester::new(scheme, &collection.documents).from_scheme(collection);
    let sentences = readings.known_suggester().map_or_else(read, |known| known.from_scheme(collection));
    let suggestions: Vec<Suggestion> = match unit {
        Unit::Sentence => sentences,
        Unit::Paragraph => by_paragraph(&sentences),
    };
    let steps = scheme.steps.len();
    for episode in &scheme.episodes {
        labels.name(episode.name.clone());
        for step in &scheme.steps {
            labels.name(format!("{}: {}", episode.name, step.name));
        }
    }
    for suggestion in &suggestions {
        for &(episode, sure) in &suggestion.episodes {
            let label = (episode.0 * (steps + 1)) as u32;
            labels.put(suggestion.passage, label, sure);
            if let Some((step, sure_of_step)) = suggestion.step {
                labels.put(suggestion.passage, label + 1 + step.0 as u32, sure * sure_of_step);
            }
        }
    }
    labels
}
