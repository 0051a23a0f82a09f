//! An account that several threads may use at once: the check and the act are one
//! critical section.

use std::sync::Mutex;

/// An account whose balance must never be below zero.
pub struct Account {
    balance: Mutex<i64>,
}

impl Account {
    /// An account with `balance` in it.
    pub fn new(balance: i64) -> Self {
        Self {
            balance: Mutex::new(balance),
        }
    }

    /// Puts `amount` in.
    pub fn deposit(&self, amount: i64) {
        *self.balance.lock().unwrap() += amount;
    }

    /// Takes `amount` out if that much is there, and says whether it did.
    pub fn withdraw(&self, amount: i64) -> bool {
        let mut balance = self.balance.lock().unwrap();
        let enough = *balance >= amount;
        if enough {
            *balance -= amount;
        }
        enough
    }

    /// What is in it.
    pub fn balance(&self) -> i64 {
        *self.balance.lock().unwrap()
    }
}

#[cfg(test)]
#[path = "../../../exercises/2-atomicity/check-then-act/check.rs"]
mod check;
