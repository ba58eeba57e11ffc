//! The terminal as a file: opened anew, so that its not blocking is nobody else's, read and
//! written without waiting.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{isatty, tcgetsid, tcgetwinsize, ttyname};

/// Larger screens are drawn in their top left corner only.
const MOST_COLUMNS: u16 = 1500;
const MOST_ROWS: u16 = 600;

/// What came of a reading.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    Bytes(usize),
    /// Nothing is there now.
    Nothing,
    /// The terminal is gone.
    Gone,
}

#[derive(Debug)]
pub(super) struct Tty {
    file: OwnedFd,
}

impl Tty {
    /// The terminal that standard output or input is, else the controlling one: so keys can be
    /// read while standard input is a document.
    pub(super) fn open() -> io::Result<Self> {
        let names = [own_name(io::stdout()), own_name(io::stdin()), Some(c"/dev/tty".to_owned())];
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let mut result = Err(Errno::NOTTY);
        for name in names.into_iter().flatten() {
            result = rustix::fs::open(name.as_c_str(), flags, Mode::empty())
                .and_then(|file| if isatty(&file) { Ok(file) } else { Err(Errno::NOTTY) });
            if result.is_ok() {
                break;
            }
        }
        Ok(Self { file: result? })
    }

    pub(super) fn read(&self, into: &mut [u8]) -> Read {
        loop {
            return match rustix::io::read(&self.file, &mut *into) {
                Ok(0) => Read::Gone,
                Ok(n) => Read::Bytes(n),
                Err(Errno::INTR) => continue,
                Err(Errno::AGAIN) => Read::Nothing,
                Err(_) => Read::Gone,
            };
        }
    }

    /// Writes what the terminal takes now; gives how much that is.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            return match rustix::io::write(&self.file, bytes) {
                Ok(n) => Ok(n),
                Err(Errno::INTR) => continue,
                Err(Errno::AGAIN) => Ok(0),
                Err(error) => Err(error.into()),
            };
        }
    }

    /// Columns and rows, at least one of each; 80 by 24 where the terminal does not know.
    pub(super) fn size(&self) -> (u16, u16) {
        let (columns, rows) = tcgetwinsize(&self.file).map_or((0, 0), |size| (size.ws_col, size.ws_row));
        if columns == 0 || rows == 0 {
            return (80, 24);
        }
        (columns.min(MOST_COLUMNS), rows.min(MOST_ROWS))
    }

    /// The same terminal for another program, which waits when it reads.
    pub(super) fn reopened(&self) -> io::Result<File> {
        let name = ttyname(&self.file, Vec::new())?;
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        Ok(File::from(rustix::fs::open(name.as_c_str(), flags, Mode::empty())?))
    }

    /// Whether nobody is there who would continue this program after it stopped.
    pub(super) fn is_our_session(&self) -> bool {
        tcgetsid(&self.file).is_ok_and(|id| id.as_raw_nonzero().get() as u32 == std::process::id())
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

impl From<File> for Tty {
    fn from(file: File) -> Self {
        Self { file: file.into() }
    }
}

fn own_name(file: impl AsFd) -> Option<std::ffi::CString> {
    isatty(&file).then(|| ttyname(&file, Vec::new()).ok()).flatten()
}
