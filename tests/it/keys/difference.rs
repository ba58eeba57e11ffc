//! The differences view, and going from difference to difference.

use triptych::app::{App, Effect, Overlay, View};
use triptych::compare::DifferenceKind;
use triptych::store::Judgement;

use super::{Script, script};
use crate::support::here;

/// What was said of the only difference that something was said of.
fn judged(app: &App) -> Option<Judgement> {
    let mut verdicts = app.work.verdicts.values();
    verdicts.next().filter(|_| verdicts.next().is_none()).map(|verdict| verdict.judgement)
}

fn saves(effects: &[Effect]) -> bool {
    matches!(effects, [Effect::Save(_)])
}

pub(super) const SCRIPTS: &[Script] = &[
    script("view-differences", "", "d", |_, is, effects| {
        is.view == View::Differences && matches!(effects, [Effect::Compare { .. }])
    }),
    script("difference-seen", "d differences:", "s", |_, is, effects| {
        judged(is) == Some(Judgement::Seen) && saves(effects)
    }),
    script("difference-none", "d differences:", "x", |was, is, effects| {
        judged(is) == Some(Judgement::NoDifference)
            && saves(effects)
            && is.differences.list.count() + 1 == was.differences.list.count()
    }),
    script("differences-all", "d differences: x", "X", |was, is, _| {
        is.differences.list.count() == was.differences.list.count() + 1
    }),
    script("differences-kind", "d differences:", "K", |_, is, _| {
        is.differences.kind == Some(DifferenceKind::Contradicts)
    }),
    script("differences-filter", "d differences:", "/", |_, is, _| {
        matches!(is.overlay, Some(Overlay::Filter { .. }))
    }),
    script("place-next", "d differences:", "l", |was, is, _| {
        (was.differences.place, is.differences.place) == (0, 1)
    }),
    script("place-previous", "d differences: l", "h", |_, is, _| is.differences.place == 0),
    script("difference-next", "1 differences: g g", "] x", |was, is, _| here(was) != here(is)),
    script("difference-previous", "1 differences: G", "[ x", |was, is, _| here(was) != here(is)),
];
