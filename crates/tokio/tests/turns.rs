//! On one thread tasks interleave at their awaits only.

mod common;

use std::sync::Arc;

use common::{gives, gives_on, multi, single};
use judged::sync::atomic::{AtomicU32, Ordering::SeqCst};
use judged::sync::{Mutex, mpsc};
use tokio::task::yield_now;

async fn two_increments(awaits: bool) -> u32 {
    let total = Arc::new(AtomicU32::new(0));
    let mut tasks = Vec::new();
    for _ in 0..2 {
        let total = Arc::clone(&total);
        tasks.push(tokio::spawn(async move {
            let seen = total.load(SeqCst);
            if awaits {
                yield_now().await;
            }
            total.store(seen + 1, SeqCst);
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    total.load(SeqCst)
}

#[test]
fn an_update_is_lost_on_one_thread_only_over_an_await() {
    gives_on(multi, || two_increments(false), &["1", "2"]);
    gives_on(single, || two_increments(false), &["2"]);
    gives(|| two_increments(true), &["1", "2"]);
}

async fn a_guard_over_an_await() -> u32 {
    let total = Arc::new(Mutex::new(0));
    let other = Arc::clone(&total);
    let task = tokio::spawn(async move {
        *other.lock().unwrap() += 1;
    });
    {
        let mut guard = total.lock().unwrap();
        yield_now().await;
        *guard += 1;
    }
    task.await.unwrap();
    let guard = total.lock().unwrap();
    *guard
}

#[test]
fn a_lock_that_is_kept_over_an_await_stops_the_only_thread() {
    gives_on(multi, a_guard_over_an_await, &["2"]);
    gives_on(single, a_guard_over_an_await, &["2", "deadlock"]);
}

#[test]
fn a_receive_that_blocks_stops_the_only_thread() {
    let program = || async {
        let (sender, receiver) = mpsc::channel();
        tokio::spawn(async move { sender.send(1) });
        receiver.recv()
    };
    gives_on(multi, program, &["Ok(1)"]);
    gives_on(single, program, &["deadlock"]);
}

#[test]
fn a_sleep_that_blocks_is_told() {
    let program = || async {
        tokio::spawn(async { judged::thread::sleep(std::time::Duration::from_millis(1)) })
            .await
            .is_ok()
    };
    gives_on(multi, program, &["true"]);
    let told = interleave::explore(|_| {
        single().block_on(program());
    });
    let refused = "refused: std::thread::sleep in a task of a current_thread runtime";
    assert_eq!(told.behaviours(), [refused]);
}

/// A server and its clients on one thread: as many executions as on many.
#[test]
fn turns_that_have_nothing_to_do_with_each_other_come_in_one_order() {
    let executions = |runtime: fn() -> tokio::runtime::Runtime| {
        let exploration = interleave::explore(|_| {
            runtime().block_on(async {
                let mut tasks = Vec::new();
                for _ in 0..4 {
                    let (sender, receiver) = tokio::sync::oneshot::channel();
                    tasks.push(tokio::spawn(async move { sender.send(1) }));
                    tasks.push(tokio::spawn(async move {
                        receiver.await.map(|_| ()).map_err(|_| 1)
                    }));
                }
                for task in tasks {
                    task.await.unwrap().unwrap();
                }
            });
        });
        exploration.executions()
    };
    assert_eq!((executions(multi), executions(single)), (1, 1));
}
