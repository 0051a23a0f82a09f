//! Asks on until it comes to 0. The last process is asked for 1 then, and has nobody to ask.
//!
//! rejected: three: panic: somebody to ask

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
    thread::scope(|s| {
        let mut next: Option<Asked> = None;
        for _ in 0..limit {
            let (question, questions) = channel();
            let (to_previous, answer) = channel();
            let after = next.replace(Asked { question, answer });
            s.spawn(move || {
                for n in questions {
                    let factorial = match &after {
                        _ if n == 0 => 1,
                        after => {
                            let after = after.as_ref().expect("somebody to ask");
                            multiply(n, after.factorial(n - 1))
                        }
                    };
                    to_previous.send(factorial).unwrap();
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
