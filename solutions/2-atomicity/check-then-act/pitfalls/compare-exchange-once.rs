//! Exchanges the balance only if it is still the one that was checked, but takes
//! "somebody was faster" for "there is not enough": it refuses money that is there.
//!
//! rejected: both_are_paid_when_there_is_enough: first = true, second = false, left = 6
//! rejected: no_deposit_is_lost: paid = false, left = 9

use std::sync::atomic::{AtomicI64, Ordering};

/// An account whose balance must never be below zero.
pub struct Account {
    balance: AtomicI64,
}

impl Account {
    /// An account with `balance` in it.
    pub fn new(balance: i64) -> Self {
        Self {
            balance: AtomicI64::new(balance),
        }
    }

    /// Puts `amount` in.
    pub fn deposit(&self, amount: i64) {
        self.balance.fetch_add(amount, Ordering::SeqCst);
    }

    /// Takes `amount` out if that much is there, and says whether it did.
    pub fn withdraw(&self, amount: i64) -> bool {
        let balance = self.balance();
        balance >= amount
            && self
                .balance
                .compare_exchange(
                    balance,
                    balance - amount,
                    Ordering::SeqCst,
                    Ordering::SeqCst,
                )
                .is_ok()
    }

    /// What is in it.
    pub fn balance(&self) -> i64 {
        self.balance.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/check-then-act/check.rs"]
mod check;
