//! What documents are called where there is little room.

use std::collections::HashSet;

use crate::scheme::Label;
use crate::scheme::format::DocumentEntry;
use crate::text::{Document, display};

/// Cells that a default citation may take, with its year.
const CITE_CELLS: usize = 22;

/// One label for each document, from its entry in the settings where there is one.
pub(super) fn labels(documents: &[Document], entries: &[Option<DocumentEntry>]) -> Vec<Label> {
    let given = |entry: &Option<DocumentEntry>| entry.as_ref().and_then(|entry| entry.letter.clone());
    let mut taken: HashSet<String> = entries.iter().filter_map(given).collect();
    let mut labels = Vec::with_capacity(documents.len());
    for (number, (document, entry)) in documents.iter().zip(entries).enumerate() {
        let letter = given(entry).unwrap_or_else(|| free_letter(number, &mut taken));
        let cite = entry.as_ref().and_then(|entry| entry.cite.clone());
        labels.push(Label { letter, cite: cite.unwrap_or_else(|| default_cite(document, entry.as_ref())) });
    }
    labels
}

/// The first free letter, or from the 27th document on its number.
fn free_letter(number: usize, taken: &mut HashSet<String>) -> String {
    let mut choices =
        ('A'..='Z').map(|letter| letter.to_string()).chain((number + 1..).map(|n| n.to_string()));
    let letter = choices.find(|choice| !taken.contains(choice)).unwrap_or_default();
    taken.insert(letter.clone());
    letter
}

/// `Ort 1950`: the author's last name, or the first words of the title, and the year.
fn default_cite(document: &Document, entry: Option<&DocumentEntry>) -> String {
    let said = entry.map(|entry| &entry.metadata);
    let author = said.and_then(|said| said.author.as_deref()).or(document.metadata.author.as_deref());
    let title = said.and_then(|said| said.title.as_deref()).unwrap_or_else(|| document.title());
    let date = said.and_then(|said| said.date).or(document.metadata.date);
    let year = date.map(|date| format!(" {}", date.start.year)).unwrap_or_default();
    let room = CITE_CELLS - display::width(&year);
    let name = author.and_then(last_name).filter(|name| display::width(name) <= room);
    format!("{}{year}", name.map_or_else(|| first_words(title, room), str::to_owned))
}

/// The last name of the first of several authors: of `Anna Ort and B. Lund`, or of `Ort, Anna`.
fn last_name(author: &str) -> Option<&str> {
    let first = author.split(" and ").next()?.split([';', '&']).next()?;
    let first = first.trim().trim_start_matches("By ").trim_start_matches("by ");
    let name = match first.split_once(',') {
        // `Ort, Anna`, but not `Anna Ort, Bern`.
        Some((last, _)) => last.split_whitespace().last(),
        None => first.split_whitespace().last(),
    };
    name.filter(|name| !name.is_empty())
}

/// As many whole words as there is room for; a first word too long is cut.
fn first_words(title: &str, room: usize) -> String {
    let mut words = String::new();
    for word in title.split_whitespace() {
        let longer = if words.is_empty() { word.to_owned() } else { format!("{words} {word}") };
        if display::width(&longer) > room {
            break;
        }
        words = longer;
    }
    if words.is_empty() {
        return display::truncated(title.trim(), room).into_owned();
    }
    // Cut before small words: not 'The talks and', but 'The talks'.
    let mut kept = words.as_str();
    if kept.len() < title.trim().len() {
        while let Some((rest, last)) = kept.rsplit_once(' ') {
            let small = last.chars().count() <= 3 && last.chars().all(char::is_lowercase);
            if !small {
                break;
            }
            kept = rest;
        }
    }
    kept.trim_end_matches([',', ':', ';', '-', '\u{2013}', '\u{2014}', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cite(title: &str, author: Option<&str>, date: Option<&str>) -> String {
        let mut document = Document::builder("x.txt").build();
        document.metadata.title = Some(title.to_owned());
        document.metadata.author = author.map(str::to_owned);
        document.metadata.date = date.map(|date| date.parse().unwrap());
        default_cite(&document, None)
    }

    #[test]
    fn a_citation_fits_its_room() {
        assert_eq!(cite("The Flood", Some("Anna Ort and B. Lund"), Some("1950/1951")), "Ort 1950");
        assert_eq!(cite("The Flood", Some("Ort, Anna"), None), "Ort");
        assert_eq!(cite("How the water came to the town", None, Some("1953-02")), "How the water 1953");
        assert_eq!(cite("\u{6d2a}\u{6c34}".repeat(20).as_str(), None, None).chars().count(), 11);
        assert_eq!(cite("", None, None), "x.txt");
    }

    #[test]
    fn letters_run_out_into_numbers() {
        let documents = vec![Document::default(); 30];
        let mut entries = vec![None; 30];
        entries[0] = Some(DocumentEntry { letter: Some("B".to_owned()), ..DocumentEntry::default() });
        let letters: Vec<_> = labels(&documents, &entries).into_iter().map(|label| label.letter).collect();
        assert_eq!(letters[..4], ["B", "A", "C", "D"]);
        assert_eq!(letters[25..28], ["Z", "27", "28"]);
    }
}
