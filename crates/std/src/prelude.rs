//! The real preludes, with the macros of ours.
//!
//! A macro of this crate alone would be ignored where it is called by its bare
//! name: there the prelude decides. So a bare `thread_local!` makes our key, in every
//! edition (and every other macro of ours comes the same way):
//!
//! ```edition2015
//! thread_local!(static KEY: u8 = 1);
//! let _: &'static std::thread::LocalKey<u8> = &KEY;
//! ```
//! ```edition2018
//! thread_local!(static KEY: u8 = 1);
//! let _: &'static std::thread::LocalKey<u8> = &KEY;
//! ```
//! ```edition2021
//! thread_local!(static KEY: u8 = 1);
//! let _: &'static std::thread::LocalKey<u8> = &KEY;
//! ```
//! ```edition2024
//! thread_local!(static KEY: u8 = 1);
//! let _: &'static std::thread::LocalKey<u8> = &KEY;
//! ```

macro_rules! editions {
    ($($edition:ident)*) => {$(
        /// The prelude of that name.
        pub mod $edition {
            pub use ::std::prelude::$edition::*;

            pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
        }
    )*};
}

editions!(v1 rust_2015 rust_2018 rust_2021 rust_2024);
