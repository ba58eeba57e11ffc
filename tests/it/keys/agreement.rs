//! Another reader's codings beside one's own.

use triptych::app::{Effect, Overlay, View};
use triptych::matching::Unit;

use super::{Script, script};

/// From the board to the view, with another reader's codings read.
const COMPARED: &str = "g k text:../other Enter other:";

pub(super) const SCRIPTS: &[Script] = &[
    script("view-agreement", "", "g k", |_, is, _| matches!(is.overlay, Some(Overlay::OtherReader { .. }))),
    script(
        "agreement-other",
        COMPARED,
        "w",
        |_, is, _| matches!(&is.overlay, Some(Overlay::OtherReader { prompt }) if prompt.text() == "../other"),
    ),
    script("agreement-question", COMPARED, "K", |was, is, _| {
        was.agreement.question.is_none() && is.agreement.question.is_some()
    }),
    script("agreement-unit", COMPARED, "s", |_, is, effects| {
        is.agreement.unit == Unit::Paragraph && matches!(effects, [Effect::Agree { .. }])
    }),
    script("agreement-filter", COMPARED, "/", |_, is, _| {
        matches!(is.overlay, Some(Overlay::Filter { .. })) && is.view == View::Agreement
    }),
    script("agreement-adopt", COMPARED, "A", |was, is, effects| {
        is.work.codings.len() == was.work.codings.len() + 1
            && effects.iter().any(|effect| matches!(effect, Effect::Save(_)))
    }),
];
