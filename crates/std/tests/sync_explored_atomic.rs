//! The atomic types in an exploration: every operation is a step.

mod common;
mod sync_steps;

use std::sync::atomic::*;
use std::{hint, thread};

use Ordering::{Relaxed, Release, SeqCst};
use common::gives;

#[test]
fn every_operation_does_what_it_does_in_std() {
    gives(
        |run| {
            sync_steps::integer_steps();
            sync_steps::bool_steps();
            sync_steps::pointer_steps();
            run.observe("done", true);
        },
        &["done = true"],
    );
}

#[test]
fn a_load_and_a_store_lose_an_update() {
    gives(
        |run| {
            let total = AtomicU32::new(0);
            let increment = || total.store(total.load(SeqCst) + 1, SeqCst);
            thread::scope(|s| {
                s.spawn(increment);
                s.spawn(increment);
            });
            run.observe("total", total.into_inner());
        },
        &["total = 1", "total = 2"],
    );
}

#[test]
fn operations_in_one_step_lose_none() {
    gives(
        |run| {
            let total = AtomicU32::new(0);
            thread::scope(|s| {
                s.spawn(|| total.fetch_add(1, Relaxed));
                s.spawn(|| total.update(SeqCst, SeqCst, |total| total + 2));
            });
            run.observe("total", total.load(Relaxed));
        },
        &["total = 3"],
    );
}

#[test]
fn a_static_begins_anew_in_every_execution() {
    static TICKETS: AtomicI8 = AtomicI8::new(-1);
    gives(
        |run| {
            let take = || TICKETS.fetch_add(1, SeqCst);
            let other = thread::spawn(take);
            let own = take();
            run.observe("tickets", (own, other.join().unwrap()));
        },
        &["tickets = (-1, 0)", "tickets = (0, -1)"],
    );
    assert_eq!(TICKETS.load(SeqCst), -1);
}

#[test]
fn a_static_that_was_changed_before_begins_with_that() {
    static LEVEL: AtomicU8 = AtomicU8::new(1);
    LEVEL.store(7, SeqCst);
    gives(
        |run| run.observe("level", LEVEL.fetch_sub(1, SeqCst)),
        &["level = 7"],
    );
    assert_eq!(LEVEL.load(SeqCst), 7);
}

#[test]
fn exchanges_find_one_winner() {
    gives(
        |run| {
            let turn = AtomicPtr::<u8>::default();
            let (mut a, mut b) = (0_u8, 0_u8);
            let (a, b): (&mut u8, &mut u8) = (&mut a, &mut b);
            let won = thread::scope(|s| {
                let enter = |own: *mut u8| {
                    turn.compare_exchange(std::ptr::null_mut(), own, SeqCst, Relaxed)
                        .is_ok()
                };
                let first = s.spawn(move || enter(a));
                let second = s.spawn(move || enter(b));
                (first.join().unwrap(), second.join().unwrap())
            });
            run.observe("won", won);
        },
        &["won = (false, true)", "won = (true, false)"],
    );
}

#[test]
fn a_waiting_loop_ends() {
    gives(
        |run| {
            let (ready, data) = (AtomicBool::new(false), AtomicU32::new(0));
            thread::scope(|s| {
                s.spawn(|| {
                    data.store(5, Relaxed);
                    ready.store(true, SeqCst);
                });
                while !ready.load(SeqCst) {
                    hint::spin_loop();
                }
            });
            run.observe("data", data.load(Relaxed));
        },
        &["data = 5"],
    );
}

#[test]
fn orderings_that_make_no_sense_panic_as_in_std() {
    gives(
        |_| drop(AtomicU8::new(0).load(Release).to_string()),
        &["panic: there is no such thing as a release load"],
    );
    gives(
        |_| fence(Relaxed),
        &["panic: there is no such thing as a relaxed fence"],
    );
}

#[test]
fn a_pointer_to_the_value_is_refused() {
    gives(
        |_| drop(format!("{:?}", AtomicU8::new(0).as_ptr())),
        &["refused: std::sync::atomic::AtomicU8::as_ptr"],
    );
}
