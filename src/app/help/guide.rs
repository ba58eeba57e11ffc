//! What is said of each view: its purpose, what it offers first, its signs.

use crate::app::View;

/// A command with a word for it.
type Offer = (&'static str, &'static str);

/// What is said of a view.
#[derive(Debug)]
pub struct Guide {
    /// What it is for, in a line.
    pub purpose: &'static str,
    /// How one goes about it.
    pub way: &'static str,
    /// What matters most in it: the bottom row names as many as it has room for, help begins with
    /// them.
    pub offers: &'static [Offer],
    /// Its signs, each with what it means.
    pub signs: &'static [(&'static str, &'static str)],
}

/// What is offered while words are selected.
pub const SELECTION_OFFERS: &[Offer] = &[
    ("select-sentence", "sentence more"),
    ("unselect-sentence", "less"),
    ("select-word", "word more"),
    ("select-paragraph", "paragraph"),
    ("code", "code"),
    ("note", "note"),
    ("copy", "copy"),
    ("cancel", "leave"),
];

const SUGGESTED: (&str, &str) = ("\u{2248}", "suggested by the program; without it, set by hand");
const OWN: (&str, &str) = ("\u{2022}", "yours: you coded or wrote it");
const NOTES: (&str, &str) = ("\u{2020} \u{2021}", "you wrote a note on it, or several");
const SILENCE: (&str, &str) = ("\u{2014}", "nothing is told");

impl View {
    /// What is said of it.
    pub fn guide(self) -> &'static Guide {
        match self {
            Self::Board => &BOARD,
            Self::Parallel => &PARALLEL,
            Self::Reader => &READER,
            Self::Overview => &OVERVIEW,
            Self::Timeline => &TIMELINE,
            Self::Differences => &DIFFERENCES,
            Self::Notes => &NOTES_VIEW,
            Self::Agreement => &AGREEMENT,
            Self::Documents => &DOCUMENTS,
        }
    }
}

static BOARD: Guide = Guide {
    purpose: "The board: what the accounts say of each step of each episode",
    way: "The head of a column names the accounts that tell the episode and those that do not; a cell \
          says in one sentence what is told, by how many passages of which accounts. Enter opens it.",
    offers: &[
        ("open", "open"),
        ("help", "help"),
        ("view-parallel", "parallel view"),
        ("view-documents", "documents"),
        ("view-differences", "differences"),
        ("find", "find"),
        ("document-1", "read"),
        ("view-overview", "overview"),
        ("columns-hidden", "hidden"),
        ("view-timeline", "timeline"),
        ("close", "quit"),
    ],
    signs: &[
        ("\u{25b0}\u{25b0}\u{25b1}\u{25b1}", "how sure it is that the passages tell this, in quarters"),
        ("->", "who moved towards whom; +2 counts further directions"),
        SUGGESTED,
        OWN,
        NOTES,
        SILENCE,
    ],
};

static PARALLEL: Guide = Guide {
    purpose: "The parallel view: what each account or episode tells, side by side, row by row",
    way: "What stands in one row tells the same, or plays the same part in another episode. Enter reads \
          a passage where it stands, the way back leads to the same cell.",
    offers: &[
        ("open", "read"),
        ("help", "help"),
        ("back", "back"),
        ("columns-gather", "bring beside"),
        ("match-next", "match"),
        ("find", "find"),
        ("pivot", "turn"),
        ("time-order", "by time"),
        ("filter", "filter"),
        ("why", "why"),
        ("row-fix", "name, fix"),
        ("background-toggle", "background"),
        ("columns-hidden", "hidden"),
        ("view-board", "board"),
        ("close", "quit"),
    ],
    signs: &[
        ("\u{2205}", "this column tells nothing of the row"),
        ("also", "columns beyond the screen that tell the row, too"),
        ("[A]", "the step that a passage tells, by its letter"),
        ("\u{2039} \u{203a}", "there are further columns on this side"),
        ("= \u{b1} \u{2260}", "the table of rows by somebody else has this row, has it in part, has it not"),
        SUGGESTED,
        OWN,
        NOTES,
    ],
};

static READER: Guide = Guide {
    purpose: "The reader: documents as they stand, up to eight side by side",
    way: "Right of a paragraph stands how many passages of other documents match it; the key for the \
          next match goes through them and comes back.",
    offers: &[
        ("match-next", "match"),
        ("search-back-or-help", "help"),
        ("back", "back"),
        ("code", "code"),
        ("close", "quit"),
        ("note", "note"),
        ("analogy-next", "next episode"),
        ("search", "search"),
        ("view-parallel", "parallel view"),
        ("pane-open", "pane"),
        ("level", "level"),
        ("view-board", "board"),
    ],
    signs: &[
        ("3", "a coded sentence begins, of the episode with this number; the bar goes on with it"),
        ("\u{d7}", "you said that it speaks of no episode"),
        ("\u{2248}4", "right of the text: how many passages match the paragraph"),
        SUGGESTED,
        OWN,
        NOTES,
        ("\u{25cf} \u{25b2} \u{25a0} \u{2666}", "a highlight of yours, by its kind"),
        ("\u{21c4} \u{21f5}", "the pane follows the others; it scrolls with them"),
    ],
};

static OVERVIEW: Guide = Guide {
    purpose: "The overview: where each document tells what, and how much",
    way: "A strip holds the passages of a document in the order of the text; the signs are explained \
          above the strips. The table counts passages by document, episode and step.",
    offers: &[
        ("open", "read"),
        ("help", "help"),
        ("counts-toggle", "counts"),
        ("signs-next", "signs"),
        ("told-next", "next told"),
        ("back", "back"),
        ("zoom-in", "zoom"),
        ("columns-hidden", "hidden"),
        ("view-timeline", "timeline"),
        ("close", "quit"),
    ],
    signs: &[
        (
            "\u{2591} \u{2592} \u{2593} \u{2588}",
            "how sure that is, in quarters; where passages share a cell, a bar for each half of them",
        ),
        ("\u{25c6}", "stands level with the passage under the cursor"),
        ("\u{258f}", "the document ends"),
        SILENCE,
        ("\u{b7}", "no passage tells this step"),
    ],
};

static TIMELINE: Guide = Guide {
    purpose: "The timeline: the passages at the time that they tell of",
    way: "A lane holds an episode or a document; below stand the passages of the date under the cursor. \
          What tells no date is counted at the top.",
    offers: &[
        ("open", "read"),
        ("help", "help"),
        ("passage-next", "in the list"),
        ("told-next", "next date"),
        ("zoom-in", "zoom"),
        ("lanes-turn", "lanes"),
        ("back", "back"),
        ("zoom-all", "all"),
        ("view-overview", "overview"),
        ("close", "quit"),
    ],
    signs: &[
        ("1 to 9", "as many passages tell of a day within the cell"),
        ("\u{2592} \u{2593} \u{2588}", "ten passages or more, thirty, a hundred"),
        (
            "\u{2500} \u{2550} \u{2261}",
            "one, some, or ten and more tell of a longer stretch that reaches in here",
        ),
        ("A +", "a document was written then, by its letter; several were"),
        ("\u{25be}", "the date of the cursor"),
    ],
};

static DIFFERENCES: Guide = Guide {
    purpose: "Differences: where the accounts do not say the same of one thing",
    way: "What cannot both be so comes first. Below the list stand both sentences, the differing words \
          underlined; Enter reads the one with the cursor where it stands.",
    offers: &[
        ("open", "read"),
        ("help", "help"),
        ("back", "back"),
        ("difference-seen", "seen"),
        ("difference-none", "no difference"),
        ("place-next", "other side"),
        ("differences-filter", "filter"),
        ("differences-kind", "kind"),
        ("differences-all", "all"),
        ("close", "quit"),
    ],
    signs: &[
        ("contradicts", "both cannot be so"),
        ("changed since", "it may have changed between the times that the two tell of"),
        ("spelled otherwise", "the same name in two spellings"),
        ("only one tells", "the other account leaves it out"),
        ("+2", "two further pairs of passages differ in the same"),
    ],
};

static NOTES_VIEW: Guide = Guide {
    purpose: "Notes: all that you made, in one list",
    way: "What has lost its words comes first and can be put on others. Enter goes to where an entry \
          stands.",
    offers: &[
        ("open", "go to"),
        ("note-take", "take in hand"),
        ("help", "help"),
        ("back", "back"),
        ("note-edit", "change"),
        ("note-remove", "remove"),
        ("notes-filter", "filter"),
        ("notes-kind", "kind"),
        ("undo", "undo"),
        ("close", "quit"),
    ],
    signs: &[],
};

static AGREEMENT: Guide = Guide {
    purpose: "Agreement: how far you and another reader code alike, and where you do not",
    way: "Above stand kappa and alpha of each episode and step, with intervals of 95 %; below, each passage \
          that the two of you code differently. Enter reads it where it stands.",
    offers: &[
        ("open", "read"),
        ("help", "help"),
        ("back", "back"),
        ("agreement-adopt", "code as they do"),
        ("agreement-question", "by episode, step"),
        ("agreement-filter", "filter"),
        ("code", "code"),
        ("agreement-unit", "unit"),
        ("agreement-other", "other reader"),
        ("undo", "undo"),
        ("close", "quit"),
    ],
    signs: &[
        ("yours, theirs", "how often only you, or only the other, give the code"),
        ("other", "both give one, but not the same"),
    ],
};

static DOCUMENTS: Guide = Guide {
    purpose: "The documents, and the passages of two that match most",
    way: "Enter reads a document, or opens two matching passages beside each other.",
    offers: &[
        ("open", "read"),
        ("help", "help"),
        ("open-beside", "in a pane"),
        ("view-parallel", "parallel view"),
        ("document-list", "find"),
        ("close", "quit"),
    ],
    signs: &[("21.5", "points: what a match rests on, added up; the list of matches tells the sum")],
};
