//! The handles of the standard streams.

use ::std::fmt::{self, Arguments};
use ::std::io as real;
use ::std::io::{IsTerminal as _, Result, Write};
use ::std::panic::UnwindSafe;

use interleave::shadow;

use super::console::{Console, ERR, OUT};

/// Standard input. Refused inside an exploration.
#[track_caller]
#[must_use]
pub fn stdin() -> real::Stdin {
    if shadow::active() {
        shadow::refuse(
            "std::io::stdin",
            "Nobody types while a program is judged: take the input as an argument.",
        );
    }
    real::stdin()
}

/// A handle, its lock, and the function that gives the handle. Both streams are alike.
macro_rules! stream {
    ($what:literal, $get:ident, $Handle:ident, $Lock:ident, $console:expr) => {
        #[doc = concat!("A handle to standard ", $what, ".")]
        #[must_use]
        pub fn $get() -> $Handle {
            $Handle(real::$get())
        }

        #[doc = concat!("Standard ", $what, ".")]
        pub struct $Handle(real::$Handle);

        impl $Handle {
            /// Keeps other threads from locking the stream, and what this thread
            /// prints in one piece, until the guard is dropped.
            #[track_caller]
            #[must_use]
            pub fn lock(&self) -> $Lock<'static> {
                $Lock(if shadow::active() {
                    Guard::model($console)
                } else {
                    Guard::Real(self.0.lock())
                })
            }

            /// Whether a person sees the stream on a terminal; no inside an exploration.
            #[must_use]
            pub fn is_terminal(&self) -> bool {
                !shadow::active() && self.0.is_terminal()
            }
        }

        impl Write for &$Handle {
            #[track_caller]
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                if shadow::active() {
                    print_bytes($console, bytes)
                } else {
                    (&self.0).write(bytes)
                }
            }

            #[track_caller]
            fn write_all(&mut self, bytes: &[u8]) -> Result<()> {
                if shadow::active() {
                    print_bytes($console, bytes).map(drop)
                } else {
                    (&self.0).write_all(bytes)
                }
            }

            fn flush(&mut self) -> Result<()> {
                if shadow::active() { Ok(()) } else { (&self.0).flush() }
            }

            #[track_caller]
            fn write_fmt(&mut self, text: Arguments<'_>) -> Result<()> {
                if shadow::active() {
                    $console.print(text);
                    Ok(())
                } else {
                    (&self.0).write_fmt(text)
                }
            }
        }

        impl Write for $Handle {
            #[track_caller]
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                (&*self).write(bytes)
            }

            #[track_caller]
            fn write_all(&mut self, bytes: &[u8]) -> Result<()> {
                (&*self).write_all(bytes)
            }

            fn flush(&mut self) -> Result<()> {
                (&*self).flush()
            }

            #[track_caller]
            fn write_fmt(&mut self, text: Arguments<'_>) -> Result<()> {
                (&*self).write_fmt(text)
            }
        }

        impl fmt::Debug for $Handle {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        #[doc = concat!("Standard ", $what, ", locked.")]
        pub struct $Lock<'a>(Guard<real::$Lock<'a>>);

        impl $Lock<'_> {
            /// Whether a person sees the stream on a terminal; no inside an exploration.
            #[must_use]
            pub fn is_terminal(&self) -> bool {
                matches!(&self.0, Guard::Real(lock) if lock.is_terminal())
            }
        }

        impl Write for $Lock<'_> {
            #[track_caller]
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                match &mut self.0 {
                    Guard::Real(lock) => lock.write(bytes),
                    Guard::Model(model) => print_bytes(model.0, bytes),
                }
            }

            fn flush(&mut self) -> Result<()> {
                match &mut self.0 {
                    Guard::Real(lock) => lock.flush(),
                    Guard::Model(_) => Ok(()),
                }
            }
        }

        impl fmt::Debug for $Lock<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Lock)).finish_non_exhaustive()
            }
        }

        impl UnwindSafe for $Lock<'_> {}
        impl ::std::panic::RefUnwindSafe for $Lock<'_> {}
    };
}

stream!("output", stdout, Stdout, StdoutLock, &OUT);
stream!("error", stderr, Stderr, StderrLock, &ERR);

/// The real stream's lock, or the model's.
enum Guard<R> {
    Real(R),
    Model(ModelGuard),
}

/// Gives the model's lock up when dropped.
struct ModelGuard(&'static Console);

impl<R> Guard<R> {
    #[track_caller]
    fn model(console: &'static Console) -> Self {
        console.lock();
        Self::Model(ModelGuard(console))
    }
}

impl Drop for ModelGuard {
    #[track_caller]
    fn drop(&mut self) {
        self.0.unlock();
    }
}

#[track_caller]
fn print_bytes(console: &Console, bytes: &[u8]) -> Result<usize> {
    console.print(format_args!("{}", String::from_utf8_lossy(bytes)));
    Ok(bytes.len())
}
