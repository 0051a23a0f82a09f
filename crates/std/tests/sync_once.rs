//! What is done once, and the barrier, outside of an exploration.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Barrier, LazyLock, Once, OnceLock};
use std::thread;

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
fn once_is_once() {
    static START: Once = Once::new();
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    assert!(!START.is_completed());
    let threads: Vec<_> = (0..3)
        .map(|_| {
            thread::spawn(|| {
                START.call_once(|| {
                    CALLS.fetch_add(1, SeqCst);
                });
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    START.wait();
    START.wait_force();
    assert!(START.is_completed());
    START.call_once_force(|_| panic!("twice"));
    assert_eq!(CALLS.load(SeqCst), 1);
}

#[test]
fn a_panic_poisons_a_once() {
    let once = Once::new();
    assert_eq!(panic_of(|| once.call_once(|| panic!("inside"))), "inside");
    let poisoned = "Once instance has previously been poisoned";
    assert_eq!(panic_of(|| once.call_once(|| {})), poisoned);
    assert_eq!(panic_of(|| once.wait()), poisoned);
    once.call_once_force(|state| {
        assert!(state.is_poisoned());
        assert_eq!(format!("{state:?}"), "OnceState { poisoned: true }");
    });
    assert!(once.is_completed());
    once.call_once(|| panic!("twice"));
    assert_eq!(format!("{once:?}"), "Once { .. }");
}

#[test]
#[expect(deprecated)]
fn the_old_name_is_there() {
    static OLD: Once = std::sync::ONCE_INIT;
    OLD.call_once(|| {});
    assert!(OLD.is_completed());
}

#[test]
fn a_once_lock_is_written_once() {
    static NAME: OnceLock<String> = OnceLock::new();
    assert_eq!(NAME.get(), None);
    let value = thread::spawn(|| NAME.get_or_init(|| "first".to_owned()))
        .join()
        .unwrap();
    assert_eq!(value, "first");
    assert_eq!(NAME.set("second".to_owned()), Err("second".to_owned()));
    assert_eq!(NAME.get_or_init(|| unreachable!()), "first");
    assert_eq!(NAME.wait(), "first");
}

#[test]
fn whoever_has_a_once_lock_to_itself_can_change_it() {
    let mut lock = OnceLock::new();
    assert_eq!(lock.get_mut(), None);
    lock.set(1).unwrap();
    *lock.get_mut().unwrap() += 1;
    let copy = lock.clone();
    assert!(copy == lock && copy != OnceLock::new());
    assert_eq!(
        format!("{lock:?} {:?}", OnceLock::<u8>::default()),
        "OnceLock(2) OnceLock(<uninit>)"
    );
    assert_eq!(lock.take(), Some(2));
    assert_eq!(lock.get(), None);
    lock.set(5).unwrap();
    assert_eq!(lock.into_inner(), Some(5));
    assert_eq!(OnceLock::from(3).into_inner(), Some(3));
}

#[test]
fn a_panic_leaves_a_once_lock_empty() {
    let lock = OnceLock::new();
    assert_eq!(
        panic_of(|| *lock.get_or_init(|| panic!("no value"))),
        "no value"
    );
    assert_eq!(*lock.get_or_init(|| 4), 4);
}

#[test]
fn a_lazy_lock_is_made_when_it_is_used() {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    static LAZY: LazyLock<Vec<u32>> = LazyLock::new(|| {
        MADE.fetch_add(1, SeqCst);
        vec![1, 2]
    });
    assert_eq!(LazyLock::get(&LAZY), None);
    assert_eq!(format!("{:?}", &LAZY), "LazyLock(<uninit>)");
    assert_eq!(MADE.load(SeqCst), 0);
    assert_eq!(LAZY.len(), 2);
    assert_eq!(*LazyLock::force(&LAZY), [1, 2]);
    assert_eq!(LazyLock::get(&LAZY).map(Vec::len), Some(2));
    assert_eq!(format!("{:?}", &LAZY), "LazyLock([1, 2])");
    assert_eq!(MADE.load(SeqCst), 1);
}

#[test]
fn a_lazy_lock_can_own_what_it_needs() {
    let text = String::from("owned");
    let mut lazy = LazyLock::new(move || text + " text");
    assert_eq!(LazyLock::get_mut(&mut lazy), None);
    LazyLock::force_mut(&mut lazy).push('.');
    lazy.push('.');
    assert_eq!(*lazy, "owned text..");
    assert_eq!(
        LazyLock::get_mut(&mut lazy).map(|text| text.len()),
        Some(12)
    );
    assert_eq!(*LazyLock::<u32>::default(), 0);
}

#[test]
fn a_panic_poisons_a_lazy_lock() {
    let lazy: LazyLock<u32> = LazyLock::new(|| panic!("no value"));
    assert_eq!(panic_of(|| *lazy), "no value");
    let poisoned = "LazyLock instance has previously been poisoned";
    assert_eq!(panic_of(|| *lazy), poisoned);
    assert_eq!(LazyLock::get(&lazy), None);
}

#[test]
fn a_barrier_has_one_leader_a_round() {
    let barrier = Arc::new(Barrier::new(3));
    for _ in 0..2 {
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let barrier = barrier.clone();
                thread::spawn(move || barrier.wait().is_leader())
            })
            .collect();
        let leaders = threads
            .into_iter()
            .filter(|_| true)
            .map(|t| t.join().unwrap());
        assert_eq!(leaders.filter(|leads| *leads).count(), 1);
    }
    assert!(Barrier::new(0).wait().is_leader());
    let result = Barrier::new(1).wait();
    assert_eq!(
        format!("{result:?}"),
        "BarrierWaitResult { is_leader: true }"
    );
    assert_eq!(format!("{barrier:?}"), "Barrier { .. }");
}
