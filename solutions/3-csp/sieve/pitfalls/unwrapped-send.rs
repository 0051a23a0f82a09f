//! Lets go of the last receiver, and takes it for an error in a process that it can't send any
//! more.
//!
//! rejected: one_prime: panic: called `Result::unwrap()` on an `Err` value: SendError { .. }

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// The first `count` primes. The numbers come from a process that knows no end, and each
/// prime has a process of its own, that lets through what it doesn't divide.
pub fn first_primes(count: usize) -> Vec<u32> {
    thread::scope(|s| {
        let (to_first, mut numbers) = sync_channel(1);
        s.spawn(move || from_two_on(to_first));
        let mut primes = Vec::new();
        while primes.len() < count {
            let prime = numbers.recv().unwrap();
            primes.push(prime);
            let (to_next, sieved) = sync_channel(1);
            let input = std::mem::replace(&mut numbers, sieved);
            s.spawn(move || sieve(prime, input, to_next));
        }
        drop(numbers);
        primes
    })
}

/// All numbers, until nobody wants any more.
fn from_two_on(east: SyncSender<u32>) {
    for number in 2.. {
        east.send(number).unwrap();
    }
}

/// What is divided by `prime` ends here.
fn sieve(prime: u32, west: Receiver<u32>, east: SyncSender<u32>) {
    let others = west.into_iter().filter(|number| number % prime != 0);
    others.for_each(|number| east.send(number).unwrap());
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/sieve/check.rs"]
mod check;
