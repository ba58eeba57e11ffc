//! The history on disk: a file that only grows, a line for each turn, shortened when it is opened.
//!
//! It lies with the user and not in the collection: what one reader takes back is not another's.
//! Programs that run at once write into it in turns; each line says which step it is about.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{StoreError, disk};
use crate::store::history::{History, Turn};
use crate::store::read::objects;
use crate::store::record::{Fields, VERSION, line, turn};

const FILE: &str = "history.jsonl";
const KIND: &str = "history";
/// Bytes above which the oldest steps are forgotten: thousands of steps.
const LARGEST: usize = 8 << 20;

/// Where the turns of the history are written down.
#[derive(Debug)]
pub struct Log {
    folder: PathBuf,
    /// A newer program's file is left alone.
    newer: Option<u64>,
}

impl Log {
    /// Reads what can be read, with a line about what is not as it should be.
    pub fn open(folder: &Path) -> (Self, History, Option<String>) {
        Self::open_within(folder, LARGEST)
    }

    fn open_within(folder: &Path, largest: usize) -> (Self, History, Option<String>) {
        let mut log = Self { folder: folder.to_owned(), newer: None };
        let found = match disk::check_folder(folder).and_then(|()| log.read()) {
            Ok(found) => found,
            Err(error) => return (log, History::default(), Some(error.to_string())),
        };
        log.newer = found.newer;
        if let Some(newer) = log.newer_error() {
            return (log, found.history, Some(newer.to_string()));
        }
        if found.damaged == 0 && found.bytes.len() <= largest {
            return (log, found.history, None);
        }
        // What fails is tried again the next time: the history is whole in memory.
        match log.mend(largest) {
            Ok((history, message)) => (log, history, message),
            Err(error) => (log, found.history, Some(error.to_string())),
        }
    }

    fn read(&self) -> Result<Contents, StoreError> {
        Ok(Contents::parse(disk::read(&self.path())?.unwrap_or_default()))
    }

    /// Writes the file anew when it is damaged or too long; what was damaged is kept aside. Reads it
    /// again first: until it is locked, other programs add to it.
    fn mend(&self, largest: usize) -> Result<(History, Option<String>), StoreError> {
        let _lock = disk::lock(&self.folder)?;
        let Contents { mut history, newer, damaged, bytes } = self.read()?;
        if let Some(version) = newer {
            return Err(StoreError::Newer { path: self.path(), version });
        }
        let mut message = None;
        if damaged > 0 {
            let kept = disk::keep_aside(&self.path(), &bytes)?.path;
            let lines = if damaged == 1 { "line" } else { "lines" };
            message = Some(format!(
                "{FILE}: {damaged} damaged {lines} left out; the file as it was is kept as {}",
                kept.display()
            ));
        }
        let room = if bytes.len() > largest { largest / 2 } else { largest };
        let mended = header() + &shortened(&mut history, room);
        if mended.as_bytes() != bytes {
            disk::write(&self.path(), mended.as_bytes())?;
        }
        Ok((history, message))
    }

    fn newer_error(&self) -> Option<StoreError> {
        self.newer.map(|version| StoreError::Newer { path: self.path(), version })
    }

    fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// Writes turns down. When it returns `Ok`, they are on the disk.
    pub fn append(&self, turns: &[Turn]) -> Result<(), StoreError> {
        if let Some(newer) = self.newer_error() {
            return Err(newer);
        }
        if turns.is_empty() {
            return Ok(());
        }
        disk::make_folder(&self.folder)?;
        let _lock = disk::lock(&self.folder)?;
        let head = if self.path().exists() { String::new() } else { header() };
        disk::append(&self.path(), &(head + &lines(turns)))
    }
}

/// The lines of the newest steps that have room. One always stays.
fn shortened(history: &mut History, room: usize) -> String {
    loop {
        let turns: Vec<Turn> = history.turns().collect();
        let lines = lines(&turns);
        if lines.len() <= room || history.len() <= 1 {
            return lines;
        }
        history.keep_newest(history.len() / 2);
    }
}

fn header() -> String {
    json!({ "triptych": VERSION, "kind": KIND }).to_string() + "\n"
}

fn lines(turns: &[Turn]) -> String {
    turns.iter().filter_map(turn::fields).map(|fields| line(&fields) + "\n").collect()
}

/// What a file says.
struct Contents {
    history: History,
    /// The version, when it is newer than this program.
    newer: Option<u64>,
    damaged: usize,
    bytes: Vec<u8>,
}

impl Contents {
    /// The last line is no damage when it is unfinished: so it is left by a program that was killed.
    fn parse(bytes: Vec<u8>) -> Self {
        let (mut history, mut newer, mut damaged) = (History::default(), None, 0);
        let finished = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        for text in bytes[..finished].split(|&byte| byte == b'\n') {
            let (all, is_whole) = objects(text);
            let mut strange = !is_whole;
            for fields in all {
                if let Some(version) = version(&fields) {
                    newer = newer.max(Some(version).filter(|&version| version > VERSION));
                } else if let Some(turn) = turn::turn(&fields) {
                    history.take(turn);
                } else {
                    strange = true;
                }
            }
            damaged += usize::from(strange);
        }
        Self { history, newer, damaged, bytes }
    }
}

fn version(fields: &Fields) -> Option<u64> {
    fields.get("triptych").filter(|_| fields.get("kind") == Some(&Value::from(KIND)))?.as_u64()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;
    use crate::store::history::Outcome;
    use crate::store::samples::makings;
    use crate::store::value::Work;

    fn open(folder: &Path) -> History {
        let (_, history, message) = Log::open(folder);
        assert_eq!(message, None);
        history
    }

    /// Makes edits, takes back every third, and writes all of it down.
    fn written(folder: &Path, edits: Vec<crate::store::Edit>) -> (Work, History) {
        let (log, ..) = Log::open(folder);
        let (mut work, mut history) = (Work::default(), History::default());
        let mut turns = Vec::new();
        for (at, edit) in edits.into_iter().enumerate() {
            turns.extend(history.apply(&mut work, edit, at.to_string()).turn);
            if at % 3 == 2
                && let Outcome::Changed(change) = history.undo(&mut work)
            {
                turns.extend(change.turn);
            }
        }
        log.append(&turns).unwrap();
        (work, history)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 50, ..ProptestConfig::with_cases(20) })]

        #[test]
        fn what_is_read_takes_back_the_same(edits in prop::collection::vec(makings(), 0..20)) {
            let home = tempfile::tempdir().unwrap();
            let (mut work, mut history) = written(home.path(), edits);
            let mut read = open(home.path());
            prop_assert_eq!(read.len(), history.len());
            let mut again = work.clone();
            read.settle(&mut again);
            prop_assert_eq!(&again, &work);
            while let Outcome::Changed(_) = history.undo(&mut work) {
                prop_assert!(matches!(read.undo(&mut again), Outcome::Changed(_)));
                prop_assert_eq!(&again, &work);
            }
            prop_assert_eq!(read.undo(&mut again), Outcome::Nothing);
        }

        #[test]
        fn a_long_file_is_shortened_to_the_newest(edits in prop::collection::vec(makings(), 30..60)) {
            let home = tempfile::tempdir().unwrap();
            let (mut work, mut history) = written(home.path(), edits);
            let before = fs::metadata(home.path().join(FILE)).unwrap().len() as usize;
            let (_, _, message) = Log::open_within(home.path(), before / 2);
            prop_assert_eq!(message, None);
            let after = fs::metadata(home.path().join(FILE)).unwrap().len() as usize;
            prop_assert!(after <= before / 4 + 100, "{} {}", after, before);
            let mut read = open(home.path());
            let mut again = work.clone();
            let mut taken_back = 0;
            while let Outcome::Changed(_) = read.undo(&mut again) {
                prop_assert!(matches!(history.undo(&mut work), Outcome::Changed(_)));
                prop_assert_eq!(&again, &work);
                taken_back += 1;
            }
            prop_assert!(taken_back > 0);
        }
    }

    fn mark_on(quote: &str) -> crate::store::Mark {
        let anchor = crate::store::Anchor { quote: quote.into(), ..Default::default() };
        crate::store::Mark { anchor, created: None }
    }

    fn sample(count: usize) -> Vec<crate::store::Edit> {
        let mark = |at: usize| crate::store::Edit::SetMark { name: 'a', mark: mark_on(&at.to_string()) };
        (0..count).map(mark).collect()
    }

    #[test]
    fn every_prefix_of_the_file_is_a_history() {
        let home = tempfile::tempdir().unwrap();
        written(home.path(), sample(2));
        let bytes = fs::read(home.path().join(FILE)).unwrap();
        for cut in 0..bytes.len() {
            let Contents { history, newer, damaged, .. } = Contents::parse(bytes[..cut].to_vec());
            assert_eq!((newer, damaged), (None, 0));
            let did = bytes[..cut]
                .split_inclusive(|&byte| byte == b'\n')
                .filter(|line| line.ends_with(b"\n") && line.windows(5).any(|window| window == b"\"did\""));
            assert_eq!(history.len(), did.count());
        }
        fs::write(home.path().join(FILE), &bytes[..bytes.len() - 9]).unwrap();
        let (log, before, _) = Log::open(home.path());
        log.append(&[Turn::Dropped("0".into())]).unwrap();
        let (_, after, message) = Log::open(home.path());
        assert_eq!((after.len(), before.len()), (0, 1));
        assert!(message.unwrap().contains("1 damaged line "), "the unfinished line stays a line");
        assert_eq!(open(home.path()).len(), 0, "and is told once");
    }

    #[test]
    fn a_long_step_that_was_taken_back_is_no_endless_work() {
        let home = tempfile::tempdir().unwrap();
        let log = Log::open(home.path()).0;
        let (mut work, mut history) = (Work::default(), History::default());
        let set = |name: u32| {
            let mark = mark_on(&name.to_string());
            crate::store::Edit::SetMark { name: char::from_u32(name).unwrap(), mark }
        };
        let many = crate::store::Edit::Together((0x4e00..0x4e00 + 100).map(set).collect());
        let mut turns = Vec::new();
        for (edit, id) in [(sample(1).remove(0), "short"), (many, "long")] {
            turns.extend(history.apply(&mut work, edit, id.into()).turn);
        }
        turns.push(Turn::TookBack("long".into()));
        log.append(&turns).unwrap();
        let (_, shortened, message) = Log::open_within(home.path(), 1_000);
        assert_eq!((shortened.len(), message), (1, None));
        let written = fs::read(home.path().join(FILE)).unwrap();
        let (_, again, _) = Log::open_within(home.path(), 1_000);
        assert_eq!(again, shortened, "one step stays, however long");
        assert_eq!(fs::read(home.path().join(FILE)).unwrap(), written);
    }

    #[test]
    fn what_is_added_until_the_file_is_locked_stays_in_it() {
        let home = tempfile::tempdir().unwrap();
        written(home.path(), sample(2));
        let path = home.path().join(FILE);
        let damaged = fs::read_to_string(&path).unwrap() + "?\n";
        fs::write(&path, damaged).unwrap();
        // As it is when it was seen to be damaged, and another program writes.
        let [log, other] = [(); 2].map(|()| Log { folder: home.path().to_owned(), newer: None });
        other.append(&[Turn::Dropped("0".into())]).unwrap();
        let (history, _) = log.mend(LARGEST).unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(open(home.path()), history);
    }

    #[test]
    fn moves_are_read_as_they_were_written() {
        let home = tempfile::tempdir().unwrap();
        let (mut work, mut history) = written(home.path(), sample(4));
        let mark = work.marks[&'a'].anchor.clone();
        let moved = crate::store::Anchor { document: "b.txt".into(), start: 7, end: 9, ..mark.clone() };
        let documents = [("a.txt".to_owned(), "b.txt".to_owned())].into();
        let moves = crate::store::Moves { anchors: [(mark, moved)].into(), documents };
        let turn = history.follow(&mut work, moves).unwrap().turn.unwrap();
        Log::open(home.path()).0.append(&[turn]).unwrap();
        let mut read = open(home.path());
        assert!(matches!(read.undo(&mut work), Outcome::Changed(_)), "it fits the work that moved");
    }

    #[test]
    fn a_newer_file_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        written(home.path(), sample(2));
        let path = home.path().join(FILE);
        let newer = fs::read_to_string(&path).unwrap().replacen("\"triptych\":1", "\"triptych\":2", 1);
        fs::write(&path, &newer).unwrap();
        let (log, _, message) = Log::open(home.path());
        assert!(message.unwrap().contains("newer triptych"));
        assert!(log.append(&[Turn::Dropped("0".into())]).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    }

    #[test]
    fn two_programs_write_into_one_file() {
        let home = tempfile::tempdir().unwrap();
        let (one, two) = (Log::open(home.path()).0, Log::open(home.path()).0);
        let (mut work, mut history) = (Work::default(), History::default());
        for (at, edit) in sample(6).into_iter().enumerate() {
            let turn = history.apply(&mut work, edit, at.to_string()).turn.unwrap();
            [&one, &two][at % 2].append(&[turn]).unwrap();
        }
        one.append(&[Turn::TookBack("4".into())]).unwrap();
        assert_eq!(open(home.path()).len(), 6);
    }
}
