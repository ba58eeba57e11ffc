//! Typed text with the readline keys: one line, or a text of many.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

mod typing;

use typing::Typing;

/// Longest line a prompt takes, in bytes: a pasted book is no query.
const LONGEST_LINE: usize = 4096;
/// Longest text of many lines, in bytes.
pub const LONGEST_TEXT: usize = 1 << 20;

/// What is being typed; the cursor stands between grapheme clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    /// Byte offset of the cursor.
    cursor: usize,
    /// Whether line breaks and tabs are taken as they are.
    takes_lines: bool,
    /// What was deleted last by word or line, to be put back.
    deleted: String,
    /// Counts the changes of the text.
    revision: u64,
    typing: Typing,
}

impl Prompt {
    /// For a text of many lines.
    pub fn of_lines(text: &str) -> Self {
        let mut prompt = Self { takes_lines: true, ..Self::default() };
        prompt.insert(text);
        prompt.typing = Typing::default();
        prompt
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offset of the cursor in the text.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Another number after each change of the text.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Puts another text in the place of this one, which can be put back.
    pub fn set(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.clone_into(&mut self.deleted);
        }
        self.replace(0..self.text.len(), text);
    }

    /// Inserts text at the cursor; controls become spaces, line breaks too where only a line is
    /// taken. `false` when not all of it has room.
    pub fn insert(&mut self, text: &str) -> bool {
        self.replace(self.cursor..self.cursor, text)
    }

    /// Puts text in the place of a part, the cursor behind it; as [`Self::insert`].
    fn replace(&mut self, range: Range<usize>, text: &str) -> bool {
        let clean = self.clean(text);
        let longest = if self.takes_lines { LONGEST_TEXT } else { LONGEST_LINE };
        let room = longest.saturating_sub(self.text.len() - range.len());
        let taken = &clean[..clean.floor_char_boundary(room)];
        self.typing.remember(&self.text, range.clone(), taken);
        self.text.replace_range(range.clone(), taken);
        self.cursor = range.start + taken.len();
        self.revision += 1;
        taken.len() == clean.len()
    }

    /// Takes back what was typed or deleted last; `false` where that is nothing.
    pub fn undo(&mut self) -> bool {
        let cursor = self.typing.undo(&mut self.text);
        self.take_cursor(cursor)
    }

    /// Types again what was taken back last; `false` where that is nothing.
    pub fn redo(&mut self) -> bool {
        let cursor = self.typing.redo(&mut self.text);
        self.take_cursor(cursor)
    }

    /// Goes to where the text has changed, if it has.
    fn take_cursor(&mut self, cursor: Option<usize>) -> bool {
        self.cursor = cursor.unwrap_or(self.cursor);
        self.revision += u64::from(cursor.is_some());
        cursor.is_some()
    }

    fn clean<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !text.contains(char::is_control) {
            return Cow::Borrowed(text);
        }
        let keeps = |c: char| !c.is_control() || (self.takes_lines && matches!(c, '\n' | '\t'));
        let text =
            if self.takes_lines { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into() };
        Cow::Owned(text.chars().map(|c| if keeps(c) { c } else { ' ' }).collect())
    }

    pub fn left(&mut self) {
        self.cursor = self.before_cursor();
    }

    pub fn right(&mut self) {
        self.cursor += self.text[self.cursor..].graphemes(true).next().map_or(0, str::len);
    }

    /// To the start of the line.
    pub fn start(&mut self) {
        self.cursor = self.line_start();
    }

    /// To the end of the line.
    pub fn end(&mut self) {
        self.cursor = self.line_end();
    }

    /// To a place in the text, or the character boundary before it.
    pub fn go_to(&mut self, offset: usize) {
        self.cursor = self.text.floor_char_boundary(offset.min(self.text.len()));
    }

    /// Deletes the cluster before the cursor; `false` when there was none.
    pub fn delete_back(&mut self) -> bool {
        let start = self.before_cursor();
        let deleted = start < self.cursor;
        self.delete(start, self.cursor);
        deleted
    }

    pub fn delete_forward(&mut self) {
        let len = self.text[self.cursor..].graphemes(true).next().map_or(0, str::len);
        self.delete(self.cursor, self.cursor + len);
    }

    pub fn delete_word(&mut self) {
        let before = &self.text[..self.cursor];
        let kept = before.trim_end();
        let start = kept.unicode_word_indices().next_back().map_or(0, |(start, word)| {
            if start + word.len() == kept.len() { start } else { start + word.len() }
        });
        self.cut(start, self.cursor);
    }

    /// Deletes to the start of the line.
    pub fn delete_to_start(&mut self) {
        self.cut(self.line_start(), self.cursor);
    }

    /// Deletes to the end of the line; at its end, the line break.
    pub fn delete_to_end(&mut self) {
        match self.line_end() {
            end if end > self.cursor => self.cut(self.cursor, end),
            _ => self.delete_forward(),
        }
    }

    /// Inserts what was deleted last by word or line.
    pub fn put_back(&mut self) {
        let deleted = std::mem::take(&mut self.deleted);
        self.typing.part();
        self.insert(&deleted);
        self.deleted = deleted;
    }

    /// As [`Self::delete`], to be put back.
    fn cut(&mut self, start: usize, end: usize) {
        if start < end {
            self.text[start..end].clone_into(&mut self.deleted);
        }
        self.typing.part();
        self.delete(start, end);
        self.typing.part();
    }

    fn delete(&mut self, start: usize, end: usize) {
        self.replace(start..end, "");
    }

    fn before_cursor(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
    }

    fn line_start(&self) -> usize {
        self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.cursor..].find('\n').map_or(self.text.len(), |at| self.cursor + at)
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
    fn lines_are_edited_one_by_one() {
        let mut prompt = Prompt::of_lines("one\r\ntwo\tthree\rfour\u{1b}[m");
        assert_eq!(prompt.text(), "one\ntwo\tthree\nfour [m");
        prompt.delete_to_start();
        prompt.left();
        prompt.start();
        assert_eq!(prompt.cursor(), 4);
        prompt.delete_to_end();
        assert_eq!(prompt.text(), "one\n\n");
        prompt.delete_to_end();
        assert_eq!(prompt.text(), "one\n");
    }

    #[test]
    fn what_was_deleted_can_be_put_back() {
        let mut prompt = Prompt::of_lines("one two");
        prompt.delete_word();
        prompt.delete_back();
        prompt.start();
        prompt.put_back();
        assert_eq!(prompt.text(), "twoone");
        prompt.set("other");
        prompt.put_back();
        assert_eq!(prompt.text(), "othertwoone");
    }

    #[test]
    fn what_was_typed_is_taken_back_word_by_word() {
        let mut prompt = Prompt::of_lines("kept");
        let type_in = |prompt: &mut Prompt, text: &str| {
            for c in text.chars() {
                prompt.insert(&c.to_string());
            }
        };
        type_in(&mut prompt, " two words");
        prompt.insert(" pasted at once");
        prompt.delete_back();
        prompt.delete_back();
        prompt.delete_word();
        let mut seen = Vec::new();
        while prompt.undo() {
            seen.push((prompt.text().to_owned(), prompt.cursor()));
        }
        let at_end = |text: &str| (text.to_owned(), text.len());
        let expected = [
            "kept two words pasted at on",
            "kept two words pasted at once",
            "kept two words",
            "kept two ",
            "kept",
        ];
        assert_eq!(seen, expected.map(at_end));
        assert!(!prompt.undo());
        while prompt.redo() {}
        assert_eq!(prompt.text(), "kept two words pasted at ");
        prompt.undo();
        type_in(&mut prompt, "x");
        assert!(!prompt.redo(), "what is typed anew takes the place of what was taken back");
    }

    proptest::proptest! {
        #[test]
        fn all_that_is_typed_can_be_taken_back_and_done_again(
            deeds in proptest::collection::vec((0u8..9, "[a \n\u{4f60}e\u{301}]{0,3}"), 0..60),
        ) {
            let mut prompt = Prompt::of_lines("one two\nthree");
            for (deed, text) in deeds {
                match deed {
                    0 => _ = prompt.delete_back(),
                    1 => prompt.delete_forward(),
                    2 => prompt.delete_word(),
                    3 => prompt.delete_to_start(),
                    4 => prompt.left(),
                    5 => prompt.set(&text),
                    6 => prompt.put_back(),
                    7 => _ = prompt.undo(),
                    _ => _ = prompt.insert(&text),
                }
            }
            while prompt.redo() {}
            let typed = prompt.text().to_owned();
            while prompt.undo() {}
            proptest::prop_assert_eq!(prompt.text(), "one two\nthree");
            while prompt.redo() {}
            proptest::prop_assert_eq!(prompt.text(), typed);
        }
    }

    #[test]
    fn takes_no_more_than_there_is_room_for() {
        let mut prompt = Prompt::default();
        assert!(!prompt.insert(&"\u{4f60}".repeat(5000)));
        assert!(prompt.text().len() <= LONGEST_LINE);
        let mut prompt = Prompt::of_lines(&"x".repeat(LONGEST_TEXT));
        assert!(!prompt.insert("y") && prompt.text().len() == LONGEST_TEXT);
    }
}
