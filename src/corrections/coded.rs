//! What a coding says, by the scheme's ids as it is kept and by its indices as it is used.

use jiff::Timestamp;

use crate::scheme::{Coded, Direction, Scheme};
use crate::store::{Anchor, Coding};

/// What a kept coding says, or why the scheme does not know it. What is unknown beside something
/// known is left out.
pub fn coded(scheme: &Scheme, coding: &Coding) -> Result<Coded, &'static str> {
    let episodes: Vec<_> = coding.episodes.iter().filter_map(|id| scheme.episode_by_id(id)).collect();
    let step = |id: &Option<String>| scheme.step_by_id(id.as_deref()?);
    let (step, second_step) = (step(&coding.step), step(&coding.second_step));
    let said_nothing = coding.episodes.is_empty() && coding.step.is_none();
    if episodes.is_empty() && step.is_none() && !said_nothing {
        return Err("the scheme has none of its episodes and steps any more");
    }
    let direction = coding.direction.as_ref().and_then(|(from, to)| {
        Some(Direction { from: scheme.actor_by_id(from)?, to: scheme.actor_by_id(to)? })
    });
    let date = coding.date.as_deref().and_then(|date| date.parse().ok());
    Ok(Coded { episodes, step, second_step, direction, background: coding.background, date })
}

/// A coding to be kept.
pub fn coding_of(scheme: &Scheme, anchor: Anchor, coded: &Coded, created: Option<Timestamp>) -> Coding {
    let step = |step| Some(scheme.step(step?).id.clone());
    let actor = |actor| scheme.actor(actor).id.clone();
    Coding {
        anchor,
        episodes: coded.episodes.iter().map(|&episode| scheme.episode(episode).id.clone()).collect(),
        step: step(coded.step),
        second_step: step(coded.second_step),
        direction: coded.direction.map(|direction| (actor(direction.from), actor(direction.to))),
        background: coded.background,
        date: coded.date.map(|date| date.to_string()),
        created,
    }
}
