//! What is observed of a bank: balances, refusals and the total, while transfers run
//! against each other.

use super::*;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn balances(bank: &Bank) -> Vec<u64> {
    bank.accounts
        .iter()
        .map(|account| *account.lock().unwrap())
        .collect()
}

/// One thread, three transfers that the account can pay; the last takes all it has.
#[test]
fn money_moves() {
    interleave::explore(|run| {
        let bank = Bank::new(&[100, 0]);
        let done = [30, 0, 70].map(|amount| bank.transfer(0, 1, amount).is_ok());
        run.observe("done", done);
        run.observe("balances", balances(&bank));
        run.observe("total", bank.total());
    })
    .assert_snapshot();
}

/// What isn't there is not transferred, not even in part.
#[test]
fn too_much_is_refused() {
    interleave::explore(|run| {
        let bank = Bank::new(&[10, 5]);
        run.observe("answer", bank.transfer(0, 1, 11));
        run.observe("balances", balances(&bank));
    })
    .assert_snapshot();
}

/// From an account to itself: it must hold the amount, and nothing changes.
#[test]
fn a_transfer_to_itself_changes_nothing() {
    interleave::explore(|run| {
        let bank = Bank::new(&[10]);
        run.observe("enough", bank.transfer(0, 0, 10));
        run.observe("too much", bank.transfer(0, 0, 11));
        run.observe("balances", balances(&bank));
    })
    .assert_snapshot();
}

/// Two threads transfer between the same two accounts, one each way.
#[test]
fn no_transfer_deadlocks() {
    interleave::explore(|run| {
        let bank = Bank::new(&[50, 50]);
        thread::scope(|s| {
            s.spawn(|| bank.transfer(0, 1, 10));
            bank.transfer(1, 0, 30).unwrap();
        });
        run.observe("balances", balances(&bank));
    })
    .assert_snapshot();
}

/// Three threads, three accounts, each to the next.
#[test]
fn no_ring_deadlocks() {
    interleave::explore(|run| {
        let bank = Bank::new(&[10, 20, 30]);
        thread::scope(|s| {
            s.spawn(|| bank.transfer(0, 1, 1));
            s.spawn(|| bank.transfer(1, 2, 2));
            bank.transfer(2, 0, 3).unwrap();
        });
        run.observe("balances", balances(&bank));
    })
    .assert_snapshot();
}

/// Two transfers want the same money, which is there once.
#[test]
fn money_is_spent_once() {
    interleave::explore(|run| {
        let bank = Bank::new(&[10, 0, 0]);
        let accepted = AtomicU32::new(0);
        let pay = |to| {
            if bank.transfer(0, to, 10).is_ok() {
                accepted.fetch_add(1, SeqCst);
            }
        };
        thread::scope(|s| {
            s.spawn(|| pay(1));
            pay(2);
        });
        run.observe("accepted", accepted.load(SeqCst));
        run.observe("total", balances(&bank).iter().sum::<u64>());
    })
    .assert_snapshot();
}

/// Somebody adds up while money moves from a lower account to a higher one.
#[test]
fn the_total_never_flickers() {
    interleave::explore(|run| total_during_a_transfer(run, 0, 1)).assert_snapshot();
}

/// The same, for money that moves from a higher account to a lower one.
#[test]
fn the_total_never_flickers_the_other_way() {
    interleave::explore(|run| total_during_a_transfer(run, 1, 0)).assert_snapshot();
}

fn total_during_a_transfer(run: &interleave::Run, from: usize, to: usize) {
    let bank = Bank::new(&[60, 40]);
    let total = thread::scope(|s| {
        s.spawn(|| bank.transfer(from, to, 30));
        bank.total()
    });
    run.observe("total", total);
}

/// Account 2 is in use, and a transfer from it waits. Another transfer, between other
/// accounts, goes on meanwhile.
#[test]
fn unrelated_transfers_do_not_wait() {
    interleave::explore(|run| {
        let bank = Bank::new(&[10, 10, 10, 10]);
        thread::scope(|s| {
            let in_use = bank.accounts[2].lock().unwrap();
            s.spawn(|| bank.transfer(2, 3, 5));
            bank.transfer(0, 1, 5).unwrap();
            drop(in_use);
        });
        run.observe("balances", balances(&bank));
    })
    .assert_snapshot();
}
