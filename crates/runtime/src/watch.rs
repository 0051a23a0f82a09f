//! What an exploration can't tell of itself: code that never comes to a step, a stack
//! used up, memory without end. Each ends the process with a word about the cause.
//!
//! A watching OS thread sees that no step has been taken for some seconds. A stack
//! overflow is told by a signal handler on a stack of its own (Unix; on Windows the
//! process ends with the system's own code for it).

use std::cell::Cell;
use std::io::Write as _;
use std::panic::Location;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use interleave_core::op::ThreadId;

/// The process's exit code after such an end.
pub(crate) const EXIT_CODE: i32 = 70;
/// How long the program may run without a step.
const SILENCE: Duration = Duration::from_secs(3);

/// How an exploration gets on, for the watching thread.
pub(crate) struct Progress {
    check: String,
    steps: AtomicU64,
    /// Where the last step was asked for, and by which thread.
    site: AtomicPtr<Location<'static>>,
    thread: AtomicU64,
    /// What has been printed since the last step.
    prints: AtomicU64,
}

thread_local! {
    static HERE: Cell<*const Progress> = const { Cell::new(std::ptr::null()) };
    /// The stack of the model thread that runs here.
    static STACK: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

fn watched() -> &'static Mutex<Vec<Arc<Progress>>> {
    static WATCHED: OnceLock<Mutex<Vec<Arc<Progress>>>> = OnceLock::new();
    WATCHED.get_or_init(Mutex::default)
}

/// Watches the exploration on this OS thread until the guard is dropped.
pub(crate) struct Watch(Arc<Progress>);

impl Watch {
    pub fn begin(check: &str) -> Self {
        let progress = Arc::new(Progress {
            check: check.to_owned(),
            steps: AtomicU64::new(0),
            site: AtomicPtr::new(null_mut()),
            thread: AtomicU64::new(0),
            prints: AtomicU64::new(0),
        });
        lock(watched()).push(Arc::clone(&progress));
        HERE.set(Arc::as_ptr(&progress));
        static WATCHER: OnceLock<()> = OnceLock::new();
        WATCHER.get_or_init(|| {
            overflow::install();
            std::thread::spawn(watch);
        });
        Self(progress)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        HERE.set(std::ptr::null());
        lock(watched()).retain(|other| !Arc::ptr_eq(other, &self.0));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The thread that runs comes to a step.
pub(crate) fn progress(site: &'static Location<'static>) {
    let here = HERE.get();
    if !here.is_null() {
        // SAFETY: set while a `Watch` on this OS thread keeps the progress alive.
        let here = unsafe { &*here };
        here.site
            .store(std::ptr::from_ref(site).cast_mut(), Ordering::Relaxed);
        here.steps
            .store(here.steps.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        here.prints.store(0, Ordering::Relaxed);
    }
}

/// A thread prints, which is no step here.
pub(crate) fn prints(site: &'static Location<'static>, thread: ThreadId) {
    resumed(Some(site), thread);
    here(|here| {
        let prints = here.prints.load(Ordering::Relaxed);
        here.prints.store(prints + 1, Ordering::Relaxed);
    });
}

/// A thread goes on that was last seen at `site`.
pub(crate) fn resumed(site: Option<&'static Location<'static>>, thread: ThreadId) {
    let here = HERE.get();
    if !here.is_null() {
        // SAFETY: set while a `Watch` on this OS thread keeps the progress alive.
        let here = unsafe { &*here };
        let site = site.map_or(null_mut(), |site| std::ptr::from_ref(site).cast_mut());
        here.site.store(site, Ordering::Relaxed);
        here.thread.store(u64::from(thread.0), Ordering::Relaxed);
    }
}

/// A model thread runs on this stack from now on.
pub(crate) fn enter_stack(stack: (usize, usize)) {
    STACK.set(stack);
}

fn watch() {
    let mut before: Vec<(usize, u64, Duration)> = Vec::new();
    let tick = Duration::from_millis(250);
    loop {
        std::thread::sleep(tick);
        let mut now = Vec::new();
        for progress in lock(watched()).iter() {
            let key = Arc::as_ptr(progress) as usize;
            let steps = progress.steps.load(Ordering::Relaxed);
            let same = before.iter().find(|(k, s, _)| *k == key && *s == steps);
            let silent = same.map_or(Duration::ZERO, |(_, _, silent)| *silent + tick);
            if silent >= SILENCE {
                let mut text = String::from(match progress.prints.load(Ordering::Relaxed) {
                    // It prints until the last moment, and not just once.
                    100.. => {
                        "Your code prints on and on without a step that another thread could see"
                    }
                    _ => "Your code runs on and on without a step that another thread could see",
                });
                last_step(progress, &mut text);
                end("endless-loop", Some(&progress.check), &text);
            }
            now.push((key, steps, silent));
        }
        before = now;
    }
}

/// Where the program was last seen.
fn last_step(progress: &Progress, text: &mut impl std::fmt::Write) {
    let site = progress.site.load(Ordering::Relaxed);
    let thread = progress.thread.load(Ordering::Relaxed);
    let _ = write!(text, "; last seen");
    if !site.is_null() {
        // SAFETY: only `&'static Location`s are stored.
        let site = unsafe { &*site };
        let file = crate::source::file_name(site.file());
        let _ = write!(text, " at {file}:{}", site.line());
    }
    let _ = match thread {
        0 => write!(text, " in the main thread"),
        _ => write!(text, " in thread {thread}"),
    };
}

/// The model threads of one execution have too much memory at a time.
pub(crate) fn out_of_memory() -> ! {
    let mut text = String::from("Your code holds more than 1 GiB of memory at a time");
    let check = here(|progress| {
        last_step(progress, &mut text);
        progress.check.clone()
    });
    end("out-of-memory", check.as_deref(), &text)
}

/// A destructor panics while its thread unwinds: the process can't be saved.
pub(crate) fn panic_while_panicking(first: &str) -> ! {
    let mut text =
        String::from("A destructor panicked while its thread was unwinding from a panic");
    let check = here(|progress| {
        last_step(progress, &mut text);
        progress.check.clone()
    });
    text.push_str(". Rust ends the whole program then. The first panic said: ");
    text.push_str(first);
    end("panic-while-panicking", check.as_deref(), &text)
}

fn here<R>(tell: impl FnOnce(&Progress) -> R) -> Option<R> {
    let here = HERE.get();
    // SAFETY: set while a `Watch` on this OS thread keeps the progress alive.
    (!here.is_null()).then(|| tell(unsafe { &*here }))
}

/// Tells the cause and ends the process.
fn end(problem: &str, check: Option<&str>, text: &str) -> ! {
    let line = serde_json::json!({ "problem": problem, "check": check, "text": text });
    crate::report::append(&line.to_string());
    let _ = writeln!(std::io::stderr(), "{text}");
    std::process::exit(EXIT_CODE)
}

#[cfg(unix)]
mod overflow;

#[cfg(not(unix))]
mod overflow {
    //! The system itself ends the process, with its own code for it.
    pub fn install() {}
}
