//! What other threads see is the same in the shadow `core` as in the shadow `std`.

// As an exercise's manifest renames it: `core` is ours in every path.
extern crate interleave_std_core as core;

use core::sync::atomic::{self, AtomicU32, Ordering};

#[test]
fn atomics_are_those_of_std() {
    let atomic: std::sync::atomic::AtomicU32 = AtomicU32::new(1);
    assert_eq!(atomic.load(Ordering::SeqCst), 1);
    atomic::fence(Ordering::SeqCst);
    let _: ::core::sync::atomic::AtomicU32 = atomic;
}

#[test]
fn spinning_is_that_of_std() {
    let spin: fn() = core::hint::spin_loop;
    spin();
    assert_eq!(core::hint::black_box(2), 2);
}

#[test]
fn the_rest_is_real() {
    #[derive(Debug, Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
    struct Derived(core::time::Duration, Option<core::num::NonZero<u8>>);
    let value: Derived = core::default::Default::default();
    assert_eq!(value, value.clone());
    assert!(core::panic::Location::caller().line() > 0);
}
