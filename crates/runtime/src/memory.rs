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
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

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
    thread: u16,
    live: usize,
}

thread_local! {
    /// The log of the model thread that runs here; null while the model itself does.
    static LOG: Cell<*mut Log> = const { Cell::new(std::ptr::null_mut()) };
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

    fn add(&mut self, start: usize, size: usize) {
        let thread = usize::from(self.thread);
        if self.numbers.len() <= thread {
            self.numbers.resize(thread + 1, 0);
        }
        self.allocations.push(Allocation {
            start,
            size,
            thread: self.thread,
            number: self.numbers[thread],
        });
        self.numbers[thread] += 1;
        self.live += size;
        if self.live > LIMIT {
            crate::watch::out_of_memory();
        }
    }
}

/// From now on, what is allocated here is `thread`'s.
pub(crate) fn log_to(log: &mut Log, thread: u16) {
    log.thread = thread;
    LOG.set(log);
}

/// From now on, what is allocated here is the model's own. Gives what to go back to.
pub(crate) fn pause() -> *mut Log {
    LOG.replace(std::ptr::null_mut())
}

/// Goes back to what was before [`pause`].
pub(crate) fn resume(log: *mut Log) {
    LOG.set(log);
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
    // A thread that is going away allocates for nobody.
    let log = LOG.try_with(|log| log.replace(std::ptr::null_mut()));
    let Ok(log) = log else { return };
    if !log.is_null() {
        // SAFETY: the log belongs to the exploration on this OS thread, which sets the
        // pointer only while a model thread runs and touches the log only while none
        // does. The pointer is null during `add`, so `add` isn't entered twice.
        unsafe { &mut *log }.add(start as usize, size);
        resume(log);
    }
}

fn note_free(size: usize) {
    let log = LOG.try_with(Cell::get).unwrap_or(std::ptr::null_mut());
    if !log.is_null() {
        // SAFETY: as above; nothing here allocates.
        let log = unsafe { &mut *log };
        log.live = log.live.saturating_sub(size);
    }
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
