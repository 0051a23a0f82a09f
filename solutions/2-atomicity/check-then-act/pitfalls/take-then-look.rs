//! Takes the money, looks whether it was there, and gives it back if not. Until it is
//! back, others see a balance below zero and are refused money that is there.
//!
//! rejected: nobody_sees_less_than_nothing: paid = false, seen = -3, left = 5
//! rejected: a_refusal_harms_nobody: greedy = false, modest = false, left = 5

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
        let before = self.balance.fetch_sub(amount, Ordering::SeqCst);
        let enough = before >= amount;
        if !enough {
            self.deposit(amount);
        }
        enough
    }

    /// What is in it.
    pub fn balance(&self) -> i64 {
        self.balance.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/check-then-act/check.rs"]
mod check;
