//! Classes of the objects that are a flag or less: a park token, a thread's life, the
//! printed output.

use super::Class;
use crate::footprint::{ALL, WATCH};
use crate::op::Action;

pub(super) const OUTPUT: Class = Class::new(1, ALL);

/// Two unparks may change places: the token is there after both.
pub(super) fn parker(action: Action) -> Class {
    match action {
        Action::Unpark => Class::new(2, 1 | WATCH),
        _ => Class::new(1, ALL),
    }
}

/// Only the end of a thread makes a difference to those who ask for it.
pub(super) fn life(action: Action) -> Class {
    match action {
        Action::Finish => Class::new(1, 0x10 | WATCH),
        _ => Class::new(0x10, 1),
    }
}
