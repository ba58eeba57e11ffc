//! Triptych sets several accounts of the same events side by side.
//!
//! | module     | what it holds                                                         | uses                    |
//! | ---------- | --------------------------------------------------------------------- | ----------------------- |
//! | `text`     | what a document is: text, blocks, spans, sentences, words             | nothing                 |
//! | `import`   | bytes of any format -> `Document` + warnings; alone knows formats     | `text`                  |
//! | `matching` | which passages tell the same, and why; pure                           | `text`                  |
//! | `scheme`   | episodes, steps, codings, links; board and synopsis                   | `text`, `matching`      |
//! | `compare`  | differences of what passages tell: dates, figures, names, outcomes; pure | `text`, `matching`, `scheme` |
//! | `export`   | pages and tables of what the views show: Markdown, CSV, JSON; pure     | `text`, `matching`, `scheme` |
//! | `agreement` | how far two readers' codings agree, and where they differ; pure | `text`, `matching`, `scheme` |
//! | `store`    | the reader's marks and places: values, edits, plain files             | `text`                  |
//! | `corrections` | the reader's work laid over a collection; pure                        | `text`, `matching`, `scheme`, `store` |
//! | `exchange` | the reader's work to and from other programs' formats; pure      | `text`, `scheme`, `export`, `store`, `corrections` |
//! | `open`     | paths -> `Collection`; the one place where the above meet             | the above               |
//! | `layout`   | geometry: wrapped lines, pane areas, row heights; no colour           | `text`, `matching`, `scheme` |
//! | `app`      | state, one command table, keymap, update; no I/O, no drawing          | all but `import`, `open` |
//! | `ui`       | draws `&App` into a buffer, changes nothing                           | `app` and what it uses  |
//! | `cli`      | the command line; prints what the views show                          | all                     |
//! | `tui`      | terminal, event loop, workers, effects                                | all                     |

pub mod agreement;
pub mod app;
pub mod cli;
pub mod compare;
pub mod corrections;
pub mod exchange;
pub mod export;
pub mod import;
pub mod layout;
pub mod matching;
pub mod open;
pub mod scheme;
pub mod store;
pub mod text;
pub mod tui;
pub mod ui;
