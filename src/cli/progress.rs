//! How far a long job has come, on standard error while a person waits there; and Ctrl-C, which
//! ends the job between two passages instead of in the middle of a line.
//!
//! Nothing is drawn when standard error is no terminal, nor in the first moments: most jobs are
//! done before anybody looks. Only the program's own words are drawn.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::{Outcome, output};

/// How long a job may take before anything is drawn.
const PATIENCE: Duration = Duration::from_millis(300);

/// The least time between two drawings.
const PERIOD: Duration = Duration::from_millis(100);

/// Cells of the bar between its brackets.
const BAR: usize = 20;

/// To the first column, and what stands from there on erased.
const ERASE: &str = "\r\u{1b}[K";

/// The exit code of a program that Ctrl-C ended, as shells have it.
const INTERRUPTED: i32 = 128 + SIGINT;

/// That Ctrl-C ended a job before anything was printed: no mistake, and nothing is said of it.
#[derive(Debug, thiserror::Error)]
#[error("interrupted")]
pub(super) struct Interrupted;

impl Interrupted {
    pub(super) const SIGNAL: i32 = SIGINT;
}

/// A job that a person may be waiting for. The bar goes when this is dropped.
#[derive(Debug)]
pub(super) struct Progress {
    interrupted: Arc<AtomicBool>,
    /// `None` where nobody could see it.
    bar: Option<Bar>,
}

impl Progress {
    /// Begins a job. `shown` says whether a bar does no harm: not where lines come to the same
    /// terminal meanwhile. From here to the program's end Ctrl-C is noted first, and ends the
    /// program when it is pressed again.
    pub(super) fn begin(shown: bool) -> Self {
        let interrupted = Arc::new(AtomicBool::new(false));
        // The first of these sees the flag as the second left it. Without them Ctrl-C ends the
        // program as it always does.
        let _ = flag::register_conditional_shutdown(SIGINT, INTERRUPTED, Arc::clone(&interrupted));
        let _ = flag::register(SIGINT, Arc::clone(&interrupted));
        let bar = (shown && is_drawable()).then(|| Bar::new(Instant::now(), output::width(io::stderr())));
        Self { interrupted, bar }
    }

    /// Says that `done` of `all` passages are done.
    pub(super) fn report(&mut self, done: usize, all: usize) {
        if let Some(text) = self.bar.as_mut().and_then(|bar| bar.drawn(Instant::now(), done, all)) {
            send(&text);
        }
    }

    /// Takes the bar away, before lines are printed.
    pub(super) fn clear(&mut self) {
        if self.bar.take().is_some_and(|bar| bar.visible) {
            send(ERASE);
        }
    }

    /// How the job ended if Ctrl-C was pressed.
    pub(super) fn interrupted(&self) -> Option<Outcome> {
        self.interrupted.load(Ordering::Relaxed).then_some(Outcome::Signal(SIGINT))
    }

    /// The flag that Ctrl-C sets, for work that reports here at the same time.
    pub(super) fn interruption(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupted)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Whether standard error is a terminal that can erase a line.
fn is_drawable() -> bool {
    io::stderr().is_terminal() && std::env::var_os("TERM").is_some_and(|term| term != "dumb")
}

/// That it cannot be drawn is not worth a word.
fn send(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// What is drawn when: at most ten times a second, and only what differs.
#[derive(Debug)]
struct Bar {
    begun: Instant,
    /// Cells of the terminal's lines: what is longer could not be erased.
    width: usize,
    last: Option<(Instant, usize)>,
    visible: bool,
}

impl Bar {
    fn new(begun: Instant, width: usize) -> Self {
        Self { begun, width, last: None, visible: false }
    }

    /// The bytes to send now, if any.
    fn drawn(&mut self, now: Instant, done: usize, all: usize) -> Option<String> {
        let percent = done * 100 / all.max(1);
        let is_due = match self.last {
            None => now.duration_since(self.begun) >= PATIENCE,
            Some((then, shown)) => now.duration_since(then) >= PERIOD && percent != shown,
        };
        if !is_due {
            return None;
        }
        self.last = Some((now, percent));
        self.visible = true;
        let full = (done * BAR / all.max(1)).min(BAR);
        let mut text =
            format!("[{}{}] {percent} % of {all} passages", "#".repeat(full), "-".repeat(BAR - full));
        text.truncate(self.width.saturating_sub(1));
        Some(format!("{ERASE}{text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_waits_and_is_calm() {
        let begun = Instant::now();
        let at = |milliseconds| begun + Duration::from_millis(milliseconds);
        let mut bar = Bar::new(begun, 80);
        assert_eq!(bar.drawn(at(299), 1, 200), None, "a short job");
        let first = bar.drawn(at(300), 50, 200).expect("the job takes long");
        assert_eq!(first, "\r\u{1b}[K[#####---------------] 25 % of 200 passages");
        assert_eq!(bar.drawn(at(399), 80, 200), None, "too soon");
        assert_eq!(bar.drawn(at(500), 51, 200), None, "the same again");
        assert!(
            bar.drawn(at(500), 200, 200).is_some_and(|text| text.contains("[####################] 100 %"))
        );
    }

    #[test]
    fn a_second_of_reports_draws_ten_times() {
        let begun = Instant::now();
        let mut bar = Bar::new(begun, 80);
        let reports = (0..10_000_u64).map(|at| (begun + Duration::from_micros(at * 100), at as usize));
        let drawn = reports.filter_map(|(now, done)| bar.drawn(now, done, 10_000)).count();
        assert!((5..=10).contains(&drawn), "{drawn}");
    }

    #[test]
    fn the_bar_fits_the_line() {
        let begun = Instant::now();
        let text = Bar::new(begun, 20).drawn(begun + PATIENCE, 7, 10).expect("a bar");
        assert_eq!(text.strip_prefix(ERASE).map(str::len), Some(19), "{text:?}");
    }

    #[test]
    fn nothing_to_do_is_no_division_by_it() {
        let begun = Instant::now();
        let mut bar = Bar::new(begun, 80);
        assert!(bar.drawn(begun + PATIENCE, 0, 0).is_some_and(|text| text.contains(" 0 % ")));
    }
}
