//! Random small programs, the same ones for the same seed.

use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

use super::program::{Arms, Line, Program, add, load, store};
use crate::op::{Action, Kind, Shown};

/// What a program is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kinds {
    Atomics,
    Locks,
    Channels,
    Waiting,
    Choosing,
    Alternatives,
    All,
}

/// Xorshift: good enough to vary programs.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit
    }
}

/// Objects of every program, by their places.
const FLAGS: usize = 0;
const LOCKS: usize = 2;
const CONDVAR: usize = 4;
const UNBOUNDED: usize = 5;
const ONE_PLACE: usize = 6;
const MEETING: usize = 7;
const ONCE: usize = 8;
const BARRIER: usize = 9;
const CLOCK: usize = 10;
const TOKEN: usize = 11;
const EVENT: usize = 12;
const VERSION: usize = 13;

fn objects(random: &mut Random) -> Vec<Kind> {
    vec![
        Kind::Atomic(0, Shown::Unsigned),
        Kind::Atomic(random.below(2) as u64, Shown::Unsigned),
        Kind::Lock,
        Kind::Lock,
        Kind::Condvar,
        Kind::Channel(None),
        Kind::Channel(Some(1)),
        Kind::Channel(Some(0)),
        Kind::Once,
        Kind::Barrier(2),
        Kind::Clock,
        Kind::Parker,
        Kind::Event,
        Kind::Version,
    ]
}

/// A program of two to four threads and a handful of steps.
pub fn program(random: &mut Random, kinds: Kinds) -> Program {
    let count = 2 + random.below(3);
    let length = [0, 0, 4, 3, 2][count];
    let objects = objects(random);
    let mut threads = Vec::new();
    for thread in 0..count {
        let mut script = Vec::new();
        while script.len() < 1 + random.below(length) {
            block(random, kinds, thread, &mut script);
        }
        if thread == 1 && random.below(2) == 0 {
            for channel in [UNBOUNDED, ONE_PLACE, MEETING] {
                let used = |line: &Line| line.object == channel;
                if threads.iter().flatten().chain(&script).any(used) {
                    script.push(Line::new(channel, Action::DropSender));
                }
            }
        }
        threads.push(script);
    }
    Program { objects, threads }
}

/// As [`program`], with orderings of all strengths, and fences.
pub fn weakened(random: &mut Random, kinds: Kinds) -> Program {
    let mut program = program(random, kinds);
    for script in &mut program.threads {
        for line in script.iter_mut() {
            line.action = weaken(random, line.action);
        }
        if random.below(4) == 0 && script.iter().all(|line| line.otherwise.is_none()) {
            let place = random.below(script.len() + 1);
            let order = [Acquire, Release, AcqRel, SeqCst][random.below(4)];
            script.insert(place, Line::new(0, Action::Fence(order)));
        }
    }
    program
}

fn weaken(random: &mut Random, action: Action) -> Action {
    let load = [Relaxed, Acquire, SeqCst][random.below(3)];
    let store = [Relaxed, Release, SeqCst][random.below(3)];
    let both = [Relaxed, Acquire, Release, AcqRel, SeqCst][random.below(5)];
    match action {
        Action::Load(_) => Action::Load(load),
        Action::Store(value, _) => Action::Store(value, store),
        Action::Modify(..) => add(1, both),
        Action::CompareExchange { expected, new, .. } => Action::CompareExchange {
            expected,
            new,
            success: both,
            failure: load,
            weak: random.below(3) == 0,
        },
        other => other,
    }
}

fn block(random: &mut Random, kinds: Kinds, thread: usize, script: &mut Vec<Line>) {
    let family = match kinds {
        Kinds::Atomics => 0,
        Kinds::Locks => random.below(2),
        Kinds::Channels => [0, 2, 2][random.below(3)],
        Kinds::Waiting => [0, 3, 3, 1][random.below(4)],
        Kinds::Choosing => [0, 1, 3, 3, 4][random.below(5)],
        Kinds::Alternatives => [0, 1, 2, 3, 5, 5, 5, 5][random.below(8)],
        Kinds::All => random.below(5),
    };
    match family {
        0 => atomic(random, script),
        1 => locked(random, script),
        2 => channel(random, thread, script),
        3 => waiting(random, script),
        5 => alternatives(random, thread, script),
        _ => choice(random, kinds, thread, script),
    }
}

/// Something that happens once, a version, or a step that looks at several operations in
/// order.
fn alternatives(random: &mut Random, thread: usize, script: &mut Vec<Line>) {
    match random.below(12) {
        0 | 1 => return script.push(Line::new(EVENT, Action::Happen)),
        2 => return script.push(Line::new(EVENT, Action::HasHappened)),
        3 => return script.push(Line::new(EVENT, Action::AwaitEvent)),
        4 | 5 => return script.push(Line::new(VERSION, Action::Touch)),
        6 => return script.push(Line::new(VERSION, Action::Look)),
        _ => {}
    }
    let mut lines: Vec<_> = (0..2 + random.below(2))
        .map(|_| arm(random, thread))
        .collect();
    let asks = random.below(5) < 3;
    // As threads do that stand for tasks on one thread: only one may go on at a time.
    let turn = (random.below(4) == 0).then_some((LOCKS + 1, Action::Lock));
    lines.iter_mut().for_each(|line| line.also = turn);
    let or = match random.below(4) {
        0 => {
            let moment = 1 + random.below(2) as u64;
            script.push(Line::new(CLOCK, Action::SetDeadline(moment)));
            lines.iter_mut().for_each(|line| line.timed = true);
            Some(Line {
                also: turn,
                ..Line::new(CLOCK, Action::Until(moment))
            })
        }
        1 if turn.is_none() => {
            let none = if asks { Action::Any } else { Action::Otherwise };
            Some(Line::new(0, none))
        }
        _ => None,
    };
    script.push(Line::select(Arms {
        lines,
        in_order: true,
        asks,
        or: or.map(Box::new),
    }));
    if turn.is_some() {
        script.push(Line::new(LOCKS + 1, Action::Unlock));
    }
}

fn arm(random: &mut Random, thread: usize) -> Line {
    match random.below(7) {
        0 => Line::new(EVENT, Action::AwaitEvent),
        1 => Line::new(VERSION, Action::AwaitChange(random.below(2) as u64)),
        2 => Line::new(LOCKS + random.below(2), Action::Lock),
        3 => Line::new(TOKEN, Action::Park),
        4 => Line::new(ONCE, Action::AwaitComplete(true)),
        _ if thread == 0 => Line::new(UNBOUNDED + random.below(2), Action::Receive),
        _ => Line::new(ONE_PLACE, Action::Send),
    }
}

/// Does something or leaves it.
fn choice(random: &mut Random, kinds: Kinds, thread: usize, script: &mut Vec<Line>) {
    let place = script.len();
    script.push(Line::new(0, Action::Choose));
    block(random, kinds, thread, script);
    script[place].otherwise = Some(script.len());
}

fn atomic(random: &mut Random, script: &mut Vec<Line>) {
    let flag = FLAGS + random.below(2);
    match random.below(5) {
        0 => script.push(Line::new(flag, add(1, SeqCst))),
        1 => script.push(Line::new(
            flag,
            Action::CompareExchange {
                expected: random.below(2) as u64,
                new: 1 + random.below(2) as u64,
                success: SeqCst,
                failure: SeqCst,
                weak: false,
            },
        )),
        2 => script.push(store(flag, random.below(3) as u64)),
        _ => script.push(load(flag)),
    }
}

/// A critical section; sometimes the lock is not given back.
fn locked(random: &mut Random, script: &mut Vec<Line>) {
    let lock = LOCKS + random.below(2);
    let (take, give) = match random.below(6) {
        0 => (Action::TryLock, Action::Unlock),
        1 => (Action::Share, Action::Unshare),
        2 => (Action::TryShare, Action::Unshare),
        3 => {
            script.push(Line::new(lock, Action::Queue));
            (Action::Lock, Action::Unlock)
        }
        4 => return downgraded(random, lock, script),
        _ => (Action::Lock, Action::Unlock),
    };
    let mut first = Line::new(lock, take);
    let place = script.len();
    script.push(first.clone());
    for _ in 0..random.below(2) {
        atomic(random, script);
    }
    if random.below(8) > 0 {
        script.push(Line::new(lock, give));
    }
    if matches!(take, Action::TryLock | Action::TryShare) {
        first.otherwise = Some(script.len());
        script[place] = first;
    }
}

/// A critical section in which a writer becomes a reader.
fn downgraded(random: &mut Random, lock: usize, script: &mut Vec<Line>) {
    if random.below(2) == 0 {
        script.push(Line::new(lock, Action::Queue));
    }
    script.push(Line::new(lock, Action::Lock));
    script.push(Line::new(lock, Action::Downgrade));
    if random.below(2) == 0 {
        atomic(random, script);
    }
    script.push(Line::new(lock, Action::Unshare));
}

fn channel(random: &mut Random, thread: usize, script: &mut Vec<Line>) {
    let channel = [UNBOUNDED, ONE_PLACE, MEETING][random.below(3)];
    let closed = |line: &Line| line.object == channel && line.action == Action::DropReceiver;
    if thread == 0 && script.iter().any(closed) {
        return atomic(random, script);
    }
    if thread == 0 {
        match random.below(5) {
            0 => script.push(Line::new(channel, Action::TryReceive)),
            1 => script.push(Line::new(channel, Action::DropReceiver)),
            _ => receive(random, channel, script),
        }
        return;
    }
    match random.below(6) {
        0 => script.push(Line::new(channel, Action::TrySend)),
        // A sender can be cloned only by who has one: the first sending thread.
        1 if thread == 1 => script.push(Line::new(channel, Action::AddSender)),
        _ => {
            script.push(Line::new(channel, Action::Send));
            if channel == MEETING {
                script.push(Line::new(channel, Action::AwaitTaken));
            }
        }
    }
}

fn receive(random: &mut Random, channel: usize, script: &mut Vec<Line>) {
    let timed = random.below(3) == 0;
    if channel == MEETING {
        script.push(Line::new(channel, Action::Ready));
    }
    if timed {
        let duration = 1 + random.below(2) as u64;
        script.push(Line::new(CLOCK, Action::SetTimer(duration)));
    }
    script.push(Line {
        timed,
        ..Line::new(channel, Action::Receive)
    });
}

fn waiting(random: &mut Random, script: &mut Vec<Line>) {
    match random.below(10) {
        0 | 1 => wait(random, script),
        2 => script.push(Line::new(CONDVAR, Action::NotifyOne)),
        3 => script.push(Line::new(CONDVAR, Action::NotifyAll)),
        4 => once(random, script),
        5 => {
            script.push(Line::new(BARRIER, Action::Arrive));
            script.push(Line::new(BARRIER, Action::Depart));
        }
        6 => {
            let duration = 1 + random.below(2) as u64;
            script.push(Line::new(CLOCK, Action::SetTimer(duration)));
            script.push(Line::new(CLOCK, Action::Sleep));
        }
        7 => {
            let park = [Action::Park, Action::Unpark][random.below(2)];
            script.push(Line::new(TOKEN, park));
        }
        8 => sleep_until(random, script),
        _ => spin(random, script),
    }
}

fn wait(random: &mut Random, script: &mut Vec<Line>) {
    let timed = random.below(3) == 0;
    script.push(Line::new(LOCKS, Action::Lock));
    let early = (random.below(4) == 0).then(|| doze(script));
    let with = |action, second| Line {
        also: Some((LOCKS, second)),
        ..Line::new(CONDVAR, action)
    };
    script.push(with(Action::Wait, Action::Unlock));
    if timed {
        let duration = 1 + random.below(2) as u64;
        script.push(Line::new(CLOCK, Action::SetTimer(duration)));
        script.push(Line {
            timed,
            ..Line::new(CONDVAR, Action::Wake)
        });
        script.push(Line::new(LOCKS, Action::Lock));
    } else {
        script.push(with(Action::Wake, Action::Lock));
    }
    if let Some(place) = early {
        script[place].otherwise = Some(script.len());
    }
    script.push(Line::new(LOCKS, Action::Unlock));
}

/// A wait that may end without a notification. Gives the place of the line from which to
/// go on in that case.
fn doze(script: &mut Vec<Line>) -> usize {
    let choice = script.len();
    script.push(Line::new(0, Action::Choose));
    for (action, second) in [(Action::Doze, Action::Unlock), (Action::Stir, Action::Lock)] {
        script.push(Line {
            also: Some((LOCKS, second)),
            ..Line::new(CONDVAR, action)
        });
    }
    script[choice].otherwise = Some(script.len());
    script.len() - 1
}

fn once(random: &mut Random, script: &mut Vec<Line>) {
    if random.below(3) == 0 {
        let forced = random.below(2) == 0;
        return script.push(Line::new(ONCE, Action::AwaitComplete(forced)));
    }
    let panicked = random.below(4) == 0;
    let place = script.len();
    script.push(Line::new(ONCE, Action::Begin));
    script.push(Line::new(ONCE, Action::Complete(panicked)));
    script[place].otherwise = Some(script.len());
}

/// Sleeps, or waits for its token for some time, until a flag isn't 0.
fn sleep_until(random: &mut Random, script: &mut Vec<Line>) {
    let begin = script.len();
    let duration = 1 + random.below(2) as u64;
    script.push(Line::new(CLOCK, Action::SetTimer(duration)));
    script.push(match random.below(2) {
        0 => Line::new(CLOCK, Action::Sleep),
        _ => Line {
            timed: true,
            ..Line::new(TOKEN, Action::Park)
        },
    });
    script.push(Line {
        otherwise: Some(begin),
        ..load(FLAGS + random.below(2))
    });
}

/// Goes round until a flag isn't 0.
fn spin(random: &mut Random, script: &mut Vec<Line>) {
    let flag = FLAGS + random.below(2);
    let pause = [Action::Spin, Action::Yield][random.below(2)];
    let pause_at = script.len();
    script.push(Line::new(0, pause));
    script.push(Line {
        otherwise: Some(pause_at),
        ..load(flag)
    });
}
