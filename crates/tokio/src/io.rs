//! Reading and writing: the traits and what is built on them are the real ones. Of what
//! can be read and written, a pipe in memory is explored; all else is refused.

mod duplex;

pub use duplex::{DuplexStream, duplex};
pub use real::io::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt, AsyncWrite,
    AsyncWriteExt, BufReader, BufStream, BufWriter, Chain, Empty, Error, ErrorKind, Join, Lines,
    ReadBuf, Repeat, Result, SeekFrom, Sink, Split, Take, copy, copy_bidirectional, copy_buf,
    empty, join, repeat, sink,
};

#[cfg(not_covered_while_judging)]
pub struct Stderr;
#[cfg(not_covered_while_judging)]
pub struct Stdin;
#[cfg(not_covered_while_judging)]
pub struct Stdout;
#[cfg(not_covered_while_judging)]
pub fn stderr() {}
#[cfg(not_covered_while_judging)]
pub fn stdin() {}
#[cfg(not_covered_while_judging)]
pub fn stdout() {}
