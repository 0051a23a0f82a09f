//! What is judged: who got money, what is left, and what others saw meanwhile.

use super::*;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

/// Runs `a` and `b` in a thread each and gives what they returned.
fn at_once<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|s| {
        let (a, b) = (s.spawn(a), s.spawn(b));
        (result(a), result(b))
    })
}

/// What a thread returned; if it panicked, this one panics in the same way.
fn result<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Five are there, and two threads want four each.
#[test]
fn two_cannot_take_the_same_money() {
    interleave::explore(|run| {
        let account = Account::new(5);
        let (first, second) = at_once(|| account.withdraw(4), || account.withdraw(4));
        run.observe("first", first);
        run.observe("second", second);
        run.observe("left", account.balance());
    })
    .assert_snapshot();
}

/// Ten are there, and two threads want four and six: just enough.
#[test]
fn both_are_paid_when_there_is_enough() {
    interleave::explore(|run| {
        let account = Account::new(10);
        let (first, second) = at_once(|| account.withdraw(4), || account.withdraw(6));
        run.observe("first", first);
        run.observe("second", second);
        run.observe("left", account.balance());
    })
    .assert_snapshot();
}

/// One thread wants more than there is while another looks at the balance.
#[test]
fn nobody_sees_less_than_nothing() {
    interleave::explore(|run| {
        let account = Account::new(5);
        let (paid, seen) = at_once(|| account.withdraw(8), || account.balance());
        run.observe("paid", paid);
        run.observe("seen", seen);
        run.observe("left", account.balance());
    })
    .assert_snapshot();
}

/// One thread wants more than there is, another wants exactly what there is.
#[test]
fn a_refusal_harms_nobody() {
    interleave::explore(|run| {
        let account = Account::new(5);
        let (greedy, modest) = at_once(|| account.withdraw(8), || account.withdraw(5));
        run.observe("greedy", greedy);
        run.observe("modest", modest);
        run.observe("left", account.balance());
    })
    .assert_snapshot();
}

/// Money comes in while other money goes out.
#[test]
fn no_deposit_is_lost() {
    interleave::explore(|run| {
        let account = Account::new(5);
        let (paid, ()) = at_once(|| account.withdraw(3), || account.deposit(4));
        run.observe("paid", paid);
        run.observe("left", account.balance());
    })
    .assert_snapshot();
}

/// One thread alone: all that is there, then nothing at all, then too much.
#[test]
fn all_of_it_none_of_it_too_much() {
    interleave::explore(|run| {
        let account = Account::new(2);
        account.deposit(1);
        run.observe("all", account.withdraw(3));
        run.observe("none", account.withdraw(0));
        run.observe("too much", account.withdraw(1));
        run.observe("left", account.balance());
    })
    .assert_snapshot();
}
