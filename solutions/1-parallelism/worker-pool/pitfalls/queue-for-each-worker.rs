//! Each worker has a queue of its own, and jobs are dealt out in turn. No lock is needed, and
//! each job is done once. But a job waits for its worker, though others have nothing to do.
//!
//! rejected: uneven_jobs_by_four_workers: makespan on 4 cores: 80

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

/// Something to do, once.
pub type Job = Box<dyn FnOnce() + Send>;

/// Threads that do jobs: as many jobs at the same time as there are workers, and no more.
///
/// When a pool is dropped, all its jobs are done, and its threads have ended.
pub struct Pool {
    /// The end for jobs to come of each worker's queue.
    jobs: Vec<Sender<Job>>,
    submitted: AtomicUsize,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    /// A pool of so many workers, at least one.
    pub fn new(workers: usize) -> Self {
        let worker = |_| {
            let (jobs, queue) = mpsc::channel();
            (jobs, thread::spawn(move || do_jobs(&queue)))
        };
        let (jobs, workers) = (0..workers).map(worker).unzip();
        Self {
            jobs,
            submitted: AtomicUsize::new(0),
            workers,
        }
    }

    /// Hands over a job. Doesn't wait for it.
    pub fn submit(&self, job: Job) {
        let turn = self.submitted.fetch_add(1, Relaxed);
        let jobs = &self.jobs[turn % self.jobs.len()];
        jobs.send(job).unwrap();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.jobs.clear();
        for worker in self.workers.drain(..) {
            worker.join().unwrap();
        }
    }
}

fn do_jobs(queue: &Receiver<Job>) {
    loop {
        let Ok(job) = queue.recv() else { return };
        // Nothing of the job's is used after its panic.
        let _ = panic::catch_unwind(AssertUnwindSafe(job));
    }
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/worker-pool/check.rs"]
mod check;
