//! Calls itself. The result is right, and there is no process anywhere.
//!
//! rejected: three: panic: assertion `left != right` failed: a process multiplies, not its user

/// The factorials of these numbers, none of which is above `limit`, by `limit` processes.
/// Each process multiplies, with `multiply`, on a thread of its own.
pub fn factorials(
    numbers: &[u64],
    limit: u64,
    multiply: impl Fn(u64, u64) -> u64 + Sync,
) -> Vec<u64> {
    fn factorial(n: u64, multiply: &impl Fn(u64, u64) -> u64) -> u64 {
        if n > 1 {
            multiply(n, factorial(n - 1, multiply))
        } else {
            1
        }
    }
    assert!(numbers.iter().all(|n| *n <= limit));
    numbers.iter().map(|n| factorial(*n, &multiply)).collect()
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/factorial-array/check.rs"]
mod check;
