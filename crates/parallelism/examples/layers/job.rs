//! The job. It says what could be done at the same time, and not whether it is.

use std::ops::Range;
use std::sync::mpsc;

use crate::layer::Layer;

/// Counts the primes below `limit`, in so many pieces, each of which may run while others
/// do.
pub fn primes_below(limit: u64, pieces: u64, layer: &dyn Layer) -> usize {
    let (send, receive) = mpsc::channel();
    for piece in 0..pieces {
        let send = send.clone();
        let range = limit * piece / pieces..limit * (piece + 1) / pieces;
        layer.start(Box::new(move || {
            send.send(primes_in(range)).expect("somebody adds them up");
        }));
    }
    drop(send);
    receive.iter().sum()
}

fn primes_in(range: Range<u64>) -> usize {
    range.filter(|&number| is_prime(number)).count()
}

fn is_prime(number: u64) -> bool {
    let mut divisor = 2;
    while divisor * divisor <= number {
        if number.is_multiple_of(divisor) {
            return false;
        }
        divisor += 1;
    }
    number >= 2
}
