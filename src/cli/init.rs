//! `triptych init`: a commented collection.toml, in which episodes and steps are named.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use clap::Args;

use crate::open::{self, Request};
use crate::scheme::Collection;
use crate::text::Document;
use crate::text::display::visible;

use super::Outcome;
use super::output::Output;

const SETTINGS: &str = "collection.toml";

/// Write a commented collection.toml into a folder of texts, never over one that is there
///
/// It lists the documents that were found, with what their texts say of themselves, and shows how
/// episodes, steps, actors and names are written. With episodes named there, the folder has a
/// board, and passages can be coded.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  triptych init my-folder     then write the episodes into my-folder/collection.toml,
                              and see with 'triptych check my-folder' whether it fits")]
pub(super) struct Own {
    /// A folder with texts
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub(super) fn run(own: Own, out: &mut Output) -> anyhow::Result<Outcome> {
    let folder = own.folder;
    ensure!(folder.is_dir(), "{}: no such folder", folder.display());
    let path = folder.join(SETTINGS);
    let there_already = || format!("{} is there already: it is left alone", path.display());
    ensure!(!path.exists(), there_already());
    let collection = open::open(&Request { paths: vec![folder], ..Request::default() })?;
    let mut file = match File::create_new(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!(there_already()),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be written", path.display())),
    };
    let text = settings(&collection);
    file.write_all(text.as_bytes()).with_context(|| format!("{} cannot be written", path.display()))?;
    out.line(&format!("{} written: name your episodes and steps in it", path.display()))?;
    Ok(Outcome::Done)
}

/// The whole file.
fn settings(collection: &Collection) -> String {
    let title = quoted(&collection.title);
    let documents: String = collection.documents.iter().map(document).collect();
    format!(
        "{HEAD}title = {title}\n# language = \"en\"     # of documents that do not say\n\n{DOCUMENTS}{documents}{SCHEME}"
    )
}

fn document(document: &Document) -> String {
    let metadata = &document.metadata;
    let date = metadata.date.map(|date| date.to_string());
    let found = [("title", &metadata.title), ("author", &metadata.author), ("date", &date)];
    let found = found.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?)));
    let lines: Vec<String> = found.map(|(key, value)| format!("# {key} = {}", quoted(value))).collect();
    let file = format!("file = {}", quoted(&document.name));
    let lines: Vec<String> = ["[[document]]".to_owned(), file].into_iter().chain(lines).collect();
    lines.join("\n") + "\n\n"
}

/// A string of TOML on one line, of characters that can be seen.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in visible(text).chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted + "\""
}

const HEAD: &str = "\
# A collection for triptych: its documents, and the episodes and steps that they tell.
# Everything may be left out. 'triptych check' says what does not fit, with its line.

";

const DOCUMENTS: &str = "\
# The documents, in this order; texts that are not listed follow. What a text says of itself
# stands behind '#': take the sign away to say it otherwise.

";

const SCHEME: &str = "\
# An episode is a thing that happened: a column. Take the signs away and write your own.
#
# [[episode]]
# id = \"f53\"                       # short, for the files
# name = \"Flood of 1953\"
# begins = \"1953-01-31\"            # accounts written before are not called silent
# names = [\"the Long Dike\"]        # names, dates and terms that give it away
# dates = [\"1953-02-01\"]
# terms = [\"storm tide\"]
# examples = [\"In one night the sea took the polder.\"]

# A step is a part that the episodes have in common: a band of rows.
#
# [[step]]
# id = \"call\"
# name = \"Call\"
# letter = \"C\"
# question = \"Who called for help?\"
# directed = true                  # its codings say who moved towards whom
# terms = [\"begged\", \"sent for\"]

# Who moves towards whom.
#
# [[actor]]
# id = \"town\"
# name = \"Town\"

# Spellings of one name.
#
# [[alias]]
# name = \"Oosterdam\"
# spellings = [\"Osterdam\"]
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::format::settings::parse;

    /// What stands behind the signs, as a reader takes them away.
    fn uncommented(text: &str) -> String {
        let is_setting = |line: &&str| line.contains(" = ") || line.starts_with("[[");
        text.lines()
            .map(|line| line.trim_start_matches("# "))
            .filter(is_setting)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn what_is_written_fits_with_and_without_its_comments() {
        let mut builder = Document::builder("a \"b\" \\ c.txt");
        builder.metadata().title = Some("Two\nlines \u{1b}[31m".to_owned());
        builder.metadata().date = "1953-02".parse().ok();
        let collection = Collection {
            title: "T".to_owned(),
            documents: [builder.build()].into(),
            ..Collection::default()
        };
        let text = settings(&collection);
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        let read = parse(SETTINGS, &text);
        assert_eq!(read.problems, []);
        assert_eq!(read.documents[0].file, "a \"b\" \\ c.txt");
        assert!(read.scheme.is_empty());
        let read = parse(SETTINGS, &uncommented(&text));
        assert_eq!(read.problems, []);
        assert_eq!(
            (read.scheme.episodes.len(), read.scheme.steps.len(), read.scheme.actors.len()),
            (1, 1, 1)
        );
        assert!(read.documents[0].metadata.date.is_some() && read.scheme.steps[0].directed);
    }
}
