//! One atomic value in its two lives: the explorer's, and the real one.
//!
//! What is here concerns the explorer; outside of an exploration the public types go
//! to [`Cell::real`] directly.

use ::std::sync::atomic::Ordering;

use interleave::shadow::{self, Action, Change, Kind, Object, Outcome, Shown};

/// A real atomic, as the explorer sees it: its value in 64 bits.
pub(super) trait Real {
    /// What it holds.
    type Value: Copy;
    /// The value in the low bits.
    fn bits(value: Self::Value) -> u64;
    /// The value from the low bits.
    fn value(bits: u64) -> Self::Value;
    /// How people read it.
    const SHOWN: Shown;
    /// The value that it holds now, without any ordering.
    fn peek(&self) -> Self::Value;
    /// Changes the value.
    fn put(&mut self, value: Self::Value);
}

/// What an operation that computes is given beside the value, in 64 bits.
pub(super) trait Operand {
    fn bits(self) -> u64;
    fn of(bits: u64) -> Self;
}

/// An atomic type of the judged `std`.
pub(super) trait Judged {
    /// The one that it stands for.
    type Real: Real;
}

/// A value that threads share.
pub(super) struct Cell<R> {
    object: Object,
    /// Does the work outside of an exploration; inside it holds the initial value.
    pub real: R,
}

impl<R> Cell<R> {
    pub const fn new(real: R) -> Self {
        Self {
            object: Object::new(),
            real,
        }
    }
}

impl<R: Real> Cell<R> {
    fn initial(&self) -> Kind {
        Kind::Atomic(R::bits(self.real.peek()), R::SHOWN)
    }

    #[track_caller]
    pub fn load(&self, order: Ordering) -> R::Value {
        match self.object.perform(|| self.initial(), Action::Load(order)) {
            Outcome::Value(bits) => R::value(bits),
            other => unreachable!("a load gave {other:?}"),
        }
    }

    #[track_caller]
    pub fn store(&self, value: R::Value, order: Ordering) {
        let action = Action::Store(R::bits(value), order);
        self.object.perform(|| self.initial(), action);
    }

    /// Reads the value and writes what `compute` gives for its bits and the operand's, in
    /// one step. Gives the value before.
    #[track_caller]
    pub fn modify(&self, order: Ordering, compute: fn(u64, u64) -> u64, operand: u64) -> R::Value {
        let action = Action::Modify(order, Change { compute, operand });
        match self.object.perform(|| self.initial(), action) {
            Outcome::Value(bits) => R::value(bits),
            other => unreachable!("a modification gave {other:?}"),
        }
    }

    #[track_caller]
    pub fn replace(&self, value: R::Value, order: Ordering) -> R::Value {
        self.modify(order, |_, new| new, R::bits(value))
    }

    #[track_caller]
    pub fn compare_exchange(
        &self,
        expected: R::Value,
        new: R::Value,
        success: Ordering,
        failure: Ordering,
        weak: bool,
    ) -> Result<R::Value, R::Value> {
        let action = Action::CompareExchange {
            expected: R::bits(expected),
            new: R::bits(new),
            success,
            failure,
            weak,
        };
        match self.object.perform(|| self.initial(), action) {
            Outcome::Exchanged { found, success } => {
                let found = R::value(found);
                if success { Ok(found) } else { Err(found) }
            }
            other => unreachable!("an exchange gave {other:?}"),
        }
    }

    /// Brings the explorer's value into the real atomic, which whoever has the cell to
    /// itself may then use as it likes: the explorer asks for the value anew.
    pub fn settle(&mut self) -> &mut R {
        if shadow::active()
            && let Some(bits) = self.object.value()
        {
            self.real.put(R::value(bits));
            self.object.forget();
        }
        &mut self.real
    }
}
