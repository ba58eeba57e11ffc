//! What is on its way to the terminal. A slow terminal never gets more than one frame queued.

use std::io;

use super::tty::Tty;

#[derive(Debug, Default)]
pub(super) struct Output {
    bytes: Vec<u8>,
    sent: usize,
    /// The terminal took less than there was.
    blocked: bool,
}

impl Output {
    /// Whether a frame waits for the terminal to take it.
    pub(super) fn is_behind(&self) -> bool {
        self.blocked
    }

    pub(super) fn is_idle(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Sends what the terminal takes now.
    pub(super) fn flush(&mut self, tty: &Tty) -> io::Result<()> {
        while self.sent < self.bytes.len() {
            let taken = tty.write(&self.bytes[self.sent..])?;
            self.blocked = taken == 0;
            if self.blocked {
                return Ok(());
            }
            self.sent += taken;
        }
        self.bytes.clear();
        self.sent = 0;
        Ok(())
    }

    /// Drops what is not yet sent, but finishes the character or sequence that has begun.
    pub(super) fn cut_short(&mut self) {
        let mut end = 0;
        while end < self.sent {
            let item = item_length(&self.bytes[end..]);
            if end + item > self.sent && self.bytes[end..].starts_with(b"\x1b]") && item > LONG_STRING {
                self.bytes.truncate(self.sent);
                self.bytes.extend_from_slice(b"\x1b\\");
                return;
            }
            end += item;
        }
        self.bytes.truncate(end);
        if self.sent >= self.bytes.len() {
            self.bytes.clear();
            self.sent = 0;
            self.blocked = false;
        }
    }
}

/// A control string longer than this is ended early rather than sent to its end.
const LONG_STRING: usize = 256;

/// Length of the character or sequence at the start, of those that this program sends.
fn item_length(bytes: &[u8]) -> usize {
    let after = |found: Option<usize>, more: usize| found.map_or(bytes.len(), |at| at + more);
    match bytes {
        [0x1b, b'[', rest @ ..] => after(rest.iter().position(|b| (b'@'..=b'~').contains(b)), 3),
        [0x1b, b']', rest @ ..] => after(rest.windows(2).position(|end| end == b"\x1b\\"), 4),
        [0x1b, _, ..] => 2,
        [_, rest @ ..] => after(rest.iter().position(|b| !(0x80..0xc0).contains(b)), 1),
        [] => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(bytes: &[u8], sent: usize) -> Vec<u8> {
        let mut output = Output { bytes: bytes.to_vec(), sent, blocked: true };
        output.cut_short();
        output.bytes
    }

    #[test]
    fn a_frame_is_cut_between_characters_and_sequences() {
        let frame = "a\u{e9}\x1b[31mb".as_bytes();
        for (sent, want) in [(0, 0), (1, 0), (2, 3), (3, 0), (4, 8), (7, 8), (8, 0)] {
            assert_eq!(cut(frame, sent), &frame[..want], "cut after {sent}");
        }
    }

    #[test]
    fn a_long_string_is_ended_early() {
        let mut copy = b"\x1b]52;c;".to_vec();
        copy.extend([b'A'; 1000]);
        copy.extend(b"\x1b\\");
        assert_eq!(cut(&copy, 100), [&copy[..100], b"\x1b\\"].concat());
    }
}
