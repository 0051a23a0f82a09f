//! How many threads and tasks this machine can be asked for without harm.
//!
//! Estimates on the safe side, from what the system tells; where it tells nothing, a number
//! that every laptop can bear.

use std::fs;

use crate::price::Kind;
use crate::units;

/// A number that must not be passed, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    pub most: usize,
    pub because: String,
}

/// Bytes that a waiting thread may come to need: its stack's pages, the kernel's stack, and
/// the tables of both. Twice and more of what has been measured on Linux.
const A_THREAD: usize = 64 * 1024;
/// Bytes that a waiting task may come to need, by the same rule.
const A_TASK: usize = 2 * 1024;
/// Threads that others on this machine, and this program, may need meanwhile.
const OTHERS: usize = 1_000;
/// Where the system tells nothing.
const UNKNOWN_THREADS: usize = 2_000;
const UNKNOWN_TASKS: usize = 1_000_000;

impl Limit {
    fn new(most: usize, because: &str) -> Self {
        Self {
            most,
            because: because.to_owned(),
        }
    }

    /// The tightest of the limits for this kind on this machine.
    pub fn of(kind: Kind) -> Self {
        let mut limits = memory(kind);
        match kind {
            Kind::Thread => limits.extend(system()),
            Kind::Task => {}
        }
        tightest(limits).unwrap_or_else(|| {
            let most = match kind {
                Kind::Thread => UNKNOWN_THREADS,
                Kind::Task => UNKNOWN_TASKS,
            };
            Self::new(most, "this system doesn't tell how many it can bear")
        })
    }

    /// Why so many are not tried; `None` if they are.
    pub fn refuses(&self, kind: Kind, count: usize) -> Option<String> {
        (count > self.most).then(|| {
            format!(
                "{} {} are not tried: here it is {} at most, since {}",
                units::count(count),
                kind.name(),
                units::count(self.most),
                self.because
            )
        })
    }
}

fn tightest(limits: Vec<Limit>) -> Option<Limit> {
    limits.into_iter().min_by_key(|limit| limit.most)
}

/// At most half of the memory that is free.
fn memory(kind: Kind) -> Vec<Limit> {
    let each = match kind {
        Kind::Thread => A_THREAD,
        Kind::Task => A_TASK,
    };
    let available = meminfo("MemAvailable:");
    let mut limits: Vec<Limit> = available
        .map(|bytes| {
            let because = format!(
                "{} of memory are free, and half of it stays so",
                units::bytes(bytes as f64)
            );
            Limit::new(bytes / 2 / each, &because)
        })
        .into_iter()
        .collect();
    if let Some(bytes) = group("memory.max") {
        limits.push(Limit::new(
            bytes / 4 / each,
            "this group of processes may use no more memory (memory.max)",
        ));
    }
    limits
}

/// What the system lets one user, one process or all of them have.
fn system() -> Vec<Limit> {
    let whole = |file: &str| number(&fs::read_to_string(file).ok()?);
    let mut limits = Vec::new();
    let mut add = |most: Option<usize>, because: &str| {
        limits.extend(most.map(|most| Limit::new(most, because)));
    };
    let threads = whole("/proc/sys/kernel/threads-max").map(|most| most / 2);
    add(threads, "half of kernel.threads-max is for others");
    // A thread has its stack and the guard below it.
    let maps = whole("/proc/sys/vm/max_map_count").map(|most| most / 2);
    add(
        less(maps),
        "each takes two mappings of memory (vm.max_map_count)",
    );
    let ids = whole("/proc/sys/kernel/pid_max");
    add(
        less(ids),
        "there are no more numbers for them (kernel.pid_max)",
    );
    add(
        less(group("pids.max")),
        "this group of processes may have no more (pids.max)",
    );
    add(less(of_user()), "one user may have no more (ulimit -u)");
    limits
}

fn less(most: Option<usize>) -> Option<usize> {
    most.map(|most| most.saturating_sub(OTHERS))
}

/// The limit on processes and threads of one user.
fn of_user() -> Option<usize> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use rustix::process::{Resource, getrlimit};
        let most = getrlimit(Resource::Nproc).current?;
        usize::try_from(most).ok()
    }
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    None
}

/// A limit of the control group that this process is in, or of one above it.
fn group(file: &str) -> Option<usize> {
    let mine = fs::read_to_string("/proc/self/cgroup").ok()?;
    let path = mine.lines().find_map(|line| line.strip_prefix("0::"))?;
    let limits = std::path::Path::new(path).ancestors().filter_map(|group| {
        let folder = format!("/sys/fs/cgroup{}", group.display());
        number(&fs::read_to_string(format!("{folder}/{file}")).ok()?)
    });
    limits.min()
}

/// A line of Linux's account of its memory, in bytes.
pub fn meminfo(name: &str) -> Option<usize> {
    let account = fs::read_to_string("/proc/meminfo").ok()?;
    let line = account.lines().find_map(|line| line.strip_prefix(name))?;
    Some(number(line.trim().strip_suffix(" kB")?)? * 1024)
}

/// A number, and `None` for "max" and the like.
fn number(text: &str) -> Option<usize> {
    text.trim().parse().ok()
}

#[test]
fn too_many_are_refused_with_the_reason() {
    let limit = Limit::new(2_000, "so it is");
    assert_eq!(limit.refuses(Kind::Thread, 2_000), None);
    assert_eq!(
        limit.refuses(Kind::Thread, 2_001).as_deref(),
        Some("2,001 threads are not tried: here it is 2,000 at most, since so it is")
    );
}

#[test]
fn the_tightest_limit_counts() {
    let limits = vec![Limit::new(5, "five"), Limit::new(3, "three")];
    assert_eq!(tightest(limits), Some(Limit::new(3, "three")));
    assert_eq!(tightest(Vec::new()), None);
    assert!(Limit::of(Kind::Thread).most > 0);
}
