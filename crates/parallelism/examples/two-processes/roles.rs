//! What each process does, and how it tells the one that started it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::Child;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;
use std::{fmt, thread};

use crate::file::{Record, Way};

/// In the memory of each process: a variable of the same name, and another variable.
static OWN: AtomicU32 = AtomicU32::new(0);

/// Without a pause the looks at an empty file, which are quick, would crowd out the others.
const BETWEEN_LOOKS: Duration = Duration::from_micros(100);

/// What a process that adds has to tell.
pub struct Added {
    /// How often it has added one, as counted in its memory.
    pub own: u32,
    /// How often it read a broken file.
    pub broken: u32,
}

/// What the process that looks has to tell.
pub struct Looked {
    pub looks: u32,
    pub broken: u32,
}

/// Waits for the word, and adds one so many times.
pub fn add(way: Way, file: &Path, rounds: u32) -> io::Result<Added> {
    println!("ready");
    io::stdin().read_line(&mut String::new())?;
    let mut broken = 0;
    for _ in 0..rounds {
        way.add_one(file, &mut broken)?;
        OWN.fetch_add(1, SeqCst);
    }
    let own = OWN.load(SeqCst);
    Ok(Added { own, broken })
}

/// Reads the file again and again, without any lock, until there is no more input.
pub fn look(file: &Path) -> io::Result<Looked> {
    let over = thread::spawn(|| io::stdin().read_to_end(&mut Vec::new()));
    let (mut looks, mut broken) = (0, 0);
    while !over.is_finished() {
        // Windows may refuse while somebody writes: that is no look.
        let Ok(record) = Record::read(file) else {
            continue;
        };
        looks += 1;
        broken += u32::from(record.number().is_none());
        thread::sleep(BETWEEN_LOOKS);
    }
    Ok(Looked { looks, broken })
}

/// Gives both the word when both are ready.
pub fn start_together(children: &mut [Child; 2]) -> io::Result<()> {
    for child in children.iter_mut() {
        let output = child.stdout.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        // Byte by byte, so that what comes later is left for others.
        let ready = BufReader::with_capacity(1, output).lines().next();
        ready.ok_or(io::ErrorKind::UnexpectedEof)??;
    }
    for child in children {
        let mut input = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(input, "go")?;
    }
    Ok(())
}

impl fmt::Display for Added {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.own, self.broken)
    }
}

impl fmt::Display for Looked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.looks, self.broken)
    }
}

fn two_numbers(told: &str) -> io::Result<(u32, u32)> {
    let mut numbers = told.split_whitespace().map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(first)), Some(Ok(second))) => Ok((first, second)),
        _ => Err(io::Error::other(format!("not two numbers: {told:?}"))),
    }
}

impl Added {
    pub fn parse(told: &str) -> io::Result<Self> {
        two_numbers(told).map(|(own, broken)| Self { own, broken })
    }
}

impl Looked {
    pub fn parse(told: &str) -> io::Result<Self> {
        two_numbers(told).map(|(looks, broken)| Self { looks, broken })
    }
}
