//! Keeps the channel to the first process until the end of the function. There it waits for the
//! processes, and they wait for the end of the questions.
//!
//! rejected: three: deadlock
//! rejected: nothing_to_do: deadlock

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// A process to ask: where questions go, and where answers come from.
struct Asked {
    question: Sender<u64>,
    answer: Receiver<u64>,
}

impl Asked {
    fn factorial(&self, n: u64) -> u64 {
        self.question.send(n).unwrap();
        self.answer.recv().unwrap()
    }
}

/// The factorials of these numbers, none of which is above `limit`, by `limit` processes.
/// Each process multiplies, with `multiply`, on a thread of its own.
pub fn factorials(
    numbers: &[u64],
    limit: u64,
    multiply: impl Fn(u64, u64) -> u64 + Sync,
) -> Vec<u64> {
    let multiply = &multiply;
    let mut next: Option<Asked> = None;
    thread::scope(|s| {
        for _ in 0..limit {
            let (question, questions) = channel();
            let (to_previous, answer) = channel();
            let after = next.replace(Asked { question, answer });
            s.spawn(move || {
                for n in questions {
                    let factorial = match &after {
                        Some(after) if n > 1 => multiply(n, after.factorial(n - 1)),
                        _ => 1,
                    };
                    to_previous.send(factorial).unwrap();
                }
            });
        }
        let ask = |n: &u64| next.as_ref().map_or(1, |first| first.factorial(*n));
        numbers.iter().map(ask).collect()
    })
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/factorial-array/check.rs"]
mod check;
