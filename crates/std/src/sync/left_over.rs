//! What outlives an execution: statics, and what was made outside of the explored
//! closure.
//!
//! Every execution must begin with the same program, so such an object is put back to
//! what it was before anything was explored. There are three ways, by what it holds:
//! - An atomic's real value is never touched in an exploration: nothing to do.
//! - A value that is made on demand (`OnceLock`, `LazyLock`) is made anew: see
//!   [`super::once::Slot`].
//! - A value that is there from the start (`Mutex`, `RwLock`) is put back bit by bit,
//!   from an [`Original`]. That is right only where nothing happens when the value is
//!   dropped; other locks, and channels, are refused from the second execution on.

use ::std::mem::MaybeUninit;
use ::std::{mem, ptr, slice};

/// The bits of a value as the first execution found them.
pub(super) struct Original(Box<[MaybeUninit<u8>]>);

impl Original {
    /// A copy of `value`'s bits, or `None` if it has something to drop: then one value
    /// would become two owners of the same thing.
    pub fn of<T: ?Sized>(value: &T) -> Option<Self> {
        if mem::needs_drop::<T>() {
            return None;
        }
        let first = ptr::from_ref(value).cast::<MaybeUninit<u8>>();
        // SAFETY: the bytes of `value` are readable for as long as it is borrowed, and
        // `MaybeUninit<u8>` may be anything: padding, and the provenance of pointers.
        let bytes = unsafe { slice::from_raw_parts(first, mem::size_of_val(value)) };
        Some(Self(bytes.into()))
    }

    /// Puts the bits back into `value`.
    ///
    /// # Safety
    /// They are of this very value (it may have moved meanwhile), and whoever has used
    /// the value since then never runs again: each execution has it to itself, one
    /// after the other. So a reference in it is never in use twice at a time, and as
    /// nothing is dropped with the value, nothing is dropped twice. The one thing that
    /// this can't see is an owner in a `ManuallyDrop`.
    pub unsafe fn put_back<T: ?Sized>(&self, value: &mut T) {
        debug_assert_eq!(self.0.len(), mem::size_of_val(value));
        let first = ptr::from_mut(value).cast::<MaybeUninit<u8>>();
        // SAFETY: `value` is borrowed for writing, has as many bytes, and can't overlap
        // with a box; the bits were a valid `T` and are one again by the above.
        unsafe { ptr::copy_nonoverlapping(self.0.as_ptr(), first, self.0.len()) };
    }
}

#[cfg(test)]
mod tests {
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
    }
}
