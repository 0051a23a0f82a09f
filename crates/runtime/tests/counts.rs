//! One execution for each class of interleavings, through the whole runtime: threads
//! that are spawned, joined and scoped add none of their own.

extern crate judged as std;

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use interleave::{Check, Exploration, Run};

/// The number of executions of an exploration that was exhaustive.
fn executions(exploration: &Exploration<'_>) -> u64 {
    assert!(exploration.is_exhaustive());
    exploration.executions()
}

/// So many threads add one so often, with a load and a store each time.
fn increments(threads: u32, times: u32) -> u64 {
    let exploration = interleave::explore(|_| {
        let total = AtomicU32::new(0);
        let add = || {
            for _ in 0..times {
                let seen = total.load(SeqCst);
                total.store(seen + 1, SeqCst);
            }
        };
        thread::scope(|s| {
            for _ in 0..threads {
                s.spawn(add);
            }
        });
    });
    executions(&exploration)
}

#[test]
fn increments_of_two_and_three_threads() {
    assert_eq!(increments(2, 1), 4);
    assert_eq!(increments(2, 2), 34);
    assert_eq!(increments(2, 3), 328);
    assert_eq!(increments(3, 1), 36);
}

/// How a program ends: in how many executions, and how many of them deadlock.
fn ends(program: impl Fn(&Run) + Send + Sync) -> (u64, u64) {
    let deadlocks = Arc::new(::core::sync::atomic::AtomicU64::new(0));
    let ended = Arc::clone(&deadlocks);
    let exploration = Check::new().explore(move |run| {
        program(run);
        ended.fetch_add(1, SeqCst);
    });
    let executions = executions(&exploration);
    (executions, executions - deadlocks.load(SeqCst))
}

/// So many threads transfer so often between two accounts, every other one the other
/// way round; `ordered` locks the same account first in both.
fn bank(threads: usize, times: usize, ordered: bool) -> (u64, u64) {
    ends(move |_| {
        let (a, b) = (Mutex::new(100), Mutex::new(100));
        let transfer = |from: &Mutex<i32>, to: &Mutex<i32>| {
            for _ in 0..times {
                let mut from = from.lock().unwrap();
                let mut to = to.lock().unwrap();
                *from -= 1;
                *to += 1;
            }
        };
        let (a, b) = (&a, &b);
        thread::scope(|s| {
            for number in 0..threads {
                let swap = !ordered && number % 2 == 1;
                let (from, to) = if swap { (b, a) } else { (a, b) };
                s.spawn(move || transfer(from, to));
            }
        });
    })
}

#[test]
fn transfers_that_lock_in_order() {
    assert_eq!(bank(2, 1, true), (2, 0));
    assert_eq!(bank(2, 2, true), (6, 0));
    assert_eq!(bank(3, 1, true), (6, 0));
}

#[test]
fn transfers_that_lock_in_opposite_orders() {
    assert_eq!(bank(2, 1, false), (3, 1));
    assert_eq!(bank(2, 2, false), (11, 5));
    assert_eq!(bank(3, 1, false), (10, 4));
}

fn philosophers(count: usize) -> (u64, u64) {
    ends(move |_| {
        let forks: Vec<Mutex<()>> = (0..count).map(|_| Mutex::new(())).collect();
        let forks = &forks;
        thread::scope(|s| {
            for seat in 0..count {
                s.spawn(move || {
                    let _left = forks[seat].lock().unwrap();
                    let _right = forks[(seat + 1) % count].lock().unwrap();
                });
            }
        });
    })
}

#[test]
fn philosophers_with_one_deadlock() {
    assert_eq!(philosophers(2), (3, 1));
    assert_eq!(philosophers(3), (7, 1));
    assert_eq!(philosophers(4), (15, 1));
}

#[test]
fn threads_that_share_nothing_add_none() {
    let exploration = interleave::explore(|run| {
        let handles: Vec<_> = (0..4_u32)
            .map(|number| thread::spawn(move || number * number))
            .collect();
        let sum: u32 = handles.into_iter().map(|h| h.join().unwrap()).sum();
        let sum = thread::scope(|s| {
            let inner = s.spawn(|| thread::scope(|s| s.spawn(|| sum + 1).join().unwrap()));
            s.spawn(|| drop(thread::spawn(|| ())));
            inner.join().unwrap()
        });
        run.observe("sum", sum);
    });
    assert_eq!(executions(&exploration), 1);
    assert_eq!(exploration.behaviours(), ["sum = 15"]);
}

#[test]
fn a_pipeline_has_one_order() {
    let exploration = interleave::explore(|run| {
        let (numbers, squares) = (mpsc::channel(), mpsc::channel());
        let (input, output) = (numbers.1, squares.0);
        thread::scope(|s| {
            s.spawn(move || {
                for number in input {
                    output.send(number * number).unwrap();
                }
            });
            for number in [1, 2, 3] {
                numbers.0.send(number).unwrap();
            }
            drop(numbers.0);
            let all: Vec<i32> = squares.1.iter().collect();
            run.observe("squares", all);
        });
    });
    assert_eq!(executions(&exploration), 1);
    assert_eq!(exploration.behaviours(), ["squares = [1, 4, 9]"]);
}

/// Which of the threads uses `last` first depends on the interleaving; that it is the same
/// object does not.
#[test]
fn objects_that_either_thread_may_use_first() {
    let explored = interleave::explore(|run| {
        // On the stack, on the heap, and in one allocation with others.
        let on_the_stack = Mutex::new(0);
        let boxed = Arc::new(Mutex::new(0));
        let many: Vec<Mutex<u32>> = (0..3).map(Mutex::new).collect();
        thread::scope(|s| {
            for own in 0..2 {
                let (on_the_stack, many, boxed) = (&on_the_stack, &many, Arc::clone(&boxed));
                s.spawn(move || {
                    *many[own].lock().unwrap() += 1;
                    *many[2].lock().unwrap() += 1;
                    *boxed.lock().unwrap() += 1;
                    *on_the_stack.lock().unwrap() += 1;
                });
            }
        });
        run.observe(
            "sum",
            *on_the_stack.lock().unwrap() + *boxed.lock().unwrap(),
        );
    });
    assert!(explored.is_exhaustive());
    assert_eq!(explored.behaviours(), ["sum = 4"]);
    // Three locks in a row: who comes first at the first, second, and third.
    assert_eq!(explored.executions(), 8);
}

/// As many threads as a check allows without being asked for more; two of them meet.
#[test]
fn thirty_two_threads() {
    let exploration = interleave::explore(|_| {
        let cells: Vec<AtomicU32> = (0..30).map(|_| AtomicU32::new(0)).collect();
        thread::scope(|s| {
            for cell in cells.iter().chain(cells.first()) {
                s.spawn(|| cell.fetch_add(1, SeqCst));
            }
        });
        let total: u32 = cells.iter().map(|cell| cell.load(SeqCst)).sum();
        assert_eq!(total, 31);
    });
    assert_eq!(executions(&exploration), 2);
}
