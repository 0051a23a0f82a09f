//! The figures of a timeline: how long, how busy, how parallel.

use std::fmt;

use super::{Activity, Stay, Timeline, Wait, What};

impl Timeline {
    /// How long the execution took: until the last thread had ended.
    #[must_use]
    pub fn makespan(&self) -> u64 {
        self.makespan
    }

    /// How long a core was busy, with whatever.
    ///
    /// # Panics
    /// If the machine has no such core.
    #[track_caller]
    #[must_use]
    pub fn busy(&self, core: usize) -> u64 {
        let cores = self.machine.cores;
        assert!(core < cores, "there is no core {core} among {cores}");
        let mine = self
            .slices
            .iter()
            .filter(|slice| usize::from(slice.core) == core);
        mine.map(|slice| slice.length()).sum()
    }

    /// How long all cores together were busy with this.
    #[must_use]
    pub fn spent_on(&self, activity: Activity) -> u64 {
        let such = self
            .slices
            .iter()
            .filter(|slice| slice.activity == activity);
        such.map(|slice| slice.length()).sum()
    }

    /// Work: the units of [`work`](crate::work) that were done, by all threads together.
    ///
    /// The T₁ of R. Blumofe, C. Leiserson, *Scheduling Multithreaded Computations by Work
    /// Stealing*, J. ACM 46(5), 1999, section 2. Waiting loops and the machine's costs are
    /// no work.
    #[must_use]
    pub fn work(&self) -> u64 {
        self.spent_on(Activity::Work)
    }

    /// Span: the work and the sleep on the longest chain of this execution, the least time
    /// that it could take on any number of cores (T∞ of Blumofe and Leiserson).
    ///
    /// A chain goes from step to step, each of which happened before the next: a thread's
    /// own steps in their order; creating a thread before all of it, all of it before
    /// whoever joined it goes on; and any two steps that don't commute in the order in
    /// which they were taken, such as giving up a lock and taking it, sending a message and
    /// receiving it, making room in a full channel and sending, arriving at a barrier and
    /// leaving it, notifying and waking, writing an atomic and reading it. A sleep, and a
    /// wait that ended by its time-out, are as long as they lasted; waiting loops and the
    /// machine's costs count nothing.
    ///
    /// Work and span are those of this execution: a program that hands out its work as it
    /// goes may have others on another machine.
    #[must_use]
    pub fn span(&self) -> u64 {
        self.span
    }

    /// Parallelism: work divided by span, the most cores that are of use. Zero without
    /// work.
    #[must_use]
    pub fn parallelism(&self) -> f64 {
        ratio(self.work(), self.span)
    }

    /// How many times as fast this is as `other`, the same program on one core, say.
    #[must_use]
    pub fn speed_up_over(&self, other: &Timeline) -> f64 {
        ratio(other.makespan, self.makespan)
    }

    /// The least and the most time that a schedule takes which never leaves a core idle
    /// while a thread is ready: from the larger of work/p and span (rounded up) to work/p
    /// + span (rounded down), for p cores.
    ///
    /// R. Brent, *The Parallel Evaluation of General Arithmetic Expressions*, J. ACM 21(2),
    /// 1974, lemma 2; for such schedules of threads, Blumofe and Leiserson, theorem 1. The
    /// simulator's schedules are of this kind. It holds for this execution if it has no
    /// waiting loops and the machine has no costs.
    #[must_use]
    pub fn brent(&self, cores: usize) -> (u64, u64) {
        let work = self.work();
        let cores = u64::try_from(cores.max(1)).unwrap_or(u64::MAX);
        let least = work.div_ceil(cores).max(self.span);
        (least, work / cores + self.span)
    }

    /// How long threads waited for locks, all together; those that never got theirs up
    /// to the end.
    #[must_use]
    pub fn waited_for_locks(&self) -> u64 {
        self.lock_waits().sum()
    }

    /// The longest that a thread waited for a lock, or up to the end if it never got it.
    #[must_use]
    pub fn longest_wait_for_a_lock(&self) -> u64 {
        self.lock_waits().max().unwrap_or(0)
    }

    fn lock_waits(&self) -> impl Iterator<Item = u64> {
        let locks = self.waits.iter().filter(|wait| wait.what.is_lock());
        locks.map(|wait| self.length_of(wait))
    }

    /// How long a wait was, or has been at the end.
    pub(crate) fn length_of(&self, wait: &Wait) -> u64 {
        wait.to.unwrap_or(self.makespan) - wait.from
    }

    /// The most stays in the section of that name at the same time, whether or not their
    /// threads had a core. A stay that takes no time is with no other one.
    #[must_use]
    pub fn most_inside(&self, section: &str) -> usize {
        let stays = || self.stays.iter().filter(|stay| stay.name == section);
        let is_there = |stay: &Stay, at| stay.from <= at && stay.to.is_none_or(|to| at < to);
        let inside = |at| stays().filter(|stay| is_there(stay, at)).count().max(1);
        stays().map(|stay| inside(stay.from)).max().unwrap_or(0)
    }
}

impl Timeline {
    /// What a thread waits for, in words, with the names of this execution.
    pub(crate) fn what(&self, what: What) -> String {
        let joined = match what {
            What::Join(thread) => self.threads().get(usize::from(thread)),
            _ => None,
        };
        match joined {
            Some(thread) => format!("the end of {}", thread.name),
            None => what.to_string(),
        }
    }
}

impl fmt::Display for Timeline {
    /// The machine, how it ended, and the figures, in two lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let machine = self.machine();
        let cores = machine.cores_in_words();
        let (quantum, ended) = (machine.quantum, self.ended());
        writeln!(
            f,
            "{cores}, quantum {quantum}   {ended}   makespan {}",
            self.makespan()
        )?;
        let (work, span) = (self.work(), self.span());
        write!(
            f,
            "work {work}   span {span}   parallelism {:.2}",
            self.parallelism()
        )?;
        let waste = [
            ("spinning", self.spent_on(Activity::Spin)),
            ("creating threads", self.spent_on(Activity::Spawn)),
            ("switching", self.spent_on(Activity::Switch)),
            ("handing over locks", self.spent_on(Activity::HandOver)),
            ("waited for locks", self.waited_for_locks()),
        ];
        for (what, units) in waste.iter().filter(|(_, units)| *units > 0) {
            write!(f, "   {what} {units}")?;
        }
        Ok(())
    }
}

#[expect(clippy::cast_precision_loss, reason = "times are far below 2^52")]
fn ratio(a: u64, b: u64) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}
