//! An account that several threads may use at once.

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
        if self.balance.load(Ordering::SeqCst) < amount {
            return false;
        }
        self.balance.fetch_sub(amount, Ordering::SeqCst);
        true
    }

    /// What is in it.
    pub fn balance(&self) -> i64 {
        self.balance.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod check;
