//! The terminal taken over and given back: raw mode, other screen, hidden cursor, bracketed
//! paste, mouse. Whatever way the program goes on or ends, dropping this gives it back.

use std::io;
use std::os::fd::AsFd as _;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::app::event::MOST_COPIED;

use super::output::Output;
use super::tty::Tty;

/// How long a terminal that takes nothing is waited for at the end.
const PARTING: Duration = Duration::from_secs(1);

const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?2004h";
/// A frame may have been cut short within a scroll region.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[r\x1b[?2004l\x1b[m\x1b[?25h\x1b[?1049l";
/// Presses, drags and the wheel, with numbers of any size.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// Asks for the background, now and whenever it changes.
const BACKGROUND_ON: &[u8] = b"\x1b[?996n\x1b[?2031h";
const BACKGROUND_OFF: &[u8] = b"\x1b[?2031l";

/// What is asked of the terminal beyond the screen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wishes {
    pub(super) mouse: bool,
    pub(super) background: bool,
}

#[derive(Debug)]
pub(super) struct Terminal {
    pub(super) tty: Tty,
    pub(super) output: Output,
    wishes: Wishes,
    entered: bool,
    asked: bool,
}

impl Terminal {
    /// Takes the terminal over. The sequences go out with the first frame.
    pub(super) fn enter(tty: Tty, wishes: Wishes) -> io::Result<Self> {
        let mut terminal = Self { tty, output: Output::default(), wishes, entered: false, asked: false };
        terminal.reenter()?;
        Ok(terminal)
    }

    /// Takes it over again, after [`leave`](Self::leave) or after someone else changed it.
    pub(super) fn reenter(&mut self) -> io::Result<()> {
        if self.entered {
            disable_raw_mode()?;
            self.output.cut_short();
        }
        enable_raw_mode()?;
        self.entered = true;
        self.asked = false;
        self.output.push(ENTER);
        if self.wishes.mouse {
            self.output.push(MOUSE_ON);
        }
        Ok(())
    }

    /// Has the mouse reported, or leaves it to the terminal.
    pub(super) fn set_mouse(&mut self, on: bool) {
        self.wishes.mouse = on;
        self.output.push(if on { MOUSE_ON } else { MOUSE_OFF });
    }

    /// Asks what is to be asked, once after each entering.
    pub(super) fn ask(&mut self) {
        if self.wishes.background && !self.asked {
            self.asked = true;
            self.output.push(BACKGROUND_ON);
        }
    }

    /// Sends what the terminal takes now.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.output.flush(&self.tty)
    }

    /// Puts a text on the clipboard, unless it is too long for that.
    pub(super) fn copy(&mut self, text: &str) {
        if text.len() <= MOST_COPIED {
            self.output.push(format!("\x1b]52;c;{}\x1b\\", BASE64_STANDARD.encode(text)).as_bytes());
        }
    }

    /// Gives the terminal back. A frame that is not out yet is dropped.
    pub(super) fn leave(&mut self) {
        if !std::mem::take(&mut self.entered) {
            return;
        }
        self.output.cut_short();
        if self.wishes.mouse {
            self.output.push(MOUSE_OFF);
        }
        if self.asked {
            self.output.push(BACKGROUND_OFF);
        }
        self.output.push(LEAVE);
        self.flush_until(Instant::now() + PARTING);
        // A terminal that is gone has no modes to restore.
        let _ = disable_raw_mode();
    }

    fn flush_until(&mut self, deadline: Instant) {
        while self.flush().is_ok() && !self.output.is_idle() {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(left) = Timespec::try_from(left) else { return };
            let mut fds = [PollFd::from_borrowed_fd(self.tty.as_fd(), PollFlags::OUT)];
            match poll(&mut fds, Some(&left)) {
                Ok(0) => return,
                Err(error) if error != rustix::io::Errno::INTR => return,
                _ if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) => return,
                _ => {}
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.leave();
    }
}
