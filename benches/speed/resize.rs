//! the screen takes another size and back, in the midst of a large text.

use criterion::Criterion;
use std::hint::black_box;
use triptych::app::{Event, Key};
use triptych::ui;

use crate::{peer, sample};

pub(crate) fn bench(criterion: &mut Criterion) {
    let text = sample::text(10 << 20);
    let mut app = sample::reading(&text);
    let down: Key = "PageDown".parse().expect("a key");
    for _ in 0..100 {
        app.update(Event::Key(down));
    }

    let mut group = criterion.benchmark_group("20-resize");
    group.bench_function("triptych", |bencher| {
        bencher.iter(|| {
            for columns in [80, sample::SIZE.0] {
                app.update(Event::Resize { columns, rows: sample::SIZE.1 });
                black_box(ui::screen(&app));
            }
        });
    });
    let lines: Vec<&str> = text.lines().skip(4000).take(100).collect();
    group.bench_function("paragraph-twice", |bencher| {
        bencher.iter(|| (0..2).for_each(|_| drop(black_box(peer::page(&lines, 0)))));
    });
    group.finish();
}
