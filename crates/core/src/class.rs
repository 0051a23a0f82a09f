//! Classes of executions, and of prefixes of them, as hashes of 128 bits.
//!
//! A class is a set of events, each with the events that happened before it; its hash is
//! the sum of theirs, so that it doesn't depend on the order in which independent events
//! were taken. For two of ten million classes to share a hash has a probability below
//! 10^-24.

use crate::op::ThreadId;
use crate::trace::Trace;

/// The class of a prefix: the sum of its events' hashes.
pub(crate) type Class = u128;

/// A class, and the thread that runs after it.
pub(crate) type Prefix = (u64, u64);

/// Who runs after a prefix, besides threads: nobody, as the last one gave its turn away.
pub(crate) const NOBODY: u64 = u64::MAX;
/// The execution ended there.
pub(crate) const ENDED: u64 = u64::MAX - 1;

/// The prefix of a class after which `running` runs: a thread's number, or one of the two.
pub(crate) fn prefix(class: Class, running: u64) -> Prefix {
    let class = class.wrapping_add(u128::from(mix(running ^ 0x5851_f42d_4c95_7f2d)));
    #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
    (class as u64, (class >> 64) as u64)
}

/// The hash of an event of the trace.
pub(crate) fn of_event(trace: &Trace, index: usize) -> Class {
    let event = &trace.events[index];
    of_step(event.thread, event.choice(), trace.clocks.of(index))
}

/// The hash of an event: its thread, what was chosen in it, and which events happened
/// before it. Room in the clock for threads that it has not seen makes no difference.
pub(crate) fn of_step(thread: ThreadId, choice: Option<u8>, clock: &[u32]) -> Class {
    let chosen = choice.map_or(0, |choice| 1 + u64::from(choice));
    let mut low = mix(chosen << 16 | u64::from(thread.0));
    let mut high = mix(!low);
    for (&seen, other) in clock.iter().zip(0_u64..) {
        if seen > 0 {
            let entry = other << 32 | u64::from(seen);
            low = mix(low ^ entry);
            high = mix(high.wrapping_add(entry));
        }
    }
    u128::from(high) << 64 | u128::from(low)
}

/// Source: S. Vigna, *splitmix64*, public domain, 2015: the finalizer.
fn mix(mut bits: u64) -> u64 {
    bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_for_more_threads_makes_no_difference() {
        let (a, b) = (ThreadId(1), ThreadId(2));
        assert_eq!(of_step(a, None, &[3, 1]), of_step(a, None, &[3, 1, 0, 0]));
        assert_ne!(of_step(a, None, &[3, 1]), of_step(b, None, &[3, 1]));
        assert_ne!(of_step(a, None, &[3, 1]), of_step(a, None, &[1, 3]));
        assert_ne!(of_step(a, Some(0), &[3]), of_step(a, Some(1), &[3]));
        assert_ne!(prefix(7, NOBODY), prefix(7, 0));
    }
}
