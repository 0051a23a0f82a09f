//! Why a witness went wrong, as far as its steps tell: one sentence, and a note beside
//! the step at which it happened.

use std::collections::BTreeMap;

use interleave_core::op::{Action, Kind, ObjectId, ThreadId};

use crate::behaviour::Behaviour;
use crate::model::End;
use crate::source::{file_name, is_shadow};
use crate::witness::{Blocked, Step, Witness};

/// A store of what was computed from a value that another thread has changed meanwhile.
struct LostUpdate {
    /// The load that the stored value came from, the other thread's write, the store.
    load: usize,
    overwritten: usize,
    store: usize,
}

/// Notes to steps, by index: the text, and the earlier step that it speaks of.
pub(crate) fn notes(witness: &Witness) -> BTreeMap<usize, (String, Option<usize>)> {
    lost_update(witness)
        .map(|lost| {
            (
                lost.store,
                ("overwrites".to_owned(), Some(lost.overwritten)),
            )
        })
        .into_iter()
        .collect()
}

/// One sentence or two, if there is something to say that the rows don't show.
pub(crate) fn why(witness: &Witness, behaviour: &Behaviour) -> Vec<String> {
    let sentences = match behaviour {
        Behaviour::Outcome(_) | Behaviour::Panic(_) => panics(witness),
        Behaviour::Deadlock
        | Behaviour::SelfDeadlock
        | Behaviour::LostWakeUp
        | Behaviour::LeftWaiting => witness.blocked.iter().map(|b| waits(witness, b)).collect(),
        Behaviour::Livelock => round_and_round(witness),
        _ => end(witness),
    };
    let lost = matches!(behaviour, Behaviour::Outcome(_))
        .then(|| lost_update(witness))
        .flatten();
    lost.map(|lost| tell_lost(witness, &lost))
        .into_iter()
        .chain(sentences)
        .collect()
}

fn lost_update(witness: &Witness) -> Option<LostUpdate> {
    let steps = &witness.steps;
    steps.iter().enumerate().find_map(|(store, step)| {
        let atomic = matches!(step.kind, Some(Kind::Atomic(..)));
        if !atomic || !matches!(step.op.action, Action::Store(..)) {
            return None;
        }
        let same = |other: &Step| other.op.object == step.op.object;
        let own = |index: &usize| steps[*index].thread == step.thread && same(&steps[*index]);
        let load = (0..store).rev().find(own)?;
        if !matches!(steps[load].op.action, Action::Load(_)) {
            return None;
        }
        let overwritten = (load + 1..store)
            .rev()
            .find(|&index| same(&steps[index]) && steps[index].written.is_some())?;
        Some(LostUpdate {
            load,
            overwritten,
            store,
        })
    })
}

fn tell_lost(witness: &Witness, lost: &LostUpdate) -> String {
    let loser = &witness.steps[lost.overwritten];
    let winner = &witness.steps[lost.store];
    let (first, second) = (witness.name(loser.thread), witness.name(winner.thread));
    let seen = read(&witness.steps[lost.load]);
    let theirs = last_load(witness, lost.overwritten, loser.thread, loser.op.object);
    match (seen, theirs.and_then(|index| read(&witness.steps[index]))) {
        (Some(mine), Some(theirs)) if mine == theirs => {
            format!("both read {mine} before either wrote: {second}'s store loses {first}'s.")
        }
        (Some(mine), _) => format!(
            "{second} stores what it made of {mine}, but {first} has written since: that is lost."
        ),
        _ => format!("{second}'s store loses {first}'s."),
    }
}

fn last_load(
    witness: &Witness,
    before: usize,
    thread: ThreadId,
    object: ObjectId,
) -> Option<usize> {
    (0..before).rev().find(|&index| {
        let step = &witness.steps[index];
        let load = matches!(step.op.action, Action::Load(_));
        load && step.thread == thread && step.op.object == object
    })
}

fn read(step: &Step) -> Option<String> {
    match step.outcome {
        interleave_core::op::Outcome::Value(value) => Some(crate::values::show(value, step.kind)),
        _ => None,
    }
}

/// `exercise.rs:14`, if it is a line of the program's.
fn at(site: interleave_core::Site) -> String {
    if is_shadow(site) {
        return String::new();
    }
    format!(" at {}:{}", file_name(site.file()), site.line())
}

fn waits(witness: &Witness, blocked: &Blocked) -> String {
    let who = witness.name(blocked.thread);
    let place = at(blocked.site);
    let itself = blocked
        .held_by
        .iter()
        .find(|(holder, _)| *holder == blocked.thread);
    if let Some((_, taken)) = itself {
        let taken = taken.map(at).unwrap_or_default();
        return format!("{who} waits{place} for the lock that it took itself{taken}.");
    }
    let held: Vec<String> = blocked
        .held_by
        .iter()
        .map(|(holder, taken)| {
            let name = witness.name(*holder);
            match blocked.op.action {
                Action::Share => {
                    format!("{name} is there first{}", taken.map(at).unwrap_or_default())
                }
                _ => format!("{name} took it{}", taken.map(at).unwrap_or_default()),
            }
        })
        .collect();
    if !held.is_empty() {
        let thing = if blocked.op.action == Action::Begin {
            "initialisation"
        } else {
            "lock"
        };
        return format!("{who} waits{place} for the {thing}: {}.", held.join(", "));
    }
    let what = match blocked.op.action {
        Action::Join => return format!("{who} waits{place} for a thread that never ends."),
        Action::Wake => "to be notified, and nobody is left to do it",
        Action::Park => "to be unparked, and nobody is left to do it",
        Action::Receive => "for a message, and nobody is left to send one",
        Action::Send => "for room in the channel, and nobody is left to make some",
        Action::AwaitTaken => "for its message to be taken, and nobody is left to take it",
        Action::Depart => "at the barrier, and not enough threads are left to come",
        _ => "for ever",
    };
    format!("{who} waits{place} {what}.")
}

fn panics(witness: &Witness) -> Vec<String> {
    let tell = |panic: &crate::model::Panic| {
        let place = panic
            .line
            .as_ref()
            .map_or_else(String::new, |(file, line, _)| {
                format!(" at {}:{line}", file_name(file))
            });
        format!(
            "{} panics{place}: {}",
            witness.name(panic.thread),
            panic.message
        )
    };
    witness.panics.iter().map(tell).collect()
}

/// The lines that the last steps come back to.
fn round_and_round(witness: &Witness) -> Vec<String> {
    let last = witness.steps.len().saturating_sub(64);
    let mut lines: Vec<String> = witness.steps[last..]
        .iter()
        .filter(|step| !is_shadow(step.site))
        .map(|step| format!("{}:{}", file_name(step.site.file()), step.site.line()))
        .collect();
    lines.sort();
    lines.dedup();
    vec![format!(
        "these lines go round and round without end: {}.",
        lines.join(", ")
    )]
}

fn end(witness: &Witness) -> Vec<String> {
    match &witness.end {
        Some(End::Exit { thread, site, .. }) => {
            vec![format!(
                "{} ends the whole program{}.",
                witness.name(*thread),
                at(*site)
            )]
        }
        Some(End::Refused {
            what,
            instead,
            thread,
            site,
        }) => vec![format!(
            "{} uses {what}{}, which can't be judged: {instead}.",
            witness.name(*thread),
            at(*site)
        )],
        Some(End::TooManyThreads { site }) => {
            vec![format!(
                "one thread after the other is started{}.",
                at(*site)
            )]
        }
        Some(End::Diverged { thread }) => diverged(witness, *thread),
        _ => {
            vec!["a thread may still run when the main thread is done: nobody joins it.".to_owned()]
        }
    }
}

fn diverged(witness: &Witness, thread: ThreadId) -> Vec<String> {
    let who = witness.name(thread);
    let Some((before, now)) = witness.divergence else {
        return Vec::new();
    };
    let now = now.map_or_else(|| " somewhere else".to_owned(), at);
    vec![
        format!(
            "after the same steps, {who} went on{} once and{now} now.",
            at(before)
        ),
        "randomness, the real clock or the order of a hash map can do that.".to_owned(),
    ]
}
