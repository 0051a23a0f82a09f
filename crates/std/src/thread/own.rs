//! What a thread does to itself: wait, give way, ask about its state.

use ::std::io;
use ::std::num::NonZero;
use ::std::thread as real;
use ::std::time::Duration;

use interleave::shadow;

/// How many processors an execution has, whatever machine it is repeated on.
const PROCESSORS: NonZero<usize> = NonZero::new(4).unwrap();

/// How many threads can run at once; inside an exploration always 4.
///
/// # Errors
/// As the real one: the number may not be known.
pub fn available_parallelism() -> io::Result<NonZero<usize>> {
    if shadow::active() {
        Ok(PROCESSORS)
    } else {
        real::available_parallelism()
    }
}

/// Whether this thread is unwinding from a panic.
#[must_use]
pub fn panicking() -> bool {
    if shadow::active() {
        shadow::panicking()
    } else {
        real::panicking()
    }
}

/// Lets other threads go first.
#[track_caller]
pub fn yield_now() {
    if shadow::active() {
        shadow::yield_now();
    } else {
        real::yield_now();
    }
}

/// Waits for so long, at least.
#[track_caller]
pub fn sleep(duration: Duration) {
    if shadow::active() {
        shadow::sleep(duration);
    } else {
        real::sleep(duration);
    }
}

/// Waits for so many milliseconds, at least.
#[deprecated(note = "replaced by `std::thread::sleep`")]
#[track_caller]
pub fn sleep_ms(milliseconds: u32) {
    sleep(Duration::from_millis(milliseconds.into()));
}

/// Waits until somebody unparks this thread, or has already.
#[track_caller]
pub fn park() {
    if shadow::active() {
        shadow::park(None);
    } else {
        real::park();
    }
}

/// As [`park`], and no longer than `duration`.
#[track_caller]
pub fn park_timeout(duration: Duration) {
    if shadow::active() {
        shadow::park(Some(duration));
    } else {
        real::park_timeout(duration);
    }
}

/// As [`park`], and no longer than so many milliseconds.
#[deprecated(note = "replaced by `std::thread::park_timeout`")]
#[track_caller]
pub fn park_timeout_ms(milliseconds: u32) {
    park_timeout(Duration::from_millis(milliseconds.into()));
}
