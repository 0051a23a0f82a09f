//! Look at how many of the rounds end in a deadlock: two threads that lock the same two
//! mutexes in opposite orders, then in one order.
//!
//! A real deadlock never ends, so a thread here gives up when the second lock isn't to be
//! had for a while, and says so.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

const ROUNDS: u32 = 20_000;
const PATIENCE: Duration = Duration::from_millis(20);

/// The lock, or nothing if somebody else keeps it for longer than `PATIENCE`.
fn lock_or_give_up(mutex: &Mutex<u32>) -> Option<MutexGuard<'_, u32>> {
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        if let Ok(guard) = mutex.try_lock() {
            return Some(guard);
        }
        thread::yield_now();
    }
    None
}

/// How many rounds would never have ended.
fn stuck(first: [usize; 2]) -> u32 {
    let locks = [Mutex::new(0), Mutex::new(0)];
    let stuck = AtomicU32::new(0);
    let begin = Instant::now();
    thread::scope(|s| {
        for mine in first {
            let (locks, stuck) = (&locks, &stuck);
            s.spawn(move || {
                for _ in 0..ROUNDS {
                    if begin.elapsed() > Duration::from_secs(2) {
                        break;
                    }
                    let Ok(_one) = locks[mine].lock() else { return };
                    if lock_or_give_up(&locks[1 - mine]).is_none() {
                        stuck.fetch_add(1, SeqCst);
                    }
                }
            });
        }
    });
    stuck.load(SeqCst)
}

fn main() {
    println!("opposite orders: {} rounds stuck", stuck([0, 1]));
    println!("one order:       {} rounds stuck", stuck([0, 0]));
}
