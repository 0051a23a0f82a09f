//! Look at the two counts: how often another process reads half a file, if it is written
//! in place, and if a finished file is renamed over it.
//!
//! A mutex would not help: it is atomic for the threads of one process only.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

/// What the file holds is this many times one letter.
const LENGTH: usize = 100_000;
const TIME: Duration = Duration::from_millis(700);

fn in_place(file: &Path, text: &str) {
    fs::write(file, text).expect("the file can be written");
}

fn renamed(file: &Path, text: &str) {
    let new = file.with_extension("new");
    fs::write(&new, text).expect("the new file can be written");
    fs::rename(&new, file).expect("it can be renamed");
}

/// Writes the file over and over while another process reads it.
fn run(name: &str, write: fn(&Path, &str)) {
    let file = env::temp_dir().join(format!("interleave-{name}-{}", std::process::id()));
    write(&file, &"a".repeat(LENGTH));
    let this = env::current_exe().expect("this program");
    let reader = Command::new(this)
        .arg(&file)
        .spawn()
        .expect("a second process");
    let begin = Instant::now();
    while begin.elapsed() < TIME + Duration::from_millis(200) {
        for letter in ["a", "b"] {
            write(&file, &letter.repeat(LENGTH));
        }
    }
    let read = reader.wait_with_output().expect("the second process ends");
    assert!(read.status.success());
    let _ = fs::remove_file(file);
}

/// The second process: reads, and counts what is neither the old text nor the new.
fn read(file: &Path) {
    let (mut reads, mut halves) = (0, 0);
    let begin = Instant::now();
    while begin.elapsed() < TIME {
        if let Ok(text) = fs::read(file) {
            let whole = text.len() == LENGTH && text.iter().all(|letter| *letter == text[0]);
            reads += 1;
            halves += u32::from(!whole);
        }
    }
    println!("  {halves} of {reads} reads saw a half");
}

fn main() {
    if let Some(file) = env::args_os().nth(1).map(PathBuf::from) {
        return read(&file);
    }
    println!("written in place:");
    run("in-place", in_place);
    println!("written beside and renamed:");
    run("renamed", renamed);
}
