//! Two processes that take turns. What to do is in README.md.

use std::thread;

/// `ping 1`, `pong 1`, `ping 2`, … so many rounds, with `ping` and `pong` on a thread each.
pub fn take_turns(rounds: u32, say: impl Fn(String) + Sync) {
    let say = &say;
    thread::scope(|s| {
        s.spawn(move || {
            for round in 1..=rounds {
                say(format!("ping {round}"));
            }
        });
        s.spawn(move || {
            for round in 1..=rounds {
                say(format!("pong {round}"));
            }
        });
    });
}

#[cfg(test)]
mod check;
