//! What the elements of a project are to the reader: codings, notes, links, summaries.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::codebook::{Says, TAGS, meanings, renamed};
use super::counting::{Counted, Counting, Offsets};
use super::project::{Project, References, Selection, TextSource};
use super::sources::Sources;
use super::write::{LINK, PROGRAM, ROW};
use crate::exchange::found::Quoted;
use crate::exchange::guid::{guid, id_of};
use crate::exchange::item::Item;
use crate::exchange::{Come, Remark};
use crate::store::{Anchor, Coding, Id, Mark, Note, Target, Work};
use crate::text::{DocumentIndex, Span};

pub mod notes;

/// Most characters around a selection that help to find it.
const CONTEXT: usize = 64;
/// Of things of one kind that a remark names, so many are named.
const NAMED: usize = 10;

pub struct Reader<'a, 'c> {
    project: &'a Project,
    references: References<'a>,
    sources: &'a mut Sources<'c>,
    /// The reader's own ids by their identifiers.
    ids: HashMap<String, Id>,
    /// The reader's own marks by the identifiers of their selections.
    marks: HashMap<String, char>,
    /// What each code says; nothing for a category.
    meanings: HashMap<String, Option<Says>>,
    /// Texts of notes.
    notes: &'a HashMap<String, String>,
    /// Notes that are on rows.
    rows: HashSet<&'a str>,
    /// Selections that links begin or end at.
    ends: HashSet<&'a str>,
    /// Where the selections are.
    anchors: HashMap<String, Vec<Anchor>>,
    /// Notes that have found their place.
    placed: HashSet<String>,
    come: Come,
}

/// A source that is read, and the document that it is.
#[derive(Clone, Copy)]
struct Source<'s> {
    index: DocumentIndex,
    /// Its text as it stands in the file.
    raw: &'s str,
    offsets: &'s Offsets,
    /// Whether it is the text that this program would write for the document.
    is_ours: bool,
}

impl Source<'_> {
    /// Where a selection is, and whether it ends in the text.
    fn span(&self, Selection { start, end, .. }: &Selection) -> Option<(Span, bool)> {
        let is_whole = self.offsets.span(*start, *end).is_some();
        Some((self.offsets.span_within(*start, *end)?, is_whole))
    }
}

/// What a selection, or several of the same stretch, say.
struct Gathered {
    guid: String,
    name: String,
    says: Vec<Says>,
    text: String,
    created: Option<String>,
    anchors: Vec<Anchor>,
}

impl<'a, 'c> Reader<'a, 'c> {
    /// `known` is the reader's work, `notes` the texts of the project's notes.
    pub fn new(
        sources: &'a mut Sources<'c>,
        known: &Work,
        project: &'a Project,
        notes: &'a HashMap<String, String>,
    ) -> Self {
        // What is known by a name or a cell has no id that another kind could have.
        let has_id = |item: &Item| !matches!(item, Item::Mark(..) | Item::Summary(..));
        let all = Item::all(known).into_iter().filter(has_id);
        let ids = all.map(|item| (guid(item.what(), &item.key()), item.key())).collect();
        let marks = known.marks.keys().map(|&name| (guid("mark", &name.to_string()), name)).collect();
        let rows = project.notes.iter().filter(|note| note.name.starts_with(ROW));
        let ends = project.links.iter().flat_map(|link| [link.origin.as_str(), link.target.as_str()]);
        Self {
            ids,
            marks,
            meanings: meanings(&project.codes, &sources.collection().scheme),
            references: References::of(project),
            sources,
            notes,
            rows: rows.map(|note| note.guid.as_str()).collect(),
            ends: ends.collect(),
            anchors: HashMap::new(),
            placed: HashSet::new(),
            come: Come::default(),
            project,
        }
    }

    /// `raws` are the texts of the sources, or why there is none; nothing is missing of notes with the
    /// identifiers `told`.
    pub fn read(mut self, raws: &[Result<String, String>], told: HashSet<String>) -> Come {
        self.placed = told;
        self.codes();
        self.sources(raws);
        self.links();
        self.free_notes();
        self.come
    }

    fn remark(&mut self, message: impl Into<String>) {
        self.come.remarks.push(Remark::of_all(message));
    }

    /// The id of what came under this identifier; the reader's own where it has one.
    fn id(&self, what: &str, identifier: &str) -> Id {
        let own = || self.ids.get(identifier).cloned();
        let theirs = || id_of(identifier);
        own().or_else(theirs).or_else(|| id_of(&guid(what, identifier))).unwrap_or_default()
    }

    /// Says what of the codes the scheme does not have.
    fn codes(&mut self) {
        let project = self.project;
        let mut seen = HashSet::new();
        let doubled: Vec<&str> = project
            .codes
            .iter()
            .filter(|code| !seen.insert(&code.guid))
            .map(|code| code.name.as_str())
            .collect();
        if !doubled.is_empty() {
            self.remark(format!(
                "codes that have the identifier of another, and cannot be told from it: {}",
                doubled.join(", ")
            ));
        }
        let scheme = &self.sources.collection().scheme;
        let renamed = renamed(&project.codes, scheme).into_iter();
        let renamed: Vec<String> = renamed
            .map(|(says, code)| format!("'{}' ('{}' in the project)", says.name(scheme).0, code.name))
            .collect();
        if !renamed.is_empty() {
            self.remark(format!(
                "episodes and steps keep the names that they have in the scheme: {}",
                renamed.join(", ")
            ));
        }
        let foreign = project.codes.iter().filter(|code| code.above.first().is_none_or(|name| name != TAGS));
        let unknown: BTreeSet<String> = foreign
            .filter_map(|code| match self.meanings.get(&code.guid)?.as_ref()? {
                Says::Tag(tag) => Some(tag.clone()),
                _ => None,
            })
            .collect();
        if !unknown.is_empty() {
            let names = unknown.into_iter().collect::<Vec<_>>().join(", ");
            self.remark(format!("codes that are no episode or step of the scheme become tags: {names}"));
        }
        if !project.others.is_empty() {
            let (count, kinds) = (project.others.len(), project.others.join(", "));
            self.remark(format!("{count} sources that are no text are left out: {kinds}"));
        }
    }

    fn sources(&mut self, raws: &[Result<String, String>]) {
        let project = self.project;
        let positions: Vec<Vec<(usize, usize)>> = project
            .sources
            .iter()
            .map(|source| source.selections.iter().map(|one| (one.start, one.end)).collect())
            .collect();
        let counted: Vec<Counted<'_>> = raws
            .iter()
            .zip(&positions)
            .filter_map(|(raw, selections)| Some(Counted { raw: raw.as_ref().ok()?, selections }))
            .collect();
        // What this program wrote needs no guess, however careless its selections are.
        let is_own = project.origin.starts_with(PROGRAM);
        let counting = if is_own { Counting::default() } else { Counting::of(&counted) };
        if counting != Counting::default() {
            self.remark(counted_words(&project.origin, counting));
        }
        for (source, raw) in project.sources.iter().zip(raws) {
            match raw {
                Ok(raw) => match self.sources.document(source, raw) {
                    Ok(index) => {
                        let exported = self.sources.texts.searched(index).flat().exported();
                        let is_ours = exported == raw.trim_start_matches('\u{feff}');
                        let offsets = &counting.offsets(raw);
                        self.source(Source { index, raw, offsets, is_ours }, source);
                    }
                    Err(message) => self.left_out(source, &message),
                },
                Err(message) => self.left_out(source, message),
            }
        }
    }

    fn left_out(&mut self, source: &TextSource, why: &str) {
        let count = source.selections.len();
        self.remark(format!("the source '{}': {why}; its {count} selections are left out", source.name));
    }

    fn source(&mut self, place: Source<'_>, source: &TextSource) {
        let (mut outside, mut beyond) = (Vec::new(), Vec::new());
        let mut singles: Vec<Gathered> = Vec::new();
        let mut single_at: HashMap<(usize, usize), usize> = HashMap::new();
        for selection in &source.selections {
            let Some((span, is_whole)) = place.span(selection) else {
                outside.push(format!("{} to {}", selection.start, selection.end));
                continue;
            };
            if !is_whole {
                beyond.push(format!("{} to {}", selection.start, selection.end));
            }
            let anchors = self.found(place, span);
            self.anchors.insert(selection.guid.clone(), anchors.clone());
            let Some(gathered) = self.gathered(selection, anchors) else { continue };
            // Some programs write a selection for each code.
            let single = gathered.says.len() == 1 && gathered.text.is_empty();
            if !single {
                self.take(gathered);
            } else if let Some(&before) = single_at.get(&(selection.start, selection.end)) {
                singles[before].says.extend(gathered.says);
            } else {
                single_at.insert((selection.start, selection.end), singles.len());
                singles.push(gathered);
            }
        }
        for gathered in singles {
            self.take(gathered);
        }
        if !beyond.is_empty() {
            let (count, which) = (beyond.len(), some_of(&beyond));
            self.remark(format!(
                "{count} selections go beyond the text of '{}' and are taken to its end: {which}",
                source.name
            ));
        }
        if !outside.is_empty() {
            let (count, which) = (outside.len(), some_of(&outside));
            self.remark(format!(
                "{count} selections lie outside the text of '{}' and are left out: {which}",
                source.name
            ));
        }
        self.notes_on_source(place, source);
    }

    /// Anchors on the words of a selection, or one without a place.
    fn found(&mut self, Source { index, raw, is_ours, .. }: Source<'_>, span: Span) -> Vec<Anchor> {
        let position = is_ours.then(|| {
            let mark = raw.len() - raw.trim_start_matches('\u{feff}').len();
            let flat = self.sources.texts.searched(index).flat();
            (flat.character(span.start.saturating_sub(mark)), flat.character(span.end.saturating_sub(mark)))
        });
        let before: String = last(&raw[..span.start]);
        let after: String = raw[span.end..].chars().take(CONTEXT).collect();
        let quoted = Quoted { words: span.of(raw), before: &before, after: &after, position };
        match self.sources.texts.anchors(index, &quoted) {
            Ok(anchors) => anchors,
            Err(lost) => {
                let start: String = lost.quote.chars().take(40).collect();
                self.remark(format!(
                    "the words '{start}' are not found for sure in {}: kept without a place",
                    lost.document
                ));
                vec![*lost]
            }
        }
    }

    /// What a selection says; nothing when it is only the end of a link or a passage of a row.
    fn gathered(&mut self, selection: &Selection, anchors: Vec<Anchor>) -> Option<Gathered> {
        let mut says = Vec::new();
        for code in &selection.codes {
            match self.meanings.get(code) {
                Some(Some(meaning)) => says.push(meaning.clone()),
                Some(None) => {}
                None => self.remark(format!("a selection has a code that is not in the codebook ({code})")),
            }
        }
        let is_end = self.ends.contains(selection.guid.as_str());
        let mut text = Vec::new();
        if !(is_end && selection.description.starts_with(LINK)) {
            text.push(selection.description.clone());
        }
        let on_row = |note: &String| self.rows.contains(note.as_str());
        let is_of_row = selection.note_refs.iter().any(on_row);
        for note in selection.note_refs.iter().filter(|note| !on_row(note)) {
            text.extend(self.notes.get(note).cloned());
            self.placed.insert(note.clone());
        }
        text.retain(|words| !words.trim().is_empty());
        if says.is_empty() && text.is_empty() && (is_end || is_of_row) {
            return None;
        }
        Some(Gathered {
            guid: selection.guid.clone(),
            name: selection.name.clone(),
            says,
            text: text.join("\n\n"),
            created: selection.created.clone(),
            anchors,
        })
    }

    /// The mark that a selection is. One of the reader's own is known by its identifier, whatever it
    /// is called now.
    fn mark(&mut self, identifier: &str, name: &str) -> Option<char> {
        let called = name.strip_prefix("mark ").and_then(|name| name.chars().next());
        let called = called.filter(|mark| guid("mark", &mark.to_string()) == identifier);
        let own = self.marks.get(identifier).copied();
        if let (None, Some(mark), false) = (called, own, name.is_empty()) {
            self.remark(format!(
                "the mark '{mark}' is called '{name}' in the project, and stays what it was"
            ));
        }
        called.or(own)
    }

    fn put(&mut self, item: Item) {
        self.come.put(item, Remark::of_all);
    }

    /// Makes of a selection what it is: a mark, a coding, a note, or a coding and a note.
    fn take(&mut self, gathered: Gathered) {
        let Gathered { guid: identifier, name, says, text, created, anchors } = gathered;
        let created = created.and_then(|time| time.parse().ok());
        if let Some(mark) = self.mark(&identifier, &name) {
            if let Some(anchor) = anchors.first().cloned() {
                self.put(Item::Mark(mark, Mark { anchor, created }));
            }
            // What our own projects say of a mark is nobody's note.
            if says.is_empty() && (text.is_empty() || text == format!("mark {mark}")) {
                return;
            }
        }
        let (codes, marks): (Vec<Says>, Vec<Says>) = says.into_iter().partition(Says::codes);
        let bare = codes.is_empty();
        if !bare {
            let id = self.id("coding", &identifier);
            for (at, anchor) in anchors.iter().enumerate() {
                let coding = Coding { created, ..coding(anchor.clone(), &codes) };
                self.put(Item::Coding(part(&id, at), coding));
            }
        }
        if bare || !marks.is_empty() || !text.is_empty() {
            let mut note = Note {
                target: Target::Words(anchors),
                text,
                tags: BTreeSet::new(),
                highlight: None,
                created,
                changed: None,
            };
            for mark in marks {
                match mark {
                    Says::Tag(tag) => {
                        note.tags.insert(tag);
                    }
                    Says::Highlight(number) => note.highlight = Some(number),
                    _ => {}
                }
            }
            let of_coding = || id_of(&guid("note of", &identifier)).unwrap_or_default();
            let id = if bare { self.id("note", &identifier) } else { of_coding() };
            self.put(Item::Note(id, note));
        }
    }
}

/// The first part keeps the id; the others have one that follows from it.
fn part(id: &str, at: usize) -> Id {
    if at == 0 { id.to_owned() } else { id_of(&guid("part", &format!("{id}.{at}"))).unwrap_or_default() }
}

fn coding(anchor: Anchor, codes: &[Says]) -> Coding {
    let mut coding = Coding {
        anchor,
        episodes: Vec::new(),
        step: None,
        second_step: None,
        direction: None,
        background: false,
        date: None,
        created: None,
    };
    for code in codes.iter().cloned() {
        match code {
            Says::Episode(id) if !coding.episodes.contains(&id) => coding.episodes.push(id),
            Says::Step(id) if coding.step.is_none() => coding.step = Some(id),
            Says::Step(id) | Says::SecondStep(id) => coding.second_step = Some(id),
            Says::Direction(from, to) => coding.direction = Some((from, to)),
            Says::Date(date) => coding.date = Some(date),
            Says::Background => coding.background = true,
            Says::Episode(_) | Says::NoEpisode | Says::Tag(_) | Says::Highlight(_) => {}
        }
    }
    coding
}

fn counted_words(program: &str, counting: Counting) -> String {
    let program = if program.is_empty() { "the program" } else { program };
    let ways = [
        (counting.inclusive, "ends are the last character"),
        (counting.mark, "the byte-order mark is counted"),
        (counting.joined_breaks, "two-character line breaks count as one"),
        (counting.utf16, "characters are counted as in UTF-16"),
    ];
    let said: Vec<&str> = ways.into_iter().filter(|(is, _)| *is).map(|(_, way)| way).collect();
    format!("{program} counted otherwise than the standard, as its selections show: {}", said.join(", "))
}

/// The first of many, and how many there are besides.
fn some_of(all: &[String]) -> String {
    let first = all[..all.len().min(NAMED)].join(", ");
    if all.len() > NAMED { format!("{first}, and {} more", all.len() - NAMED) } else { first }
}

fn last(text: &str) -> String {
    let start = text.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    text[start..].to_owned()
}
