//! What an exercise calls `core` while it is judged: the real one, except for the two
//! things in it that other threads see.

pub use ::core::*;

/// As in the shadow `std`.
pub mod hint {
    pub use ::std::hint::*;
}

/// The real module, but for atomics.
pub mod sync {
    pub use ::core::sync::*;

    /// As in the shadow `std`.
    pub mod atomic {
        pub use ::std::sync::atomic::*;
    }
}
