//! A pool that is dropped drops its sender, so the workers will end, some time. But nobody waits
//! for that, nor for the jobs that are still in the queue.
//!
//! rejected: all_jobs_on_two_cores: times = [0, 0]
//! rejected: all_jobs_on_two_cores: left running
//! rejected: no_jobs: left running

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

/// Something to do, once.
pub type Job = Box<dyn FnOnce() + Send>;

/// Threads that do jobs: as many jobs at the same time as there are workers, and no more.
///
/// When a pool is dropped, all its jobs are done, and its threads have ended.
pub struct Pool {
    /// The queue's end for jobs to come.
    jobs: Sender<Job>,
}

impl Pool {
    /// A pool of so many workers, at least one.
    pub fn new(workers: usize) -> Self {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..workers {
            let queue = Arc::clone(&queue);
            thread::spawn(move || do_jobs(&queue));
        }
        Self { jobs }
    }

    /// Hands over a job. Doesn't wait for it.
    pub fn submit(&self, job: Job) {
        self.jobs.send(job).unwrap();
    }
}

fn do_jobs(queue: &Mutex<Receiver<Job>>) {
    loop {
        // The lock is given back at the end of this statement, before the job is done.
        let job = queue.lock().unwrap().recv();
        let Ok(job) = job else { return };
        // Nothing of the job's is used after its panic.
        let _ = panic::catch_unwind(AssertUnwindSafe(job));
    }
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/worker-pool/check.rs"]
mod check;
