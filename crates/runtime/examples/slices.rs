//! How fast the simulator is: a million time slices, made in three ways.
//!
//! `cargo run --release -p interleave --example slices`

extern crate judged as std;

use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use interleave::timeline::Ended;
use interleave::{Machine, Run, simulate, work};

/// Two threads, 500,000 units each, take turns on one core.
fn long_work(_: &Run) {
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| work(500_000));
        }
    });
}

/// The same, a call a unit: every slice is a switch between threads of the program.
fn short_work(_: &Run) {
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| (0..500_000).for_each(|_| work(1)));
        }
    });
}

/// Four threads on two cores hand a lock over, 250,000 times each.
fn lock(_: &Run) {
    let total = Mutex::new(0);
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| {
                for _ in 0..250_000 {
                    let mut total = total.lock().unwrap();
                    work(1);
                    *total += 1;
                }
            });
        }
    });
}

fn main() {
    time("two long works, quantum 1", 1, long_work);
    time("a call a unit, quantum 1", 1, short_work);
    time("a lock handed over", 2, lock);
}

fn time(name: &str, cores: usize, program: fn(&Run)) {
    let machine = Machine {
        quantum: 1,
        ..Machine::with_cores(cores)
    };
    let begin = Instant::now();
    let timeline = simulate(machine, program);
    let seconds = begin.elapsed().as_secs_f64();
    assert_eq!(*timeline.ended(), Ended::Complete);
    let slices = timeline.slices().len();
    println!("{name}: {slices} slices in {seconds:.3} s");
}
