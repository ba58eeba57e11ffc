//! CPU time of this process, as Linux tells it; elsewhere time on the wall.

use std::time::Instant;

/// Ticks of a second in `/proc`: fixed for programs, whatever the kernel runs at.
const TICKS: f64 = 100.0;

/// Position of the ticks in user mode in `/proc/self/stat`, after the program's name.
const USER_TICKS: usize = 11;

/// Runs a job, and how many CPU seconds all threads took for it.
pub(crate) fn cpu<T>(job: impl FnOnce() -> T) -> (T, f64) {
    let (begun, before) = (Instant::now(), cpu_seconds());
    let done = job();
    let seconds = match (before, cpu_seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => begun.elapsed().as_secs_f64(),
    };
    (done, seconds)
}

/// User and system time of all threads so far.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name stands in brackets and may hold anything.
    let (_, rest) = stat.rsplit_once(") ")?;
    let ticks = rest.split(' ').skip(USER_TICKS).take(2).map(|ticks| ticks.parse::<f64>().ok());
    Some(ticks.sum::<Option<f64>>()? / TICKS)
}
