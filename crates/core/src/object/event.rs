//! Something that happens once, and then has happened: a task's end, a cancellation.

use super::Class;
use crate::footprint::WATCH;
use crate::op::Action;

/// It may happen twice, which is as good as once: two of these change places freely.
const HAPPEN: Class = Class::new(1, 0x10 | WATCH);
const LOOK: Class = Class::new(0x10, 1);

pub(super) fn class(action: Action) -> Class {
    match action {
        Action::Happen => HAPPEN,
        _ => LOOK,
    }
}
