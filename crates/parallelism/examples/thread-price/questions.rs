//! Five questions that somebody asks who thinks in threads, answered with the figures.
//!
//! The questions are those of K. Cox-Buday, *Concurrency in Go* (2017), chapter 2, in other
//! words.

use std::thread;

use crate::limits::Limit;
use crate::pools::{self, Pool};
use crate::price::{Kind, Price};
use crate::units::{bytes, count, filled, nanos, time};

/// All that was measured.
pub struct Measured {
    pub threads: Vec<Price>,
    pub tasks: Vec<Price>,
    pub limit: Limit,
    pub pools: Vec<Pool>,
}

impl Measured {
    /// The one with the most of a kind: its figures are the surest.
    fn most(&self, kind: Kind) -> Option<&Price> {
        match kind {
            Kind::Thread => self.threads.last(),
            Kind::Task => self.tasks.last(),
        }
    }

    /// The questions and their answers.
    pub fn answers(&self) -> String {
        let (Some(thread), Some(task)) = (self.most(Kind::Thread), self.most(Kind::Task)) else {
            return "Without threads and tasks there are no answers.\n".to_owned();
        };
        let answers = [
            (
                "Does the language have threads, or does one need a library?",
                library(thread, task),
            ),
            (
                "Where should one thread's part end and another's begin?",
                boundaries(thread, task),
            ),
            ("How heavy is a thread?", weight(thread, task)),
            (
                "Do other operating systems treat threads differently?",
                self.system(),
            ),
            ("How many workers should a pool have?", self.workers()),
        ];
        let mut text = String::new();
        for (number, (question, answer)) in (1..).zip(answers) {
            text.push_str(&format!("{number}. {question}\n"));
            text.push_str(&filled(&answer));
        }
        text
    }

    fn system(&self) -> String {
        format!(
            "These figures are of {} on {}. Here a process may have about {} threads at once: {}. \
             A program that needs more, or cheaper ones, has to ask on each system anew: run \
             this there.",
            std::env::consts::OS,
            std::env::consts::ARCH,
            count(self.limit.most),
            self.limit.because,
        )
    }

    fn workers(&self) -> String {
        let busy = pools::smallest_of_the_best(&self.pools, |pool| pool.busy);
        let waiting = pools::smallest_of_the_best(&self.pools, |pool| pool.waiting);
        let (Some(busy), Some(waiting)) = (busy, waiting) else {
            return "No pool was measured.".to_owned();
        };
        format!(
            "{} jobs that keep a core busy took {} with {} of them, and no more workers made it \
             much quicker; {} cores are there. Jobs that wait took {} with {}. So the number \
             follows from what the jobs do, and it takes a measurement to find it.",
            pools::JOBS,
            time(busy.busy),
            busy.size,
            thread::available_parallelism().map_or(1, usize::from),
            time(waiting.waiting),
            waiting.size,
        )
    }
}

fn library(thread: &Price, task: &Price) -> String {
    format!(
        "Rust's std has threads: {} were created without a library, {} each. Tasks come with a \
         library, here tokio: {} of them, {} each.",
        count(thread.count),
        nanos(thread.created_each()),
        count(task.count),
        nanos(task.created_each()),
    )
}

/// Work between two hand-overs that makes them cost one part of a hundred.
fn boundaries(thread: &Price, task: &Price) -> String {
    let (Some(thread), Some(task)) = (thread.switch, task.switch) else {
        return "With one thread and one task there is nobody to hand over to.".to_owned();
    };
    format!(
        "Where little has to be handed over. To hand the turn to another thread takes {}, to \
         another task {}. For that to be a hundredth of the time, there have to be {} of work \
         between two hand-overs of threads, {} of tasks.",
        time(thread),
        time(task),
        time(thread * 99),
        time(task * 99),
    )
}

fn weight(thread: &Price, task: &Price) -> String {
    let (Some(thread_each), Some(task_each)) = (thread.memory_each(), task.memory_each()) else {
        return "Too few were asked for to tell their memory from the rest.".to_owned();
    };
    let kernel = thread.kernel.map(|kernel| {
        let each = kernel as f64 / thread.count as f64;
        format!(" and {} for its stack in the kernel", bytes(each))
    });
    format!(
        "While it waits, {} of memory{}; a task {}. So a thread takes the memory of {:.0} tasks. \
         (The 2 MiB that std reserves for a thread's stack are addresses; memory is what of it \
         has been used.)",
        bytes(thread_each),
        kernel.unwrap_or_default(),
        bytes(task_each),
        thread_each / task_each.max(1.0),
    )
}
