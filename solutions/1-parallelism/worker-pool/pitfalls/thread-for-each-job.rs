//! A thread for each job, and the number of workers counts for nothing. All jobs are done,
//! they can't disturb each other, and all threads are joined. With many jobs there will be too
//! many threads.
//!
//! rejected: one_worker: inside job: at most 2 at once
//! rejected: uneven_jobs_by_four_workers: makespan on 8 cores: 40
//! rejected: uneven_jobs_by_four_workers: inside job at once on 8 cores: 8

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::thread::{self, JoinHandle};

/// Something to do, once.
pub type Job = Box<dyn FnOnce() + Send>;

/// Threads that do jobs: as many jobs at the same time as there are workers, and no more.
///
/// When a pool is dropped, all its jobs are done, and its threads have ended.
pub struct Pool {
    workers: Mutex<Vec<JoinHandle<()>>>,
}

impl Pool {
    /// A pool of so many workers, at least one.
    pub fn new(workers: usize) -> Self {
        Self {
            workers: Mutex::new(Vec::with_capacity(workers)),
        }
    }

    /// Hands over a job. Doesn't wait for it.
    pub fn submit(&self, job: Job) {
        let worker = thread::spawn(|| {
            let _ = panic::catch_unwind(AssertUnwindSafe(job));
        });
        self.workers.lock().unwrap().push(worker);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        for worker in self.workers.get_mut().unwrap().drain(..) {
            worker.join().unwrap();
        }
    }
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/worker-pool/check.rs"]
mod check;
