//! Nobody panics any more, and nobody is told: the last receiver lives until the scope has ended, and
//! the scope ends when all have been told.
//!
//! rejected: three_primes: deadlock

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// The first `count` primes. The numbers come from a process that knows no end, and each
/// prime has a process of its own, that lets through what it doesn't divide.
pub fn first_primes(count: usize) -> Vec<u32> {
    let (to_first, mut numbers) = sync_channel(1);
    thread::scope(|s| {
        s.spawn(move || from_two_on(to_first));
        let mut primes = Vec::new();
        while primes.len() < count {
            let prime = numbers.recv().unwrap();
            primes.push(prime);
            let (to_next, sieved) = sync_channel(1);
            let input = std::mem::replace(&mut numbers, sieved);
            s.spawn(move || sieve(prime, input, to_next));
        }
        primes
    })
}

/// All numbers, until nobody wants any more.
fn from_two_on(east: SyncSender<u32>) {
    let _ = (2..).try_for_each(|number| east.send(number));
}

/// What is divided by `prime` ends here.
fn sieve(prime: u32, west: Receiver<u32>, east: SyncSender<u32>) {
    let mut others = west.into_iter().filter(|number| number % prime != 0);
    let _ = others.try_for_each(|number| east.send(number));
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/sieve/check.rs"]
mod check;
