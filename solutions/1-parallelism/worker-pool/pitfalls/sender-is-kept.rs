//! Waits for the workers, but still has the sender. So the queue doesn't end for them, and they
//! wait for a job that nobody will send.
//!
//! rejected: all_jobs_on_two_cores: deadlock
//! rejected: all_jobs_on_two_cores: on 2 cores: deadlock
//! rejected: no_jobs: deadlock

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
    /// The queue's end for jobs to come.
    jobs: Sender<Job>,
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
            jobs,
            workers: (0..workers).map(worker).collect(),
        }
    }

    /// Hands over a job. Doesn't wait for it.
    pub fn submit(&self, job: Job) {
        self.jobs.send(job).unwrap();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        for worker in self.workers.drain(..) {
            worker.join().unwrap();
        }
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
