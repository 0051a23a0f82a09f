//! A message for each worker says that there is no more to do, and each is joined after its
//! message is sent. But any worker may take it, and then the one that is waited for waits
//! for a job. Two loops are needed: all messages first, then all joins.
//!
//! rejected: all_jobs_on_two_cores: lost wake-up
//! rejected: no_jobs: lost wake-up

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
    /// Jobs, and `None` for a worker that is to end.
    jobs: Sender<Option<Job>>,
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
        self.jobs.send(Some(job)).unwrap();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        for worker in self.workers.drain(..) {
            self.jobs.send(None).unwrap();
            worker.join().unwrap();
        }
    }
}

fn do_jobs(queue: &Mutex<Receiver<Option<Job>>>) {
    loop {
        // The lock is given back at the end of this statement, before the job is done.
        let job = queue.lock().unwrap().recv();
        let Ok(Some(job)) = job else { return };
        // Nothing of the job's is used after its panic.
        let _ = panic::catch_unwind(AssertUnwindSafe(job));
    }
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/worker-pool/check.rs"]
mod check;
