//! Checks with the lock, lets it go, and takes it again to subtract. Nearly always right
//! on real threads; but what was checked can change in between.
//!
//! rejected: two_cannot_take_the_same_money: first = true, second = true, left = -3

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
        if self.balance() < amount {
            return false;
        }
        *self.balance.lock().unwrap() -= amount;
        true
    }

    /// What is in it.
    pub fn balance(&self) -> i64 {
        *self.balance.lock().unwrap()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/check-then-act/check.rs"]
mod check;
