//! The measures: of rankings hit@1, recall@5, mean reciprocal rank and mean average precision, of
//! links F1 at the best threshold and at the program's own.
//!
//! Passages are numbers here. Ties count against the method.

use std::collections::{HashMap, HashSet};

/// Passages and the passages that belong to each.
pub type Gold = HashMap<u32, HashSet<u32>>;

/// A passage that is offered as the counterpart of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    pub passage: u32,
    pub score: f32,
    /// Whether the method itself counts it as a match.
    pub linked: bool,
}

/// By asking passage, in any order; each other passage at most once.
pub type Candidates = Vec<Vec<Candidate>>;

/// Means over the queries.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ranking {
    pub queries: usize,
    pub hit_at_1: f64,
    /// Of the gold passages, at most five, those among the first five.
    pub recall_at_5: f64,
    pub mrr: f64,
    pub map: f64,
}

/// How well pairs are told from what is no pair.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Links {
    pub best_f1: f64,
    /// The least score that counts for it.
    pub threshold: f32,
    /// At the method's own threshold; `None` when it links nothing.
    pub own_f1: Option<f64>,
}

/// Scores the first `k` candidates of every passage that has gold.
pub fn ranking(candidates: &Candidates, gold: &Gold, k: usize) -> Ranking {
    let mut sum = Ranking { queries: gold.len(), ..Ranking::default() };
    // Sums of floats depend on their order.
    let mut queries: Vec<_> = gold.iter().collect();
    queries.sort_unstable_by_key(|(query, _)| **query);
    for (&query, gold) in queries {
        let offered = candidates.get(query as usize).map_or(&[][..], Vec::as_slice);
        let hits = hits(offered, gold, k);
        sum.hit_at_1 += f64::from(u8::from(hits.first() == Some(&true)));
        let early = hits.iter().take(5).filter(|hit| **hit).count();
        sum.recall_at_5 += early as f64 / gold.len().clamp(1, 5) as f64;
        sum.mrr += hits.iter().position(|hit| *hit).map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
        sum.map += average_precision(&hits, gold.len());
    }
    let n = gold.len().max(1) as f64;
    Ranking {
        hit_at_1: sum.hit_at_1 / n,
        recall_at_5: sum.recall_at_5 / n,
        mrr: sum.mrr / n,
        map: sum.map / n,
        ..sum
    }
}

/// Which of the first `k` candidates belong to the query, best first.
fn hits(candidates: &[Candidate], gold: &HashSet<u32>, k: usize) -> Vec<bool> {
    let mut ranked: Vec<(f32, bool)> =
        candidates.iter().map(|one| (one.score, gold.contains(&one.passage))).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(k);
    ranked.into_iter().map(|(_, hit)| hit).collect()
}

fn average_precision(hits: &[bool], gold: usize) -> f64 {
    let (mut found, mut sum) = (0, 0.0);
    for (rank, _) in hits.iter().enumerate().filter(|(_, hit)| **hit) {
        found += 1;
        sum += f64::from(found) / (rank + 1) as f64;
    }
    sum / gold.max(1) as f64
}

/// Scores the candidates as links without direction, each by the better of its two scores. Only
/// passages that have a counterpart in the gold are known, so pairs of others do not count.
pub fn links(candidates: &Candidates, gold: &Gold) -> Links {
    let gold: HashSet<(u32, u32)> =
        gold.iter().flat_map(|(&a, others)| others.iter().map(move |&b| pair(a, b))).collect();
    let known: HashSet<u32> = gold.iter().flat_map(|&(a, b)| [a, b]).collect();
    let mut pairs = pairs(candidates);
    pairs.retain(|link| known.contains(&link.pair.0) || known.contains(&link.pair.1));
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score));
    let right = |link: &Link| gold.contains(&link.pair);
    let own: Vec<bool> = pairs.iter().filter(|link| link.linked).map(right).collect();
    let own_right = own.iter().filter(|right| **right).count();
    let mut best =
        Links { own_f1: (!own.is_empty()).then(|| f1(own_right, own.len(), gold.len())), ..Links::default() };
    let (mut taken, mut correct) = (0, 0);
    // A threshold cannot part equal scores.
    for equal in pairs.chunk_by(|a, b| a.score.total_cmp(&b.score).is_eq()) {
        taken += equal.len();
        correct += equal.iter().filter(|link| right(link)).count();
        let f1 = f1(correct, taken, gold.len());
        if f1 > best.best_f1 {
            (best.best_f1, best.threshold) = (f1, equal[0].score);
        }
    }
    best
}

#[derive(Clone, Copy, Debug)]
struct Link {
    pair: (u32, u32),
    score: f32,
    linked: bool,
}

fn pair(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

/// Every pair once.
fn pairs(candidates: &Candidates) -> Vec<Link> {
    let of = |(a, others): (usize, &Vec<Candidate>)| {
        let link = move |one: &Candidate| Link {
            pair: pair(a as u32, one.passage),
            score: one.score,
            linked: one.linked,
        };
        others.iter().map(link).collect::<Vec<_>>()
    };
    let mut pairs: Vec<Link> = candidates.iter().enumerate().flat_map(of).collect();
    pairs.sort_by(|a, b| a.pair.cmp(&b.pair).then(b.score.total_cmp(&a.score)));
    pairs.dedup_by(|later, kept| {
        let same = later.pair == kept.pair;
        kept.linked |= same && later.linked;
        same
    });
    pairs
}

/// Of `taken` pairs `correct` are among the `gold` ones.
pub fn f1(correct: usize, taken: usize, gold: usize) -> f64 {
    2.0 * correct as f64 / (taken + gold).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(pairs: &[(u32, u32)]) -> Gold {
        let mut gold = Gold::new();
        for &(a, b) in pairs {
            gold.entry(a).or_default().insert(b);
            gold.entry(b).or_default().insert(a);
        }
        gold
    }

    fn candidates(lists: &[&[(u32, f32)]]) -> Candidates {
        let of = |list: &&[(u32, f32)]| {
            let one = |&(passage, score)| Candidate { passage, score, linked: score >= 3.0 };
            list.iter().map(one).collect()
        };
        lists.iter().map(of).collect()
    }

    #[track_caller]
    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    }

    #[test]
    fn rankings_are_scored_as_by_hand() {
        // 0 finds 2 second; 2 finds nothing; 1 and 3, which no candidate list knows, count as well.
        let found = candidates(&[&[(5, 9.0), (2, 4.0)], &[(3, 1.0)], &[]]);
        let scored = ranking(&found, &gold(&[(0, 2), (1, 3)]), 50);
        assert_eq!(scored.queries, 4);
        close(scored.hit_at_1, 0.25);
        close(scored.recall_at_5, 0.5);
        close(scored.mrr, 0.375);
        close(scored.map, 0.375);
    }

    #[test]
    fn ties_count_against_the_method_and_what_is_beyond_k_not_at_all() {
        let found = candidates(&[&[(1, 4.0), (2, 4.0), (3, 4.0)]]);
        let only_first: Gold = [(0, HashSet::from([1]))].into();
        close(ranking(&found, &only_first, 50).mrr, 1.0 / 3.0);
        close(ranking(&found, &only_first, 2).map, 0.0);
    }

    #[test]
    fn average_precision_divides_by_all_gold() {
        close(average_precision(&[true, false, true], 4), (1.0 + 2.0 / 3.0) / 4.0);
    }

    #[test]
    fn links_count_once_by_their_better_score() {
        let found = candidates(&[&[(1, 5.0), (2, 2.0)], &[(0, 1.0)], &[(0, 4.0)], &[(4, 9.0)]]);
        let scored = links(&found, &gold(&[(0, 1), (5, 6)]));
        // 0-1 alone: 2 * 1 / (1 + 2). 3-4 has no passage that the gold knows.
        close(scored.best_f1, 2.0 / 3.0);
        assert!((scored.threshold - 5.0).abs() < f32::EPSILON);
        // 0-1 and 0-2 are linked by one side.
        close(scored.own_f1.unwrap_or_default(), 0.5);
    }

    #[test]
    fn a_threshold_cannot_part_equal_scores() {
        let found = candidates(&[&[(1, 5.0), (2, 5.0), (3, 5.0)]]);
        close(links(&found, &gold(&[(0, 1)])).best_f1, 0.5);
        assert_eq!(links(&candidates(&[]), &gold(&[(0, 1)])).own_f1, None);
    }
}
