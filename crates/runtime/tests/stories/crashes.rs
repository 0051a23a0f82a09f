//! Programs that end otherwise than by returning.

use std::process;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

use crate::tells;

#[test]
fn a_panic_in_a_thread() {
    tells("panic_in_a_thread", &["left = 0"], |run| {
        let left = AtomicU32::new(1);
        let take = || {
            if left.load(SeqCst) > 0 {
                let before = left.fetch_sub(1, SeqCst);
                assert!(before > 0, "there was nothing left to take");
            }
        };
        thread::scope(|s| {
            let threads = [s.spawn(take), s.spawn(take)];
            for thread in threads {
                drop(thread.join());
            }
        });
        run.observe("left", left.into_inner());
    });
}

#[test]
fn a_panic_in_the_main_thread() {
    tells("panic_in_main", &["parsed = 7"], |run| {
        let text = thread::spawn(|| "7 apples").join().unwrap();
        run.observe("parsed", text.parse::<u32>().unwrap());
    });
}

#[test]
fn a_panic_with_many_lines() {
    tells("panic_with_a_long_message", &[], |_| {
        let cause = "a cause that goes on and on, as causes do, and is longer than a line";
        thread::spawn(move || panic!("{cause} of eighty columns\nand a second line"));
    });
}

#[test]
fn several_panics() {
    tells("several_panics", &[], |_| {
        let stock = Mutex::new(1_u32);
        let take = |amount| {
            let mut stock = stock.lock().unwrap();
            *stock = stock.checked_sub(amount).expect("enough in stock");
        };
        thread::scope(|s| {
            s.spawn(|| take(2));
            s.spawn(|| take(1));
        });
    });
}

#[test]
fn an_exit() {
    tells("exit", &["total = 2"], |run| {
        let total = AtomicU32::new(0);
        thread::scope(|s| {
            s.spawn(|| total.fetch_add(1, SeqCst));
            s.spawn(|| {
                if total.fetch_add(1, SeqCst) == 0 {
                    process::exit(3);
                }
            });
        });
        run.observe("total", total.into_inner());
    });
}

#[test]
fn an_abort() {
    tells("abort", &[], |_| process::abort());
}
