//! What is judged: how often each job is done, how many are under way at once, how long that
//! takes on simulated machines, what a job's panic does to the others, and that all ends.

use super::*;
use interleave::{Check, Machine, Run, work};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Barrier};

/// Gives a pool of so many workers these jobs, and drops it. Observes how many times each of
/// the jobs was done by then.
fn all_done<const N: usize>(run: &Run, workers: usize, jobs: [Job; N]) {
    let times: [_; N] = std::array::from_fn(|_| Arc::new(AtomicUsize::new(0)));
    {
        let pool = Pool::new(workers);
        for (job, times) in jobs.into_iter().zip(&times) {
            let times = Arc::clone(times);
            pool.submit(Box::new(move || {
                job();
                times.fetch_add(1, SeqCst);
            }));
        }
    } // drops the pool
    run.observe("times", times.map(|times| times.load(SeqCst)));
}

/// A job that takes so long.
fn job(run: &Run, length: u64) -> Job {
    let run = run.clone();
    Box::new(move || {
        let _in = run.section("job");
        work(length);
    })
}

#[test]
fn all_jobs_on_two_cores() {
    Check::new()
        .no_thread_left_running()
        .explore(|run| all_done(run, 2, [job(run, 40), job(run, 40)]))
        .on(Machine::with_cores(2))
        .makespan()
        .inside("job")
        .on(Machine::with_cores(1))
        .makespan()
        .assert_snapshot();
}

/// Neither of these jobs ends before the other one has begun.
#[test]
fn jobs_that_wait_for_each_other() {
    interleave::explore(|run| {
        let both = Arc::new(Barrier::new(2));
        let jobs = [Arc::clone(&both), both].map(|both| {
            Box::new(move || {
                both.wait();
            }) as Job
        });
        all_done(run, 2, jobs);
    })
    .assert_snapshot();
}

#[test]
fn no_jobs() {
    Check::new()
        .no_thread_left_running()
        .explore(|run| all_done(run, 2, []))
        .assert_snapshot();
}

#[test]
fn one_worker() {
    interleave::explore(|run| all_done(run, 1, [job(run, 40), job(run, 40)])).assert_snapshot();
}

/// The first job panics, and there is only one worker.
#[test]
fn panic_in_a_job() {
    interleave::explore(|run| {
        let panics: Job = Box::new(|| panic!("this job panics"));
        all_done(run, 1, [panics, job(run, 20)]);
    })
    .assert_snapshot();
}

#[test]
fn uneven_jobs_by_four_workers() {
    interleave::simulated(|run| {
        let lengths = [40, 10, 10, 10, 40, 10, 10, 10];
        all_done(run, 4, lengths.map(|length| job(run, length)));
    })
    .on(Machine::with_cores(4))
    .makespan()
    .observed()
    .on(Machine::with_cores(8))
    .makespan()
    .inside("job")
    .assert_snapshot();
}
