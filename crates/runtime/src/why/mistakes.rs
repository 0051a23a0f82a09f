//! A sentence for each mistake.

use interleave_core::op::Outcome;

use super::{at, at_lines};
use crate::mistake::{self, Mistake, Torn};
use crate::witness::Witness;

/// What went wrong, in a sentence.
pub(super) fn tell(witness: &Witness, mistake: Mistake) -> String {
    let names = Names(witness);
    match mistake {
        Mistake::Overlooked { store, load } => format!(
            "{} still gets an older value{}, although {} has stored a newer one{}. The \
             orderings don't make it see that.",
            names.who(load),
            names.at(load),
            names.who(store),
            names.at(store)
        ),
        Mistake::Overtaken { first, store } => format!(
            "{}'s store{} takes effect before {}'s{}, although that comes first here. The \
             orderings leave this open: two atomics need not change in one order for all.",
            names.who(store),
            names.at(store),
            names.who(first),
            names.at(first)
        ),
        Mistake::Spurious { waking } => format!(
            "{} waits{}, and wakes up although nobody has woken it. A wait may do that: ask \
             again, in a loop, for what it waits for.",
            names.who(waking),
            names.at(waking)
        ),
        Mistake::LostUpdate {
            load,
            overwritten,
            store,
        } => names.lost_update(load, overwritten, store),
        Mistake::Stale { load, changed, act } => format!(
            "{} goes by the {} that it read, but {} has changed that since.",
            names.who(act),
            names.read(load),
            names.who(changed)
        ),
        Mistake::Busy { taken, tries } => format!(
            "{} finds the lock busy{}, since {} has it{}, and does not come back for it.",
            names.who(tries),
            names.at(tries),
            names.who(taken),
            names.at(taken)
        ),
        Mistake::Refused { load, changed, act } => format!(
            "{} goes by the {} that it read, finds{} that {} has changed that since, and does \
             not try again.",
            names.who(act),
            names.read(load),
            names.at(act),
            names.who(changed)
        ),
        Mistake::Interrupted {
            first,
            other,
            second,
        } => format!(
            "{} has the lock{} and again{}, but not in between: there, {} takes it.",
            names.who(first),
            names.at(first),
            names.at(second),
            names.who(other)
        ),
        Mistake::BothInterrupted { firsts, seconds } => names.both_interrupted(firsts, seconds),
        Mistake::Torn {
            what,
            first,
            second,
            other,
        } => names.torn(what, [first, second], witness.name(other)),
        Mistake::EarlyFlag {
            flag,
            found,
            ahead,
            work,
        } => format!(
            "{} sets the flag{} before its work{}: in between, {} finds it set{}, and goes \
             ahead{}.",
            names.who(flag),
            names.at(flag),
            names.at(work),
            names.who(found),
            names.at(found),
            names.at(ahead)
        ),
    }
}

/// The words for the steps of a witness.
struct Names<'a>(&'a Witness);

impl Names<'_> {
    fn who(&self, step: usize) -> &str {
        self.0.name(self.0.steps[step].thread)
    }

    /// ` at exercise.rs:14`
    fn at(&self, step: usize) -> String {
        at(self.0.steps[step].site)
    }

    /// ` at exercise.rs:14 and 15`
    fn at_both(&self, steps: [usize; 2]) -> String {
        at_lines(steps.map(|step| self.0.steps[step].site))
    }

    /// The value that a step has read.
    fn read(&self, step: usize) -> String {
        let step = &self.0.steps[step];
        match step.outcome {
            Outcome::Value(value) => crate::values::show(value, step.kind),
            _ => String::new(),
        }
    }

    fn lost_update(&self, load: usize, overwritten: usize, store: usize) -> String {
        let (first, second, mine) = (self.who(overwritten), self.who(store), self.read(load));
        let steps = &self.0.steps;
        let loser = &steps[overwritten];
        let theirs = mistake::last_load(steps, overwritten, loser.thread, loser.op.object);
        if theirs.map(|load| self.read(load)).as_ref() == Some(&mine) {
            format!("both read {mine} before either wrote: {second}'s store loses {first}'s.")
        } else {
            format!(
                "{second} stores what it made of {mine}, but {first} has written since: that is \
                 lost."
            )
        }
    }

    fn both_interrupted(&self, firsts: [usize; 2], seconds: [usize; 2]) -> String {
        let [second, last] = seconds.map(|step| self.who(step));
        format!(
            "{second} and {last} have both had the lock{} before either has it again{}: what \
             {last} found there, {second} may have changed since.",
            self.at_both(firsts),
            self.at_both(seconds)
        )
    }

    fn torn(&self, what: Torn, steps: [usize; 2], other: &str) -> String {
        let (who, place) = (self.who(steps[0]), self.at_both(steps));
        match what {
            Torn::Reads => format!(
                "{who} reads two values one after the other{place}: in between, {other} changes \
                 both, so that one is old and one is new."
            ),
            Torn::Writes => format!(
                "{who} changes two values one after the other{place}: in between, {other} reads \
                 both, one new and one old."
            ),
            Torn::Locks => format!(
                "{who} takes two locks one after the other{place}, not together: in between, \
                 {other} has both."
            ),
        }
    }
}
