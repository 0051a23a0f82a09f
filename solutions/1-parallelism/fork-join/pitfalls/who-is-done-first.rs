//! Each thread sends its sorted half, and the one that comes first is put first. Both halves
//! are sorted and merged, so all keys are in order, and with two halves of the same length
//! the thread that was spawned first is mostly done first. If it is not, equal items change
//! places.
//!
//! rejected: equal_items_keep_their_order: sorted = [a2, a1, b2, b1]

use std::sync::mpsc;
use std::thread;

/// Sorts the items, on as many threads as there are parts of at most `cut_off` items. Equal
/// items keep their order.
pub fn sort<T: Ord + Clone + Send>(items: &mut [T], cut_off: usize) {
    if items.len() <= cut_off.max(1) {
        return sort_alone(items);
    }
    let (send, receive) = mpsc::channel();
    let (left, right) = items.split_at(items.len() / 2);
    let halves = thread::scope(|s| {
        for mut half in [left.to_vec(), right.to_vec()] {
            let send = send.clone();
            s.spawn(move || {
                sort(&mut half, cut_off);
                send.send(half).unwrap();
            });
        }
        [receive.recv().unwrap(), receive.recv().unwrap()]
    });
    let middle = halves[0].len();
    items.clone_from_slice(&halves.concat());
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
