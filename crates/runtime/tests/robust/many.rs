//! Many threads, many objects, objects that move, much output.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Barrier, Mutex, mpsc};
use std::thread;

use crate::gives;

#[test]
fn thirty_two_threads() {
    gives(&["sum = 496"], |run| {
        let locks: Vec<Mutex<u32>> = (0..32).map(Mutex::new).collect();
        thread::scope(|s| {
            for lock in &locks[1..] {
                s.spawn(move || *lock.lock().unwrap() += 0);
            }
        });
        let sum: u32 = locks
            .into_iter()
            .map(|lock| lock.into_inner().unwrap())
            .sum();
        run.observe("sum", sum);
    });
}

#[test]
fn threads_one_after_the_other_are_no_crowd() {
    gives(&["turns = 100"], |run| {
        let turns = AtomicU32::new(0);
        for _ in 0..100 {
            thread::scope(|s| drop(s.spawn(|| turns.fetch_add(1, SeqCst))));
        }
        run.observe("turns", turns.into_inner());
    });
}

#[test]
fn objects_that_are_made_and_dropped_in_loops() {
    gives(&["sum = 200"], |run| {
        let work = || {
            let mut sum = 0;
            for round in 0..50 {
                let lock = Mutex::new(round);
                let boxed = Box::new(AtomicU32::new(1));
                let (sender, receiver) = mpsc::channel();
                sender.send(boxed.fetch_add(1, SeqCst)).unwrap();
                *lock.lock().unwrap() += 1;
                sum += receiver.recv().unwrap() + boxed.load(SeqCst) - 1;
            }
            sum
        };
        let sum = thread::scope(|s| {
            let other = s.spawn(work);
            let mine = s.spawn(work).join().unwrap();
            mine + other.join().unwrap()
        });
        run.observe("sum", sum);
    });
}

#[test]
fn atomics_that_move_keep_their_values() {
    let outcomes = ["values = [1, 3, 2, 2]", "values = [2, 3, 2, 2]"];
    gives(&outcomes, |run| {
        let mut values = vec![AtomicU32::new(0)];
        values[0].store(1, SeqCst);
        for number in 1..4 {
            values.push(AtomicU32::new(0));
            values[number].store(2, SeqCst);
        }
        values.swap(0, 1);
        values.swap(0, 1);
        thread::scope(|s| {
            s.spawn(|| {
                let first = values[0].load(SeqCst);
                values[0].store(first, SeqCst);
            });
            s.spawn(|| {
                values[0].store(2, SeqCst);
                values[1].fetch_add(1, SeqCst);
            });
        });
        let values: Vec<u32> = values.into_iter().map(AtomicU32::into_inner).collect();
        run.observe("values", values);
    });
}

#[test]
fn a_hundred_megabytes_are_kept_to_a_limit() {
    gives(&["kept = 65536"], |run| {
        let line = "x".repeat(1 << 20);
        for _ in 0..100 {
            std::println!("{line}");
        }
        run.observe("kept", run.printed().len());
    });
}

#[test]
fn a_barrier_for_many() {
    let exploration = interleave::Check::new()
        .max_executions(2000)
        .explore(|run| {
            let (barrier, leaders) = (Barrier::new(6), AtomicU32::new(0));
            thread::scope(|s| {
                for _ in 0..6 {
                    s.spawn(|| {
                        if barrier.wait().is_leader() {
                            leaders.fetch_add(1, SeqCst);
                        }
                    });
                }
            });
            run.observe("leaders", leaders.into_inner());
        });
    assert_eq!(exploration.behaviours(), ["leaders = 1"]);
}
