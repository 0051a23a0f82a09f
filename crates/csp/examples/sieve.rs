//! The sieve of Hoare's paper, on real threads: `cargo run -p csp --example sieve`, or with a
//! limit, `-- 1000`.

use std::process::ExitCode;
use std::{env, thread};

use csp::paper::sieve;

/// The paper's limit, and its number of processes.
const LIMIT: u32 = 10_000;
const PROCESSES: usize = 100;

fn main() -> ExitCode {
    let limit = env::args().nth(1).map_or(Ok(LIMIT), |limit| limit.parse());
    let Some(limit) = limit.ok().filter(|limit| (3..=LIMIT).contains(limit)) else {
        eprintln!("a limit is a number from 3 to {LIMIT}");
        return ExitCode::from(2);
    };
    let primes = sieve::primes(limit, PROCESSES);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    println!(
        "{} primes below {limit}: {:?}",
        primes.len(),
        shown(&primes)
    );
    println!("{PROCESSES} processes sieved, on {threads} cores at most, and all have ended");
    ExitCode::SUCCESS
}

/// The first ones.
fn shown(primes: &[u32]) -> &[u32] {
    &primes[..primes.len().min(10)]
}
