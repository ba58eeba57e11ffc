//! How long a key takes, from the press to the bytes for the terminal, in every view of a collection
//! of 100,000 passages; as a page of Markdown.
//!
//! `cargo bench --bench keys > docs/keys.md` measures all views, `-- parallel reader` some of them.
//! Workers run between two keys, so that their work is not in a key's figure; what the program
//! does with their answers is a figure of its own.

#[path = "../matching/commit.rs"]
mod commit;
mod desk;
#[path = "../speed/sample.rs"]
#[expect(dead_code, reason = "the other benchmark uses more of it")]
mod sample;
mod texts;
mod views;

use std::io::Write;

use desk::Desk;

/// Passages, and the same for `cargo test --benches`, which only wants to see it run.
const PASSAGES: [usize; 2] = [100_000, 2_000];
/// How often each key is pressed.
const ROUNDS: [usize; 2] = [60, 1];

const HEAD: &str = "\
# What a key costs

Made by `cargo bench --bench keys` (see the README's section for contributors); not to be edited. In each view of a
collection of 100,000 passages keys are pressed at 120 columns by 40 rows; measured are milliseconds of a processor
from the press to the bytes for the terminal. Of a sequence, and of a word that is typed, the slowest key counts.
*Answers* are what workers send meanwhile: how long the program takes to show one.
";

const COLUMNS: &str = "\
| view | keys | p50 | p95 | most |
| --- | --- | ---: | ---: | ---: |
";

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let measures = arguments.iter().any(|argument| argument == "--bench");
    let [passages, rounds] = [PASSAGES, ROUNDS].map(|counts| counts[usize::from(!measures)]);
    let asked: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let texts = texts::Texts::new(passages);

    let mut out = std::io::stdout().lock();
    write!(out, "{HEAD}\n{}.\n\n{COLUMNS}", commit::measured())?;
    for view in views::VIEWS {
        if asked.is_empty() || asked.iter().any(|name| view.name.contains(name.as_str())) {
            let mut desk = Desk::open(&texts, view);
            for _ in 0..rounds {
                desk.press_all(view.keys);
            }
            write!(out, "{}", desk.to_markdown(view.name))?;
        }
    }
    Ok(())
}
