//! Tables of passages: a line `id<TAB>doc<TAB>order<TAB>text` for each; every `doc` is a
//! document, every line one passage.

use std::collections::{HashMap, HashSet};

use super::decode::Decoded;
use super::{ImportError, builder, language};
use crate::text::document::{Document, DocumentBuilder};

struct Row<'a> {
    line: usize,
    id: &'a str,
    order: f64,
    text: &'a str,
}

/// One document for each `doc`, in the order in which they first appear. What is wrong with a
/// line is a warning of the document it belongs to, or of the first.
pub(super) fn import(name: &str, decoded: &Decoded<'_>) -> Result<Vec<Document>, ImportError> {
    let mut table = Table::default();
    for (at, line) in decoded.text.lines().enumerate().skip(1) {
        if !line.trim().is_empty() {
            table.read(at + 1, line.trim_end_matches('\r'));
        }
    }
    if table.documents.is_empty() {
        let name = name.to_owned();
        return Err(match table.problems.into_iter().next() {
            Some((line, problem)) => ImportError::NoPassages { name, line, problem },
            None => ImportError::Empty { name },
        });
    }
    let mut problems = Some(table.problems);
    Ok(table
        .documents
        .into_iter()
        .map(|(doc, rows)| {
            let mut builder = builder(doc, decoded);
            for (line, message) in problems.take().unwrap_or_default() {
                builder.warn(Some(line), message);
            }
            let mut document = document(builder, doc, rows);
            for warning in &mut document.warnings {
                warning.file = Some(name.to_owned());
            }
            document
        })
        .collect())
}

#[derive(Default)]
struct Table<'a> {
    documents: Vec<(&'a str, Vec<Row<'a>>)>,
    places: HashMap<&'a str, usize>,
    ids: HashSet<&'a str>,
    problems: Vec<(usize, String)>,
}

impl<'a> Table<'a> {
    fn read(&mut self, number: usize, line: &'a str) {
        let mut columns = line.splitn(4, '\t');
        let (Some(id), Some(doc), Some(order), Some(text)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            self.problems.push((number, "left out: it has fewer than four columns".to_owned()));
            return;
        };
        if id.trim().is_empty() || doc.trim().is_empty() || text.trim().is_empty() {
            self.problems.push((number, "left out: id, doc or text is empty".to_owned()));
            return;
        }
        if !self.ids.insert(id) {
            self.problems.push((number, format!("left out: the id '{id}' was there before")));
            return;
        }
        let order = order.trim().parse::<f64>().ok().filter(|order| order.is_finite()).unwrap_or_else(|| {
            self.problems.push((number, format!("order '{order}' is no number: put at the end")));
            f64::MAX
        });
        let place = *self.places.entry(doc).or_insert_with(|| {
            self.documents.push((doc, Vec::new()));
            self.documents.len() - 1
        });
        self.documents[place].1.push(Row { line: number, id, order, text });
    }
}

fn document(mut builder: DocumentBuilder, doc: &str, mut rows: Vec<Row<'_>>) -> Document {
    rows.sort_by(|a, b| a.order.total_cmp(&b.order).then(a.line.cmp(&b.line)));
    for row in &rows {
        builder.passage(row.id, row.text);
    }
    builder.metadata().title = Some(doc.to_owned());
    language::completed(builder.build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::document::BlockIndex;

    #[test]
    fn documents_in_numeric_order_with_warnings() {
        let text = "id\tdoc\torder\ttext\na1\tA\t10\tTen.\na2\tA\t9\tNine.\twith a tab\nb1\tB\t1\tOne.\na1\tA\t3\tAgain.\nbad line\nb2\tB\tx\tLast.\n";
        let documents = import("t.tsv", &crate::import::decode::text(text.as_bytes())).expect("a table");
        let ids = |document: &Document| -> Vec<String> {
            (0..document.blocks().len())
                .filter_map(|at| document.passage_id(BlockIndex(at)).map(str::to_owned))
                .collect()
        };
        assert_eq!(documents.iter().map(ids).collect::<Vec<_>>(), [vec!["a2", "a1"], vec!["b1", "b2"]]);
        assert_eq!(documents[0].block_text(BlockIndex(0)), "Nine.\twith a tab");
        let lines: Vec<Option<usize>> = documents[0].warnings.iter().map(|warning| warning.line).collect();
        assert_eq!(lines, [Some(5), Some(6), Some(7)]);
        assert!(documents[0].warnings.iter().all(|warning| warning.file.as_deref() == Some("t.tsv")));
    }

    #[test]
    fn a_table_of_which_no_line_is_a_passage_says_why() {
        let said = |text: &str| {
            let decoded = crate::import::decode::text(text.as_bytes());
            import("t.tsv", &decoded).expect_err("no table").to_string()
        };
        let without_ids = said("id\tdoc\torder\ttext\n\tA\t1\tTen.\n\tB\t1\tNine.\n");
        assert_eq!(
            without_ids,
            "t.tsv holds no passages, as none of its lines is one; the first, line 2, is left out: id, doc or text is empty"
        );
        assert_eq!(said("id\tdoc\torder\ttext\n"), "t.tsv holds no text");
    }
}
