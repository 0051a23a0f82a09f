//! The paper's examples at the paper's sizes, on real threads and the real std.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use csp::paper::{philosophers, sieve};

/// Below 10,000 there are 1,229 primes, and all 102 processes and the printer end.
#[test]
fn the_sieve_finds_the_primes_below_ten_thousand() {
    let primes = sieve::primes(10_000, 100);
    assert_eq!(primes.len(), 1_229);
    assert!(primes.is_sorted());
    assert_eq!(primes.last(), Some(&9_973));
    let divides = |&p: &u32, n: u32| p * p <= n && n.is_multiple_of(p);
    let prime = |&n: &u32| !primes.iter().any(|p| divides(p, n));
    assert!(primes.iter().all(prime));
}

/// Five philosophers, four in the room: each gets all of its meals.
#[test]
fn five_philosophers_dine_with_four_in_the_room() {
    let meals = [const { AtomicU32::new(0) }; 5];
    philosophers::dinner(5, Some(4), 200, |i| {
        meals[i].fetch_add(1, Relaxed);
    });
    assert_eq!(meals.map(AtomicU32::into_inner), [200; 5]);
}
