//! Look at the first line: two threads that lock the same two mutexes in opposite orders
//! get stuck. In one order they never do.
//!
//! The deadlock is a real one, and these two threads never go on. What ends is the program,
//! since its main thread does.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const ROUNDS: u32 = 1_000_000;
/// Without a round in so much time, nobody goes on any more.
const PATIENCE: Duration = Duration::from_secs(1);
/// Where luck is against a deadlock, the program ends all the same.
const TIME: Duration = Duration::from_secs(2);

#[derive(Default)]
struct Desk {
    pen_and_paper: [Mutex<u64>; 2],
    rounds: AtomicU32,
    closed: AtomicBool,
}

/// Takes one, then the other, over and over.
fn write(desk: &Desk, first: usize) {
    while desk.rounds.fetch_add(1, SeqCst) < ROUNDS && !desk.closed.load(SeqCst) {
        let mut one = desk.pen_and_paper[first].lock().unwrap();
        let mut other = desk.pen_and_paper[1 - first].lock().unwrap();
        *one += 1;
        *other += 1;
    }
}

/// Lets two threads write, each beginning with its own of the two locks, and tells what
/// became of it.
fn watch(first: [usize; 2]) -> String {
    let desk = Arc::new(Desk::default());
    let writers = first.map(|first| {
        let desk = Arc::clone(&desk);
        thread::spawn(move || write(&desk, first))
    });
    let begin = Instant::now();
    let (mut seen, mut since) = (0, begin);
    loop {
        thread::sleep(Duration::from_millis(10));
        let rounds = desk.rounds.load(SeqCst);
        if writers.iter().all(|writer| writer.is_finished()) {
            return format!("both ended, after {rounds} rounds");
        }
        if rounds != seen {
            (seen, since) = (rounds, Instant::now());
        } else if since.elapsed() > PATIENCE {
            return format!("stuck in round {rounds}: each waits for what the other holds");
        }
        if begin.elapsed() > TIME {
            desk.closed.store(true, SeqCst);
        }
    }
}

fn main() {
    println!("opposite orders: {}", watch([0, 1]));
    println!("one order:       {}", watch([0, 0]));
}
