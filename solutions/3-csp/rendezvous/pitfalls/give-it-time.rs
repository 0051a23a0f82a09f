//! One message a round, and then some time for the other one to speak. A millisecond is long:
//! on real threads it is right a thousand times of a thousand. But a thread may be kept from
//! running for longer than that.
//!
//! rejected: two_rounds: said = ["ping 1", "ping 2", "pong 1", "pong 2"], threads = 2

use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Duration;

/// `ping 1`, `pong 1`, `ping 2`, … so many rounds, with `ping` and `pong` on a thread each.
pub fn take_turns(rounds: u32, say: impl Fn(String) + Sync) {
    let say = &say;
    let (to_pong, from_ping) = sync_channel(0);
    thread::scope(|s| {
        s.spawn(move || {
            for round in 1..=rounds {
                say(format!("ping {round}"));
                to_pong.send(()).unwrap();
                thread::sleep(Duration::from_millis(1));
            }
        });
        s.spawn(move || {
            for round in 1..=rounds {
                from_ping.recv().unwrap();
                say(format!("pong {round}"));
            }
        });
    });
}

#[cfg(test)]
#[path = "../../../../exercises/3-csp/rendezvous/check.rs"]
mod check;
