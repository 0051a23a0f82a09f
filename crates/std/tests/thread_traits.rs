//! Handles can be sent and shared exactly when the real ones can.

use std::cell::Cell;
use std::error::Error;
use std::fmt::Debug;
use std::hash::Hash;
use std::panic::UnwindSafe;
use std::rc::Rc;
use std::thread::{
    AccessError, Builder, JoinHandle, LocalKey, Scope, ScopedJoinHandle, Thread, ThreadId,
};
use std::time::{Instant, SystemTime};

fn shared<T: Send + Sync>() {}

/// `true` if `$t` has the trait, found without requiring it.
macro_rules! has {
    ($t:ty: $($bound:tt)+) => {{
        #[allow(dead_code)]
        trait Without {
            const HAS: bool = false;
        }
        impl<T: ?Sized> Without for T {}
        struct Probe<T: ?Sized>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        impl<T: ?Sized + $($bound)+> Probe<T> {
            const HAS: bool = true;
        }
        <Probe<$t>>::HAS
    }};
}

#[test]
fn handles_are_sent_and_shared() {
    shared::<JoinHandle<Rc<()>>>();
    shared::<ScopedJoinHandle<'static, Cell<u8>>>();
    shared::<Scope<'static, 'static>>();
    shared::<Thread>();
    shared::<ThreadId>();
    shared::<Builder>();
    shared::<LocalKey<Rc<()>>>();
    assert!(!has!(ScopedJoinHandle<'static, Rc<()>>: Send));
    assert!(!has!(ScopedJoinHandle<'static, Rc<()>>: Sync));
    assert!(!has!(std::io::StdoutLock<'static>: Send));
    assert!(has!(std::io::StdoutLock<'static>: UnwindSafe));
}

#[test]
fn values_have_std_traits() {
    fn value<T: Copy + Eq + Hash + Debug>() {}
    value::<ThreadId>();
    value::<Instant>();
    value::<SystemTime>();
    fn ordered<T: Ord>() {}
    ordered::<Instant>();
    ordered::<SystemTime>();
    fn error<T: Error + Copy + Eq>() {}
    error::<AccessError>();
}

#[test]
fn debug_forms_are_std_s() {
    assert_eq!(
        format!("{:?}", std::thread::spawn(|| ())),
        "JoinHandle { .. }"
    );
    std::thread::scope(|s| {
        assert_eq!(format!("{s:?}"), "Scope { .. }");
        assert_eq!(format!("{:?}", s.spawn(|| ())), "ScopedJoinHandle { .. }");
    });
    let builder = Builder::new().name("a".to_owned());
    assert!(format!("{builder:?}").starts_with("Builder { name: Some(\"a\")"));
    let thread = format!("{:?}", std::thread::current());
    assert!(thread.starts_with("Thread { id: ThreadId("), "{thread}");
    assert!(thread.ends_with(", .. }"), "{thread}");
}
