//! The atomic pointer.
//!
//! The explorer keeps numbers, so a pointer's provenance is exposed on the way in and
//! taken up again on the way out, as the two functions of `std::ptr` allow.

use ::std::fmt;
use ::std::ptr;
use ::std::sync::atomic::AtomicPtr as Inner;
use ::std::sync::atomic::Ordering;

use interleave::shadow::{self, Shown};

use super::Uncovered;
use super::cell::{Cell, Judged, Operand, Real};
use super::common::{common, fetch};
use super::order;

/// A pointer that threads share; what it points to is not this type's business.
pub struct AtomicPtr<T> {
    cell: Cell<Inner<T>>,
}

impl<T> Real for Inner<T> {
    type Value = *mut T;
    const SHOWN: Shown = Shown::Pointer;
    #[inline]
    fn bits(value: *mut T) -> u64 {
        value.expose_provenance() as u64
    }
    #[inline]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the bits came from an address"
    )]
    fn value(bits: u64) -> *mut T {
        ptr::with_exposed_provenance_mut(bits as usize)
    }
    #[inline]
    fn peek(&self) -> *mut T {
        self.load(Ordering::Relaxed)
    }
    #[inline]
    fn put(&mut self, value: *mut T) {
        *self.get_mut() = value;
    }
}

common!(<T> AtomicPtr, *mut T);
fetch!(<T> AtomicPtr, *mut T,
    "Moves the pointer on by so many `T`. Gives the pointer before."
    fetch_ptr_add(usize) = |a, b| a.wrapping_add(b);
    "Moves the pointer back by so many `T`. Gives the pointer before."
    fetch_ptr_sub(usize) = |a, b| a.wrapping_sub(b);
    "Moves the pointer on by so many bytes. Gives the pointer before."
    fetch_byte_add(usize) = |a, b| a.wrapping_byte_add(b);
    "Moves the pointer back by so many bytes. Gives the pointer before."
    fetch_byte_sub(usize) = |a, b| a.wrapping_byte_sub(b);
    "Sets bits of the address. Gives the pointer before."
    fetch_or(usize) = |a, b| a.map_addr(|address| address | b);
    "Keeps only these bits of the address. Gives the pointer before."
    fetch_and(usize) = |a, b| a.map_addr(|address| address & b);
    "Flips bits of the address. Gives the pointer before."
    fetch_xor(usize) = |a, b| a.map_addr(|address| address ^ b);
);

impl<T> Default for AtomicPtr<T> {
    fn default() -> Self {
        Self::new(ptr::null_mut())
    }
}

impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.load(Ordering::Relaxed), f)
    }
}
