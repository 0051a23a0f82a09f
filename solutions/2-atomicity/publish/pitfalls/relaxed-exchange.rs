//! Looks at the flag with a compare-and-exchange, as that "always sees the newest value".
//! That it sees the flag was never the question: with `Relaxed` it takes nothing of what
//! the flag hands on.
//!
//! rejected: a_reader_gets_all_or_none: read = Some((0, 0))
//! rejected: what_came_before: battery = Some(0)

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// What a weather station has measured, if it has.
pub struct Measurement {
    degrees: AtomicU32,
    percent: AtomicU32,
    there: AtomicBool,
}

impl Measurement {
    /// Nothing is measured yet.
    pub fn new() -> Self {
        Self {
            degrees: AtomicU32::new(0),
            percent: AtomicU32::new(0),
            there: AtomicBool::new(false),
        }
    }

    /// Says what was measured. Called once.
    pub fn publish(&self, degrees: u32, percent: u32) {
        self.degrees.store(degrees, Ordering::Relaxed);
        self.percent.store(percent, Ordering::Relaxed);
        self.there.store(true, Ordering::Release);
    }

    /// What was measured, if it is there.
    pub fn read(&self) -> Option<(u32, u32)> {
        self.there
            .compare_exchange(true, true, Ordering::Relaxed, Ordering::Relaxed)
            .ok()?;
        let degrees = self.degrees.load(Ordering::Relaxed);
        let percent = self.percent.load(Ordering::Relaxed);
        Some((degrees, percent))
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/publish/check.rs"]
mod check;
