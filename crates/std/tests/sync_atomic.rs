//! The atomic types outside of an exploration.

mod sync_steps;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::*;
use std::thread;

use Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

/// The message of the panic that `body` ends with.
fn panic_of<R>(body: impl FnOnce() -> R) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(body)) else {
        return "no panic".to_owned();
    };
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => (*payload.downcast_ref::<&str>().unwrap()).to_owned(),
    }
}

#[test]
fn every_operation_does_what_it_does_in_std() {
    sync_steps::integer_steps();
    sync_steps::bool_steps();
    sync_steps::pointer_steps();
}

#[test]
fn there_is_a_pointer_to_the_value() {
    let (number, flag) = (AtomicU32::new(2), AtomicBool::new(true));
    // SAFETY: nobody else uses the two.
    unsafe {
        *number.as_ptr() += 1;
        *flag.as_ptr() = false;
    }
    assert_eq!(number.load(Relaxed), 3);
    assert!(!flag.load(Relaxed));
}

#[test]
fn threads_see_all_increments() {
    let count = Arc::new(AtomicUsize::new(0));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let count = count.clone();
            thread::spawn(move || {
                for _ in 0..100 {
                    count.fetch_add(1, Relaxed);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(count.load(Relaxed), 400);
}

#[test]
fn orderings_that_make_no_sense_panic_as_in_std() {
    let a = AtomicU8::new(0);
    assert_eq!(
        panic_of(|| a.load(Release)),
        "there is no such thing as a release load"
    );
    assert_eq!(
        panic_of(|| a.load(AcqRel)),
        "there is no such thing as an acquire-release load"
    );
    assert_eq!(
        panic_of(|| a.store(1, Acquire)),
        "there is no such thing as an acquire store"
    );
    assert_eq!(
        panic_of(|| a.store(1, AcqRel)),
        "there is no such thing as an acquire-release store"
    );
    assert_eq!(
        panic_of(|| a.compare_exchange(0, 1, SeqCst, Release)),
        "there is no such thing as a release failure ordering"
    );
    assert_eq!(
        panic_of(|| a.compare_exchange(0, 1, SeqCst, AcqRel)),
        "there is no such thing as an acquire-release failure ordering"
    );
    assert_eq!(
        panic_of(|| a.fetch_update(SeqCst, Release, Some)),
        "there is no such thing as a release load"
    );
    assert_eq!(
        panic_of(|| fence(Relaxed)),
        "there is no such thing as a relaxed fence"
    );
    assert_eq!(
        panic_of(|| compiler_fence(Relaxed)),
        "there is no such thing as a relaxed fence"
    );
}

#[test]
fn fences_and_old_names_are_there() {
    for order in [Acquire, Release, AcqRel, SeqCst] {
        fence(order);
        compiler_fence(order);
    }
    #[expect(deprecated)]
    {
        spin_loop_hint();
        static FLAG: AtomicBool = ATOMIC_BOOL_INIT;
        static SIGNED: AtomicIsize = ATOMIC_ISIZE_INIT;
        static UNSIGNED: AtomicUsize = ATOMIC_USIZE_INIT;
        assert!(!FLAG.load(SeqCst) && SIGNED.load(SeqCst) == 0 && UNSIGNED.load(SeqCst) == 0);
    }
}
