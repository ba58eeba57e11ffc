//! The index against sums made by hand and against comparing everything.

use proptest::prelude::*;

use super::*;

fn index(passages: &[Vec<u32>], documents: &[u32], terms: usize) -> Index {
    let passages: Vec<Terms> =
        passages.iter().map(|words| Terms { words: words.clone(), extras: Vec::new() }).collect();
    Index::build(&passages, documents, &vec![false; terms])
}

fn score(index: &Index, a: usize, b: usize) -> f32 {
    let mut scratch = index.scratch();
    index.lay(a, &mut scratch);
    index.score(a, b, &scratch)
}

#[test]
fn that_few_passages_share_a_word_of_grammar_says_little() {
    let passages: Vec<Terms> = [[0, 2], [0, 3], [1, 4], [1, 5]]
        .map(|words| Terms { words: words.to_vec(), extras: Vec::new() })
        .to_vec();
    let grammar = [true, false, false, false, false, false];
    let index = Index::build(&passages, &[0, 1, 2, 3], &grammar);
    let (of_grammar, of_matter) = (score(&index, 0, 1), score(&index, 2, 3));
    assert!((of_grammar - of_matter * 4.0 / 504.0).abs() < 1e-5, "{of_grammar} {of_matter}");
    assert!(worth_of_grammar(100_000) > 0.99);
}

#[test]
fn one_shared_term_scores_as_the_formula_says() {
    let index = index(&[vec![0, 1], vec![0, 2], vec![3, 4]], &[0, 1, 2], 5);
    let idf = (1.5_f32 / 2.5).ln_1p();
    assert!((score(&index, 0, 1) - idf).abs() < 1e-6, "equal lengths: tf (k1 + 1) / (tf + k1) is 1");
    assert!(score(&index, 0, 2).abs() < f32::EPSILON);
    assert_eq!(index.best(0, 5, &mut index.scratch()).len(), 1);
}

#[test]
fn an_extra_counts_less_than_a_word_and_no_length() {
    let with = |extras: &[u32]| Terms { words: vec![0], extras: extras.to_vec() };
    let passages = [with(&[1]), with(&[1]), with(&[2]), with(&[2])];
    let index = Index::build(&passages, &[0, 1, 2, 3], &[false; 3]);
    let shared = index.shared(0, 1);
    let of = |term| shared.iter().find(|(feature, _)| *feature == term).unwrap().1;
    assert!((of(1) - EXTRA * idf(4, 2)).abs() < 1e-6);
    assert!((of(0) - idf(4, 4)).abs() < 1e-6);
}

#[test]
fn neighbours_stay_in_their_document() {
    let index = index(&[vec![0], vec![0], vec![0]], &[0, 0, 1], 1);
    assert_eq!((index.beside(0, 1), index.beside(1, 1), index.beside(0, -1)), (Some(1), None, None));
}

#[test]
fn equal_lines_find_their_own_again() {
    let lines = 20_000;
    let documents: Vec<u32> = (0..lines * 2).map(|line| u32::from(line >= lines)).collect();
    let index = index(&vec![vec![0, 1, 2]; lines * 2], &documents, 3);
    let mut sums = index.tally(MOST_POSTINGS);
    index.look_up(15_000, MOST_POSTINGS, &mut sums);
    assert!(sums.met().len() <= MOST_POSTINGS);
    assert!(sums.sum(lines as u32 + 15_000) > 0.0);
}

proptest! {
    #[test]
    fn best_is_the_best_and_scores_are_symmetric(
        passages in prop::collection::vec(prop::collection::vec(0..12_u32, 0..8), 1..25),
    ) {
        let documents: Vec<u32> = (0..passages.len()).map(|passage| passage as u32 / 4).collect();
        let index = index(&passages, &documents, 12);
        let mut scratch = index.scratch();
        for a in 0..passages.len() {
            let mut all: Vec<(u32, f32)> = (0..passages.len())
                .filter(|&b| documents[a] != documents[b])
                .map(|b| (b as u32, score(&index, a, b)))
                .filter(|&(_, score)| score > 0.0)
                .collect();
            all.sort_by(best_first);
            all.truncate(5);
            prop_assert_eq!(index.best(a, 5, &mut scratch), all);
            for b in 0..passages.len() {
                prop_assert_eq!(index.shared(a, b), index.shared(b, a));
                let sum: f32 = index.shared(a, b).iter().map(|(_, weight)| weight).sum();
                prop_assert!((sum - score(&index, a, b)).abs() < 1e-4);
            }
        }
    }
}
