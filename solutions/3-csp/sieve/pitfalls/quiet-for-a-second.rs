//! Each process ends when nothing has come for a second: then it isn't left over, whoever forgets
//! to drop what. Right a thousand times of a thousand; but a process may be kept from running for
//! longer than that, and then the rest of the array is gone.
//!
//! rejected: three_primes: panic: called `Result::unwrap()` on an `Err` value: RecvError

use std::iter;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

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
    let _ = (2..).try_for_each(|number| east.send(number));
}

/// What is divided by `prime` ends here.
fn sieve(prime: u32, west: Receiver<u32>, east: SyncSender<u32>) {
    let next = || west.recv_timeout(Duration::from_secs(1)).ok();
    let mut others = iter::from_fn(next).filter(|number| number % prime != 0);
    let _ = others.try_for_each(|number| east.send(number));
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/sieve/check.rs"]
mod check;
