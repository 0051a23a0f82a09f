//! Ending the program ends the execution. Other processes cannot be started: what
//! they do doesn't repeat.
//!
//! ```compile_fail
//! use std::process::Command;
//! ```

pub use ::std::process::{ExitCode, ExitStatus, Termination, id};

use interleave::shadow::{self, Exit};

/// Ends the program with this exit code.
#[track_caller]
pub fn exit(code: i32) -> ! {
    if shadow::active() {
        shadow::exit(Exit::Code(code))
    } else {
        ::std::process::exit(code)
    }
}

/// Ends the program as a crash would.
#[track_caller]
pub fn abort() -> ! {
    if shadow::active() {
        shadow::exit(Exit::Abort)
    } else {
        ::std::process::abort()
    }
}

#[cfg(not_covered_while_judging)]
pub struct Command;
#[cfg(not_covered_while_judging)]
pub struct CommandArgs;
#[cfg(not_covered_while_judging)]
pub struct CommandEnvs;
#[cfg(not_covered_while_judging)]
pub struct Child;
#[cfg(not_covered_while_judging)]
pub struct ChildStdin;
#[cfg(not_covered_while_judging)]
pub struct ChildStdout;
#[cfg(not_covered_while_judging)]
pub struct ChildStderr;
#[cfg(not_covered_while_judging)]
pub struct Output;
#[cfg(not_covered_while_judging)]
pub struct Stdio;
