//! Channels in an exploration.

mod common;

use std::sync::mpsc::*;
use std::thread;
use std::time::Duration;

use common::gives;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn messages_of_several_senders_come_in_any_order() {
    gives(
        |run| {
            let (sender, receiver) = channel();
            for number in [1, 2] {
                let sender = sender.clone();
                thread::spawn(move || sender.send(number).unwrap());
            }
            drop(sender);
            run.observe("received", receiver.iter().collect::<Vec<_>>());
        },
        &["received = [1, 2]", "received = [2, 1]"],
    );
}

#[test]
fn messages_of_one_sender_keep_their_order() {
    gives(
        |run| {
            let (sender, receiver) = channel();
            thread::spawn(move || {
                sender.send("one").unwrap();
                sender.send("two").unwrap();
            });
            let first = receiver.recv();
            run.observe("received", (first, receiver.recv(), receiver.recv()));
        },
        &["received = (Ok(\"one\"), Ok(\"two\"), Err(RecvError))"],
    );
}

#[test]
fn try_recv_sees_nothing_a_message_or_the_end() {
    gives(
        |run| {
            let (sender, receiver) = channel();
            thread::spawn(move || sender.send(1));
            let first = receiver.try_recv();
            run.observe("received", (first, receiver.try_iter().next()));
        },
        &[
            "received = (Err(Empty), None)",
            "received = (Err(Empty), Some(1))",
            "received = (Ok(1), None)",
        ],
    );
    gives(
        |run| {
            let (sender, receiver) = channel::<u8>();
            drop(sender);
            let tried = (receiver.try_recv(), receiver.recv_timeout(SECOND));
            run.observe("received", tried);
        },
        &["received = (Err(Disconnected), Err(Disconnected))"],
    );
}

#[test]
fn receiving_with_a_time_out_ends_both_ways() {
    gives(
        |run| {
            let (sender, receiver) = channel();
            let thread = thread::spawn(move || {
                let _ = sender.send(1);
                sender
            });
            run.observe("received", receiver.recv_timeout(SECOND));
            thread.join().unwrap();
        },
        &["received = Err(Timeout)", "received = Ok(1)"],
    );
}

#[test]
fn a_message_for_nobody_comes_back() {
    gives(
        |run| {
            let (sender, receiver) = channel();
            let thread = thread::spawn(move || drop(receiver));
            let sent = sender.send(String::from("message"));
            thread.join().unwrap();
            let after = sender.send(String::from("late"));
            run.observe("sent", (sent, after.map_err(|error| error.0)));
        },
        &[
            "sent = (Err(SendError { .. }), Err(\"late\"))",
            "sent = (Ok(()), Err(\"late\"))",
        ],
    );
}

#[test]
fn a_full_channel_waits_or_says_so() {
    gives(
        |run| {
            let (sender, receiver) = sync_channel(1);
            sender.send(1).unwrap();
            let other = sender.clone();
            thread::spawn(move || other.send(2).unwrap());
            let tried = match sender.try_send(3) {
                Err(TrySendError::Full(message)) => Err(message),
                other => Ok(other.is_ok()),
            };
            drop(sender);
            run.observe("tried", (tried, receiver.into_iter().collect::<Vec<_>>()));
        },
        &["tried = (Err(3), [1, 2])"],
    );
}

#[test]
fn room_is_made_by_receiving() {
    gives(
        |run| {
            let (sender, receiver) = sync_channel(1);
            sender.send(1).unwrap();
            let thread = thread::spawn(move || (receiver.recv(), receiver));
            let tried = sender.try_send(2).is_ok();
            drop(thread.join());
            run.observe("room", tried);
        },
        &["room = false", "room = true"],
    );
}

#[test]
fn a_rendezvous_keeps_two_in_step() {
    gives(
        |run| {
            let (sender, receiver) = sync_channel(0);
            let (log, seen) = channel();
            let own = log.clone();
            thread::spawn(move || {
                for number in [1, 2] {
                    sender.send(number).unwrap();
                }
                log.send("sent both").unwrap();
            });
            receiver.recv().unwrap();
            own.send("received one").unwrap();
            receiver.recv().unwrap();
            drop(own);
            run.observe("order", seen.into_iter().collect::<Vec<_>>());
        },
        &["order = [\"received one\", \"sent both\"]"],
    );
}

#[test]
fn an_offer_for_nobody_comes_back() {
    gives(
        |run| {
            let (sender, receiver) = sync_channel(0);
            let thread = thread::spawn(move || sender.send(String::from("offer")));
            drop(receiver);
            let sent = thread.join().unwrap();
            run.observe("sent", sent.map_err(|error| error.0));
        },
        &["sent = Err(\"offer\")"],
    );
}

#[test]
fn a_try_at_a_rendezvous_needs_a_receiver_that_waits() {
    gives(
        |run| {
            let (sender, receiver) = sync_channel(0);
            let thread = thread::spawn(move || receiver.recv());
            let tried = sender.try_send(1).is_ok();
            drop(sender);
            run.observe("met", (tried, thread.join().unwrap()));
        },
        &["met = (false, Err(RecvError))", "met = (true, Ok(1))"],
    );
}

#[test]
fn messages_are_dropped_with_the_receiver() {
    gives(
        |run| {
            let (sender, receiver) = channel();
            let (reply, replies) = channel::<u8>();
            sender.send(reply).unwrap();
            drop(receiver);
            run.observe("reply", replies.recv());
        },
        &["reply = Err(RecvError)"],
    );
}

#[test]
fn a_channel_from_outside_is_refused() {
    let (sender, receiver) = channel();
    gives(
        |_| {
            let _ = sender.send(1);
        },
        &["refused: a std::sync::mpsc channel that outlives an execution"],
    );
    sender.send(2).unwrap();
    assert_eq!(receiver.try_recv(), Ok(2));
}

#[test]
fn a_receiver_at_a_rendezvous_may_give_up() {
    gives(
        |run| {
            let (sender, receiver) = sync_channel(0);
            let thread = thread::spawn(move || sender.send(1).is_ok());
            let received = receiver.recv_timeout(SECOND);
            drop(receiver);
            run.observe("met", (received, thread.join().unwrap()));
        },
        &["met = (Err(Timeout), false)", "met = (Ok(1), true)"],
    );
}

#[test]
fn the_last_sender_ends_a_wait_with_a_time_out() {
    gives(
        |run| {
            let (sender, receiver) = channel::<u8>();
            thread::spawn(move || drop(sender));
            run.observe("received", receiver.recv_timeout(SECOND));
        },
        &["received = Err(Disconnected)", "received = Err(Timeout)"],
    );
}

#[test]
fn a_bound_holds_senders_back_and_an_unbounded_channel_does_not() {
    let program = |bound: Option<usize>| {
        move |run: &interleave::Run| {
            let (log, seen) = channel();
            let (own, its) = (log.clone(), log);
            let send = move |send: &dyn Fn(u8)| {
                for number in [1, 2, 3] {
                    send(number);
                }
                its.send("sent three").unwrap();
            };
            let receive = |receiver: &Receiver<u8>| {
                receiver.recv().unwrap();
                own.send("received one").unwrap();
                receiver.recv().unwrap();
                receiver.recv().unwrap();
            };
            if let Some(bound) = bound {
                let (sender, receiver) = sync_channel(bound);
                thread::spawn(move || send(&|number| sender.send(number).unwrap()));
                receive(&receiver);
            } else {
                let (sender, receiver) = channel();
                thread::spawn(move || send(&|number| sender.send(number).unwrap()));
                receive(&receiver);
            }
            drop(own);
            run.observe("order", seen.into_iter().collect::<Vec<_>>());
        }
    };
    let received_first = "order = [\"received one\", \"sent three\"]";
    let sent_first = "order = [\"sent three\", \"received one\"]";
    gives(program(Some(0)), &[received_first]);
    gives(program(Some(1)), &[received_first]);
    gives(program(Some(2)), &[received_first, sent_first]);
    gives(program(None), &[received_first, sent_first]);
}
