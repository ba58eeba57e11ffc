//! Matches for reading: both passages, and the score as a sum.

use crate::cli::output::Output;
use crate::cli::plain::{self, WIDEST_TEXT};
use crate::export::lines::by;
use crate::matching::{Evidence, Match};
use crate::scheme::Collection;
use crate::text::Passage;

/// Parts of a score that are named; the smaller ones are added up.
const PARTS: usize = 6;

/// A pair on its own.
pub(super) fn pair(collection: &Collection, found: &Match, out: &mut Output) -> anyhow::Result<()> {
    verdict(collection, found, 0, out)?;
    passage(collection, found.a, 2, out)?;
    passage(collection, found.b, 2, out)?;
    out.line("")
}

/// The passage whose candidates follow.
pub(super) fn asked(collection: &Collection, at: Passage, out: &mut Output) -> anyhow::Result<()> {
    passage(collection, at, 0, out)
}

/// What was found for the passage before.
pub(super) fn candidate(collection: &Collection, found: &Match, out: &mut Output) -> anyhow::Result<()> {
    verdict(collection, found, 2, out)?;
    passage(collection, found.b, 4, out)?;
    out.line("")
}

/// `4.20 = dike 1.90 + boats 1.40 + 2 more 0.90 · same event, suggested`; of a link by hand, which has no
/// points, `strong link · same event, by hand`.
fn verdict(collection: &Collection, found: &Match, indent: usize, out: &mut Output) -> anyhow::Result<()> {
    let shown = found.evidence.iter().filter(|part| part.is_shown());
    let (gains, losses): (Vec<_>, Vec<_>) = shown.partition(|part| part.weight >= 0.0);
    let told =
        |part: &Evidence| format!("{} {:.2}", found.told(part, &collection.documents), part.weight.abs());
    let mut parts: Vec<String> = gains.iter().take(PARTS).map(|part| told(part)).collect();
    if gains.len() > PARTS {
        let rest: f32 = gains[PARTS..].iter().map(|part| part.weight).sum();
        parts.push(format!("{} more {rest:.2}", gains.len() - PARTS));
    }
    let less: Vec<_> = losses.iter().map(|part| format!(" - {}", told(part))).collect();
    let less = less.concat();
    let below = if found.linked { "" } else { ", below the threshold" };
    let dot = out.sign("\u{b7}", "-");
    let sum = if parts.is_empty() { String::new() } else { format!(" = {}{less}", parts.join(" + ")) };
    let score = if found.by_hand { told_by_hand(found) } else { format!("{:.2}{sum}", found.score) };
    let text = format!("{score} {dot} {}, {}{below}", found.kind.name(), said_by(found.by_hand));
    out.lines(plain::hanging(&text, out.width().min(WIDEST_TEXT), indent, indent + 2))?;
    Ok(())
}

/// How strong a person said that the link is.
fn told_by_hand(found: &Match) -> String {
    found.evidence.iter().map(|part| &*part.text).collect()
}

fn said_by(by_hand: bool) -> &'static str {
    if by_hand { "by hand" } else { by(false) }
}

fn passage(collection: &Collection, at: Passage, indent: usize, out: &mut Output) -> anyhow::Result<()> {
    let width = out.width().min(WIDEST_TEXT);
    let label = collection.label(at.document);
    let cite = format!("{} ({})", collection.citation(at), label.letter);
    let cite = out.place(&cite);
    out.headings(plain::wrapped(&cite, width, indent))?;
    let text = collection.document(at.document).passage_text(at);
    out.lines(plain::wrapped(&text, width, indent))?;
    Ok(())
}
