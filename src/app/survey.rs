//! What the overview and the timeline show: made of the whole collection, at once where it is small,
//! else on a worker, and made anew when the collection or its matches are others.

use std::sync::{Arc, Weak};

use crate::matching::Match;
use crate::scheme::{self, Collection, Overview, Timeline};

use super::event::Effect;
use super::{App, View};

/// Collections of at most so many blocks are looked through within a frame.
const AT_ONCE: usize = 600;

/// What is made of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Overview,
    Timeline,
}

/// What was made of a collection.
#[derive(Clone, Debug)]
pub enum Survey {
    Overview(Arc<Overview>),
    Timeline(Arc<Timeline>),
}

impl Survey {
    /// Looks through the whole collection. `links` are its suggested matches.
    pub fn make(wanted: Wanted, collection: &Collection, links: &[Match]) -> Self {
        match wanted {
            Wanted::Overview => Self::Overview(Arc::new(scheme::overview(collection, links))),
            Wanted::Timeline => Self::Timeline(Arc::new(scheme::timeline(collection))),
        }
    }
}

/// What something is made of; it is out of date when the state has others.
#[derive(Clone, Debug, Default)]
pub struct Basis {
    collection: Weak<Collection>,
    links: Weak<Vec<Match>>,
}

impl Basis {
    pub fn new(collection: &Arc<Collection>, links: &Arc<Vec<Match>>) -> Self {
        Self { collection: Arc::downgrade(collection), links: Arc::downgrade(links) }
    }
}

impl PartialEq for Basis {
    fn eq(&self, other: &Self) -> bool {
        Weak::ptr_eq(&self.collection, &other.collection) && Weak::ptr_eq(&self.links, &other.links)
    }
}

/// Something made of a collection, and of what it was asked for last.
#[derive(Clone, Debug)]
pub struct Kept<T> {
    /// The last that was made, until there is a newer one.
    pub made: Option<Arc<T>>,
    asked: Basis,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { made: None, asked: Basis::default() }
    }
}

impl<T> Kept<T> {
    /// Lets go of what was made of a collection that is shown no more.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Whether it is to be made of this: not if that was asked before.
    fn ask(&mut self, basis: &Basis) -> bool {
        let is_new = self.asked != *basis;
        self.asked = basis.clone();
        is_new
    }
}

impl App {
    /// Sees to it that the view has what it shows. Large collections are looked through by a
    /// worker; what is there is shown until then.
    pub(super) fn renew_survey(&mut self) -> Vec<Effect> {
        let basis = Basis::new(&self.collection, &self.suggested);
        let wanted = match self.view {
            View::Overview if self.overview.kept.ask(&basis) => Wanted::Overview,
            View::Timeline if self.timeline.kept.ask(&basis) => Wanted::Timeline,
            _ => return Vec::new(),
        };
        let blocks: usize = self.collection.documents.iter().map(|document| document.blocks().len()).sum();
        let (collection, links) = (Arc::clone(&self.collection), Arc::clone(&self.suggested));
        if blocks > AT_ONCE {
            return vec![Effect::Survey { wanted, collection, links }];
        }
        self.take_survey(Survey::make(wanted, &collection, &links));
        Vec::new()
    }

    /// Takes what a worker made, unless the collection is another by now.
    pub(super) fn surveyed(&mut self, survey: Survey, basis: &Basis) {
        if *basis == Basis::new(&self.collection, &self.suggested) {
            self.take_survey(survey);
        }
    }

    fn take_survey(&mut self, survey: Survey) {
        match survey {
            Survey::Overview(made) => self.overview.kept.made = Some(made),
            Survey::Timeline(made) => self.timeline.kept.made = Some(made),
        }
    }
}
