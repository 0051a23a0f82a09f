//! Raises the flag first, with the strongest ordering everywhere. No ordering helps: in
//! between, there is a flag and no numbers.
//!
//! rejected: a_reader_gets_all_or_none: read = Some((0, 0))

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
        self.there.store(true, Ordering::SeqCst);
        self.degrees.store(degrees, Ordering::SeqCst);
        self.percent.store(percent, Ordering::SeqCst);
    }

    /// What was measured, if it is there.
    pub fn read(&self) -> Option<(u32, u32)> {
        if !self.there.load(Ordering::SeqCst) {
            return None;
        }
        let degrees = self.degrees.load(Ordering::SeqCst);
        let percent = self.percent.load(Ordering::SeqCst);
        Some((degrees, percent))
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/publish/check.rs"]
mod check;
