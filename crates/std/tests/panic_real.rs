//! Outside of an exploration, catching and resuming are std's.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

#[test]
fn a_panic_is_caught_and_resumed() {
    let caught = panic::catch_unwind(|| panic!("first"))
        .map(|()| 0)
        .unwrap_err();
    let again = panic::catch_unwind(AssertUnwindSafe(|| panic::resume_unwind(caught)));
    let again: Box<dyn Any + Send> = again.map(|()| 0).unwrap_err();
    assert_eq!(again.downcast_ref::<&str>(), Some(&"first"));
}

#[test]
fn what_did_not_panic_is_returned() {
    let mut count = 0;
    let result = panic::catch_unwind(AssertUnwindSafe(|| {
        count += 1;
        count
    }));
    assert_eq!(result.unwrap(), 1);
}

#[test]
fn a_hook_can_be_set() {
    let before = panic::take_hook();
    panic::set_hook(before);
}
