//! Long work of which the reader is told while it goes on.

use std::collections::BTreeMap;

use super::App;

/// Work that may take longer than the reader waits without being told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LongJob {
    /// To the end of what was opened in part.
    Reading,
    Matching,
    Comparing,
}

impl LongJob {
    /// What the status line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Matching => "looking for matches",
            Self::Comparing => "looking for differences",
        }
    }
}

/// The jobs that are asked for and not answered, each with how far it is in percent.
#[derive(Clone, Debug, Default)]
pub struct UnderWay(BTreeMap<LongJob, u8>);

impl UnderWay {
    pub(super) fn begin(&mut self, job: LongJob) {
        self.0.insert(job, 0);
    }

    /// Takes how far a job is. One that is not waited for any more stays forgotten.
    pub(super) fn go_on(&mut self, job: LongJob, percent: u8) {
        if let Some(known) = self.0.get_mut(&job) {
            *known = percent;
        }
    }

    pub(super) fn end(&mut self, job: LongJob) {
        self.0.remove(&job);
    }

    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    pub fn has(&self, job: LongJob) -> bool {
        self.0.contains_key(&job)
    }

    /// What is told of: the first job, on which the others wait.
    pub fn first(&self) -> Option<(LongJob, u8)> {
        self.0.iter().next().map(|(job, percent)| (*job, *percent))
    }
}

impl App {
    /// Says from the first frame on that the rest is read and that matches are looked for, although
    /// [`Self::start_work`] has them begin only after it.
    pub fn announce_work(&mut self, in_part: bool) {
        if in_part {
            self.under_way.begin(LongJob::Reading);
        } else if self.collection.documents.len() > 1 {
            self.under_way.begin(LongJob::Matching);
        }
    }

    /// Whether matches may still come: they are looked for, or what they are looked for in is read.
    pub fn awaits_matches(&self) -> bool {
        self.under_way.has(LongJob::Matching) || self.under_way.has(LongJob::Reading)
    }

    /// Whether rows may still come: from matches, or from a worker that lays them out.
    pub fn awaits_rows(&self) -> bool {
        self.awaits_matches() || self.lays_rows()
    }

    /// Whether differences may still come.
    pub fn awaits_differences(&self) -> bool {
        self.under_way.has(LongJob::Comparing) || self.awaits_matches()
    }

    /// Takes that a job ends without an answer, and says why. What waits for it waits no longer.
    pub fn failed(&mut self, job: LongJob, message: impl Into<String>) {
        self.under_way.end(job);
        self.say_error(message);
    }
}
