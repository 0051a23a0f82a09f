//! What outlives an execution: statics, and what was made outside of the explored
//! closure.
//!
//! Every execution must begin with the same program, so such an object is put back to
//! what it was before anything was explored. There are three ways, by what it holds:
//! - An atomic's real value is never touched in an exploration: nothing to do.
//! - A value that is made on demand (`OnceLock`, `LazyLock`) is made anew: see
//!   [`super::once::Slot`].
//! - A value that is there from the start (`Mutex`, `RwLock`) is put back bit by bit,
//!   from an [`Original`]. That is right where nothing happens when the value is dropped,
//!   and where it owns nothing yet: a `Vec` in a static is empty as the compiler made it,
//!   and gets memory only in executions. Other locks, and channels, are refused from the
//!   second execution on.
//!
//! What an execution has put into such a value is leaked, as in [`super::once::Slot`].

use ::std::arch::asm;
use ::std::mem::MaybeUninit;
use ::std::{mem, ptr, slice};

use interleave::shadow;

/// The bits of a value as the first execution found them.
pub(super) struct Original(Box<[MaybeUninit<u8>]>);

impl Original {
    /// A copy of `value`'s bits, or `None` if it may own something already: then one
    /// value would become two owners of the same thing.
    pub fn of<T: ?Sized>(value: &T) -> Option<Self> {
        let bytes = bytes(value);
        let owns = mem::needs_drop::<T>()
            && (!shadow::is_static(bytes.as_ptr().addr()) || points_to_heap(bytes));
        (!owns).then(|| Self(bytes.into()))
    }

    /// Puts the bits back into `value`.
    ///
    /// # Safety
    /// They are of this very value (it may have moved meanwhile), and whoever has used
    /// the value since then never runs again: each execution has it to itself, one
    /// after the other. So a reference in it is never in use twice at a time, and as
    /// the value owned nothing, nothing is dropped twice. The one thing that this can't
    /// see is an owner that holds no address of what it owns, or in a `ManuallyDrop`.
    pub unsafe fn put_back<T: ?Sized>(&self, value: &mut T) {
        debug_assert_eq!(self.0.len(), mem::size_of_val(value));
        let first = ptr::from_mut(value).cast::<MaybeUninit<u8>>();
        // SAFETY: `value` is borrowed for writing, has as many bytes, and can't overlap
        // with a box; the bits were a valid `T` and are one again by the above.
        unsafe { ptr::copy_nonoverlapping(self.0.as_ptr(), first, self.0.len()) };
    }
}

fn bytes<T: ?Sized>(value: &T) -> &[MaybeUninit<u8>] {
    let first = ptr::from_ref(value).cast::<MaybeUninit<u8>>();
    // SAFETY: the bytes of `value` are readable for as long as it is borrowed, and
    // `MaybeUninit<u8>` may be anything: padding, and the provenance of pointers.
    unsafe { slice::from_raw_parts(first, mem::size_of_val(value)) }
}

/// Whether an address of allocated memory stands anywhere in `bytes`. A word of padding
/// may look like one: then the answer is yes although it need not be.
fn points_to_heap(bytes: &[MaybeUninit<u8>]) -> bool {
    bytes.windows(size_of::<usize>()).any(|window| {
        // SAFETY: the window has that many bytes.
        let word = unsafe {
            window
                .as_ptr()
                .cast::<MaybeUninit<usize>>()
                .read_unaligned()
        };
        shadow::may_be_allocated(as_it_is(word))
    })
}

/// The word as it stands in memory, initialised or not.
fn as_it_is(word: MaybeUninit<usize>) -> usize {
    let found;
    // SAFETY: no instruction, so nothing happens to memory, the stack or the flags. What
    // comes out is whatever stands in the register, which is some number.
    unsafe {
        asm!("/* {0} */", inlateout(reg) word => found, options(pure, nomem, nostack, preserves_flags));
    }
    found
}

#[cfg(test)]
mod tests {
    use ::std::sync::OnceLock;

    use super::*;

    #[test]
    fn the_bits_come_back() {
        let mut value = (1_u8, 2_u64, "three");
        let original = Original::of(&value).unwrap();
        value = (4, 5, "six");
        assert_eq!(value, (4, 5, "six"));
        // SAFETY: nobody else uses `value`.
        unsafe { original.put_back(&mut value) };
        assert_eq!(value, (1, 2, "three"));
    }

    #[test]
    fn an_unsized_value_too() {
        let value: &mut [u32] = &mut [1, 2, 3];
        let original = Original::of(&*value).unwrap();
        value[1] = 7;
        // SAFETY: nobody else uses `value`.
        unsafe { original.put_back(value) };
        assert_eq!(value, [1, 2, 3]);
    }

    #[test]
    fn an_owner_is_not_copied() {
        assert!(Original::of(&vec![1]).is_none());
        assert!(Original::of(&Vec::<u8>::new()).is_none());
    }

    #[test]
    #[cfg(any(unix, windows))]
    fn what_owns_nothing_yet_is_copied_from_a_static() {
        static EMPTY: (Option<Box<u8>>, Vec<&str>, u8) = (None, Vec::new(), 1);
        static FULL: OnceLock<(u8, String)> = OnceLock::new();
        assert!(Original::of(&EMPTY).is_some());
        assert!(Original::of(FULL.get_or_init(|| (1, "full".to_owned()))).is_none());
    }
}
