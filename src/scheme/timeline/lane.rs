//! A lane of the timeline: the dated passages of one document or episode, counted over any stretch
//! of days without looking at each of them.

use crate::scheme::collection::Collection;
use crate::scheme::model::EpisodeIndex;
use crate::text::{DocumentIndex, Passage};

use super::{Dated, episodes_of};

/// What the passages of a lane have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LaneKind {
    Document(DocumentIndex),
    Episode(EpisodeIndex),
    /// Passages of no episode.
    NoEpisode,
}

/// How many dates of a lane reach into a stretch of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LaneCount {
    /// Dates that are one day.
    pub days: usize,
    /// Weeks, months, years and other stretches.
    pub spans: usize,
}

impl LaneCount {
    pub fn all(self) -> usize {
        self.days + self.spans
    }
}

/// Dated passages, by position in the timeline's list.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub kind: LaneKind,
    /// How many passages it has; one with several dates counts once.
    pub passages: usize,
    /// Dates that are one day, ascending; with the day itself.
    days: Vec<(i32, usize)>,
    /// The other dates by their first day, ascending.
    spans: Vec<(i32, usize)>,
    /// The last days of these, ascending.
    ends: Vec<i32>,
}

impl Lane {
    fn empty(kind: LaneKind) -> Self {
        Self { kind, passages: 0, days: Vec::new(), spans: Vec::new(), ends: Vec::new() }
    }

    /// Takes up a date. They come in the order of the timeline's list.
    fn push(&mut self, at: usize, dated: &Dated) {
        if dated.is_day() {
            self.days.push((dated.first, at));
        } else {
            self.spans.push((dated.first, at));
            self.ends.push(dated.last);
        }
    }

    fn finish(&mut self, dated: &[Dated]) {
        self.ends.sort_unstable();
        let both = self.days.iter().chain(&self.spans);
        let mut passages: Vec<Passage> = both.map(|(_, at)| dated[*at].passage).collect();
        passages.sort_unstable();
        passages.dedup();
        self.passages = passages.len();
    }

    /// How many dates have a day in common with the days from `first` to `last`.
    pub fn count(&self, first: i32, last: i32) -> LaneCount {
        let begun = self.spans.partition_point(|(day, _)| *day <= last);
        let over = self.ends.partition_point(|end| *end < first);
        let (from, to) = self.days_within(first, last);
        LaneCount { days: to - from, spans: begun.saturating_sub(over) }
    }

    fn days_within(&self, first: i32, last: i32) -> (usize, usize) {
        let from = self.days.partition_point(|(day, _)| *day < first);
        let to = self.days.partition_point(|(day, _)| *day <= last);
        (from, to.max(from))
    }

    /// Those dates, at most `most`: what is dated to the day first, then the shorter stretches.
    pub fn within(&self, dated: &[Dated], first: i32, last: i32, most: usize) -> Vec<usize> {
        let (from, to) = self.days_within(first, last);
        let mut found: Vec<usize> = self.days[from..to].iter().take(most).map(|(_, at)| *at).collect();
        let begun = self.spans.partition_point(|(day, _)| *day <= last);
        let mut spans: Vec<usize> =
            self.spans[..begun].iter().map(|(_, at)| *at).filter(|at| dated[*at].last >= first).collect();
        spans.sort_by_key(|at| dated[*at].last - dated[*at].first);
        found.extend(spans.into_iter().take(most - found.len()));
        found
    }

    /// The first day after `day` on which a date of the lane begins.
    pub fn next_after(&self, day: i32) -> Option<i32> {
        let next = |dates: &[(i32, usize)]| {
            dates.get(dates.partition_point(|(at, _)| *at <= day)).map(|(at, _)| *at)
        };
        [next(&self.days), next(&self.spans)].into_iter().flatten().min()
    }

    /// The last day before `day` on which a date of the lane begins.
    pub fn last_before(&self, day: i32) -> Option<i32> {
        let last = |dates: &[(i32, usize)]| {
            let before = dates.partition_point(|(at, _)| *at < day);
            before.checked_sub(1).map(|at| dates[at].0)
        };
        [last(&self.days), last(&self.spans)].into_iter().flatten().max()
    }
}

pub(super) fn by_document(count: usize, dated: &[Dated]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> =
        (0..count).map(|at| Lane::empty(LaneKind::Document(DocumentIndex(at)))).collect();
    for (at, one) in dated.iter().enumerate() {
        lanes[one.passage.document.0].push(at, one);
    }
    for lane in &mut lanes {
        lane.finish(dated);
    }
    lanes
}

/// One lane for each episode, and a last one for passages of none.
pub(super) fn by_episode(collection: &Collection, dated: &[Dated]) -> Vec<Lane> {
    let kinds = collection.scheme.episode_indices().map(LaneKind::Episode);
    let mut lanes: Vec<Lane> = kinds.chain([LaneKind::NoEpisode]).map(Lane::empty).collect();
    let rest = lanes.len() - 1;
    for (at, one) in dated.iter().enumerate() {
        let episodes = episodes_of(collection, one.passage);
        for episode in episodes {
            lanes[episode.0].push(at, one);
        }
        if episodes.is_empty() {
            lanes[rest].push(at, one);
        }
    }
    for lane in &mut lanes {
        lane.finish(dated);
    }
    lanes
}
