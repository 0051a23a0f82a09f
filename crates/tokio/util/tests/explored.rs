//! Words to stop, and tasks that are counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use interleave::{Run, explore};
use tokio::runtime::Builder;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

#[track_caller]
fn gives<F: Future<Output: std::fmt::Debug>>(
    program: impl Fn() -> F + Send + Sync,
    expected: &[&str],
) {
    for builder in [Builder::new_multi_thread, Builder::new_current_thread] {
        let body = |run: &Run| {
            let runtime = builder().enable_all().build().unwrap();
            run.observe("is", runtime.block_on(program()));
        };
        let exploration = explore(body);
        assert!(exploration.is_exhaustive(), "{}", exploration.coverage());
        assert_eq!(exploration.behaviours(), expected);
    }
}

#[test]
fn a_token_stops_all_that_wait_and_its_children() {
    gives(
        || async {
            let token = CancellationToken::new();
            let child = token.child_token();
            let waits = tokio::spawn(async move { child.cancelled().await });
            token.cancel();
            waits.await.unwrap();
            token.is_cancelled()
        },
        &["is = true"],
    );
}

#[test]
fn a_child_does_not_stop_its_parent() {
    gives(
        || async {
            let token = CancellationToken::new();
            drop(token.child_token().drop_guard());
            token.is_cancelled()
        },
        &["is = false"],
    );
}

#[test]
fn what_runs_until_it_is_cancelled_may_end_before() {
    gives(
        || async {
            let token = CancellationToken::new();
            let (sender, mut receiver) = mpsc::channel(1);
            let theirs = token.clone();
            tokio::spawn(async move { sender.send(1).await });
            tokio::spawn(async move { theirs.cancel() });
            token.run_until_cancelled(receiver.recv()).await
        },
        &["is = None", "is = Some(Some(1))"],
    );
}

#[test]
fn a_tracker_waits_for_all_of_its_tasks() {
    gives(
        || async {
            let tracker = TaskTracker::new();
            let ended = Arc::new(AtomicU32::new(0));
            for _ in 0..2 {
                let ended = Arc::clone(&ended);
                tracker.spawn(async move { ended.fetch_add(1, Relaxed) });
            }
            tracker.close();
            tracker.wait().await;
            ended.load(Relaxed)
        },
        &["is = 2"],
    );
}

#[test]
fn a_tracker_that_is_open_is_waited_for_without_end() {
    gives(
        || async { TaskTracker::new().wait().await },
        &["lost wake-up"],
    );
}
