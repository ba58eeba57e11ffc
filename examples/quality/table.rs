//! The scores as a page of Markdown.

use std::path::Path;
use std::time::SystemTime;

use anyhow::Context;

use crate::commit;
use crate::episodes::Scores;
use crate::files::listed;
use crate::score::{Links, Ranking};

const HEAD: &str = "\
# Quality

How well the program finds what annotators found, beside plain BM25, on sets of passages with gold. Made by
`cargo run --release --example quality` (see the README's section for contributors); not to be edited.

- **hit@1**: queries whose first candidate is right. **recall@5**: of what is right, at most five, what is among the
  first five candidates. **MRR**: mean of one over the rank of the first right one. **MAP**: mean average precision of
  the first 50 candidates. Ties count against the method.
- **best F1**: of links, at the threshold that is best for the set, in brackets; **F1**: of what the program links.
- BM25 is the textbook's (k1 1.2, b 0.75) over Snowball stems, asymmetric, exact; `examples/quality/baseline.rs`.
- **CPU s**: CPU seconds for the index and the 50 best of every passage, with evidence where there is any.
";

const COLUMNS: &str = "\
| set | passages | queries | method | hit@1 | recall@5 | MRR | MAP | best F1 | F1 | CPU s |
| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
";

/// One method on one set.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) set: String,
    pub(crate) passages: usize,
    pub(crate) method: &'static str,
    pub(crate) ranking: Ranking,
    /// Where links were scored.
    pub(crate) links: Option<Links>,
    pub(crate) seconds: f64,
}

impl Line {
    pub(crate) fn to_markdown(&self) -> String {
        let Ranking { queries, hit_at_1, recall_at_5, mrr, map } = self.ranking;
        let best = |links: Links| format!("{:.3} ({:.1})", links.best_f1, links.threshold);
        let best = self.links.map(best).unwrap_or_default();
        let own = self.links.and_then(|links| links.own_f1).map(|f1| format!("{f1:.3}")).unwrap_or_default();
        format!(
            "| {} | {} | {queries} | {} | {hit_at_1:.3} | {recall_at_5:.3} | {mrr:.3} | {map:.3} | {best} | {own} | {:.1} |",
            self.set, self.passages, self.method, self.seconds
        )
    }
}

/// Everything that was measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    /// When, with what, on which data.
    pub(crate) measured: String,
    pub(crate) lines: Vec<Line>,
    /// From what they were suggested, and how well; empty when no codings were scored.
    pub(crate) codings: Vec<(&'static str, Scores)>,
}

impl Report {
    pub(crate) fn to_markdown(&self) -> String {
        let lines: String = self.lines.iter().map(|line| line.to_markdown() + "\n").collect();
        let codings: String = self.codings.iter().map(|(from, scores)| codings(from, scores)).collect();
        format!("{HEAD}\n{}\n\n{COLUMNS}{lines}{codings}", self.measured)
    }
}

fn codings(from: &str, scores: &Scores) -> String {
    let total = ("all (micro)".to_owned(), scores.total());
    let rows = scores.episodes.iter().chain([&total]).map(|(id, counts)| {
        format!("| {id} | {} | {} | {} | {:.3} |\n", counts.found, counts.wrong, counts.missed, counts.f1())
    });
    let accuracy = scores.right_steps as f64 / scores.steps.max(1) as f64;
    format!(
        "\nCodings suggested from {from}, by sentences of the originals; the step is one of the annotators' \
         in {accuracy:.3} of {} sentences.\n\n| episode | found | wrong | missed | F1 |\n| --- | ---: | ---: | ---: | ---: |\n{}",
        scores.steps,
        rows.collect::<String>()
    )
}

/// A line that says which commit was measured, the date of the newest data, and the file of vectors.
pub(crate) fn measured(bench: &Path, vectors: Option<&Path>) -> anyhow::Result<String> {
    let data = jiff::Timestamp::try_from(newest(bench)?).context("the date of the data")?;
    let vectors = vectors
        .and_then(Path::file_name)
        .map_or_else(String::new, |name| format!("; vectors of `{}`", name.to_string_lossy()));
    Ok(format!("{}; data of {}{vectors}.", commit::measured(), data.strftime("%Y-%m-%d")))
}

fn newest(folder: &Path) -> anyhow::Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for path in listed(folder)? {
        let time = if path.is_dir() { self::newest(&path)? } else { path.metadata()?.modified()? };
        newest = newest.max(time);
    }
    Ok(newest)
}
