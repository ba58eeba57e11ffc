//! a page further in a large text, from the key to the bytes for the terminal.

use criterion::Criterion;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::hint::black_box;
use triptych::app::{Event, Key};
use triptych::tui::screen::{Depth, Screen};
use triptych::ui;

use crate::{peer, sample};

/// Pages after which it begins anew, well before the end of the text.
const PAGES: usize = 2000;

pub(crate) fn bench(criterion: &mut Criterion) {
    let text = sample::text(10 << 20);
    let mut app = sample::reading(&text);
    let down: Key = "PageDown".parse().expect("a key");
    let start: Key = "g".parse().expect("a key");
    let mut screen = Screen::new(Depth::True);
    let mut buffer = Buffer::empty(Rect::new(0, 0, sample::SIZE.0, sample::SIZE.1));

    let mut pages = 0;
    let mut group = criterion.benchmark_group("5-page-down");
    group.bench_function("triptych", |bencher| {
        bencher.iter(|| {
            pages += 1;
            if pages % PAGES == 0 {
                app.update(Event::Key(start));
                app.update(Event::Key(start));
            }
            app.update(Event::Key(down));
            buffer.reset();
            let cursor = ui::draw(&app, &mut buffer);
            black_box(screen.encode(&buffer, cursor).len())
        });
    });
    group.bench_function("update-alone", |bencher| {
        bencher.iter(|| {
            pages += 1;
            if pages % PAGES == 0 {
                app.update(Event::Key(start));
                app.update(Event::Key(start));
            }
            app.update(Event::Key(down))
        });
    });
    group.bench_function("draw-alone", |bencher| {
        bencher.iter(|| {
            buffer.reset();
            black_box(ui::draw(&app, &mut buffer))
        });
    });
    let lines: Vec<&str> = text.lines().collect();
    let (mut from, mut shown) = (0, Buffer::empty(buffer.area));
    group.bench_function("paragraph", |bencher| {
        bencher.iter(|| {
            from = (from + usize::from(sample::SIZE.1)) % lines.len();
            let next = peer::page(&lines, from);
            let bytes = peer::bytes(&shown, &next);
            shown = next;
            black_box(bytes.len())
        });
    });
    group.bench_function("textwrap-alone", |bencher| {
        let page = lines[..40].join(" ");
        bencher.iter(|| black_box(textwrap::wrap(&page, 72).len()));
    });
    group.finish();
}
