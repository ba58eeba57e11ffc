//! One entry of the notes view: something that the reader made, as the list shows and filters it.

use jiff::Timestamp;

use crate::app::App;
use crate::app::made::{Found, Made};
use crate::exchange::entry::Words;
use crate::store::tags::tags_in;
use crate::store::{Anchor, LinkKind, Note, Site, Target};
use crate::text::DocumentIndex;

/// Bytes of each text that the filter looks at, and that a row can show.
const MOST_SEARCHED: usize = 2048;

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListedKind {
    Note,
    Highlight,
    Coding,
    Link,
    Verdict,
    Summary,
    Mark,
}

impl ListedKind {
    pub const ALL: [Self; 7] =
        [Self::Note, Self::Highlight, Self::Coding, Self::Link, Self::Verdict, Self::Summary, Self::Mark];

    /// One of them.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Highlight => "highlight",
            Self::Coding => "coding",
            Self::Link => "link",
            Self::Verdict => "verdict",
            Self::Summary => "summary",
            Self::Mark => "mark",
        }
    }

    /// Several.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Note => "notes",
            Self::Highlight => "highlights",
            Self::Coding => "codings",
            Self::Link => "links",
            Self::Verdict => "verdicts",
            Self::Summary => "summaries",
            Self::Mark => "marks",
        }
    }
}

/// What an entry stands under in the list, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Its words, or its document, are not found any more.
    Orphans,
    Document(DocumentIndex),
    /// On cells of the board and on rows.
    Tables,
    /// In documents that are not open, or not read to their end.
    Closed,
}

/// Where an entry stands in the list.
pub type Order = (Group, usize, usize, Option<Timestamp>, Made);

/// Something that the reader made.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub order: Order,
    pub kind: ListedKind,
    /// Of a highlight.
    pub highlight: Option<u8>,
    /// Where it stands: `A ¶4.2  B ¶9.1`; of an orphan, where it stood.
    pub place: String,
    /// What it says, in short.
    pub text: String,
    /// The words that it is on, of each of its places.
    pub words: Vec<String>,
    pub tags: Vec<String>,
    /// When it was made or changed last.
    pub when: Option<Timestamp>,
    /// What the filter looks at, in small letters.
    searched: String,
}

/// What must stand in an entry: words and tags, in small letters.
#[derive(Clone, Debug, Default)]
pub struct Query {
    words: Vec<String>,
    tags: Vec<String>,
}

impl Query {
    /// Words parted by spaces; those with a number sign are beginnings of tags.
    pub fn new(typed: &str) -> Self {
        let typed = typed.to_lowercase();
        let (tags, words): (Vec<&str>, Vec<&str>) =
            typed.split_whitespace().partition(|word| word.starts_with('#'));
        let tags = tags.into_iter().map(|tag| tag[1..].to_owned()).filter(|tag| !tag.is_empty()).collect();
        Self { words: words.into_iter().map(str::to_owned).collect(), tags }
    }

    pub fn fits(&self, listed: &Listed) -> bool {
        let has_tag =
            |tag: &String| listed.tags.iter().any(|known| known.to_lowercase().starts_with(tag.as_str()));
        self.words.iter().all(|word| listed.searched.contains(word.as_str())) && self.tags.iter().all(has_tag)
    }
}

impl Listed {
    pub fn made(&self) -> &Made {
        &self.order.4
    }

    pub fn group(&self) -> Group {
        self.order.0
    }

    pub fn is_orphan(&self) -> bool {
        self.group() == Group::Orphans
    }
}

/// What an entry says, before it is known where it stands.
struct Said {
    kind: ListedKind,
    text: String,
    tags: Vec<String>,
    when: Option<Timestamp>,
}

impl App {
    /// The entry of something; `None` when it is not there any more.
    pub(super) fn listed(&self, made: &Made) -> Option<Listed> {
        let Said { kind, text, tags, when } = self.said(made)?;
        let anchors = made.anchors(&self.work);
        let places = self.standing.places(made);
        let words: Vec<String> = anchors.iter().map(|anchor| cut(anchor.quote.trim()).to_owned()).collect();
        let found = places.iter().flatten().next();
        let (group, place) = self.group_of(made, &anchors, places);
        let mut searched = format!("{} {text} {place} ", kind.name());
        if let Made::Note(id) = made {
            searched.push_str(self.work.notes.get(id).map_or("", |note| cut(&note.text)));
            searched.push(' ');
        }
        for word in words.iter().chain(&tags) {
            searched.push_str(word);
            searched.push(' ');
        }
        let highlight = match made {
            Made::Note(id) => self.work.notes.get(id).and_then(|note| note.highlight),
            _ => None,
        };
        Some(Listed {
            order: (
                group,
                found.map_or(0, |found| found.block.0),
                found.map_or(0, |found| found.span.start),
                when,
                made.clone(),
            ),
            kind,
            highlight,
            place,
            text,
            words,
            tags,
            when,
            searched: searched.to_lowercase(),
        })
    }

    fn group_of(&self, made: &Made, anchors: &[&Anchor], places: &[Option<Found>]) -> (Group, String) {
        let target = match made {
            Made::Note(id) => self.work.notes.get(id).map(|note| &note.target),
            _ => None,
        };
        match (target, made) {
            (Some(Target::Document(name)), _) => match self.document_named(name) {
                Some(index) => {
                    (Group::Document(index), format!("document {}", self.collection.label(index).letter))
                }
                None if self.elsewhere.contains(name) => (Group::Closed, name.clone()),
                None => (Group::Orphans, name.clone()),
            },
            (Some(Target::Cell(cell)), _) | (_, Made::Summary(cell)) => (Group::Tables, self.cell_name(cell)),
            (Some(Target::Row { label, .. }), _)
                if places.iter().any(Option::is_some) || places.is_empty() =>
            {
                let is_lost = self.has_lost_words(made, anchors, places);
                let group = if is_lost { Group::Orphans } else { Group::Tables };
                (group, format!("row '{label}'"))
            }
            _ => {
                let place = |(anchor, found): (&&Anchor, &Option<Found>)| match found {
                    Some(Found { document, block, span, .. }) => {
                        self.site_label(*document, Site { block: *block, span: *span })
                    }
                    None => anchor.place(),
                };
                let labels: Vec<String> = anchors.iter().zip(places).map(place).collect();
                let group = match places.first() {
                    _ if self.has_lost_words(made, anchors, places) => Group::Orphans,
                    Some(Some(first)) if places.iter().all(Option::is_some) => {
                        Group::Document(first.document)
                    }
                    _ => Group::Closed,
                };
                (group, labels.join("  "))
            }
        }
    }

    /// Whether some of its words are not found where they can be looked for.
    fn has_lost_words(&self, made: &Made, anchors: &[&Anchor], places: &[Option<Found>]) -> bool {
        let is_open = |anchor: &Anchor| {
            // Of a document that is read in part, not all can be found.
            let known = self.document_named(&anchor.document);
            let is_whole = known.is_none_or(|index| self.collection.document(index).complete);
            is_whole && !self.elsewhere.contains(&anchor.document)
        };
        let is_lost = |(anchor, found): (&&Anchor, &Option<Found>)| found.is_none() && is_open(anchor);
        !self.standing.is_unsettled(made) && anchors.iter().zip(places).any(is_lost)
    }

    fn said(&self, made: &Made) -> Option<Said> {
        let words = Words { scheme: &self.collection.scheme };
        let said =
            |kind, text: String, when| Said { kind, text: cut(&text).to_owned(), tags: Vec::new(), when };
        Some(match made {
            Made::Note(id) => {
                let note = self.work.notes.get(id)?;
                let kind = if is_bare(note) { ListedKind::Highlight } else { ListedKind::Note };
                let text = first_line(&note.text).unwrap_or_default();
                // Tags in the text are seen there.
                let tags = note.tags.iter().cloned().collect();
                Said { tags, ..said(kind, text.to_owned(), note.changed.or(note.created)) }
            }
            Made::Coding(id) => {
                let coding = self.work.codings.get(id)?;
                said(ListedKind::Coding, words.coding(coding), coding.created)
            }
            Made::Link(id) => {
                let link = self.work.links.get(id)?;
                let kind = match (&link.kind, &link.label) {
                    (LinkKind::Level, Some(label)) => format!("level in '{label}'"),
                    (LinkKind::Level, None) => "level".to_owned(),
                    (kind, _) => words.link(kind),
                };
                said(ListedKind::Link, kind, link.created)
            }
            Made::Verdict(id) => {
                let verdict = self.work.verdicts.get(id)?;
                said(ListedKind::Verdict, words.verdict(verdict), verdict.created)
            }
            Made::Summary(cell) => {
                let summary = self.work.summaries.get(cell)?;
                said(ListedKind::Summary, summary.text.clone(), summary.changed)
            }
            Made::Mark(name) => {
                let mark = self.work.marks.get(name)?;
                said(ListedKind::Mark, format!("mark {name}"), mark.created)
            }
        })
    }
}

impl Listed {
    /// The tags that its short text does not show.
    pub fn further_tags(&self) -> impl Iterator<Item = &String> {
        let shown = tags_in(&self.text);
        self.tags.iter().filter(move |tag| !shown.contains(&tag.as_str()))
    }
}

/// Whether it is a highlight and nothing else.
fn is_bare(note: &Note) -> bool {
    note.text.is_empty() && note.tags.is_empty() && note.highlight.is_some()
}

fn first_line(text: &str) -> Option<&str> {
    text.lines().map(str::trim).find(|line| !line.is_empty())
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MOST_SEARCHED)]
}
