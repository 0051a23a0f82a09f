//! Four jobs, and three layers that they can be started on.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

use interleave::{Run, work};

const JOBS: usize = 4;

/// A job, which doesn't know where it runs.
fn job(run: &Run) {
    let _inside = run.section("job");
    work(30);
}

pub fn a_thread_each(run: &Run) {
    thread::scope(|s| {
        for _ in 0..JOBS {
            s.spawn(|| job(run));
        }
    });
}

pub fn two_workers(run: &Run) {
    pool_of(2, run);
}

pub fn one_worker(run: &Run) {
    pool_of(1, run);
}

/// Threads that take one job after another, until there is none.
fn pool_of(workers: usize, run: &Run) {
    let taken = AtomicUsize::new(0);
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while taken.fetch_add(1, SeqCst) < JOBS {
                    job(run);
                }
            });
        }
    });
}
