//! Fences, and the spin hint of old.

use ::std::sync::atomic::Ordering;

use interleave::shadow;

use super::order;

/// Orders this thread's memory accesses before it against those after it.
///
/// In an exploration it is a step under weak memory; where memory is sequentially
/// consistent, a fence changes nothing.
///
/// # Panics
/// If `order` is `Relaxed`.
#[inline]
#[track_caller]
pub fn fence(order: Ordering) {
    if shadow::active() {
        order::fence(order);
        shadow::fence(order);
    } else {
        ::std::sync::atomic::fence(order);
    }
}

/// Keeps the compiler from moving this thread's memory accesses across it.
///
/// # Panics
/// If `order` is `Relaxed`.
#[inline]
#[track_caller]
pub fn compiler_fence(order: Ordering) {
    order::fence(order);
    ::std::sync::atomic::compiler_fence(order);
}

/// Says that this is a waiting loop.
#[inline]
#[track_caller]
#[deprecated(since = "1.51.0", note = "use `hint::spin_loop`")]
pub fn spin_loop_hint() {
    if shadow::active() {
        shadow::spin_loop();
    } else {
        ::std::hint::spin_loop();
    }
}
