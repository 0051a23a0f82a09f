//! Virtual time: what a unit of it is, and how a program spends it.

use std::panic::Location;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::Activity;
use crate::model;

/// What a unit of virtual time stands for: a microsecond. A `thread::sleep` or a time-out
/// in a simulation takes as many units as its duration has microseconds, rounded up.
pub const UNIT: Duration = Duration::from_micros(NANOS / 1_000);

/// Nanoseconds in a unit.
pub(super) const NANOS: u64 = 1_000;

/// The units that so many nanoseconds take.
pub(super) fn of_nanos(nanos: u64) -> u64 {
    nanos.div_ceil(NANOS)
}

/// Work: something that takes a core so many [units](UNIT) of time, and does nothing.
///
/// In a simulation it takes just so much virtual time on the core that the thread runs
/// on. On real threads it keeps the processor busy for about as many microseconds of its
/// own time (a loop that is timed once in a process, the first time that this is
/// called). In an exploration it is no step and costs nothing: how long something takes
/// makes no difference to what can happen.
#[track_caller]
pub fn work(units: u64) {
    if model::active() {
        model::pass_time(units, Activity::Work, Location::caller());
    } else {
        burn(units);
    }
}

/// Keeps a real processor busy.
fn burn(units: u64) {
    static A_UNIT: OnceLock<u64> = OnceLock::new();
    let rounds = *A_UNIT.get_or_init(rounds_in_a_unit);
    for _ in 0..units {
        spin(rounds);
    }
}

/// So many rounds of a loop that the compiler must keep.
fn spin(rounds: u64) {
    for round in 0..rounds {
        std::hint::black_box(round);
    }
}

/// How many rounds take a microsecond. Of several tries the fastest counts: in the others
/// the thread had to share its processor.
fn rounds_in_a_unit() -> u64 {
    const ROUNDS: u64 = 200_000;
    let time = || {
        let begin = Instant::now();
        spin(ROUNDS);
        begin.elapsed()
    };
    time();
    let fastest = (0..8).map(|_| time()).min().unwrap_or(UNIT);
    let nanos = fastest.as_nanos().max(1);
    let rounds = u128::from(ROUNDS) * UNIT.as_nanos() / nanos;
    u64::try_from(rounds).unwrap_or(1).max(1)
}
