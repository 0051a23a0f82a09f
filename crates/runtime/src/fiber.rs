//! Fibers: stacks to run model threads on, one at a time, on one OS thread.
//!
//! The only place with context switches. What a fiber runs, and when, is the model's.

use std::ptr::NonNull;
use std::sync::{Mutex, PoisonError};

use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};

/// Bytes of a model thread's stack. Twice of what `format!` and friends want without
/// optimisation, and small enough that endless recursion ends at once.
pub(crate) const STACK_SIZE: usize = 512 * 1024;

/// A model thread's stack, with the function that runs on it.
pub(crate) struct Fiber {
    /// Made from a box, which is this one's own. No `Box`, since it is used by way of
    /// copies ([`Resumable`]) while this moves about.
    coroutine: NonNull<Option<Coroutine<(), (), (), DefaultStack>>>,
    /// The lowest address of its stack, and the one above the highest.
    pub stack: (usize, usize),
}

/// A fiber from the side of who resumes it.
#[derive(Clone, Copy)]
pub(crate) struct Resumable(NonNull<Option<Coroutine<(), (), (), DefaultStack>>>);

impl Resumable {
    /// Runs the fiber until it leaves or ends. True if it has ended.
    ///
    /// # Safety
    /// The [`Fiber`] must still be there, not run already, and stay while it runs.
    pub unsafe fn resume(mut self) -> bool {
        // SAFETY: as demanded of the caller; nobody else uses a fiber that runs.
        let coroutine = unsafe { self.0.as_mut() };
        let coroutine = coroutine.as_mut().expect("it was given a body");
        matches!(coroutine.resume(()), CoroutineResult::Return(()))
    }
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

/// Ended fibers, whose stacks can be used again: a used stack costs nothing, a fresh one
/// microseconds.
#[derive(Default)]
pub(crate) struct Stacks(Vec<Fiber>);

impl Stacks {
    /// A fiber that will run `body`. It starts when it is first resumed.
    ///
    /// # Panics
    /// If the system has no memory for another stack.
    ///
    /// # Safety
    /// What `body` borrows must live until the fiber has ended or been forgotten.
    pub unsafe fn fiber<'a>(&mut self, body: impl FnOnce(Way) + 'a) -> Fiber {
        let mut fiber = self.0.pop().unwrap_or_else(Fiber::new);
        let coroutine = fiber.coroutine();
        let stack = match coroutine.take() {
            Some(ended) => ended.into_stack(),
            None => spare_stack(),
        };
        let bounds = (stack.limit().get(), stack.base().get());
        // SAFETY: `body` outlives its use by this function's own contract.
        *coroutine = Some(unsafe {
            Coroutine::with_stack_unchecked(stack, move |way: &Yielder<(), ()>, ()| {
                body(Way(std::ptr::from_ref(way)));
            })
        });
        fiber.stack = bounds;
        fiber
    }

    /// Takes back the stack of a fiber. If the fiber has not ended, what is on its
    /// stack is forgotten: never dropped, never used again.
    pub fn take_back(&mut self, mut fiber: Fiber) {
        if let Some(coroutine) = fiber.coroutine()
            && !coroutine.done()
        {
            // SAFETY: the values on the stack are leaked, which is safe. Nothing else
            // refers into the stack: other fibers of the same execution are ended or
            // forgotten as well before any of them could run again.
            unsafe { coroutine.force_reset() };
        }
        self.0.push(fiber);
    }
}

impl Drop for Stacks {
    /// Leaves stacks to the explorations that come after this one.
    fn drop(&mut self) {
        let mut spare = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
        for mut fiber in self.0.drain(..) {
            if spare.len() < SPARE_STACKS
                && let Some(coroutine) = fiber.coroutine().take()
            {
                spare.push(coroutine.into_stack());
            }
        }
    }
}

/// Stacks of explorations that have ended: with a fresh one for each thread, a small
/// exploration would mostly wait for the system.
static SPARE: Mutex<Vec<DefaultStack>> = Mutex::new(Vec::new());

/// As many stacks are kept: more threads than most programs have.
const SPARE_STACKS: usize = 16;

fn spare_stack() -> DefaultStack {
    let spare = SPARE.lock().unwrap_or_else(PoisonError::into_inner).pop();
    spare.unwrap_or_else(|| {
        DefaultStack::new(STACK_SIZE).expect("memory for a model thread's stack")
    })
}

impl Fiber {
    fn new() -> Self {
        Self {
            coroutine: NonNull::from(Box::leak(Box::new(None))),
            stack: (0, 0),
        }
    }

    /// To be used while it does not run.
    fn coroutine(&mut self) -> &mut Option<Coroutine<(), (), (), DefaultStack>> {
        // SAFETY: it was made in `new` and lives until this is dropped. It does not run, so
        // no [`Resumable`] is in use.
        unsafe { self.coroutine.as_mut() }
    }

    /// For whoever resumes it.
    pub fn resumable(&mut self) -> Resumable {
        Resumable(self.coroutine)
    }
}

impl Drop for Fiber {
    fn drop(&mut self) {
        // SAFETY: it was made from a box in `new`, and nobody else gives it up.
        drop(unsafe { Box::from_raw(self.coroutine.as_ptr()) });
    }
}
