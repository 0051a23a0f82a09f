//! What tasks share: the real types, each use of them a step of the explorer's.

pub mod mpsc;
pub mod oneshot;

/// A call that blocks its thread. In a task the real one panics.
#[track_caller]
fn may_block() {
    assert!(
        crate::driving::current().is_none(),
        "Cannot block the current thread from within a runtime. This happens because a \
         function attempted to block the current thread while the thread is being used to \
         drive asynchronous tasks."
    );
}
