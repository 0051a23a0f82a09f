//! Lets go of the first account before it takes the second. No deadlock, and nobody
//! overdraws; but between the two the money is nowhere. On real threads it is right a
//! thousand times of a thousand.
//!
//! rejected: the_total_never_flickers: total = 70
//! rejected: the_total_never_flickers_the_other_way: total = 70

use std::sync::Mutex;

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
        {
            let mut source = self.accounts[from].lock().unwrap();
            if *source < amount {
                return Err(InsufficientFunds);
            }
            *source -= amount;
        }
        *self.accounts[to].lock().unwrap() += amount;
        Ok(())
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
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/bank-transfer/check.rs"]
mod check;
