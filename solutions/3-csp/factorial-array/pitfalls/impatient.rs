//! Waits a second for an answer, and goes on with 1 if there is none. No process is that slow on
//! real threads, a thousand times of a thousand; but one may be kept from running for longer.
//!
//! rejected: three: answers = [1], threads = 2
//! rejected: three: answers = [3], threads = 2

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// A process to ask: where questions go, and where answers come from.
struct Asked {
    question: Sender<u64>,
    answer: Receiver<u64>,
}

impl Asked {
    fn factorial(&self, n: u64) -> u64 {
        self.question.send(n).unwrap();
        self.answer
            .recv_timeout(Duration::from_secs(1))
            .unwrap_or(1)
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
    thread::scope(|s| {
        let mut next: Option<Asked> = None;
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
                    let _ = to_previous.send(factorial);
                }
            });
        }
        let ask = |n: &u64| next.as_ref().map_or(1, |first| first.factorial(*n));
        let answers = numbers.iter().map(ask).collect();
        drop(next);
        answers
    })
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/factorial-array/check.rs"]
mod check;
