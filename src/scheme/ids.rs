//! Passages by their ids: `document#paragraph.sentence`, `document#paragraph`, or the own id of a
//! passage in a table.

use crate::text::{DocumentIndex, Passage, SentenceIndex};

use super::collection::Collection;
use super::format::records::{Address, Place};
use super::resolve;

impl Collection {
    /// The passage that [`Collection::passage_id`] calls so.
    pub fn passage_by_id(&self, id: &str) -> Option<Passage> {
        if let Some((_, passage)) = self.own_ids().find(|(own, _)| *own == id) {
            return Some(passage);
        }
        let Address::Place { document, place } = Address::parse(id) else { return None };
        let index = self.document_indices().find(|&index| self.document(index).name == document)?;
        self.passage_numbered(index, place).ok()
    }

    /// The passage with these numbers, or what is not there.
    pub fn passage_numbered(&self, index: DocumentIndex, place: Place) -> Result<Passage, String> {
        let Place { paragraph, sentence } = place;
        let document = self.document(index);
        let name = &document.name;
        let block = document.block_numbered(paragraph).ok_or_else(|| {
            let last = document.blocks().last().map_or(0, |block| block.number);
            format!("{name} has no paragraph {paragraph} (its last is {last})")
        })?;
        let Some(number) = sentence else { return Ok(Passage::block(index, block)) };
        let last = document.sentences(block).len();
        match (number as usize).checked_sub(1).filter(|&at| at < last) {
            Some(at) => Ok(Passage::sentence(index, block, SentenceIndex(at))),
            None => {
                Err(format!("paragraph {paragraph} of {name} has no sentence {number} (its last is {last})"))
            }
        }
    }

    /// The own ids of the passages in tables.
    pub fn own_ids(&self) -> impl Iterator<Item = (&str, Passage)> {
        self.document_indices().flat_map(|index| resolve::own_ids(self.document(index), index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockIndex, BlockKind, Document};

    #[test]
    fn an_id_names_the_passage_that_it_was_made_of_and_nothing_else() {
        let mut text = Document::builder("a#b.txt");
        text.block(BlockKind::Paragraph, "One. Two.").block(BlockKind::Paragraph, "Three.");
        let mut table = Document::builder("MAT");
        table.passage("MAT.2.22", "But when he heard.").passage("a#b.txt#9", "No paragraph.");
        let documents = vec![text.build(), table.build()].into();
        let collection = Collection { documents, ..Collection::default() };
        for passage in collection.document_indices().flat_map(|index| collection.sentences_of(index)) {
            let id = collection.passage_id(passage);
            assert_eq!(collection.passage_by_id(&id), Some(passage), "{id}");
        }
        let paragraph = Passage::block(DocumentIndex(0), BlockIndex(0));
        assert_eq!(collection.passage_by_id("a#b.txt#1"), Some(paragraph));
        for id in ["a#b.txt#1.3", "a#b.txt#1.0", "a#b.txt#3", "c.txt#1", "MAT.2.23", "MAT", ""] {
            assert_eq!(collection.passage_by_id(id), None, "{id}");
        }
    }
}
