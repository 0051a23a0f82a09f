//! The atomic types: every operation is a step of the explored program.
//!
//! In an exploration the value lives with the explorer. The real atomic inside keeps
//! the value that it was made with and is not touched, so a static begins every
//! execution as it was written. Outside of one, the real atomic does the work.
//!
//! `compare_exchange_weak` fails without a cause under weak memory only; elsewhere it
//! behaves as `compare_exchange`, as it does on x86. The retry loops in `fetch_update`
//! and its like don't fail so: they would only go round once more.

mod boolean;
mod cell;
mod common;
mod fence;
mod integer;
mod order;
mod pointer;

pub use ::std::sync::atomic::Ordering;

pub use self::boolean::AtomicBool;
#[expect(deprecated, reason = "std has it")]
pub use self::fence::spin_loop_hint;
pub use self::fence::{compiler_fence, fence};
pub use self::integer::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32,
    AtomicU64, AtomicUsize,
};
pub use self::pointer::AtomicPtr;

/// A false [`AtomicBool`], from before `new` was `const`.
#[deprecated(since = "1.34.0", note = "use `AtomicBool::new(false)`")]
#[expect(
    clippy::declare_interior_mutable_const,
    reason = "std has it, to be copied into a static"
)]
pub const ATOMIC_BOOL_INIT: AtomicBool = AtomicBool::new(false);

/// An [`AtomicIsize`] of 0, from before `new` was `const`.
#[deprecated(since = "1.34.0", note = "use `AtomicIsize::new(0)`")]
#[expect(
    clippy::declare_interior_mutable_const,
    reason = "std has it, to be copied into a static"
)]
pub const ATOMIC_ISIZE_INIT: AtomicIsize = AtomicIsize::new(0);

/// An [`AtomicUsize`] of 0, from before `new` was `const`.
#[deprecated(since = "1.34.0", note = "use `AtomicUsize::new(0)`")]
#[expect(
    clippy::declare_interior_mutable_const,
    reason = "std has it, to be copied into a static"
)]
pub const ATOMIC_USIZE_INIT: AtomicUsize = AtomicUsize::new(0);

/// Stands in the bounds of a function that judging does not cover, so that rustc
/// refuses a call of it by name. Nothing implements it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`from_ptr` of the atomic types is not covered while your code is judged",
    label = "the explorer would not see what happens to this memory",
    note = "share an atomic by reference or in an `Arc` instead"
)]
pub trait Uncovered {}
