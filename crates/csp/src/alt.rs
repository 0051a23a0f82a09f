//! Alternation: a process waits for whichever of its inputs is ready first.
//!
//! It waits at one place, the bell that its inputs share, so it is never busy. What is
//! announced there is never lost: a message that no guard lets in now is kept in mind
//! until one does.

use std::sync::mpsc::{self, Receiver, Sender};

use crate::bell::{Bell, Line, Ring};
use crate::channel::{Input, Output, connect};

/// Hoare's guard: a condition, an input, or both.
///
/// It is *ready* if its condition is true and there is a message at its input. It *fails*
/// if its condition is false, or if the sender has ended and all its messages have been
/// received.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Guard {
    condition: bool,
    /// The number of the input, and how many messages it has received.
    input: Option<(usize, usize)>,
}

impl Guard {
    pub(crate) fn input(number: usize, received: usize) -> Self {
        Self {
            condition: true,
            input: Some((number, received)),
        }
    }

    /// A guard without an input: ready at once, if `condition` is true.
    pub fn skip_when(condition: bool) -> Self {
        Self {
            condition,
            input: None,
        }
    }

    /// Fails if `condition` is false, whatever is at the input.
    pub fn when(self, condition: bool) -> Self {
        Self { condition, ..self }
    }

    /// The input that it lets in, if any.
    fn open(&self) -> Option<usize> {
        self.input
            .filter(|_| self.condition)
            .map(|(number, _)| number)
    }
}

/// The inputs between which one process chooses.
pub struct Alt {
    /// For further inputs; none once the process has begun to choose.
    bell: Option<Sender<Ring>>,
    rings: Receiver<Ring>,
    /// How many messages each input was offered, and the line to its sender.
    inputs: Vec<(usize, Line)>,
    /// What was announced and, as far as is known, not received, the oldest first: which
    /// input it is for, and the how-many-th of that it is.
    offers: Vec<(usize, usize)>,
}

impl Alt {
    /// No inputs yet.
    pub fn new() -> Self {
        let (bell, rings) = mpsc::channel();
        let (bell, inputs, offers) = (Some(bell), Vec::new(), Vec::new());
        Self {
            bell,
            rings,
            inputs,
            offers,
        }
    }

    /// One more input, without a buffer. Panics after the first [`Alt::select`].
    pub fn channel<T>(&mut self) -> (Output<T>, Input<T>) {
        self.buffered(0)
    }

    /// One more input, with a buffer. Panics after the first [`Alt::select`].
    pub fn buffered<T>(&mut self, capacity: usize) -> (Output<T>, Input<T>) {
        let rings = self.bell.clone().expect("no choice has been made");
        let (number, line) = (self.inputs.len(), Line::default());
        self.inputs.push((0, line.clone()));
        let bell = Bell {
            number,
            rings,
            line,
        };
        connect(capacity, Some(bell))
    }

    /// Waits until a guard is ready, and gives its place in `guards`; to receive from that
    /// input doesn't wait then. None if all guards have failed, which is how Hoare's
    /// repetition ends.
    ///
    /// Of several that are ready it is the one whose message came first, and one without
    /// an input only if there is no other. (The paper lets any of them be chosen.)
    ///
    /// The inputs must be this `Alt`'s own.
    #[track_caller]
    pub fn select(&mut self, guards: &[Guard]) -> Option<usize> {
        self.bell = None; // Its queue ends when the senders do.
        let open: Vec<usize> = guards.iter().filter_map(Guard::open).collect();
        let waits_for_all = open.len() == self.inputs.len();
        let skip = position(guards, |guard| guard.input.is_none());
        let mut asked = false;
        let chosen = loop {
            if let Some(chosen) = self.oldest(guards) {
                break Some(chosen);
            }
            asked = skip.is_none() && !waits_for_all;
            let ring = if skip.is_some() || (asked && !self.await_ends(&open)) {
                // There is nothing to wait for, but something may have been rung before.
                self.rings.try_recv().ok()
            } else {
                self.rings.recv().ok()
            };
            match ring {
                Some(Ring::Offer(number)) => self.hear(number),
                Some(Ring::End) => {}
                None => break skip,
            }
        };
        let ask_no_more = open.iter().filter(|_| asked);
        ask_no_more.for_each(|&number| self.inputs[number].1.forget_end());
        chosen
    }

    /// The guard that lets in the oldest message of those that are let in.
    fn oldest(&mut self, guards: &[Guard]) -> Option<usize> {
        let inputs = guards.iter().filter_map(|guard| guard.input);
        inputs.for_each(|(number, received)| {
            let outstanding = |&(of, nth): &(usize, usize)| of != number || nth >= received;
            self.offers.retain(outstanding);
        });
        let lets_in = |(number, _)| position(guards, |guard| guard.open() == Some(number));
        self.offers.iter().copied().find_map(lets_in)
    }

    /// Asks to be told of the ends of these inputs; false if all have ended.
    fn await_ends(&self, open: &[usize]) -> bool {
        let lines = open.iter().map(|&number| &self.inputs[number].1);
        lines.filter(|line| line.await_end()).count() > 0
    }

    fn hear(&mut self, number: usize) {
        let (offered, _) = &mut self.inputs[number];
        self.offers.push((number, *offered));
        *offered += 1;
    }
}

/// The first guard whose condition is true and that is `like` this.
fn position(guards: &[Guard], like: impl Fn(&Guard) -> bool) -> Option<usize> {
    let mut guards = guards.iter();
    guards.position(|guard| guard.condition && like(guard))
}
