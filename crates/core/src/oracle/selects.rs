//! Steps that are one of several, and rendezvous, against the same oracles: random small
//! programs of channels, rendezvous, times and selects over them.
//!
//! Several threads send and receive here on both ends of the same channels, as nothing
//! else in the explorer's own tests does.

use super::generate::Random;
use super::program::{Arms, Line, Program, load, store};
use super::{few, programs, replay, weak};
use crate::op::{Action, Kind, Meet, Shown, Side, ThreadId};

const FLAG: usize = 0;
const UNBOUNDED: usize = 1;
const ONE_PLACE: usize = 2;
const MEETINGS: usize = 3;
const CLOCK: usize = 4;

/// What the selects of a program are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Channels,
    Meetings,
    Times,
    All,
}

fn program(random: &mut Random, about: About) -> Program {
    let count = 2 + random.below(3);
    let length = [0, 0, 4, 3, 2][count];
    let mut threads = Vec::new();
    for thread in 0..count {
        let mut script = Vec::new();
        while script.len() < 1 + random.below(length) {
            block(random, about, &mut script);
        }
        if thread < 2 && random.below(3) == 0 {
            script.push(closing(random, about));
        }
        threads.push(script);
    }
    let objects = vec![
        Kind::Atomic(0, Shown::Unsigned),
        Kind::Channel(None),
        Kind::Channel(Some(1)),
        Kind::Meetings,
        Kind::Clock,
    ];
    Program { objects, threads }
}

fn meet(at: u32, meet: Meet) -> Line {
    Line::new(MEETINGS, Action::Meet(at, meet))
}

fn some_channel(random: &mut Random) -> usize {
    [UNBOUNDED, ONE_PLACE][random.below(2)]
}

fn some_side(random: &mut Random) -> Side {
    [Side::Sends, Side::Receives][random.below(2)]
}

fn meets(random: &mut Random, about: About) -> bool {
    match about {
        About::Channels => false,
        About::Meetings => random.below(4) > 0,
        About::Times | About::All => random.below(3) == 0,
    }
}

fn closing(random: &mut Random, about: About) -> Line {
    let at = u32::from(random.below(2) == 0);
    match (meets(random, about), random.below(2)) {
        (true, 0) => meet(at, Meet::DropSender),
        (true, _) => meet(at, Meet::DropReceiver),
        (false, 0) => Line::new(some_channel(random), Action::DropSender),
        (false, _) => Line::new(some_channel(random), Action::DropReceiver),
    }
}

fn block(random: &mut Random, about: About, script: &mut Vec<Line>) {
    match random.below(8) {
        0 => script.push(load(FLAG)),
        1 => script.push(store(FLAG, 1 + random.below(2) as u64)),
        2..=4 => select(random, about, script),
        _ if meets(random, about) => alone_at_a_meeting(random, about, script),
        _ => alone_at_a_channel(random, about, script),
    }
}

/// An operation that is the only one.
fn alone_at_a_channel(random: &mut Random, about: About, script: &mut Vec<Line>) {
    let channel = some_channel(random);
    let action = match random.below(9) {
        0 => Action::TrySend,
        1 => Action::TryReceive,
        2 => Action::Length,
        3..=5 => Action::Receive,
        _ => Action::Send,
    };
    let timed = action == Action::Receive && about == About::Times;
    if timed {
        let duration = 1 + random.below(2) as u64;
        script.push(Line::new(CLOCK, Action::SetTimer(duration)));
    }
    script.push(Line {
        timed,
        ..Line::new(channel, action)
    });
}

fn alone_at_a_meeting(random: &mut Random, about: About, script: &mut Vec<Line>) {
    let at = u32::from(random.below(2) == 0);
    let side = some_side(random);
    match random.below(8) {
        0 => script.push(meet(at, Meet::Deliver(ThreadId(1)))),
        1 => script.push(meet(at, Meet::Collect(ThreadId(0)))),
        2 => script.push(meet(at, Meet::Try(side))),
        _ => {
            let timed = about == About::Times && random.below(2) == 0;
            if timed {
                script.push(Line::new(CLOCK, Action::SetTimer(1)));
            }
            script.push(meet(at, Meet::Enrol(side)));
            script.push(Line {
                timed,
                ..meet(at, Meet::Await(side))
            });
        }
    }
}

/// How a select ends where no arm can be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Or {
    Waits,
    GoesOn,
    GivesUp(u64),
}

fn select(random: &mut Random, about: About, script: &mut Vec<Line>) {
    let or = match (about, random.below(4)) {
        (About::Times, 0..=2) => Or::GivesUp(1 + random.below(2) as u64),
        (_, 0) => Or::GoesOn,
        _ => Or::Waits,
    };
    let timed = about == About::Times && or != Or::GoesOn;
    let mut lines: Vec<Line> = (0..1 + random.below(3))
        .map(|_| arm(random, about, or == Or::GoesOn))
        .collect();
    let places: Vec<Line> = lines.iter().filter_map(enrolment).collect();
    let leaves = (!places.is_empty()).then_some((MEETINGS, Action::Meet(0, Meet::Withdraw)));
    for line in &mut lines {
        let is_meeting = line.object == MEETINGS;
        line.also = leaves.filter(|_| !is_meeting);
        line.timed = timed && line.object != CLOCK;
    }
    let or_else = match or {
        Or::Waits => None,
        Or::GoesOn => Some(Line::new(FLAG, Action::Otherwise)),
        Or::GivesUp(time) => Some(Line {
            also: leaves,
            ..Line::new(CLOCK, Action::Until(time))
        }),
    };
    if timed {
        let times = lines.iter().chain(&or_else);
        let times = times.filter_map(|line| match line.action {
            Action::Until(time) => Some(time),
            _ => None,
        });
        match times.min() {
            Some(time) => script.push(Line::new(CLOCK, Action::SetDeadline(time))),
            None => lines.iter_mut().for_each(|line| line.timed = false),
        }
    }
    script.extend(places);
    script.push(Line::select(Arms {
        lines,
        in_order: random.below(4) == 0,
        asks: false,
        or: or_else.map(Box::new),
    }));
}

fn arm(random: &mut Random, about: About, at_once: bool) -> Line {
    if about == About::Times && random.below(4) == 0 {
        return Line::new(CLOCK, Action::Until(1 + random.below(3) as u64));
    }
    if !meets(random, about) {
        let action = [Action::Receive, Action::Receive, Action::Send][random.below(3)];
        let action = match (random.below(6), action) {
            (0, Action::Send) => Action::CanSend,
            (0, _) => Action::CanReceive,
            _ => action,
        };
        return Line::new(some_channel(random), action);
    }
    let at = u32::from(random.below(2) == 0);
    let side = some_side(random);
    match at_once {
        true => meet(at, Meet::Try(side)),
        false => meet(at, Meet::Await(side)),
    }
}

/// What a thread does before it waits at a rendezvous.
fn enrolment(line: &Line) -> Option<Line> {
    match line.action {
        Action::Meet(at, Meet::Await(side)) => Some(meet(at, Meet::Enrol(side))),
        _ => None,
    }
}

fn fuzz(about: About, seed: u64, compare: impl Fn(&Program) -> bool, wanted: u64) {
    let mut random = Random::new(seed);
    let (mut compared, mut tried) = (0, 0);
    while compared < wanted {
        tried += 1;
        compared += u64::from(compare(&program(&mut random, about)));
        assert!(tried < 40 * wanted + 100, "too many programs are too large");
    }
}

#[test]
fn selects_of_channels_agree_with_all_schedules() {
    fuzz(About::Channels, 0x5e1e_0001, super::compare, programs());
}

#[test]
fn selects_of_meetings_agree_with_all_schedules() {
    fuzz(About::Meetings, 0x5e1e_0002, super::compare, programs());
}

#[test]
fn selects_of_times_agree_with_all_schedules() {
    fuzz(About::Times, 0x5e1e_0003, super::compare, programs());
}

#[test]
fn selects_of_everything_agree_with_all_schedules() {
    fuzz(About::All, 0x5e1e_0004, super::compare, programs());
}

#[test]
fn selects_with_few_preemptions() {
    for (about, seed) in [(About::All, 0x5e1e_0005), (About::Times, 0x5e1e_0006)] {
        let compare = |program: &Program| (0..=2).all(|most| few::compare(program, most));
        fuzz(about, seed, compare, programs() / 8);
    }
}

#[test]
fn weak_selects_agree_with_all_graphs() {
    for (about, seed) in [(About::All, 0x5e1e_0007), (About::Times, 0x5e1e_0008)] {
        // Nothing is missed; where several operations could move, some graphs come twice.
        let repeated = std::cell::Cell::new(0);
        let compare = |program: &Program| {
            let again = weak::compare(program);
            repeated.set(repeated.get() + usize::from(again.is_some_and(|again| again > 0)));
            again.is_some()
        };
        fuzz(about, seed, compare, programs() / 20);
        assert!(repeated.get() <= (programs() / 20 / 8) as usize + 1);
    }
}

#[test]
fn selects_are_replayed() {
    let mut random = Random::new(0x5e1e_0009);
    for round in 0..programs() / 8 {
        let about = [About::All, About::Times][usize::from(round % 2 == 0)];
        let program = program(&mut random, about);
        replay::check(&program, |explorer| explorer, &mut random);
        replay::check(&program, |explorer| explorer.weak_memory(1), &mut random);
    }
}
