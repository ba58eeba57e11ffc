//! a key in the views of a collection of 100,000 passages: from the key to the bytes for the
//! terminal.

use std::sync::Arc;

use criterion::Criterion;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::hint::black_box;
use triptych::app::{App, Event, Key};
use triptych::scheme::{Collection, Label, Link, Strength};
use triptych::text::{BlockIndex, BlockKind, Document, DocumentIndex, Passage, SentenceIndex};
use triptych::tui::screen::{Depth, Screen};
use triptych::ui;

use crate::sample;

const DOCUMENTS: usize = 100;
const PASSAGES: usize = 1000;

pub(crate) fn bench(criterion: &mut Criterion) {
    let collection = Arc::new(collection());
    let mut group = criterion.benchmark_group("13-key-of-100000");
    for (name, open, keys) in [
        ("documents", "D", "j j Space k"),
        ("parallel", "D p", "j j l Space h k"),
        ("parallel-filtered", "D p F Enter Esc", "j j l Space h k"),
        ("parallel-folded", "D p 2 z M", "j j l Space h k"),
        ("reader", "D p Enter", "j j Space k"),
    ] {
        let mut app = sample::started((*collection).clone());
        app.press_all(open).expect("keys");
        let keys: Vec<Key> = keys.split(' ').map(|key| key.parse().expect("a key")).collect();
        let mut screen = Screen::new(Depth::True);
        let mut buffer = Buffer::empty(Rect::new(0, 0, sample::SIZE.0, sample::SIZE.1));
        let mut at = 0;
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                at += 1;
                press(&mut app, keys[at % keys.len()], &mut buffer);
                black_box(screen.encode(&buffer, None).len())
            });
        });
    }
    group.bench_function("rows-laid-out", |bencher| {
        let axis = triptych::scheme::Axis::Documents(None);
        bencher.iter(|| black_box(triptych::scheme::synopsis(&collection, axis, &[])));
    });
    group.finish();
}

fn press(app: &mut App, key: Key, buffer: &mut Buffer) {
    app.update(Event::Key(key));
    buffer.reset();
    ui::draw(app, buffer);
}

/// Documents of one-sentence paragraphs; each passage is linked to one of the next document.
fn collection() -> Collection {
    let text = sample::text(DOCUMENTS * PASSAGES * 120);
    let words: Vec<&str> = text.split_whitespace().collect();
    let sentence = |at: usize| format!("{}.", words[at * 11 % (words.len() - 12)..][..11].join(" "));
    let document = |number: usize| {
        let mut builder = Document::builder(format!("{number}.txt"));
        for at in 0..PASSAGES {
            builder.block(BlockKind::Paragraph, &sentence(number * PASSAGES + at));
        }
        builder.build()
    };
    let place = |document: usize, block: usize| {
        Passage::sentence(DocumentIndex(document), BlockIndex(block), SentenceIndex(0))
    };
    let links = (0..DOCUMENTS).step_by(2).flat_map(|document| {
        (0..PASSAGES).map(move |at| Link::new(place(document, at), place(document + 1, at), Strength::Strong))
    });
    let label = |at: usize| Label { letter: at.to_string(), cite: format!("Report {at}") };
    let mut collection = Collection::default();
    collection.documents = (0..DOCUMENTS).map(document).collect();
    collection.labels = (0..DOCUMENTS).map(label).collect();
    collection.links = links.collect();
    collection.indexed()
}
