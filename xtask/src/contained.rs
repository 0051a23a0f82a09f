//! Runs a process that can't be trusted to end, to be quiet or to clean up: in a group
//! (Unix) or job (Windows) of its own, under a time limit, its output read and cut, and
//! everything in the group ended when it has.
//!
//! Memory is not limited here: a check process limits itself.

use std::io::{self, PipeReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

/// How much of the output is kept, in bytes.
const KEPT: usize = 64 * 1024;

/// How long the output may stay open after everything in the group was ended. Only what
/// has left the group can hold it open longer, and that is not waited for.
const LINGER: Duration = Duration::from_millis(500);

/// How a process ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// By itself, with this exit code.
    Code(i32),
    /// By this signal.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only Unix has signals"))]
    Signal(i32),
    /// By us, after this many seconds.
    TimedOut(f64),
}

/// What is left of a process.
#[derive(Clone, Debug)]
pub struct Ending {
    /// How it ended.
    pub end: End,
    /// What it printed to both of its outputs, at most [`KEPT`] bytes.
    pub output: String,
    /// Whether it printed more than that.
    pub cut: bool,
    /// How long it ran.
    pub seconds: f64,
}

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C ends the contained processes first, and then [`interrupted`] says so.
/// (They are in groups of their own, so the terminal does not reach them.)
pub fn watch_for_interrupts() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without a handler Ctrl-C ends the runner at once, which is no worse than usual.
        let _ = ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed));
    });
}

/// Whether the person has pressed Ctrl-C.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// Runs `command` to its end, or for `limit`.
///
/// # Errors
/// If it can't be started, or not be waited for.
pub fn run(mut command: Command, limit: Duration) -> io::Result<Ending> {
    let (reader, writer) = io::pipe()?;
    command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer);
    let started = Instant::now();
    let mut child = spawn(command)?;
    let output = Output::read(reader);
    let status = wait(child.as_mut(), started + limit);
    // Also after a normal end: it may have left others behind.
    let _ = child.start_kill();
    let seconds = started.elapsed().as_secs_f64();
    let end = match status? {
        Some(status) => end_of(status),
        None => {
            let _ = child.wait();
            End::TimedOut(limit.as_secs_f64())
        }
    };
    let (output, cut) = output.take();
    Ok(Ending {
        end,
        output,
        cut,
        seconds,
    })
}

/// Starts `command` in a group of its own. Takes it, so that our ends of its pipes close.
fn spawn(command: Command) -> io::Result<Box<dyn ChildWrapper>> {
    let mut wrap = CommandWrap::from(command);
    #[cfg(unix)]
    wrap.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    wrap.wrap(process_wrap::std::JobObject);
    wrap.spawn()
}

/// Waits for the end; `None` if the deadline or Ctrl-C comes first.
fn wait(child: &mut dyn ChildWrapper, deadline: Instant) -> io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline || interrupted() {
            return Ok(None);
        }
        // Most checks take milliseconds, and a learner waits for the first one.
        let young = started.elapsed() < Duration::from_millis(200);
        thread::sleep(Duration::from_millis(if young { 1 } else { 10 }));
    }
}

#[cfg(unix)]
fn end_of(status: ExitStatus) -> End {
    use std::os::unix::process::ExitStatusExt;
    match (status.code(), status.signal()) {
        (Some(code), _) => End::Code(code),
        (None, signal) => End::Signal(signal.unwrap_or_default()),
    }
}

#[cfg(not(unix))]
fn end_of(status: ExitStatus) -> End {
    End::Code(status.code().unwrap_or(-1))
}

/// The output of a process, as far as it has been read by a thread of its own.
struct Output {
    kept: Arc<Mutex<(Vec<u8>, bool)>>,
    reader: thread::JoinHandle<()>,
}

impl Output {
    fn read(mut pipe: PipeReader) -> Self {
        let kept = Arc::new(Mutex::new((Vec::new(), false)));
        let shared = Arc::clone(&kept);
        let reader = thread::spawn(move || {
            let mut chunk = vec![0; KEPT];
            while let Ok(read @ 1..) = pipe.read(&mut chunk) {
                let (kept, cut) = &mut *shared.lock().unwrap_or_else(PoisonError::into_inner);
                let room = (KEPT - kept.len()).min(read);
                kept.extend_from_slice(&chunk[..room]);
                *cut |= room < read;
            }
        });
        Self { kept, reader }
    }

    fn take(self) -> (String, bool) {
        let deadline = Instant::now() + LINGER;
        while !self.reader.is_finished() && Instant::now() < deadline {
            thread::sleep(Duration::from_micros(200));
        }
        let (kept, cut) = &*self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        (String::from_utf8_lossy(kept).into_owned(), *cut)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, limit: u64) -> Ending {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        run(command, Duration::from_millis(limit)).unwrap()
    }

    #[test]
    fn both_outputs_and_the_code_are_kept() {
        let ending = shell("echo out; echo err >&2; exit 3", 5000);
        assert_eq!((ending.end, ending.cut), (End::Code(3), false));
        assert_eq!(ending.output, "out\nerr\n");
    }

    #[test]
    fn a_signal_is_told_from_a_code() {
        assert_eq!(shell("kill -SEGV $$", 5000).end, End::Signal(11));
    }

    #[test]
    fn too_much_output_is_cut_and_does_not_block() {
        let ending = shell("yes | head -c 3000000", 5000);
        assert_eq!((ending.end, ending.cut), (End::Code(0), true));
        assert_eq!(ending.output.len(), KEPT);
    }

    #[test]
    fn at_the_limit_the_whole_group_is_ended() {
        let started = Instant::now();
        let ending = shell("sleep 30 & echo $!; wait", 200);
        assert_eq!(ending.end, End::TimedOut(0.2));
        assert!(started.elapsed() < Duration::from_secs(5));
        assert_gone(ending.output.trim());
    }

    #[test]
    fn what_is_left_behind_is_ended_too() {
        let started = Instant::now();
        let ending = shell("sleep 30 & echo $!", 10_000);
        assert_eq!(ending.end, End::Code(0));
        assert!(started.elapsed() < Duration::from_secs(5));
        assert_gone(ending.output.trim());
    }

    /// The kernel takes a moment to end a process that was sent a signal.
    fn assert_gone(pid: &str) {
        assert!(!pid.is_empty());
        let alive = || {
            let probe = Command::new("sh")
                .args(["-c", &format!("ps -o stat= -p {pid}")])
                .output();
            let state = String::from_utf8(probe.unwrap().stdout).unwrap();
            !state.trim().is_empty() && !state.trim().starts_with('Z')
        };
        let deadline = Instant::now() + Duration::from_secs(3);
        while alive() {
            assert!(Instant::now() < deadline, "process {pid} is still there");
            thread::sleep(Duration::from_millis(20));
        }
    }
}
