//! The real `std::os`, without the ways around [`crate::net`] and [`crate::thread`].
//!
//! ```compile_fail
//! use std::os::unix::net::UnixStream;
//! ```

pub use ::std::os::*;

/// What only Unix systems have.
#[cfg(unix)]
pub mod unix {
    pub use ::std::os::unix::{ffi, fs, io, prelude, process};

    #[cfg(not_covered_while_judging)]
    pub mod net {}
    #[cfg(not_covered_while_judging)]
    pub mod thread {}
}

/// What only Windows has.
#[cfg(windows)]
pub mod windows {
    pub use ::std::os::windows::{ffi, fs, io, prelude, process, raw};

    #[cfg(not_covered_while_judging)]
    pub mod net {}
    #[cfg(not_covered_while_judging)]
    pub mod thread {}
}
