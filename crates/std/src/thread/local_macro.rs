//! The `thread_local!` macro.
//!
//! A key has a real counterpart for outside of explorations; the names of the items
//! that this takes are such as no program uses, because its expression sees them.

/// Declares values of which each thread has its own.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$($attribute:tt)*])* $vis:vis static $name:ident: $t:ty = const $init:block; $($rest:tt)*) => {
        $crate::thread_local! { @key [$(#[$($attribute)*])*] [$vis] $name, $t, const $init }
        $crate::thread_local! { $($rest)* }
    };
    ($(#[$($attribute:tt)*])* $vis:vis static $name:ident: $t:ty = const $init:block) => {
        $crate::thread_local! { @key [$(#[$($attribute)*])*] [$vis] $name, $t, const $init }
    };
    ($(#[$($attribute:tt)*])* $vis:vis static $name:ident: $t:ty = $init:expr; $($rest:tt)*) => {
        $crate::thread_local! { @key [$(#[$($attribute)*])*] [$vis] $name, $t, $init }
        $crate::thread_local! { $($rest)* }
    };
    ($(#[$($attribute:tt)*])* $vis:vis static $name:ident: $t:ty = $init:expr) => {
        $crate::thread_local! { @key [$(#[$($attribute)*])*] [$vis] $name, $t, $init }
    };
    (@key [$($attributes:tt)*] [$vis:vis] $name:ident, $t:ty, $($init:tt)*) => {
        $($attributes)*
        $vis static $name: $crate::thread::LocalKey<$t> = {
            fn __interleave_init() -> $t {
                $($init)*
            }
            $crate::thread::real_thread_local! {
                static __INTERLEAVE_REAL: $t = __interleave_init();
            }
            const __INTERLEAVE_KEY: &$crate::thread::RealLocalKey<$t> = &__INTERLEAVE_REAL;
            $crate::thread::LocalKey::new(__INTERLEAVE_KEY, __interleave_init)
        };
    };
}
