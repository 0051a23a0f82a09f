//! Who runs on which core, and until when: a discrete-event scheduler.
//!
//! It knows threads by number and how much time each of them needs next. What threads
//! do, what they wait for and when that comes is not known here.
//!
//! The rules, in full:
//! - One queue holds the threads that are ready. An idle core takes the first of them; if
//!   several are idle, the core on which that thread ran last, or else the first one.
//! - A thread keeps its core for a quantum. If it then needs more time and another thread
//!   is ready, it goes to the end of the queue; if none is ready, it has another quantum.
//! - A thread whose quantum has ended still takes the steps that take no time.
//! - Of things due at the same moment, the one of the thread with the lowest number comes
//!   first. Idle cores are given to ready threads before the next thing is looked at.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use interleave_core::op::ThreadId;

use super::{Activity, Machine, Slice};

/// What happens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// The thread, on its core, has had the time that it needed.
    GoesOn(ThreadId),
    /// The timer that was set for the thread ends.
    TimerEnds(ThreadId),
    /// Nothing is left that could happen.
    Nothing,
    /// The next event would come after the end of the time allowed.
    OutOfTime,
    /// More happened than is allowed.
    OutOfSteps,
}

/// Something that will happen, in the order in which things do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    time: u64,
    thread: ThreadId,
    /// A timer that has been set anew, or is of no more use, has another number.
    timer: Option<u32>,
}

#[derive(Clone, Debug, Default)]
struct Core {
    runs: Option<ThreadId>,
    last: Option<ThreadId>,
    /// It still gets ready to run the thread.
    switching: bool,
    /// When what it does now began.
    since: u64,
    /// What is left of the quantum.
    left: u64,
    /// Its last slice in the record.
    slice: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Task {
    core: Option<usize>,
    last_core: usize,
    /// Time that it needs before it can go on, and for what.
    needs: u64,
    activity: Activity,
    /// It goes to the end of the queue when it has had that time.
    gives_way: bool,
    timer: u32,
}

pub(super) struct Schedule {
    machine: Machine,
    now: u64,
    cores: Vec<Core>,
    idle: usize,
    tasks: Vec<Task>,
    ready: VecDeque<ThreadId>,
    due: BinaryHeap<Reverse<Due>>,
    max_time: u64,
    /// Steps and time slices that are still allowed.
    budget: u64,
    record: Vec<Slice>,
}

impl Schedule {
    pub fn new(machine: Machine, max_time: u64, max_steps: u64) -> Self {
        Self {
            machine,
            now: 0,
            cores: vec![Core::default(); machine.cores],
            idle: machine.cores,
            tasks: Vec::new(),
            ready: VecDeque::new(),
            due: BinaryHeap::new(),
            max_time,
            budget: max_steps,
            record: Vec::new(),
        }
    }

    /// The present moment.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// What every core has done until now, in the order in which it ended.
    pub fn end(&mut self) -> Vec<Slice> {
        for core in 0..self.cores.len() {
            if let Some(thread) = self.cores[core].runs {
                let activity = if self.cores[core].switching {
                    Activity::Switch
                } else {
                    self.tasks[thread.index()].activity
                };
                self.note(core, thread, activity);
            }
        }
        std::mem::take(&mut self.record)
    }

    /// One step more; false if there were enough.
    pub fn spend(&mut self) -> bool {
        self.budget = self.budget.saturating_sub(1);
        self.budget > 0
    }

    /// A thread goes to the end of the queue: a new one, or one that no longer waits.
    pub fn ready(&mut self, thread: ThreadId) {
        if self.tasks.len() <= thread.index() {
            let absent = Task {
                core: None,
                last_core: 0,
                needs: 0,
                activity: Activity::Work,
                gives_way: false,
                timer: 0,
            };
            self.tasks.resize(thread.index() + 1, absent);
        }
        self.ready.push_back(thread);
    }

    /// A thread on a core needs so much time before it goes on.
    pub fn needs(&mut self, thread: ThreadId, time: u64, activity: Activity) {
        let task = &mut self.tasks[thread.index()];
        task.needs = time;
        task.activity = activity;
        // Without a core it will when it gets one.
        if let Some(core) = task.core {
            self.go_on(core, thread);
        }
    }

    /// As [`Schedule::needs`]; then it lets others go first.
    pub fn gives_way_after(&mut self, thread: ThreadId, time: u64, activity: Activity) {
        self.tasks[thread.index()].gives_way = true;
        self.needs(thread, time, activity);
    }

    /// A thread leaves its core: it waits, or has ended.
    pub fn leaves(&mut self, thread: ThreadId) {
        if let Some(core) = self.tasks[thread.index()].core.take() {
            self.cores[core].runs = None;
            self.idle += 1;
        }
    }

    /// Sets the thread's timer.
    pub fn set_timer(&mut self, thread: ThreadId, time: u64) {
        let timer = self.stop_timer(thread);
        self.due.push(Reverse(Due {
            time,
            thread,
            timer: Some(timer),
        }));
    }

    /// The thread's timer is of no more use.
    pub fn stop_timer(&mut self, thread: ThreadId) -> u32 {
        let timer = &mut self.tasks[thread.index()].timer;
        *timer += 1;
        *timer
    }

    /// Lets time pass until something happens.
    pub fn next(&mut self) -> Event {
        while self.budget > 0 {
            self.fill_idle_cores();
            let Some(Reverse(due)) = self.due.pop() else {
                return Event::Nothing;
            };
            let task = &self.tasks[due.thread.index()];
            if due.timer.is_some_and(|timer| timer != task.timer) {
                continue;
            }
            if due.time > self.max_time {
                self.now = self.max_time;
                return Event::OutOfTime;
            }
            self.now = due.time;
            if due.timer.is_some() {
                return Event::TimerEnds(due.thread);
            }
            if let Some(event) = self.core_is_due(due.thread) {
                return event;
            }
        }
        Event::OutOfSteps
    }

    fn fill_idle_cores(&mut self) {
        while self.idle > 0
            && let Some(thread) = self.ready.pop_front()
        {
            let last = self.tasks[thread.index()].last_core;
            let is_idle = |core: &Core| core.runs.is_none();
            let core = if is_idle(&self.cores[last]) && self.cores[last].last == Some(thread) {
                last
            } else {
                self.cores.iter().position(is_idle).expect("one is idle")
            };
            self.give(core, thread);
        }
    }

    fn give(&mut self, core: usize, thread: ThreadId) {
        self.idle -= 1;
        let task = &mut self.tasks[thread.index()];
        task.core = Some(core);
        task.last_core = core;
        let quantum = self.machine.quantum;
        let given = &mut self.cores[core];
        given.switching = self.machine.switch > 0 && given.last.is_some_and(|last| last != thread);
        given.runs = Some(thread);
        given.last = Some(thread);
        given.left = quantum;
        self.go_on(core, thread);
    }

    /// A core goes on with its thread: until that has had its time, or its quantum.
    fn go_on(&mut self, core: usize, thread: ThreadId) {
        let needs = self.tasks[thread.index()].needs;
        let time = if self.cores[core].switching {
            self.machine.switch
        } else {
            needs.min(self.left(core, needs))
        };
        self.cores[core].since = self.now;
        self.due.push(Reverse(Due {
            time: self.now.saturating_add(time),
            thread,
            timer: None,
        }));
    }

    /// How long a thread keeps its core: to the end of its quantum, or of the first one
    /// after something else happens, if nobody is ready until then.
    fn left(&self, core: usize, needs: u64) -> u64 {
        let left = self.cores[core].left;
        if needs <= left || !self.ready.is_empty() {
            return left;
        }
        let Some(Reverse(other)) = self.due.peek() else {
            return needs;
        };
        let quiet = other.time - self.now;
        let quantum = self.machine.quantum;
        let more = quiet.saturating_sub(left).div_ceil(quantum);
        left.saturating_add(more.saturating_mul(quantum))
    }

    /// A core has come to the end of what it did for the thread.
    fn core_is_due(&mut self, thread: ThreadId) -> Option<Event> {
        let core = self.tasks[thread.index()].core.expect("it is on a core");
        let elapsed = self.now - self.cores[core].since;
        if self.cores[core].switching {
            self.note(core, thread, Activity::Switch);
            self.cores[core].switching = false;
            self.go_on(core, thread);
            return None;
        }
        let task = &mut self.tasks[thread.index()];
        let activity = task.activity;
        task.needs -= elapsed;
        let has_had_it = task.needs == 0;
        self.note(core, thread, activity);
        let left = &mut self.cores[core].left;
        *left = match elapsed.checked_sub(*left) {
            None => *left - elapsed,
            // Quanta that began because nobody was ready.
            Some(more) => match more % self.machine.quantum {
                0 => 0,
                used => self.machine.quantum - used,
            },
        };
        let over = *left == 0;
        if has_had_it {
            if !std::mem::take(&mut self.tasks[thread.index()].gives_way) {
                return Some(Event::GoesOn(thread));
            }
            if self.ready.is_empty() {
                return Some(Event::GoesOn(thread));
            }
        } else if !over || self.ready.is_empty() {
            self.renew(core);
            self.go_on(core, thread);
            return None;
        }
        self.leaves(thread);
        self.ready(thread);
        self.spend();
        None
    }

    /// A quantum that is over is followed by another one.
    fn renew(&mut self, core: usize) {
        let left = &mut self.cores[core].left;
        if *left == 0 {
            *left = self.machine.quantum;
        }
    }

    /// Keeps what the core has done since it began it.
    fn note(&mut self, core: usize, thread: ThreadId, activity: Activity) {
        let since = self.cores[core].since;
        if since == self.now {
            return;
        }
        if let Some(last) = self.cores[core].slice {
            let last = &mut self.record[last];
            if last.thread == thread.0 && last.activity == activity && last.to == since {
                last.to = self.now;
                return;
            }
        }
        self.cores[core].slice = Some(self.record.len());
        self.record.push(Slice {
            core: u16::try_from(core).expect("a machine has fewer cores"),
            thread: thread.0,
            activity,
            from: since,
            to: self.now,
        });
    }
}
