//! Standard output and error are captured inside an exploration, standard input and
//! pipes refused. The rest of `std::io` is real.
//!
//! ```compile_fail
//! use std::io::pipe;
//! ```

mod console;
mod stdio;

pub use ::std::io::prelude;
pub use ::std::io::{
    BufRead, BufReader, BufWriter, Bytes, Chain, Cursor, Empty, Error, ErrorKind, IntoInnerError,
    IoSlice, IoSliceMut, IsTerminal, LineWriter, Lines, Read, Repeat, Result, Seek, SeekFrom, Sink,
    Split, Stdin, StdinLock, Take, Write, WriterPanicked, copy, empty, read_to_string, repeat,
    sink,
};
#[doc(hidden)]
pub use console::{_eprint, _eprint_line, _print, _print_line};
pub use stdio::{Stderr, StderrLock, Stdout, StdoutLock, stderr, stdin, stdout};

#[cfg(not_covered_while_judging)]
pub fn pipe() {}
#[cfg(not_covered_while_judging)]
pub struct PipeReader;
#[cfg(not_covered_while_judging)]
pub struct PipeWriter;
