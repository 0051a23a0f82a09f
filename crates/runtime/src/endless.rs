//! Executions that go on without an end: who goes round and round, and who could end it.
//!
//! Only what the steps and the threads that are left tell. Whether a loop was meant to
//! wait for somebody can't be seen from outside, so no sentence claims that it was.

use interleave_core::op::{Action, Kind, ThreadId};

use crate::gathering::thousands;
use crate::model::End;
use crate::rounds;
use crate::stuck;
use crate::why::{at_lines, listed};
use crate::witness::{Blocked, Step, Witness};

/// Threads of which it is told what they wait for.
const WAITING: usize = 3;

/// A thread that goes round and round, and the steps of one round.
struct Round<'a> {
    thread: ThreadId,
    steps: Vec<&'a Step>,
}

/// Why this execution has no end, in a sentence or two.
pub(crate) fn why(witness: &Witness) -> Vec<String> {
    let rounds = rounds(witness);
    let steps = thousands(witness.steps.len() as u64);
    if rounds.is_empty() {
        return vec![format!(
            "after {steps} steps there is no end yet, and a check goes no further."
        )];
    }
    let round_and_round = round_and_round(witness, &rounds);
    let held: Vec<String> = held(witness, &rounds)
        .into_iter()
        .take(WAITING)
        .map(|blocked| stuck::waits(witness, blocked))
        .collect();
    let idle: Vec<&str> = idle(witness)
        .iter()
        .map(|blocked| witness.name(blocked.thread))
        .collect();
    if !held.is_empty() {
        let mut sentences = vec![format!("{round_and_round}.")];
        sentences.extend(held);
        sentences
    } else if rounds.len() > 1 && witness.end == Some(End::StepBound) {
        vec![format!(
            "{round_and_round}, and keep each other going: nobody is stuck, and nobody gets \
             through. It ends only if one of them lets the other go first."
        )]
    } else if rounds.iter().any(Round::looks_at_the_clock) {
        vec![format!(
            "{round_and_round}. While your code is judged, time passes in sleeps and time-outs \
             only: who looks at the clock again and again never sees it move."
        )]
    } else if !idle.is_empty() {
        no_turn(&round_and_round, &idle)
    } else if witness.end == Some(End::StepBound) {
        vec![format!(
            "{round_and_round}: after {steps} steps it has not ended, and no other thread is \
             left that could end it."
        )]
    } else {
        vec![format!("{round_and_round}: nobody is left to end that.")]
    }
}

/// The other thread is there and could go on, but this execution never lets it.
fn no_turn(round_and_round: &str, idle: &[&str]) -> Vec<String> {
    let (who, verb, turn) = match idle {
        [name] => ((*name).to_owned(), "does", "its turn"),
        names => (listed(names), "do", "their turn"),
    };
    vec![
        format!("{round_and_round}, and {who}, which could go on, {verb} not get {turn}."),
        "If your loop waits for another thread, let it say so: with thread::yield_now() or \
         hint::spin_loop() in it, or by waiting for what blocks (a Condvar, a channel, park)."
            .to_owned(),
    ]
}

/// `thread 1 goes round and round at exercise.rs:14 and 15`
fn round_and_round(witness: &Witness, rounds: &[Round]) -> String {
    let names: Vec<&str> = rounds
        .iter()
        .map(|round| witness.name(round.thread))
        .collect();
    let go = if names.len() == 1 { "goes" } else { "go" };
    let sites = rounds.iter().flat_map(|round| &round.steps);
    let place = at_lines(sites.map(|step| step.site));
    format!("{} {go} round and round{place}", listed(&names))
}

/// The threads whose last steps come back to the same lines.
fn rounds(witness: &Witness) -> Vec<Round<'_>> {
    let of_thread = |thread: &ThreadId| {
        let own = witness.steps.iter().filter(|step| step.thread == *thread);
        let own: Vec<&Step> = own.collect();
        let sites: Vec<_> = own.iter().map(|step| step.site).collect();
        let cycle = rounds::last_cycle(&sites)?;
        Some(Round {
            thread: *thread,
            steps: own[cycle.start..cycle.start + cycle.period].to_vec(),
        })
    };
    witness.threads.keys().filter_map(of_thread).collect()
}

impl Round<'_> {
    fn looks_at_the_clock(&self) -> bool {
        self.steps.iter().any(|step| step.op.action == Action::Now)
    }

    /// Whether it gives back in each round what `blocked` waits for.
    fn gives_back(&self, blocked: &Blocked) -> bool {
        self.steps.iter().any(|step| {
            let unlocks = matches!(step.op.action, Action::Unlock | Action::Unshare);
            unlocks && step.op.object == blocked.op.object
        })
    }
}

/// Threads that wait for what one of those has that go round and round.
fn held<'a>(witness: &'a Witness, rounds: &[Round]) -> Vec<&'a Blocked> {
    let in_the_way = |blocked: &Blocked, round: &Round| {
        let has = |holder: &crate::holding::Holder| holder.thread == round.thread;
        blocked.held_by.iter().any(has) && !round.gives_back(blocked)
    };
    let waits = |blocked: &&Blocked| rounds.iter().any(|round| in_the_way(blocked, round));
    witness.blocked.iter().filter(waits).collect()
}

/// At the bound of steps: threads that could go on, but those that go round and round.
pub(crate) fn idle(witness: &Witness) -> Vec<&Blocked> {
    let rounds = rounds(witness);
    let goes_round = |thread| rounds.iter().any(|round| round.thread == thread);
    let free = |blocked: &Blocked| {
        let mut holders = blocked.held_by.iter();
        holders.all(|holder| {
            let mut own = rounds.iter().filter(|round| round.thread == holder.thread);
            own.any(|round| round.gives_back(blocked))
        })
    };
    let bound = witness.end == Some(End::StepBound);
    witness
        .blocked
        .iter()
        .filter(|blocked| bound && !goes_round(blocked.thread))
        .filter(|blocked| can_go_on(blocked) && free(blocked))
        .collect()
}

/// Threads that wait for a lock which its holder, going round and round, never gives back.
pub(crate) fn waiting(witness: &Witness) -> Vec<&Blocked> {
    held(witness, &rounds(witness))
}

/// Whether its step needs nobody else, but for a lock to be free.
fn can_go_on(blocked: &Blocked) -> bool {
    match blocked.op.action {
        Action::Send => blocked.kind == Some(Kind::Channel(None)),
        Action::Join
        | Action::Wake
        | Action::Park
        | Action::Receive
        | Action::AwaitTaken
        | Action::Depart
        | Action::Sleep
        | Action::Yield
        | Action::Spin => false,
        _ => true,
    }
}
