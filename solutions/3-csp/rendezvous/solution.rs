//! Two processes that take turns, by two messages a round.

use std::sync::mpsc::sync_channel;
use std::thread;

/// `ping 1`, `pong 1`, `ping 2`, … so many rounds, with `ping` and `pong` on a thread each.
pub fn take_turns(rounds: u32, say: impl Fn(String) + Sync) {
    let say = &say;
    let (to_pong, from_ping) = sync_channel(0);
    let (to_ping, from_pong) = sync_channel(0);
    thread::scope(|s| {
        s.spawn(move || {
            for round in 1..=rounds {
                say(format!("ping {round}"));
                to_pong.send(()).unwrap();
                from_pong.recv().unwrap();
            }
        });
        s.spawn(move || {
            for round in 1..=rounds {
                from_ping.recv().unwrap();
                say(format!("pong {round}"));
                to_ping.send(()).unwrap();
            }
        });
    });
}

#[cfg(test)]
#[path = "../../../exercises/3-csp/rendezvous/check.rs"]
mod check;
