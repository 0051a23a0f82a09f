//! Which store is meant by what a line says of it, in the execution that is replayed; and
//! where that can't be, why, and what could be.

use interleave_core::op::{Action, ThreadId};
use interleave_core::{Unfit, Variant, Which};

use super::clause::{self, Clause, Store};
use super::misfit;
use crate::model::Model;
use crate::names::{Found, Names};

/// The steps that lines are about, in the order in which they were taken: whose, and the
/// event.
#[derive(Debug, Default)]
pub(super) struct Taken(Vec<(ThreadId, usize)>);

impl Taken {
    pub fn add(&mut self, thread: ThreadId, event: usize) {
        self.0.push((thread, event));
    }

    fn of(&self, thread: ThreadId) -> impl Iterator<Item = usize> {
        let own = self.0.iter().filter(move |(own, _)| *own == thread);
        own.map(|(_, event)| *event)
    }

    /// What lines call the event.
    fn name(&self, event: usize, names: &Names) -> String {
        let Some((thread, _)) = self.0.iter().find(|(_, other)| *other == event) else {
            return "a step without a line".to_owned();
        };
        let number = self.of(*thread).take_while(|&other| other != event).count() + 1;
        format!("step {number} of {}", names.in_clause(*thread))
    }

    /// The variant that a line wants of a step.
    pub fn meant(&self, clause: &Clause, names: &Names) -> Result<Variant, String> {
        let store = match &clause.store {
            None => Which::Newest,
            Some(Store::First) => Which::First,
            Some(Store::Nothing) => Which::Nothing,
            Some(Store::Of(which)) => Which::Event(self.event(which, names)?),
            Some(Store::Before(which)) => Which::Before(self.event(which, names)?),
        };
        Ok(Variant {
            store,
            fails: clause.fails,
        })
    }

    fn event(&self, which: &clause::Which, names: &Names) -> Result<usize, String> {
        let thread = match names.find(&which.thread) {
            Found::One(id) => id,
            Found::Several(all) => return Err(misfit::several(&which.thread, &all)),
            Found::Nobody => return Err(misfit::nobody(&which.thread, names)),
        };
        let index = which.number as usize - 1;
        self.of(thread).nth(index).ok_or_else(|| {
            let taken = match self.of(thread).count() {
                0 => "no step".to_owned(),
                1 => "1 step only".to_owned(),
                many => format!("{many} steps only"),
            };
            format!("by then {} has taken {taken}.", which.thread)
        })
    }

    /// What the thread could do instead, as a sentence that follows on another one; nothing
    /// if there is nothing to choose.
    pub fn instead(&self, model: &mut Model, id: ThreadId) -> String {
        let names = Names::of(model);
        let stores = is_store(model, id);
        let (mut read, mut others) = (Vec::new(), Vec::new());
        let variants = model.explorer.variants(id);
        for variant in variants.iter().filter(|variant| !variant.fails) {
            match variant.store {
                Which::First => read.push("the first value".to_owned()),
                Which::Event(event) => read.push(self.name(event, &names)),
                Which::Before(event) => {
                    others.push(format!("before {}", self.name(event, &names)));
                }
                Which::Newest if stores => others.push("take effect last".to_owned()),
                Which::Newest => others.push("go on".to_owned()),
                Which::Nothing => others.push("see nothing new".to_owned()),
            }
        }
        let only = if read.len() + others.len() == 1 {
            "only "
        } else {
            ""
        };
        let read = (!read.is_empty()).then(|| format!("read {}", any_of(&read)));
        let all: Vec<String> = read.into_iter().chain(others).collect();
        if all.is_empty() {
            return String::new();
        }
        let (who, all) = (names.in_clause(id), any_of(&all));
        let its = if stores { "'s store" } else { "" };
        format!(" {who}{its} can {only}{all}.")
    }

    /// Why the thread can't take its step as the line wants it.
    pub fn unfit(&self, model: &mut Model, id: ThreadId, said: &Clause, unfit: Unfit) -> String {
        let names = Names::of(model);
        let named = |event| self.name(event, &names);
        let instead = self.instead(model, id);
        let why = match unfit {
            Unfit::Sequential => {
                return format!(
                    "memory is sequentially consistent in this check: a load reads the newest \
                     store. Leave out `{said}`."
                );
            }
            Unfit::CannotFail => {
                return format!(
                    "only a `compare_exchange_weak` that finds what it expects may fail for no \
                     reason, and not more often than the check says. Leave out `{}`.",
                    clause::FAILS
                );
            }
            Unfit::NotOpen if instead.is_empty() => {
                return format!("there is nothing to say of such a step: leave out `{said}`.");
            }
            Unfit::NotOpen => "such a step does nothing of that kind.".to_owned(),
            Unfit::NoStore => match &said.store {
                Some(Store::Of(which) | Store::Before(which)) => {
                    format!("{which} has stored nothing that this step could see.")
                }
                _ => "there is no such store.".to_owned(),
            },
            Unfit::Known(event) => {
                let (who, event) = (names.in_clause(id), named(event));
                if is_store(model, id) {
                    format!("{who} knows of {event}, and what it stores comes after that.")
                } else {
                    format!("{who} knows of {event} already, which is newer.")
                }
            }
            Unfit::Replaced(event) => {
                let update = named(event);
                format!("{update} has read that and replaced it: nothing comes in between.")
            }
            Unfit::NoTotalOrder => {
                "then there would be no order of the `SeqCst` steps that all threads agree on."
                    .to_owned()
            }
        };
        why + &instead
    }
}

/// Whether the thread is about to store.
fn is_store(model: &Model, id: ThreadId) -> bool {
    let next = model.explorer.pending(id);
    next.is_some_and(|(op, _)| matches!(op.action, Action::Store(..)))
}

/// `a, b or c`.
fn any_of(words: &[String]) -> String {
    match words {
        [words @ .., last] if !words.is_empty() => format!("{} or {last}", words.join(", ")),
        _ => words.concat(),
    }
}
