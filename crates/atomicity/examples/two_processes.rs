//! Look at what a second process reads while this one writes a file: pieces of it, if it is
//! written in place, and never one if a finished file is renamed over it.
//!
//! A mutex would not help: it is atomic for the threads of one process only.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const LENGTH: usize = 100_000;
const TIME: Duration = Duration::from_millis(500);

/// The file holds one letter, so many times over.
fn texts() -> [String; 2] {
    ["a", "b"].map(|letter| letter.repeat(LENGTH))
}

fn in_place(file: &Path, text: &str) -> std::io::Result<()> {
    fs::write(file, text)
}

fn beside_and_rename(file: &Path, text: &str) -> std::io::Result<()> {
    let new = file.with_extension("new");
    fs::write(&new, text)?;
    fs::rename(&new, file)
}

/// Writes the file over and over until the second process has read enough.
fn run(name: &str, write: fn(&Path, &str) -> std::io::Result<()>) -> std::io::Result<()> {
    println!("{name}:");
    let file = std::env::temp_dir().join(format!("two-processes-{}.txt", std::process::id()));
    let texts = texts();
    write(&file, &texts[0])?;
    let this = std::env::current_exe()?;
    let mut reader = Command::new(this).arg(&file).spawn()?;
    while reader.try_wait()?.is_none() {
        for text in &texts {
            // Windows may refuse while the reader is at it: the next turn tries again.
            let _ = write(&file, text);
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    fs::remove_file(&file)
}

/// The second process: reads, and counts.
fn read(file: &Path) {
    let texts = texts();
    let (mut whole, mut empty, mut part, mut mixed) = (0, 0, 0, 0);
    let begin = Instant::now();
    while begin.elapsed() < TIME {
        let Ok(text) = fs::read(file) else { continue };
        match text.len() {
            0 => empty += 1,
            LENGTH if texts.iter().any(|whole| whole.as_bytes() == text) => whole += 1,
            LENGTH => mixed += 1,
            _ => part += 1,
        }
    }
    println!("  whole {whole}, empty {empty}, a part {part}, old and new mixed {mixed}");
}

fn main() -> std::io::Result<()> {
    if let Some(file) = std::env::args_os().nth(1).map(PathBuf::from) {
        read(&file);
        return Ok(());
    }
    run("written in place", in_place)?;
    run("written beside and renamed", beside_and_rename)
}
