//! The same check on real threads: how often luck would have shown what the explorer
//! found.
//!
//! Only asked for what is wrong in some interleaving. A run that hangs is left hanging:
//! the process ends soon.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use crate::Run;

/// How long all runs together may take.
const PATIENCE: Duration = Duration::from_millis(400);
/// How long one run may take before it counts as hanging.
const HANGING: Duration = Duration::from_millis(250);

/// What real threads have shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tried {
    pub runs: u32,
    pub unexpected: u32,
    /// The last run has not come to its end.
    pub hung: bool,
}

/// Runs `program` up to `runs` times on real threads. A run is unexpected if it panics,
/// hangs, or has another outcome than `expected` holds for.
pub(crate) fn try_out<F: Fn(&Run) + Send + Sync + 'static>(
    program: &Arc<F>,
    runs: u32,
    expected: &dyn Fn(&str) -> bool,
) -> Tried {
    let (sender, receiver) = mpsc::channel();
    let program = Arc::clone(program);
    let body = move || {
        for _ in 0..runs {
            let run = Run::real();
            let ended = catch_unwind(AssertUnwindSafe(|| program(&run)));
            if sender.send(ended.is_ok().then(|| run.outcome())).is_err() {
                return;
            }
        }
    };
    let mut tried = Tried::default();
    let _silence = Silence::begin();
    if std::thread::Builder::new().spawn(body).is_err() {
        return tried;
    }
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE && tried.runs < runs {
        let Ok(outcome) = receiver.recv_timeout(HANGING) else {
            tried.runs += 1;
            tried.unexpected += 1;
            tried.hung = true;
            break;
        };
        tried.runs += 1;
        let right = outcome.is_some_and(|outcome| outcome.is_empty() || expected(&outcome));
        tried.unexpected += u32::from(!right);
    }
    tried
}

/// While it lives, what the program prints on real threads, and its panics, are not
/// shown: a thousand runs would say everything a thousand times.
struct Silence;

static SILENT: AtomicBool = AtomicBool::new(false);

impl Silence {
    fn begin() -> Self {
        SILENT.store(true, Ordering::Relaxed);
        Self
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        SILENT.store(false, Ordering::Relaxed);
    }
}

/// Whether runs on real threads are under way on threads such as this one. The test
/// harness's own threads have names.
pub(crate) fn silent() -> bool {
    SILENT.load(Ordering::Relaxed) && std::thread::current().name().is_none()
}
