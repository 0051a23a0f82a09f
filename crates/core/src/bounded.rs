//! Exploring all executions with few preemptions, fewest first.
//!
//! Source: M. Musuvathi, S. Qadeer, *Iterative Context Bounding for Systematic Testing of
//! Multithreaded Programs*, PLDI 2007, algorithm 1, with their happens-before caching
//! (*Partial-Order Reduction for Context-Bounded State Exploration*, MSR-TR-2007-12).
//! Level after level: at level p, a depth-first search over all that can be reached with p
//! preemptions. Where going on needs one preemption more, that is put off until level
//! p + 1. What counts as a preemption is said in [`crate::preemption`].
//!
//! A *prefix* is known by its class (the happens-before order of its steps) and by the
//! running thread, which took the last of them; by no thread, if that one gives its turn
//! away. Everything that can follow, and how many preemptions it costs, depends on
//! nothing else. So a prefix that has been come to before leads nowhere new: it was come to
//! with as many preemptions or fewer, since levels are explored in order.
//!
//! Invariants
//! - Every prefix in `seen` has been followed, or is on the way of the present
//!   execution, or a choice that leads on from it stands in `frames`, `open` or `later`.
//! - When level p is done, every prefix that some schedule reaches with at most p
//!   preemptions is in `seen`.
//! - Every class of executions is told to be new once.
//!
//! If nothing was left out that has not been come to otherwise, then every choice at every
//! prefix in `seen` leads to another one in `seen`. By induction over the steps of any
//! schedule, all its prefixes are there: the exploration was exhaustive.
//!
//! Memory grows with the number of prefixes: some 20 to 40 bytes in a hash table for each
//! that had a choice, and, but for the last level, 8 bytes for each step of new ground and
//! 24 bytes for each choice put off. Classes are known by hashes: see [`crate::class`].

use crate::class::{Class, ENDED, NOBODY, Prefix, of_event, of_step, prefix};
use crate::hash::NumberSet;
use crate::op::ThreadId;
use crate::race;
use crate::trace::{Event, Site, Trace};
use crate::world::World;

/// Who takes a step, and what is chosen in it, if something is.
type Move = (ThreadId, Option<u8>);

/// A step that may come next.
#[derive(Clone, Copy)]
struct Choice {
    step: Move,
    /// The prefix that it leads to.
    prefix: Prefix,
    site: Site,
}

/// A choice that needs one preemption more than there are at its level.
#[derive(Clone, Copy)]
struct PutOff {
    /// Where it is to be made.
    route: Route,
    step: Move,
    prefix: Prefix,
}

/// How a prefix was come to: the place of its last step in `routes`.
type Route = u32;

/// Choices that are looked at again at the end, whether they were left out after all.
const LEFT_OUT: usize = 1 << 16;

/// No step at all.
const BEGINNING: Route = Route::MAX;

/// What is known of the prefix before an event of the present execution.
struct Frame {
    class: Class,
    route: Route,
    /// Choices at no cost that have not been made.
    rest: Vec<Choice>,
}

/// The way on from the present prefix.
pub(crate) enum Onward {
    /// This thread's step, in which this is chosen.
    Run(ThreadId, Option<u8>),
    /// There is none that has not been explored.
    Known,
    /// No thread can go on.
    Nobody,
    /// This thread does something else than before.
    Diverged(ThreadId),
}

/// The state of such an exploration.
pub(crate) struct Bounded {
    most: usize,
    /// Preemptions in the executions that are explored now.
    level: usize,
    seen: NumberSet<Prefix>,
    frames: Vec<Frame>,
    /// Steps to take in any case, each with the way to it; the next one is last.
    forced: Vec<(Move, Route)>,
    /// What the last of the forced steps must lead to.
    expected: Option<Prefix>,
    /// Where that step was asked for before, if that is known.
    pub planned: Option<Site>,
    /// Steps of ways from the beginning, and the way to each.
    routes: Vec<(Move, Route)>,
    /// Choices of this level that have not been made.
    open: Vec<PutOff>,
    /// Choices put off to the next level.
    later: Vec<PutOff>,
    /// At the last level: what is left out. No more is kept than [`LEFT_OUT`]; beyond that
    /// it is taken for granted that something is.
    left_out: Vec<Prefix>,
    cut: bool,
    /// Whether the present execution has come to where all was explored.
    known: bool,
    clock: Vec<u32>,
}

impl Bounded {
    pub fn new(most: usize) -> Self {
        Self {
            most,
            level: 0,
            seen: NumberSet::default(),
            frames: Vec::new(),
            forced: Vec::new(),
            expected: None,
            planned: None,
            routes: Vec::new(),
            open: Vec::new(),
            later: Vec::new(),
            left_out: Vec::new(),
            cut: false,
            known: false,
            clock: Vec::new(),
        }
    }

    /// Forgets everything but the bound.
    pub fn forget(&mut self) {
        *self = Self::new(self.most);
    }

    /// The bound, if executions were left out for it. To be asked at the end.
    pub fn cut_at(&self) -> Option<usize> {
        let unseen = |prefix: &Prefix| !self.seen.contains(prefix);
        let cut = self.cut || self.left_out.iter().any(unseen);
        cut.then_some(self.most)
    }

    /// Whether the execution that has come to its end has not been explored before. To be
    /// asked once.
    pub fn is_new(&mut self, trace: &Trace, taken: usize) -> bool {
        let frame = self.frames.last().filter(|_| taken == self.frames.len());
        let (start, known) = frame.map_or((0, 0), |frame| (taken - 1, frame.class));
        let class = (start..taken).fold(known, |class: Class, index| {
            class.wrapping_add(of_event(trace, index))
        });
        !self.known && self.seen.insert(prefix(class, ENDED))
    }

    /// Who takes the next step, after all events of `trace`.
    pub fn next(&mut self, world: &World, trace: &Trace) -> Onward {
        let class = self.class(trace);
        let Some((step, route)) = self.forced.pop() else {
            return self.choose(world, trace, class);
        };
        self.open_frame(trace, class, route);
        let (thread, choice) = step;
        if !world.enabled(thread, trace) {
            // It waited in a loop, and was let go on where nobody else could.
            return match enabled(world, trace).next() {
                None => Onward::Nobody,
                Some(_) => Onward::Diverged(thread),
            };
        }
        let last = self.forced.is_empty();
        let expected = self.expected.take_if(|_| last);
        let fits =
            expected.is_none_or(|prefix| self.choice(world, trace, class, step).prefix == prefix);
        if fits {
            Onward::Run(thread, choice)
        } else {
            Onward::Diverged(thread)
        }
    }

    /// Chooses freely, and puts off what needs a preemption.
    fn choose(&mut self, world: &World, trace: &Trace, class: Class) -> Onward {
        let last = trace.events.last();
        let running = last.map(|event| event.thread);
        let running = running.filter(|&id| world.could_go_on(id, trace));
        if running.is_none() && !self.seen.insert(prefix(class, NOBODY)) {
            self.known = true;
            return Onward::Known;
        }
        let route = self.route(last);
        let candidates: Vec<Move> = moves(world, trace).collect();
        if let [(only, choice)] = candidates[..] {
            self.open_frame(trace, class, route);
            return Onward::Run(only, choice);
        }
        let mut chosen = None;
        let mut rest = Vec::new();
        for &step in &candidates {
            let choice = self.choice(world, trace, class, step);
            if running.is_some_and(|running| running != step.0) {
                self.put_off(route, choice);
            } else if chosen.is_some() {
                rest.push(choice);
            } else if self.seen.insert(choice.prefix) {
                chosen = Some(step);
            }
        }
        rest.reverse();
        let Some((thread, choice)) = chosen else {
            self.known = !candidates.is_empty();
            return if self.known {
                Onward::Known
            } else {
                Onward::Nobody
            };
        };
        self.frames.push(Frame { class, route, rest });
        Onward::Run(thread, choice)
    }

    /// Keeps a choice that needs a preemption for the next level, if there is one.
    fn put_off(&mut self, route: Route, choice: Choice) {
        if self.cut || self.seen.contains(&choice.prefix) {
            return;
        }
        if self.level == self.most {
            self.left_out.push(choice.prefix);
            if self.left_out.len() == LEFT_OUT {
                self.left_out.retain(|prefix| !self.seen.contains(prefix));
                self.cut = self.left_out.len() > LEFT_OUT / 2;
            }
        } else {
            self.later.push(PutOff {
                route,
                step: choice.step,
                prefix: choice.prefix,
            });
        }
    }

    /// A waiting thread is let go on, as nobody else can.
    pub fn let_go(&mut self, trace: &Trace) {
        let class = self.class(trace);
        let route = self.route(trace.events.last());
        self.open_frame(trace, class, route);
    }

    /// The frame of the prefix `trace`, unless there is one already.
    fn open_frame(&mut self, trace: &Trace, class: Class, route: Route) {
        if self.frames.len() == trace.events.len() {
            let rest = Vec::new();
            self.frames.push(Frame { class, route, rest });
        }
    }

    /// The way to the present prefix, whose last step is `last`.
    fn route(&mut self, last: Option<&Event>) -> Route {
        let (Some(before), Some(last)) = (self.frames.last(), last) else {
            return BEGINNING;
        };
        if self.level == self.most {
            // Nobody comes back from here.
            return BEGINNING;
        }
        self.routes
            .push(((last.thread, last.choice()), before.route));
        Route::try_from(self.routes.len() - 1).expect("fewer steps than 2^32")
    }

    /// The class of the present prefix, `trace`.
    fn class(&self, trace: &Trace) -> Class {
        if let Some(frame) = self.frames.get(trace.events.len()) {
            return frame.class;
        }
        self.frames.last().map_or(0, |frame| {
            frame
                .class
                .wrapping_add(of_event(trace, trace.events.len() - 1))
        })
    }

    /// The choice to take `step` after a prefix of this class.
    fn choice(&mut self, world: &World, trace: &Trace, class: Class, step: Move) -> Choice {
        let (thread, chosen) = step;
        let record = &world.threads[thread.index()];
        let pending = record.pending.as_ref().expect("it can take a step");
        let footprint = world.footprint_of(thread, pending, chosen, trace);
        self.clock.clear();
        self.clock.resize(trace.width(), 0);
        world.known_clock(thread, trace, &mut self.clock);
        race::join_past(world, trace, &footprint, &mut self.clock);
        self.clock[thread.index()] = record.steps + 1;
        let class = class.wrapping_add(of_step(thread, chosen, &self.clock));
        Choice {
            step,
            prefix: prefix(class, u64::from(thread.0)),
            site: pending.site,
        }
    }

    /// After an execution: how many of its events the next one takes over, if there is one.
    pub fn go_back(&mut self, trace: &Trace) -> Option<usize> {
        self.forced.clear();
        self.known = false;
        self.frames.truncate(trace.events.len());
        while let Some(frame) = self.frames.last_mut() {
            let Some(choice) = frame.rest.pop() else {
                self.frames.pop();
                continue;
            };
            let route = frame.route;
            if self.seen.insert(choice.prefix) {
                self.forced.push((choice.step, route));
                self.expected = Some(choice.prefix);
                self.planned = Some(choice.site);
                return Some(self.frames.len() - 1);
            }
        }
        let next = self.next_put_off()?;
        Some(self.return_to(next, trace))
    }

    /// The next choice that needs a preemption; goes to the next level after the last one.
    fn next_put_off(&mut self) -> Option<PutOff> {
        loop {
            while let Some(next) = self.open.pop() {
                if self.seen.insert(next.prefix) {
                    return Some(next);
                }
            }
            if self.later.is_empty() {
                return None;
            }
            self.level += 1;
            std::mem::swap(&mut self.open, &mut self.later);
        }
    }

    /// Prepares the way to the choice that was put off. Gives the number of steps that it
    /// has in common with `trace`.
    fn return_to(&mut self, choice: PutOff, trace: &Trace) -> usize {
        self.expected = Some(choice.prefix);
        self.planned = None;
        self.forced.push((choice.step, choice.route));
        let mut route = choice.route;
        while let Some(&(step, before)) = self.routes.get(route as usize) {
            self.forced.push((step, before));
            route = before;
        }
        let mut class: Class = 0;
        for (index, event) in trace.events.iter().enumerate() {
            match self.forced.last() {
                Some(&((thread, choice), route))
                    if self.forced.len() > 1
                        && thread == event.thread
                        && choice == event.choice() =>
                {
                    let rest = Vec::new();
                    self.frames.push(Frame { class, route, rest });
                    self.forced.pop();
                    class = class.wrapping_add(of_event(trace, index));
                }
                _ => break,
            }
        }
        self.frames.len()
    }
}

fn enabled<'a>(world: &'a World, trace: &'a Trace) -> impl Iterator<Item = ThreadId> + 'a {
    let threads = (0..world.threads.len()).map(ThreadId::from_index);
    threads.filter(|&id| world.enabled(id, trace))
}

/// All steps that can be taken, a choice in all its kinds.
fn moves<'a>(world: &'a World, trace: &'a Trace) -> impl Iterator<Item = Move> + 'a {
    enabled(world, trace).flat_map(|id| world.choices(id, trace).map(move |choice| (id, choice)))
}
