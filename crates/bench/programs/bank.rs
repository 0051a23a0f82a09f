//! Bank transfers: a mutex an account, locked in the order of the accounts.

use std::sync::Arc;

use super::together;
use crate::facade::{Mutex, Run};

/// As many accounts as threads. Thread `i` moves half of what is on account `i` to the
/// next one, so that the order of the transfers shows in the balances.
pub fn transfers(threads: usize) -> impl Fn(&Run) {
    move |run| {
        let accounts: Arc<Vec<_>> = Arc::new((0..threads).map(|_| Mutex::new(64)).collect());
        let shared = Arc::clone(&accounts);
        together(threads, move |from| {
            transfer(&shared, from, (from + 1) % threads);
        });
        let balances: Vec<u32> = accounts.iter().map(|one| *one.lock().unwrap()).collect();
        run.observe("balances", balances);
    }
}

fn transfer(accounts: &[Mutex<u32>], from: usize, to: usize) {
    let mut first = accounts[from.min(to)].lock().unwrap();
    let mut second = accounts[from.max(to)].lock().unwrap();
    let (source, target) = if from < to {
        (&mut *first, &mut *second)
    } else {
        (&mut *second, &mut *first)
    };
    let amount = *source / 2;
    *source -= amount;
    *target += amount;
}
