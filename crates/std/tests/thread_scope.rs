//! Outside of an exploration, scoped threads borrow and are waited for as in std.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

#[test]
fn threads_borrow_and_are_waited_for() {
    let mut sum = 0;
    let numbers = vec![1, 2, 3];
    thread::scope(|s| {
        s.spawn(|| assert_eq!(numbers.len(), 3));
        s.spawn(|| {
            thread::sleep(Duration::from_millis(5));
            sum += numbers[0] + numbers[2];
        });
    });
    assert_eq!(sum, 4);
    assert_eq!(numbers, [1, 2, 3]);
}

#[test]
fn the_scope_gives_its_closures_value() {
    let text = String::from("abc");
    let parts = thread::scope(|s| {
        let handles: Vec<_> = (0..3)
            .map(|i| {
                s.spawn({
                    let text = &text;
                    move || &text[i..=i]
                })
            })
            .collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert_eq!(parts, ["a", "b", "c"]);
}

#[test]
fn a_thread_may_start_another_in_the_same_scope() {
    let count = AtomicUsize::new(0);
    thread::scope(|s| {
        s.spawn(|| {
            count.fetch_add(1, Ordering::Relaxed);
            s.spawn(|| {
                thread::sleep(Duration::from_millis(2));
                count.fetch_add(1, Ordering::Relaxed);
                s.spawn(|| count.fetch_add(1, Ordering::Relaxed));
            });
        });
    });
    assert_eq!(count.into_inner(), 3);
}

#[test]
fn scopes_nest() {
    let mut numbers = [1, 2];
    thread::scope(|outer| {
        outer.spawn(|| {
            thread::scope(|inner| {
                for number in &mut numbers {
                    inner.spawn(move || *number *= 10);
                }
            });
        });
    });
    assert_eq!(numbers, [10, 20]);
}

#[test]
fn a_builder_names_a_scoped_thread() {
    thread::scope(|s| {
        let handle = thread::Builder::new()
            .name("clerk".to_owned())
            .spawn_scoped(s, || thread::current().name().map(str::to_owned))
            .unwrap();
        assert_eq!(handle.thread().name(), Some("clerk"));
        assert_eq!(handle.join().unwrap().as_deref(), Some("clerk"));
    });
}

#[test]
fn is_finished_becomes_true() {
    thread::scope(|s| {
        let handle = s.spawn(|| 1);
        while !handle.is_finished() {
            thread::yield_now();
        }
        assert_eq!(handle.join().unwrap(), 1);
    });
}

#[test]
#[should_panic(expected = "a scoped thread panicked")]
fn a_panic_that_nobody_joined_panics_the_scope() {
    thread::scope(|s| {
        s.spawn(|| panic!("on purpose"));
    });
}

#[test]
fn a_panic_that_was_joined_does_not() {
    let payload =
        thread::scope(|s| s.spawn(|| panic!("on purpose")).join().map(|()| 1)).unwrap_err();
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"on purpose"));
}

#[test]
fn a_panicking_closure_is_resumed_after_all_threads_have_ended() {
    let ended = AtomicUsize::new(0);
    let result = panic::catch_unwind(AssertUnwindSafe(|| {
        thread::scope(|s| {
            s.spawn(|| {
                thread::sleep(Duration::from_millis(5));
                ended.fetch_add(1, Ordering::Relaxed);
            });
            panic!("the closure itself");
        })
    }));
    let payload: Box<dyn std::any::Any + Send> = result.unwrap_err();
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"the closure itself"));
    assert_eq!(ended.into_inner(), 1);
}

#[test]
fn results_that_borrow_are_dropped_before_the_scope_ends() {
    struct Count<'a>(&'a AtomicUsize);
    impl Drop for Count<'_> {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    let dropped = AtomicUsize::new(0);
    thread::scope(|s| {
        s.spawn(|| Count(&dropped));
        let _kept = s.spawn(|| Count(&dropped));
    });
    assert_eq!(dropped.into_inner(), 2);
}
