//! [`spin_loop`] is ours; the rest of `std::hint` is real.

pub use ::std::hint::*;

use interleave::shadow;

/// Says that this thread waits in a loop for something to change.
#[inline]
#[track_caller]
pub fn spin_loop() {
    if shadow::active() {
        shadow::spin_loop();
    } else {
        ::std::hint::spin_loop();
    }
}
