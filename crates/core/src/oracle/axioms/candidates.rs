//! Every graph of a program in which the values fit: each read takes the value of some
//! write, and each location's writes stand in some order. No axiom is used, except that
//! no read waits for a write that waits for the read (NO-THIN-AIR), without which there
//! would be no order to compute values in.

use std::sync::atomic::Ordering;

use super::graph::{Event, Graph, Sort};
use super::program::{Instruction, Litmus, Seen, Step};
use super::rc11::{of_read, of_write};
use super::relation::Relation;

/// Calls `found` with every such graph, each once.
pub fn each(program: &Litmus, found: &mut dyn FnMut(&Graph)) {
    Partial::new(program).go_on(program, found);
}

/// Where a read takes its value from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    First,
    Line { thread: usize, line: usize },
}

/// What has become of an instruction, as a write.
#[derive(Clone, Copy)]
enum Written {
    NotYet,
    Never,
    Event(usize),
}

#[derive(Clone)]
struct Thread {
    line: usize,
    register: u64,
    /// For the read that comes next.
    source: Option<Source>,
    /// Whether the weak exchange that comes next fails without a cause, once decided.
    fails: Option<bool>,
}

/// A graph in the making: threads go on as far as values are known.
#[derive(Clone)]
struct Partial {
    graph: Graph,
    threads: Vec<Thread>,
    written: Vec<Vec<Written>>,
    failures: usize,
}

/// How far a thread came.
enum Came {
    /// One instruction further.
    On,
    /// It waits for another thread's write, or has ended.
    NoFurther,
    /// There are these ways to go on.
    Apart(Vec<Partial>),
    /// It reads what is never written.
    ToNothing,
}

impl Partial {
    fn new(program: &Litmus) -> Self {
        let initial = program.initial.iter().enumerate();
        let events = initial.map(|(location, &value)| Event {
            thread: None,
            sort: Sort::Write,
            location,
            order: None,
            value,
        });
        let lines = |thread: &Vec<Instruction>| vec![Written::NotYet; thread.len()];
        let nothing = |thread: &Vec<Instruction>| vec![Seen::Nothing; thread.len()];
        let thread = Thread {
            line: 0,
            register: 0,
            source: None,
            fails: None,
        };
        Self {
            graph: Graph {
                events: events.collect(),
                rf: Relation::EMPTY,
                rmw: Relation::EMPTY,
                mo: Relation::EMPTY,
                seen: program.threads.iter().map(nothing).collect(),
            },
            threads: vec![thread; program.threads.len()],
            written: program.threads.iter().map(lines).collect(),
            failures: 0,
        }
    }

    fn go_on(mut self, program: &Litmus, found: &mut dyn FnMut(&Graph)) {
        loop {
            let mut moved = false;
            for thread in 0..self.threads.len() {
                match self.step(program, thread) {
                    Came::On => moved = true,
                    Came::NoFurther => {}
                    Came::ToNothing => return,
                    Came::Apart(ways) => {
                        return ways.into_iter().for_each(|way| way.go_on(program, found));
                    }
                }
            }
            if !moved {
                break;
            }
        }
        let threads = self.threads.iter().zip(&program.threads);
        if threads.into_iter().all(|(t, lines)| t.line == lines.len()) {
            orders(self.graph, 0, program, found);
        }
    }

    fn step(&mut self, program: &Litmus, thread: usize) -> Came {
        let Thread { line, register, .. } = self.threads[thread];
        let Some(&instruction) = program.threads[thread].get(line) else {
            return Came::NoFurther;
        };
        if instruction.only_if.is_some_and(|value| value != register) {
            self.written[thread][line] = Written::Never;
            self.threads[thread].line += 1;
            return Came::On;
        }
        if instruction.reads() {
            return self.read(program, thread, &instruction);
        }
        self.written[thread][line] = Written::Never;
        match instruction.step {
            Step::Store(value) => {
                self.write(thread, &instruction, instruction.order, value.of(register));
            }
            _ => {
                self.event(thread, &instruction, Sort::Fence, instruction.order, 0);
            }
        }
        self.threads[thread].line += 1;
        Came::On
    }

    fn read(&mut self, program: &Litmus, thread: usize, instruction: &Instruction) -> Came {
        let Some(source) = self.threads[thread].source else {
            let sources = sources(program, instruction.location).into_iter();
            return Came::Apart(sources.map(|one| self.reading(thread, one)).collect());
        };
        let from = match source {
            Source::First => Written::Event(instruction.location),
            Source::Line { thread, line } => self.written[thread][line],
        };
        let from = match from {
            Written::Event(from) => from,
            Written::NotYet => return Came::NoFurther,
            Written::Never => return Came::ToNothing,
        };
        let found = self.graph.events[from].value;
        let Some(fails) = self.fails(program, thread, instruction, found) else {
            return Came::Apart(
                [false, true]
                    .map(|fails| self.failing(thread, fails))
                    .into(),
            );
        };
        self.take(thread, instruction, from, fails);
        Came::On
    }

    fn reading(&self, thread: usize, source: Source) -> Self {
        let mut way = self.clone();
        way.threads[thread].source = Some(source);
        way
    }

    fn failing(&self, thread: usize, fails: bool) -> Self {
        let mut way = self.clone();
        way.threads[thread].fails = Some(fails);
        way.failures += usize::from(fails);
        way
    }

    /// Whether a weak exchange fails without a cause; none if it is still to be decided.
    fn fails(
        &self,
        program: &Litmus,
        thread: usize,
        instruction: &Instruction,
        found: u64,
    ) -> Option<bool> {
        match instruction.step {
            Step::CompareExchange { expected, weak, .. } if weak && found == expected => {
                let none_left = self.failures == program.spurious_failures;
                self.threads[thread].fails.or(none_left.then_some(false))
            }
            _ => Some(false),
        }
    }

    /// Does a read, and the write that may go with it.
    fn take(&mut self, thread: usize, instruction: &Instruction, from: usize, fails: bool) {
        let found = self.graph.events[from].value;
        let line = self.threads[thread].line;
        let success = Seen::Exchanged {
            found,
            success: true,
        };
        let (seen, written) = match instruction.step {
            Step::CompareExchange { expected, new, .. } if found == expected && !fails => {
                (success, Some(new))
            }
            Step::CompareExchange { .. } => {
                let success = false;
                (Seen::Exchanged { found, success }, None)
            }
            Step::Add(more) => (Seen::Value(found), Some(found.wrapping_add(more))),
            Step::Swap(value) => {
                let register = self.threads[thread].register;
                (Seen::Value(found), Some(value.of(register)))
            }
            Step::Load | Step::Store(_) | Step::Fence => (Seen::Value(found), None),
        };
        let order = match (instruction.step, written) {
            (Step::CompareExchange { failure, .. }, None) => failure,
            _ => of_read(instruction.order),
        };
        let read = self.event(thread, instruction, Sort::Read, order, found);
        self.graph.rf.insert(from, read);
        self.graph.seen[thread][line] = seen;
        self.written[thread][line] = Written::Never;
        if let Some(value) = written {
            let write = self.write(thread, instruction, of_write(instruction.order), value);
            self.graph.rmw.insert(read, write);
        }
        self.threads[thread] = Thread {
            line: line + 1,
            register: found,
            source: None,
            fails: None,
        };
    }

    fn write(
        &mut self,
        thread: usize,
        instruction: &Instruction,
        order: Ordering,
        value: u64,
    ) -> usize {
        let write = self.event(thread, instruction, Sort::Write, order, value);
        let line = self.threads[thread].line;
        self.written[thread][line] = Written::Event(write);
        write
    }

    fn event(
        &mut self,
        thread: usize,
        instruction: &Instruction,
        sort: Sort,
        order: Ordering,
        value: u64,
    ) -> usize {
        self.graph.events.push(Event {
            thread: Some(thread),
            sort,
            location: instruction.location,
            order: Some(order),
            value,
        });
        self.graph.events.len() - 1
    }
}

/// Every instruction that a read of the location could take its value from.
fn sources(program: &Litmus, location: usize) -> Vec<Source> {
    let mut sources = vec![Source::First];
    for (thread, lines) in program.threads.iter().enumerate() {
        for (line, instruction) in lines.iter().enumerate() {
            if instruction.may_write() && instruction.location == location {
                sources.push(Source::Line { thread, line });
            }
        }
    }
    sources
}

/// Puts the writes of each location from `location` on into every order.
fn orders(graph: Graph, location: usize, program: &Litmus, found: &mut dyn FnMut(&Graph)) {
    if location == program.initial.len() {
        return found(&graph);
    }
    let writes = graph.writes(location);
    permutations(&writes[1..], &mut vec![writes[0]], &mut |order| {
        let mut graph = graph.clone();
        for (place, &earlier) in order.iter().enumerate() {
            for &later in &order[place + 1..] {
                graph.mo.insert(earlier, later);
            }
        }
        orders(graph, location + 1, program, found);
    });
}

fn permutations(rest: &[usize], order: &mut Vec<usize>, found: &mut dyn FnMut(&[usize])) {
    if rest.is_empty() {
        return found(order);
    }
    for place in 0..rest.len() {
        let mut rest = rest.to_vec();
        order.push(rest.remove(place));
        permutations(&rest, order, found);
        order.pop();
    }
}
