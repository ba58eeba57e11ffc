//! What a work that came from elsewhere changes in the reader's own: what is new, what is there
//! already, and what says otherwise. The reader's own stands unless it was asked to give way.

use std::collections::{BTreeMap, HashMap};

use crate::corrections::coded;
use crate::scheme::{self, Collection};
use crate::store::{Anchor, Coding, Edit, Id, Link, LinkKind, Note, Work};
use crate::text::{BlockIndex, DocumentIndex, Passage, Span};

use super::brought;
use super::item::Item;
use super::place::Places;

/// What would be done with what came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrival {
    /// All that is taken, as one change; `None` when there is nothing to take.
    pub edit: Option<Edit>,
    /// By the word for the kind: how many are taken.
    pub taken: BTreeMap<&'static str, usize>,
    /// How many say what the reader's work or the collection says already.
    pub known: usize,
    /// What says otherwise than the reader's own.
    pub contested: Vec<Contested>,
}

/// Something that came in the place of something of the reader's.
#[derive(Clone, Debug, PartialEq)]
pub struct Contested {
    pub mine: Item,
    pub theirs: Item,
}

/// What of `come` is to be taken into `work`. With `replace` the reader's own gives way.
pub fn arrival(collection: &Collection, work: &Work, come: &Work, replace: bool) -> Arrival {
    let mine = Mine::of(collection, work);
    let mut arrival = Arrival::default();
    let mut edits = Vec::new();
    for theirs in Item::all(come) {
        let kept = theirs.kept_in(work);
        let is_kept = kept.as_ref().is_some_and(|kept| mine.agrees(kept, &theirs));
        let rival = kept.or_else(|| mine.rival(&theirs));
        let is_rival = |mine: &Item| mine.key() != theirs.key() && same(mine, &theirs);
        if is_kept || rival.as_ref().is_some_and(is_rival) || mine.knows(&theirs) {
            arrival.known += 1;
            continue;
        }
        if let Some(mine) = rival {
            arrival.contested.push(Contested { mine: mine.clone(), theirs: theirs.clone() });
            if !replace {
                continue;
            }
            edits.extend((mine.key() != theirs.key()).then(|| removal(mine)).flatten());
        }
        *arrival.taken.entry(theirs.what()).or_default() += 1;
        edits.push(theirs.edit());
    }
    arrival.edit = (!edits.is_empty()).then_some(Edit::Together(edits));
    arrival
}

/// The reader's work by what it is on.
struct Mine<'a> {
    places: Places<'a>,
    work: &'a Work,
    codings: HashMap<Spot, &'a Id>,
    links: HashMap<(Spot, Spot), Vec<&'a Id>>,
    /// By their words, too: of a whole document, any number may be said.
    notes: HashMap<(Vec<Spot>, &'a str), Vec<&'a Note>>,
}

/// Where an anchor's words stand, or, where they are not found, the words.
type Spot = Result<(DocumentIndex, BlockIndex, Span), String>;

impl<'a> Mine<'a> {
    fn of(collection: &'a Collection, work: &'a Work) -> Self {
        let places = Places::of(collection);
        let mut mine =
            Self { places, work, codings: HashMap::new(), links: HashMap::new(), notes: HashMap::new() };
        mine.codings = work.codings.iter().map(|(id, coding)| (mine.spot(&coding.anchor), id)).collect();
        for (id, link) in &work.links {
            let ends = mine.ends(&link.a, &link.b);
            mine.links.entry(ends).or_default().push(id);
        }
        for note in work.notes.values() {
            let spots = mine.spots(note.target.anchors());
            mine.notes.entry((spots, &note.text)).or_default().push(note);
        }
        mine
    }

    fn spot(&self, anchor: &Anchor) -> Spot {
        let site = self.places.site(anchor);
        site.map(|(document, site)| (document, site.block, site.span))
            .map_err(|_| format!("{}\u{1f}{}", anchor.document, anchor.quote))
    }

    fn spots<'b>(&self, anchors: impl IntoIterator<Item = &'b Anchor>) -> Vec<Spot> {
        anchors.into_iter().map(|anchor| self.spot(anchor)).collect()
    }

    /// Whether two items are on the same passages and say the same.
    fn agrees(&self, one: &Item, other: &Item) -> bool {
        same(one, other) && self.spots(one.anchors()) == self.spots(other.anchors())
    }

    /// The same whichever is first.
    fn ends(&self, a: &Anchor, b: &Anchor) -> (Spot, Spot) {
        let (a, b) = (self.spot(a), self.spot(b));
        if a <= b { (a, b) } else { (b, a) }
    }

    /// What the reader said of the same passage, or of the same two.
    fn rival(&self, theirs: &Item) -> Option<Item> {
        match theirs {
            Item::Coding(_, coding) => {
                let id = *self.codings.get(&self.spot(&coding.anchor))?;
                Some(Item::Coding(id.clone(), self.work.codings[id].clone()))
            }
            Item::Link(_, link) => {
                let there = self.links.get(&self.ends(&link.a, &link.b))?;
                // Two opinions may stand side by side, but not that passages match and do not.
                let rejects = |kind: &LinkKind| *kind == LinkKind::Rejected;
                let opposed = |id: &&&Id| rejects(&self.work.links[**id].kind) != rejects(&link.kind);
                let id = *there.iter().find(opposed)?;
                Some(Item::Link(id.clone(), self.work.links[id].clone()))
            }
            _ => None,
        }
    }

    /// Whether the same is said already, under another id or by the collection itself.
    fn knows(&self, theirs: &Item) -> bool {
        match theirs {
            Item::Coding(_, coding) => self.is_of_collection(coding),
            Item::Link(_, link) => {
                let mut there = self.links.get(&self.ends(&link.a, &link.b)).into_iter().flatten();
                let says = |mine: &Link| {
                    mine.kind == link.kind && (link.label.is_none() || mine.label == link.label)
                };
                there.any(|id| says(&self.work.links[*id])) || self.is_link_of_collection(link)
            }
            Item::Summary(cell, summary) => {
                let scheme = &self.places.collection.scheme;
                let cell = scheme.episode_by_id(&cell.episode).zip(scheme.step_by_id(&cell.step));
                let own = cell.and_then(|(episode, step)| self.places.collection.summary(episode, step));
                own == Some(summary.text.as_str())
            }
            Item::Note(_, note) => {
                let said = (self.spots(note.target.anchors()), note.text.as_str());
                let mut there = self.notes.get(&said).into_iter().flatten();
                there.any(|&mine| same(&Item::Note(String::new(), mine.clone()), theirs))
            }
            _ => false,
        }
    }

    /// Whether the collection links the two passages so.
    fn is_link_of_collection(&self, link: &Link) -> bool {
        let passage = |anchor| self.places.passages(anchor).ok()?.first().copied();
        let Some((a, b)) = passage(&link.a).zip(passage(&link.b)) else { return false };
        let kind = |own: &scheme::Link| brought::kind_of(own.strength);
        self.places.collection.links_of(a).any(|(own, other)| other == b && kind(own) == link.kind)
    }

    /// Whether the collection codes the passage so by hand, and the reader does not.
    fn is_of_collection(&self, coding: &Coding) -> bool {
        let collection = self.places.collection;
        let passages = self.places.passages(&coding.anchor).unwrap_or_default();
        let said = coded(&collection.scheme, coding).unwrap_or_default();
        let says = |&passage: &Passage| {
            collection.coding(passage).is_some_and(|own| own.by_hand && own.coded == said)
        };
        !passages.is_empty()
            && passages.iter().all(says)
            && self.rival(&Item::Coding(String::new(), coding.clone())).is_none()
    }
}

/// Whether two items on the same passages say the same, whenever and under whatever id.
fn same(one: &Item, other: &Item) -> bool {
    says(one) == says(other)
}

/// What an item says, apart from its id, its passages and when it was made.
fn says(item: &Item) -> Item {
    let bare = |anchor: &mut Anchor| *anchor = Anchor::default();
    let mut item = item.clone();
    match &mut item {
        Item::Mark(_, mark) => {
            bare(&mut mark.anchor);
            mark.created = None;
        }
        Item::Coding(id, coding) => {
            id.clear();
            bare(&mut coding.anchor);
            coding.created = None;
        }
        Item::Link(id, link) => {
            id.clear();
            bare(&mut link.a);
            bare(&mut link.b);
            link.created = None;
        }
        Item::Note(id, note) => {
            id.clear();
            note.target.anchors_mut().for_each(bare);
            (note.created, note.changed) = (None, None);
        }
        Item::Summary(_, summary) => summary.changed = None,
        Item::Verdict(id, verdict) => {
            id.clear();
            bare(&mut verdict.a);
            verdict.b.iter_mut().for_each(bare);
            verdict.created = None;
        }
    }
    item
}

fn removal(item: Item) -> Option<Edit> {
    match item {
        Item::Coding(id, _) => Some(Edit::RemoveCoding { id }),
        Item::Link(id, _) => Some(Edit::RemoveLink { id }),
        _ => None,
    }
}
