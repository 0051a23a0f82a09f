//! The workers wait on a condition variable, and a flag tells them that no more jobs will come.
//! The flag is set, and all are woken, without the lock. So a worker may have looked at the
//! flag, and be about to wait: then nothing wakes it. On real threads that moment is short.
//!
//! rejected: all_jobs_on_two_cores: lost wake-up
//! rejected: no_jobs: lost wake-up

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

/// Something to do, once.
pub type Job = Box<dyn FnOnce() + Send>;

/// Threads that do jobs: as many jobs at the same time as there are workers, and no more.
///
/// When a pool is dropped, all its jobs are done, and its threads have ended.
pub struct Pool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    queue: Mutex<VecDeque<Job>>,
    changed: Condvar,
    /// No more jobs will come.
    ended: AtomicBool,
}

impl Pool {
    /// A pool of so many workers, at least one.
    pub fn new(workers: usize) -> Self {
        let shared = Arc::new(Shared {
            queue: Mutex::new(VecDeque::new()),
            changed: Condvar::new(),
            ended: AtomicBool::new(false),
        });
        let worker = |_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || do_jobs(&shared))
        };
        let workers = (0..workers).map(worker).collect();
        Self { shared, workers }
    }

    /// Hands over a job. Doesn't wait for it.
    pub fn submit(&self, job: Job) {
        self.shared.queue.lock().unwrap().push_back(job);
        self.shared.changed.notify_one();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.ended.store(true, SeqCst);
        self.shared.changed.notify_all();
        for worker in self.workers.drain(..) {
            worker.join().unwrap();
        }
    }
}

fn do_jobs(shared: &Shared) {
    loop {
        let mut queue = shared.queue.lock().unwrap();
        let job = loop {
            if let Some(job) = queue.pop_front() {
                break job;
            }
            if shared.ended.load(SeqCst) {
                return;
            }
            queue = shared.changed.wait(queue).unwrap();
        };
        drop(queue);
        let _ = panic::catch_unwind(AssertUnwindSafe(job));
    }
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/worker-pool/check.rs"]
mod check;
