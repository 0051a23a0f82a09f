//! Wait groups, parkers, sharded locks, scoped threads.

mod common;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use common::{agrees, agrees_in, gives};
use crossbeam::sync::{Parker, ShardedLock, WaitGroup};

#[test]
fn a_wait_group_waits_for_all() {
    agrees(
        || {
            let done = AtomicUsize::new(0);
            let group = WaitGroup::new();
            thread::scope(|scope| {
                for _ in 0..2 {
                    let (part, done) = (group.clone(), &done);
                    scope.spawn(move || {
                        done.fetch_add(1, Ordering::SeqCst);
                        drop(part);
                    });
                }
                group.wait();
                done.load(Ordering::SeqCst)
            })
        },
        &["2"],
    );
}

#[test]
fn the_order_in_which_parts_are_dropped_makes_no_difference() {
    agrees_in(
        1,
        || {
            let group = WaitGroup::new();
            for _ in 0..3 {
                let part = group.clone();
                thread::spawn(move || drop(part));
            }
            group.wait();
        },
        &["()"],
    );
}

#[test]
fn two_can_wait_for_each_other() {
    agrees(
        || {
            let group = WaitGroup::new();
            let part = group.clone();
            let other = thread::spawn(move || part.wait());
            group.wait();
            other.join().is_ok()
        },
        &["true"],
    );
}

#[test]
fn a_part_that_is_kept_is_a_lost_wake_up() {
    gives(
        |_| {
            let group = WaitGroup::new();
            let kept = group.clone();
            group.wait();
            drop(kept);
        },
        &["lost wake-up"],
    );
}

#[test]
fn a_token_is_kept_for_the_parker() {
    agrees(
        || {
            let parker = Parker::new();
            let unparker = parker.unparker().clone();
            let other = thread::spawn(move || unparker.unpark());
            parker.park();
            parker.park_timeout(Duration::from_millis(1));
            other.join().is_ok()
        },
        &["true"],
    );
    gives(|_| Parker::new().park(), &["lost wake-up"]);
}

#[test]
fn a_sharded_lock_is_shared_or_taken() {
    agrees(
        || {
            let lock = ShardedLock::new(1);
            let shared = lock.read().unwrap();
            let also = lock.try_read().is_ok();
            let taken = lock.try_write().is_ok();
            drop(shared);
            *lock.write().unwrap() += 1;
            let shown = format!("{:?}", lock.read().unwrap());
            (
                also,
                taken,
                shown,
                lock.is_poisoned(),
                lock.into_inner().unwrap(),
            )
        },
        &["(true, false, \"ShardedLockReadGuard { lock: 2 }\", false, 2)"],
    );
    agrees(
        || {
            let mut lock = ShardedLock::<Vec<u8>>::default();
            lock.get_mut().unwrap().push(0);
            thread::scope(|scope| {
                for number in [1, 2] {
                    let lock = &lock;
                    scope.spawn(move || lock.write().unwrap().push(number));
                }
            });
            lock.into_inner().unwrap()
        },
        &["[0, 1, 2]", "[0, 2, 1]"],
    );
}

#[test]
fn scoped_threads_borrow_and_nest() {
    agrees(
        || {
            let count = AtomicUsize::new(0);
            let result = crossbeam::scope(|scope| {
                scope.spawn(|scope| {
                    count.fetch_add(1, Ordering::SeqCst);
                    scope.spawn(|_| count.fetch_add(2, Ordering::SeqCst));
                });
                let handle = scope
                    .builder()
                    .name("worker".to_owned())
                    .spawn(|_| thread::current().name().map(str::to_owned))
                    .unwrap();
                assert_eq!(handle.thread().name(), Some("worker"));
                handle.join().unwrap()
            });
            (result.unwrap(), count.into_inner())
        },
        &["(Some(\"worker\"), 3)"],
    );
}

#[test]
fn a_scope_tells_of_panics_that_nobody_joined() {
    let explored = interleave::explore(|run| {
        let joined = crossbeam::scope(|scope| {
            let handle = scope.spawn(|_| panic!("joined"));
            handle.join().is_err()
        });
        run.observe("joined", joined.unwrap());
        let left = crossbeam::scope(|scope| {
            scope.spawn(|_| panic!("left"));
        });
        run.observe("left", left.is_err());
    });
    assert_eq!(
        explored.behaviours(),
        ["joined = true, left = true", "panic: joined", "panic: left"]
    );
    let real = crossbeam::scope(|scope| {
        scope.spawn(|_| panic!("left, on a real thread"));
    });
    assert!(real.is_err());
}
