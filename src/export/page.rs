//! A page with one table: what Markdown, HTML and LaTeX say of a view, before it is any of them.

mod html;
mod latex;
mod markdown;

use crate::scheme::{Collection, Column};

use super::heads;

/// Everything on the page, as plain text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub title: String,
    /// What is shown of the collection.
    pub subtitle: String,
    pub language: Option<String>,
    pub accounts: Vec<Account>,
    pub columns: Vec<Head>,
    pub bands: Vec<Band>,
    /// What is not on the page.
    pub note: Option<String>,
}

/// A document of the collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub letter: String,
    pub title: String,
    /// Author, publication and date; what it retells.
    pub source: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub title: String,
    /// Who tells it, and who does not.
    pub told: String,
}

/// Rows under one title.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    pub title: Option<String>,
    /// In which columns nothing is told in the whole band.
    pub silence: Option<String>,
    pub rows: Vec<Row>,
    /// What is folded, and where it stands.
    pub folded: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub label: Option<String>,
    /// What the label does not say: that the row is suggested, that it is background.
    pub remarks: Vec<&'static str>,
    /// One for each column.
    pub cells: Vec<Vec<Entry>>,
}

/// A passage or a summary with where it comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    pub text: String,
    pub language: Option<String>,
    /// `after Ort 1950 ¶10, Town -> Crown, 1953`.
    pub source: String,
}

impl Page {
    /// Title, accounts and columns of a collection; no rows yet.
    pub fn new<'a>(collection: &Collection, columns: impl Iterator<Item = &'a Column>) -> Self {
        let account = |index| {
            let document = collection.document(index);
            Account {
                letter: collection.label(index).letter.clone(),
                title: document.title().to_owned(),
                source: heads::source(document),
            }
        };
        let languages = || collection.documents.iter().map(|document| document.metadata.language.as_ref());
        let first = languages().next().flatten().filter(|first| languages().all(|one| one == Some(first)));
        Self {
            title: collection.title.clone(),
            language: first.cloned(),
            accounts: collection.document_indices().map(account).collect(),
            columns: columns.map(|column| Head::new(collection, column)).collect(),
            ..Self::default()
        }
    }

    /// Whether any row says what it is.
    fn has_labels(&self) -> bool {
        let mut rows = self.bands.iter().flat_map(|band| &band.rows);
        rows.any(|row| row.label.is_some() || !row.remarks.is_empty())
    }
}

impl Head {
    fn new(collection: &Collection, column: &Column) -> Self {
        Self { title: column.title.clone(), told: heads::under_title(collection, column) }
    }
}
