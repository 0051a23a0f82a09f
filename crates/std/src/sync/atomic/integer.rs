//! The atomic integers.

use ::std::fmt;
use ::std::sync::atomic::Ordering;

use interleave::shadow::{self, Shown};

use super::Uncovered;
use super::cell::{Cell, Judged, Operand, Real};
use super::common::{common, fetch};
use super::order;

macro_rules! integer {
    ($($Name:ident $value:ident $unsigned:ident)*) => {$(
        #[doc = concat!("An `", stringify!($value), "` that threads share.")]
        pub struct $Name {
            cell: Cell<::std::sync::atomic::$Name>,
        }

        impl Default for $Name {
            fn default() -> Self {
                Self::new(0)
            }
        }

        #[allow(
            clippy::cast_lossless,
            clippy::cast_possible_truncation,
            clippy::cast_possible_wrap,
            clippy::cast_sign_loss,
            reason = "the explorer keeps the bits of any integer in a `u64`"
        )]
        impl Real for ::std::sync::atomic::$Name {
            type Value = $value;
            const SHOWN: Shown = match $value::MIN {
                0 => Shown::Unsigned,
                _ => Shown::Signed($value::BITS as u8),
            };
            #[inline]
            fn bits(value: $value) -> u64 {
                value as $unsigned as u64
            }
            #[inline]
            fn value(bits: u64) -> $value {
                bits as $value
            }
            #[inline]
            fn peek(&self) -> $value {
                self.load(Ordering::Relaxed)
            }
            #[inline]
            fn put(&mut self, value: $value) {
                *self.get_mut() = value;
            }
        }

        #[allow(
            clippy::cast_lossless,
            clippy::cast_possible_truncation,
            clippy::cast_possible_wrap,
            clippy::cast_sign_loss,
            reason = "the explorer keeps the bits of any integer in a `u64`"
        )]
        impl Operand for $value {
            #[inline]
            fn bits(self) -> u64 {
                self as $unsigned as u64
            }
            #[inline]
            fn of(bits: u64) -> Self {
                bits as $value
            }
        }

        common!($Name, $value);
        fetch!($Name, $value,
            "Adds, wrapping around at the type's limits. Gives the value before."
            fetch_add($value) = |a, b| a.wrapping_add(b);
            "Subtracts, wrapping around at the type's limits. Gives the value before."
            fetch_sub($value) = |a, b| a.wrapping_sub(b);
            "Bitwise and. Gives the value before."
            fetch_and($value) = |a, b| a & b;
            "Bitwise and, then not. Gives the value before."
            fetch_nand($value) = |a, b| !(a & b);
            "Bitwise or. Gives the value before."
            fetch_or($value) = |a, b| a | b;
            "Bitwise exclusive or. Gives the value before."
            fetch_xor($value) = |a, b| a ^ b;
            "Writes the greater of the two. Gives the value before."
            fetch_max($value) = |a, b| a.max(b);
            "Writes the smaller of the two. Gives the value before."
            fetch_min($value) = |a, b| a.min(b);
        );
    )*};
}

integer! {
    AtomicI8 i8 u8
    AtomicI16 i16 u16
    AtomicI32 i32 u32
    AtomicI64 i64 u64
    AtomicIsize isize usize
    AtomicU8 u8 u8
    AtomicU16 u16 u16
    AtomicU32 u32 u32
    AtomicU64 u64 u64
    AtomicUsize usize usize
}
