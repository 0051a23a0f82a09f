//! Panics of model threads: kept with the execution, printed nowhere, counted for each
//! model thread.
//!
//! Fibers share their OS thread's panic count, so `std::thread::panicking` would be
//! true for all of them while one unwinds. What a model thread is told is counted here.

use std::any::Any;
use std::panic::{AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

use crate::abandon::Abandoned;
use crate::model::{self, Panic};

/// Makes panics of model threads silent; all others go where they went before.
pub(crate) fn install_hook() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if model::active() {
                note(info);
            } else {
                before(info);
            }
        }));
    });
}

fn note(info: &PanicHookInfo<'_>) {
    let message = message_of(info).to_owned();
    let line = info
        .location()
        .map(|place| (place.file().to_owned(), place.line(), place.column()));
    let panic = |thread| Panic {
        thread,
        message,
        line,
    };
    let lost = model::with(|model| {
        let thread = model.current;
        let record = model.thread();
        if let (IN_CLEANUP, Some(first)) = (message_of(info), record.panics.first()) {
            return Some(first.message.clone());
        }
        record.panicking += 1;
        record.panics.push(panic(thread));
        None
    });
    if let Some(first) = lost {
        crate::watch::panic_while_panicking(&first);
    }
}

/// What std says when a destructor panics during unwinding, before it aborts.
const IN_CLEANUP: &str = "panic in a destructor during cleanup";

fn message_of<'a>(info: &'a PanicHookInfo<'_>) -> &'a str {
    info.payload_as_str().unwrap_or("a panic without a message")
}

/// Whether this model thread unwinds from a panic.
pub(crate) fn panicking() -> bool {
    model::with(|model| model.thread().panicking > 0)
}

/// Caught panics of a thread that are remembered, should one be resumed.
const CAUGHT: usize = 16;

/// Catches a panic of `body`, but not the unwinding of an abandoned execution.
pub(crate) fn catch<R>(body: impl FnOnce() -> R) -> std::thread::Result<R> {
    let (before, panics) = model::with(|model| {
        let record = model.thread();
        (record.panicking, record.panics.len())
    });
    let result = std::panic::catch_unwind(AssertUnwindSafe(body));
    if let Err(payload) = &result {
        if payload.is::<Abandoned>() {
            crate::abandon::unwind();
        }
        model::with(|model| {
            let record = model.thread();
            record.panicking = before;
            let caught = record.panics.split_off(panics.min(record.panics.len()));
            record.caught.truncate(CAUGHT);
            record.caught.extend(caught.into_iter().next_back());
        });
    }
    result
}

/// As [`catch`], at the bottom of a thread: the panic is a behaviour of the execution,
/// and the unwinding of an abandoned one ends here, as an error.
pub(crate) fn catch_at_root<R>(body: impl FnOnce() -> R) -> std::thread::Result<R> {
    let result = std::panic::catch_unwind(AssertUnwindSafe(body));
    if let Err(payload) = &result {
        let abandoned = payload.is::<Abandoned>();
        model::with(|model| {
            let record = model.thread();
            record.panicking = 0;
            record.caught.clear();
            if let (false, Some(panic)) = (abandoned, record.panics.pop()) {
                model.escaped.push(panic);
            }
        });
    }
    result
}

/// What a caught panic says, if it is a text.
pub(crate) fn message_in(payload: &(dyn Any + Send)) -> Option<&str> {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| payload.downcast_ref::<&'static str>().copied())
}

/// Goes on with a panic that was caught: no new panic, so the hook isn't called.
pub(crate) fn resume(payload: Box<dyn Any + Send>) -> ! {
    let message = message_in(&*payload).map(str::to_owned);
    model::with(|model| {
        let thread = model.current;
        let record = model.thread();
        record.panicking += 1;
        let message = message.unwrap_or_else(|| "a panic without a message".to_owned());
        let known = record
            .caught
            .iter()
            .rposition(|panic| panic.message == message);
        let panic = match known {
            Some(index) => record.caught.swap_remove(index),
            None => Panic {
                thread,
                message,
                line: None,
            },
        };
        record.panics.push(panic);
    });
    std::panic::resume_unwind(payload)
}
