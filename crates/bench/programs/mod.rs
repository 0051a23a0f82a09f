//! The programs that are explored, each written once. Every tool compiles this folder as
//! a module of its own package, against its own `crate::facade`:
//!
//! - `AtomicUsize`, `Mutex`, `Condvar` and `thread` in the form of std's,
//! - `Run`, whose `observe` names what an execution gave: called once, at its end.
//!
//! `Arc` is std's own for all of them. What is common to all three tools is all that
//! the programs may use, so there is no scope, no channel and no timeout here.

mod bank;
mod channel;
mod increments;
mod litmus;
mod orders;
mod philosophers;
mod queue;
mod stack;
mod ticket;

use std::sync::Arc;

use bench_protocol::Memory;

use crate::facade::{Run, thread};
use orders::Orders;

/// One execution of a program.
pub type Body = Box<dyn Fn(&Run) + Send + Sync>;

/// The program of this name, one of [`bench_protocol::PROGRAMS`].
pub fn named(name: &str, memory: Memory) -> Option<Body> {
    let orders = Orders::of(memory);
    Some(match name {
        "bank-2" => Box::new(bank::transfers(2)),
        "bank-3" => Box::new(bank::transfers(3)),
        "treiber" => Box::new(stack::two_push_one_pops(orders)),
        "ms-queue" => Box::new(queue::two_enqueue_and_dequeue(orders)),
        "ticket-2" => Box::new(ticket::increments(2)),
        "ticket-3" => Box::new(ticket::increments(3)),
        "dining-3" => Box::new(philosophers::dinner(3)),
        "dining-4" => Box::new(philosophers::dinner(4)),
        "chan-1x1" => Box::new(channel::producers_and_consumers(1)),
        "chan-2x2" => Box::new(channel::producers_and_consumers(2)),
        "sb" => Box::new(litmus::store_buffering),
        "mp" => Box::new(litmus::message_passing),
        "lb" => Box::new(litmus::load_buffering),
        "iriw" => Box::new(litmus::independent_reads),
        _ => {
            let (threads, rounds) = name.split_once('x')?;
            let (threads, rounds) = (threads.parse().ok()?, rounds.parse().ok()?);
            Box::new(increments::increments(threads, rounds))
        }
    })
}

/// Runs `body` in so many threads, and gives what each of them returns. Each is told
/// its number, from 0.
fn together<T: Send + 'static>(
    threads: usize,
    body: impl Fn(usize) -> T + Send + Sync + 'static,
) -> Vec<T> {
    let body = Arc::new(body);
    let start = |number| {
        let body = Arc::clone(&body);
        thread::spawn(move || body(number))
    };
    let running: Vec<_> = (0..threads).map(start).collect();
    let joined = running.into_iter().map(thread::JoinHandle::join);
    joined.map(|result| result.expect("no panic")).collect()
}

#[cfg(test)]
mod tests {
    use bench_protocol::PROGRAMS;

    use super::named;

    #[test]
    fn every_program_of_the_list_is_there() {
        for program in PROGRAMS {
            let body = named(program.name, program.memory);
            assert!(body.is_some(), "{} is missing", program.name);
        }
        assert!(named("no-such", PROGRAMS[0].memory).is_none());
    }
}
