//! A stack without locks, of nodes in an array.
//!
//! R. K. Treiber, *Systems Programming: Coping with Parallelism*, IBM RJ 5118, 1986. The
//! top is an index and a count of changes in one word, as in GenMC's test of that name,
//! which has these threads and these orderings too: two push, one pops.

use std::sync::Arc;

use super::orders::Orders;
use crate::facade::{AtomicUsize, Run, thread};

/// No node. Nodes are numbered from 1.
const NONE: usize = 0;
const NODES: usize = 2;

struct Stack {
    orders: Orders,
    top: AtomicUsize,
    next: Vec<AtomicUsize>,
    values: Vec<AtomicUsize>,
}

/// Index and count in one word.
fn tagged(index: usize, count: usize) -> usize {
    count << 8 | index
}

fn index(tagged: usize) -> usize {
    tagged & 0xff
}

fn count(tagged: usize) -> usize {
    tagged >> 8
}

impl Stack {
    fn new(orders: Orders) -> Self {
        let zeros = || (0..=NODES).map(|_| AtomicUsize::new(0)).collect();
        Self {
            orders,
            top: AtomicUsize::new(tagged(NONE, 0)),
            next: zeros(),
            values: zeros(),
        }
    }

    fn push(&self, node: usize, value: usize) {
        let Orders {
            relaxed,
            acquire,
            release,
        } = self.orders;
        self.values[node].store(value, relaxed);
        loop {
            let old = self.top.load(acquire);
            self.next[node].store(old, relaxed);
            let new = tagged(node, count(old) + 1);
            let swapped = self.top.compare_exchange(old, new, release, relaxed);
            if swapped.is_ok() {
                return;
            }
        }
    }

    fn pop(&self) -> Option<usize> {
        let Orders {
            relaxed,
            acquire,
            release,
        } = self.orders;
        loop {
            let old = self.top.load(acquire);
            if index(old) == NONE {
                return None;
            }
            let next = self.next[index(old)].load(relaxed);
            let new = tagged(index(next), count(old) + 1);
            let swapped = self.top.compare_exchange(old, new, release, relaxed);
            if swapped.is_ok() {
                return Some(self.values[index(old)].load(relaxed));
            }
        }
    }
}

/// Two threads push 10 and 20, a third one pops once.
pub fn two_push_one_pops(orders: Orders) -> impl Fn(&Run) {
    move |run| {
        let stack = Arc::new(Stack::new(orders));
        let push = |node: usize| {
            let stack = Arc::clone(&stack);
            thread::spawn(move || stack.push(node, 10 * node))
        };
        let pushing = [push(1), push(2)];
        let shared = Arc::clone(&stack);
        let popping = thread::spawn(move || shared.pop());
        for thread in pushing {
            thread.join().expect("no panic");
        }
        run.observe("popped", popping.join().expect("no panic"));
    }
}
