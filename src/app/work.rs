//! What workers are asked for, and what comes of their answers.

use std::sync::Arc;

use crate::scheme::Collection;

use super::documents::Documents;
use super::event::{Effect, Event};
use super::followed::READING_AGAIN;
use super::laid::Working;
use super::{App, LongJob, Overlay, View};

impl App {
    /// What is to be done once the first frame is out.
    pub fn start_work(&mut self) -> Vec<Effect> {
        self.look_for(None)
    }

    /// As [`Self::start_work`]; `before` is the collection that was shown until now.
    pub(super) fn look_for(&mut self, before: Option<Arc<Collection>>) -> Vec<Effect> {
        let mut work: Vec<Effect> = self.follow(before).into_iter().collect();
        if self.collection.documents.len() < 2 {
            work.extend(self.suggest());
            return work;
        }
        let (generation, collection) = (self.generation, Arc::clone(&self.collection));
        self.under_way.begin(LongJob::Matching);
        work.push(Effect::Match { generation, collection });
        if self.view == View::Differences {
            work.extend(self.look_for_differences());
        }
        work.extend(self.suggest());
        work
    }

    /// Takes what a worker, or the thread that saves, has to say.
    pub(super) fn work_done(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Opened { generation, collection } if generation == self.generation => {
                self.read_further(collection);
                return self.start_work();
            }
            Event::ReadingAgain => self.say(READING_AGAIN),
            Event::Reopened { collection } => return self.reopened(collection),
            Event::LaidOver(laid) => return self.laid_over(*laid),
            Event::Followed { generation, followed, changed } if generation == self.generation => {
                return self.take_followed(*followed, &changed);
            }
            Event::Matched { generation, matcher, links } if generation == self.generation => {
                self.under_way.end(LongJob::Matching);
                self.matcher = Some(matcher);
                let ranked = links.iter().enumerate();
                let ends = ranked.flat_map(|(rank, link)| [(link.a, rank, link.b), (link.b, rank, link.a)]);
                self.links_by_passage = ends.collect();
                self.links_by_passage.sort_unstable();
                self.suggested = links;
                self.reader.ask_again();
                return self.renew_from_matches();
            }
            Event::Compared { generation, differences } if generation == self.generation => {
                self.under_way.end(LongJob::Comparing);
                self.differences.take(differences, &self.work.verdicts);
            }
            Event::OtherRead { generation, name, read } if generation == self.generation => {
                self.other_read(&name, read);
            }
            Event::Agreed { generation, found } if generation == self.generation => self.agreed(found),
            Event::LaidOut { generation, rows } if generation == self.generation => {
                return self.take_rows(rows);
            }
            Event::Searched { generation, document, query, found } if generation == self.generation => {
                self.searched(document, &query, found);
            }
            Event::Shaped { generation, shaping, shaped } if generation == self.generation => {
                self.take_shaped(*shaping, shaped);
            }
            Event::RowsCompared { generation, rows, agreement } if generation == self.generation => {
                self.rows_compared(rows, agreement);
            }
            Event::Suggested { generation, codings } if generation == self.generation => {
                return self.take_suggestions(codings);
            }
            Event::Progress { generation, job, percent } if generation == self.generation => {
                self.under_way.go_on(job, percent);
            }
            Event::Sifted { number, looked, hits } => {
                if let Some(picker) = self.overlay.as_mut().and_then(Overlay::picker_mut) {
                    picker.found(number, looked, hits);
                }
            }
            Event::Surveyed { survey, basis } => self.surveyed(survey, &basis),
            Event::EditedOutside { text, message } => self.edited_outside(text, message),
            Event::Exported { path } => self.say(format!("written: {path}")),
            Event::NotExported { name, message } => self.ask_for_name_again(&name, message),
            Event::NotSaved { message } => self.not_saved(&message),
            Event::SavedAgain => self.saved_again(),
            Event::SavedElsewhere { folder } => self.saved_elsewhere(&folder),
            Event::NotSavedElsewhere { name, message } => self.ask_for_folder_again(&name, message),
            Event::ChangedElsewhere { changes } => return self.take_over(changes),
            Event::Failed { job, message } => self.failed(job, message),
            Event::Told { message } => self.say_error(message),
            _ => {}
        }
        Vec::new()
    }

    /// Codings are suggested anew with the matches, and a collection without rows by hand is laid
    /// out from the matches, too, by a worker: what is shown meanwhile stays as it was.
    fn renew_from_matches(&mut self) -> Vec<Effect> {
        // Documents come first: the selection stays on the same entry.
        let (selected, top) = (self.documents.selected, self.documents.top);
        self.documents = Documents::new(&self.collection, &self.suggested);
        (self.documents.selected, self.documents.top) = (selected, top);
        // Rows are laid out when the suggestions stand.
        if let Some(suggest) = self.suggest() {
            return vec![suggest];
        }
        let waits = self.suggesting != Working::Idle;
        if waits || !self.collection.takes_suggested_rows() {
            return Vec::new();
        }
        self.lay_out_rows().into_iter().collect()
    }
}
