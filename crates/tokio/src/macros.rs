//! `select!`, `join!`, `try_join!`: the real macros, told how leaves are to be polled.
//!
//! A `select!` that may begin anywhere lets the explorer choose among the branches that
//! can go on. In the others, and in `join!`, the order of polls is promised, so that they
//! are exact: see `driving`.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::driving::current;

#[doc(hidden)]
pub use real;

/// Where a `select!` begins that may begin anywhere.
#[doc(hidden)]
#[must_use]
#[track_caller]
pub fn any_order(branches: u32) -> u32 {
    if !interleave::shadow::active() {
        return real::macros::support::thread_rng_n(branches);
    }
    current().map_or(0, |context| {
        context.begins_select(branches, Location::caller())
    })
}

/// Where a biased `select!` begins.
#[doc(hidden)]
#[must_use]
pub fn in_order() -> u32 {
    if let Some(context) = current() {
        context.poll_exactly();
    }
    0
}

/// A branch of a `join!`.
#[doc(hidden)]
pub fn branch<F: IntoFuture>(future: F) -> Branch<F::IntoFuture> {
    Branch(future.into_future())
}

/// See [`branch`].
#[doc(hidden)]
#[derive(Debug)]
pub struct Branch<F>(F);

impl<F: Future> Future for Branch<F> {
    type Output = F::Output;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        if let Some(context) = current() {
            context.poll_exactly();
        }
        // SAFETY: the branch is not moved out of; it is pinned as the whole is.
        unsafe { self.map_unchecked_mut(|branch| &mut branch.0) }.poll(cx)
    }
}

/// Waits for several futures, and goes on with the first that is ready.
#[macro_export]
macro_rules! select {
    ($(biased;)? else => $else:expr $(,)?) => {{
        $else
    }};
    (biased; $p:pat = $($t:tt)*) => {
        $crate::macros::real::select!(@{ start={ $crate::macros::in_order() }; () } $p = $($t)*)
    };
    ($p:pat = $($t:tt)*) => {
        $crate::macros::real::select!(@{ start={ $crate::macros::any_order(BRANCHES) }; () } $p = $($t)*)
    };
    () => {
        compile_error!("select! requires at least one branch.")
    };
}

/// Waits for all of several futures.
#[macro_export]
macro_rules! join {
    (biased; $($e:expr),* $(,)?) => {
        $crate::macros::real::join!(biased; $($crate::macros::branch($e)),*)
    };
    ($($e:expr),* $(,)?) => {
        $crate::macros::real::join!($($crate::macros::branch($e)),*)
    };
}

/// Waits for all of several futures, or for the first that fails.
#[macro_export]
macro_rules! try_join {
    (biased; $($e:expr),* $(,)?) => {
        $crate::macros::real::try_join!(biased; $($crate::macros::branch($e)),*)
    };
    ($($e:expr),* $(,)?) => {
        $crate::macros::real::try_join!($($crate::macros::branch($e)),*)
    };
}
