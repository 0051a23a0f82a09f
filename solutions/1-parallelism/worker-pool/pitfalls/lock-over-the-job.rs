//! The lock lives as long as the loop's condition and body, and not only until `recv` has given
//! a job. So each worker does its job with the queue locked, and the others can't get one.
//!
//! rejected: all_jobs_on_two_cores: inside job: at most 1 at once
//! rejected: all_jobs_on_two_cores: makespan on 2 cores: 80
//! rejected: jobs_that_wait_for_each_other: deadlock
//! rejected: uneven_jobs_by_four_workers: inside job at once on 8 cores: 1

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// Something to do, once.
pub type Job = Box<dyn FnOnce() + Send>;

/// Threads that do jobs: as many jobs at the same time as there are workers, and no more.
///
/// When a pool is dropped, all its jobs are done, and its threads have ended.
pub struct Pool {
    /// The queue's end for jobs to come; none once the pool is being dropped.
    jobs: Option<Sender<Job>>,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    /// A pool of so many workers, at least one.
    pub fn new(workers: usize) -> Self {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let worker = |_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || do_jobs(&queue))
        };
        Self {
            jobs: Some(jobs),
            workers: (0..workers).map(worker).collect(),
        }
    }

    /// Hands over a job. Doesn't wait for it.
    pub fn submit(&self, job: Job) {
        let jobs = self.jobs.as_ref().unwrap();
        jobs.send(job).unwrap();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // The queue ends for the workers when it is empty and has no sender.
        self.jobs = None;
        for worker in self.workers.drain(..) {
            worker.join().unwrap();
        }
    }
}

fn do_jobs(queue: &Mutex<Receiver<Job>>) {
    while let Ok(job) = queue.lock().unwrap().recv() {
        let _ = panic::catch_unwind(AssertUnwindSafe(job));
    }
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/worker-pool/check.rs"]
mod check;
