//! Tasks, channels, time and `select!`, end to end.

mod common;

use std::time::Duration;

use common::{gives, gives_on, multi};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{sleep, timeout};

#[test]
fn a_task_gives_its_result() {
    gives(
        || async { tokio::spawn(async { 1 + 1 }).await.unwrap() },
        &["2"],
    );
}

#[test]
fn two_senders_come_in_either_order() {
    gives(
        || async {
            let (sender, mut receiver) = mpsc::channel(2);
            for number in 1..=2 {
                let sender = sender.clone();
                tokio::spawn(async move { sender.send(number).await.unwrap() });
            }
            drop(sender);
            let mut all = Vec::new();
            while let Some(number) = receiver.recv().await {
                all.push(number);
            }
            all
        },
        &["[1, 2]", "[2, 1]"],
    );
}

#[test]
fn a_request_is_answered() {
    gives(
        || async {
            let (requests, mut asked) = mpsc::channel::<(u32, oneshot::Sender<u32>)>(1);
            let server = tokio::spawn(async move {
                let mut answered = 0;
                while let Some((number, reply)) = asked.recv().await {
                    reply.send(number * 2).unwrap();
                    answered += 1;
                }
                answered
            });
            let mut clients = Vec::new();
            for number in [1, 2, 3] {
                let requests = requests.clone();
                clients.push(tokio::spawn(async move {
                    let (reply, answer) = oneshot::channel();
                    requests.send((number, reply)).await.unwrap();
                    answer.await.unwrap()
                }));
            }
            drop(requests);
            let mut answers = Vec::new();
            for client in clients {
                answers.push(client.await.unwrap());
            }
            (answers, server.await.unwrap())
        },
        &["([2, 4, 6], 3)"],
    );
}

#[test]
fn a_sleep_ends_in_the_order_of_deadlines() {
    gives(
        || async {
            let (sender, mut receiver) = mpsc::unbounded_channel();
            for millis in [20, 10] {
                let sender = sender.clone();
                tokio::spawn(async move {
                    sleep(Duration::from_millis(millis)).await;
                    sender.send(millis).unwrap();
                });
            }
            drop(sender);
            let first = receiver.recv().await;
            (first, receiver.recv().await)
        },
        &["(Some(10), Some(20))", "(Some(20), Some(10))"],
    );
}

#[test]
fn every_ready_branch_is_taken() {
    gives(
        || async {
            let (one, mut first) = mpsc::channel(1);
            let (two, mut second) = mpsc::channel(1);
            one.send(1).await.unwrap();
            two.send(2).await.unwrap();
            tokio::select! {
                got = first.recv() => got,
                got = second.recv() => got,
            }
        },
        &["Some(1)", "Some(2)"],
    );
}

#[test]
fn a_biased_select_takes_the_first_ready_branch() {
    gives(
        || async {
            let (one, mut first) = mpsc::channel(1);
            let (two, mut second) = mpsc::channel(1);
            one.send(1).await.unwrap();
            two.send(2).await.unwrap();
            tokio::select! {
                biased;
                got = first.recv() => got,
                got = second.recv() => got,
            }
        },
        &["Some(1)"],
    );
}

#[test]
fn a_time_out_may_fire_or_not() {
    gives(
        || async {
            let (sender, receiver) = oneshot::channel();
            tokio::spawn(async move {
                sleep(Duration::from_millis(5)).await;
                let _ = sender.send(1);
            });
            timeout(Duration::from_millis(5), receiver).await.is_ok()
        },
        &["false", "true"],
    );
}

#[test]
fn nobody_sends() {
    gives_on(
        multi,
        || async {
            let (_sender, mut receiver) = mpsc::channel::<u32>(1);
            receiver.recv().await
        },
        &["lost wake-up"],
    );
}

#[tokio::test]
async fn outside_of_an_exploration_it_is_the_real_thing() {
    let (sender, mut receiver) = mpsc::channel(1);
    let task = tokio::spawn(async move { sender.send(1).await.is_ok() });
    assert_eq!(receiver.recv().await, Some(1));
    assert!(task.await.unwrap());
    let late = timeout(Duration::from_millis(1), receiver.recv());
    assert_eq!(late.await, Ok(None));
}
