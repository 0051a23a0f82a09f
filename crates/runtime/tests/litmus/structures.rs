//! A stack and a queue without locks, small.
//!
//! Both follow tests of GenMC (`tests/correct/data-structures`: `treiber-stack`, with two
//! threads that push and one that pops, and `ms-queue`, with two threads that enqueue and
//! then dequeue), which counts 18 and 50 executions under either memory. It doesn't count
//! those in which an attempt fails that could only be repeated: to pop; to dequeue, where
//! the head has moved. (Before it left them out, it counted 22 and 114.)

use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU32, AtomicU64};
use std::thread;

use crate::test::Test;

/// A place in a table of nodes, 0 for nowhere, and how often the pointer has changed.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Pointer {
    node: u32,
    changes: u32,
}

impl Pointer {
    /// What it becomes if it is set to point to `node`.
    fn to(self, node: u32) -> Self {
        let changes = self.changes + 1;
        Self { node, changes }
    }

    fn bits(self) -> u64 {
        u64::from(self.node) | u64::from(self.changes) << 32
    }
}

/// Memory for a pointer.
#[derive(Default)]
struct Link(AtomicU64);

impl Link {
    fn load(&self, order: Ordering) -> Pointer {
        let bits = self.0.load(order);
        Pointer {
            node: bits as u32,
            changes: (bits >> 32) as u32,
        }
    }

    fn store(&self, pointer: Pointer) {
        self.0.store(pointer.bits(), Relaxed);
    }

    /// Sets it from `old` to `node`; false if it was no longer `old`.
    fn swing(&self, old: Pointer, node: u32, order: Ordering) -> bool {
        let new = old.to(node).bits();
        self.0
            .compare_exchange(old.bits(), new, order, Relaxed)
            .is_ok()
    }
}

#[derive(Default)]
struct Node {
    value: AtomicU32,
    next: Link,
}

/// That an attempt failed, because another thread was quicker.
struct Overtaken;

/// R. K. Treiber, *Systems Programming: Coping with Parallelism*, 1986.
#[derive(Default)]
struct Stack {
    top: Link,
    nodes: [Node; 3],
}

impl Stack {
    fn push(&self, node: u32, value: u32, publish: Ordering) {
        let new = &self.nodes[node as usize];
        new.value.store(value, Relaxed);
        loop {
            let top = self.top.load(Acquire);
            new.next.store(top);
            if self.top.swing(top, node, publish) {
                return;
            }
        }
    }

    fn try_pop(&self) -> Result<Option<u32>, Overtaken> {
        let top = self.top.load(Acquire);
        if top.node == 0 {
            return Ok(None);
        }
        let node = &self.nodes[top.node as usize];
        let next = node.next.load(Relaxed).node;
        let popped = self.top.swing(top, next, Release);
        popped
            .then(|| Some(node.value.load(Relaxed)))
            .ok_or(Overtaken)
    }
}

fn stack(name: &str, publish: Ordering) -> Test<'_> {
    Test::counted(name, move |run| {
        let stack = Stack::default();
        let popped = thread::scope(|s| {
            s.spawn(|| stack.push(1, 10, publish));
            s.spawn(|| stack.push(2, 20, publish));
            s.spawn(|| stack.try_pop()).join().unwrap()
        });
        if let Ok(popped) = popped {
            run.observe("popped", popped);
        }
        popped.is_ok()
    })
    .sequential(
        18,
        ["popped = None", "popped = Some(10)", "popped = Some(20)"],
    )
}

#[test]
fn treibers_stack() {
    stack("Treiber stack", Release)
        .never(["popped = Some(0)"])
        .check();
    // What is on top is seen, and not what it holds.
    stack("Treiber stack, relaxed", Relaxed)
        .weak_adds(["popped = Some(0)"])
        .check();
}

/// M. M. Michael, M. L. Scott, *Simple, Fast, and Practical Non-Blocking and Blocking
/// Concurrent Queue Algorithms*, PODC 1996. Node 1 comes before the first one.
struct Queue {
    head: Link,
    tail: Link,
    nodes: [Node; 4],
}

impl Queue {
    fn new() -> Self {
        let first = || Link(AtomicU64::new(1));
        Self {
            head: first(),
            tail: first(),
            nodes: Default::default(),
        }
    }

    fn next(&self, pointer: Pointer) -> &Link {
        &self.nodes[pointer.node as usize].next
    }

    fn enqueue(&self, node: u32, value: u32, publish: Ordering) {
        self.nodes[node as usize].value.store(value, Relaxed);
        loop {
            let tail = self.tail.load(Acquire);
            let next = self.next(tail).load(Acquire);
            if tail != self.tail.load(Relaxed) {
                continue;
            }
            if next.node == 0 && self.next(tail).swing(next, node, publish) {
                self.tail.swing(tail, node, Release);
                return;
            }
            // Somebody has appended and not yet moved the tail.
            let next = self.next(tail).load(Acquire);
            self.tail.swing(tail, next.node, Release);
        }
    }

    fn try_dequeue(&self) -> Result<Option<u32>, Overtaken> {
        loop {
            let head = self.head.load(Acquire);
            let tail = self.tail.load(Acquire);
            let next = self.next(head).load(Acquire);
            if self.head.load(Relaxed) != head {
                return Err(Overtaken);
            }
            if head.node != tail.node {
                let value = self.nodes[next.node as usize].value.load(Relaxed);
                let moved = self.head.swing(head, next.node, Release);
                return moved.then_some(Some(value)).ok_or(Overtaken);
            }
            if next.node == 0 {
                return Ok(None);
            }
            self.tail.swing(tail, next.node, Release);
        }
    }
}

fn queue(name: &str, publish: Ordering) -> Test<'_> {
    Test::counted(name, move |run| {
        let queue = Queue::new();
        let both = |node, value| {
            queue.enqueue(node, value, publish);
            queue.try_dequeue()
        };
        let dequeued = thread::scope(|s| {
            let threads = [s.spawn(|| both(2, 10)), s.spawn(|| both(3, 20))];
            threads.map(|thread| thread.join().unwrap())
        });
        if let [Ok(one), Ok(other)] = dequeued {
            run.observe("dequeued", [one, other]);
            return true;
        }
        false
    })
    .sequential(
        50,
        [
            "dequeued = [Some(10), Some(20)]",
            "dequeued = [Some(20), Some(10)]",
        ],
    )
    .never([
        "dequeued = [Some(10), Some(10)]",
        "dequeued = [Some(10), None]",
        "dequeued = [Some(0), Some(0)]",
    ])
}

#[test]
fn michael_and_scotts_queue() {
    let missed = [
        "dequeued = [Some(0), Some(10)]",
        "dequeued = [Some(20), Some(0)]",
    ];
    queue("Michael-Scott queue", Release).never(missed).check();
    // That a node was appended is seen, and not what it holds.
    queue("Michael-Scott queue, relaxed", Relaxed)
        .weak_adds(missed)
        .check();
}
