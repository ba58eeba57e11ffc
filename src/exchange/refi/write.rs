//! The reader's work as a project or a codebook.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::codebook::{Codebook, Says};
use super::kept::{Kept, NAME};
use super::package::{PackageError, packed};
use super::xml::{Xml, is_xml};
use super::{CODEBOOK, NO_TIME, PROJECT, PROJECT_FILE, SOURCES};
use crate::exchange::flat::Flat;
use crate::exchange::guid::{derived, guid};
use crate::exchange::item::Item;
use crate::exchange::place::Places;
use crate::scheme::Collection;
use crate::store::{Anchor, CellId, Coding, Link, Note, Target, Work};
use crate::text::DocumentIndex;

/// Most characters of the words by which a selection is named.
const LONGEST_NAME: usize = 60;
/// Before the label in the name of a note that is on a row.
pub const ROW: &str = "row: ";
/// Before the cell in the name of a summary.
pub const SUMMARY: &str = "Summary: ";
/// How the description of a link's end begins.
pub const LINK: &str = "link: ";

/// An export, and what it could not take along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub bytes: Vec<u8>,
    pub losses: Vec<String>,
}

/// The codebook alone: the scheme's episodes and steps, and the codes that the work uses.
pub fn codebook(work: &Work, collection: &Collection) -> Written {
    let book = Codebook::of(collection, &Item::all(work));
    let mut xml = Xml::new();
    xml.open("CodeBook", &[("xmlns", CODEBOOK), ("origin", ORIGIN)]);
    book.write(&mut xml);
    let coded = "a codebook has the codes, and not what is coded".to_owned();
    let losses = [Some(coded), book.loss()].into_iter().flatten().collect();
    Written { bytes: xml.finish().into_bytes(), losses }
}

/// How the origin of what this program writes begins.
pub const PROGRAM: &str = "Triptych ";
const ORIGIN: &str = concat!("Triptych ", env!("CARGO_PKG_VERSION"));

/// The whole project: sources, codes, selections, notes and links.
pub fn project(work: &Work, collection: &Collection) -> Result<Written, PackageError> {
    let Files { files, losses } = written(work, collection);
    Ok(Written { bytes: packed(&files)?, losses })
}

/// The files of a project with their texts, and what they could not take along.
pub struct Files {
    pub files: Vec<(String, String)>,
    losses: Vec<String>,
}

pub fn written(work: &Work, collection: &Collection) -> Files {
    let items = Item::all(work);
    let mut writer = Writer::new(collection, &items);
    // What refers to other selections comes when they are there.
    let refers = |item: &&Item| {
        matches!(item, Item::Link(..) | Item::Note(_, Note { target: Target::Row { .. }, .. }))
    };
    for item in items.iter().filter(|item| !refers(item)).chain(items.iter().filter(refers)) {
        writer.item(item);
    }
    let kept = Kept::of(work, collection);
    writer.notes.push(NoteOut {
        guid: Kept::guid(),
        name: NAME.to_owned(),
        text: kept.text(),
        created: None,
    });
    let mut files = vec![(PROJECT_FILE.to_owned(), writer.xml())];
    files.extend(writer.notes.iter().map(|note| (format!("{SOURCES}/{}.txt", note.guid), note.text.clone())));
    for (index, flat) in collection.document_indices().zip(&writer.flats) {
        let name = format!("{SOURCES}/{}.txt", source_guid(collection, index));
        files.push((name, flat.exported()));
    }
    Files { files, losses: writer.losses() }
}

/// Notes on a whole source, as its description: some programs show nothing else.
pub fn described(texts: &[String]) -> String {
    texts.join("\n\n")
}

/// The identifier of a document's source.
pub fn source_guid(collection: &Collection, index: DocumentIndex) -> String {
    guid("document", &collection.document(index).name)
}

/// A stretch of a source with what is said of it.
#[derive(Default)]
struct Selection {
    guid: String,
    name: String,
    position: (usize, usize),
    description: String,
    codes: Vec<Says>,
    notes: Vec<String>,
    created: Option<String>,
}

struct NoteOut {
    guid: String,
    name: String,
    text: String,
    created: Option<String>,
}

struct LinkOut {
    id: String,
    kind: String,
    /// Identifiers of the selections at its ends.
    a: String,
    b: String,
}

struct Writer<'a> {
    collection: &'a Collection,
    places: Places<'a>,
    book: Codebook<'a>,
    /// One for each document.
    flats: Vec<Flat>,
    selections: Vec<Vec<Selection>>,
    /// The first selection of each stretch of a document.
    first_at: HashMap<(DocumentIndex, (usize, usize)), usize>,
    /// Identifiers of notes on whole documents.
    source_notes: Vec<Vec<String>>,
    /// Their texts.
    descriptions: Vec<Vec<String>>,
    notes: Vec<NoteOut>,
    links: Vec<LinkOut>,
    /// How often something could not be taken along.
    lost: BTreeMap<&'static str, usize>,
}

impl<'a> Writer<'a> {
    fn new(collection: &'a Collection, items: &[Item]) -> Self {
        let each = || collection.documents.iter();
        Self {
            collection,
            places: Places::of(collection),
            book: Codebook::of(collection, items),
            flats: each().map(Flat::of).collect(),
            selections: each().map(|_| Vec::new()).collect(),
            first_at: HashMap::new(),
            source_notes: each().map(|_| Vec::new()).collect(),
            descriptions: each().map(|_| Vec::new()).collect(),
            notes: Vec::new(),
            links: Vec::new(),
            lost: BTreeMap::new(),
        }
    }

    fn item(&mut self, item: &Item) {
        let created = item.record().get("created").and_then(|time| time.as_str()).map(str::to_owned);
        match item {
            Item::Mark(name, mark) => {
                let (guid, what) = (guid("mark", &name.to_string()), format!("mark {name}"));
                let selection =
                    Selection { guid, description: what.clone(), created, ..Selection::default() };
                if let Some(found) = self.select(&mark.anchor, selection) {
                    found.name = what;
                } else {
                    self.lose("marks whose words are not found");
                }
            }
            Item::Coding(id, coding) => self.coding(id, coding, created),
            Item::Link(id, link) => self.link(id, link),
            Item::Note(id, note) => self.note(id, note, created.as_deref()),
            Item::Summary(cell, summary) => {
                let name = format!("{SUMMARY}{}", self.cell(cell));
                let guid = guid("summary", &item.key());
                self.on_cell(cell, &guid);
                self.notes.push(NoteOut { guid, name, text: summary.text.clone(), created: None });
            }
            Item::Verdict(..) => self.lose("verdicts on differences"),
        }
    }

    fn lose(&mut self, what: &'static str) {
        *self.lost.entry(what).or_default() += 1;
    }

    fn losses(&self) -> Vec<String> {
        let mut losses: Vec<String> =
            self.lost.iter().map(|(what, count)| format!("left out: {what} ({count})")).collect();
        losses.push(
            "not said in this format: when notes were changed, colours of highlights (they are codes), actors' ids"
                .to_owned(),
        );
        losses.extend(self.book.loss());
        losses.push(format!("all of it is kept in the project's note '{NAME}', for an import of ours"));
        losses
    }

    /// Adds a selection where the anchor's words stand; `None` when they are not found.
    fn select(&mut self, anchor: &Anchor, selection: Selection) -> Option<&mut Selection> {
        self.select_over(&[anchor], selection)
    }

    /// Adds a selection from the first words to the last; `None` when they are not all found in one
    /// document.
    fn select_over(&mut self, anchors: &[&Anchor], selection: Selection) -> Option<&mut Selection> {
        let sites: Option<Vec<_>> = anchors.iter().map(|anchor| self.places.site(anchor).ok()).collect();
        let sites = sites?;
        let &(index, _) = sites.first()?;
        let position = |&(at, site)| (at == index).then(|| self.flats[index.0].position(site));
        let positions: Vec<(usize, usize)> = sites.iter().map(position).collect::<Option<_>>()?;
        let start = positions.iter().map(|position| position.0).min()?;
        let position = (start, positions.iter().map(|position| position.1).max()?);
        let name = anchors.iter().flat_map(|anchor| anchor.quote.split_whitespace());
        let name: String = name.collect::<Vec<_>>().join(" ");
        let name = name.chars().take(LONGEST_NAME).collect();
        let all = &mut self.selections[index.0];
        self.first_at.entry((index, position)).or_insert(all.len());
        all.push(Selection { name, position, ..selection });
        all.last_mut()
    }

    fn coding(&mut self, id: &str, coding: &Coding, created: Option<String>) {
        let codes = Says::of_coding(coding);
        let selection = Selection { guid: guid("coding", id), codes, created, ..Selection::default() };
        if self.select(&coding.anchor, selection).is_none() {
            self.lose("codings whose words are not found");
        }
    }

    fn link(&mut self, id: &str, link: &Link) {
        let kind = link.kind.name();
        if link.label.is_some() {
            self.lose("names of rows");
        }
        let ends = [(&link.a, &link.b), (&link.b, &link.a)];
        if ends.iter().any(|(anchor, _)| self.places.site(anchor).is_err()) {
            self.lose("links of which an end is not found");
            return;
        }
        let guids: Vec<String> = ends
            .into_iter()
            .filter_map(|(anchor, other)| {
                let description = format!("{LINK}{kind}, {}: {}", other.document, other.quote);
                self.end(anchor, description).map(|end| end.guid.clone())
            })
            .collect();
        if let [a, b] = guids.as_slice() {
            let (a, b) = (a.clone(), b.clone());
            self.links.push(LinkOut { id: id.to_owned(), kind: kind.to_owned(), a, b });
        }
    }

    /// The selection that a link or a row refers to: one that is there, or a new one. Some programs
    /// fail on two selections of the same words that have no code.
    fn end(&mut self, anchor: &Anchor, description: String) -> Option<&mut Selection> {
        let (index, site) = self.places.site(anchor).ok()?;
        let position = self.flats[index.0].position(site);
        if let Some(&at) = self.first_at.get(&(index, position)) {
            return self.selections[index.0].get_mut(at);
        }
        let guid = derived("end", &format!("{} {}-{}", anchor.document, position.0, position.1));
        self.select(anchor, Selection { guid, description, ..Selection::default() })
    }

    fn note(&mut self, id: &str, note: &Note, created: Option<&str>) {
        let guid = guid("note", id);
        self.count_characters(&note.text);
        if !note.target.is_words() && !Says::of_note(note).is_empty() {
            self.lose("tags and highlights of notes that are not on words");
        }
        let free = |name: String| NoteOut {
            guid: guid.clone(),
            name,
            text: note.text.clone(),
            created: created.map(str::to_owned),
        };
        match &note.target {
            Target::Document(name) => {
                self.notes.push(free(format!("note on {name}")));
                match self.places.known(name) {
                    Some(index) => {
                        self.source_notes[index.0].push(guid);
                        self.descriptions[index.0].push(note.text.clone());
                    }
                    None => self.lose("documents of notes, which are not in the collection"),
                }
            }
            Target::Cell(cell) => {
                self.notes.push(free(format!("note on {}", self.cell(cell))));
                self.on_cell(cell, &guid);
            }
            Target::Row { label, passages } => {
                self.notes.push(free(format!("{ROW}{label}")));
                for anchor in passages {
                    match self.end(anchor, String::new()) {
                        Some(selection) => selection.notes.push(guid.clone()),
                        None => self.lose("passages of rows that are not found"),
                    }
                }
            }
            Target::Words(anchors) => {
                let anchors: Vec<&Anchor> = anchors.iter().collect();
                let selection = Selection {
                    guid: guid.clone(),
                    description: note.text.clone(),
                    codes: Says::of_note(note),
                    created: created.map(str::to_owned),
                    ..Selection::default()
                };
                if self.select_over(&anchors, selection).is_none() {
                    self.lose("places of notes whose words are not found: they are free notes");
                    let quotes: Vec<&str> = anchors.iter().map(|anchor| anchor.quote.as_str()).collect();
                    let document = anchors.first().map_or("", |anchor| anchor.document.as_str());
                    let text = format!("{}\n\n{}", quotes.join("\n\n"), note.text);
                    self.notes.push(NoteOut { text, ..free(format!("note, lost in {document}")) });
                }
            }
        }
    }

    fn count_characters(&mut self, text: &str) {
        if !text.chars().all(is_xml) {
            self.lose("control characters in notes, which the format cannot hold");
        }
    }

    fn cell(&self, cell: &CellId) -> String {
        let scheme = &self.collection.scheme;
        let episode = scheme.episode_by_id(&cell.episode).map(|at| scheme.episode(at).name.clone());
        let step = scheme.step_by_id(&cell.step).map(|at| scheme.step(at).name.clone());
        format!(
            "{}, {}",
            episode.unwrap_or_else(|| cell.episode.clone()),
            step.unwrap_or_else(|| cell.step.clone())
        )
    }

    /// Ties a note to the codes of a cell's episode and step.
    fn on_cell(&mut self, cell: &CellId, note: &str) {
        let scheme = &self.collection.scheme;
        let known = scheme.episode_by_id(&cell.episode).is_some() && scheme.step_by_id(&cell.step).is_some();
        if !known {
            self.lose("cells of notes and summaries, which are not in the scheme");
            return;
        }
        for code in [Says::Episode(cell.episode.clone()), Says::Step(cell.step.clone())] {
            self.book.notes.entry(code.guid()).or_default().push(note.to_owned());
        }
    }

    fn xml(&self) -> String {
        let user = guid("user", "reader");
        let mut xml = Xml::new();
        let name = if self.collection.title.is_empty() { "Triptych" } else { self.collection.title.as_str() };
        xml.open(
            "Project",
            &[("xmlns", PROJECT), ("name", name), ("origin", ORIGIN), ("creatingUserGUID", &user)],
        );
        xml.open("Users", &[]).empty("User", &[("guid", &user), ("name", "reader")]).close();
        if !self.book.is_empty() {
            xml.open("CodeBook", &[]);
            self.book.write(&mut xml);
            xml.close();
        }
        xml.open("Sources", &[]);
        for index in self.collection.document_indices() {
            self.source(index, &user, &mut xml);
        }
        xml.close();
        self.notes_xml(&user, &mut xml);
        self.links_xml(&mut xml);
        xml.finish()
    }

    fn source(&self, index: DocumentIndex, user: &str, xml: &mut Xml) {
        let guid_of_source = source_guid(self.collection, index);
        let path = format!("internal://{guid_of_source}.txt");
        // The name may become a file's elsewhere.
        let name = self.collection.document(index).name.replace('/', "_");
        xml.open(
            "TextSource",
            &[("guid", &guid_of_source), ("name", &name), ("plainTextPath", &path), ("creatingUser", user)],
        );
        if !self.descriptions[index.0].is_empty() {
            xml.text("Description", &described(&self.descriptions[index.0]));
        }
        for selection in &self.selections[index.0] {
            let (start, end) = (selection.position.0.to_string(), selection.position.1.to_string());
            let mut attributes = vec![
                ("guid", selection.guid.as_str()),
                ("name", &selection.name),
                ("startPosition", &start),
                ("endPosition", &end),
                ("creatingUser", user),
            ];
            attributes.extend(selection.created.as_deref().map(|time| ("creationDateTime", time)));
            xml.open("PlainTextSelection", &attributes);
            if !selection.description.is_empty() {
                xml.text("Description", &selection.description);
            }
            for code in &selection.codes {
                let target = code.guid();
                let own = derived("coding of", &format!("{}.{target}", selection.guid));
                xml.open("Coding", &[("guid", &own), ("creatingUser", user)]);
                xml.empty("CodeRef", &[("targetGUID", &target)]).close();
            }
            for note in &selection.notes {
                xml.empty("NoteRef", &[("targetGUID", note)]);
            }
            xml.close();
        }
        for note in &self.source_notes[index.0] {
            xml.empty("NoteRef", &[("targetGUID", note)]);
        }
        xml.close();
    }

    fn notes_xml(&self, user: &str, xml: &mut Xml) {
        if self.notes.is_empty() && self.links.is_empty() {
            return;
        }
        xml.open("Notes", &[]);
        let mut names = HashSet::new();
        for note in &self.notes {
            // Some programs fail on two notes of one name, and on a note without a time.
            let mut name = note.name.clone();
            while !names.insert(name.clone()) {
                name.push('\'');
            }
            let path = format!("internal://{}.txt", note.guid);
            let created = note.created.as_deref().unwrap_or(NO_TIME);
            let mut attributes =
                vec![("guid", note.guid.as_str()), ("name", &name), ("plainTextPath", &path)];
            attributes.extend([("creatingUser", user), ("creationDateTime", created)]);
            xml.empty("Note", &attributes);
        }
        for link in &self.links {
            let (guid, name) = (derived("link note", &link.id), format!("{LINK}{}", link.kind));
            let attributes = [
                ("guid", guid.as_str()),
                ("name", &name),
                ("creatingUser", user),
                ("creationDateTime", NO_TIME),
            ];
            xml.open("Note", &attributes);
            xml.text("PlainTextContent", &link.kind).close();
        }
        xml.close();
    }

    fn links_xml(&self, xml: &mut Xml) {
        if self.links.is_empty() {
            return;
        }
        xml.open("Links", &[]);
        for LinkOut { id, kind, a, b } in &self.links {
            let own = guid("link", id);
            let attributes = [
                ("guid", own.as_str()),
                ("name", kind),
                ("direction", "Associative"),
                ("originGUID", a),
                ("targetGUID", b),
            ];
            xml.open("Link", &attributes);
            xml.empty("NoteRef", &[("targetGUID", &derived("link note", id))]).close();
        }
        xml.close();
    }
}
