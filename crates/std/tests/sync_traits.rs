//! The replaced types are `Send`, `Sync` and safe to unwind past exactly where those
//! of std are.

use core::cell::{Cell, RefCell};
use core::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicI8, AtomicPtr, AtomicU64};
use std::sync::mpsc::{IntoIter, Iter, Receiver, Sender, SyncSender, TryIter};
use std::sync::*;

/// What is not implemented: the inherent constant of the same name hides this one
/// wherever its bound holds.
trait Otherwise {
    const SEND: bool = false;
    const SYNC: bool = false;
    const UNWIND: bool = false;
    const REF_UNWIND: bool = false;
    const UNPIN: bool = false;
}

struct Is<T: ?Sized>(PhantomData<T>);
impl<T: ?Sized> Otherwise for Is<T> {}
impl<T: ?Sized + Send> Is<T> {
    const SEND: bool = true;
}
impl<T: ?Sized + Sync> Is<T> {
    const SYNC: bool = true;
}
impl<T: ?Sized + UnwindSafe> Is<T> {
    const UNWIND: bool = true;
}
impl<T: ?Sized + RefUnwindSafe> Is<T> {
    const REF_UNWIND: bool = true;
}
impl<T: ?Sized + Unpin> Is<T> {
    const UNPIN: bool = true;
}

/// `Send`, `Sync`, `UnwindSafe`, `RefUnwindSafe`, `Unpin`, where 1 is yes.
macro_rules! traits {
    ($($type:ty: $send:literal $sync:literal $unwind:literal $ref_unwind:literal $unpin:literal;)*) => {$(
        const _: () = {
            assert!(<Is<$type>>::SEND as u8 == $send, "Send");
            assert!(<Is<$type>>::SYNC as u8 == $sync, "Sync");
            assert!(<Is<$type>>::UNWIND as u8 == $unwind, "UnwindSafe");
            assert!(<Is<$type>>::REF_UNWIND as u8 == $ref_unwind, "RefUnwindSafe");
            assert!(<Is<$type>>::UNPIN as u8 == $unpin, "Unpin");
        };
    )*};
}

/// Neither `Send` nor `Sync`, but safe to unwind past.
type Pointer = *const u8;
/// `Send`, but not `Sync`; a reference to it isn't safe to unwind past.
type Own = Cell<u8>;
/// Shared, but not to be taken elsewhere.
type Guard<'a> = MutexGuard<'a, u8>;
/// Not safe to unwind past.
type Mutable = &'static mut u8;
/// Not `Unpin`.
type Pinned = core::marker::PhantomPinned;

traits! {
    AtomicBool: 1 1 1 1 1;
    AtomicI8: 1 1 1 1 1;
    AtomicU64: 1 1 1 1 1;
    AtomicPtr<u8>: 1 1 1 1 1;
    AtomicPtr<Pointer>: 1 1 1 1 1;
    AtomicPtr<Own>: 1 1 0 1 1;

    Mutex<u8>: 1 1 1 1 1;
    Mutex<Own>: 1 1 1 1 1;
    Mutex<RefCell<u8>>: 1 1 1 1 1;
    Mutex<Pointer>: 0 0 1 1 1;
    Mutex<Guard<'static>>: 0 0 1 1 1;
    Mutex<Mutable>: 1 1 1 1 1;
    Mutex<Pinned>: 1 1 1 1 0;
    Mutex<[u8]>: 1 1 1 1 1;
    MutexGuard<'static, u8>: 0 1 1 1 1;
    MutexGuard<'static, Own>: 0 0 1 1 1;
    MutexGuard<'static, Pointer>: 0 0 1 1 1;
    MutexGuard<'static, Guard<'static>>: 0 1 1 1 1;

    RwLock<u8>: 1 1 1 1 1;
    RwLock<Own>: 1 0 1 1 1;
    RwLock<Pointer>: 0 0 1 1 1;
    RwLock<Guard<'static>>: 0 0 1 1 1;
    RwLock<Pinned>: 1 1 1 1 0;
    RwLockReadGuard<'static, u8>: 0 1 1 1 1;
    RwLockReadGuard<'static, Own>: 0 0 0 0 1;
    RwLockWriteGuard<'static, u8>: 0 1 1 1 1;
    RwLockWriteGuard<'static, Own>: 0 0 1 1 1;

    Condvar: 1 1 1 1 1;
    WaitTimeoutResult: 1 1 1 1 1;
    Barrier: 1 1 1 1 1;
    BarrierWaitResult: 1 1 1 1 1;
    Once: 1 1 1 1 1;
    OnceState: 1 0 1 0 1;

    OnceLock<u8>: 1 1 1 1 1;
    OnceLock<Own>: 1 0 1 0 1;
    OnceLock<Guard<'static>>: 0 0 1 1 1;
    OnceLock<Mutable>: 1 1 0 0 1;
    OnceLock<Pinned>: 1 1 1 1 0;

    LazyLock<u8>: 1 1 1 1 1;
    LazyLock<Own>: 1 0 1 0 1;
    LazyLock<u8, Own>: 1 1 1 1 1;
    LazyLock<u8, Pointer>: 0 0 1 1 1;
    LazyLock<u8, Mutable>: 1 1 0 0 1;
    LazyLock<Guard<'static>>: 0 0 1 1 1;
    LazyLock<u8, Pinned>: 1 1 1 1 0;

    Sender<u8>: 1 1 1 1 1;
    Sender<Own>: 1 1 1 1 1;
    Sender<Pointer>: 0 0 1 1 1;
    Sender<Mutable>: 1 1 1 1 1;
    Sender<Pinned>: 1 1 1 1 1;
    SyncSender<u8>: 1 1 1 1 1;
    SyncSender<Own>: 1 1 1 1 1;
    SyncSender<Pointer>: 0 0 1 1 1;
    Receiver<u8>: 1 0 1 1 1;
    Receiver<Own>: 1 0 1 1 1;
    Receiver<Pointer>: 0 0 1 1 1;
    Receiver<Mutable>: 1 0 1 1 1;
    Iter<'static, u8>: 0 0 1 1 1;
    TryIter<'static, u8>: 0 0 1 1 1;
    IntoIter<u8>: 1 0 1 1 1;
    IntoIter<Pointer>: 0 0 1 1 1;
}

#[test]
fn they_are_as_in_std() {
    // The constants above are checked when this file is compiled.
}
