//! What is done once, in an exploration.

mod common;

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{LazyLock, Mutex, Once, OnceLock};
use std::thread;

use common::gives;

#[test]
fn a_once_is_done_once_and_waited_for() {
    gives(
        |run| {
            let (once, calls) = (Once::new(), AtomicU32::new(0));
            let call = || {
                once.call_once(|| drop(calls.fetch_add(1, SeqCst).to_string()));
                calls.load(SeqCst)
            };
            thread::scope(|s| {
                let other = s.spawn(call);
                run.observe("calls", (call(), other.join().unwrap()));
            });
            assert!(once.is_completed());
        },
        &["calls = (1, 1)"],
    );
}

#[test]
fn a_once_can_be_waited_for() {
    gives(
        |run| {
            let (once, done) = (Once::new(), AtomicU32::new(0));
            thread::scope(|s| {
                s.spawn(|| once.call_once(|| done.store(1, SeqCst)));
                once.wait();
                run.observe("done", done.load(SeqCst));
            });
        },
        &["done = 1"],
    );
}

#[test]
fn a_panic_poisons_a_once() {
    gives(
        |run| {
            let once = Once::new();
            thread::scope(|s| {
                let panics = s.spawn(|| once.call_once(|| panic!("inside")));
                assert!(panics.join().is_err());
                let again = s.spawn(|| once.call_once(|| ()));
                assert!(again.join().is_err());
                assert!(s.spawn(|| once.wait()).join().is_err());
            });
            once.call_once_force(|state| run.observe("poisoned", state.is_poisoned()));
            once.call_once(|| unreachable!());
        },
        &[
            "poisoned = true",
            "panic: Once instance has previously been poisoned",
            "panic: inside",
        ],
    );
}

#[test]
fn the_first_value_stays() {
    gives(
        |run| {
            let lock = OnceLock::new();
            thread::scope(|s| {
                let other = s.spawn(|| *lock.get_or_init(|| 1));
                let set = lock.set(2);
                run.observe("seen", (other.join().unwrap(), set, lock.get()));
            });
        },
        &["seen = (1, Err(2), Some(1))", "seen = (2, Ok(()), Some(2))"],
    );
}

#[test]
fn a_look_sees_a_value_or_none() {
    gives(
        |run| {
            let lock = OnceLock::new();
            thread::scope(|s| {
                s.spawn(|| lock.set("value"));
                run.observe("seen", (lock.get(), *lock.wait()));
            });
        },
        &[
            "seen = (None, \"value\")",
            "seen = (Some(\"value\"), \"value\")",
        ],
    );
}

#[test]
fn whoever_has_a_once_lock_to_itself_can_change_it() {
    gives(
        |run| {
            let mut lock = OnceLock::new();
            lock.set(1).unwrap();
            *lock.get_mut().unwrap() += 1;
            let copy = lock.clone();
            assert_eq!(lock.take(), Some(2));
            assert_eq!((lock.get(), copy.get()), (None, Some(&2)));
            lock.set(3).unwrap();
            run.observe("values", (lock.into_inner(), copy, OnceLock::from(4)));
        },
        &["values = (Some(3), OnceLock(2), OnceLock(4))"],
    );
}

#[test]
fn statics_are_made_anew_in_every_execution() {
    static MADE: AtomicU32 = AtomicU32::new(0);
    static LAZY: LazyLock<Mutex<Vec<u32>>> = LazyLock::new(|| {
        MADE.fetch_add(1, SeqCst);
        Mutex::default()
    });
    static FIRST: OnceLock<u32> = OnceLock::new();
    gives(
        |run| {
            let push = |number: u32| {
                LAZY.lock().unwrap().push(number);
                *FIRST.get_or_init(|| number)
            };
            thread::scope(|s| {
                s.spawn(|| push(1));
                push(2);
            });
            let mut all = LAZY.lock().unwrap().clone();
            all.sort_unstable();
            run.observe("seen", (MADE.load(SeqCst), all, FIRST.get()));
        },
        &["seen = (1, [1, 2], Some(1))", "seen = (1, [1, 2], Some(2))"],
    );
    assert_eq!(MADE.load(SeqCst), 0);
    assert_eq!((LazyLock::get(&LAZY).is_none(), FIRST.get()), (true, None));
}

#[test]
fn a_static_s_value_is_not_dropped_in_another_execution() {
    struct Loud;
    impl Drop for Loud {
        fn drop(&mut self) {
            DROPS.fetch_add(1, SeqCst);
        }
    }
    static DROPS: AtomicU32 = AtomicU32::new(0);
    static LAZY: LazyLock<Loud> = LazyLock::new(|| Loud);
    gives(
        |run| {
            thread::scope(|s| {
                s.spawn(|| LazyLock::force(&LAZY));
                LazyLock::force(&LAZY);
            });
            run.observe("drops", DROPS.load(SeqCst));
        },
        &["drops = 0"],
    );
}

#[test]
fn what_was_there_before_stays() {
    static NAME: OnceLock<String> = OnceLock::new();
    static LAZY: LazyLock<String> = LazyLock::new(|| "lazy".to_owned());
    static DONE: Once = Once::new();
    NAME.set("before".to_owned()).unwrap();
    assert_eq!(*LAZY, "lazy");
    DONE.call_once(|| {});
    gives(
        |run| {
            DONE.call_once(|| unreachable!());
            assert!(NAME.set("other".to_owned()).is_err());
            run.observe("values", (NAME.get(), &*LAZY, DONE.is_completed()));
        },
        &["values = (Some(\"before\"), \"lazy\", true)"],
    );
    assert_eq!(NAME.get().map(String::as_str), Some("before"));
}

#[test]
fn a_panic_poisons_a_lazy_lock_for_its_execution_only() {
    static TRIES: AtomicU32 = AtomicU32::new(0);
    static LAZY: LazyLock<u32> = LazyLock::new(|| match TRIES.fetch_add(1, SeqCst) {
        0 => panic!("no value"),
        tries => tries,
    });
    gives(
        |run| {
            assert!(thread::spawn(|| *LAZY).join().is_err());
            assert!(thread::spawn(|| *LAZY).join().is_err());
            run.observe("value", LazyLock::get(&LAZY));
        },
        &[
            "value = None",
            "panic: LazyLock instance has previously been poisoned",
            "panic: no value",
        ],
    );
}

#[test]
fn a_lazy_lock_can_own_what_it_needs() {
    gives(
        |run| {
            let text = String::from("owned");
            let mut lazy = LazyLock::new(move || text + " text");
            assert_eq!(LazyLock::get_mut(&mut lazy), None);
            lazy.push('.');
            run.observe("text", &*lazy);
        },
        &["text = \"owned text.\""],
    );
}

#[test]
fn a_panic_leaves_a_once_lock_empty_and_others_go_on() {
    gives(
        |run| {
            let lock = OnceLock::new();
            thread::scope(|s| {
                let panics = s.spawn(|| *lock.get_or_init(|| panic!("inside")));
                let waits = s.spawn(|| *lock.wait());
                let value = *lock.get_or_init(|| 1);
                // Who waits goes on waiting until there is a value.
                run.observe("values", (value, waits.join().unwrap()));
                drop(panics.join());
            });
        },
        &["values = (1, 1)", "panic: inside"],
    );
}

#[test]
fn waiting_for_a_once_ends_when_it_is_done_or_poisoned() {
    let program = |forced: bool| {
        move |run: &interleave::Run| {
            let (once, done) = (Once::new(), AtomicU32::new(0));
            thread::scope(|s| {
                let waits = s.spawn(|| {
                    if forced {
                        once.wait_force();
                    } else {
                        once.wait();
                    }
                    done.load(SeqCst)
                });
                let panics = s.spawn(|| once.call_once(|| panic!("inside")));
                drop(panics.join());
                once.call_once_force(|_| done.store(1, SeqCst));
                run.observe("saw", waits.join().ok());
            });
        }
    };
    gives(program(true), &["saw = Some(1)", "panic: inside"]);
    gives(
        program(false),
        &[
            "saw = None",
            "saw = Some(1)",
            "panic: Once instance has previously been poisoned",
            "panic: inside",
        ],
    );
}

#[test]
fn what_nobody_does_is_waited_for_in_vain() {
    gives(|_| Once::new().wait(), &["lost wake-up"]);
    gives(
        |_| assert_eq!(*OnceLock::<u8>::new().wait(), 0),
        &["lost wake-up"],
    );
    gives(
        |_| {
            let once = Once::new();
            once.call_once(|| once.wait());
        },
        &["self-deadlock"],
    );
}
