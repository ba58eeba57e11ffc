//! Rows by somebody else beside those of the parallel view, and how far these agree with them.

use std::sync::Arc;

use crate::scheme::alignment::{Accord, Agreement, Alignment, Tables};
use crate::text::display;

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

    /// How far the rows agree with another's, in the most words that have room in a line. While
    /// matches are looked for there is nothing to say yet.
    pub fn rival_words(&self, width: usize) -> Option<String> {
        let Rival { alignment, agreement, .. } = self.rival.as_ref()?;
        let name = &alignment.name;
        if self.awaits_matches() && self.collection.takes_suggested_rows() {
            return Some(format!("rows in {name}: compared once the matches are found"));
        }
        let [here, part, other] =
            [Accord::Agrees, Accord::Partly, Accord::Differs].map(|accord| agreement.rows_that(accord));
        let (found, all) = agreement.found;
        let kappa = agreement.kappa().map_or_else(String::new, |kappa| format!(" \u{b7} kappa {kappa:.2}"));
        let signs = format!("= {here} \u{b1} {part} \u{2260} {other}");
        let forms = [
            format!(
                "rows in {name}: {here} as here, {part} in part, {other} otherwise \u{b7} {found} of its {all} found{kappa}"
            ),
            format!(
                "{name}: {here} as here, {part} in part, {other} not \u{b7} {found} of {all} found{kappa}"
            ),
            format!("{name}: {signs} \u{b7} {found} of {all}{kappa}"),
            format!("{signs} \u{b7} {found}/{all}{kappa}"),
        ];
        let last = forms[forms.len() - 1].clone();
        Some(forms.into_iter().find(|form| display::width(form) <= width).unwrap_or(last))
    }
}
