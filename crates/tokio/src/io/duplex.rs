//! A pipe in memory, both ways.

use std::io;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use interleave::awaiting;
use interleave::shadow;
use real::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::sync::shared::{Polling, Shared};

/// One end of a pipe.
#[derive(Debug)]
pub struct DuplexStream {
    shared: Arc<Shared>,
    reading: Polling,
    writing: Polling,
    real: real::io::DuplexStream,
}

/// Both ends of a pipe that holds so many bytes each way.
#[must_use]
pub fn duplex(bytes: usize) -> (DuplexStream, DuplexStream) {
    let (one, other) = real::io::duplex(bytes);
    let shared = Arc::new(Shared::new());
    let end = |real| DuplexStream {
        shared: Arc::clone(&shared),
        reading: Polling::new(),
        writing: Polling::new(),
        real,
    };
    (end(one), end(other))
}

impl DuplexStream {
    fn writes<R>(
        &mut self,
        cx: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut real::io::DuplexStream>, &mut Context<'_>) -> Poll<R>,
    ) -> Poll<R> {
        let real = Pin::new(&mut self.real);
        if !shadow::active() {
            return write(real, cx);
        }
        let site = awaiting::here();
        self.writing
            .poll(&self.shared, cx, site, |cx| write(real, cx))
    }
}

impl AsyncRead for DuplexStream {
    #[track_caller]
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let real = Pin::new(&mut this.real);
        if !shadow::active() {
            return real.poll_read(cx, buffer);
        }
        let read = |cx: &mut Context<'_>| real.poll_read(cx, buffer);
        this.reading
            .poll(&this.shared, cx, Location::caller(), read)
    }
}

impl AsyncWrite for DuplexStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.writes(cx, |real, cx| real.poll_write(cx, bytes))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.real).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.writes(cx, |real, cx| real.poll_shutdown(cx))
    }
}

impl Drop for DuplexStream {
    fn drop(&mut self) {
        self.shared.touch(awaiting::here());
    }
}
