//! Random fork-join programs: the simulator is a greedy list scheduler, so its makespan is
//! within Brent's bound, and the very one that a scheduler finds which is written here
//! anew, unit of time by unit of time.

use std::collections::VecDeque;
use std::thread;

use interleave::timeline::Ended;
use interleave::{Machine, simulate, work};

const PROGRAMS: u64 = 10_000;

/// A task: what it does, one thing after the other.
#[derive(Clone, Debug, Default)]
struct Task(Vec<Step>);

#[derive(Clone, Debug)]
enum Step {
    Work(u64),
    /// Creates a task, which is then the next child.
    Spawn(Task),
    /// Waits for the end of that child.
    Join(usize),
}

/// A random number generator (xorshift64*, S. Vigna, ACM TOMS 42(4), 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % limit
    }

    /// A task with children down to a depth; it joins some of them, in any order.
    fn task(&mut self, depth: u32, most: u64) -> Task {
        let mut steps = Vec::new();
        let mut running: Vec<usize> = Vec::new();
        let mut children = 0;
        for _ in 0..=self.below(5) {
            match self.below(4) {
                0 | 1 if depth > 0 => {
                    steps.push(Step::Spawn(self.task(depth - 1, most)));
                    running.push(children);
                    children += 1;
                }
                2 if !running.is_empty() => {
                    let index = self.below(running.len() as u64) as usize;
                    steps.push(Step::Join(running.swap_remove(index)));
                }
                _ => steps.push(Step::Work(self.below(most))),
            }
        }
        if self.below(4) > 0 {
            steps.extend(running.into_iter().map(Step::Join));
        }
        Task(steps)
    }
}

impl Task {
    /// Does it on the judged std.
    fn run(self) {
        let mut children = Vec::new();
        for step in self.0 {
            match step {
                Step::Work(units) => work(units),
                Step::Spawn(task) => children.push(Some(thread::spawn(|| task.run()))),
                Step::Join(child) => children[child].take().unwrap().join().unwrap(),
            }
        }
    }

    fn work(&self) -> u64 {
        let steps = self.0.iter();
        let of = |step: &Step| match step {
            Step::Work(units) => *units,
            Step::Spawn(task) => task.work(),
            Step::Join(_) => 0,
        };
        steps.map(of).sum()
    }

    /// When it ends if it begins at `now` and nobody lacks a core, and when the last of
    /// its descendants does.
    fn ends(&self, mut now: u64) -> (u64, u64) {
        let mut last = now;
        let mut children = Vec::new();
        for step in &self.0 {
            match step {
                Step::Work(units) => now += units,
                Step::Spawn(task) => {
                    let (end, of_all) = task.ends(now);
                    children.push(end);
                    last = last.max(of_all);
                }
                Step::Join(child) => now = now.max(children[*child]),
            }
        }
        (now, last.max(now))
    }
}

/// A list scheduler of its own: threads in order of creation, one queue.
struct Lists {
    threads: Vec<Listed>,
    queue: VecDeque<usize>,
    cores: Vec<Option<Turn>>,
    quantum: u64,
}

/// A thread on a core, and how long it may yet keep it.
#[derive(Clone, Copy)]
struct Turn {
    thread: usize,
    left: u64,
}

struct Listed {
    steps: VecDeque<Step>,
    children: Vec<usize>,
    left: u64,
    waits_for: Option<usize>,
    ended: bool,
}

impl Lists {
    /// How long the task takes on that machine.
    fn makespan(task: &Task, machine: Machine) -> u64 {
        let mut lists = Lists {
            threads: Vec::new(),
            queue: VecDeque::new(),
            cores: vec![None; machine.cores],
            quantum: machine.quantum,
        };
        lists.create(task.clone());
        let mut now = 0;
        loop {
            while lists.one_thread_gets_on() {}
            if lists.threads.iter().all(|thread| thread.ended) {
                return now;
            }
            now += 1;
            for turn in lists.cores.iter_mut().flatten() {
                turn.left -= 1;
                lists.threads[turn.thread].left -= 1;
            }
        }
    }

    fn create(&mut self, task: Task) -> usize {
        self.threads.push(Listed {
            steps: task.0.into(),
            children: Vec::new(),
            left: 0,
            waits_for: None,
            ended: false,
        });
        let number = self.threads.len() - 1;
        self.queue.push_back(number);
        number
    }

    /// Fills the cores; then the first thread on a core with no work left, or no time,
    /// does what comes next, or makes room. False if there is none.
    fn one_thread_gets_on(&mut self) -> bool {
        for core in &mut self.cores {
            if core.is_none() {
                let left = self.quantum;
                *core = self.queue.pop_front().map(|thread| Turn { thread, left });
            }
        }
        let turns = self.cores.iter_mut().flatten();
        let due = turns.filter(|turn| turn.left == 0 || self.threads[turn.thread].left == 0);
        let Some(turn) = due.min_by_key(|turn| turn.thread) else {
            return false;
        };
        let thread = turn.thread;
        if self.threads[thread].left > 0 && self.queue.is_empty() {
            turn.left = self.quantum;
        } else if self.threads[thread].left > 0 {
            self.leave_core(thread);
            self.queue.push_back(thread);
        } else {
            self.take_steps(thread);
        }
        true
    }

    /// The thread does what takes no time.
    fn take_steps(&mut self, thread: usize) {
        while self.threads[thread].left == 0 {
            match self.threads[thread].steps.pop_front() {
                Some(Step::Work(units)) => self.threads[thread].left = units,
                Some(Step::Spawn(task)) => {
                    let child = self.create(task);
                    self.threads[thread].children.push(child);
                }
                Some(Step::Join(child)) => {
                    let child = self.threads[thread].children[child];
                    if !self.threads[child].ended {
                        self.threads[thread].waits_for = Some(child);
                        self.leave_core(thread);
                        return;
                    }
                }
                None => {
                    self.end(thread);
                    return;
                }
            }
        }
    }

    fn end(&mut self, thread: usize) {
        self.threads[thread].ended = true;
        self.leave_core(thread);
        for waiting in 0..self.threads.len() {
            if self.threads[waiting].waits_for == Some(thread) {
                self.threads[waiting].waits_for = None;
                self.queue.push_back(waiting);
            }
        }
    }

    fn leave_core(&mut self, thread: usize) {
        for core in &mut self.cores {
            if core.is_some_and(|turn| turn.thread == thread) {
                *core = None;
            }
        }
    }
}

#[test]
fn as_a_list_scheduler_and_within_brents_bound() {
    let mut busiest = 0;
    for seed in 1..=PROGRAMS {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let most = [2, 5, 20][random.below(3) as usize];
        let task = random.task(3, most);
        let cores = 1 + random.below(6) as usize;
        let machine = Machine {
            quantum: u64::MAX,
            ..Machine::with_cores(cores)
        };
        let program = task.clone();
        let timeline = simulate(machine, move |_| program.clone().run());
        let told = format!("program {seed} on {cores} cores: {task:?}");
        assert_eq!(*timeline.ended(), Ended::Complete, "{told}");
        assert_eq!(timeline.work(), task.work(), "{told}");
        assert_eq!(timeline.span(), task.ends(0).1, "{told}");
        let makespan = timeline.makespan();
        let (least, most) = timeline.brent(cores);
        assert!(least <= makespan && makespan <= most, "{told}");
        assert_eq!(makespan, Lists::makespan(&task, machine), "{told}");
        let busy: u64 = (0..cores).map(|core| timeline.busy(core)).sum();
        assert_eq!(busy, task.work(), "{told}");
        busiest = busiest.max(timeline.threads().len());
    }
    assert!(busiest > 20, "programs with many threads are among them");
}

#[test]
fn the_same_with_short_quanta() {
    for seed in 1..=2_000 {
        let mut random = Random(seed * 7_919);
        let task = random.task(3, 20);
        for quantum in [1, 3, 10] {
            let cores = 1 + random.below(4) as usize;
            let machine = Machine {
                quantum,
                ..Machine::with_cores(cores)
            };
            let program = task.clone();
            let timeline = simulate(machine, move |_| program.clone().run());
            let (least, most) = timeline.brent(cores);
            let makespan = timeline.makespan();
            assert!(least <= makespan && makespan <= most, "{task:?}");
            assert_eq!(timeline.span(), task.ends(0).1, "{task:?}");
            assert_eq!(makespan, Lists::makespan(&task, machine), "{task:?}");
        }
    }
}
