//! What tasks share, and what is promised of it. On one thread tasks interleave only
//! where an await is pending, so there is less to see there.

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::{gives, gives_on, multi, single};
use tokio::sync::{
    Barrier, Mutex, Notify, OnceCell, RwLock, Semaphore, broadcast, mpsc, oneshot, watch,
};
use tokio::task::yield_now;
use tokio::time::sleep;

#[test]
fn a_mutex_loses_no_update() {
    gives(
        || async {
            let total = Arc::new(Mutex::new(0));
            let mut tasks = Vec::new();
            for _ in 0..2 {
                let total = Arc::clone(&total);
                tasks.push(tokio::spawn(async move {
                    let mut guard = total.lock().await;
                    let seen = *guard;
                    yield_now().await;
                    *guard = seen + 1;
                }));
            }
            for task in tasks {
                task.await.unwrap();
            }
            *total.lock().await
        },
        &["2"],
    );
}

/// The second waiter is known to wait before the third comes.
#[test]
fn a_mutex_is_given_first_come_first_served() {
    gives(
        || async {
            let order = Arc::new(Mutex::new(Vec::new()));
            let guard = order.lock().await;
            let (waits, comes) = oneshot::channel();
            let (one, two) = (Arc::clone(&order), Arc::clone(&order));
            let first = tokio::spawn(async move {
                let told = async { waits.send(()).unwrap() };
                let (mut order, ()) = tokio::join!(one.lock(), told);
                order.push(1);
            });
            let second = tokio::spawn(async move {
                comes.await.unwrap();
                two.lock().await.push(2);
            });
            yield_now().await;
            drop(guard);
            first.await.unwrap();
            second.await.unwrap();
            order.lock().await.clone()
        },
        &["[1, 2]"],
    );
}

#[test]
fn a_semaphore_lets_in_as_many_as_it_has_permits() {
    gives(
        || async {
            let semaphore = Arc::new(Semaphore::new(2));
            let first = Arc::clone(&semaphore).acquire_owned().await.unwrap();
            let second = semaphore.acquire().await.unwrap();
            let refused = semaphore.try_acquire().is_err();
            drop(first);
            let third = semaphore.try_acquire().is_ok();
            drop(second);
            semaphore.close();
            (refused, third, semaphore.acquire().await.is_err())
        },
        &["(true, true, true)"],
    );
}

/// Who wants many permits is not overtaken by who wants one.
#[test]
fn a_semaphore_is_given_first_come_first_served() {
    gives(
        || async {
            let semaphore = Semaphore::new(2);
            let taken = semaphore.acquire().await.unwrap();
            let order = Mutex::new(Vec::new());
            tokio::join!(
                async {
                    let _both = semaphore.acquire_many(2).await.unwrap();
                    order.lock().await.push("both");
                },
                async {
                    let _one = semaphore.acquire().await.unwrap();
                    order.lock().await.push("one");
                },
                async { drop(taken) },
            );
            order.into_inner()
        },
        &[r#"["both", "one"]"#],
    );
}

#[test]
fn readers_share_and_a_writer_does_not() {
    let program = || async {
        let lock = Arc::new(RwLock::new(0));
        let one = lock.read().await;
        let other = lock.read().await;
        let refused = lock.try_write().is_err();
        drop((one, other));
        let writer = Arc::clone(&lock);
        let task = tokio::spawn(async move { *writer.write().await += 1 });
        let seen = *lock.read().await;
        task.await.unwrap();
        (refused, seen, *lock.read().await)
    };
    gives_on(multi, program, &["(true, 0, 1)", "(true, 1, 1)"]);
    gives_on(single, program, &["(true, 0, 1)"]);
}

#[test]
fn a_reader_waits_behind_a_writer_that_waits() {
    let program = || async {
        let lock = Arc::new(RwLock::new(()));
        let first = lock.read().await;
        let writer = Arc::clone(&lock);
        let task = tokio::spawn(async move { drop(writer.write().await) });
        let second = lock.read().await;
        drop((first, second));
        task.await.unwrap();
    };
    gives_on(multi, program, &["()", "lost wake-up"]);
    gives_on(single, program, &["()"]);
}

#[test]
fn notify_one_is_kept_and_notify_waiters_is_not() {
    gives(
        || async {
            let notify = Arc::new(Notify::new());
            let other = Arc::clone(&notify);
            let task = tokio::spawn(async move { other.notify_one() });
            notify.notified().await;
            task.await.unwrap();
        },
        &["()"],
    );
    gives(
        || async {
            let notify = Arc::new(Notify::new());
            let other = Arc::clone(&notify);
            let task = tokio::spawn(async move { other.notify_waiters() });
            notify.notified().await;
            task.await.unwrap();
        },
        &["()", "lost wake-up"],
    );
}

#[test]
fn a_watch_keeps_the_last_value_only() {
    let program = || async {
        let (sender, mut receiver) = watch::channel(0);
        let task = tokio::spawn(async move {
            sender.send(1).unwrap();
            sender.send(2).unwrap();
        });
        let mut seen = Vec::new();
        while receiver.changed().await.is_ok() {
            seen.push(*receiver.borrow_and_update());
        }
        task.await.unwrap();
        seen
    };
    gives_on(multi, program, &["[1, 2]", "[2]"]);
    gives_on(single, program, &["[2]"]);
}

#[test]
fn a_broadcast_is_for_all_and_forgets_what_is_too_old() {
    let program = || async {
        let (sender, mut one) = broadcast::channel(1);
        let mut other = sender.subscribe();
        let task = tokio::spawn(async move {
            sender.send(1).unwrap();
            sender.send(2).unwrap();
        });
        let first = one.recv().await;
        task.await.unwrap();
        (
            first.is_ok(),
            other.recv().await.is_err(),
            other.recv().await,
        )
    };
    gives_on(
        multi,
        program,
        &["(false, true, Ok(2))", "(true, true, Ok(2))"],
    );
    gives_on(single, program, &["(false, true, Ok(2))"]);
}

#[test]
fn a_barrier_has_one_leader() {
    gives(
        || async {
            let barrier = Arc::new(Barrier::new(2));
            let other = Arc::clone(&barrier);
            let task = tokio::spawn(async move { other.wait().await.is_leader() });
            let leads = barrier.wait().await.is_leader();
            leads != task.await.unwrap()
        },
        &["true"],
    );
}

#[test]
fn a_cell_is_made_once() {
    gives(
        || async {
            let cell = Arc::new(OnceCell::new());
            let other = Arc::clone(&cell);
            let task = tokio::spawn(async move {
                *other
                    .get_or_init(|| async {
                        yield_now().await;
                        1
                    })
                    .await
            });
            let own = *cell
                .get_or_init(|| async {
                    yield_now().await;
                    2
                })
                .await;
            own == task.await.unwrap()
        },
        &["true"],
    );
}

#[test]
fn a_task_can_be_aborted_at_each_of_its_awaits() {
    gives(
        || async {
            let (sender, mut receiver) = mpsc::unbounded_channel();
            let task = tokio::spawn(async move {
                sender.send(1).unwrap();
                yield_now().await;
                sender.send(2).unwrap();
                yield_now().await;
                sender.send(3).unwrap();
            });
            task.abort();
            let cancelled = task.await.is_err();
            let mut sent = 0;
            while receiver.recv().await.is_some() {
                sent += 1;
            }
            (sent, cancelled)
        },
        &["(0, true)", "(1, true)", "(2, true)", "(3, false)"],
    );
}

/// The message was taken out of the channel by a future that is then dropped.
#[test]
fn cancel_loses_an_item() {
    let program = || async {
        let (sender, mut items) = mpsc::unbounded_channel();
        let (stop, mut stopped) = oneshot::channel();
        tokio::spawn(async move {
            sender.send(1).unwrap();
            let _ = stop.send(());
        });
        let slow = async {
            let item = items.recv().await;
            sleep(Duration::from_millis(1)).await;
            item
        };
        let got = tokio::select! {
            got = slow => got,
            _ = &mut stopped => None,
        };
        (got, items.recv().await)
    };
    gives_on(
        multi,
        program,
        &["(None, None)", "(None, Some(1))", "(Some(1), None)"],
    );
    // On one thread the item comes together with the word to stop.
    gives_on(single, program, &["(None, None)", "(None, Some(1))"]);
}
