//! What so many threads or tasks cost, and how a child process tells it.
//!
//! Each figure is taken in a process of its own: memory that an earlier one has given back
//! would otherwise be used again, and seem to cost nothing.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fmt, io};

use parallelism::cores;

use crate::{tasks, threads};

/// Whose price it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Threads of the operating system.
    Thread,
    /// Tasks of tokio, all on one thread.
    Task,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Thread, Self::Task];

    pub fn name(self) -> &'static str {
        match self {
            Self::Thread => "threads",
            Self::Task => "tasks",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Takes the figures in this process.
    pub fn measure(self, count: usize) -> io::Result<Price> {
        match self {
            Self::Thread => threads::measure(count),
            Self::Task => tasks::measure(count),
        }
    }
}

/// What so many of a kind cost, all together unless it says each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    pub count: usize,
    /// From the first that is created until the last has begun to run.
    pub created: Duration,
    /// By how many bytes the memory of this process has grown. The system counts in pages.
    pub memory: usize,
    /// By how many bytes the kernel's own stacks have grown, where it tells.
    pub kernel: Option<usize>,
    /// The time to hand the turn from one to the next; not for a single one.
    pub switch: Option<Duration>,
}

impl Price {
    /// Nanoseconds to create one.
    pub fn created_each(&self) -> f64 {
        self.created.as_nanos() as f64 / self.count as f64
    }

    /// Bytes for one; `None` if there are too few to tell it from what else grows.
    pub fn memory_each(&self) -> Option<f64> {
        const FEW: usize = 10;
        (self.count > FEW).then(|| self.memory as f64 / self.count as f64)
    }
}

/// How often the turn is handed on for that figure: often enough to be timed, and at
/// least once round.
pub fn hand_overs(count: usize) -> usize {
    count.max(2_000)
}

/// Measures what is done on one core: by the processor time of this process, as other
/// programs may want the core as well; by the clock, where the system doesn't tell.
pub struct Watch {
    begin: Instant,
    cpu: Option<Duration>,
}

impl Watch {
    pub fn start() -> Self {
        Self {
            begin: Instant::now(),
            cpu: cores::cpu_time(),
        }
    }

    pub fn elapsed(&self) -> Duration {
        match (self.cpu, cores::cpu_time()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.begin.elapsed(),
        }
    }
}

/// The memory of this process that is really there, in bytes.
pub fn memory() -> usize {
    memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem)
}

/// The kernel's stacks for all threads of this machine, in bytes.
pub fn kernel_stacks() -> Option<usize> {
    crate::limits::meminfo("KernelStack:")
}

/// Takes the figures in a process of their own.
///
/// # Errors
/// What the process has said before it gave up.
pub fn measure_apart(kind: Kind, count: usize) -> Result<Price, String> {
    let child = || -> io::Result<_> {
        let mut this = Command::new(env::current_exe()?);
        this.args(["--measure", kind.name(), "--count", &count.to_string()]);
        this.stderr(Stdio::piped()).output()
    };
    let output = child().map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&output.stdout);
    Price::parse(count, &told).ok_or_else(|| {
        let errors = String::from_utf8_lossy(&output.stderr);
        let last = errors.lines().last().unwrap_or("it ended without a word");
        last.to_owned()
    })
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_dash = |number: Option<u128>| number.map_or("-".to_owned(), |n| n.to_string());
        write!(
            f,
            "{} {} {} {}",
            self.created.as_nanos(),
            self.memory,
            or_dash(self.kernel.map(|bytes| bytes as u128)),
            or_dash(self.switch.map(|time| time.as_nanos())),
        )
    }
}

impl Price {
    /// What [`Display`](fmt::Display) has written.
    pub fn parse(count: usize, told: &str) -> Option<Self> {
        let fields: Vec<&str> = told.split_whitespace().collect();
        let [created, memory, kernel, switch] = fields[..] else {
            return None;
        };
        Some(Self {
            count,
            created: Duration::from_nanos(created.parse().ok()?),
            memory: memory.parse().ok()?,
            kernel: kernel.parse().ok(),
            switch: switch.parse().ok().map(Duration::from_nanos),
        })
    }
}

#[test]
fn what_is_told_is_understood() {
    for (kernel, switch) in [
        (Some(16_384), Some(Duration::from_nanos(900))),
        (None, None),
    ] {
        let price = Price {
            count: 3,
            created: Duration::from_micros(30),
            memory: 12_288,
            kernel,
            switch,
        };
        assert_eq!(Price::parse(3, &price.to_string()), Some(price));
    }
    assert_eq!(Price::parse(3, "1 2 3"), None);
    assert_eq!(Price::parse(3, ""), None);
}
