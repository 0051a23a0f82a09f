//! Alternation: a process waits for whichever of its inputs is ready first.
//!
//! The inputs between which a process chooses share a **bell**, a queue in which each
//! message is announced, and the end of each sender, too. The process waits for the bell
//! and nothing else, so it is never busy, and no announcement is lost: what it doesn't
//! want now stays in [`Alt::offers`] until a guard lets it in.

use std::sync::mpsc::{self, Receiver, Sender};

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

    /// Fails if `condition` is false, whatever is at the input.
    pub fn when(self, condition: bool) -> Self {
        Self { condition, ..self }
    }
}

/// A guard without an input: if `condition` is true, it is ready at once.
pub fn skip_when(condition: bool) -> Guard {
    Guard {
        condition,
        input: None,
    }
}

/// What is rung.
enum Ring {
    Offer(usize),
    End(usize),
}

/// The sender's side of the bell.
pub(crate) struct Bell {
    number: usize,
    rings: Sender<Ring>,
}

impl Bell {
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// There is a message.
    pub(crate) fn offer(&self) {
        self.ring(Ring::Offer(self.number));
    }

    /// There will be no more.
    pub(crate) fn end(&self) {
        self.ring(Ring::End(self.number));
    }

    fn ring(&self, ring: Ring) {
        // A receiver that has ended doesn't hear it; the sender is told by its channel.
        let _ = self.rings.send(ring);
    }
}

/// A message that has been announced: the `nth` of its input.
struct Offer {
    number: usize,
    nth: usize,
}

/// An input as far as the bell has told of it.
#[derive(Default)]
struct Known {
    offered: usize,
    ended: bool,
}

/// The inputs between which one process chooses.
pub struct Alt {
    bell: Sender<Ring>,
    rings: Receiver<Ring>,
    known: Vec<Known>,
    /// What was announced and, as far as is known, not received; the oldest first.
    offers: Vec<Offer>,
}

impl Alt {
    /// No inputs yet.
    #[must_use]
    pub fn new() -> Self {
        let (bell, rings) = mpsc::channel();
        Self {
            bell,
            rings,
            known: Vec::new(),
            offers: Vec::new(),
        }
    }

    /// One more input, without a buffer: see [`channel`](crate::channel()).
    #[must_use]
    pub fn channel<T>(&mut self) -> (Output<T>, Input<T>) {
        self.buffered(0)
    }

    /// One more input, with a buffer: see [`buffered`](crate::buffered).
    #[must_use]
    pub fn buffered<T>(&mut self, capacity: usize) -> (Output<T>, Input<T>) {
        let number = self.known.len();
        self.known.push(Known::default());
        let rings = self.bell.clone();
        connect(capacity, Some(Bell { number, rings }))
    }

    /// Waits until a guard is ready, and gives its place in `guards`: to receive from that
    /// input doesn't wait then. None if all guards have failed; that is how a repetition
    /// ends.
    ///
    /// Of several that are ready it is the one whose message came first, and one without
    /// an input only if there is no other. (The paper lets any of them be chosen.)
    ///
    /// The inputs must be this `Alt`'s own.
    pub fn select(&mut self, guards: &[Guard]) -> Option<usize> {
        loop {
            if let Some(chosen) = self.oldest(guards) {
                return Some(chosen);
            }
            if let Some(chosen) = position(guards, |guard| guard.input.is_none()) {
                // Without waiting: is there another one by now?
                let Ok(ring) = self.rings.try_recv() else {
                    return Some(chosen);
                };
                self.hear(ring);
            } else if position(guards, |guard| self.may_come(guard)).is_none() {
                return None;
            } else {
                let ring = self.rings.recv();
                self.hear(ring.expect("this `Alt` has a sender itself"));
            }
        }
    }

    /// The guard that lets in the oldest of the messages that one lets in.
    fn oldest(&mut self, guards: &[Guard]) -> Option<usize> {
        for &Guard { input, .. } in guards {
            let Some((number, received)) = input else {
                continue;
            };
            let is_there = |offer: &Offer| offer.number != number || offer.nth >= received;
            self.offers.retain(is_there);
        }
        self.offers.iter().find_map(|offer| {
            position(guards, |guard| {
                guard.input.is_some_and(|(number, _)| number == offer.number)
            })
        })
    }

    /// Whether a guard that isn't ready can still become so.
    fn may_come(&self, guard: &Guard) -> bool {
        guard.input.is_some_and(|(number, _)| !self.known[number].ended)
    }

    fn hear(&mut self, ring: Ring) {
        match ring {
            Ring::Offer(number) => {
                let nth = self.known[number].offered;
                self.known[number].offered += 1;
                self.offers.push(Offer { number, nth });
            }
            Ring::End(number) => self.known[number].ended = true,
        }
    }
}

impl Default for Alt {
    fn default() -> Self {
        Self::new()
    }
}

/// The first guard whose condition is true and that is `like` this.
fn position(guards: &[Guard], like: impl Fn(&Guard) -> bool) -> Option<usize> {
    guards
        .iter()
        .position(|guard| guard.condition && like(guard))
}
