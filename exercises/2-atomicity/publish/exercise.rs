//! A measurement that one thread publishes and others read, without a lock.

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
        self.there.store(true, Ordering::Relaxed);
    }

    /// What was measured, if it is there.
    pub fn read(&self) -> Option<(u32, u32)> {
        if !self.there.load(Ordering::Relaxed) {
            return None;
        }
        let degrees = self.degrees.load(Ordering::Relaxed);
        let percent = self.percent.load(Ordering::Relaxed);
        Some((degrees, percent))
    }
}

#[cfg(test)]
mod check;
