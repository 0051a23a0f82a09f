//! Sets of tasks, local tasks, blocking code, ticks, `join!`.

mod common;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use common::{gives, gives_on, multi, single};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinSet, LocalSet, spawn_blocking, spawn_local, yield_now};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};

#[test]
fn a_set_gives_results_in_the_order_of_their_ends() {
    gives(
        || async {
            let mut set = JoinSet::new();
            set.spawn(async { 1 });
            set.spawn(async { 2 });
            let mut ended = Vec::new();
            while let Some(result) = set.join_next().await {
                ended.push(result.unwrap());
            }
            ended
        },
        &["[1, 2]", "[2, 1]"],
    );
}

#[test]
fn a_set_that_is_dropped_aborts_its_tasks() {
    gives(
        || async {
            let (sender, mut receiver) = mpsc::unbounded_channel();
            let mut set = JoinSet::new();
            set.spawn(async move {
                yield_now().await;
                sender.send(1).unwrap();
            });
            drop(set);
            receiver.recv().await
        },
        &["None", "Some(1)"],
    );
}

#[test]
fn local_tasks_share_what_one_thread_may_share() {
    gives(
        || async {
            let log = Rc::new(RefCell::new(Vec::new()));
            let local = LocalSet::new();
            for number in 1..=2 {
                let log = Rc::clone(&log);
                local.spawn_local(async move {
                    log.borrow_mut().push(number);
                    yield_now().await;
                    log.borrow_mut().push(number);
                });
            }
            local.await;
            log.take()
        },
        &[
            "[1, 1, 2, 2]",
            "[1, 2, 1, 2]",
            "[1, 2, 2, 1]",
            "[2, 1, 1, 2]",
            "[2, 1, 2, 1]",
            "[2, 2, 1, 1]",
        ],
    );
}

#[test]
fn a_local_task_runs_beside_the_future_that_drives_it() {
    gives(
        || async {
            let log = Rc::new(RefCell::new(Vec::new()));
            let theirs = Rc::clone(&log);
            LocalSet::new()
                .run_until(async move {
                    let task = spawn_local(async move { theirs.borrow_mut().push(1) });
                    log.borrow_mut().push(2);
                    task.await.unwrap();
                    log.take()
                })
                .await
        },
        &["[2, 1]"],
    );
}

#[test]
fn blocking_code_may_block() {
    gives(
        || async {
            let (sender, receiver) = oneshot::channel();
            let task = spawn_blocking(move || receiver.blocking_recv().unwrap());
            sender.send(1).unwrap();
            task.await.unwrap()
        },
        &["1"],
    );
}

#[test]
fn blocking_code_can_start_tasks() {
    gives(
        || async {
            let task = spawn_blocking(|| Handle::current().spawn(async { 1 }));
            task.await.unwrap().await.unwrap()
        },
        &["1"],
    );
}

#[test]
fn a_panic_is_the_error_of_its_task() {
    gives(
        || async {
            tokio::spawn(async { panic!("no") })
                .await
                .unwrap_err()
                .is_panic()
        },
        &["true", "panic: no"],
    );
}

#[test]
fn ticks_come_in_every_period() {
    gives(
        || async {
            let begin = Instant::now();
            let mut ticks = interval(Duration::from_millis(10));
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let mut seen = Vec::new();
            for _ in 0..3 {
                ticks.tick().await;
                seen.push(begin.elapsed().as_millis());
            }
            seen
        },
        &["[0, 10, 20]"],
    );
}

#[test]
fn a_branch_of_join_goes_on_until_it_waits() {
    gives(
        || async {
            let (sender, mut receiver) = mpsc::channel(1);
            let order = RefCell::new(Vec::new());
            tokio::join!(
                async {
                    sender.send(1).await.unwrap();
                    order.borrow_mut().push("sent");
                },
                async {
                    order.borrow_mut().push("second");
                    receiver.recv().await;
                },
            );
            order.take()
        },
        &[r#"["sent", "second"]"#],
    );
}

#[test]
fn try_join_ends_with_the_first_error() {
    gives(
        || async {
            let (_kept, never) = oneshot::channel::<u32>();
            let both = async {
                tokio::try_join!(async { never.await.map_err(|_| 1) }, async {
                    Err::<u32, _>(2)
                })
            };
            both.await
        },
        &["Err(2)"],
    );
}

#[test]
fn a_disabled_branch_is_not_taken() {
    gives(
        || async {
            let (sender, mut receiver) = mpsc::channel(1);
            sender.send(1).await.unwrap();
            let enabled = false;
            tokio::select! {
                got = receiver.recv(), if enabled => got,
                () = sleep(Duration::from_millis(1)) => None,
                else => Some(0),
            }
        },
        &["None"],
    );
}

#[test]
fn a_select_whose_patterns_all_fail_takes_else() {
    gives(
        || async {
            let (sender, mut receiver) = mpsc::channel::<u32>(1);
            drop(sender);
            tokio::select! {
                Some(got) = receiver.recv() => got,
                else => 7,
            }
        },
        &["7"],
    );
}

#[test]
fn branches_that_are_ready_at_once_are_both_taken() {
    gives(
        || async {
            tokio::select! {
                () = std::future::ready(()) => 1,
                () = std::future::ready(()) => 2,
            }
        },
        &["1", "2"],
    );
}

#[test]
fn a_time_out_gives_the_value_back_where_it_is_there() {
    gives(
        || async {
            let (sender, mut receiver) = mpsc::channel(1);
            sender.send(1).await.unwrap();
            timeout(Duration::ZERO, receiver.recv())
                .await
                .ok()
                .flatten()
        },
        &["Some(1)"],
    );
}

#[test]
fn a_runtime_inside_of_a_runtime_panics() {
    let program = || async { single().block_on(async { 1 }) };
    let text = "panic: Cannot start a runtime from within a runtime. This happens because a function (like `block_on`) attempted to block the current thread while the thread is being used to drive asynchronous tasks.";
    gives_on(multi, program, &[text]);
}

#[test]
fn a_task_that_is_left_ends_with_its_runtime() {
    gives(
        || async {
            let (_kept, mut receiver) = mpsc::channel::<u32>(1);
            tokio::spawn(async move { receiver.recv().await });
        },
        &["()"],
    );
}
