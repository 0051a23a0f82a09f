//! Programs of every size, to see what an execution's cost grows with. For Interleave
//! alone: the peers would not come far.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use bench_protocol::{Curve, Point};

/// Increments of each thread in a race, where something else grows: enough executions
/// to measure.
const RACING: usize = 5;

/// Steps that are spread over objects.
const SPREAD: usize = 1_024;

/// Explores one program of the curve for this time, or until nothing is left.
#[must_use]
pub fn measure(curve: Curve, at: usize, time: Duration) -> Point {
    let check = crate::unbounded(time).max_threads(64);
    let begin = Instant::now();
    let exploration = match curve {
        Curve::Threads => check.explore(move |_| race_beside(at - 2)),
        Curve::SharedSteps => check.explore(move |_| race(at / 4)),
        Curve::OwnSteps => check.explore(move |_| each_on_its_own(at)),
        Curve::EarlySteps => check.explore(move |_| race_after(at - 4 * RACING, 1)),
        Curve::Objects => check.explore(move |_| race_after(SPREAD, at)),
    };
    Point {
        at,
        executions: exploration.executions(),
        seconds: begin.elapsed().as_secs_f64(),
    }
}

/// Two threads that each add one so many times, with a load and a store.
fn race(rounds: usize) {
    let total = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| add(&total, rounds));
        }
    });
}

fn add(total: &AtomicUsize, rounds: usize) {
    for _ in 0..rounds {
        total.store(total.load(SeqCst) + 1, SeqCst);
    }
}

/// A race, and so many threads that have nothing to do with it.
fn race_beside(others: usize) {
    thread::scope(|scope| {
        for _ in 0..others {
            scope.spawn(|| add(&AtomicUsize::new(0), 1));
        }
        race(RACING);
    });
}

/// So many steps of two threads, each on an object of its own until it comes to the
/// race.
fn each_on_its_own(steps: usize) {
    let own = [AtomicUsize::new(0), AtomicUsize::new(0)];
    let total = AtomicUsize::new(0);
    thread::scope(|scope| {
        for own in &own {
            scope.spawn(|| {
                for step in 0..steps / 2 - 2 * RACING {
                    own.store(step, SeqCst);
                }
                add(&total, RACING);
            });
        }
    });
}

/// A race of two threads after so many steps of one, spread over so many objects.
fn race_after(steps: usize, objects: usize) {
    let memory: Vec<_> = (0..objects).map(AtomicUsize::new).collect();
    for step in 0..steps {
        memory[step % objects].store(step, SeqCst);
    }
    race(RACING);
}
