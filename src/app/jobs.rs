//! Long work that follows from nothing but what an effect carries, and is answered by one event at most: the
//! shell has it done on a worker.

use std::sync::Arc;

use crate::corrections;
use crate::scheme;
use crate::scheme::alignment::Agreement;

use super::agreement::FoundAgreement;
use super::event::{Effect, Event};
use super::followed::changed_documents;
use super::laid_over::LaidOver;
use super::parallel::Rows;
use super::search::Hits;
use super::survey::{Basis, Survey};

impl Effect {
    /// What the work is called; `None` for an effect that is something else.
    pub fn job(&self) -> Option<&'static str> {
        Some(match self {
            Self::Follow { .. } => "following",
            Self::LayOver { .. } => "laying over",
            Self::Survey { .. } => "looking through",
            Self::LayOut { .. } => "laying out",
            Self::Shape { .. } => "shaping",
            Self::CompareRows { .. } => "comparing rows",
            Self::Suggest { .. } => "suggesting",
            Self::Agree { .. } => "comparing readings",
            Self::Search { .. } => "searching",
            Self::Sift { .. } => "sifting",
            Self::ClearAway(_) => "clearing away",
            _ => return None,
        })
    }

    /// Does the work. May take long.
    pub fn answer(self) -> Option<Event> {
        Some(match self {
            Self::Follow { generation, before, collection, work, elsewhere } => {
                let changed = before.map_or_else(Vec::new, |was| changed_documents(&was, &collection));
                let is_elsewhere = |name: &str| elsewhere.contains(name);
                let followed = Box::new(corrections::followed(&collection, &work, &is_elsewhere));
                Event::Followed { generation, followed, changed }
            }
            Self::LayOver { collection, work, axis } => {
                Event::LaidOver(Box::new(LaidOver::new(collection, &work, axis)))
            }
            Self::Survey { wanted, collection, links } => {
                let basis = Basis::new(&collection, &links);
                Event::Surveyed { survey: Survey::make(wanted, &collection, &links), basis }
            }
            Self::LayOut { generation, collection, axis, matches } => {
                let rows = Rows::new(scheme::synopsis(&collection, axis, &matches));
                Event::LaidOut { generation, rows: Arc::new(rows.complete(&collection)) }
            }
            Self::Shape { generation, shaping, collection } => {
                let shaped = shaping.shaped(&collection);
                Event::Shaped { generation, shaping, shaped }
            }
            Self::CompareRows { generation, alignment, rows, collection } => {
                let agreement = Agreement::of(&alignment, &rows.synopsis, &collection);
                Event::RowsCompared { generation, rows: Arc::downgrade(&rows), agreement }
            }
            Self::Suggest { generation, collection } => {
                Event::Suggested { generation, codings: corrections::suggested(&collection) }
            }
            Self::Agree { generation, collection, other, unit } => {
                let found = Arc::new(FoundAgreement::of(&collection, &other.reading, unit));
                Event::Agreed { generation, found }
            }
            Self::Search { generation, document, query, collection } => {
                let found = Hits::find(collection.document(document), &query);
                Event::Searched { generation, document, query, found }
            }
            Self::Sift { number, sifting } => {
                Event::Sifted { number, looked: sifting.len(), hits: sifting.hits() }
            }
            // Clearing away is all there is to do.
            _ => return None,
        })
    }
}
