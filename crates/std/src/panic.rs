//! Catching and resuming a panic keep account of the model thread's state; hooks are
//! refused inside an exploration, because it has its own. The rest is real.

pub use ::std::panic::*;

use interleave::shadow;

use crate::thread;

/// Runs `body`; a panic in it is caught and returned.
///
/// # Errors
/// The panic's payload.
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(body: F) -> thread::Result<R> {
    if shadow::active() {
        shadow::catch_unwind(body)
    } else {
        ::std::panic::catch_unwind(body)
    }
}

/// Panics with a payload that was caught before, without calling the hook.
///
/// # Panics
/// Always.
pub fn resume_unwind(payload: Box<dyn ::std::any::Any + Send>) -> ! {
    if shadow::active() {
        shadow::resume_unwind(payload)
    } else {
        ::std::panic::resume_unwind(payload)
    }
}

/// Sets what is called when a thread panics. Refused inside an exploration.
#[track_caller]
pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>) {
    refuse_inside("std::panic::set_hook");
    ::std::panic::set_hook(hook);
}

/// Takes away what is called when a thread panics. Refused inside an exploration.
#[track_caller]
#[must_use]
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static> {
    refuse_inside("std::panic::take_hook");
    ::std::panic::take_hook()
}

#[track_caller]
fn refuse_inside(what: &str) {
    if shadow::active() {
        shadow::refuse(
            what,
            "Catch the panic, or join the thread, and look at the result.",
        );
    }
}
