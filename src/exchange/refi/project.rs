//! The elements of a project file as values. Identifiers are in one form; what is missing or wrong
//! is left out.

use std::collections::HashMap;

use super::xml::Element;
use crate::exchange::guid::normalised;

#[derive(Clone, Debug, Default)]
pub struct Project {
    pub name: String,
    /// The program that wrote it.
    pub origin: String,
    pub codes: Vec<Code>,
    pub sources: Vec<TextSource>,
    /// Sources that are no text, by the word for their kind.
    pub others: Vec<String>,
    pub notes: Vec<NoteElement>,
    pub links: Vec<LinkElement>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    pub guid: String,
    pub name: String,
    /// Names of the codes that it stands under, the outermost first.
    pub above: Vec<String>,
    pub is_category: bool,
    pub description: String,
    pub note_refs: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub struct TextSource {
    pub guid: String,
    pub name: String,
    /// Where its text is, unless it stands in the element.
    pub path: Option<String>,
    /// The same with its layout, which is not read.
    pub rich: Option<String>,
    pub content: Option<String>,
    pub description: String,
    pub selections: Vec<Selection>,
    pub note_refs: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Selection {
    pub guid: String,
    pub name: String,
    pub start: usize,
    pub end: usize,
    pub description: String,
    /// Identifiers of codes, each with the time of its coding.
    pub codes: Vec<String>,
    pub note_refs: Vec<String>,
    pub created: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct NoteElement {
    pub guid: String,
    pub name: String,
    pub path: Option<String>,
    pub content: Option<String>,
    pub description: String,
    pub created: Option<String>,
    /// Some programs say here what the note is on.
    pub selections: Vec<Selection>,
}

#[derive(Clone, Debug, Default)]
pub struct LinkElement {
    pub guid: String,
    pub name: String,
    pub origin: String,
    pub target: String,
}

/// What refers to the notes of a project, by their identifiers.
#[derive(Debug, Default)]
pub struct References<'a> {
    pub notes: HashMap<&'a str, &'a NoteElement>,
    pub selections: HashMap<&'a str, Vec<&'a Selection>>,
    pub codes: HashMap<&'a str, Vec<&'a Code>>,
}

impl<'a> References<'a> {
    pub fn of(project: &'a Project) -> Self {
        let mut references = Self::default();
        for note in &project.notes {
            references.notes.entry(&note.guid).or_insert(note);
        }
        for selection in project.sources.iter().flat_map(|source| &source.selections) {
            for note in &selection.note_refs {
                references.selections.entry(note).or_default().push(selection);
            }
        }
        for code in &project.codes {
            for note in &code.note_refs {
                references.codes.entry(note).or_default().push(code);
            }
        }
        references
    }
}

impl Project {
    /// Reads the root of a project or of a codebook.
    pub fn of(root: &Element) -> Self {
        let codebook = if root.name == "CodeBook" { Some(root) } else { root.first("CodeBook") };
        let mut project = Self {
            name: attribute(root, "name"),
            origin: attribute(root, "origin"),
            notes: each(root, "Notes", "Note").map(note).collect(),
            links: each(root, "Links", "Link").map(link).collect(),
            ..Self::default()
        };
        for code in codebook.into_iter().flat_map(|book| each(book, "Codes", "Code")) {
            add_code(code, &[], &mut project.codes);
        }
        for source in root.first("Sources").into_iter().flat_map(|sources| &sources.children) {
            match source.name.as_str() {
                "TextSource" => project.sources.push(text_source(source, &attribute(source, "name"))),
                // The text that a PDF is read as has the positions of its selections.
                "PDFSource" if source.first("Representation").is_some() => {
                    let text = source.all("Representation");
                    project.sources.extend(text.map(|one| text_source(one, &attribute(source, "name"))));
                }
                other => project.others.push(other.trim_end_matches("Source").to_lowercase()),
            }
        }
        project
    }
}

fn each<'a>(root: &'a Element, outer: &'a str, inner: &'a str) -> impl Iterator<Item = &'a Element> {
    root.first(outer).into_iter().flat_map(move |outer| outer.all(inner))
}

fn attribute(element: &Element, name: &str) -> String {
    element.attribute(name).unwrap_or_default().to_owned()
}

fn guid_of(element: &Element, name: &str) -> String {
    normalised(element.attribute(name).unwrap_or_default())
}

fn references(element: &Element, name: &str) -> Vec<String> {
    element.all(name).map(|reference| guid_of(reference, "targetGUID")).collect()
}

fn add_code(element: &Element, above: &[String], codes: &mut Vec<Code>) {
    let name = attribute(element, "name");
    let is_category = element.attribute("isCodable").is_some_and(|value| matches!(value, "false" | "0"));
    codes.push(Code {
        guid: guid_of(element, "guid"),
        name: name.clone(),
        above: above.to_vec(),
        is_category,
        description: element.child_text("Description").to_owned(),
        note_refs: references(element, "NoteRef"),
    });
    let below: Vec<String> = above.iter().cloned().chain([name]).collect();
    element.all("Code").for_each(|code| add_code(code, &below, codes));
}

fn text_source(element: &Element, name: &str) -> TextSource {
    let own = attribute(element, "name");
    TextSource {
        guid: guid_of(element, "guid"),
        name: if name.is_empty() { own } else { name.to_owned() },
        path: element.attribute("plainTextPath").map(str::to_owned),
        rich: element.attribute("richTextPath").map(str::to_owned),
        content: element.first("PlainTextContent").map(|content| content.text.clone()),
        description: element.child_text("Description").to_owned(),
        selections: element.all("PlainTextSelection").filter_map(selection).collect(),
        note_refs: references(element, "NoteRef"),
    }
}

/// `None` where its ends are no numbers, or run backwards.
fn selection(element: &Element) -> Option<Selection> {
    let number = |name| element.attribute(name)?.trim().parse::<usize>().ok();
    let (start, end) = (number("startPosition")?, number("endPosition")?);
    let code = |coding: &Element| coding.first("CodeRef").map(|code| guid_of(code, "targetGUID"));
    let created = element.attribute("creationDateTime").or_else(|| element.attribute("modifiedDateTime"));
    (start <= end).then(|| Selection {
        guid: guid_of(element, "guid"),
        name: attribute(element, "name"),
        start,
        end,
        description: element.child_text("Description").to_owned(),
        codes: element.all("Coding").filter_map(code).collect(),
        note_refs: references(element, "NoteRef"),
        created: created.map(str::to_owned),
    })
}

fn note(element: &Element) -> NoteElement {
    NoteElement {
        guid: guid_of(element, "guid"),
        name: attribute(element, "name"),
        path: element.attribute("plainTextPath").map(str::to_owned),
        content: element.first("PlainTextContent").map(|content| content.text.clone()),
        description: element.child_text("Description").to_owned(),
        created: element.attribute("creationDateTime").map(str::to_owned),
        selections: element.all("PlainTextSelection").filter_map(selection).collect(),
    }
}

fn link(element: &Element) -> LinkElement {
    LinkElement {
        guid: guid_of(element, "guid"),
        name: attribute(element, "name"),
        origin: guid_of(element, "originGUID"),
        target: guid_of(element, "targetGUID"),
    }
}
