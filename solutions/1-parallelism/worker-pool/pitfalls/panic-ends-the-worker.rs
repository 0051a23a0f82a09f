//! A job that panics takes its worker with it, and what was to be done by that worker is left.
//! With jobs that don't panic it is as right as can be.
//!
//! rejected: panic_in_a_job: panic: this job panics
//! rejected: panic_in_a_job: times = [0, 0]

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
        let _ = jobs.send(job);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // The queue ends for the workers when it is empty and has no sender.
        self.jobs = None;
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

fn do_jobs(queue: &Mutex<Receiver<Job>>) {
    loop {
        // The lock is given back at the end of this statement, before the job is done.
        let job = queue.lock().unwrap().recv();
        let Ok(job) = job else { return };
        job();
    }
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/worker-pool/check.rs"]
mod check;
