//! The overview and the timeline.

use triptych::app::overview::Part;
use triptych::app::timeline::LaneBy;
use triptych::app::{App, View};
use triptych::scheme::StripBy;

use super::{Script, script};
use crate::support::{here, message, panes};

fn number(app: &App) -> (usize, usize, usize) {
    (app.overview.document, app.overview.column, app.overview.number)
}

fn day(app: &App) -> String {
    triptych::text::date::day_of_number(app.timeline.day).to_string()
}

fn scale(app: &App) -> usize {
    app.timeline.axis.scale_number()
}

pub(super) const SCRIPTS: &[Script] = &[
    script("view-overview", "", "o", |_, is, _| is.view == View::Overview && here(is) == "A \u{b6}1.1"),
    script("view-overview", "2 9 g g", "o", |_, is, _| {
        is.view == View::Overview && here(is) == "B \u{b6}9.1"
    }),
    script("view-timeline", "", "t", |_, is, _| is.view == View::Timeline),
    script("view-timeline", "1 4 g g", "t", |_, is, _| {
        is.view == View::Timeline && here(is) == "A \u{b6}4.1" && day(is) == "1934-03-09"
    }),
    script("row-down", "o", "j", |_, is, _| here(is).starts_with("B ")),
    script("row-up", "o j", "k", |_, is, _| here(is).starts_with("A ")),
    script("row-last", "o", "G", |_, is, _| here(is).starts_with("C ")),
    script("row-first", "o G", "g g", |_, is, _| here(is).starts_with("A ")),
    script("row-page-down", "o", "Space", |_, is, _| here(is).starts_with("C ")),
    script("column-right", "o", "3 l", |_, is, _| here(is) == "A \u{b6}3.1"),
    script("column-left", "o 3 l", "h", |_, is, _| here(is) == "A \u{b6}2.2"),
    script("column-right", "o Tab", "l", |_, is, _| number(is) == (0, 0, 1)),
    script("column-right", "o Tab", "9 l", |_, is, _| number(is) == (0, 1, 4)),
    script("passage-next", "o", "2 )", |_, is, _| here(is) == "A \u{b6}2.2"),
    script("passage-previous", "o 2 )", "(", |_, is, _| here(is) == "A \u{b6}2.1"),
    script("columns-hidden", "o", "X", |was, is, _| {
        was.overview.hidden_count() == 1 && is.overview.hidden_count() == 0
    }),
    script("counts-toggle", "o", "Tab", |_, is, _| is.overview.part == Part::Counts),
    script("counts-toggle", "o Tab", "Tab", |_, is, _| is.overview.part == Part::Strips),
    script("signs-next", "o", "s", |_, is, _| is.overview.by == StripBy::Steps),
    script("signs-next", "o s s", "s", |_, is, _| is.overview.by == StripBy::Episodes),
    script("told-next", "o", "}", |_, is, _| here(is) == "A \u{b6}3.2"),
    script("told-next", "o G", "9 ] e", |_, is, _| message(is).contains("nothing further on")),
    script("told-previous", "o } }", "{", |_, is, _| here(is) == "A \u{b6}3.2"),
    script("told-next", "t", "}", |was, is, _| is.timeline.day > was.timeline.day),
    script("told-previous", "t }", "{", |was, is, _| is.timeline.day < was.timeline.day),
    script("open", "o }", "Enter", |_, is, _| panes(is) == "[A]" && here(is) == "A \u{b6}3.2"),
    script("open", "o Tab l", "Enter", |_, is, _| is.view == View::Reader && here(is) == "A \u{b6}3.2"),
    script("open", "o Tab j j 5 l", "Enter", |_, is, _| {
        is.view == View::Overview && message(is).contains("does not tell the episode")
    }),
    script("open", "t", "Enter", |was, is, _| is.view == View::Reader && here(is) == here(was)),
    script("back", "o } Enter j", "Ctrl-o", |_, is, _| {
        is.view == View::Overview && here(is) == "A \u{b6}3.2"
    }),
    script("back", "t } + Enter j", "Ctrl-o", |was, is, _| {
        let at = |app: &App| (app.timeline.lane, app.timeline.day, app.timeline.axis);
        is.view == View::Timeline && at(is) == at(was)
    }),
    script("view-parallel", "o }", "p", |_, is, _| is.view == View::Parallel && here(is) == "A \u{b6}3.2"),
    script("zoom-in", "o", "+", |was, is, _| is.overview.placed.per_cell <= was.overview.placed.per_cell),
    script("zoom-in", "t", "+", |was, is, _| scale(is) < scale(was)),
    script("zoom-out", "t + +", "-", |was, is, _| scale(is) > scale(was)),
    script("zoom-all", "t 3 +", "=", |was, is, _| {
        was.timeline.scale().is_some() && is.timeline.scale().is_none()
    }),
    script("time-later", "t 3 +", ">", |was, is, _| is.timeline.cells > was.timeline.cells),
    script("time-earlier", "t 3 + >", "<", |was, is, _| is.timeline.cells < was.timeline.cells),
    script("lanes-turn", "t", "P", |was, is, _| {
        (was.timeline.by, is.timeline.by) == (LaneBy::Episodes, LaneBy::Documents) && here(is) == here(was)
    }),
    script("passage-next", "t", ")", |was, is, _| here(is) != here(was)),
];
