//! The episodes of each sentence of a document.

use crate::scheme::model::{EpisodeIndex, Scheme};
use crate::text::{BlockKind, Document};

use super::chain::{Leave, Place, posteriors};
use super::sentences::{Joint, Sentence};
use super::weigher::{Cause, Weighed, Weigher};
use super::{SAID, SpeaksFor, Suggestion, Telling, log_odds, probability, reasons};

/// Probability that the next sentence is of the same episode as the one before it.
const STAY_IN_BLOCK: f64 = 0.95;
const STAY_IN_NEXT_BLOCK: f64 = 0.85;
const STAY_PAST_HEADING: f64 = 0.6;

/// The same in a comment or caption, which may be of anything.
const STAY_APART: f64 = 0.5;

/// Log-odds for none of the episodes where nothing of the scheme stands.
const NOTHING_SAID: f64 = 0.5;

/// The first state of the chain: none of the episodes.
const NONE: usize = 0;

/// How much a document tells of episodes at all: odds against none for each unit of log-odds that
/// its sentences have on average; and the least share of none.
const TOLD: f64 = 4.0;
const NONE_AT_LEAST: f64 = 0.1;

/// Share of none in comments and captions, at least.
const NONE_APART: f64 = 0.6;

/// Least probability of the likeliest episode.
const LIKELY: f64 = 0.5;

/// Evidence that every episode has before anything is read, in log-odds hits: keeps one that is
/// seldom told possible.
const UNREAD: f64 = 2.0;

/// How much likelier an episode is that went on while the document was written.
const CURRENT: f64 = 2.0;

/// Log-odds that a sentence must have of its own for an episode besides the one that the text is
/// about: a name that no other has, or as much.
const BESIDES: f64 = 1.6;

/// One suggestion for each sentence, without steps.
pub(super) fn of_document(
    scheme: &Scheme,
    document: &Document,
    sentences: &[Weighed<'_>],
    weigher: &Weigher<'_>,
    telling: Telling,
) -> Vec<Suggestion> {
    let own: Vec<Vec<Cause>> = sentences.iter().map(|sentence| weigher.for_episodes(sentence)).collect();
    let possible: Vec<bool> =
        scheme.episode_indices().map(|episode| !scheme.predates(document.metadata.date, episode)).collect();
    let sums: Vec<Vec<f64>> = own.iter().map(|own| sums(own, &possible)).collect();
    let shares = shares(scheme, document, &sums, &possible);
    let mut suggestions = Vec::with_capacity(sentences.len());
    let mut from = 0;
    for run in runs(sentences) {
        let to = from + run.len();
        let found = chances(run, &sums[from..to], &shares);
        for (((weighed, own), sums), chances) in
            run.iter().zip(&own[from..to]).zip(&sums[from..to]).zip(&found)
        {
            let (mut suggestion, of_episodes) = suggestion(weighed.sentence, sums, chances);
            if telling == Telling::Why {
                for (&(episode, _), chance) in suggestion.episodes.iter().zip(of_episodes) {
                    let speaks_for = SpeaksFor::Episode(episode);
                    let own = weigher.reasons(weighed, own, speaks_for);
                    suggestion.reasons.extend(reasons(own, chance, speaks_for));
                }
            }
            suggestions.push(suggestion);
        }
        from = to;
    }
    suggestions
}

/// Pieces that hang together: nothing is carried from one to the next.
fn runs<'a, 'b>(sentences: &'a [Weighed<'b>]) -> impl Iterator<Item = &'a [Weighed<'b>]> {
    sentences.chunk_by(|_, next| next.sentence.joint != Joint::Apart)
}

/// By episode: the sum of what speaks for it, nothing for one that was still to come.
fn sums(own: &[Cause], possible: &[bool]) -> Vec<f64> {
    let mut sums: Vec<f64> = vec![0.0; possible.len()];
    for cause in own {
        if let SpeaksFor::Episode(EpisodeIndex(episode)) = cause.speaks_for
            && possible[episode]
        {
            sums[episode] += f64::from(cause.weight);
        }
    }
    sums
}

/// How much of the document none and each episode are likely to have: as much as speaks for it in
/// the whole.
fn shares(scheme: &Scheme, document: &Document, sums: &[Vec<f64>], possible: &[bool]) -> Vec<f64> {
    let told = |episode: EpisodeIndex| -> f64 { sums.iter().map(|sums| sums[episode.0]).sum() };
    let share = |episode: EpisodeIndex| {
        let current = match (document.metadata.date, scheme.episode(episode).when) {
            (Some(written), Some(when)) if written.meets(when) => CURRENT,
            _ => 1.0,
        };
        if possible[episode.0] { (UNREAD + told(episode)) * current } else { 0.0 }
    };
    let average = scheme.episode_indices().map(told).sum::<f64>() / sums.len().max(1) as f64;
    let none = (1.0 / (1.0 + TOLD * average)).max(NONE_AT_LEAST);
    let shares: Vec<f64> = scheme.episode_indices().map(share).collect();
    let all = shares.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    std::iter::once(none).chain(shares.iter().map(|share| (1.0 - none) * share / all)).collect()
}

/// For each sentence of a run the probability of none and of each episode.
fn chances(run: &[Weighed<'_>], sums: &[Vec<f64>], shares: &[f64]) -> Vec<Vec<f64>> {
    let is_body = run.first().is_some_and(|weighed| weighed.sentence.kind.is_body());
    let none = if is_body { shares[NONE] } else { shares[NONE].max(NONE_APART) };
    let rest = (1.0 - none) / (1.0 - shares[NONE]).max(f64::MIN_POSITIVE);
    let start: Vec<f64> = std::iter::once(none).chain(shares[1..].iter().map(|share| rest * share)).collect();
    let places: Vec<Place> = run
        .iter()
        .zip(sums)
        .map(|(Weighed { sentence, .. }, sums)| {
            let silent = if sentence.read.has_something() { 0.0 } else { NOTHING_SAID };
            Place {
                evidence: std::iter::once(silent).chain(sums.iter().copied()).collect(),
                stay: match sentence.joint {
                    Joint::Sentence if !is_body => STAY_APART,
                    Joint::Sentence => STAY_IN_BLOCK,
                    Joint::Block => STAY_IN_NEXT_BLOCK,
                    Joint::Heading | Joint::Apart => STAY_PAST_HEADING,
                },
            }
        })
        .collect();
    let leave = Leave::Anyhow(start.clone());
    posteriors(&places, &start, &leave)
}

/// Whether passages of such a block can be coded.
fn speaks_for_itself(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Byline | BlockKind::Note | BlockKind::Navigation)
}

/// The likeliest episode, where it is likely, and those that the sentence names; with the chance of
/// each.
fn suggestion(sentence: &Sentence, sums: &[f64], chances: &[f64]) -> (Suggestion, Vec<f64>) {
    if !speaks_for_itself(sentence.kind) {
        return (Suggestion::none(sentence.passage), Vec::new());
    }
    let likeliest =
        (0..chances.len()).fold(NONE, |best, at| if chances[at] > chances[best] { at } else { best });
    let mut episodes: Vec<(EpisodeIndex, f64)> = Vec::new();
    for (episode, &sum) in sums.iter().enumerate() {
        let besides = sum - BESIDES;
        if likeliest == episode + 1 && (chances[likeliest] >= LIKELY || besides >= 0.0) {
            episodes.push((EpisodeIndex(episode), chances[likeliest].max(probability(besides))));
        } else if besides >= 0.0 {
            episodes.push((EpisodeIndex(episode), probability(besides).max(chances[episode + 1])));
        }
    }
    episodes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let chances: Vec<f64> = episodes.iter().map(|(_, chance)| *chance).collect();
    let confidence =
        |&(episode, chance): &(EpisodeIndex, f64)| (episode, probability(log_odds(chance)) as f32);
    let is_said = |&(episode, _): &(EpisodeIndex, f64)| sums[episode.0] >= SAID;
    let said = episodes.iter().filter(|told| is_said(told));
    let suggestion = Suggestion {
        episodes: episodes.iter().map(confidence).collect(),
        date: sentence.read.date(),
        said: said.map(|(episode, _)| SpeaksFor::Episode(*episode)).collect(),
        ..Suggestion::none(sentence.passage)
    };
    (suggestion, chances)
}
