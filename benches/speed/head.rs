//! a large text is opened, and its first page drawn.

use criterion::Criterion;
use std::hint::black_box;
use triptych::open::{Request, open_head};
use triptych::ui;

use crate::{peer, sample};

pub(crate) fn bench(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.txt");
    std::fs::write(&path, sample::text(2 << 20)).expect("written");
    let request = Request { paths: vec![path.clone()], ..Request::default() };

    let mut group = criterion.benchmark_group("1-first-page");
    group.bench_function("triptych", |bencher| {
        bencher.iter(|| {
            let head = open_head(&request).expect("a large text");
            black_box(ui::screen(&sample::started(head)))
        });
    });
    group.bench_function("head-alone", |bencher| bencher.iter(|| black_box(open_head(&request))));
    group.bench_function("paragraph", |bencher| {
        bencher.iter(|| {
            let bytes = std::fs::read(&path).expect("read");
            let text = String::from_utf8(bytes).expect("UTF-8");
            let lines: Vec<&str> = text.lines().take(sample::SIZE.1.into()).collect();
            black_box(peer::page(&lines, 0))
        });
    });
    group.finish();
}
