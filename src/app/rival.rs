//! Rows by somebody else beside those of the parallel view, and how far these agree with them.

use std::sync::Arc;

use crate::scheme::alignment::{Accord, Agreement, Alignment, Tables};

use super::App;

/// Another's rows: as they were given, and as they stand in the collection.
#[derive(Clone, Debug)]
pub struct Rival {
    tables: Tables,
    pub alignment: Arc<Alignment>,
    pub agreement: Agreement,
}

impl App {
    /// Takes another's rows to compare with.
    pub fn set_rival(&mut self, tables: Tables) {
        let alignment = Arc::new(tables.read(&self.collection));
        if let Some(problem) = alignment.problems.first() {
            let more = alignment.problems.len() - 1;
            let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
            self.say_error(format!("{problem}{more}"));
        }
        self.rival = Some(Rival { tables, alignment, agreement: Agreement::default() });
        self.compare_rows();
    }

    /// Reads another's rows anew, in a collection that has changed.
    pub(super) fn renew_rival(&mut self) {
        if let Some(rival) = self.rival.take() {
            self.set_rival(rival.tables);
        }
    }

    /// Counts anew how far the rows agree.
    pub(super) fn compare_rows(&mut self) {
        if let Some(rival) = &mut self.rival {
            rival.agreement = Agreement::of(&rival.alignment, self.parallel.whole(), &self.collection);
            self.parallel.set_rival(Arc::clone(&rival.alignment));
        }
    }

    /// How far the rows agree with another's, in a line.
    pub fn rival_words(&self) -> Option<String> {
        let Rival { alignment, agreement, .. } = self.rival.as_ref()?;
        let rows = |accord: Accord| agreement.rows_that(accord);
        let kappa = agreement.kappa().map_or_else(String::new, |kappa| format!(" \u{b7} kappa {kappa:.2}"));
        let (found, all) = agreement.found;
        Some(format!(
            "rows in {}: {} as here, {} in part, {} otherwise \u{b7} {found} of its {all} found{kappa}",
            alignment.name,
            rows(Accord::Agrees),
            rows(Accord::Partly),
            rows(Accord::Differs),
        ))
    }
}
