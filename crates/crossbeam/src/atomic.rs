//! [`AtomicCell`]: a value of any type that is read and written as a whole.
//!
//! Numbers and `bool` are explored as atomics are. A value of another type is explored
//! with a lock around each use of it: two steps, and the same results.

use std::fmt;
use std::mem;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::atomic::Ordering::{AcqRel, Acquire, Release};

use interleave::shadow::{self, Action, Change, Kind, Object, Outcome, Shown};

/// A value that is read and written as a whole.
pub struct AtomicCell<T> {
    real: real::atomic::AtomicCell<T>,
    object: Object,
}

impl<T> UnwindSafe for AtomicCell<T> {}
impl<T> RefUnwindSafe for AtomicCell<T> {}

/// How the bits of a number are shown, if `T` is one.
fn shown<T>() -> Option<Shown> {
    Some(match std::any::type_name::<T>() {
        "bool" => Shown::Bool,
        "u8" | "u16" | "u32" | "u64" | "usize" => Shown::Unsigned,
        "i8" => Shown::Signed(8),
        "i16" => Shown::Signed(16),
        "i32" => Shown::Signed(32),
        "i64" => Shown::Signed(64),
        "isize" => Shown::Signed(usize::BITS as u8),
        _ => return None,
    })
}

/// A number's bits, in the low bits. Only for types that are `shown`.
fn to_bits<T>(value: &T) -> u64 {
    let mut bits = [0; 8];
    let size = mem::size_of::<T>();
    // SAFETY: a number has no padding and at most eight bytes.
    let bytes = unsafe { std::slice::from_raw_parts(std::ptr::from_ref(value).cast::<u8>(), size) };
    let start = if cfg!(target_endian = "little") {
        0
    } else {
        8 - size
    };
    bits[start..start + size].copy_from_slice(bytes);
    u64::from_ne_bytes(bits)
}

fn from_bits<T>(bits: u64) -> T {
    let size = mem::size_of::<T>();
    let bytes = bits.to_ne_bytes();
    let start = if cfg!(target_endian = "little") {
        0
    } else {
        8 - size
    };
    // SAFETY: the bits come from `to_bits` of the same type.
    unsafe { std::ptr::read_unaligned(bytes[start..].as_ptr().cast()) }
}

impl<T> AtomicCell<T> {
    /// A cell with this value.
    #[must_use]
    pub const fn new(val: T) -> Self {
        Self {
            real: real::atomic::AtomicCell::new(val),
            object: Object::new(),
        }
    }

    /// What is inside.
    #[must_use]
    pub fn into_inner(self) -> T {
        match self.number() {
            Some(bits) => from_bits(bits),
            None => self.real.into_inner(),
        }
    }

    /// Whether the real one uses atomic instructions for this type, and no lock.
    #[must_use]
    pub fn is_lock_free() -> bool {
        real::atomic::AtomicCell::<T>::is_lock_free()
    }

    /// The bits of a number that this execution has used.
    fn number(&self) -> Option<u64> {
        let explored = shadow::active() && shown::<T>().is_some();
        explored.then(|| self.object.value()).flatten()
    }

    /// Does `action`, which is an atomic's, if the value is a number and explored.
    #[track_caller]
    fn as_atomic(&self, action: impl FnOnce() -> Action) -> Option<Outcome> {
        let shown = shown::<T>().filter(|_| shadow::active())?;
        let kind = || {
            // SAFETY: in an exploration one thread runs at a time.
            Kind::Atomic(to_bits(unsafe { &*self.real.as_ptr() }), shown)
        };
        Some(self.object.perform(kind, action()))
    }

    /// Uses a value that is no number, in an exploration.
    #[track_caller]
    fn with<R>(&self, use_it: impl FnOnce(&mut T) -> R) -> R {
        self.object.perform(|| Kind::Lock, Action::Lock);
        // SAFETY: in an exploration one thread runs at a time, and the model's lock is its.
        let result = use_it(unsafe { &mut *self.real.as_ptr() });
        self.object.perform(|| Kind::Lock, Action::Unlock);
        result
    }

    /// Writes a value. The old one is dropped.
    #[track_caller]
    pub fn store(&self, val: T) {
        if !shadow::active() {
            return self.real.store(val);
        }
        if self
            .as_atomic(|| Action::Store(to_bits(&val), Release))
            .is_none()
        {
            drop(self.with(|value| mem::replace(value, val)));
        }
    }

    /// Writes a value and gives the old one.
    #[track_caller]
    pub fn swap(&self, val: T) -> T {
        if !shadow::active() {
            return self.real.swap(val);
        }
        let swap = || {
            let change = Change {
                compute: |_, new| new,
                operand: to_bits(&val),
            };
            Action::Modify(AcqRel, change)
        };
        match self.as_atomic(swap) {
            Some(outcome) => value(outcome),
            None => self.with(|value| mem::replace(value, val)),
        }
    }
}

/// The value that was read.
fn value<T>(outcome: Outcome) -> T {
    match outcome {
        Outcome::Value(bits) | Outcome::Exchanged { found: bits, .. } => from_bits(bits),
        other => unreachable!("an atomic gave {other:?}"),
    }
}

impl<T: Default> AtomicCell<T> {
    /// Takes the value and leaves the default one.
    #[track_caller]
    pub fn take(&self) -> T {
        self.swap(T::default())
    }
}

impl<T: Copy> AtomicCell<T> {
    /// Reads the value.
    #[track_caller]
    #[must_use]
    pub fn load(&self) -> T {
        if !shadow::active() {
            return self.real.load();
        }
        match self.as_atomic(|| Action::Load(Acquire)) {
            Some(outcome) => value(outcome),
            None => self.with(|value| *value),
        }
    }
}

impl<T: Copy + Eq> AtomicCell<T> {
    /// Writes `new` if the value is `current`. Gives the value found.
    ///
    /// # Errors
    /// The value found, if it is another one.
    #[track_caller]
    pub fn compare_exchange(&self, current: T, new: T) -> Result<T, T> {
        if !shadow::active() {
            return self.real.compare_exchange(current, new);
        }
        let exchange = || Action::CompareExchange {
            expected: to_bits(&current),
            new: to_bits(&new),
            success: AcqRel,
            failure: Acquire,
            weak: false,
        };
        match self.as_atomic(exchange) {
            Some(Outcome::Exchanged {
                found,
                success: true,
            }) => Ok(from_bits(found)),
            Some(outcome) => Err(value(outcome)),
            None => self.with(|value| {
                let found = *value;
                if found == current {
                    *value = new;
                    return Ok(found);
                }
                Err(found)
            }),
        }
    }

    /// Computes a new value until no other thread was faster, or `f` gives none.
    ///
    /// # Errors
    /// The value found, if `f` gives none.
    #[track_caller]
    pub fn fetch_update<F>(&self, mut f: F) -> Result<T, T>
    where
        F: FnMut(T) -> Option<T>,
    {
        let mut found = self.load();
        while let Some(next) = f(found) {
            match self.compare_exchange(found, next) {
                Ok(value) => return Ok(value),
                Err(other) => found = other,
            }
        }
        Err(found)
    }
}

macro_rules! arithmetic {
    ($($number:ident { $($name:ident($old:ident, $more:ident) $new:expr;)* })*) => {$(
        impl AtomicCell<$number> {$(
            /// Computes a new value, and gives the old one.
            #[track_caller]
            pub fn $name(&self, val: $number) -> $number {
                if !shadow::active() {
                    return self.real.$name(val);
                }
                let modify = || {
                    let compute = |$old: u64, $more: u64| {
                        let ($old, $more): ($number, $number) = (from_bits($old), from_bits($more));
                        to_bits(&$new)
                    };
                    Action::Modify(AcqRel, Change { compute, operand: to_bits(&val) })
                };
                match self.as_atomic(modify) {
                    Some(outcome) => value(outcome),
                    None => self.with(|value| {
                        let ($old, $more) = (*value, val);
                        *value = $new;
                        $old
                    }),
                }
            }
        )*}
    )*};
}

macro_rules! integers {
    ($($number:ident)*) => {
        arithmetic! {$(
            $number {
                fetch_add(old, val) old.wrapping_add(val);
                fetch_sub(old, val) old.wrapping_sub(val);
                fetch_and(old, val) old & val;
                fetch_nand(old, val) !(old & val);
                fetch_or(old, val) old | val;
                fetch_xor(old, val) old ^ val;
                fetch_max(old, val) old.max(val);
                fetch_min(old, val) old.min(val);
            }
        )*}
    };
}

integers!(u8 i8 u16 i16 u32 i32 u64 i64 usize isize u128 i128);
arithmetic! {
    bool {
        fetch_and(old, val) old & val;
        fetch_nand(old, val) !(old & val);
        fetch_or(old, val) old | val;
        fetch_xor(old, val) old ^ val;
    }
}

impl<T: Default> Default for AtomicCell<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for AtomicCell<T> {
    fn from(val: T) -> Self {
        Self::new(val)
    }
}

impl<T: Copy + fmt::Debug> fmt::Debug for AtomicCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AtomicCell")
            .field("value", &self.load())
            .finish()
    }
}
