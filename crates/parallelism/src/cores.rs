//! The machine below this process: how many cores it may use, and how much of them it has
//! used.
//!
//! For the examples. Nothing here knows what the program does with its cores.

use std::io;
use std::thread;
use std::time::Duration;

/// How many threads of this process can run at the same time, as far as the operating
/// system tells; 1 if it doesn't.
#[must_use]
pub fn available() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The processor time that this process has used on all cores together, or `None` where
/// this program doesn't know how to ask.
#[must_use]
pub fn cpu_time() -> Option<Duration> {
    #[cfg(unix)]
    {
        use rustix::time::{ClockId, clock_gettime};
        let time = clock_gettime(ClockId::ProcessCPUTime);
        let seconds = u64::try_from(time.tv_sec).ok()?;
        let nanos = u32::try_from(time.tv_nsec).ok()?;
        Some(Duration::new(seconds, nanos))
    }
    #[cfg(not(unix))]
    None
}

/// This thread, and all that it creates meanwhile, held to fewer cores. Dropped, it gives
/// this thread its cores back; threads that it has created keep to the few.
#[derive(Debug)]
#[must_use = "the cores are given back when this is dropped"]
pub struct Held {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    before: rustix::thread::CpuSet,
}

/// Holds this thread, and those that it will create, to the first `cores` of the cores
/// that it may use.
///
/// # Errors
/// If it may use fewer than that or none is asked for; if the operating system refuses, or
/// has no such thing: macOS has none, and on Windows this program doesn't ask.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub fn hold_to(cores: usize) -> io::Result<Held> {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    let before = sched_getaffinity(None)?;
    let mine = (0..CpuSet::MAX_CPU).filter(|core| before.is_set(*core));
    let mut fewer = CpuSet::new();
    mine.take(cores).for_each(|core| fewer.set(core));
    let found = usize::try_from(fewer.count()).unwrap_or(0);
    if cores == 0 || found < cores {
        let told = format!("{cores} cores are asked for, and this process may use {found}");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, told));
    }
    sched_setaffinity(None, &fewer)?;
    Ok(Held { before })
}

/// Holds nothing: this operating system can't be asked.
///
/// # Errors
/// Always.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub fn hold_to(_cores: usize) -> io::Result<Held> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "this program can hold itself to some of the cores on Linux only",
    ))
}

#[cfg(any(target_os = "linux", target_os = "android"))]
impl Drop for Held {
    fn drop(&mut self) {
        // The cores were this thread's before, so this fails only if they were taken away
        // meanwhile; then the few that are left are what there is.
        let _ = rustix::thread::sched_setaffinity(None, &self.before);
    }
}

#[cfg(all(test, any(target_os = "linux", target_os = "android")))]
mod tests {
    use super::*;

    #[test]
    fn threads_are_held_and_let_go() {
        let before = available();
        let held = hold_to(1).expect("there is one core at least");
        assert_eq!(available(), 1);
        let inherited = thread::spawn(available).join().expect("no panic");
        assert_eq!(inherited, 1);
        drop(held);
        assert_eq!(available(), before);
    }

    #[test]
    fn what_is_not_there_is_refused() {
        for cores in [0, available() + 1] {
            let refused = hold_to(cores).expect_err("no such number of cores");
            assert!(refused.to_string().contains("may use"), "{refused}");
        }
    }

    #[test]
    fn processor_time_passes_while_it_is_used() {
        let before = cpu_time().expect("on Unix");
        let mut sum = 0_u64;
        while cpu_time() == Some(before) {
            sum = std::hint::black_box(sum + 1);
        }
        assert!(cpu_time() > Some(before));
    }
}
