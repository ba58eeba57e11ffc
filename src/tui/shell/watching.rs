//! Reads what was opened to its end, and reads it again when its files change. On a thread of its
//! own, which ends with the program.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::app::{Event, LongJob};
use crate::open::Opener;
use crate::scheme::Collection;

use super::super::Waker;
use super::HEAD_START;

/// Between two looks at the files, and until a file that changed is taken to be at rest.
const PAUSE: Duration = Duration::from_secs(1);
const REST: Duration = Duration::from_millis(200);
/// Looking takes at most this part of the time: a folder of a hundred thousand files takes a while.
const LEAST_REST: u32 = 20;

/// Works out what is kept of the texts when the reader leaves them.
pub fn know_texts(collection: &Collection) {
    for document in collection.documents.iter().filter(|document| document.complete) {
        document.fingerprint();
    }
}

/// Reads the rest first where only the beginning was read, then watches. Sends nothing while
/// nothing changes since it was opened.
pub fn read_and_watch(waker: &Waker, opener: &mut Opener, opened: SystemTime, read_rest: bool) {
    // Before it is read: what is changed meanwhile is seen.
    let mut seen = opener.stamp();
    let mut read = seen.filter(|stamp| read_rest || !stamp.is_after(opened));
    if read_rest {
        thread::sleep(HEAD_START);
        match opener.open().map(Arc::new) {
            Ok(collection) => {
                waker.send(Event::Opened { generation: 0, collection: Arc::clone(&collection) });
                know_texts(&collection);
            }
            Err(error) => {
                waker.send(Event::Failed { job: LongJob::Reading, message: error.to_string() });
            }
        }
    }
    let mut pause = PAUSE;
    while seen.is_some() {
        thread::sleep(pause);
        let start = Instant::now();
        let now = opener.stamp();
        let is_at_rest = std::mem::replace(&mut seen, now) == now;
        let least = if now == read || is_at_rest { PAUSE } else { REST };
        pause = least.max(start.elapsed() * LEAST_REST);
        // A file that is being written is read when it has come to rest.
        if now == read || !is_at_rest {
            continue;
        }
        read = now;
        waker.send(Event::ReadingAgain);
        let sent = match opener.open().map(Arc::new) {
            Ok(collection) => {
                let sent = waker.send(Event::Reopened { collection: Arc::clone(&collection) });
                know_texts(&collection);
                sent
            }
            Err(error) => {
                let message = format!("the files changed, and are shown as they were: {error}");
                waker.send(Event::Told { message })
            }
        };
        if !sent {
            return;
        }
    }
}
