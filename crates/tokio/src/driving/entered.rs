//! Which runtime a model thread is in that is no task: inside of `enter`, and where
//! blocking code runs.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use interleave::shadow;

use super::context::current;
use super::executor::Executor;

#[derive(Default)]
struct Entered {
    executors: RefCell<Vec<Arc<Executor>>>,
    children: Cell<u32>,
}

static KEY: u8 = 1;

fn entered<R>(use_it: impl FnOnce(&Entered) -> R) -> Option<R> {
    if !shadow::active() {
        return None;
    }
    let key = std::ptr::from_ref(&KEY).addr();
    let entered = shadow::thread_local::<Entered>(key, Entered::default)?;
    // SAFETY: the pointer is valid until the thread has ended, and this is the thread.
    Some(use_it(unsafe { &*entered }))
}

/// From now on this thread is in the runtime.
pub(crate) fn enter(executor: &Arc<Executor>) {
    entered(|entered| entered.executors.borrow_mut().push(Arc::clone(executor)));
}

/// This thread is in the runtime no longer.
pub(crate) fn leave() {
    entered(|entered| entered.executors.borrow_mut().pop());
}

/// The runtime that this thread is in.
pub(crate) fn executor() -> Option<Arc<Executor>> {
    if let Some(context) = current() {
        return Some(Arc::clone(&context.executor));
    }
    entered(|entered| entered.executors.borrow().last().cloned()).flatten()
}

/// The name of a task that is spawned here.
pub(crate) fn child() -> String {
    if let Some(context) = current() {
        return context.child();
    }
    let number = entered(|entered| {
        entered.children.set(entered.children.get() + 1);
        entered.children.get()
    });
    number.unwrap_or(1).to_string()
}
