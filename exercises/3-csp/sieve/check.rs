//! What is judged: the primes, and that all processes end.

use super::*;

/// Nobody wants a number.
#[test]
fn no_prime() {
    interleave::explore(|run| run.observe("primes", first_primes(0))).assert_snapshot();
}

/// One process beside the source.
#[test]
fn one_prime() {
    interleave::explore(|run| run.observe("primes", first_primes(1))).assert_snapshot();
}

/// Three processes, the last of which has nothing to do.
#[test]
fn three_primes() {
    interleave::explore(|run| run.observe("primes", first_primes(3))).assert_snapshot();
}
