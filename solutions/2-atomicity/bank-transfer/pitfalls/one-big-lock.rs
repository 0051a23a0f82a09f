//! Puts one more lock around everything. There is no deadlock between transfers any
//! more, but also no transfer beside another: while one waits for its account, all wait.
//!
//! rejected: unrelated_transfers_do_not_wait: deadlock

use std::sync::Mutex;

/// Accounts by number, each behind a lock of its own.
pub struct Bank {
    /// The balances. The check holds some of these locks itself, to see who waits.
    pub accounts: Vec<Mutex<u64>>,
    turn: Mutex<()>,
}

/// The account holds less than was to be transferred.
#[derive(Debug, PartialEq, Eq)]
pub struct InsufficientFunds;

impl Bank {
    /// A bank with these balances, for accounts 0, 1, 2 and so on.
    pub fn new(balances: &[u64]) -> Self {
        Self {
            accounts: balances.iter().copied().map(Mutex::new).collect(),
            turn: Mutex::new(()),
        }
    }

    /// Moves `amount` from one account to another, or nothing at all.
    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), InsufficientFunds> {
        let _turn = self.turn.lock().unwrap();
        if *self.accounts[from].lock().unwrap() < amount {
            return Err(InsufficientFunds);
        }
        *self.accounts[from].lock().unwrap() -= amount;
        *self.accounts[to].lock().unwrap() += amount;
        Ok(())
    }

    /// What all accounts hold together, at one moment.
    pub fn total(&self) -> u64 {
        let _turn = self.turn.lock().unwrap();
        let balances = self.accounts.iter().map(|account| *account.lock().unwrap());
        balances.sum()
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/bank-transfer/check.rs"]
mod check;
