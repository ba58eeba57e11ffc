//! Rows by somebody else beside those of the parallel view, and how far these agree with them:
//! counted at once where rows are few, else by a worker.

use std::sync::{Arc, Weak};

use crate::scheme::alignment::{Accord, Agreement, Alignment, Tables};
use crate::text::display;

use super::App;
use super::event::Effect;
use super::parallel::Rows;

/// Another's rows: as they were given, and as they stand in the collection.
#[derive(Clone, Debug)]
pub struct Rival {
    tables: Tables,
    pub alignment: Arc<Alignment>,
    /// How far the rows agree that were counted last; `None` before the first were.
    pub agreement: Option<Agreement>,
    /// The rows that were counted last.
    counted: Weak<Rows>,
    /// Whether a worker counts.
    counting: bool,
}

impl Rival {
    fn take(&mut self, rows: Weak<Rows>, agreement: Agreement) {
        (self.counted, self.agreement) = (rows, Some(agreement));
    }
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
        self.parallel.set_rival(Arc::clone(&alignment));
        let (counted, counting) = (Weak::new(), false);
        self.rival = Some(Rival { tables, alignment, agreement: None, counted, counting });
    }

    /// Reads another's rows anew, in a collection that has changed.
    pub(super) fn renew_rival(&mut self) {
        if let Some(rival) = self.rival.take() {
            self.set_rival(rival.tables);
        }
    }

    /// Sees to it that the rows which are laid out are counted, by one worker at a time. What was
    /// counted of those before stands until then.
    pub(super) fn compare_rows(&mut self) -> Option<Effect> {
        let rows = self.parallel.whole_rows();
        let is_counted = |rival: &Rival| Weak::ptr_eq(&rival.counted, &Arc::downgrade(rows));
        let rival = self.rival.as_ref().filter(|rival| !rival.counting && !is_counted(rival))?;
        let (alignment, rows) = (Arc::clone(&rival.alignment), Arc::clone(rows));
        let is_large = self.is_large();
        let rival = self.rival.as_mut()?;
        if !is_large {
            rival.take(Arc::downgrade(&rows), Agreement::of(&alignment, &rows.synopsis, &self.collection));
            return None;
        }
        rival.counting = true;
        let (generation, collection) = (self.generation, Arc::clone(&self.collection));
        Some(Effect::CompareRows { generation, alignment, rows, collection })
    }

    /// Takes what a worker counted. If the rows are others by now, these are counted next.
    pub(super) fn rows_compared(&mut self, rows: Weak<Rows>, agreement: Agreement) {
        if let Some(rival) = &mut self.rival {
            rival.counting = false;
            rival.take(rows, agreement);
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
        let Some(agreement) = agreement else { return Some(format!("rows in {name}: being compared")) };
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
