//! runs of words that many passages share, a document each, every twentieth an altered copy.

use criterion::{BenchmarkId, Criterion, SamplingMode};
use std::hint::black_box;
use triptych::matching::Quotations;
use triptych::matching::reuse::Scope;
use triptych::text::word::{folded, words};
use triptych::text::{BlockIndex, BlockKind, Document};

use crate::sample;

/// Words of a passage.
const WORDS: usize = 40;

/// Bytes of the sample text that give one passage or more.
const BYTES: usize = 320;

pub(crate) fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("17-quotations");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    for count in [10_000, 100_000] {
        let documents = documents(count);
        group.bench_with_input(BenchmarkId::new("triptych", count), &documents, |bencher, documents| {
            bencher.iter(|| black_box(Quotations::find(documents, Scope::Documents)));
        });
        group.bench_with_input(BenchmarkId::new("words-folded", count), &documents, |bencher, documents| {
            bencher.iter(|| documents.iter().map(letters).sum::<usize>());
        });
    }
    group.finish();
}

/// What has to be done in any case: every word is read.
fn letters(document: &Document) -> usize {
    words(&document.block_text(BlockIndex(0))).map(|(_, word)| black_box(folded(word)).len()).sum()
}

fn documents(count: usize) -> Vec<Document> {
    let text = sample::text(count * BYTES);
    let all: Vec<&str> = text.split_whitespace().collect();
    let passage = |at: usize| &all[at * WORDS % (all.len() - WORDS)..][..WORDS];
    let document = |at: usize| {
        let mut builder = Document::builder(at.to_string());
        builder.block(
            BlockKind::Paragraph,
            &if at % 20 == 19 { altered(passage(at / 2)) } else { passage(at).join(" ") },
        );
        builder.build()
    };
    (0..count).map(document).collect()
}

/// Every eighth word another, every tenth left out.
fn altered(words: &[&str]) -> String {
    let kept = words.iter().enumerate().filter(|(at, _)| at % 10 != 9);
    let changed = kept.map(|(at, word)| if at % 8 == 7 { "otherwise" } else { word });
    changed.collect::<Vec<_>>().join(" ")
}
