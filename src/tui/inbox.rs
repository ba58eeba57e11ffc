//! How workers reach the loop: a channel, and a pipe that wakes it.

use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use rustix::io::ioctl_fionbio;

use crate::app::event::Event;

#[derive(Debug)]
pub(super) enum Message {
    Event(Event),
    /// A worker panicked and did not catch it.
    Panicked,
}

/// Sends events to the loop from any thread.
#[derive(Clone, Debug)]
pub struct Waker {
    sender: Sender<Message>,
    pipe: Arc<PipeWriter>,
}

impl Waker {
    /// Sends an event. False if nobody will read it, because the program ends.
    pub fn send(&self, event: Event) -> bool {
        self.post(Message::Event(event))
    }

    /// Runs work on a thread of its own. A panic that it does not catch ends the program in
    /// good order; the thread's answer is `None` then.
    pub fn spawn<T: Send + 'static>(
        &self,
        name: &str,
        work: impl FnOnce(&Waker) -> T + Send + 'static,
    ) -> io::Result<JoinHandle<Option<T>>> {
        let waker = self.clone();
        let guarded = move || {
            let done = catch_unwind(AssertUnwindSafe(|| work(&waker)));
            if done.is_err() {
                waker.post(Message::Panicked);
            }
            done.ok()
        };
        thread::Builder::new().name(name.to_owned()).spawn(guarded)
    }

    fn post(&self, message: Message) -> bool {
        let sent = self.sender.send(message).is_ok();
        // A full pipe wakes the loop already.
        let _ = (&*self.pipe).write(&[0]);
        sent
    }
}

/// The loop's end of the channel.
#[derive(Debug)]
pub struct Inbox {
    receiver: Receiver<Message>,
    pub(super) pipe: PipeReader,
    pub(super) wake: Arc<PipeWriter>,
}

/// Most messages that are taken before the next frame.
const BATCH: usize = 4096;

impl Inbox {
    pub fn new() -> io::Result<(Waker, Self)> {
        let (sender, receiver) = channel();
        let (reader, writer) = io::pipe()?;
        ioctl_fionbio(&reader, true)?;
        ioctl_fionbio(&writer, true)?;
        let pipe = Arc::new(writer);
        let inbox = Self { receiver, pipe: reader, wake: Arc::clone(&pipe) };
        Ok((Waker { sender, pipe }, inbox))
    }

    /// Empties the pipe; what is sent from now on wakes anew.
    pub(super) fn quiet(&self) {
        let mut waste = [0; 512];
        while (&self.pipe).read(&mut waste).is_ok_and(|n| n == waste.len()) {}
    }

    pub(super) fn messages(&self) -> impl Iterator<Item = Message> {
        let batch: Vec<_> = self.receiver.try_iter().take(BATCH).collect();
        if batch.len() == BATCH {
            let _ = (&*self.wake).write(&[0]);
        }
        batch.into_iter()
    }
}
