//! What was typed before there was something to type to, on its way to the state: some keys at a time, so
//! that neither a frame nor a signal nor a key that quits waits for the last of them.

use std::collections::VecDeque;

use crate::app::{Effect, Event, Key, Message};

use super::Shell;

/// Keys that are handed over between two frames.
const AT_ONCE: usize = 16;

/// Keys that came too early, and all that are typed until the last of them is handed over.
#[derive(Debug, Default)]
pub struct Early {
    typed: VecDeque<Event>,
    /// What was said meanwhile, which each key takes away before anybody could read it.
    said: Option<Message>,
    /// The reader's own editor has the terminal: what was typed after the key for it is not for the
    /// note that it writes.
    is_outside: bool,
}

impl Early {
    /// Hands over what is `told` first, and begins with what was typed.
    pub fn begin(
        shell: &mut Shell,
        told: impl Iterator<Item = Event>,
        typed: VecDeque<Event>,
    ) -> (Self, Vec<Effect>) {
        let mut early = Self { typed, said: shell.app.message.take(), is_outside: false };
        let mut effects: Vec<Effect> = told.flat_map(|event| early.tell(shell, event)).collect();
        effects.extend(early.hand_over(shell));
        (early, effects)
    }

    /// Takes an event on its way to the state.
    pub fn update(&mut self, shell: &mut Shell, event: Event) -> Vec<Effect> {
        match event {
            Event::GoOn if !self.is_outside => self.hand_over(shell),
            Event::GoOn => Vec::new(),
            Event::Key(key) if key == Key::ctrl('c') => {
                self.typed.clear();
                self.tell(shell, event)
            }
            event if self.typed.is_empty() && !self.is_outside => shell.update(event),
            Event::Key(_) | Event::Paste(_) | Event::Mouse(_) => {
                self.typed.push_back(event);
                Vec::new()
            }
            Event::EditedOutside { .. } => {
                self.is_outside = false;
                let mut effects = self.tell(shell, event);
                effects.extend(self.hand_over(shell));
                effects
            }
            other => self.tell(shell, other),
        }
    }

    /// Hands over what nobody typed, and keeps what it says.
    fn tell(&mut self, shell: &mut Shell, event: Event) -> Vec<Effect> {
        let answer = shell.app.message.take();
        let effects = shell.update(event);
        let said = std::mem::replace(&mut shell.app.message, answer);
        self.said = match (self.said.take(), said) {
            (Some(before), Some(said)) => Some(joined(&before, &said)),
            (before, said) => before.or(said),
        };
        effects
    }

    /// Hands over the next keys. None after the one that quits; what comes after one that leaves the
    /// terminal to others waits until it is back.
    fn hand_over(&mut self, shell: &mut Shell) -> Vec<Effect> {
        let mut effects = Vec::new();
        for _ in 0..AT_ONCE {
            let Some(event) = self.typed.pop_front() else { break };
            let new = shell.update(event);
            let asks = |wanted: fn(&Effect) -> bool| new.iter().any(wanted);
            let quits = asks(|effect| matches!(effect, Effect::Quit));
            let stops = asks(|effect| matches!(effect, Effect::Suspend));
            self.is_outside = asks(|effect| matches!(effect, Effect::EditOutside(_)));
            effects.extend(new);
            if quits {
                self.typed.clear();
                return effects;
            }
            if stops || self.is_outside {
                break;
            }
        }
        if !self.is_outside {
            if self.typed.is_empty() {
                self.say_again(shell);
            } else {
                shell.waker.send(Event::GoOn);
            }
        }
        effects
    }

    /// Shows what was said before the keys, unless it is no error and they made something newer be said;
    /// an error that they made stands beside it.
    fn say_again(&mut self, shell: &mut Shell) {
        let Some(said) = self.said.take() else { return };
        shell.app.message = match shell.app.message.take() {
            Some(answer) if said.error && answer.error => Some(joined(&said, &answer)),
            Some(answer) if !said.error => Some(answer),
            _ => Some(said),
        };
    }
}

fn joined(before: &Message, after: &Message) -> Message {
    Message { text: format!("{}; {}", before.text, after.text), error: before.error || after.error }
}
