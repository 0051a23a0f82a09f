//! What all atomic types can do, whatever they hold.

/// The operations and traits of `$Name`, which holds a `$value`.
macro_rules! common {
    ($(<$T:ident>)? $Name:ident, $value:ty) => {
        impl $(<$T>)? $Name $(<$T>)? {
            /// A new atomic with this value.
            #[inline]
            #[must_use]
            pub const fn new(value: $value) -> Self {
                Self { cell: Cell::new(::std::sync::atomic::$Name::new(value)) }
            }

            /// Not covered while your code is judged: the explorer would not see what
            /// happens to that memory.
            ///
            /// # Safety
            /// It can't be called.
            #[doc(hidden)]
            pub unsafe fn from_ptr<'a, P: Uncovered>(_ptr: P) -> &'a Self {
                unreachable!("nothing implements `Uncovered`")
            }

            /// The value, for whoever has the atomic to itself.
            #[inline]
            pub fn get_mut(&mut self) -> &mut $value {
                self.cell.settle().get_mut()
            }

            /// Takes the atomic apart.
            #[inline]
            pub fn into_inner(mut self) -> $value {
                *self.get_mut()
            }

            /// A pointer to the value. In an exploration it is refused: the explorer
            /// would not see what is done through it.
            #[inline]
            #[track_caller]
            pub fn as_ptr(&self) -> *mut $value {
                if shadow::active() {
                    let name = concat!("std::sync::atomic::", stringify!($Name), "::as_ptr");
                    shadow::refuse(name, "use the atomic's own operations");
                }
                self.cell.real.as_ptr()
            }

            /// Reads the value.
            ///
            /// # Panics
            /// If `order` is `Release` or `AcqRel`.
            #[inline]
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                if shadow::active() {
                    order::load(order);
                    self.cell.load(order)
                } else {
                    self.cell.real.load(order)
                }
            }

            /// Writes a value.
            ///
            /// # Panics
            /// If `order` is `Acquire` or `AcqRel`.
            #[inline]
            #[track_caller]
            pub fn store(&self, value: $value, order: Ordering) {
                if shadow::active() {
                    order::store(order);
                    self.cell.store(value, order);
                } else {
                    self.cell.real.store(value, order);
                }
            }

            /// Writes a value and gives the one before it, in one step.
            #[inline]
            #[track_caller]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                if shadow::active() {
                    self.cell.replace(value, order)
                } else {
                    self.cell.real.swap(value, order)
                }
            }

            /// Writes `new` if the value is `current`; gives what it found.
            #[inline]
            #[track_caller]
            #[deprecated(since = "1.50.0", note = "use `compare_exchange` or `compare_exchange_weak`")]
            pub fn compare_and_swap(&self, current: $value, new: $value, order: Ordering) -> $value {
                match self.compare_exchange(current, new, order, order::failure_of(order)) {
                    Ok(found) | Err(found) => found,
                }
            }

            /// Writes `new` if the value is `current`, in one step.
            ///
            /// # Errors
            /// The value found, if it was another.
            ///
            /// # Panics
            /// If `failure` is `Release` or `AcqRel`.
            #[inline]
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                if shadow::active() {
                    order::failure(failure);
                    self.cell.compare_exchange(current, new, success, failure, false)
                } else {
                    self.cell.real.compare_exchange(current, new, success, failure)
                }
            }

            /// As `compare_exchange`, but it may fail without a cause. In an
            /// exploration it does so under weak memory only.
            ///
            /// # Errors
            /// The value found, if it was another.
            ///
            /// # Panics
            /// If `failure` is `Release` or `AcqRel`.
            #[inline]
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                if shadow::active() {
                    order::failure(failure);
                    self.cell.compare_exchange(current, new, success, failure, true)
                } else {
                    self.cell.real.compare_exchange_weak(current, new, success, failure)
                }
            }

            /// Reads the value, lets `f` compute the next one, and writes that if the
            /// value is still the same; from the start again if it isn't.
            ///
            /// # Errors
            /// The value last read, if `f` gave `None` for it.
            ///
            /// # Panics
            /// If `fetch_order` is `Release` or `AcqRel`.
            #[inline]
            #[track_caller]
            pub fn fetch_update<F>(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                f: F,
            ) -> Result<$value, $value>
            where
                F: FnMut($value) -> Option<$value>,
            {
                self.try_update(set_order, fetch_order, f)
            }

            /// The newer name of `fetch_update`.
            ///
            /// # Errors
            /// The value last read, if `f` gave `None` for it.
            ///
            /// # Panics
            /// If `fetch_order` is `Release` or `AcqRel`.
            #[inline]
            #[track_caller]
            pub fn try_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                let mut before = self.load(fetch_order);
                while let Some(after) = f(before) {
                    match self.compare_exchange(before, after, set_order, fetch_order) {
                        Err(found) => before = found,
                        done => return done,
                    }
                }
                Err(before)
            }

            /// As `try_update`, for an `f` that always has a next value. Gives the value
            /// before it.
            ///
            /// # Panics
            /// If `fetch_order` is `Release` or `AcqRel`.
            #[inline]
            #[track_caller]
            pub fn update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: impl FnMut($value) -> $value,
            ) -> $value {
                match self.try_update(set_order, fetch_order, |value| Some(f(value))) {
                    Ok(before) | Err(before) => before,
                }
            }
        }

        impl $(<$T>)? fmt::Debug for $Name $(<$T>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
            }
        }

        impl $(<$T>)? Judged for $Name $(<$T>)? {
            type Real = ::std::sync::atomic::$Name $(<$T>)?;
        }

        impl $(<$T>)? From<$value> for $Name $(<$T>)? {
            #[inline]
            fn from(value: $value) -> Self {
                Self::new(value)
            }
        }
    };
}

/// Operations of `$Name` that read, compute and write in one step, and give the value
/// before it. The first argument's type is `$with`.
macro_rules! fetch {
    ($(<$T:ident>)? $Name:ident, $value:ty, $($doc:literal $op:ident($argument:ty) = $compute:expr;)*) => {
        impl $(<$T>)? $Name $(<$T>)? {
            $(
                #[doc = $doc]
                #[inline]
                #[track_caller]
                pub fn $op(&self, value: $argument, order: Ordering) -> $value {
                    if shadow::active() {
                        self.cell.modify(
                            order,
                            |before, operand| {
                                let compute: fn($value, $argument) -> $value = $compute;
                                let (before, operand) = (
                                    <<Self as Judged>::Real as Real>::value(before),
                                    <$argument as Operand>::of(operand),
                                );
                                <<Self as Judged>::Real as Real>::bits(compute(before, operand))
                            },
                            value.bits(),
                        )
                    } else {
                        self.cell.real.$op(value, order)
                    }
                }
            )*
        }
    };
}

pub(super) use {common, fetch};
