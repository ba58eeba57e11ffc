//! Commands of the reader view: moving, searching, matches, marks, panes.

mod motion;
mod panes;
mod passage;
mod search;

use crate::app::Awaiting;
use crate::app::command::{Command, command};
use crate::app::context::Context;
use crate::app::linked::Linked;
use crate::app::pane::Pane;

const READER: &[Context] = &[Context::Reader];
const READER_AND_PARALLEL: &[Context] = &[Context::Reader, Context::Parallel];

/// Cells by which the measure changes at once.
const MEASURE_STEP: usize = 4;

macro_rules! pane_command {
    ($name:literal, $number:literal) => {
        command($name, concat!("To pane ", $number), READER, |app, _| {
            app.focus_pane($number - 1);
            Vec::new()
        })
    };
}

pub static MOTIONS: &[Command] = &[
    command("line-down", "Down a line", READER, |app, count| {
        app.motion(count, super::super::pane::Pane::move_lines)
    }),
    command("line-up", "Up a line", READER, |app, count| app.motion(count, |p, d, n| p.move_lines(d, -n))),
    command("scroll-down", "Scroll the text up by a line", READER, |app, count| {
        app.motion(count, |p, d, n| {
            p.nudge(d, n);
        })
    }),
    command("scroll-up", "Scroll the text down by a line", READER, |app, count| {
        app.motion(count, |p, d, n| {
            p.nudge(d, -n);
        })
    }),
    command("page-down", "Down a page", READER, |app, count| {
        app.motion(count, super::super::pane::Pane::page)
    }),
    command("page-up", "Up a page", READER, |app, count| app.motion(count, |p, d, n| p.page(d, -n))),
    command("half-page-down", "Down half a page", READER, |app, count| {
        app.motion(count, super::super::pane::Pane::half_page)
    }),
    command("half-page-up", "Up half a page", READER, |app, count| {
        app.motion(count, |p, d, n| p.half_page(d, -n))
    }),
    command("document-start", "To the start; with a count, to that paragraph", READER, |app, count| {
        app.go_to_edge(count, false)
    }),
    command("document-end", "To the end; with a count, to that paragraph", READER, |app, count| {
        app.go_to_edge(count, true)
    }),
    command("sentence-next", "To the next sentence", READER, |app, count| {
        app.motion(count, super::super::pane::Pane::move_sentences)
    }),
    command("sentence-previous", "To the sentence before", READER, |app, count| {
        app.motion(count, |p, d, n| p.move_sentences(d, -n))
    }),
    command("paragraph-next", "To the next paragraph", READER, |app, count| {
        app.motion(count, super::super::pane::Pane::move_paragraphs)
    }),
    command("paragraph-previous", "To the paragraph before", READER, |app, count| {
        app.motion(count, |p, d, n| p.move_paragraphs(d, -n))
    }),
    command("document-next", "To the next document of the collection", READER, |app, count| {
        app.turn_document(count, 1)
    }),
    command("document-previous", "To the document before", READER, |app, count| app.turn_document(count, -1)),
    command(
        "episode-next",
        "To the next passage of this episode, in this document or the next",
        READER,
        |app, count| app.repeat(count, |app| app.move_episode(1)),
    ),
    command("episode-previous", "To the passage of this episode before", READER, |app, count| {
        app.repeat(count, |app| app.move_episode(-1))
    }),
    command(
        "step-next",
        "To the next step: the next passage at another step, or the next band",
        READER_AND_PARALLEL,
        |app, count| app.repeat(count, |app| app.move_step(1)),
    ),
    command("step-previous", "To the step before", READER_AND_PARALLEL, |app, count| {
        app.repeat(count, |app| app.move_step(-1))
    }),
];

pub static COMMANDS: &[Command] = &[
    command(
        "match-next",
        "To the next matching passage in another document, and round to where you began",
        READER_AND_PARALLEL,
        |app, _| {
            app.visit_match(1);
            Vec::new()
        },
    ),
    command(
        "match-previous",
        "To the matching passage before, or back to where you began",
        READER_AND_PARALLEL,
        |app, _| {
            app.visit_match(-1);
            Vec::new()
        },
    ),
    command(
        "match-list",
        "List the matches of this passage, with what each rests on",
        READER_AND_PARALLEL,
        |app, _| {
            app.open_match_list();
            Vec::new()
        },
    ),
    command("analogy-next", "To the same part in the next episode", READER, |app, _| {
        app.visit_analogy(1);
        Vec::new()
    }),
    command("analogy-previous", "To the same part in the episode before", READER, |app, _| {
        app.visit_analogy(-1);
        Vec::new()
    }),
    command(
        "level",
        "Level the counterparts in the other panes with the cursor's row, until the cursor leaves",
        READER,
        |app, _| {
            app.level_once();
            Vec::new()
        },
    ),
    command(
        "follow-toggle",
        "Have the panes of this group follow by matching passages, or not",
        READER,
        |app, _| {
            app.toggle_linked(Linked::Follow);
            Vec::new()
        },
    ),
    command("lock-toggle", "Have the panes of this group scroll together, or not", READER, |app, _| {
        app.toggle_linked(Linked::Lock);
        Vec::new()
    }),
    command(
        "pane-group",
        "Take this pane out of its group, or back into the first; with a count, into that group",
        READER,
        |app, count| {
            app.change_group(count.0);
            Vec::new()
        },
    ),
    command("show-in-parallel", "Show this passage in the parallel view", READER, |app, _| {
        app.show_in_parallel();
        Vec::new()
    }),
    command("search", "Search in this document", READER, |app, _| app.open_search(false)),
    command("search-back-or-help", "Help; while a search is on, search backwards", READER, |app, _| {
        if app.search.query.is_empty() {
            app.open_help();
            Vec::new()
        } else {
            app.open_search(true)
        }
    }),
    command("search-next", "To the next hit", READER, |app, count| {
        app.repeat(count, |app| app.next_hit(false))
    }),
    command("search-previous", "To the hit before", READER, |app, count| {
        app.repeat(count, |app| app.next_hit(true))
    }),
    command("search-word", "Search for the word under the cursor", READER, |app, _| {
        app.search_word();
        Vec::new()
    }),
    command("mark-set", "Set a mark here: m and a letter", READER_AND_PARALLEL, |app, _| {
        app.await_mark(Awaiting::SetMark)
    }),
    command("mark-jump", "Jump to a mark: ' and its letter; '' goes back", READER_AND_PARALLEL, |app, _| {
        app.await_mark(Awaiting::JumpToMark)
    }),
    command("mark-list", "List the marks", READER_AND_PARALLEL, |app, _| {
        app.open_mark_list();
        Vec::new()
    }),
    command(
        "copy",
        "Copy the passage with its source",
        &[
            Context::Reader,
            Context::Table,
            Context::Documents,
            Context::Differences,
            Context::Notes,
            Context::Agreement,
        ],
        |app, _| app.copy_passage(),
    ),
    command("pane-next", "To the next pane", READER, |app, count| app.turn_pane(count.times() as isize)),
    command("pane-previous", "To the pane before", READER, |app, count| {
        app.turn_pane(-(count.times() as isize))
    }),
    command("pane-last", "To the pane that had the focus before", READER, |app, _| {
        if app.has_panes()
            && let Some(other) = app.reader.other()
        {
            app.reader.set_focus(other);
        }
        Vec::new()
    }),
    pane_command!("pane-1", 1),
    pane_command!("pane-2", 2),
    pane_command!("pane-3", 3),
    pane_command!("pane-4", 4),
    pane_command!("pane-5", 5),
    pane_command!("pane-6", 6),
    pane_command!("pane-7", 7),
    pane_command!("pane-8", 8),
    command("pane-open", "Open a document in a pane beside this one", READER, |app, _| {
        app.open_document_list(true);
        Vec::new()
    }),
    command("pane-close", "Close this pane", READER, |app, _| {
        if !app.reader.close() {
            app.say("the last pane stays; q quits");
        }
        Vec::new()
    }),
    command("pane-only", "Close all other panes", READER, |app, _| {
        if let Some(pane) = app.reader.focused().cloned().filter(|_| app.has_panes()) {
            app.reader.panes = vec![pane];
            (app.reader.focus, app.reader.previous, app.reader.zoomed) = (0, 0, false);
        }
        Vec::new()
    }),
    command("pane-swap", "Swap this pane with the next one", READER, |app, _| {
        let count = app.reader.panes.len();
        if app.has_panes() {
            let (from, to) = (app.reader.focus, (app.reader.focus + 1) % count);
            app.reader.panes.swap(from, to);
            (app.reader.focus, app.reader.previous) = (to, from);
        }
        Vec::new()
    }),
    command("pane-split", "Open this document once more in a pane beside", READER, |app, _| app.split_pane()),
    command("pane-left", "To the pane on the left", READER, |app, count| {
        app.move_focus(-(count.times() as isize))
    }),
    command("pane-right", "To the pane on the right", READER, |app, count| {
        app.move_focus(count.times() as isize)
    }),
    command("pane-first", "To the leftmost pane", READER, |app, _| app.move_focus(isize::MIN)),
    command("pane-rightmost", "To the rightmost pane", READER, |app, _| app.move_focus(isize::MAX)),
    command("pane-to-left", "Move this pane to the far left", READER, |app, _| app.move_pane_to_edge(false)),
    command("pane-to-right", "Move this pane to the far right", READER, |app, _| app.move_pane_to_edge(true)),
    command("panes-rotate", "Move every pane one place to the right", READER, |app, _| app.rotate_panes(1)),
    command("panes-rotate-back", "Move every pane one place to the left", READER, |app, _| {
        app.rotate_panes(-1)
    }),
    command("pane-widen", "Widen this pane", READER, |app, count| {
        app.widen_pane(Some(count.times() as isize))
    }),
    command("pane-narrow", "Narrow this pane", READER, |app, count| {
        app.widen_pane(Some(-(count.times() as isize)))
    }),
    command("panes-even", "Make all panes equally wide again", READER, |app, _| app.widen_pane(None)),
    command("pane-zoom", "Show this pane alone, or all again", READER, |app, _| {
        app.reader.zoomed = !app.reader.zoomed && app.has_panes();
        Vec::new()
    }),
    command("other-pane-down", "Scroll the other pane down", READER, |app, count| app.scroll_other(count, 1)),
    command("other-pane-up", "Scroll the other pane up", READER, |app, count| app.scroll_other(count, -1)),
    command("fold-toggle", "Unfold or fold captions, notes, comments and menus here", READER, |app, _| {
        let folded = app.with_focused(Pane::toggle_fold).unwrap_or(false);
        if !folded {
            app.say("nothing to fold here; gZ unfolds all there is");
        }
        Vec::new()
    }),
    command("fold-all-toggle", "Unfold or fold all captions, notes, comments and menus", READER, |app, _| {
        let said = app.with_focused(Pane::toggle_all_folds).flatten().map_or(
            "nothing in this document is folded",
            |unfolded| {
                if unfolded { "all unfolded" } else { "all folded" }
            },
        );
        app.say(said);
        Vec::new()
    }),
    command("measure-wider", "Set the text wider", READER, |app, count| {
        app.change_measure(count.times() as isize)
    }),
    command("measure-narrower", "Set the text narrower", READER, |app, count| {
        app.change_measure(-(count.times() as isize))
    }),
    command("hyphenation-toggle", "Hyphenate words or leave them whole", READER, |app, _| {
        app.options.hyphenate = !app.options.hyphenate;
        app.say(if app.options.hyphenate { "words are hyphenated" } else { "words are left whole" });
        Vec::new()
    }),
];
