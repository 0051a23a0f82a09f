//! Tries the second lock, and on failure lets go of the first, yields and starts again.
//! Nobody ever holds and waits; but two threads that do this in step can get in each
//! other's way for ever. On real threads one of them soon falls out of step: it is
//! right a thousand times of a thousand.
//!
//! rejected: no_transfer_deadlocks: livelock

use std::sync::Mutex;
use std::thread;

/// Accounts by number, each behind a lock of its own.
pub struct Bank {
    /// The balances. The check holds some of these locks itself, to see who waits.
    pub accounts: Vec<Mutex<u64>>,
}

/// The account holds less than was to be transferred.
#[derive(Debug, PartialEq, Eq)]
pub struct InsufficientFunds;

impl Bank {
    /// A bank with these balances, for accounts 0, 1, 2 and so on.
    pub fn new(balances: &[u64]) -> Self {
        Self {
            accounts: balances.iter().copied().map(Mutex::new).collect(),
        }
    }

    /// Moves `amount` from one account to another, or nothing at all.
    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), InsufficientFunds> {
        if from == to {
            return self.check_funds(from, amount);
        }
        loop {
            let mut source = self.accounts[from].lock().unwrap();
            if let Ok(mut target) = self.accounts[to].try_lock() {
                if *source < amount {
                    return Err(InsufficientFunds);
                }
                *source -= amount;
                *target += amount;
                return Ok(());
            }
            drop(source);
            thread::yield_now();
        }
    }

    /// What all accounts hold together, at one moment.
    pub fn total(&self) -> u64 {
        let guards: Vec<_> = self
            .accounts
            .iter()
            .map(|account| account.lock().unwrap())
            .collect();
        guards.iter().map(|balance| **balance).sum()
    }

    fn check_funds(&self, account: usize, amount: u64) -> Result<(), InsufficientFunds> {
        if *self.accounts[account].lock().unwrap() < amount {
            return Err(InsufficientFunds);
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/bank-transfer/check.rs"]
mod check;
