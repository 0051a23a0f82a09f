//! A fault below a model thread's stack is that stack used up. Told by a signal handler,
//! which allocates nothing: it formats into memory of its own.

use super::{EXIT_CODE, STACK, here, last_step};
use std::fmt::Write as _;

/// How far below its stack a frame may reach: a page of guard, and what a large
/// frame skips of it.
const BELOW: usize = 64 * 1024;

pub fn install() {
    crate::report::keep_open();
    // SAFETY: the handler only reads thread-locals without destructors, formats
    // into memory of its own, writes and ends the process. The flag makes it run on
    // the alternate stack that std gives every thread.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler as *const () as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        libc::sigaction(libc::SIGSEGV, &raw const action, std::ptr::null_mut());
        libc::sigaction(libc::SIGBUS, &raw const action, std::ptr::null_mut());
    }
}

extern "C" fn handler(signal: i32, info: *mut libc::siginfo_t, _context: *mut libc::c_void) {
    // SAFETY: the system passes a valid pointer to a handler with SA_SIGINFO.
    let address = unsafe { (*info).si_addr() } as usize;
    let (low, _) = STACK.get();
    if low == 0 || !(low.saturating_sub(BELOW)..low + BELOW).contains(&address) {
        // SAFETY: gives the signal back to the system; the fault then repeats.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
        return;
    }
    let mut text = empty();
    let _ = write!(
        text,
        "A thread used up its stack, most often by a function that calls itself without end"
    );
    let mut check = empty();
    here(|progress| {
        last_step(progress, &mut text);
        let _ = write!(check, "{}", progress.check);
    });
    let report = crate::report::descriptor();
    put(report, b"{\"problem\":\"stack-overflow\",\"check\":\"");
    put(report, &check.bytes[..check.length]);
    put(report, b"\",\"text\":\"");
    put(report, &text.bytes[..text.length]);
    put(report, b"\"}\n");
    put(2, &text.bytes[..text.length]);
    put(2, b"\n");
    // SAFETY: ends the process, as a handler may.
    unsafe { libc::_exit(EXIT_CODE) };
}

fn empty() -> Line {
    Line {
        bytes: [0; 512],
        length: 0,
    }
}

fn put(descriptor: i32, bytes: &[u8]) {
    if descriptor >= 0 {
        // SAFETY: writes from memory that is there.
        unsafe { libc::write(descriptor, bytes.as_ptr().cast(), bytes.len()) };
    }
}

/// A fixed piece of memory to write into, where nothing may be allocated.
struct Line {
    bytes: [u8; 512],
    length: usize,
}

impl std::fmt::Write for Line {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for &byte in text
            .as_bytes()
            .iter()
            .filter(|byte| !matches!(byte, b'"' | b'\\' | b'\n'))
        {
            if self.length < self.bytes.len() {
                self.bytes[self.length] = byte;
                self.length += 1;
            }
        }
        Ok(())
    }
}
