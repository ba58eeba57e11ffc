//! One line of typed text with the readline keys.

use unicode_segmentation::UnicodeSegmentation;

/// Longest text a prompt takes, in bytes: a pasted book is no query.
const LONGEST: usize = 4096;

/// A line being typed; the cursor stands between grapheme clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    /// Byte offset of the cursor.
    cursor: usize,
}

impl Prompt {
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offset of the cursor in the text.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
    }

    /// Inserts text at the cursor; line breaks and other controls become spaces.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars() {
            let c = if c.is_control() { ' ' } else { c };
            if self.text.len() + c.len_utf8() > LONGEST {
                break;
            }
            self.text.insert(self.cursor, c);
            self.cursor += c.len_utf8();
        }
    }

    pub fn left(&mut self) {
        self.cursor = self.before_cursor();
    }

    pub fn right(&mut self) {
        self.cursor += self.text[self.cursor..].graphemes(true).next().map_or(0, str::len);
    }

    pub fn start(&mut self) {
        self.cursor = 0;
    }

    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// Deletes the cluster before the cursor; `false` when there was none.
    pub fn delete_back(&mut self) -> bool {
        let start = self.before_cursor();
        let deleted = start < self.cursor;
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
        deleted
    }

    pub fn delete_forward(&mut self) {
        let len = self.text[self.cursor..].graphemes(true).next().map_or(0, str::len);
        self.text.replace_range(self.cursor..self.cursor + len, "");
    }

    pub fn delete_word(&mut self) {
        let before = &self.text[..self.cursor];
        let kept = before.trim_end();
        let start = kept.unicode_word_indices().next_back().map_or(0, |(start, word)| {
            if start + word.len() == kept.len() { start } else { start + word.len() }
        });
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    pub fn delete_to_start(&mut self) {
        self.text.replace_range(..self.cursor, "");
        self.cursor = 0;
    }

    pub fn delete_to_end(&mut self) {
        self.text.truncate(self.cursor);
    }

    fn before_cursor(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_by_cluster_and_word() {
        let mut prompt = Prompt::default();
        prompt.insert("two words e\u{301}");
        prompt.delete_back();
        assert_eq!(prompt.text(), "two words ");
        prompt.delete_word();
        assert_eq!(prompt.text(), "two ");
        prompt.start();
        prompt.insert("x\ny");
        assert_eq!((prompt.text(), prompt.cursor()), ("x ytwo ", 3));
        prompt.delete_to_end();
        assert_eq!(prompt.text(), "x y");
        prompt.left();
        prompt.delete_forward();
        assert_eq!(prompt.text(), "x ");
        prompt.delete_to_start();
        assert!(!prompt.delete_back());
    }

    #[test]
    fn takes_no_more_than_a_prompt_can_hold() {
        let mut prompt = Prompt::default();
        prompt.insert(&"\u{4f60}".repeat(5000));
        assert!(prompt.text().len() <= LONGEST);
    }
}
