//! bytes for each cell that changes when paging. Nothing is timed: it is counted and
//! printed.

use criterion::Criterion;
use ratatui::buffer::Buffer;
use triptych::app::{Event, Key};
use triptych::tui::screen::{Depth, Screen};
use triptych::ui;

use crate::{peer, sample};

const PAGES: usize = 200;

#[expect(clippy::print_stdout, reason = "that is what it is for")]
pub(crate) fn bench(_: &mut Criterion) {
    let mut app = sample::reading(&sample::text(1 << 20));
    let down: Key = "PageDown".parse().expect("a key");
    let mut screen = Screen::new(Depth::True);
    let mut shown = ui::screen(&app);
    screen.encode(&shown, None);
    let (mut cells, mut ours, mut theirs) = (0, 0, 0);
    for _ in 0..PAGES {
        app.update(Event::Key(down));
        let next = ui::screen(&app);
        cells += changed(&shown, &next);
        ours += screen.encode(&next, None).len();
        theirs += peer::bytes(&shown, &next).len();
        shown = next;
    }
    let per_cell = |bytes: usize| bytes as f64 / cells as f64;
    println!("8-bytes-per-changed-cell: triptych {:.2}, ratatui {:.2}", per_cell(ours), per_cell(theirs));
}

fn changed(from: &Buffer, to: &Buffer) -> usize {
    from.content.iter().zip(&to.content).filter(|(old, new)| old != new).count()
}
