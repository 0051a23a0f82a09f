//! The orderings that an operation can't have: the panics of the real atomics, at the
//! learner's own line.

use ::std::sync::atomic::Ordering;

/// A load can't release.
#[track_caller]
pub(super) fn load(order: Ordering) {
    match order {
        Ordering::Release => panic!("there is no such thing as a release load"),
        Ordering::AcqRel => panic!("there is no such thing as an acquire-release load"),
        _ => {}
    }
}

/// A store can't acquire.
#[track_caller]
pub(super) fn store(order: Ordering) {
    match order {
        Ordering::Acquire => panic!("there is no such thing as an acquire store"),
        Ordering::AcqRel => panic!("there is no such thing as an acquire-release store"),
        _ => {}
    }
}

/// An exchange that fails is a load.
#[track_caller]
pub(super) fn failure(order: Ordering) {
    match order {
        Ordering::Release => panic!("there is no such thing as a release failure ordering"),
        Ordering::AcqRel => {
            panic!("there is no such thing as an acquire-release failure ordering")
        }
        _ => {}
    }
}

/// A relaxed fence would be none.
#[track_caller]
pub(super) fn fence(order: Ordering) {
    assert!(
        order != Ordering::Relaxed,
        "there is no such thing as a relaxed fence"
    );
}

/// The failure ordering of an operation that names only one.
pub(super) fn failure_of(success: Ordering) -> Ordering {
    match success {
        Ordering::Release => Ordering::Relaxed,
        Ordering::AcqRel => Ordering::Acquire,
        other => other,
    }
}
