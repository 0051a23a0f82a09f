//! The lesson's tables, computed.

use interleave::timeline::Ended;
use interleave::{Exploration, Machine, Run, Timeline};
use parallelism::laws;

use crate::Program;
use crate::{layers, loops, pieces, serial, spans};

/// What threads cost in section 7.
pub const PRICE: Machine = Machine {
    spawn: 10,
    switch: 1,
    ..Machine::with_cores(4)
};

/// All interleavings of the program.
pub fn explored(program: Program) -> Exploration<'static> {
    let explored = interleave::explore(program);
    assert!(explored.is_exhaustive());
    explored
}

/// The program on that machine, to its end.
pub fn simulated(machine: Machine, program: impl Fn(&Run) + Send + Sync) -> Timeline {
    let timeline = interleave::simulate(machine, program);
    assert_eq!(*timeline.ended(), Ended::Complete);
    timeline
}

fn makespan(machine: Machine, program: impl Fn(&Run) + Send + Sync) -> u64 {
    simulated(machine, program).makespan()
}

/// Those behaviours that begin like this.
fn behaviour(program: Program, begin: &str) -> String {
    let all = explored(program).behaviours();
    let found = all.into_iter().find(|line| line.starts_with(begin));
    found.expect("the program has such a section")
}

pub fn overlaps() -> String {
    let programs = [
        ("the first program", loops::together as Program),
        ("the second", loops::in_a_row),
    ];
    let lines = programs.map(|(name, program)| {
        let overlap = behaviour(program, "left and right");
        format!("{name:<20}{overlap}\n")
    });
    lines.concat()
}

pub fn grains() -> String {
    let mut text = "time slice   on 1 core   on 2 cores\n".to_owned();
    for quantum in [20, 10, 5, 1] {
        let finest = |cores| {
            let machine = Machine {
                quantum,
                ..Machine::with_cores(cores)
            };
            let finest = simulated(machine, loops::together).finest_grain("left", "right");
            finest.expect("both are under way together")
        };
        let (one, two) = (finest(1), finest(2));
        text.push_str(&format!("{quantum:>10}{one:>12}{two:>13}\n"));
    }
    text
}

pub fn each_layer() -> String {
    let programs = [
        ("a thread each", layers::a_thread_each as Program),
        ("two workers", layers::two_workers),
        ("one worker", layers::one_worker),
    ];
    let mut text = "                at once   on 1 core   on 2 cores   on 4 cores\n".to_owned();
    for (name, program) in programs {
        let most = behaviour(program, "inside job: at most ");
        let most = most.split_whitespace().nth(4).expect("a number");
        let [one, two, four] = [1, 2, 4].map(|cores| makespan(Machine::with_cores(cores), program));
        text.push_str(&format!(
            "{name:<16}{most:>7}{one:>12}{two:>13}{four:>13}\n"
        ));
    }
    text
}

pub fn brent() -> String {
    let mut text = "cores   at least   longest first   shortest first   at most\n".to_owned();
    for cores in 1..=5 {
        let machine = Machine::with_cores(cores);
        let [first, last] = [spans::longest_first as Program, spans::shortest_first]
            .map(|program| simulated(machine, program));
        let bound = first.brent(cores);
        assert_eq!(bound, last.brent(cores));
        let law = laws::brent(first.work(), first.span(), cores as u64);
        assert_eq!(bound, law);
        let (first, last) = (first.makespan(), last.makespan());
        for makespan in [first, last] {
            assert!((bound.0..=bound.1).contains(&makespan));
        }
        text.push_str(&format!(
            "{cores:>5}{:>11}{first:>16}{last:>17}{:>10}\n",
            bound.0, bound.1
        ));
    }
    text
}

pub fn amdahl() -> String {
    let mut text = "cores   half serial   a fifth   a tenth   a hundredth\n".to_owned();
    for cores in [1, 2, 4, 16, 256] {
        let [half, fifth, tenth, hundredth] =
            [0.5, 0.2, 0.1, 0.01].map(|serial| laws::amdahl(serial, f64::from(cores)));
        text.push_str(&format!(
            "{cores:>5}{half:>14.2}{fifth:>10.2}{tenth:>10.2}{hundredth:>14.2}\n"
        ));
    }
    text
}

pub fn a_fifth() -> String {
    let mut text = "cores   makespan   speed-up\n".to_owned();
    for cores in [1, 2, 4, 8] {
        let on = |cores| simulated(Machine::with_cores(cores), serial::a_fifth(cores as u64));
        let timeline = on(cores);
        let speed_up = timeline.speed_up_over(&on(1));
        let law = laws::amdahl(0.2, cores as f64);
        assert!((speed_up - law).abs() < 1e-9, "{speed_up} and {law}");
        let makespan = timeline.makespan();
        text.push_str(&format!("{cores:>5}{makespan:>11}{speed_up:>11.2}\n"));
    }
    text
}

pub fn few_and_many() -> String {
    let mut text = "pieces   threads cost nothing   threads have their price\n".to_owned();
    for number in [1, 2, 4, 8, 16, 32, 96] {
        let free = Machine {
            spawn: 0,
            switch: 0,
            ..PRICE
        };
        let [free, paid] =
            [free, PRICE].map(|machine| makespan(machine, pieces::in_pieces(number)));
        text.push_str(&format!("{number:>6}{free:>23}{paid:>27}\n"));
    }
    text
}
