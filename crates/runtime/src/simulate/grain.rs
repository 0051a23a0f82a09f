//! Whether two tasks may be called parallel, at a grain: it depends on how closely one
//! looks.

use super::Timeline;
use super::timeline::Activity;

/// A time: its first moment, and the first one after it.
type Time = (u64, u64);

/// All that a timeline says of one task.
struct Task {
    /// From its beginning to its end.
    life: Time,
    /// When it made progress: its work, in order, without overlaps.
    progress: Vec<Time>,
}

impl Timeline {
    /// Whether the tasks `a` and `b` may be called parallel at this grain: whether an
    /// observer who looks at intervals of `grain` units sees both get on in every one of
    /// them.
    ///
    /// Exactly: take the time in which both are under way, and of it every interval of
    /// `grain` units (if it is shorter than that, the one interval that begins with it).
    /// In each of these, both tasks do at least one unit of work or part of one. If they
    /// are never under way at the same time, they aren't parallel at any grain.
    ///
    /// So two threads that take turns on one core are parallel at every grain that is
    /// coarser than a turn, and not at a finer one. Two threads that always run at the
    /// same time, on two cores, are parallel at every grain. What is parallel at a grain
    /// is so at every coarser one.
    ///
    /// A task is a section or, if there is no section of that name, a thread. A thread is
    /// under way from when it is created, whether or not it has had a core yet, to its
    /// end; a section from when it is first entered until it is last left, and its work
    /// is that of the threads inside.
    ///
    /// # Panics
    /// If the grain is zero, or there is no task of that name, or `a` and `b` are one.
    #[track_caller]
    #[must_use]
    pub fn parallel_at(&self, grain: u64, a: &str, b: &str) -> bool {
        assert!(grain > 0, "a grain is at least one unit");
        self.finest_grain(a, b)
            .is_some_and(|finest| finest <= grain)
    }

    /// The finest grain at which `a` and `b` may be called parallel (see
    /// [`Timeline::parallel_at`]); `None` if at none. It is 1 just if both get on in every
    /// unit of the time in which both are under way.
    ///
    /// # Panics
    /// If there is no task of that name, or `a` and `b` are one.
    #[track_caller]
    #[must_use]
    pub fn finest_grain(&self, a: &str, b: &str) -> Option<u64> {
        let (a, b) = self.two_tasks(a, b);
        let from = a.life.0.max(b.life.0);
        let to = a.life.1.min(b.life.1);
        if from >= to {
            return None;
        }
        Some(a.finest_grain(from, to)?.max(b.finest_grain(from, to)?))
    }

    /// How long `a` and `b` got on at the very same time, each on a core of its own.
    ///
    /// # Panics
    /// If there is no task of that name, or `a` and `b` are one.
    #[track_caller]
    #[must_use]
    pub fn simultaneous(&self, a: &str, b: &str) -> u64 {
        let (a, b) = self.two_tasks(a, b);
        let mut theirs = b.progress.iter().peekable();
        let mut sum = 0;
        for mine in &a.progress {
            while let Some(other) = theirs.peek() {
                sum += mine.1.min(other.1).saturating_sub(mine.0.max(other.0));
                if other.1 > mine.1 {
                    break;
                }
                theirs.next();
            }
        }
        sum
    }

    /// From when to when a task was under way (see [`Timeline::parallel_at`]).
    ///
    /// # Panics
    /// If there is no task of that name.
    #[track_caller]
    #[must_use]
    pub fn under_way(&self, task: &str) -> (u64, u64) {
        self.one_task(task).life
    }

    /// When a task got on: the times of its work, in order, each from its first moment to
    /// the first one after it; between any two of them there is a gap.
    ///
    /// # Panics
    /// If there is no task of that name.
    #[track_caller]
    #[must_use]
    pub fn progress(&self, task: &str) -> Vec<(u64, u64)> {
        self.one_task(task).progress
    }

    /// Whether there is a section or a thread of that name.
    #[must_use]
    pub fn has_task(&self, name: &str) -> bool {
        self.task(name).is_some()
    }

    #[track_caller]
    fn one_task(&self, name: &str) -> Task {
        match self.task(name) {
            Some(task) => task,
            None => panic!("{}", self.no_task(name)),
        }
    }

    #[track_caller]
    fn two_tasks(&self, a: &str, b: &str) -> (Task, Task) {
        assert!(a != b, "{a:?} is one task, and can't be parallel to itself");
        (self.one_task(a), self.one_task(b))
    }

    fn no_task(&self, name: &str) -> String {
        let mut names: Vec<String> = self
            .stays()
            .iter()
            .map(|s| format!("{:?}", s.name))
            .collect();
        names.extend(
            self.threads()
                .iter()
                .map(|thread| format!("{:?}", thread.name)),
        );
        names.dedup();
        format!(
            "there is no section or thread {name:?}, only {}",
            names.join(", ")
        )
    }

    fn task(&self, name: &str) -> Option<Task> {
        let end = self.makespan();
        let stays = self.stays().iter().filter(|stay| stay.name == name);
        let mut stays: Vec<(u16, Time)> = stays
            .map(|stay| (stay.thread, (stay.from, stay.to.unwrap_or(end))))
            .collect();
        if stays.is_empty() {
            let id = self
                .threads()
                .iter()
                .position(|thread| thread.name == name)?;
            let thread = &self.threads()[id];
            let id = u16::try_from(id).expect("thread numbers have 16 bits");
            stays.push((id, (thread.born, thread.ended.unwrap_or(end))));
        }
        let life = stays.iter().fold((u64::MAX, 0), |life, (_, stay)| {
            (life.0.min(stay.0), life.1.max(stay.1))
        });
        let progress = merged(stays.iter().flat_map(|stay| self.work_in(*stay)).collect());
        Some(Task { life, progress })
    }

    /// When a thread worked within a time.
    fn work_in(&self, (thread, (from, to)): (u16, Time)) -> impl Iterator<Item = Time> {
        let slices = self.slices().iter();
        let works = slices.filter(move |s| s.thread == thread && s.activity == Activity::Work);
        works
            .map(move |slice| (slice.from.max(from), slice.to.min(to)))
            .filter(|(from, to)| from < to)
    }
}

impl Task {
    /// The shortest interval such that every one of that length between `from` and `to`
    /// has some of the progress, or that begins at `from` and has some; `None` if there
    /// is no progress after `from`.
    fn finest_grain(&self, from: u64, to: u64) -> Option<u64> {
        let mut without = 0;
        let mut last = from;
        for &(begin, end) in self.progress.iter().filter(|(_, end)| *end > from) {
            // Beyond `to` only the first progress can matter: if there was none before.
            if begin >= to && last > from {
                break;
            }
            without = without.max(begin.saturating_sub(last));
            last = end;
        }
        if last == from {
            return None;
        }
        Some(without.max(to.saturating_sub(last)) + 1)
    }
}

/// The times in order, those that touch or overlap made one.
fn merged(mut times: Vec<Time>) -> Vec<Time> {
    times.sort_unstable();
    let mut merged: Vec<Time> = Vec::with_capacity(times.len());
    for time in times {
        match merged.last_mut() {
            Some(last) if time.0 <= last.1 => last.1 = last.1.max(time.1),
            _ => merged.push(time),
        }
    }
    merged
}
