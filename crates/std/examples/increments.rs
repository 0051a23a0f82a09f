//! How fast the explorer is: k threads that each add one n times, with a load and a
//! store, so that updates are lost.
//!
//! `cargo run --release -p interleave-std --example increments`, or with the programs to
//! explore as arguments: `… --example increments -- 2x5 3x3`

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

/// Programs to explore if none are given.
const PROGRAMS: [&str; 7] = ["2x2", "2x3", "2x4", "2x5", "3x1", "3x2", "4x1"];

fn main() {
    println!("program  executions   seconds  executions a second");
    let given: Vec<String> = std::env::args().skip(1).collect();
    if given.is_empty() {
        PROGRAMS.into_iter().for_each(measure);
    } else {
        given.iter().map(String::as_str).for_each(measure);
    }
}

/// Explores `program`, which is threads x increments, and prints what it took.
fn measure(program: &str) {
    let size = program.split_once('x').and_then(|(threads, rounds)| {
        Some((threads.parse::<u32>().ok()?, rounds.parse::<u32>().ok()?))
    });
    let (threads, rounds) = size.expect("a program is two numbers with an x between them");
    let check = interleave::Check::new()
        .max_executions(u64::MAX)
        .max_time(Duration::MAX);
    let begin = Instant::now();
    let explored = check.explore(move |_| increments(threads, rounds));
    let seconds = begin.elapsed().as_secs_f64();
    let executions = explored.executions();
    #[expect(clippy::cast_precision_loss, reason = "a rate is not exact")]
    let rate = executions as f64 / seconds;
    println!("{threads} x {rounds}  {executions:>12}  {seconds:>8.4}  {rate:>19.0}");
    assert!(explored.is_exhaustive());
}

fn increments(threads: u32, rounds: u32) {
    let total = AtomicU32::new(0);
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| {
                for _ in 0..rounds {
                    total.store(total.load(SeqCst) + 1, SeqCst);
                }
            });
        }
    });
}
