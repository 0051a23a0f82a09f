//! Receivers to which time sends: virtual inside of an exploration.

mod common;

use std::thread;
use std::time::{Duration, Instant};

use common::agrees;
use crossbeam::channel::{after, at, never, tick, unbounded};
use crossbeam::select;

const SOON: Duration = Duration::from_millis(1);
const LATER: Duration = Duration::from_millis(30);

#[test]
fn a_message_comes_when_its_time_has() {
    agrees(
        || {
            let start = Instant::now();
            let told = after(SOON).recv().unwrap();
            let again = at(start + SOON).recv().unwrap();
            (
                told >= start + SOON,
                again == start + SOON,
                start.elapsed() >= SOON,
            )
        },
        &["(true, true, true)"],
    );
}

#[test]
fn it_comes_once() {
    agrees(
        || {
            let timer = after(SOON);
            let first = timer.recv().is_ok();
            (
                first,
                timer.try_recv().is_err(),
                timer.recv_timeout(SOON).is_err(),
            )
        },
        &["(true, true, true)"],
    );
}

#[test]
fn the_earlier_of_two_comes_first() {
    agrees(
        || {
            let (early, late) = (after(SOON), after(LATER));
            select! {
                recv(late) -> _ => "late",
                recv(early) -> _ => "early",
            }
        },
        &["\"early\""],
    );
}

#[test]
fn an_answer_may_come_in_time_or_not() {
    agrees(
        || {
            let (sender, receiver) = unbounded();
            let giver = thread::spawn(move || sender.send(1));
            let got = select! {
                recv(receiver) -> got => got.ok(),
                recv(after(SOON)) -> _ => None,
            };
            giver.join().unwrap().unwrap();
            got
        },
        &["None", "Some(1)"],
    );
}

#[test]
fn ticks_come_again_and_again() {
    agrees(
        || {
            let start = Instant::now();
            let ticker = tick(SOON);
            let first = ticker.recv().unwrap();
            let second = ticker.recv().unwrap();
            (
                first >= start + SOON,
                second >= first + SOON,
                ticker.iter().take(2).count(),
            )
        },
        &["(true, true, 2)"],
    );
}

#[test]
fn a_message_that_is_received_late_delays_the_next() {
    agrees(
        || {
            let start = Instant::now();
            let ticker = tick(LATER);
            thread::sleep(LATER * 5 / 2);
            let first = ticker.recv().unwrap();
            let second = ticker.recv().unwrap();
            (first < start + LATER * 2, second >= start + LATER * 7 / 2)
        },
        &["(true, true)"],
    );
}

#[test]
fn two_receivers_share_the_ticks_of_one_ticker() {
    agrees(
        || {
            let ticker = tick(SOON);
            let other = ticker.clone();
            let other = thread::spawn(move || other.recv().unwrap());
            let own = ticker.recv().unwrap();
            own != other.join().unwrap()
        },
        &["true"],
    );
}

#[test]
fn one_of_two_receivers_gets_the_only_message() {
    agrees(
        || {
            let timer = after(SOON);
            let other = timer.clone();
            let other = thread::spawn(move || other.recv_timeout(LATER).is_ok());
            let own = timer.recv_timeout(LATER).is_ok();
            own != other.join().unwrap()
        },
        &["true"],
    );
}

#[test]
fn sleeping_thread_and_timer_keep_their_order() {
    agrees(
        || {
            let (sender, receiver) = unbounded();
            let sleeper = thread::spawn(move || {
                thread::sleep(LATER);
                sender.send("slept")
            });
            let first = select! {
                recv(receiver) -> got => got.unwrap(),
                recv(after(SOON)) -> _ => "time",
            };
            sleeper.join().unwrap().unwrap();
            first
        },
        // The other thread may have slept before the timer was set.
        &["\"slept\"", "\"time\""],
    );
}

#[test]
fn a_look_at_a_timer_may_come_too_early() {
    let explored = interleave::explore(|run| {
        run.observe("there", after(SOON).try_recv().is_ok());
    });
    assert_eq!(explored.behaviours(), ["there = false", "there = true"]);
}

#[test]
fn bounds_of_timers_are_the_real_ones() {
    agrees(
        || {
            let timer = after(LATER);
            let of = |receiver: &crossbeam::channel::Receiver<Instant>| {
                (receiver.len(), receiver.is_empty(), receiver.capacity())
            };
            (of(&timer), of(&never()), timer.same_channel(&timer.clone()))
        },
        &["((0, true, Some(1)), (0, true, Some(0)), true)"],
    );
}
