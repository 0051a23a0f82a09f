//! A bank whose locks are always taken in the order of the accounts' numbers.

use std::sync::{Mutex, MutexGuard};

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
        let (mut source, mut target) = self.lock_both(from, to);
        if *source < amount {
            return Err(InsufficientFunds);
        }
        *source -= amount;
        *target += amount;
        Ok(())
    }

    /// What all accounts hold together, at one moment.
    pub fn total(&self) -> u64 {
        // All locks first, in ascending order, then the sum: adding up one by one
        // would mix balances of different moments.
        let guards: Vec<_> = self
            .accounts
            .iter()
            .map(|account| account.lock().unwrap())
            .collect();
        guards.iter().map(|balance| **balance).sum()
    }

    /// `Ok` if the account holds the amount now.
    fn check_funds(&self, account: usize, amount: u64) -> Result<(), InsufficientFunds> {
        if *self.accounts[account].lock().unwrap() < amount {
            return Err(InsufficientFunds);
        }
        Ok(())
    }

    /// The guards of two different accounts, the lower number locked first.
    fn lock_both(&self, a: usize, b: usize) -> (MutexGuard<'_, u64>, MutexGuard<'_, u64>) {
        if a < b {
            let first = self.accounts[a].lock().unwrap();
            let second = self.accounts[b].lock().unwrap();
            (first, second)
        } else {
            let first = self.accounts[b].lock().unwrap();
            let second = self.accounts[a].lock().unwrap();
            (second, first)
        }
    }
}

#[cfg(test)]
#[path = "../../../exercises/2-atomicity/bank-transfer/check.rs"]
mod check;
