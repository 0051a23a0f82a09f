//! Selects: every arm that is ready, and waiting for one.

mod common;

use std::thread;
use std::time::Duration;

use common::{agrees, agrees_in, gives};
use crossbeam::channel::{Select, bounded, never, unbounded};
use crossbeam::{select, select_biased};

const SOON: Duration = Duration::from_millis(1);

#[test]
fn each_ready_arm_is_one_execution() {
    agrees_in(
        3,
        || {
            let channels = [unbounded(), unbounded(), unbounded()];
            for (number, (sender, _)) in channels.iter().enumerate() {
                sender.send(number).unwrap();
            }
            select! {
                recv(channels[0].1) -> got => got.unwrap(),
                recv(channels[1].1) -> got => got.unwrap(),
                recv(channels[2].1) -> got => got.unwrap(),
            }
        },
        &["0", "1", "2"],
    );
}

#[test]
fn the_biased_one_takes_the_first() {
    agrees_in(
        1,
        || {
            let (first, second) = (unbounded(), unbounded());
            first.0.send(1).unwrap();
            second.0.send(2).unwrap();
            select_biased! {
                recv(first.1) -> got => got.unwrap(),
                recv(second.1) -> got => got.unwrap(),
            }
        },
        &["1"],
    );
}

#[test]
fn a_thread_that_is_born_later_uses_the_other_channel() {
    agrees_in(
        1,
        || {
            let (first, second) = (unbounded(), unbounded());
            first.0.send(1).unwrap();
            let got = select! {
                recv(first.1) -> got => got.unwrap(),
                recv(second.1) -> got => got.unwrap(),
            };
            let sender = second.0.clone();
            thread::spawn(move || sender.send(2).unwrap())
                .join()
                .unwrap();
            got + second.1.recv().unwrap()
        },
        &["3"],
    );
}

#[test]
fn a_blocked_select_goes_on_with_whatever_comes() {
    for bound in [0, 1] {
        agrees(
            move || {
                let (first, second) = (bounded(bound), bounded(bound));
                let (left, right) = (first.0.clone(), second.0.clone());
                thread::spawn(move || left.send(1));
                thread::spawn(move || right.send(2));
                select! {
                    recv(first.1) -> got => got.unwrap(),
                    recv(second.1) -> got => got.unwrap(),
                }
            },
            &["1", "2"],
        );
    }
}

#[test]
fn a_send_arm_waits_for_room_or_a_receiver() {
    for bound in [0, 1] {
        agrees(
            move || {
                let (full, stop) = (bounded(bound), unbounded::<()>());
                for number in 0..bound {
                    full.0.send(number).unwrap();
                }
                let (taker, stopper) = (full.1.clone(), stop.0.clone());
                let taker = thread::spawn(move || taker.recv().unwrap());
                thread::spawn(move || stopper.send(()));
                let sent = select! {
                    send(full.0, 7) -> sent => sent.is_ok(),
                    recv(stop.1) -> _ => false,
                };
                if !sent && bound == 0 {
                    full.0.send(8).unwrap();
                }
                (sent, taker.join().unwrap())
            },
            match bound {
                0 => &["(false, 8)", "(true, 7)"],
                _ => &["(false, 0)", "(true, 0)"],
            },
        );
    }
}

#[test]
fn two_selects_meet_without_room() {
    agrees(
        || {
            let (left, right) = (bounded(0), bounded(0));
            let (give, take) = (left.0.clone(), right.1.clone());
            let other = thread::spawn(move || {
                select! {
                    send(give, 1) -> sent => (1, sent.is_ok()),
                    recv(take) -> got => (got.unwrap(), true),
                }
            });
            let own = select! {
                recv(left.1) -> got => (got.unwrap(), true),
                send(right.0, 2) -> sent => (2, sent.is_ok()),
            };
            (own, other.join().unwrap())
        },
        &["((1, true), (1, true))", "((2, true), (2, true))"],
    );
}

#[test]
fn nobody_is_met_twice() {
    agrees(
        || {
            let (left, right) = (bounded(0), bounded(0));
            let takers: Vec<_> = [left.1, right.1]
                .into_iter()
                .map(|receiver| thread::spawn(move || receiver.recv().ok()))
                .collect();
            let sent = select! {
                send(left.0, 1) -> sent => sent.is_ok(),
                send(right.0, 2) -> sent => sent.is_ok(),
            };
            drop((left.0, right.0));
            let taken: Vec<_> = takers.into_iter().map(|t| t.join().unwrap()).collect();
            (sent, taken)
        },
        &["(true, [None, Some(2)])", "(true, [Some(1), None])"],
    );
}

#[test]
fn default_is_taken_where_nothing_is_ready() {
    agrees(
        || {
            let (sender, receiver) = unbounded();
            let giver = thread::spawn(move || sender.send(1));
            let got = select! {
                recv(receiver) -> got => got.ok(),
                default => None,
            };
            giver.join().unwrap().unwrap();
            got
        },
        &["None", "Some(1)"],
    );
    agrees(
        || {
            let (one, other) = (bounded(1), bounded::<u8>(0));
            let first = select! {
                send(one.0, 1) -> sent => sent.is_ok(),
                recv(other.1) -> _ => false,
                default() => false,
            };
            let second = select! {
                send(one.0, 2) -> sent => sent.is_ok(),
                recv(other.1) -> _ => true,
                default => false,
            };
            (first, second)
        },
        &["(true, false)"],
    );
}

#[test]
fn default_after_some_time() {
    agrees(
        || {
            let (first, second) = (unbounded(), bounded::<u8>(0));
            let sender = first.0.clone();
            let giver = thread::spawn(move || sender.send(1));
            let got = select! {
                recv(first.1) -> got => got.ok(),
                recv(second.1) -> got => got.ok(),
                default(SOON) => None,
            };
            giver.join().unwrap().unwrap();
            got
        },
        &["None", "Some(1)"],
    );
}

#[test]
fn a_closed_arm_is_always_ready() {
    agrees(
        || {
            let (closed, open) = (unbounded::<u8>(), unbounded());
            drop(closed.0);
            open.0.send(1).unwrap();
            select! {
                recv(closed.1) -> got => got.ok(),
                recv(open.1) -> got => got.ok(),
            }
        },
        &["None", "Some(1)"],
    );
    agrees(
        || {
            let (sender, receiver) = bounded::<u8>(0);
            drop(receiver);
            select! {
                send(sender, 1) -> sent => sent.is_err(),
                recv(never::<u8>()) -> _ => false,
            }
        },
        &["true"],
    );
}

#[test]
fn merging_two_streams_loses_nothing() {
    agrees(
        || {
            let (left, right) = (unbounded(), unbounded());
            thread::spawn(move || left.0.send(1));
            thread::spawn(move || right.0.send(2));
            let (mut first, mut second) = (Some(left.1), Some(right.1));
            let mut all = Vec::new();
            while first.is_some() || second.is_some() {
                let (one, other) = (
                    first.clone().unwrap_or_else(never),
                    second.clone().unwrap_or_else(never),
                );
                select! {
                    recv(one) -> got => match got {
                        Ok(got) => all.push(got),
                        Err(_) => first = None,
                    },
                    recv(other) -> got => match got {
                        Ok(got) => all.push(got),
                        Err(_) => second = None,
                    },
                }
            }
            all
        },
        &["[1, 2]", "[2, 1]"],
    );
}

#[test]
fn a_list_of_operations_that_changes() {
    agrees(
        || {
            let channels: Vec<_> = (0..3).map(|_| unbounded()).collect();
            for (number, (sender, _)) in channels.iter().enumerate() {
                sender.send(number).unwrap();
            }
            let mut list = Select::new();
            for (_, receiver) in &channels {
                list.recv(receiver);
            }
            list.remove(1);
            let taken = list.select();
            let index = taken.index();
            taken.recv(&channels[index].1).unwrap()
        },
        &["0", "2"],
    );
    agrees(
        || {
            let (sender, receiver) = unbounded::<u8>();
            let mut list = Select::new_biased();
            list.recv(&receiver);
            let nothing = (
                list.try_select().is_err(),
                list.select_timeout(SOON).is_err(),
            );
            let ready = (list.try_ready().is_err(), list.ready_timeout(SOON).is_err());
            sender.send(1).unwrap();
            (
                nothing,
                ready,
                list.ready(),
                list.try_ready(),
                receiver.len(),
            )
        },
        &["((true, true), (true, true), 0, Ok(0), 1)"],
    );
}

#[test]
fn a_select_that_nobody_ends_is_a_deadlock_or_a_lost_wake_up() {
    gives(
        |_| {
            let (one, other) = (unbounded::<u8>(), unbounded::<u8>());
            select! {
                recv(one.1) -> _ => {}
                recv(other.1) -> _ => {}
            }
            drop((one.0, other.0));
        },
        &["lost wake-up"],
    );
    gives(
        |_| {
            let (left, right) = (unbounded::<u8>(), unbounded::<u8>());
            let (give, take) = (right.0, left.1);
            let other = thread::spawn(move || {
                let _keeps = &give;
                select! { recv(take) -> _ => {}, recv(never::<u8>()) -> _ => {} }
            });
            select! { recv(right.1) -> _ => {}, recv(never::<u8>()) -> _ => {} }
            drop(left.0);
            other.join().unwrap();
        },
        &["deadlock"],
    );
}

#[test]
fn bodies_may_leave_the_loop_around() {
    agrees(
        || {
            let (sender, receiver) = unbounded();
            sender.send(1).unwrap();
            loop {
                select! {
                    recv(receiver) -> got => match got {
                        Ok(_) => continue,
                        Err(_) => break "never",
                    },
                    default => break "done",
                }
            }
        },
        &["\"done\""],
    );
}

/// All forms that a case can have.
#[test]
fn the_grammar() {
    let (sender, receiver) = unbounded::<u8>();
    let make = || &receiver;
    let number: u8 = select! {
        recv(make()) -> _ => 1,
        send(sender, 5,) -> sent => { assert!(sent.is_ok()); 2 }
    };
    assert_eq!(number, 2);
    let number = select! {
        recv(receiver,) -> got => { got.unwrap() },
        default() => 0,
    };
    assert_eq!(number, 5);
    let text = select! {
        recv(receiver) -> _got => { "one" }
        recv(&receiver) -> (Ok(_) | Err(_)) => "two",
        default(SOON) => { "none" }
    };
    assert_eq!(text, "none");
    select_biased! {
        default => {}
        recv(receiver) -> _ => unreachable!("nothing was sent"),
    }
    let Ok(()) = (select! { send(sender, 1) -> sent => sent, default => Ok(()) }) else {
        unreachable!("there is room");
    };
    assert_eq!(select! { recv(receiver) -> got => got }, Ok(1));
}
