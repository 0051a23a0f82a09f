//! The atomic boolean.

use ::std::fmt;
use ::std::sync::atomic::AtomicBool as Inner;
use ::std::sync::atomic::Ordering;

use interleave::shadow::{self, Shown};

use super::Uncovered;
use super::cell::{Cell, Judged, Operand, Real};
use super::common::{common, fetch};
use super::order;

/// A `bool` that threads share.
pub struct AtomicBool {
    cell: Cell<Inner>,
}

impl Real for Inner {
    type Value = bool;
    const SHOWN: Shown = Shown::Bool;
    #[inline]
    fn bits(value: bool) -> u64 {
        u64::from(value)
    }
    #[inline]
    fn value(bits: u64) -> bool {
        bits != 0
    }
    #[inline]
    fn peek(&self) -> bool {
        self.load(Ordering::Relaxed)
    }
    #[inline]
    fn put(&mut self, value: bool) {
        *self.get_mut() = value;
    }
}

impl Operand for bool {
    #[inline]
    fn bits(self) -> u64 {
        u64::from(self)
    }
    #[inline]
    fn of(bits: u64) -> Self {
        bits != 0
    }
}

common!(AtomicBool, bool);
fetch!(AtomicBool, bool,
    "Logical and. Gives the value before."
    fetch_and(bool) = |a, b| a & b;
    "Logical and, then not. Gives the value before."
    fetch_nand(bool) = |a, b| !(a & b);
    "Logical or. Gives the value before."
    fetch_or(bool) = |a, b| a | b;
    "Logical exclusive or. Gives the value before."
    fetch_xor(bool) = |a, b| a ^ b;
);

impl AtomicBool {
    /// Logical not. Gives the value before.
    #[inline]
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.fetch_xor(true, order)
    }
}

impl Default for AtomicBool {
    fn default() -> Self {
        Self::new(false)
    }
}
