//! Never waits for the lock for long: tries, sleeps, tries again, and then refuses.
//! Right a thousand times of a thousand on real threads, where nobody holds the lock for
//! a hundredth of a second; but nothing promises that, and the money was there.
//!
//! rejected: both_are_paid_when_there_is_enough: first = true, second = false, left = 6
//! rejected: no_deposit_is_lost: paid = false, left = 9

use std::sync::Mutex;
use std::thread;
use std::time::Duration;

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
        self.try_withdraw(amount).unwrap_or_else(|| {
            thread::sleep(Duration::from_millis(10));
            self.try_withdraw(amount).unwrap_or(false)
        })
    }

    /// What is in it.
    pub fn balance(&self) -> i64 {
        *self.balance.lock().unwrap()
    }

    /// As `withdraw`, or `None` if the account is in use.
    fn try_withdraw(&self, amount: i64) -> Option<bool> {
        let mut balance = self.balance.try_lock().ok()?;
        let enough = *balance >= amount;
        if enough {
            *balance -= amount;
        }
        Some(enough)
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/check-then-act/check.rs"]
mod check;
