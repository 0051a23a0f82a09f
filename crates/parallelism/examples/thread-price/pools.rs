//! How many workers a pool should have: the same jobs on pools of several sizes.

use std::thread;
use std::time::{Duration, Instant};

use crate::units;

/// Jobs of each kind, and how long one takes.
pub const JOBS: usize = 64;
pub const JOB: Duration = Duration::from_millis(1);
const SIZES: [usize; 7] = [1, 2, 4, 8, 16, 32, 64];
/// Of several tries the quickest counts: in the others, somebody else had the cores.
const TRIES: usize = 3;

/// What all jobs took on a pool of one size.
pub struct Pool {
    pub size: usize,
    /// If each keeps its worker's core busy.
    pub busy: Duration,
    /// If each waits, for an answer from afar as it were.
    pub waiting: Duration,
}

fn busy() {
    interleave::work(u64::try_from(JOB.as_micros()).expect("a short job"));
}

fn waiting() {
    thread::sleep(JOB);
}

fn time(pool: &rayon::ThreadPool, job: fn()) -> Duration {
    let run = || {
        let begin = Instant::now();
        pool.scope(|scope| {
            for _ in 0..JOBS {
                scope.spawn(move |_| job());
            }
        });
        begin.elapsed()
    };
    (0..TRIES).map(|_| run()).min().unwrap_or_default()
}

/// Runs the jobs on each size of pool.
///
/// # Errors
/// If the operating system gives no threads.
pub fn measure() -> Result<Vec<Pool>, rayon::ThreadPoolBuildError> {
    // Timed once in a process, which must not be in the middle of a measurement.
    interleave::work(1);
    let sizes = SIZES.iter().map(|&size| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(size).build()?;
        let (busy, waiting) = (time(&pool, busy), time(&pool, waiting));
        Ok(Pool {
            size,
            busy,
            waiting,
        })
    });
    sizes.collect()
}

/// The smallest pool that is as quick as any, or nearly: within a tenth.
pub fn smallest_of_the_best(pools: &[Pool], time: fn(&Pool) -> Duration) -> Option<&Pool> {
    let best = pools.iter().map(time).min()?;
    pools.iter().find(|pool| time(pool) <= best.mul_f64(1.1))
}

/// A line a pool.
pub fn table(pools: &[Pool]) -> String {
    let mut text = format!(
        "{JOBS} jobs of about {} on a pool\n  {:>7}  {:>10}  {:>10}\n",
        format_args!("{} ms", JOB.as_millis()),
        "workers",
        "busy jobs",
        "waiting"
    );
    for pool in pools {
        text.push_str(&format!(
            "  {:>7}  {:>10}  {:>10}\n",
            pool.size,
            units::time(pool.busy),
            units::time(pool.waiting)
        ));
    }
    text
}

#[test]
fn a_small_pool_that_is_nearly_as_good_is_best() {
    let pool = |size, millis| Pool {
        size,
        busy: Duration::from_millis(millis),
        waiting: Duration::ZERO,
    };
    let pools = [pool(1, 100), pool(2, 54), pool(4, 50), pool(8, 51)];
    let best = smallest_of_the_best(&pools, |pool| pool.busy).map(|pool| pool.size);
    assert_eq!(best, Some(2));
    assert!(smallest_of_the_best(&[], |pool| pool.busy).is_none());
}
