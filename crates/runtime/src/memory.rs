//! Names for heap memory that don't depend on the schedule, and a limit to it.
//!
//! The explorer must know the same object again in another execution. An address can't
//! tell: it depends on what was allocated and freed before. But "the third allocation
//! of thread 2" can, because what one thread does depends on what it has seen alone.
//! So while a model thread runs, its allocations are logged: where, how much, whose and
//! the how-many-th. The log is read only when an object is first used in an execution.
//!
//! The allocator itself is the system's.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use interleave_core::op::ThreadId;

/// Bytes that the model threads of one execution may have allocated at a time.
pub(crate) const LIMIT: usize = 1 << 30;

/// One allocation of a model thread.
struct Allocation {
    start: usize,
    size: usize,
    thread: u16,
    number: u32,
}

/// What the threads of one execution have allocated so far, in order.
#[derive(Default)]
pub(crate) struct Log {
    allocations: Vec<Allocation>,
    numbers: Vec<u32>,
    live: usize,
}

impl Log {
    /// Begins a new execution.
    pub fn clear(&mut self) {
        self.allocations.clear();
        self.numbers.clear();
        self.live = 0;
    }

    /// The thread, number and offset of the allocation that `address` lies in.
    pub fn find(&self, address: usize) -> Option<(u16, u32, usize)> {
        // The youngest is the one that lives: memory is reused.
        let found = self.allocations.iter().rev().find(|allocation| {
            (allocation.start..allocation.start + allocation.size).contains(&address)
        })?;
        Some((found.thread, found.number, address - found.start))
    }

    fn add(&mut self, start: usize, size: usize, thread: ThreadId) {
        if self.numbers.len() <= thread.index() {
            self.numbers.resize(thread.index() + 1, 0);
        }
        let number = &mut self.numbers[thread.index()];
        self.allocations.push(Allocation {
            start,
            size,
            thread: thread.0,
            number: *number,
        });
        *number += 1;
        self.live += size;
        if self.live > LIMIT {
            crate::watch::out_of_memory();
        }
    }
}

struct Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

/// All memory that was ever allocated lies between these.
static LOWEST: AtomicUsize = AtomicUsize::new(usize::MAX);
static HIGHEST: AtomicUsize = AtomicUsize::new(0);

/// Whether `address` may be one of allocated memory, now or earlier. It surely isn't one
/// that the image has.
#[must_use]
pub fn may_be_allocated(address: usize) -> bool {
    (LOWEST.load(Relaxed)..=HIGHEST.load(Relaxed)).contains(&address)
        && !crate::image::is_static(address)
}

fn note_range(start: usize, size: usize) {
    if start < LOWEST.load(Relaxed) {
        LOWEST.fetch_min(start, Relaxed);
    }
    if start + size > HIGHEST.load(Relaxed) {
        HIGHEST.fetch_max(start + size, Relaxed);
    }
}

fn note(start: *mut u8, size: usize) {
    note_range(start as usize, size);
    crate::model::with_log(|log, thread| log.add(start as usize, size, thread));
}

fn note_free(size: usize) {
    crate::model::with_log(|log, _| log.live = log.live.saturating_sub(size));
}

// SAFETY: every call goes to the system's allocator with the same arguments.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's contract is the system allocator's.
        let start = unsafe { System.alloc(layout) };
        note(start, layout.size());
        start
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        let start = unsafe { System.alloc_zeroed(layout) };
        note(start, layout.size());
        start
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        note_free(layout.size());
        // SAFETY: as above.
        unsafe { System.dealloc(start, layout) }
    }

    unsafe fn realloc(&self, start: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        let moved = unsafe { System.realloc(start, layout, size) };
        note_free(layout.size());
        note(moved, size);
        moved
    }
}
