//! The file, and the ways to change it.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process;
use std::sync::Mutex;

/// A number, written on each of many lines: whoever reads can tell whether the file was
/// all there.
pub struct Record(Vec<u8>);

const LINES: usize = 2_000;
/// Nine places and the end of the line.
const LINE: usize = 10;

impl Record {
    pub fn read(file: &Path) -> io::Result<Self> {
        fs::read(file).map(Self)
    }

    pub fn write(file: &Path, number: u64) -> io::Result<()> {
        fs::write(file, format!("{number:>9}\n").repeat(LINES))
    }

    /// The number, if all lines are there and agree.
    pub fn number(&self) -> Option<u64> {
        let mut lines = self.0.chunks(LINE);
        let first = lines.next()?;
        let whole = self.0.len() == LINES * LINE && lines.all(|line| line == first);
        let text = whole.then(|| str::from_utf8(first).ok())??;
        text.trim().parse().ok()
    }
}

/// How a process adds one to the number in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Reads it, and writes over it.
    Plain,
    /// The same, with a mutex locked meanwhile.
    Mutex,
    /// Writes a file beside it, and renames that.
    Rename,
    /// Reads it and writes over it, with a lock file locked meanwhile.
    LockFile,
    /// Renames, with a lock file locked meanwhile.
    Both,
}

/// Each process has one of its own.
static MUTEX: Mutex<()> = Mutex::new(());

impl Way {
    pub const ALL: [Self; 5] = [
        Self::Plain,
        Self::Mutex,
        Self::Rename,
        Self::LockFile,
        Self::Both,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "in place",
            Self::Mutex => "in place, a mutex",
            Self::Rename => "renamed",
            Self::LockFile => "in place, a lock file",
            Self::Both => "renamed, a lock file",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }

    /// Adds one. `broken` counts how often the file was not all there when it was read.
    ///
    /// # Errors
    /// If it never was, or can't be written.
    pub fn add_one(self, file: &Path, broken: &mut u32) -> io::Result<()> {
        // Whatever is held is let go at the end of this function.
        let _mutex = (self == Self::Mutex).then(|| MUTEX.lock());
        let _lock = match self {
            Self::LockFile | Self::Both => Some(lock(file)?),
            _ => None,
        };
        let number = read_whole(file, broken)?;
        match self {
            Self::Rename | Self::Both => renamed(file, number + 1),
            _ => again(|| Record::write(file, number + 1)),
        }
    }
}

/// Waits for the lock file, and has it until it is closed. The operating system takes it
/// back from a process that dies.
fn lock(file: &Path) -> io::Result<File> {
    let lock = File::create(file.with_extension("lock"))?;
    lock.lock()?;
    Ok(lock)
}

fn renamed(file: &Path, number: u64) -> io::Result<()> {
    // A name of this process's own: nobody else writes there.
    let new = file.with_extension(format!("{}.new", process::id()));
    Record::write(&new, number)?;
    again(|| fs::rename(&new, file))
}

fn read_whole(file: &Path, broken: &mut u32) -> io::Result<u64> {
    again(|| {
        let number = Record::read(file)?.number();
        number.ok_or_else(|| {
            *broken += 1;
            io::Error::other("the file is broken, and stays so")
        })
    })
}

/// Tries until it works: a file may be half written now and whole a moment later, and
/// Windows refuses while somebody else is at it. Gives up in the end.
fn again<T>(mut act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let mut tried = act();
    for _ in 0..100_000 {
        if tried.is_ok() {
            break;
        }
        std::thread::yield_now();
        tried = act();
    }
    tried
}
