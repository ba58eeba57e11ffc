//! Signals as flags and a byte in the pipe that the loop waits on. Nothing else happens in a
//! handler.

use std::io::{self, PipeWriter};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::{SigId, flag, low_level};

#[derive(Debug)]
pub(super) struct Signals {
    ending: Arc<AtomicUsize>,
    resized: Arc<AtomicBool>,
    stopping: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
    registered: Vec<SigId>,
}

impl Signals {
    /// Takes the signals over, also where they were ignored.
    pub(super) fn register(wake: &PipeWriter) -> io::Result<Self> {
        let mut signals = Self {
            ending: Arc::default(),
            resized: Arc::default(),
            stopping: Arc::default(),
            continued: Arc::default(),
            registered: Vec::new(),
        };
        for signal in [SIGTERM, SIGINT, SIGHUP, SIGQUIT] {
            let ending = Arc::clone(&signals.ending);
            signals.registered.push(flag::register_usize(signal, ending, signal as usize)?);
            signals.registered.push(low_level::pipe::register(signal, wake.try_clone()?)?);
        }
        for (signal, raised) in
            [(SIGWINCH, &signals.resized), (SIGTSTP, &signals.stopping), (SIGCONT, &signals.continued)]
        {
            signals.registered.push(flag::register(signal, Arc::clone(raised))?);
            signals.registered.push(low_level::pipe::register(signal, wake.try_clone()?)?);
        }
        Ok(signals)
    }

    /// The signal that asks the program to end, if one came.
    pub(super) fn ending(&self) -> Option<i32> {
        match self.ending.load(Ordering::Relaxed) {
            0 => None,
            signal => i32::try_from(signal).ok(),
        }
    }

    /// Forgets a key that ends programs, where another had the terminal.
    pub(super) fn forget_interrupts(&self) {
        for signal in [SIGINT, SIGQUIT] {
            let _ = self.ending.compare_exchange(signal as usize, 0, Ordering::Relaxed, Ordering::Relaxed);
        }
        self.take_stopping();
        self.take_continued();
    }

    pub(super) fn take_resized(&self) -> bool {
        self.resized.swap(false, Ordering::Relaxed)
    }

    pub(super) fn take_stopping(&self) -> bool {
        self.stopping.swap(false, Ordering::Relaxed)
    }

    pub(super) fn take_continued(&self) -> bool {
        self.continued.swap(false, Ordering::Relaxed)
    }

    /// Stops the program until it is continued.
    pub(super) fn stop(&self) -> io::Result<()> {
        low_level::emulate_default_handler(SIGTSTP)?;
        self.take_continued();
        Ok(())
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        for id in self.registered.drain(..) {
            low_level::unregister(id);
        }
    }
}
