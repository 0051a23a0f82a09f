//! Puts a fence after the flag's store, to "push it out", and one before the flag's load,
//! to "get the newest". A fence makes nobody see anything sooner. It orders what stands
//! before it against what stands after it, so it belongs between the numbers and the flag.
//!
//! rejected: a_reader_gets_all_or_none: read = Some((0, 0))
//! rejected: two_readers: first = Some((0, 0)), second = None

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering, fence};

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
        self.there.store(true, Ordering::Relaxed);
        fence(Ordering::SeqCst);
    }

    /// What was measured, if it is there.
    pub fn read(&self) -> Option<(u32, u32)> {
        fence(Ordering::SeqCst);
        if !self.there.load(Ordering::Relaxed) {
            return None;
        }
        let degrees = self.degrees.load(Ordering::Relaxed);
        let percent = self.percent.load(Ordering::Relaxed);
        Some((degrees, percent))
    }
}

#[cfg(test)]
#[path = "../../../../exercises/2-atomicity/publish/check.rs"]
mod check;
