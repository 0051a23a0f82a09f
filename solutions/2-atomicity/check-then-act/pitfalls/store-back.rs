//! Stores the new balance that it computed from the old one. The balance never is
//! below zero, but both get the money, and a deposit in between is overwritten.
//!
//! rejected: two_cannot_take_the_same_money: first = true, second = true, left = 1
//! rejected: no_deposit_is_lost: paid = true, left = 2

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
        if balance < amount {
            return false;
        }
        self.balance.store(balance - amount, Ordering::SeqCst);
        true
    }

    /// What is in it.
    pub fn balance(&self) -> i64 {
        self.balance.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/check-then-act/check.rs"]
mod check;
