//! [`Select`]: a list of operations that may change at run time, of which one is taken.

use std::fmt;
use std::time::Duration;

use interleave::shadow::{self, Outcome, Several, Side};
use judged::time::Instant;

use super::flavor::{Arm, Selected};
use super::receiver::Used;
use super::{
    ReadyTimeoutError, Receiver, SelectTimeoutError, SelectedOperation, Sender, TryReadyError,
    TrySelectError,
};

/// Waits for one of several sends and receives.
pub struct Select<'a>(List<'a>);

#[derive(Clone)]
enum List<'a> {
    Real(real::channel::Select<'a>),
    Explored(Explored<'a>),
}

#[derive(Clone)]
struct Explored<'a> {
    /// By index; a removed one leaves its place empty.
    arms: Vec<Option<(&'a dyn Arm, Side)>>,
    in_order: bool,
}

/// What is done where no operation is possible.
#[derive(Clone, Copy)]
enum Or {
    Waits,
    GoesOn,
    GivesUp(Instant),
}

impl<'a> Select<'a> {
    /// An empty list. Where several operations are possible, any of them is taken.
    #[must_use]
    pub fn new() -> Self {
        Self::of(false)
    }

    /// An empty list. Where several operations are possible, the first added is taken.
    #[must_use]
    pub fn new_biased() -> Self {
        Self::of(true)
    }

    fn of(in_order: bool) -> Self {
        Self(match (shadow::active(), in_order) {
            (true, _) => List::Explored(Explored {
                arms: Vec::new(),
                in_order,
            }),
            (false, true) => List::Real(real::channel::Select::new_biased()),
            (false, false) => List::Real(real::channel::Select::new()),
        })
    }

    /// Adds a send. Gives its index.
    #[track_caller]
    pub fn send<T>(&mut self, s: &'a Sender<T>) -> usize {
        match (&mut self.0, s.ends()) {
            (List::Real(list), Ok(real)) => list.send(real),
            (List::Explored(list), Err(flavor)) => list.add(&**flavor, Side::Sends),
            _ => super::refuse(),
        }
    }

    /// Adds a receive. Gives its index.
    #[track_caller]
    pub fn recv<T>(&mut self, r: &'a Receiver<T>) -> usize {
        match (&mut self.0, r.ends()) {
            (List::Real(list), Used::Real(real)) => list.recv(real),
            (List::Real(list), Used::RealTimer(timer, _)) => list.recv(timer),
            (List::Explored(list), Used::Explored(flavor)) => list.add(&**flavor, Side::Receives),
            _ => super::refuse(),
        }
    }

    /// Removes the operation of this index.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn remove(&mut self, index: usize) {
        match &mut self.0 {
            List::Real(list) => list.remove(index),
            List::Explored(list) => {
                assert!(
                    index < list.arms.len(),
                    "index out of bounds; {index} >= {}",
                    list.arms.len()
                );
                let removed = list.arms[index].take();
                assert!(removed.is_some(), "no operation with this index");
            }
        }
    }

    /// Takes one of the operations if one is possible.
    ///
    /// # Errors
    /// If none is.
    #[track_caller]
    pub fn try_select(&mut self) -> Result<SelectedOperation<'a>, TrySelectError> {
        match &mut self.0 {
            List::Real(list) => list.try_select().map(SelectedOperation::real),
            List::Explored(list) => list.select(Or::GoesOn).ok_or(TrySelectError),
        }
    }

    /// Takes one of the operations; waits until one is possible.
    ///
    /// # Panics
    /// If there are none.
    #[track_caller]
    pub fn select(&mut self) -> SelectedOperation<'a> {
        match &mut self.0 {
            List::Real(list) => SelectedOperation::real(list.select()),
            List::Explored(list) => {
                list.must_not_be_empty();
                list.select(Or::Waits)
                    .unwrap_or_else(|| shadow::leave_for_good())
            }
        }
    }

    /// As [`Select::select`], for so long at most.
    ///
    /// # Errors
    /// If none became possible in time.
    #[track_caller]
    pub fn select_timeout(
        &mut self,
        timeout: Duration,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        match &mut self.0 {
            List::Real(list) => list.select_timeout(timeout).map(SelectedOperation::real),
            List::Explored(list) => {
                let selected = match Instant::now().checked_add(timeout) {
                    Some(deadline) => list.select(Or::GivesUp(deadline)),
                    None => list.select(Or::Waits),
                };
                selected.ok_or(SelectTimeoutError)
            }
        }
    }

    /// As [`Select::select`], until this moment at most.
    ///
    /// # Errors
    /// If none became possible in time.
    #[track_caller]
    pub fn select_deadline(
        &mut self,
        deadline: Instant,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        let left = deadline.saturating_duration_since(Instant::now());
        self.select_timeout(left)
    }

    /// Gives the index of an operation that is possible, if one is, and does not take it.
    ///
    /// # Errors
    /// If none is.
    #[track_caller]
    pub fn try_ready(&mut self) -> Result<usize, TryReadyError> {
        match &mut self.0 {
            List::Real(list) => list.try_ready(),
            List::Explored(list) => list.ready(Or::GoesOn).ok_or(TryReadyError),
        }
    }

    /// As [`Select::try_ready`]; waits until one is possible.
    ///
    /// # Panics
    /// If there are none.
    #[track_caller]
    pub fn ready(&mut self) -> usize {
        match &mut self.0 {
            List::Real(list) => list.ready(),
            List::Explored(list) => {
                list.must_not_be_empty();
                list.ready(Or::Waits)
                    .unwrap_or_else(|| shadow::leave_for_good())
            }
        }
    }

    /// As [`Select::ready`], for so long at most.
    ///
    /// # Errors
    /// If none became possible in time.
    #[track_caller]
    pub fn ready_timeout(&mut self, timeout: Duration) -> Result<usize, ReadyTimeoutError> {
        match &mut self.0 {
            List::Real(list) => list.ready_timeout(timeout),
            List::Explored(list) => {
                let ready = match Instant::now().checked_add(timeout) {
                    Some(deadline) => list.ready(Or::GivesUp(deadline)),
                    None => list.ready(Or::Waits),
                };
                ready.ok_or(ReadyTimeoutError)
            }
        }
    }

    /// As [`Select::ready`], until this moment at most.
    ///
    /// # Errors
    /// If none became possible in time.
    #[track_caller]
    pub fn ready_deadline(&mut self, deadline: Instant) -> Result<usize, ReadyTimeoutError> {
        let left = deadline.saturating_duration_since(Instant::now());
        self.ready_timeout(left)
    }
}

impl<'a> Explored<'a> {
    fn add(&mut self, arm: &'a dyn Arm, side: Side) -> usize {
        self.arms.push(Some((arm, side)));
        self.arms.len() - 1
    }

    #[track_caller]
    fn must_not_be_empty(&self) {
        let any = self.arms.iter().any(Option::is_some);
        assert!(any, "no operations have been added to `Select`");
    }

    fn prepared(&self, or: Or) -> Several {
        let mut several = Several::new();
        if self.in_order {
            several = several.in_order();
        }
        match or {
            Or::Waits => several,
            Or::GoesOn => several.or_go_on(),
            Or::GivesUp(at) => several.or_give_up_at(at.in_execution().unwrap_or_default()),
        }
    }

    #[track_caller]
    fn select(&mut self, or: Or) -> Option<SelectedOperation<'a>> {
        loop {
            let mut several = self.prepared(or);
            let mut added = Vec::new();
            for (index, arm) in self.arms.iter().enumerate() {
                let Some((arm, side)) = *arm else { continue };
                let due = arm.add_to(&mut several, side);
                added.push((index, arm, side, due));
            }
            let (place, outcome) = several.take()?;
            let (index, arm, side, due) = added[place];
            let at_once = matches!(or, Or::GoesOn);
            if let Some(selected) = selected(arm, side, outcome, due, at_once) {
                return Some(SelectedOperation::explored(index, arm, side, selected));
            }
        }
    }

    #[track_caller]
    fn ready(&mut self, or: Or) -> Option<usize> {
        let mut several = self.prepared(or);
        let mut added = Vec::new();
        for (index, arm) in self.arms.iter().enumerate() {
            let Some((arm, side)) = *arm else { continue };
            arm.add_look_to(&mut several, side);
            added.push(index);
        }
        let (place, _) = several.take()?;
        Some(added[place])
    }
}

fn selected(
    arm: &dyn Arm,
    side: Side,
    outcome: Outcome,
    due: Option<Duration>,
    at_once: bool,
) -> Option<Selected> {
    arm.selected(side, outcome, due, at_once)
}

impl Clone for Select<'_> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl Default for Select<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Select<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Select { .. }")
    }
}
