//! What is judged: what arrives, in which order, who waits, and how everybody ends.

use super::*;
use std::iter;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// Receives until the end.
fn all(receiver: &Receiver<u32>) -> Vec<u32> {
    iter::from_fn(|| receiver.recv()).collect()
}

/// Sends them all, and then ends.
fn send_all(sender: Sender<u32>, messages: &[u32]) -> Result<(), u32> {
    messages
        .iter()
        .try_for_each(|message| sender.send(*message))
}

/// One after the other through a channel for one message.
#[test]
fn in_order_and_then_the_end() {
    interleave::explore(|run| {
        let (sender, receiver) = channel(1);
        thread::scope(|s| {
            s.spawn(move || send_all(sender, &[1, 2, 3]));
            run.observe("received", all(&receiver));
        });
    })
    .assert_snapshot();
}

/// Both may wait for room, while the receiver may wait for a message.
#[test]
fn two_senders() {
    interleave::explore(|run| {
        let (first, receiver) = channel(1);
        let second = first.clone();
        thread::scope(|s| {
            s.spawn(move || send_all(first, &[1, 2]));
            s.spawn(move || send_all(second, &[11]));
            run.observe("received", all(&receiver));
        });
    })
    .assert_snapshot();
}

/// Until somebody receives, two messages are in a channel for two.
#[test]
fn no_more_than_the_capacity() {
    interleave::explore(|run| {
        let (sender, receiver) = channel(2);
        let sent = AtomicU32::new(0);
        thread::scope(|s| {
            let count = &sent;
            s.spawn(move || {
                for message in 1..=3 {
                    sender.send(message).unwrap();
                    count.fetch_add(1, SeqCst);
                }
            });
            run.observe("sent into nothing", sent.load(SeqCst));
            run.observe("received", all(&receiver));
        });
    })
    .assert_snapshot();
}

/// The sender waits for an answer, and its end of the channel stays open meanwhile.
#[test]
fn question_and_answer() {
    interleave::explore(|run| {
        let (ask, questions) = channel(1);
        let (reply, answers) = channel(1);
        thread::scope(|s| {
            s.spawn(move || {
                let mut questions = iter::from_fn(|| questions.recv());
                questions.try_for_each(|question: u32| reply.send(question + 1))
            });
            ask.send(1).unwrap();
            run.observe("answer", answers.recv());
            drop(ask);
        });
    })
    .assert_snapshot();
}

/// A message that nobody receives any more comes back, or is lost in the channel.
#[test]
fn the_receiver_is_dropped() {
    interleave::explore(|run| {
        let (sender, receiver) = channel(1);
        thread::scope(|s| {
            s.spawn(move || drop(receiver));
            let sent = [sender.send(1), sender.send(2), sender.send(3)];
            run.observe("the last", sent[2]);
        });
    })
    .assert_snapshot();
}

/// Two senders, neither of which sends anything.
#[test]
fn the_senders_are_dropped() {
    interleave::explore(|run| {
        let (sender, receiver) = channel::<u32>(1);
        let clone = sender.clone();
        thread::scope(|s| {
            s.spawn(move || drop(sender));
            s.spawn(move || drop(clone));
            run.observe("received", receiver.recv());
        });
    })
    .assert_snapshot();
}

/// One wait of each thread ends although nobody has notified.
#[test]
fn a_wake_up_without_a_cause() {
    interleave::Check::new()
        .spurious_wakeups(1)
        .explore(|run| {
            let (sender, receiver) = channel(1);
            thread::scope(|s| {
                s.spawn(move || send_all(sender, &[1, 2]));
                run.observe("received", all(&receiver));
            });
        })
        .assert_snapshot();
}
