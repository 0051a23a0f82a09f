//! What learners read.

use interleave::explore;
use tokio::runtime::Runtime;
use tokio::sync::{mpsc, oneshot};

fn block_on<F: Future>(future: F) -> F::Output {
    Runtime::new().unwrap().block_on(future)
}

#[test]
fn two_senders() {
    let exploration = explore(|run| {
        let got = block_on(async {
            let (sender, mut receiver) = mpsc::channel(2);
            for number in 1..=2 {
                let sender = sender.clone();
                tokio::spawn(async move { sender.send(number).await.unwrap() });
            }
            (receiver.recv().await, receiver.recv().await)
        });
        run.observe("got", got);
    });
    insta::assert_snapshot!(exploration.story(&["got = (Some(1), Some(2))"]));
}

#[test]
fn a_reply_that_never_comes() {
    let exploration = explore(|_| {
        block_on(async {
            let (requests, mut asked) = mpsc::channel::<oneshot::Sender<u32>>(1);
            let server = tokio::spawn(async move {
                let reply = asked.recv().await;
                let again = asked.recv().await;
                drop((reply, again));
            });
            let (reply, answer) = oneshot::channel();
            requests.send(reply).await.unwrap();
            answer.await.ok();
            drop(requests);
            server.await.unwrap();
        });
    });
    insta::assert_snapshot!(exploration.story(&[]));
}

#[test]
fn a_select() {
    let exploration = explore(|run| {
        let got = block_on(async {
            let (one, mut first) = mpsc::channel(1);
            let (two, mut second) = mpsc::channel(1);
            tokio::spawn(async move { one.send(1).await });
            tokio::spawn(async move { two.send(2).await });
            tokio::select! {
                got = first.recv() => got,
                got = second.recv() => got,
            }
        });
        run.observe("got", got);
    });
    insta::assert_snapshot!(exploration.story(&["got = Some(1)"]));
}

/// Two tasks, each of which waits for the other's end of a channel, and one for a lock.
#[test]
fn everybody_waits() {
    let exploration = explore(|_| {
        block_on(async {
            let (one, mut first) = mpsc::channel::<u32>(1);
            let (two, mut second) = mpsc::channel::<u32>(1);
            let lock = std::sync::Arc::new(tokio::sync::Mutex::new(0));
            let _guard = lock.lock().await;
            let theirs = std::sync::Arc::clone(&lock);
            let waits = tokio::spawn(async move { *theirs.lock().await });
            tokio::select! {
                got = first.recv() => drop((got, two)),
                got = second.recv() => drop((got, one)),
                got = waits => drop(got),
            }
        });
    });
    insta::assert_snapshot!(exploration.story(&[]));
}
