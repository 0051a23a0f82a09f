//! 6.1: prime numbers, the sieve of Eratosthenes.
//!
//! *To print all primes below a limit (10,000 in the paper) in ascending order, with an
//! array of processes.* Each process takes the first number that reaches it: a prime. It
//! has it printed, and passes on of the others those that it doesn't divide. It knows them
//! by counting up in multiples of its prime, without a division.
//!
//! 100 processes are more than are needed: a number below 10,000 that is no prime has a
//! prime factor below 100, and the 24 odd primes below 100 have a process each. What comes
//! out of the last one is prime, and a process at the end has it printed.

use crate::{Alt, Ended, Input, Output, Par, channel};

/// All primes below `limit`, which is above 2, in the order in which they were printed.
///
/// `processes` must be so many that the square of the prime after the last one's is not
/// below `limit`: otherwise other numbers are printed, too.
#[must_use]
pub fn primes(limit: u32, processes: usize) -> Vec<u32> {
    let mut print = Alt::new();
    let mut printed = Vec::new();
    let mut par = Par::new();
    let mut connect = || {
        let (output, input) = print.channel();
        printed.push(input);
        output
    };

    let to_print = connect();
    let (to_first, mut from_last) = channel();
    par.process("sieve 0", move || numbers(limit, &to_print, &to_first));
    for i in 1..=processes {
        let to_print = connect();
        let (to_next, from_this) = channel();
        let from_previous = std::mem::replace(&mut from_last, from_this);
        let name = format!("sieve {i}");
        par.process(name, move || sieve(&from_previous, &to_print, &to_next));
    }
    let to_print = connect();
    par.process("sieve end", move || rest(&from_last, &to_print));
    par.run_with(move || collect(print, &printed))
}

/// `SIEVE(0)`: 2, and then the odd numbers.
fn numbers(limit: u32, print: &Output<u32>, first: &Output<u32>) -> Result<(), Ended> {
    print.send(2)?;
    for n in (3..limit).step_by(2) {
        first.send(n)?;
    }
    Ok(())
}

/// `SIEVE(i)`: one prime, and what it doesn't divide.
fn sieve(previous: &Input<u32>, print: &Output<u32>, next: &Output<u32>) -> Result<(), Ended> {
    let prime = previous.receive()?;
    print.send(prime)?;
    let mut multiple = prime;
    for m in previous.iter() {
        while m > multiple {
            multiple += prime;
        }
        if m < multiple {
            next.send(m)?;
        }
    }
    Ok(())
}

/// `SIEVE(101)`: what has come through all of them.
fn rest(last: &Input<u32>, print: &Output<u32>) -> Result<(), Ended> {
    last.iter().try_for_each(|n| print.send(n))
}

/// The printer: from whichever process has something, until all have ended.
fn collect(mut print: Alt, from: &[Input<u32>]) -> Vec<u32> {
    let mut all = Vec::new();
    loop {
        let guards: Vec<_> = from.iter().map(Input::ready).collect();
        match print.select(&guards).map(|chosen| from[chosen].receive()) {
            Some(Ok(number)) => all.push(number),
            Some(Err(Ended)) => unreachable!("it was ready"),
            None => return all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    /// Whatever the processes do first: there is one execution only.
    #[test]
    fn primes_are_printed_in_order() {
        for processes in 1..6 {
            let executions = gives(&["primes = [2, 3, 5, 7, 11, 13, 17, 19, 23]"], |run| {
                run.observe("primes", primes(25, processes));
            });
            assert_eq!(executions, 1);
        }
    }

    /// A process that never gets a number ends, too.
    #[test]
    fn more_processes_than_numbers_end() {
        let outcome = ["primes = [2, 3, 5, 7]"];
        assert_eq!(
            gives(&outcome, |run| run.observe("primes", primes(8, 7))),
            1
        );
    }
}
