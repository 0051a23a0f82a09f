//! What is judged: what a listener hears, and that nobody waits for ever.

use super::*;
use std::sync::mpsc::sync_channel;
use std::thread;

/// It looks, waits for a change, and looks again.
#[test]
fn a_listener_that_looks() {
    interleave::Check::new()
        .no_thread_left_running()
        .explore(|run| {
            let (changes, heard) = sync_channel(0);
            let stock = Stock::new(changes);
            thread::scope(|s| {
                s.spawn(|| stock.add(3));
                run.observe("before", stock.amount());
                run.observe("heard", heard.recv());
                run.observe("after", stock.amount());
            });
        })
        .assert_snapshot();
}

/// Two threads add; the listener waits for both.
#[test]
fn two_at_once() {
    interleave::Check::new()
        .no_thread_left_running()
        .explore(|run| {
            let (changes, heard) = sync_channel(0);
            let stock = Stock::new(changes);
            thread::scope(|s| {
                s.spawn(|| stock.add(1));
                s.spawn(|| stock.add(2));
                let mut told = [heard.recv(), heard.recv()].map(Result::unwrap);
                told.sort_unstable();
                run.observe("told", told);
            });
            run.observe("amount", stock.amount());
        })
        .assert_snapshot();
}

/// The listener has gone.
#[test]
fn nobody_listens() {
    interleave::explore(|run| {
        let (changes, heard) = sync_channel(0);
        drop(heard);
        let stock = Stock::new(changes);
        stock.add(5);
        run.observe("amount", stock.amount());
    })
    .assert_snapshot();
}
