//! A queue without locks, of nodes in an array.
//!
//! M. M. Michael, M. L. Scott, *Simple, Fast, and Practical Non-Blocking and Blocking
//! Concurrent Queue Algorithms*, PODC 1996, figure 1. GenMC's test of that name has these
//! threads and orderings, but leaves out the executions in which a dequeue has to try
//! again; here it tries again.

use super::orders::Orders;
use super::together;
use crate::facade::{AtomicUsize, Run};

/// No node. Node 1 is the first dummy; thread `i` has node `i + 2`.
const NONE: usize = 0;
const DUMMY: usize = 1;
const NODES: usize = 3;

struct Queue {
    orders: Orders,
    head: AtomicUsize,
    tail: AtomicUsize,
    next: Vec<AtomicUsize>,
}

/// Index and count of changes in one word.
fn tagged(index: usize, count: usize) -> usize {
    count << 8 | index
}

fn index(tagged: usize) -> usize {
    tagged & 0xff
}

/// `index` in the place of what `old` points to.
fn after(old: usize, index: usize) -> usize {
    tagged(index, (old >> 8) + 1)
}

impl Queue {
    fn new(orders: Orders) -> Self {
        Self {
            orders,
            head: AtomicUsize::new(tagged(DUMMY, 0)),
            tail: AtomicUsize::new(tagged(DUMMY, 0)),
            next: (0..=NODES).map(|_| AtomicUsize::new(NONE)).collect(),
        }
    }

    /// Puts `new` in the place of `old`, unless another thread was faster.
    fn swing(&self, word: &AtomicUsize, old: usize, new: usize) -> bool {
        let Orders {
            relaxed, release, ..
        } = self.orders;
        word.compare_exchange(old, after(old, new), release, relaxed)
            .is_ok()
    }

    fn enqueue(&self, node: usize) {
        let Orders {
            relaxed, acquire, ..
        } = self.orders;
        self.next[node].store(NONE, relaxed);
        loop {
            let tail = self.tail.load(acquire);
            let last = &self.next[index(tail)];
            let next = last.load(acquire);
            if self.tail.load(relaxed) != tail {
                continue;
            }
            if index(next) == NONE && self.swing(last, next, node) {
                self.swing(&self.tail, tail, node);
                return;
            }
            // Somebody has linked a node: the tail is moved on for them.
            let next = last.load(acquire);
            self.swing(&self.tail, tail, index(next));
        }
    }

    /// The node that is taken. Its number is its value.
    fn dequeue(&self) -> Option<usize> {
        let Orders {
            relaxed, acquire, ..
        } = self.orders;
        loop {
            let head = self.head.load(acquire);
            let tail = self.tail.load(acquire);
            let next = self.next[index(head)].load(acquire);
            if self.head.load(relaxed) != head {
                continue;
            }
            if index(head) != index(tail) {
                if self.swing(&self.head, head, index(next)) {
                    return Some(index(next));
                }
            } else if index(next) == NONE {
                return None;
            } else {
                self.swing(&self.tail, tail, index(next));
            }
        }
    }
}

/// Two threads, each of which enqueues its node and dequeues one.
pub fn two_enqueue_and_dequeue(orders: Orders) -> impl Fn(&Run) {
    move |run| {
        let queue = Queue::new(orders);
        let dequeued = together(2, move |thread| {
            queue.enqueue(thread + 2);
            queue.dequeue()
        });
        run.observe("dequeued", dequeued);
    }
}
