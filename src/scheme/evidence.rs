//! What a matcher is told of a collection besides its texts.

use std::collections::HashMap;
use std::sync::Arc;

use crate::matching::{Inputs, Labels, Matcher, Spellings, StaticVectors, Unit, joined_spellings};

use super::Collection;
use super::suggest::{Suggester, Suggestion, by_paragraph};

/// Names with their other spellings: those of the scheme, and those that the texts join. What the
/// texts join with a name of the scheme is one of its spellings.
pub fn spellings_of(collection: &Collection) -> Vec<(String, Vec<String>)> {
    let aliases = collection.scheme.aliases.iter();
    let mut spellings: Vec<_> = aliases.map(|alias| (alias.name.clone(), alias.spellings.clone())).collect();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, (name, others)) in spellings.iter().enumerate() {
        known.extend(std::iter::once(name).chain(others).map(|spelling| (spelling.clone(), at)));
    }
    for (name, others) in joined_spellings(&collection.documents) {
        let all: Vec<String> = std::iter::once(name).chain(others).collect();
        let mut of: Vec<usize> = all.iter().filter_map(|spelling| known.get(spelling)).copied().collect();
        of.dedup();
        let at = match of[..] {
            [] => spellings.len(),
            [at] => at,
            // Names that are kept apart.
            _ => continue,
        };
        let mut new: Vec<String> = all.into_iter().filter(|spelling| !known.contains_key(spelling)).collect();
        known.extend(new.iter().map(|spelling| (spelling.clone(), at)));
        match spellings.get_mut(at) {
            Some((_, others)) => others.append(&mut new),
            None => spellings.push((new.remove(0), new)),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::Alias;
    use crate::text::{BlockKind, Document};

    fn told(aliases: &[(&str, &str)], texts: &[&str]) -> Vec<String> {
        let documents = texts.iter().map(|text| {
            let mut builder = Document::builder("d");
            builder.block(BlockKind::Paragraph, text);
            builder.build()
        });
        let mut collection = Collection { documents: documents.collect(), ..Collection::default() };
        let alias = |&(name, other): &(&str, &str)| Alias {
            name: name.to_owned(),
            spellings: vec![other.to_owned()],
        };
        collection.scheme.aliases = aliases.iter().map(alias).collect();
        let joined = |(name, others): (String, Vec<String>)| format!("{name}={}", others.join("="));
        spellings_of(&collection).into_iter().map(joined).collect()
    }

    #[test]
    fn what_the_texts_join_with_a_name_of_the_scheme_is_a_spelling_of_it() {
        let texts = ["The Sandhaven Boat Company (SBC) and the Sorland Ferry Line (SFL)."];
        assert_eq!(
            told(&[("The Company", "SBC")], &texts),
            ["The Company=SBC=Sandhaven Boat Company", "Sorland Ferry Line=SFL"]
        );
    }

    #[test]
    fn names_that_the_scheme_keeps_apart_stay_apart() {
        let aliases = [("Ali", "Karimani"), ("Omar", "Karimeni")];
        let texts = ["by Ali Karimani then", "by Ali Karimeni then"];
        assert_eq!(told(&[], &texts), ["Karimani=Karimeni"]);
        assert_eq!(told(&aliases, &texts), ["Ali=Karimani", "Omar=Karimeni"]);
    }
}
