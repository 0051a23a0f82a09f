//! One execution, from inside: what a check's closure is given.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use interleave_core::op::ThreadId;

use crate::model::{self, Stay};

/// One execution of the explored program, from inside.
///
/// It can be cloned and taken into threads.
#[derive(Clone)]
pub struct Run(Kind);

/// A value that a thread has observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Observed {
    thread: ThreadId,
    name: String,
    values: String,
}

#[derive(Clone)]
enum Kind {
    Explored,
    /// On real threads.
    Real(Arc<Mutex<Vec<Observed>>>),
}

impl Run {
    pub(crate) fn explored() -> Self {
        Self(Kind::Explored)
    }

    pub(crate) fn real() -> Self {
        Self(Kind::Real(Arc::default()))
    }

    /// Makes `name = value` part of what this execution gave, the values in the order
    /// in which they were observed (the main thread's first). A name that is observed
    /// again has all its values.
    pub fn observe(&self, name: &str, value: impl Debug) {
        let value = format!("{value:?}");
        match &self.0 {
            Kind::Explored => model::with(|model| {
                let thread = model.current;
                add(&mut model.outcome, thread, name, &value);
            }),
            Kind::Real(outcome) => {
                let mut outcome = outcome.lock().unwrap_or_else(PoisonError::into_inner);
                add(&mut outcome, ThreadId::MAIN, name, &value);
            }
        }
    }

    /// This thread is inside of the named section until the guard is dropped.
    ///
    /// A report tells how many threads may be inside at once, and which sections of
    /// different names may overlap: from happens-before, whether or not an execution
    /// was seen in which they did. To enter and to leave is no step.
    ///
    /// In a simulation, the [timeline](crate::Timeline::stays) tells who was inside when.
    #[must_use = "the section ends when the guard is dropped"]
    pub fn section(&self, name: &'static str) -> Section {
        let Kind::Explored = self.0 else {
            return Section(None);
        };
        Section(Some(model::with(|model| {
            if let Some(simulated) = &mut model.simulated {
                return simulated.enter(model.current, name);
            }
            // What may overlap is read off what happened before what.
            model.turns.to_be_locked |= model.thread().in_turn;
            let known = model.explorer.known_clock(model.current);
            model.stays.push(Stay {
                name,
                thread: model.current,
                known,
                left: None,
                left_at: 0,
            });
            model.stays.len() - 1
        })))
    }

    /// What all threads have printed so far in this execution (nothing on real
    /// threads, where it goes to the terminal).
    #[must_use]
    pub fn printed(&self) -> String {
        match self.0 {
            Kind::Explored => model::with(|model| model.printed.clone()),
            Kind::Real(_) => String::new(),
        }
    }

    /// What was observed, as a report lists it.
    pub(crate) fn outcome(&self) -> String {
        match &self.0 {
            Kind::Explored => String::new(),
            Kind::Real(outcome) => text(&outcome.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }
}

fn add(outcome: &mut Vec<Observed>, thread: ThreadId, name: &str, value: &str) {
    if let Some(observed) = outcome.iter_mut().find(|observed| observed.name == name) {
        observed.values.push_str(", ");
        observed.values.push_str(value);
        return;
    }
    let place = outcome.partition_point(|observed| observed.thread <= thread);
    let observed = Observed {
        thread,
        name: name.to_owned(),
        values: value.to_owned(),
    };
    outcome.insert(place, observed);
}

/// An outcome as a report lists it: `name = value`, joined by commas.
pub(crate) fn text(outcome: &[Observed]) -> String {
    let part = |observed: &Observed| format!("{} = {}", observed.name, observed.values);
    let parts: Vec<String> = outcome.iter().map(part).collect();
    parts.join(", ")
}

/// A thread's stay in a section; see [`Run::section`].
pub struct Section(Option<usize>);

impl Drop for Section {
    fn drop(&mut self) {
        let Some(index) = self.0 else { return };
        model::with(|model| {
            if let Some(simulated) = &mut model.simulated {
                return simulated.leave(index);
            }
            let left = model.explorer.steps_of(model.current);
            let left_at = model.note();
            let Some(stay) = model.stays.get_mut(index) else {
                return;
            };
            if stay.thread == model.current {
                stay.left = Some(left);
                stay.left_at = left_at;
            }
        });
    }
}
