//! CPU time and memory of this process, as Linux tells them; elsewhere time on the wall, and no
//! memory.

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

/// Seconds on the wall for a job.
pub(crate) fn wall<T>(job: impl FnOnce() -> T) -> f64 {
    let begun = Instant::now();
    job();
    begun.elapsed().as_secs_f64()
}

/// User and system time of all threads so far.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name stands in brackets and may hold anything.
    let (_, rest) = stat.rsplit_once(") ")?;
    let ticks = rest.split(' ').skip(USER_TICKS).take(2).map(|ticks| ticks.parse::<f64>().ok());
    Some(ticks.sum::<Option<f64>>()? / TICKS)
}

/// Bytes of memory that are in use now; 0 where nobody says.
pub(crate) fn resident_bytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kibibytes.unwrap_or_default() << 10
}
