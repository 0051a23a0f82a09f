//! What is judged: what readers see of a measurement, with weak memory.

use super::*;
use interleave::{Check, Exploration, Run};
use std::thread;

fn explore<'p>(program: impl Fn(&Run) + Send + Sync + 'p) -> Exploration<'p> {
    Check::new().weak_memory().explore(program)
}

/// One thread publishes, another reads.
#[test]
fn a_reader_gets_all_or_none() {
    explore(|run| {
        let measured = Measurement::new();
        thread::scope(|s| {
            s.spawn(|| measured.publish(20, 55));
            let reader = s.spawn(|| measured.read());
            run.observe("read", reader.join().unwrap());
        });
    })
    .assert_snapshot();
}

/// Two threads read.
#[test]
fn two_readers() {
    explore(|run| {
        let measured = Measurement::new();
        thread::scope(|s| {
            s.spawn(|| measured.publish(20, 55));
            let (first, second) = (s.spawn(|| measured.read()), s.spawn(|| measured.read()));
            run.observe("first", first.join().unwrap());
            run.observe("second", second.join().unwrap());
        });
    })
    .assert_snapshot();
}

/// A second station answers the first one; whoever sees its answer reads both.
#[test]
fn handed_on() {
    explore(|run| {
        let (asked, answered) = (Measurement::new(), Measurement::new());
        thread::scope(|s| {
            s.spawn(|| asked.publish(20, 55));
            s.spawn(|| {
                if let Some((degrees, percent)) = asked.read() {
                    answered.publish(degrees + 1, percent);
                }
            });
            let reader = s.spawn(|| answered.read().map(|_| asked.read()));
            run.observe("behind the answer", reader.join().unwrap());
        });
    })
    .assert_snapshot();
}

/// The publisher has noted something else before.
#[test]
fn what_came_before() {
    explore(|run| {
        let measured = Measurement::new();
        let battery = AtomicU32::new(0);
        thread::scope(|s| {
            s.spawn(|| {
                battery.store(80, Ordering::Relaxed);
                measured.publish(20, 55);
            });
            let look = || measured.read().map(|_| battery.load(Ordering::Relaxed));
            run.observe("battery", s.spawn(look).join().unwrap());
        });
    })
    .assert_snapshot();
}

/// One thread alone.
#[test]
fn one_thread() {
    explore(|run| {
        let measured = Measurement::new();
        run.observe("before", measured.read());
        measured.publish(0, 100);
        run.observe("after", measured.read());
    })
    .assert_snapshot();
}
