//! [`yield_now`]: letting other tasks go first.

use std::future::{self, Future};
use std::panic::Location;
use std::task::Poll;

use crate::driving::current;

/// Lets other tasks go first.
#[track_caller]
pub fn yield_now() -> impl Future<Output = ()> {
    let site = Location::caller();
    let mut yielded = false;
    async move {
        if !interleave::shadow::active() {
            return real::task::yield_now().await;
        }
        future::poll_fn(|cx| {
            if std::mem::replace(&mut yielded, true) {
                return Poll::Ready(());
            }
            match current() {
                Some(context) => context.gives_way(site),
                None => cx.waker().wake_by_ref(),
            }
            Poll::Pending
        })
        .await;
    }
}
