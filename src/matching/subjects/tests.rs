//! What documents are about, by numbers of words.

use proptest::prelude::*;

use super::*;

fn subjects(documents: &[&[&[u32]]]) -> Subjects {
    let passages: Vec<Terms> = documents
        .iter()
        .flat_map(|passages| passages.iter())
        .map(|words| Terms { words: words.to_vec(), extras: Vec::new() })
        .collect();
    let of: Vec<u32> =
        (0..).zip(documents).flat_map(|(number, passages)| passages.iter().map(move |_| number)).collect();
    let words = passages.iter().flat_map(|terms| &terms.words).max().map_or(0, |most| *most as usize + 1);
    Subjects::new(&passages, &of, &Index::build(&passages, &of, &vec![false; words]))
}

#[test]
fn passages_of_documents_about_one_matter_are_nearer() {
    let found = subjects(&[&[&[0, 9], &[1, 2]], &[&[2, 1], &[8, 9]], &[&[3, 4]], &[&[3, 9], &[4, 5]]]);
    assert!(found.score(0, 2) > 0.0 && found.score(4, 5) > 0.0);
    assert!(found.score(0, 4) <= 0.0 && found.score(2, 5) <= 0.0);
    assert_eq!(found.shared(0, 3), [1, 2, 9], "the word that most documents have comes last");
}

#[test]
fn where_all_documents_are_about_the_same_it_says_nothing() {
    let found = subjects(&[&[&[0, 1]], &[&[1, 0]], &[&[0, 1]]]);
    assert!(found.score(0, 1) <= 0.0 && found.score(1, 2) <= 0.0);
    assert!(subjects(&[&[&[0, 1]], &[&[1, 0]]]).score(0, 1) <= 0.0);
}

#[test]
fn a_book_is_about_too_much() {
    let chapter: &[u32] = &[1, 2];
    let book = vec![chapter; 16 * SHORT as usize];
    let others: [&[&[u32]]; 3] = [&[&[1, 2]], &[&[3, 4]], &[&[4, 3]]];
    let short = subjects(&[&[chapter], others[0], others[1], others[2]]);
    let long = subjects(&[&book, others[0], others[1], others[2]]);
    let (short, long) = (short.score(0, 1), long.score(0, book.len()));
    assert!(short > 1.0 && long < short / 10.0, "{short} {long}");
}

proptest! {
    #[test]
    fn it_is_the_same_from_either_side(
        documents in prop::collection::vec(prop::collection::vec(prop::collection::vec(0_u32..20, 0..6), 1..4), 1..6),
    ) {
        let texts: Vec<Vec<&[u32]>> =
            documents.iter().map(|passages| passages.iter().map(Vec::as_slice).collect()).collect();
        let texts: Vec<&[&[u32]]> = texts.iter().map(Vec::as_slice).collect();
        let found = subjects(&texts);
        for a in 0..found.documents.len() {
            for b in 0..found.documents.len() {
                prop_assert_eq!(found.score(a, b).to_bits(), found.score(b, a).to_bits());
                prop_assert!((0.0..=MOST).contains(&found.score(a, b)));
                let kept = found.dot(found.document(a), found.document(b));
                prop_assert_eq!(kept.to_bits(), found.words.dot(found.document(a), found.document(b)).to_bits());
            }
        }
    }
}
