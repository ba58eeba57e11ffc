//! One thing that the reader made, of whatever kind: what every format writes and reads one by one.

use crate::store::{
    Anchor, CellId, Coding, Edit, Fields, Id, Kind, Link, Mark, Note, Summary, Verdict, Work,
};

#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Mark(char, Mark),
    Coding(Id, Coding),
    Link(Id, Link),
    Note(Id, Note),
    Summary(CellId, Summary),
    Verdict(Id, Verdict),
}

impl Item {
    /// Everything in a work but places, kind by kind.
    pub fn all(work: &Work) -> Vec<Self> {
        let Work { marks, codings, links, notes, summaries, verdicts, places: _, texts: _, session: _ } =
            work.clone();
        let mut all: Vec<Self> = Vec::new();
        all.extend(marks.into_iter().map(|(name, mark)| Self::Mark(name, mark)));
        all.extend(codings.into_iter().map(|(id, coding)| Self::Coding(id, coding)));
        all.extend(links.into_iter().map(|(id, link)| Self::Link(id, link)));
        all.extend(notes.into_iter().map(|(id, note)| Self::Note(id, note)));
        all.extend(summaries.into_iter().map(|(cell, summary)| Self::Summary(cell, summary)));
        all.extend(verdicts.into_iter().map(|(id, verdict)| Self::Verdict(id, verdict)));
        all
    }

    /// What a record of the store says.
    pub fn of_record(kind: Kind, record: &Fields) -> Option<Self> {
        let mut work = Work::default();
        kind.load(record, &mut work).then(|| Self::all(&work).pop())?
    }

    /// As the store writes it.
    pub fn record(&self) -> Fields {
        let mut work = Work::default();
        self.clone().put(&mut work);
        self.kind().records(&work).pop_first().map(|(_, record)| record).unwrap_or_default()
    }

    pub fn kind(&self) -> Kind {
        match self {
            Self::Mark(..) => Kind::Marks,
            Self::Coding(..) => Kind::Codings,
            Self::Link(..) => Kind::Links,
            Self::Note(..) => Kind::Notes,
            Self::Summary(..) => Kind::Summaries,
            Self::Verdict(..) => Kind::Verdicts,
        }
    }

    /// The word for one of its kind.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Mark(..) => "mark",
            Self::Coding(..) => "coding",
            Self::Link(..) => "link",
            Self::Note(..) => "note",
            Self::Summary(..) => "summary",
            Self::Verdict(..) => "verdict",
        }
    }

    /// What tells it from others of its kind.
    pub fn key(&self) -> String {
        match self {
            Self::Mark(name, _) => name.to_string(),
            Self::Coding(id, _) | Self::Link(id, _) | Self::Note(id, _) | Self::Verdict(id, _) => id.clone(),
            Self::Summary(cell, _) => format!("{}/{}", cell.episode, cell.step),
        }
    }

    /// The same under another id; `None` for what is known by something else.
    pub fn under(self, id: Id) -> Option<Self> {
        match self {
            Self::Mark(..) | Self::Summary(..) => None,
            Self::Coding(_, coding) => Some(Self::Coding(id, coding)),
            Self::Link(_, link) => Some(Self::Link(id, link)),
            Self::Note(_, note) => Some(Self::Note(id, note)),
            Self::Verdict(_, verdict) => Some(Self::Verdict(id, verdict)),
        }
    }

    /// The passages that it holds on to.
    pub fn anchors(&self) -> Vec<&Anchor> {
        match self {
            Self::Mark(_, mark) => vec![&mark.anchor],
            Self::Coding(_, coding) => vec![&coding.anchor],
            Self::Link(_, link) => vec![&link.a, &link.b],
            Self::Verdict(_, verdict) => std::iter::once(&verdict.a).chain(&verdict.b).collect(),
            Self::Summary(..) => Vec::new(),
            Self::Note(_, note) => note.target.anchors().collect(),
        }
    }

    /// The change that makes it the reader's.
    pub fn edit(self) -> Edit {
        match self {
            Self::Mark(name, mark) => Edit::SetMark { name, mark },
            Self::Coding(id, coding) => Edit::SetCoding { id, coding },
            Self::Link(id, link) => Edit::SetLink { id, link },
            Self::Note(id, note) => Edit::SetNote { id, note },
            Self::Summary(cell, summary) => Edit::SetSummary { cell, summary },
            Self::Verdict(id, verdict) => Edit::SetVerdict { id, verdict },
        }
    }

    /// Adds it to a work, in the place of what has its key there.
    pub fn put(self, work: &mut Work) {
        let _ = crate::store::edit::apply(work, self.edit());
    }

    /// What the work has under the same key.
    pub fn kept_in(&self, work: &Work) -> Option<Self> {
        match self {
            Self::Mark(name, _) => work.marks.get(name).map(|mark| Self::Mark(*name, mark.clone())),
            Self::Coding(id, _) => work.codings.get(id).map(|one| Self::Coding(id.clone(), one.clone())),
            Self::Link(id, _) => work.links.get(id).map(|one| Self::Link(id.clone(), one.clone())),
            Self::Note(id, _) => work.notes.get(id).map(|one| Self::Note(id.clone(), one.clone())),
            Self::Summary(cell, _) => {
                work.summaries.get(cell).map(|one| Self::Summary(cell.clone(), one.clone()))
            }
            Self::Verdict(id, _) => work.verdicts.get(id).map(|one| Self::Verdict(id.clone(), one.clone())),
        }
    }
}
