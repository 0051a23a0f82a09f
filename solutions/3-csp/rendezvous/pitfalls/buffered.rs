//! Sends twice a round, so that the second `send` returns after the other one has spoken. With
//! a capacity of 0 that is right. With room for one message, `send` returns at once.
//!
//! rejected: two_rounds: said = ["ping 1", "ping 2", "pong 1", "pong 2"], threads = 2

use std::sync::mpsc::sync_channel;
use std::thread;

/// `ping 1`, `pong 1`, `ping 2`, … so many rounds, with `ping` and `pong` on a thread each.
pub fn take_turns(rounds: u32, say: impl Fn(String) + Sync) {
    let say = &say;
    let (to_pong, from_ping) = sync_channel(1);
    thread::scope(|s| {
        s.spawn(move || {
            for round in 1..=rounds {
                say(format!("ping {round}"));
                to_pong.send(()).unwrap();
                to_pong.send(()).unwrap();
            }
        });
        s.spawn(move || {
            for round in 1..=rounds {
                from_ping.recv().unwrap();
                say(format!("pong {round}"));
                from_ping.recv().unwrap();
            }
        });
    });
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/rendezvous/check.rs"]
mod check;
