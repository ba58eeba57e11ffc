//! Reads what was opened to its end, and reads it again when its files change. On a thread of its
//! own, which ends with the program.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::app::{Event, LongJob};
use crate::open::{Opener, Stamp};
use crate::scheme::Collection;

use super::super::Waker;
use super::HEAD_START;

/// Between two looks at the files, and until a file that changed is taken to be at rest.
const PAUSE: Duration = Duration::from_secs(1);
const REST: Duration = Duration::from_millis(200);
/// Looking takes at most this part of the time: a folder of a hundred thousand files takes a while.
const LEAST_REST: u32 = 20;

/// A collection whose files are looked at.
pub struct Watch {
    opener: Opener,
    /// Only its beginning was read.
    in_part: bool,
    /// What the files looked like at the last look.
    seen: Option<Stamp>,
    /// What they looked like before they were last read; `None` where that is not known.
    read: Option<Stamp>,
}

impl Watch {
    /// Looks at the files for the first time. To be done before anything that takes long: what is
    /// deleted, or replaced by an older file, before the first look is not noticed.
    pub fn begin(opener: Opener, opened: SystemTime, in_part: bool) -> Self {
        let seen = opener.stamp();
        let read = seen.filter(|stamp| in_part || !stamp.is_after(opened));
        Self { opener, in_part, seen, read }
    }

    /// Reads the rest first where only the beginning was read, then watches. Sends nothing while
    /// nothing changes since it was opened.
    pub fn run(mut self, waker: &Waker, opened: Arc<Collection>) {
        know_texts(&opened);
        drop(opened);
        if self.in_part {
            self.read_rest(waker);
        }
        let mut pause = PAUSE;
        while self.seen.is_some() {
            thread::sleep(pause);
            let start = Instant::now();
            let look = self.look();
            let least = if look == Look::Changing { REST } else { PAUSE };
            pause = least.max(start.elapsed() * LEAST_REST);
            if look == Look::Changed && !self.read_again(waker) {
                return;
            }
        }
    }

    fn read_rest(&mut self, waker: &Waker) {
        thread::sleep(HEAD_START);
        match self.opener.open().map(Arc::new) {
            Ok(collection) => {
                waker.send(Event::Opened { generation: 0, collection: Arc::clone(&collection) });
                know_texts(&collection);
            }
            Err(error) => {
                waker.send(Event::Failed { job: LongJob::Reading, message: error.to_string() });
            }
        }
    }

    fn look(&mut self) -> Look {
        let now = self.opener.stamp();
        let is_at_rest = std::mem::replace(&mut self.seen, now) == now;
        if now == self.read {
            Look::Same
        } else if is_at_rest {
            self.read = now;
            Look::Changed
        } else {
            Look::Changing
        }
    }

    /// `false` when nobody hears of it any more.
    fn read_again(&mut self, waker: &Waker) -> bool {
        waker.send(Event::ReadingAgain);
        match self.opener.open().map(Arc::new) {
            Ok(collection) => {
                let sent = waker.send(Event::Reopened { collection: Arc::clone(&collection) });
                know_texts(&collection);
                sent
            }
            Err(error) => {
                let message = format!("the files changed, and are shown as they were: {error}");
                waker.send(Event::Told { message })
            }
        }
    }
}

/// What a look at the files shows, beside what was read of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Same,
    /// They changed since the last look: a file that is being written is read when it has come to rest.
    Changing,
    /// They are to be read again.
    Changed,
}

/// Works out what is kept of the texts when the reader leaves them, so that nobody waits for it who
/// quits.
fn know_texts(collection: &Collection) {
    for document in collection.documents.iter().filter(|document| document.complete) {
        document.fingerprint();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::open::Request;

    #[test]
    fn a_file_that_goes_after_the_first_look_is_noticed() {
        let home = tempfile::tempdir().unwrap();
        for name in ["a.txt", "b.txt"] {
            fs::write(home.path().join(name), "A text.").unwrap();
        }
        let mut opener = Opener::new(Request { paths: vec![home.path().to_owned()], ..Request::default() });
        opener.open().unwrap();
        // Long after the files were written.
        let opened = SystemTime::now() + Duration::from_mins(1);
        let mut watch = Watch::begin(opener, opened, false);
        assert_eq!(watch.look(), Look::Same);
        fs::remove_file(home.path().join("b.txt")).unwrap();
        assert_eq!(watch.look(), Look::Changing, "it may be one of several changes");
        assert_eq!(watch.look(), Look::Changed);
        assert_eq!(watch.look(), Look::Same, "it is read once");
    }
}
