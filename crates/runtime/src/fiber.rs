//! Fibers: stacks to run model threads on, one at a time, on one OS thread.
//!
//! The only place with context switches. What a fiber runs, and when, is the model's.

use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};

/// Bytes of a model thread's stack. Twice of what `format!` and friends want without
/// optimisation, and small enough that endless recursion ends at once.
pub(crate) const STACK_SIZE: usize = 512 * 1024;

/// A model thread's stack, with the function that runs on it.
pub(crate) struct Fiber {
    coroutine: Coroutine<(), (), (), DefaultStack>,
    /// The lowest address of its stack, and the one above the highest.
    pub stack: (usize, usize),
}

/// The way from inside of a fiber back to who resumed it.
#[derive(Clone, Copy)]
pub(crate) struct Way(*const Yielder<(), ()>);

impl Way {
    pub const NONE: Self = Self(std::ptr::null());

    /// Leaves the fiber that runs here, until it is resumed.
    ///
    /// # Safety
    /// Must be called on the stack of the fiber whose body was given this way.
    pub unsafe fn leave(self) {
        // SAFETY: the yielder lives at the bottom of the fiber's stack as long as the
        // fiber's body runs, and the caller runs in it.
        unsafe { &*self.0 }.suspend(());
    }
}

/// Stacks of ended fibers: a used one costs nothing, a fresh one microseconds.
#[derive(Default)]
pub(crate) struct Stacks(Vec<DefaultStack>);

impl Stacks {
    /// A fiber that will run `body`. It starts when it is first resumed.
    ///
    /// # Panics
    /// If the system has no memory for another stack.
    ///
    /// # Safety
    /// What `body` borrows must live until the fiber has ended or been forgotten.
    pub unsafe fn fiber<'a>(&mut self, body: impl FnOnce(Way) + 'a) -> Fiber {
        let stack = self.0.pop().unwrap_or_else(|| {
            DefaultStack::new(STACK_SIZE).expect("memory for the stack of a model thread")
        });
        let range = (stack.limit().get(), stack.base().get());
        // SAFETY: `body` outlives its use by this function's own contract.
        let coroutine = unsafe {
            Coroutine::with_stack_unchecked(stack, move |way: &Yielder<(), ()>, ()| {
                body(Way(std::ptr::from_ref(way)));
            })
        };
        Fiber {
            coroutine,
            stack: range,
        }
    }

    /// Takes back the stack of a fiber. If the fiber has not ended, what is on its
    /// stack is forgotten: never dropped, never used again.
    pub fn take_back(&mut self, mut fiber: Fiber) {
        if !fiber.coroutine.done() {
            // SAFETY: the values on the stack are leaked, which is safe. Nothing else
            // refers into the stack: other fibers of the same execution are ended or
            // forgotten as well before any of them could run again.
            unsafe { fiber.coroutine.force_reset() };
        }
        self.0.push(fiber.coroutine.into_stack());
    }
}

impl Fiber {
    /// Runs it until it leaves or ends. True if it has ended.
    pub fn resume(&mut self) -> bool {
        matches!(self.coroutine.resume(()), CoroutineResult::Return(()))
    }
}
