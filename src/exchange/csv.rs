//! Tables of cells read: as this program writes them (RFC 4180, no cell a formula), exactly; and as
//! other programs do, parted by commas, semicolons or tabs.

use crate::export::escape::is_formula;

/// What a cell said before it was made inert.
fn revived(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest.to_owned(),
        _ => cell,
    }
}

/// A row of a table that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line of the file that the row begins in, from 1.
    pub line: usize,
    pub cells: Vec<String>,
}

/// The rows of a table, blank ones left out. What parts the cells is told by the first line: the
/// one of tab, semicolon and comma that it has most of.
pub fn rows(text: &str) -> Vec<Row> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let separator = [',', ';', '\t'].into_iter().max_by_key(|&c| first.matches(c).count()).unwrap_or(',');
    let mut reader = Reader { rest: text, line: 1, separator };
    std::iter::from_fn(|| reader.row()).filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect()
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    separator: char,
}

impl Reader<'_> {
    fn row(&mut self) -> Option<Row> {
        if self.rest.is_empty() {
            return None;
        }
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            cells.push(revived(self.cell()));
            let mut rest = self.rest.chars();
            match rest.next() {
                Some(c) if c == self.separator => self.rest = rest.as_str(),
                Some('\r') => {
                    self.rest = rest.as_str().strip_prefix('\n').unwrap_or(rest.as_str());
                    break;
                }
                Some(_) => {
                    self.rest = rest.as_str();
                    break;
                }
                None => break,
            }
        }
        self.line += 1;
        Some(Row { line, cells })
    }

    /// Reads up to the separator or the end of the line.
    fn cell(&mut self) -> String {
        match self.rest.strip_prefix('"') {
            Some(rest) => self.quoted(rest),
            None => self.bare(),
        }
    }

    fn bare(&mut self) -> String {
        let end = self.rest.find([self.separator, '\n', '\r']).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        self.rest = rest;
        cell.to_owned()
    }

    /// A cell whose quotation mark never ends goes to the end of the text.
    fn quoted(&mut self, rest: &str) -> String {
        let mut cell = String::new();
        let mut rest = rest;
        loop {
            let end = rest.find('"').unwrap_or(rest.len());
            cell.push_str(&rest[..end]);
            rest = rest.get(end + 1..).unwrap_or_default();
            match rest.strip_prefix('"') {
                Some(after) => {
                    cell.push('"');
                    rest = after;
                }
                None => break,
            }
        }
        self.line += cell.matches('\n').count();
        self.rest = &self.rest[self.rest.len() - rest.len()..];
        // What stands between the quotation mark and the separator belongs to the cell.
        cell + &self.bare()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::export::escape::csv_line;

    fn read(text: &str) -> Vec<Vec<String>> {
        rows(text).into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn tables_of_other_programs_are_read() {
        assert_eq!(read("\u{feff}a;b\r\n1;\"2;3\"\r\n\r\n4;5"), [["a", "b"], ["1", "2;3"], ["4", "5"]]);
        assert_eq!(read("a\tb\n1, 2\t3\n"), [["a", "b"], ["1, 2", "3"]]);
        assert_eq!(read("a,b\n\"1\"x,2\n"), [["a", "b"], ["1x", "2"]]);
        assert_eq!(read("a,b\n\"never ends\n2"), [vec!["a", "b"], vec!["never ends\n2"]]);
        let lines: Vec<usize> = rows("a,b\n\"1\n1\",2\n3,4\n").iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 2, 4]);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(cells in prop::collection::vec("[='\",;\r\n\t+ ]{0,3}.*", 2..6)) {
            let table = format!("{}\n{}\n", csv_line(vec!["x"; cells.len()]), csv_line(&cells));
            let rows = read(&table);
            if cells.iter().any(|cell| !cell.is_empty()) {
                prop_assert_eq!(&rows[1], &cells);
            }
        }

        #[test]
        fn nothing_makes_the_reader_fail(text in "[a\"',;\t\r\n=]*") {
            rows(&text);
        }
    }
}
