//! Inside an exploration, threads are the explorer's.

mod common;

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use common::gives;

#[test]
fn join_gives_the_result() {
    gives(
        |run| {
            let numbers = Vec::from([1, 2, 3]);
            let handle = thread::spawn(move || numbers.iter().sum::<i32>());
            run.observe("sum", handle.join().unwrap());
        },
        &["sum = 6"],
    );
}

#[test]
fn join_gives_the_payload_of_a_panic() {
    gives(
        |run| {
            let payload = thread::spawn(|| panic!("no")).join().unwrap_err();
            run.observe("payload", payload.downcast_ref::<&str>());
        },
        &["payload = Some(\"no\")", "panic: no"],
    );
}

#[test]
fn both_orders_of_two_threads() {
    gives(
        |run| {
            let order = Arc::new(Mutex::new(Vec::new()));
            let handles = [1, 2].map(|i| {
                let order = Arc::clone(&order);
                thread::spawn(move || order.lock().unwrap().push(i))
            });
            for handle in handles {
                handle.join().unwrap();
            }
            run.observe("order", order.lock().unwrap());
        },
        &["order = [1, 2]", "order = [2, 1]"],
    );
}

#[test]
fn is_finished_sees_both() {
    gives(
        |run| {
            let handle = thread::spawn(|| ());
            run.observe("finished", handle.is_finished());
            handle.join().unwrap();
        },
        &["finished = false", "finished = true"],
    );
}

#[test]
fn names_and_ids_repeat() {
    gives(
        |run| {
            let main = thread::current();
            run.observe("main", (main.name(), main.id()));
            let handle = thread::Builder::new()
                .name("baker".to_owned())
                .stack_size(1)
                .spawn(|| thread::current().id())
                .unwrap();
            run.observe("name", handle.thread().name());
            run.observe("same", handle.thread().id() == handle.join().unwrap());
            let unnamed = thread::spawn(thread::current).join().unwrap();
            run.observe("unnamed", (unnamed.name(), unnamed.id()));
        },
        &[
            "main = (Some(\"main\"), ThreadId(1)), name = Some(\"baker\"), same = true, \
           unnamed = (None, ThreadId(3))",
        ],
    );
}

#[test]
fn a_name_with_a_null_byte_panics() {
    gives(
        |_| drop(thread::Builder::new().name("a\0b".to_owned()).spawn(|| ())),
        &["panic: thread name may not contain interior null bytes"],
    );
}

#[test]
fn an_unpark_is_never_lost() {
    gives(
        |run| {
            let flag = Arc::new(AtomicBool::new(false));
            let its = Arc::clone(&flag);
            let handle = thread::spawn(move || {
                while !its.load(Relaxed) {
                    thread::park();
                }
            });
            flag.store(true, Relaxed);
            handle.thread().unpark();
            run.observe("ended", handle.join().is_ok());
        },
        &["ended = true"],
    );
}

#[test]
fn a_park_that_nobody_ends_is_seen() {
    gives(|_| thread::park(), &["lost wake-up"]);
}

#[test]
fn a_park_with_a_time_out_ends() {
    gives(
        |run| {
            thread::park_timeout(Duration::from_secs(3600));
            run.observe("ended", true);
        },
        &["ended = true"],
    );
}

#[test]
fn waiting_loops_end() {
    for wait in [thread::yield_now, std::hint::spin_loop] {
        gives(
            move |run| {
                let flag = Arc::new(AtomicBool::new(false));
                let its = Arc::clone(&flag);
                let handle = thread::spawn(move || its.store(true, Relaxed));
                while !flag.load(Relaxed) {
                    wait();
                }
                handle.join().unwrap();
                run.observe("ended", true);
            },
            &["ended = true"],
        );
    }
}

#[test]
fn panicking_is_a_matter_of_the_model_thread() {
    struct Look(Arc<Mutex<Vec<bool>>>);
    impl Drop for Look {
        fn drop(&mut self) {
            // Another thread may run in here; it must not seem to panic as well.
            thread::yield_now();
            let panicking = thread::panicking();
            self.0.lock().unwrap().push(panicking);
        }
    }
    gives(
        |run| {
            let seen = Arc::new(Mutex::new(Vec::new()));
            let look = Look(Arc::clone(&seen));
            let calm = thread::spawn(thread::panicking);
            let panics = thread::spawn(move || {
                let _look = look;
                panic!("on purpose");
            });
            run.observe("calm", calm.join().unwrap());
            run.observe("failed", panics.join().is_err());
            run.observe("seen", &*seen.lock().unwrap());
        },
        &[
            "calm = false, failed = true, seen = [true]",
            "panic: on purpose",
        ],
    );
}

#[test]
fn a_result_that_nobody_joins_is_dropped_when_the_thread_ends() {
    struct Flag(Arc<AtomicBool>);
    impl Drop for Flag {
        fn drop(&mut self) {
            self.0.store(true, Relaxed);
        }
    }
    gives(
        |run| {
            let dropped = Arc::new(AtomicBool::new(false));
            let flag = Flag(Arc::clone(&dropped));
            drop(thread::spawn(move || flag));
            while !dropped.load(Relaxed) {
                thread::yield_now();
            }
            run.observe("dropped", true);
        },
        &["dropped = true"],
    );
}

#[test]
fn an_execution_has_four_processors() {
    gives(
        |run| run.observe("n", thread::available_parallelism().unwrap()),
        &["n = 4"],
    );
}

#[test]
fn borrows_that_nobody_checks_are_refused() {
    gives(
        |_| {
            // SAFETY: the closure borrows nothing.
            let _ = unsafe { thread::Builder::new().spawn_unchecked(|| ()) };
        },
        &["refused: std::thread::Builder::spawn_unchecked"],
    );
}

#[test]
fn a_park_with_a_time_out_ends_by_a_token_or_by_time() {
    gives(
        |run| {
            let start = std::time::Instant::now();
            let main = thread::current();
            let other = thread::spawn(move || main.unpark());
            thread::park_timeout(Duration::from_secs(1));
            let slept = start.elapsed();
            other.join().unwrap();
            run.observe("slept", slept);
        },
        &["slept = 0ns", "slept = 1s"],
    );
}

#[test]
fn two_unparks_are_one_token() {
    gives(
        |run| {
            let main = thread::current();
            thread::spawn(move || {
                main.unpark();
                main.unpark();
            });
            thread::park();
            run.observe("first", true);
            thread::park();
            run.observe("second", true);
        },
        &["first = true, second = true", "lost wake-up"],
    );
}

#[test]
fn a_token_of_one_s_own_is_enough() {
    gives(
        |run| {
            thread::current().unpark();
            thread::park();
            run.observe("ended", true);
        },
        &["ended = true"],
    );
}
