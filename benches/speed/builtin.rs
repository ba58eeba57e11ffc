//! the built-in collection to the board and on to the parallel view.

use criterion::Criterion;
use std::hint::black_box;
use triptych::app::{Event, Key};
use triptych::open::{Request, open};
use triptych::ui;

use crate::sample;

pub(crate) fn bench(criterion: &mut Criterion) {
    let settings = include_str!("../../content/collection.toml");
    let open = || open(&Request::default()).expect("the built-in collection");
    let enter: Key = "Enter".parse().expect("a key");

    let mut group = criterion.benchmark_group("4-built-in");
    group.bench_function("opened", |bencher| bencher.iter(|| black_box(open())));
    group.bench_function("to-the-board", |bencher| {
        bencher.iter(|| black_box(ui::screen(&sample::started(open()))));
    });
    group.bench_function("to-the-parallel-view", |bencher| {
        bencher.iter(|| {
            let mut app = sample::started(open());
            black_box(ui::screen(&app));
            app.update(Event::Key(enter));
            black_box(ui::screen(&app))
        });
    });
    group.bench_function("settings-as-toml", |bencher| {
        bencher.iter(|| black_box(toml::from_str::<toml::Table>(settings)));
    });
    group.finish();
}
