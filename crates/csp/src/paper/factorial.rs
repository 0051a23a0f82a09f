//! 4.2: recursion as an array of processes: factorial.
//!
//! *To compute factorials up to a limit.* A process that calls itself can't wait for itself.
//! So there is an array of them, one for each depth: each is sent a number, asks the next
//! one for the factorial of the number before, and multiplies.

use crate::{Ended, Input, Output, Par, channel};

/// Where a number is sent to, and where its factorial comes from.
struct Asked {
    question: Output<u64>,
    answer: Input<u64>,
}

/// The other side of it.
struct Asker {
    question: Input<u64>,
    answer: Output<u64>,
}

/// `fac(i)`. The last of the array has no next one, and ends if it needs one.
fn factorial(previous: &Asker, next: Option<&Asked>) -> Result<(), Ended> {
    for n in previous.question.iter() {
        let factorial = match n {
            0 => 1,
            _ => {
                let next = next.ok_or(Ended)?;
                next.question.send(n - 1)?;
                n * next.answer.receive()?
            }
        };
        previous.answer.send(factorial)?;
    }
    Ok(())
}

/// The factorials of these numbers, one after the other, by `limit` processes. A number
/// needs one process more than it counts: without it, it is not answered, nor are those
/// that come after it.
#[must_use]
pub fn factorials(numbers: &[u64], limit: usize) -> Vec<u64> {
    let mut par = Par::new();
    let mut next = None;
    for i in (1..=limit).rev() {
        let (asker, asked) = connect();
        let after = next.replace(asked);
        par.process(format!("fac {i}"), move || {
            factorial(&asker, after.as_ref())
        });
    }
    par.run_with(move || {
        let ask = |n: &u64| {
            let first = next.as_ref().ok_or(Ended)?;
            first.question.send(*n)?;
            first.answer.receive()
        };
        numbers.iter().map_while(|n| ask(n).ok()).collect()
    })
}

fn connect() -> (Asker, Asked) {
    let (to_next, from_previous) = channel();
    let (to_previous, from_next) = channel();
    let asker = Asker {
        question: from_previous,
        answer: to_previous,
    };
    let asked = Asked {
        question: to_next,
        answer: from_next,
    };
    (asker, asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gives;

    #[test]
    fn each_is_asked_by_the_one_before() {
        let executions = gives(&["factorials = [24, 1, 6]"], |run| {
            run.observe("factorials", factorials(&[4, 0, 3], 5));
        });
        assert_eq!(executions, 1);
    }

    /// The last process ends, and with it all of them: nobody waits for an answer.
    #[test]
    fn an_array_that_is_too_short_ends() {
        gives(&["factorials = [2]"], |run| {
            run.observe("factorials", factorials(&[2, 3, 1], 3));
        });
    }
}
