//! Which episode, step or actor is meant by a word in another program's file.

use crate::scheme::format::did_you_mean;
use crate::scheme::{ActorIndex, Direction, EpisodeIndex, Scheme, StepIndex};

/// The episode with this id, name or short name.
pub fn episode(scheme: &Scheme, word: &str) -> Result<EpisodeIndex, String> {
    let names = scheme.episodes.iter().map(|one| [one.id.as_str(), &one.name, &one.short]);
    found("episode", word, names).map(EpisodeIndex)
}

/// The step with this id or name.
pub fn step(scheme: &Scheme, word: &str) -> Result<StepIndex, String> {
    found("step", word, scheme.steps.iter().map(|one| [one.id.as_str(), &one.name])).map(StepIndex)
}

fn actor(scheme: &Scheme, word: &str) -> Result<ActorIndex, String> {
    found("actor", word, scheme.actors.iter().map(|one| [one.id.as_str(), &one.name])).map(ActorIndex)
}

/// `town>crown` or `Town -> Crown`.
pub fn direction(scheme: &Scheme, words: &str) -> Result<Direction, String> {
    let (from, to) = words
        .split_once("->")
        .or_else(|| words.split_once('>'))
        .ok_or_else(|| format!("'{words}' is no direction: write one like 'town>crown'"))?;
    Ok(Direction { from: actor(scheme, from.trim())?, to: actor(scheme, to.trim())? })
}

/// The first of those that are called so: by id, then by name, then by name in other case.
fn found<'a, const N: usize>(
    what: &str,
    word: &str,
    names: impl Iterator<Item = [&'a str; N]> + Clone,
) -> Result<usize, String> {
    let is = |name: &str| name == word;
    let reads = |name: &str| name.to_lowercase() == word.to_lowercase();
    let by_id = names.clone().position(|all| is(all[0]));
    let by_name = || names.clone().position(|all| all.into_iter().any(is));
    let by_case = || names.clone().position(|all| all.into_iter().any(reads));
    by_id.or_else(by_name).or_else(by_case).ok_or_else(|| {
        let hint = did_you_mean(word, names.flatten());
        format!("there is no {what} '{word}'{hint}")
    })
}
