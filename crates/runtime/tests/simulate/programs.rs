//! Programs to be simulated.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Barrier, Mutex, mpsc};
use std::thread;

use interleave::{Run, work};

/// Two busy loops, in sections of their own.
pub fn two_loops(run: &Run) {
    thread::scope(|s| {
        for name in ["left", "right"] {
            s.spawn(move || {
                let _inside = run.section(name);
                work(40);
            });
        }
    });
}

/// Three tasks, each of which is joined before the next one is created.
pub fn join_in_the_loop(_: &Run) {
    for task in 1..=3 {
        thread::spawn(move || work(10 * task)).join().unwrap();
    }
}

/// The same three tasks, all of them created before any is joined.
pub fn all_spawned_first(_: &Run) {
    let tasks: Vec<_> = (1..=3)
        .map(|task| thread::spawn(move || work(10 * task)))
        .collect();
    for task in tasks {
        task.join().unwrap();
    }
}

/// Three threads that each work with a lock held.
pub fn lock_held_over_the_work(_: &Run) {
    let total = Mutex::new(0);
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(|| {
                for _ in 0..2 {
                    let mut total = total.lock().unwrap();
                    work(8);
                    *total += 1;
                }
            });
        }
    });
}

/// The same, but the lock is taken only to note the result.
pub fn lock_held_for_a_moment(_: &Run) {
    let total = Mutex::new(0);
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(|| {
                for _ in 0..2 {
                    work(7);
                    let mut total = total.lock().unwrap();
                    work(1);
                    *total += 1;
                }
            });
        }
    });
}

/// Three stages over channels, of which the second is the slowest.
pub fn pipeline(run: &Run) {
    let (to_second, second) = mpsc::sync_channel(1);
    let (to_third, third) = mpsc::sync_channel(1);
    thread::scope(|s| {
        s.spawn(move || {
            for item in 0..4 {
                work(3);
                to_second.send(item).unwrap();
            }
        });
        s.spawn(move || {
            for item in second {
                work(6);
                to_third.send(item * 10).unwrap();
            }
        });
        let mut items = Vec::new();
        for item in third {
            work(2);
            items.push(item);
        }
        run.observe("items", items);
    });
}

/// Three threads that meet between two phases.
pub fn phases(_: &Run) {
    let meeting = Barrier::new(3);
    thread::scope(|s| {
        for task in 1..=3 {
            let meeting = &meeting;
            s.spawn(move || {
                work(5 * task);
                meeting.wait();
                work(6);
            });
        }
    });
}

/// One long task and four short ones.
pub fn imbalance(_: &Run) {
    thread::scope(|s| {
        for length in [5, 5, 5, 5, 40] {
            s.spawn(move || work(length));
        }
    });
}

/// Six equal threads.
pub fn six_threads(_: &Run) {
    thread::scope(|s| {
        for _ in 0..6 {
            s.spawn(|| work(10));
        }
    });
}

/// Two workers that take jobs from a counter.
pub fn workers(run: &Run) {
    let jobs = [20, 3, 3, 3, 3, 3];
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                while let Some(&job) = jobs.get(next.fetch_add(1, SeqCst)) {
                    work(job);
                    done.fetch_add(1, SeqCst);
                }
            });
        }
    });
    run.observe("done", done.into_inner());
}

/// A thread that spins for a lock that is held over work.
pub fn spin_lock(run: &Run) {
    let locked = AtomicBool::new(false);
    let total = AtomicUsize::new(0);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                while locked.swap(true, SeqCst) {
                    std::hint::spin_loop();
                }
                work(20);
                total.fetch_add(1, SeqCst);
                locked.store(false, SeqCst);
            });
        }
    });
    run.observe("total", total.into_inner());
}

/// The same, but the thread that waits yields.
pub fn yielding_lock(_: &Run) {
    let locked = AtomicBool::new(false);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                while locked.swap(true, SeqCst) {
                    thread::yield_now();
                }
                work(20);
                locked.store(false, SeqCst);
            });
        }
    });
}
