//! Deques for work stealing. Each push, pop and steal is one step; a steal of several
//! takes a look at the length and then a step for each item.
//!
//! A steal finds an item or none: it never says [`Steal::Retry`], which the real one does
//! where it has lost a race (and is then tried again).

mod injector;
mod stealer;
mod worker;

pub use self::injector::Injector;
pub use self::stealer::Stealer;
pub use self::worker::Worker;
pub use real::deque::Steal;

use crate::channel::Queue;

/// The most items that a steal of several takes, as in the real one.
const BATCH: usize = 32;

#[track_caller]
fn steal<T>(queue: &Queue<T>) -> Steal<T> {
    match queue.try_receive() {
        Ok(item) => Steal::Success(item),
        Err(_) => Steal::Empty,
    }
}

/// Takes about half of the items, at most `limit`.
#[track_caller]
fn steal_some<T>(queue: &Queue<T>, limit: usize) -> Vec<T> {
    assert!(limit > 0, "a limit of zero items");
    let half = queue.len().div_ceil(2).min(limit);
    let some = (0..half).map_while(|_| queue.try_receive().ok());
    some.collect()
}

/// Takes some of the items over into a deque.
#[track_caller]
fn steal_into<T>(queue: &Queue<T>, dest: &Worker<T>, limit: usize) -> Steal<()> {
    let items = steal_some(queue, limit);
    let some = !items.is_empty();
    dest.take_over(items);
    if some {
        Steal::Success(())
    } else {
        Steal::Empty
    }
}

/// Takes some of the items over into a deque, and gives the first.
#[track_caller]
fn steal_into_and_pop<T>(queue: &Queue<T>, dest: &Worker<T>, limit: usize) -> Steal<T> {
    let mut items = steal_some(queue, limit).into_iter();
    let Some(first) = items.next() else {
        return Steal::Empty;
    };
    dest.take_over(items.collect());
    Steal::Success(first)
}
