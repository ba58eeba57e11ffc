//! Panics are kept instead of printed while the terminal is taken over: printed, they would be
//! lost with the screen, and their text may come from a document.

use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::{Arc, Mutex, PoisonError};

use crate::text::display::visible_lines;

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send>;

/// What panics said since this was installed.
pub(super) struct Panics {
    last: Arc<Mutex<Option<String>>>,
    before: Hook,
}

impl Panics {
    pub(super) fn record() -> Self {
        let before = take_hook();
        let last = Arc::new(Mutex::new(None));
        let kept = Arc::clone(&last);
        set_hook(Box::new(move |info| {
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(visible_lines(&info.to_string()));
        }));
        Self { last, before }
    }

    /// Lets panics be printed again. Gives the last message, fit for a terminal.
    pub(super) fn finish(self) -> Option<String> {
        set_hook(self.before);
        self.last.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
