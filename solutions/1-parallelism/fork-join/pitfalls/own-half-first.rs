//! Sorts one half on the thread that divided, which is fine, but before it spawns the thread
//! for the other half. Then there is nothing left to do at the same time.
//!
//! rejected: a_half_each_on_two_cores: left and right: never overlap
//! rejected: a_half_each_on_two_cores: makespan on 2 cores: 85

use std::thread;

/// Sorts the items, on as many threads as there are parts of at most `cut_off` items. Equal
/// items keep their order.
pub fn sort<T: Ord + Clone + Send>(items: &mut [T], cut_off: usize) {
    if items.len() <= cut_off.max(1) {
        return sort_alone(items);
    }
    let middle = items.len() / 2;
    let (left, right) = items.split_at_mut(middle);
    thread::scope(|s| {
        sort(left, cut_off);
        s.spawn(|| sort(right, cut_off));
    });
    merge(items, middle);
}

/// Sorts the items on the thread that calls it. Equal items keep their order.
fn sort_alone<T: Ord + Clone>(items: &mut [T]) {
    let middle = items.len() / 2;
    if middle == 0 {
        return;
    }
    sort_alone(&mut items[..middle]);
    sort_alone(&mut items[middle..]);
    merge(items, middle);
}

/// Makes one sorted slice of two: the items before `middle`, and those from there on. Of
/// equal items, those before `middle` come first.
fn merge<T: Ord + Clone>(items: &mut [T], middle: usize) {
    let (left, right) = (items[..middle].to_vec(), items[middle..].to_vec());
    let mut left = left.into_iter().peekable();
    let mut right = right.into_iter().peekable();
    for place in items {
        let take_right = match (left.peek(), right.peek()) {
            (Some(left), Some(right)) => right < left,
            (left, _) => left.is_none(),
        };
        let next = if take_right {
            right.next()
        } else {
            left.next()
        };
        *place = next.unwrap();
    }
}

#[cfg(test)]
#[path = "../../../../exercises/1-parallelism/fork-join/check.rs"]
mod check;
