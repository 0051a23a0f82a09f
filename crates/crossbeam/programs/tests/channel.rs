//! Channels: sends, receives, their errors, both ends gone.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use common::{agrees, gives};
use crossbeam::channel::{
    self, RecvTimeoutError, SendTimeoutError, TryRecvError, TrySendError, bounded, never, unbounded,
};

const SECOND: Duration = Duration::from_secs(1);
const SOON: Duration = Duration::from_millis(1);

#[test]
fn messages_of_several_senders_come_in_any_order() {
    for bound in [None, Some(0), Some(1), Some(2)] {
        agrees(
            move || {
                let (sender, receiver) = match bound {
                    None => unbounded(),
                    Some(bound) => bounded(bound),
                };
                for number in [1, 2] {
                    let sender = sender.clone();
                    thread::spawn(move || sender.send(number).unwrap());
                }
                drop(sender);
                receiver.iter().collect::<Vec<_>>()
            },
            &["[1, 2]", "[2, 1]"],
        );
    }
}

#[test]
fn each_message_goes_to_one_of_the_receivers() {
    for bound in [0, 1] {
        agrees(
            move || {
                let (sender, receiver) = bounded(bound);
                let other = receiver.clone();
                let other = thread::spawn(move || other.recv());
                sender.send(1).unwrap();
                drop(sender);
                (receiver.recv().ok(), other.join().unwrap().ok())
            },
            match bound {
                // The only receiver that could meet the sender is the other one.
                0 => &["(None, Some(1))"],
                _ => &["(None, Some(1))", "(Some(1), None)"],
            },
        );
    }
}

#[test]
fn all_receivers_learn_that_a_channel_is_closed() {
    agrees(
        || {
            let (sender, receiver) = unbounded::<()>();
            let waiting: Vec<_> = (0..2)
                .map(|_| {
                    let receiver = receiver.clone();
                    thread::spawn(move || receiver.recv().is_err())
                })
                .collect();
            drop(sender);
            waiting
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect::<Vec<_>>()
        },
        &["[true, true]"],
    );
}

#[test]
fn a_closed_channel_is_drained_first() {
    agrees(
        || {
            let (sender, receiver) = bounded(2);
            sender.send(1).unwrap();
            drop(sender);
            (receiver.try_recv(), receiver.try_recv(), receiver.recv())
        },
        &["(Ok(1), Err(Disconnected), Err(RecvError))"],
    );
}

#[test]
fn a_send_without_receivers_gives_the_message_back() {
    for bound in [0, 1] {
        agrees(
            move || {
                let (sender, receiver) = bounded(bound);
                let receiver = thread::spawn(move || drop(receiver));
                let sent = sender.send(7).map_err(|error| error.into_inner());
                receiver.join().unwrap();
                let timed = sender
                    .send_timeout(8, SECOND)
                    .is_err_and(|e| e.is_disconnected());
                let tried = sender.try_send(9).is_err_and(|e| e.is_disconnected());
                (sent, timed, tried)
            },
            match bound {
                0 => &["(Err(7), true, true)"],
                _ => &["(Err(7), true, true)", "(Ok(()), true, true)"],
            },
        );
    }
}

#[test]
fn try_send_finds_room_or_none() {
    agrees(
        || {
            let (sender, receiver) = bounded(1);
            sender.send(1).unwrap();
            let taker = thread::spawn(move || receiver.recv().map(|_| receiver));
            let tried = sender.try_send(2).map_err(|error| match error {
                TrySendError::Full(message) => ("full", message),
                TrySendError::Disconnected(message) => ("closed", message),
            });
            taker.join().unwrap().unwrap();
            tried
        },
        &["Err((\"full\", 2))", "Ok(())"],
    );
}

#[test]
fn without_room_try_send_needs_a_receiver_that_waits() {
    agrees(
        || {
            let (sender, receiver) = bounded(0);
            let taker = thread::spawn(move || receiver.recv());
            let sent = sender.try_send(1).is_ok();
            drop(sender);
            (sent, taker.join().unwrap())
        },
        &["(false, Err(RecvError))", "(true, Ok(1))"],
    );
    agrees(
        || {
            let (sender, receiver) = bounded::<u8>(0);
            let giver = thread::spawn(move || sender.send(1).is_ok());
            let got = receiver.try_recv();
            drop(receiver);
            (got, giver.join().unwrap())
        },
        &["(Err(Empty), false)", "(Ok(1), true)"],
    );
}

#[test]
fn a_rendezvous_waits_for_the_other_side() {
    agrees(
        || {
            let (sender, receiver) = bounded(0);
            let taken = Arc::new(AtomicUsize::new(0));
            let seen = taken.clone();
            let taker = thread::spawn(move || {
                seen.fetch_add(1, Ordering::SeqCst);
                receiver.recv()
            });
            sender.send("met").unwrap();
            let order = taken.load(Ordering::SeqCst);
            (order, taker.join().unwrap())
        },
        &["(1, Ok(\"met\"))"],
    );
}

#[test]
fn time_outs_end_both_ways() {
    agrees(
        || {
            let (sender, receiver) = unbounded();
            let giver = thread::spawn(move || {
                let _ = sender.send(1);
                sender
            });
            let got = receiver.recv_timeout(SOON);
            giver.join().unwrap();
            got
        },
        &["Err(Timeout)", "Ok(1)"],
    );
    for bound in [0, 1] {
        agrees(
            move || {
                let (sender, receiver) = bounded(bound);
                for number in 0..bound {
                    sender.send(number).unwrap();
                }
                let taker = thread::spawn(move || (receiver.recv(), receiver));
                let sent = sender.send_timeout(5, SOON);
                drop(sender);
                let _ = taker.join().unwrap();
                sent.map_err(|error| match error {
                    SendTimeoutError::Timeout(message) => message,
                    SendTimeoutError::Disconnected(_) => 0,
                })
            },
            &["Err(5)", "Ok(())"],
        );
    }
    agrees(
        || {
            let (_sender, receiver) = unbounded::<()>();
            (
                receiver.recv_timeout(SOON),
                never::<u8>().recv_timeout(SOON),
            )
        },
        &["(Err(Timeout), Err(Timeout))"],
    );
    assert!(RecvTimeoutError::Timeout.is_timeout() && TryRecvError::Empty.is_empty());
}

#[test]
fn lengths_and_bounds() {
    agrees(
        || {
            let (sender, receiver) = bounded(2);
            sender.send(1).unwrap();
            let with_room = (sender.len(), sender.is_empty(), sender.is_full());
            sender.send(2).unwrap();
            (
                with_room,
                receiver.len(),
                receiver.is_full(),
                receiver.capacity(),
            )
        },
        &["((1, false, false), 2, true, Some(2))"],
    );
    agrees(
        || {
            let (sender, receiver) = bounded::<u8>(0);
            let (one, other) = (unbounded::<u8>(), unbounded::<u8>());
            let same = (
                one.0.same_channel(&one.0.clone()),
                one.1.same_channel(&other.1),
            );
            (
                sender.is_full(),
                receiver.is_empty(),
                one.0.capacity(),
                same,
            )
        },
        &["(true, true, None, (true, false))"],
    );
    agrees(
        || {
            let (sender, receiver) = unbounded();
            let giver = thread::spawn(move || sender.send(1));
            let length = receiver.len();
            giver.join().unwrap().unwrap();
            length
        },
        &["0", "1"],
    );
}

#[test]
fn messages_are_dropped_with_the_last_receiver() {
    struct Noisy(Arc<AtomicUsize>);
    impl Drop for Noisy {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    agrees(
        || {
            let dropped = Arc::new(AtomicUsize::new(0));
            let (sender, receiver) = unbounded();
            let other = receiver.clone();
            sender.send(Noisy(dropped.clone())).unwrap();
            drop(receiver);
            let before = dropped.load(Ordering::SeqCst);
            drop(other);
            let after = dropped.load(Ordering::SeqCst);
            drop(sender);
            (before, after)
        },
        &["(0, 1)"],
    );
}

#[test]
fn iterators_end_with_the_senders() {
    agrees(
        || {
            let (sender, receiver) = unbounded();
            let giver = thread::spawn(move || (0..3).for_each(|n| sender.send(n).unwrap()));
            let first: Vec<_> = receiver.iter().take(1).collect();
            giver.join().unwrap();
            let tried: Vec<_> = receiver.try_iter().take(1).collect();
            (first, tried, receiver.into_iter().collect::<Vec<_>>())
        },
        &["([0], [1], [2])"],
    );
}

#[test]
fn a_receiver_that_nobody_sends_to_is_told() {
    gives(
        |_| {
            let (sender, receiver) = unbounded::<()>();
            let _ = receiver.recv();
            drop(sender);
        },
        &["lost wake-up"],
    );
    gives(
        |_| {
            let (left, right) = (bounded::<()>(0), bounded::<()>(0));
            let (give, take) = (left.0, right.1);
            let other = thread::spawn(move || {
                right.0.send(()).unwrap();
                left.1.recv().unwrap();
            });
            give.send(()).unwrap();
            take.recv().unwrap();
            other.join().unwrap();
        },
        &["deadlock"],
    );
}

#[test]
fn a_channel_from_outside_is_refused() {
    let (sender, _receiver) = channel::unbounded();
    gives(
        move |_| sender.send(1).unwrap(),
        &["refused: a crossbeam::channel that outlives an execution"],
    );
}
