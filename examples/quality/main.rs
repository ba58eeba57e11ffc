//! Scores the program beside BM25 on every set of a folder, and prints one table as Markdown.
//!
//! ```text
//! cargo run --release --example quality -- BENCH [--originals FOLDER] [--vectors FILE]
//!     [--only NAME]... > docs/quality.md
//! ```
//!
//! BENCH holds a folder for each set (see `sets` and `sentences`). `--originals` is the folder of
//! the reader's copies for the sentences coded and linked by annotators. `--vectors` adds
//! what the program does with that file of static vectors. `--only` leaves out the sets of other
//! names. How far it has come is said on standard error.

mod baseline;
#[path = "../../benches/matching/clock.rs"]
mod clock;
#[path = "../../benches/matching/commit.rs"]
mod commit;
mod episodes;
mod files;
mod methods;
mod score;
mod sentences;
mod sets;
mod table;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use triptych::open;

use episodes::Suggested;
use methods::Method;
use sets::Set;
use table::{Line, Report};

/// What the command line asks for.
#[derive(Debug, Default)]
struct Asked {
    bench: PathBuf,
    originals: Option<PathBuf>,
    vectors: Option<PathBuf>,
    only: Vec<String>,
}

impl Asked {
    fn parse(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut asked = Self::default();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().with_context(|| format!("{argument} wants a value"));
            match argument.as_str() {
                "--originals" => asked.originals = Some(value()?.into()),
                "--vectors" => asked.vectors = Some(value()?.into()),
                "--only" => asked.only.push(value()?),
                _ => asked.bench = argument.into(),
            }
        }
        anyhow::ensure!(asked.bench.is_dir(), "the first argument is the folder of the sets");
        Ok(asked)
    }

    fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| name.starts_with(only.as_str()))
    }
}

fn main() -> anyhow::Result<()> {
    let asked = Asked::parse(std::env::args().skip(1))?;
    let vectors = asked.vectors.as_deref().map(open::vectors).transpose()?.map(Arc::new);
    let methods = Method::all(vectors.as_ref());
    let mut report =
        Report { measured: table::measured(&asked.bench, asked.vectors.as_deref())?, ..Report::default() };
    for files in sets::find(&asked.bench)?.into_iter().filter(|files| asked.wants(&files.name)) {
        let set = Set::read(&files)?;
        for method in &methods {
            report.lines.push(scored(&files.name, &set, method));
        }
    }
    if let Some(originals) = &asked.originals {
        for folder in files::listed(&asked.bench)?.into_iter().filter(|path| sentences::is_set(path)) {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            if asked.wants(&name) {
                score_sentences(&folder, originals, &methods, &mut report)?;
            }
        }
    }
    std::io::stdout().write_all(report.to_markdown().as_bytes())?;
    Ok(())
}

fn scored(name: &str, set: &Set, method: &Method) -> Line {
    let (candidates, seconds) = clock::cpu(|| method.candidates(&set.collection, &set.passages));
    let candidates = set.only_compared(candidates);
    let line = Line {
        set: name.to_owned(),
        passages: set.passages.len(),
        method: method.name(),
        ranking: score::ranking(&candidates, &set.gold, methods::TOP),
        links: Some(score::links(&candidates, &set.gold)),
        seconds,
    };
    said(&line);
    line
}

fn score_sentences(
    folder: &Path,
    originals: &Path,
    methods: &[Method],
    report: &mut Report,
) -> anyhow::Result<()> {
    let gold = sentences::Sentences::read(folder, originals)?;
    for method in methods {
        let (candidates, seconds) = clock::cpu(|| method.candidates(&gold.collection, &gold.passages));
        let line = Line {
            set: format!("{}, strong links", gold.name),
            passages: gold.passages.len(),
            method: method.name(),
            ranking: gold.strong_links(&candidates),
            links: None,
            seconds,
        };
        said(&line);
        report.lines.push(line);
    }
    let score = |suggested: Vec<Suggested>| episodes::score(&gold, &suggested);
    report.codings = vec![
        ("the scheme alone", score(episodes::from_scheme(&gold.collection))),
        ("the scheme and matches", score(episodes::with_matches(&gold.collection))),
    ];
    Ok(())
}

/// One line for who waits.
fn said(line: &Line) {
    let _ = writeln!(std::io::stderr(), "{}", line.to_markdown());
}
