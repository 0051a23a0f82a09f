//! What is judged: the primes, and that all processes end.

use super::*;
use interleave::Check;

/// A check in which all threads must have ended.
fn ended() -> Check {
    Check::new().no_thread_left_running()
}

/// Nobody wants a number.
#[test]
fn no_prime() {
    ended()
        .explore(|run| run.observe("primes", first_primes(0)))
        .assert_snapshot();
}

/// One process beside the source.
#[test]
fn one_prime() {
    ended()
        .explore(|run| run.observe("primes", first_primes(1)))
        .assert_snapshot();
}

/// Three processes, the last of which has nothing to do.
#[test]
fn three_primes() {
    ended()
        .explore(|run| run.observe("primes", first_primes(3)))
        .assert_snapshot();
}
