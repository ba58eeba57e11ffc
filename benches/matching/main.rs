//! What matching costs: index, the matches of one passage, all pairs with their evidence, and
//! memory, at 10,000 and 100,000 passages of generated and of natural text, with the exponent by
//! which the cost grows between them; as a page of Markdown.
//!
//! `cargo bench --bench matching > docs/cost.md` measures both sizes and the matches of one among
//! 1,000,000, `-- 3000 30000` others. Generated text has a twentieth of its passages copied from
//! others with changes; natural text is made of halves of the Gospels' verses, or is the table of
//! passages that `TRIPTYCH_BENCH` names. Each case runs in a process of its own, so that its memory
//! is its own. Too slow for many samples: one run each, in CPU seconds.

mod case;
mod clock;
mod commit;
mod generated;
mod memory;
mod natural;
mod random;

use std::io::Write;
use std::process::Command;

use case::{Figures, Text};

/// Passages, when none are asked for.
const SIZES: [usize; 2] = [10_000, 100_000];

/// Passages of generated text of which only the matches of one are asked for.
const LARGE: usize = 1_000_000;

/// The same for `cargo test --benches`, which only wants to see it run.
const TEST_SIZES: [usize; 2] = [200, 400];

/// Set for the process that measures one case: the text's name and how many passages.
const CASE: &str = "TRIPTYCH_BENCH_CASE";

const HEAD: &str = "\
# What matching costs

Made by `cargo bench --bench matching` (see the README's section for contributors); not to be edited. Passages are
paragraphs of 20 to 60 generated words, a twentieth of them altered copies, or verses of the Gospels put together anew.

- **index**: CPU seconds to build it; **bytes a passage**: memory of the index, without the texts; **after all
  pairs**: memory in use then.
- **matches of one**: milliseconds for the 20 best of a passage with their evidence, asked of 500.
- **all pairs**: CPU seconds for every link with its evidence, and how many links there are; not of 1,000,000.
- **exponent**: by which a cost grows between the sizes; 1 is linear.
";

const COLUMNS: &str = "\
| text | passages | index, CPU s | bytes a passage | after all pairs | matches of one, p50 ms | p95 ms | all pairs, CPU s | pairs |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
";

fn main() -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if let Ok(case) = std::env::var(CASE) {
        let (text, passages) = case.split_once(' ').unwrap_or((&case, "0"));
        let text = Text::named(text).ok_or_else(|| anyhow::anyhow!("no text {text}"))?;
        write!(out, "{}", case::measure(text, passages.parse()?)?.to_line())?;
        return Ok(());
    }
    let sizes = sizes(&std::env::args().skip(1).collect::<Vec<_>>());
    write!(out, "{HEAD}\n{}.\n\n{COLUMNS}", commit::measured())?;
    for text in Text::ALL {
        let mut measured: Vec<Figures> = Vec::new();
        for size in &sizes {
            let figures = in_own_process(text, *size)?;
            writeln!(out, "{}", figures.to_markdown(text.name()))?;
            measured.push(figures);
        }
        if let [first, .., last] = &measured[..] {
            writeln!(out, "{}", last.growth_since(first, text.name()))?;
        }
    }
    if sizes == SIZES {
        let text = Text::Generated;
        writeln!(out, "{}", in_own_process(text, LARGE)?.to_markdown(text.name()))?;
    }
    Ok(())
}

/// The sizes among the arguments, to which `cargo bench` adds `--bench`.
fn sizes(arguments: &[String]) -> Vec<usize> {
    let asked: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    match arguments.iter().any(|argument| argument == "--bench") {
        _ if !asked.is_empty() => asked,
        true => SIZES.to_vec(),
        false => TEST_SIZES.to_vec(),
    }
}

fn in_own_process(text: Text, passages: usize) -> anyhow::Result<Figures> {
    let case = format!("{} {passages}", text.name());
    let output = Command::new(std::env::current_exe()?).env(CASE, case).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{} passages of {} text: {said}", passages, text.name());
    Figures::from_line(&String::from_utf8_lossy(&output.stdout))
}
