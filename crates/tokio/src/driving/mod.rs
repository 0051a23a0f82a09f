//! How tasks run inside an exploration.
//!
//! A task is a model thread that polls its future until it is ready. What the future
//! awaits in the end is a [`Leaf`]: a message, a lock, the end of a task, a moment. A
//! leaf says in one operation of the explorer's what it waits for, and where all that a
//! task has polled is pending, the task takes the step that waits for the first of them.
//!
//! So nothing here is woken: an operation that makes another one possible is all that the
//! explorer needs. Wakers are real only for futures that are not ours; see [`context`].
//!
//! On a `current_thread` runtime tasks take turns: whoever polls has the runtime's baton,
//! a lock, and gives it up in the await. Which of the ready tasks has it next is the
//! explorer's choice, not the order in which they were woken.

mod context;
pub(crate) mod entered;
mod executor;
mod leaf;
mod root;

pub(crate) use context::{Context, What, current};
pub(crate) use executor::{Ended, Executor, Flavor, TaskState};
pub(crate) use leaf::Leaf;
pub(crate) use root::{Cancelled, drive};
