//! An atomic under sequential consistency: one value, every load reads the last store.
//!
//! Orderings are recorded by the trace and play no part here.

use super::Class;
use crate::footprint::ALL;
use crate::op::{Action, Outcome};

const WRITE: Class = Class::new(1, ALL);
const READ: Class = Class::new(0x10, 1);

/// A failing compare-and-exchange only reads.
#[inline]
pub(crate) fn class(value: u64, action: &Action) -> Class {
    match *action {
        Action::Load(_) => READ,
        Action::CompareExchange { expected, .. } if expected != value => READ,
        _ => WRITE,
    }
}

#[inline]
pub(crate) fn apply(value: &mut u64, action: &Action) -> Outcome {
    match *action {
        Action::Store(new, _) => {
            *value = new;
            Outcome::Done
        }
        Action::Modify(_, change) => {
            let old = *value;
            *value = change.of(old);
            Outcome::Value(old)
        }
        Action::CompareExchange { expected, new, .. } => {
            let found = *value;
            let success = found == expected;
            if success {
                *value = new;
            }
            Outcome::Exchanged { found, success }
        }
        _ => Outcome::Value(*value),
    }
}
