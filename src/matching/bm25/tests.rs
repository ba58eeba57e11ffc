//! The index against sums made by hand and against comparing everything.

use proptest::prelude::*;

use super::*;

#[test]
fn one_shared_term_scores_as_the_formula_says() {
    let index = Index::build(&[vec![0, 1], vec![0, 2], vec![3, 4]], &[0, 1, 2], 5);
    let idf = (1.5_f32 / 2.5).ln_1p();
    assert!((index.score(0, 1) - idf).abs() < 1e-6, "equal lengths: tf (k1 + 1) / (tf + k1) is 1");
    assert!(index.score(0, 2).abs() < f32::EPSILON);
    assert_eq!(index.best(0, 5).len(), 1);
}

#[test]
fn equal_lines_find_their_own_again() {
    let lines = 20_000;
    let passages = vec![vec![0, 1, 2]; lines * 2];
    let documents: Vec<u32> = (0..lines * 2).map(|line| u32::from(line >= lines)).collect();
    let index = Index::build(&passages, &documents, 3);
    let candidates = index.candidates(15_000);
    assert!(candidates.len() <= MOST_POSTINGS);
    assert!(candidates.iter().any(|(candidate, _)| *candidate == lines + 15_000));
}

proptest! {
    #[test]
    fn best_is_the_best_and_scores_are_symmetric(
        passages in prop::collection::vec(prop::collection::vec(0..12_u32, 0..8), 1..25),
    ) {
        let documents: Vec<u32> = (0..passages.len()).map(|passage| passage as u32 / 4).collect();
        let index = Index::build(&passages, &documents, 12);
        for a in 0..passages.len() {
            let mut all: Vec<(usize, f32)> = (0..passages.len())
                .filter(|&b| documents[a] != documents[b])
                .map(|b| (b, index.score(a, b)))
                .filter(|&(_, score)| score > 0.0)
                .collect();
            all.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
            all.truncate(5);
            prop_assert_eq!(index.best(a, 5), all);
            for b in 0..passages.len() {
                prop_assert_eq!(index.shared(a, b), index.shared(b, a));
            }
        }
    }
}
