//! Queues, deques for work stealing, cells, spinning.

mod common;

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use common::{agrees, agrees_in, gives};
use crossbeam::atomic::AtomicCell;
use crossbeam::deque::{Injector, Steal, Worker};
use crossbeam::queue::{ArrayQueue, SegQueue};
use crossbeam::utils::{Backoff, CachePadded};

#[test]
fn a_queue_with_a_bound() {
    agrees(
        || {
            let queue = ArrayQueue::new(2);
            let pushed = (queue.push(1), queue.push(2), queue.push(3), queue.is_full());
            let replaced = queue.force_push(4);
            (
                pushed,
                replaced,
                queue.len(),
                queue.capacity(),
                queue.into_iter().collect::<Vec<_>>(),
            )
        },
        &["((Ok(()), Ok(()), Err(3), true), Some(1), 2, 2, [2, 4])"],
    );
    agrees(
        || {
            let queue = ArrayQueue::new(1);
            let pushed = thread::scope(|scope| {
                let other = scope.spawn(|| queue.push(1).is_ok());
                (queue.push(2).is_ok(), other.join().unwrap())
            });
            (pushed, queue.pop(), queue.pop())
        },
        &[
            "((false, true), Some(1), None)",
            "((true, false), Some(2), None)",
        ],
    );
}

#[test]
fn a_queue_without_a_bound() {
    agrees(
        || {
            let queue = SegQueue::new();
            thread::scope(|scope| {
                for number in [1, 2] {
                    let queue = &queue;
                    scope.spawn(move || queue.push(number));
                }
            });
            (
                queue.len(),
                queue.is_empty(),
                queue.pop(),
                queue.pop(),
                queue.pop(),
            )
        },
        &[
            "(2, false, Some(1), Some(2), None)",
            "(2, false, Some(2), Some(1), None)",
        ],
    );
    agrees(
        || {
            let queue = SegQueue::new();
            let other = thread::scope(|scope| {
                let other = scope.spawn(|| queue.pop());
                queue.push(1);
                other.join().unwrap()
            });
            (other, queue.pop())
        },
        &["(None, Some(1))", "(Some(1), None)"],
    );
}

#[test]
fn an_owner_pops_by_its_order_and_thieves_take_the_oldest() {
    for lifo in [false, true] {
        agrees(
            move || {
                let worker = match lifo {
                    true => Worker::new_lifo(),
                    false => Worker::new_fifo(),
                };
                (1..=3).for_each(|number| worker.push(number));
                let stolen = worker.stealer().steal().success();
                (stolen, worker.pop(), worker.len(), worker.is_empty())
            },
            match lifo {
                true => &["(Some(1), Some(3), 1, false)"],
                false => &["(Some(1), Some(2), 1, false)"],
            },
        );
    }
}

#[test]
fn each_item_is_had_once() {
    agrees(
        || {
            let worker = Worker::new_lifo();
            worker.push(1);
            worker.push(2);
            let stealer = worker.stealer();
            let thief = thread::spawn(move || {
                loop {
                    match stealer.steal() {
                        Steal::Retry => continue,
                        other => return other.success(),
                    }
                }
            });
            let own = (worker.pop(), worker.pop());
            (own, thief.join().unwrap())
        },
        &["((Some(2), None), Some(1))", "((Some(2), Some(1)), None)"],
    );
}

#[test]
fn pushing_and_stealing_are_independent() {
    agrees_in(
        1,
        || {
            let worker = Worker::new_fifo();
            worker.push(1);
            let stealer = worker.stealer();
            let thief = thread::spawn(move || stealer.steal().success());
            worker.push(2);
            thief.join().unwrap()
        },
        &["Some(1)"],
    );
}

#[test]
fn batches_go_from_one_to_another() {
    agrees(
        || {
            let injector = Injector::new();
            (1..=5).for_each(|number| injector.push(number));
            let (one, other) = (Worker::new_fifo(), Worker::new_fifo());
            let first = injector.steal_batch_and_pop(&one).success();
            let moved = one.stealer().steal_batch_with_limit(&other, 1).is_success();
            let left = (injector.len(), one.len(), other.pop());
            (
                first,
                moved,
                left,
                injector.steal_batch(&other).is_success(),
            )
        },
        &["(Some(1), true, (2, 1, Some(2)), true)"],
    );
}

#[test]
fn a_cell_of_a_number_is_an_atomic() {
    agrees_in(
        2,
        || {
            let cell = AtomicCell::new(1_i32);
            thread::scope(|scope| {
                scope.spawn(|| cell.fetch_add(2));
                cell.fetch_sub(5);
            });
            cell.load()
        },
        &["-2"],
    );
    agrees(
        || {
            let flag = AtomicCell::new(false);
            let was = (flag.fetch_or(true), flag.swap(false), flag.take());
            let number = AtomicCell::new(7_u8);
            let changed = (number.compare_exchange(7, 9), number.compare_exchange(7, 1));
            let updated = number.fetch_update(|value| value.checked_add(250));
            (was, changed, updated, number.into_inner())
        },
        &["((false, true, false), (Ok(7), Err(9)), Err(9), 9)"],
    );
}

#[test]
fn a_cell_of_anything_is_read_as_a_whole() {
    agrees(
        || {
            let cell = AtomicCell::new((0, 0));
            let seen = thread::scope(|scope| {
                scope.spawn(|| cell.store((1, 1)));
                cell.load()
            });
            (seen, cell.compare_exchange((1, 1), (2, 2)).is_ok())
        },
        &["((0, 0), true)", "((1, 1), true)"],
    );
    agrees(
        || AtomicCell::new(Some(String::from("text"))).take(),
        &["Some(\"text\")"],
    );
}

#[test]
fn a_loop_that_backs_off_waits() {
    agrees_in(
        3,
        || {
            let ready = AtomicBool::new(false);
            thread::scope(|scope| {
                scope.spawn(|| ready.store(true, Ordering::SeqCst));
                let backoff = Backoff::new();
                while !ready.load(Ordering::SeqCst) {
                    backoff.snooze();
                }
            });
        },
        &["()"],
    );
    gives(
        |run| {
            let backoff = Backoff::new();
            backoff.snooze();
            let completed = backoff.is_completed();
            backoff.reset();
            run.observe("completed", (completed, backoff.is_completed()));
        },
        &["completed = (true, false)"],
    );
    assert_eq!(*CachePadded::new(5), 5);
}
