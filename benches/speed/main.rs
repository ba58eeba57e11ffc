//! Figures that can be measured inside one process, each beside a peer in the same run: read the
//! ratios, not the times. What a terminal sees is measured from the other side of one; what each key
//! costs in a large collection, by the benchmark `keys`.
//!
//! | figure | benchmark | peer |
//! | --- | --- | --- |
//! | 1 | the head of a large text, opened and drawn | a page of it by ratatui's `Paragraph` |
//! | 4 | the built-in collection, opened, board and parallel view drawn | its settings parsed as TOML |
//! | 5 | a page further: key, layout, drawing, bytes | a page by `Paragraph`, as bytes by ratatui's backend |
//! | 8 | bytes for each changed cell, printed | ratatui's backend |
//! | 17, 18 | runs that 10,000 and 100,000 passages share | their words read and folded |
//! | - | a coding accepted or taken back, until suggestions and rows of 10,000 passages have settled | - |
//! | 20 | another size: layout and drawing | a page by `Paragraph` |

mod builtin;
mod bytes;
mod head;
mod page;
mod peer;
mod quotations;
mod resize;
mod sample;
mod settling;

use criterion::{criterion_group, criterion_main};

criterion_group!(
    benches,
    head::bench,
    builtin::bench,
    page::bench,
    bytes::bench,
    resize::bench,
    quotations::bench,
    settling::bench
);
criterion_main!(benches);
