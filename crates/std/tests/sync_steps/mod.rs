//! What the atomic types do in one thread, step by step: the same in an exploration
//! and outside of one.

use std::sync::atomic::*;

use Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

/// Every operation of every integer type.
pub fn integer_steps() {
    macro_rules! steps {
        ($($Name:ident $value:ident)*) => {$({
            static SHARED: $Name = $Name::new(5);
            let max = $value::MAX;
            assert_eq!(SHARED.load(SeqCst), 5);
            assert_eq!(SHARED.swap(6, AcqRel), 5);
            SHARED.store(max, Release);
            assert_eq!(SHARED.fetch_add(2, Relaxed), max);
            assert_eq!(SHARED.load(Acquire), $value::MIN + 1);
            assert_eq!(SHARED.fetch_sub(2, SeqCst), $value::MIN + 1);
            assert_eq!(SHARED.swap(0b1100, SeqCst), max);
            assert_eq!(SHARED.fetch_and(0b0110, SeqCst), 0b1100);
            assert_eq!(SHARED.fetch_or(0b0001, SeqCst), 0b0100);
            assert_eq!(SHARED.fetch_xor(0b0111, SeqCst), 0b0101);
            assert_eq!(SHARED.fetch_nand(0b0011, SeqCst), 0b0010);
            assert_eq!(SHARED.swap(7, SeqCst), !0b0010);
            assert_eq!(SHARED.fetch_max(9, SeqCst), 7);
            assert_eq!(SHARED.fetch_min(3, SeqCst), 9);
            assert_eq!(SHARED.compare_exchange(3, 4, SeqCst, Relaxed), Ok(3));
            assert_eq!(SHARED.compare_exchange(3, 5, SeqCst, Relaxed), Err(4));
            while SHARED.compare_exchange_weak(4, 5, AcqRel, Acquire).is_err() {}
            #[expect(deprecated)]
            let found = SHARED.compare_and_swap(5, 6, SeqCst);
            assert_eq!(found, 5);
            assert_eq!(SHARED.fetch_update(SeqCst, SeqCst, |x| Some(x + 1)), Ok(6));
            assert_eq!(SHARED.try_update(SeqCst, SeqCst, |_| None), Err(7));
            assert_eq!(SHARED.update(SeqCst, SeqCst, |x| x + 1), 7);


            let mut own = $Name::from(1);
            assert_eq!(own.fetch_add(1, SeqCst), 1);
            *own.get_mut() += 1;
            assert_eq!(own.fetch_add(1, SeqCst), 3);
            assert_eq!(format!("{own:?}"), "4");
            assert_eq!(own.into_inner(), 4);
            assert_eq!($Name::default().into_inner(), 0);
        })*};
    }
    steps! {
        AtomicI8 i8 AtomicI16 i16 AtomicI32 i32 AtomicI64 i64 AtomicIsize isize
        AtomicU8 u8 AtomicU16 u16 AtomicU32 u32 AtomicU64 u64 AtomicUsize usize
    }
}

/// Every operation of the boolean.
pub fn bool_steps() {
    let mut flag = AtomicBool::new(true);
    assert!(flag.load(SeqCst));
    assert!(flag.fetch_and(false, SeqCst));
    assert!(!flag.fetch_or(true, SeqCst));
    assert!(flag.fetch_xor(true, SeqCst));
    assert!(!flag.fetch_nand(true, SeqCst));
    assert!(flag.fetch_not(SeqCst));
    assert!(!flag.swap(true, SeqCst));
    assert_eq!(flag.compare_exchange(true, false, SeqCst, SeqCst), Ok(true));
    assert_eq!(
        flag.compare_exchange_weak(true, false, SeqCst, SeqCst),
        Err(false)
    );
    assert_eq!(flag.fetch_update(SeqCst, SeqCst, |x| Some(!x)), Ok(false));
    assert_eq!(
        flag.try_update(SeqCst, SeqCst, |x| x.then_some(false)),
        Ok(true)
    );
    assert!(!flag.update(SeqCst, SeqCst, |x| !x));
    flag.store(false, SeqCst);
    *flag.get_mut() = true;
    assert_eq!(format!("{flag:?}"), "true");
    assert!(flag.into_inner());
    assert!(!AtomicBool::default().into_inner() && AtomicBool::from(true).into_inner());
}

/// Every operation of the pointer.
pub fn pointer_steps() {
    let mut items = [10_u32, 20, 30];
    let first: *mut u32 = items.as_mut_ptr();
    let second = first.wrapping_add(1);
    let mut shared = AtomicPtr::new(first);
    assert_eq!(shared.fetch_ptr_add(1, SeqCst), first);
    // SAFETY: it points to the second item.
    assert_eq!(unsafe { *shared.load(SeqCst) }, 20);
    assert_eq!(shared.fetch_ptr_sub(1, SeqCst), second);
    assert_eq!(shared.fetch_byte_add(4, SeqCst), first);
    assert_eq!(shared.fetch_byte_sub(4, SeqCst), second);
    assert_eq!(shared.fetch_or(1, SeqCst), first);
    assert_eq!(shared.fetch_and(!1, SeqCst).addr(), first.addr() | 1);
    assert_eq!(shared.fetch_xor(0, SeqCst), first);
    assert_eq!(
        shared.compare_exchange(first, second, SeqCst, SeqCst),
        Ok(first)
    );
    assert_eq!(
        shared.compare_exchange_weak(first, first, SeqCst, SeqCst),
        Err(second)
    );
    assert_eq!(shared.update(SeqCst, SeqCst, |_| first), second);
    assert_eq!(
        format!("{shared:?} {shared:p}"),
        format!("{first:?} {first:p}")
    );
    *shared.get_mut() = second;
    assert_eq!(shared.swap(first, SeqCst), second);
    assert_eq!(shared.into_inner(), first);
    assert!(AtomicPtr::<u32>::default().into_inner().is_null());
}
