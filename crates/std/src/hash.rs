//! [`RandomState`] is not random here; the rest of `std::hash` is real.

pub use ::std::hash::*;

/// Builds the hashers of a [`HashMap`](crate::collections::HashMap), always with the
/// same keys: what is repeated must meet the same order.
#[derive(Clone, Copy, Default)]
pub struct RandomState(());

impl RandomState {
    /// The keys that every other one has, too.
    #[must_use]
    pub fn new() -> Self {
        Self(())
    }
}

impl BuildHasher for RandomState {
    type Hasher = DefaultHasher;

    fn build_hasher(&self) -> DefaultHasher {
        DefaultHasher::new()
    }
}

impl ::std::fmt::Debug for RandomState {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.debug_struct("RandomState").finish_non_exhaustive()
    }
}
