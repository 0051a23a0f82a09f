//! A witness: one execution that shows a behaviour, told as simply as it can be.

use std::collections::BTreeMap;

use interleave_core::op::{Action, Kind, ObjectId, Op, Outcome, ThreadId};
use interleave_core::witness::Telling;
use interleave_core::{Event, Site, Variant};

use crate::aside;
use crate::holding::{Holder, Holding};
use crate::model::{End, Model, Panic, Stay, Thread};
use crate::names::Names;

/// One step of a witness.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub thread: ThreadId,
    pub op: Op,
    pub site: Site,
    /// Of several operations, the number of the one that was taken.
    pub arm: Option<usize>,
    pub outcome: Outcome,
    pub written: Option<u64>,
    pub kind: Option<Kind>,
    /// Just before it, its thread had waited for the end of another one.
    pub after_join: bool,
    /// It is a step aside, and nothing changes if it is taken just before the next step of
    /// its thread that is none, or after all others if there is none.
    pub implied: bool,
    /// Under weak memory: the place of an earlier step whose store this one overlooks.
    pub overlooks: Option<usize>,
    /// Under weak memory: how it was taken, if that does not follow from the order. Steps
    /// are named by their places.
    pub variant: Variant,
}

/// A thread that can't go on.
#[derive(Clone, Debug)]
pub(crate) struct Blocked {
    pub thread: ThreadId,
    pub op: Op,
    pub kind: Option<Kind>,
    pub site: Site,
    /// Who has what it waits for.
    pub held_by: Vec<Holder>,
    /// The thread whose end it waits for.
    pub joins: Option<ThreadId>,
}

/// An execution that shows a behaviour.
#[derive(Clone, Debug)]
pub(crate) struct Witness {
    /// Nothing in it is due to weak memory.
    pub interleaving: bool,
    pub preemptions: usize,
    /// All switches between threads.
    pub switches: usize,
    pub steps: Vec<Step>,
    pub threads: BTreeMap<ThreadId, String>,
    /// What threads are called in the clauses of a schedule.
    pub in_clauses: BTreeMap<ThreadId, String>,
    pub blocked: Vec<Blocked>,
    pub panics: Vec<Panic>,
    pub end: Option<crate::model::End>,
    pub divergence: Option<(Option<Site>, Option<Site>)>,
    /// Threads that may still run when the main thread has ended.
    pub left_running: Vec<ThreadId>,
    /// Threads that may be inside of sections at the same time, after these steps.
    pub inside: Vec<(ThreadId, &'static str)>,
    /// What each thread printed.
    pub printed: BTreeMap<ThreadId, String>,
}

impl Witness {
    /// The present execution as a witness, if that is simpler than `known`: an interleaving,
    /// or else with fewer preemptions, or else fewer steps, or else fewer switches. Switches
    /// are looked at `tries` times only.
    pub fn simpler_than(model: &Model, known: Option<&Witness>, tries: &mut u32) -> Option<Self> {
        let (explorer, stays) = (&model.explorer, ended_by_a_step(model));
        let steps = explorer.trace().events().len();
        let interleaving = explorer.is_interleaving();
        if known.is_some_and(|known| known.interleaving && !interleaving) {
            return None;
        }
        // Any interleaving is simpler than what is none.
        let known = known.filter(|known| known.interleaving == interleaving);
        let limit = known.map_or(usize::MAX, |known| {
            known.preemptions + usize::from(steps < known.steps.len())
        });
        let fewer_switches = || {
            let known = known.filter(|known| known.steps.len() == steps)?;
            *tries = tries.checked_sub(1)?;
            explorer.fewest_switches(known.preemptions, known.switches, stays)
        };
        let telling = explorer.fewest_preemptions(limit, stays);
        let telling = telling.or_else(fewer_switches)?;
        Some(Self::told(model, &telling))
    }

    /// The present execution, told in the order in which its steps were taken.
    pub fn as_taken(model: &Model) -> Self {
        Self::told(model, &model.explorer.as_taken())
    }

    /// The present execution, told so.
    fn told(model: &Model, telling: &Telling) -> Self {
        Self {
            interleaving: model.explorer.is_interleaving(),
            preemptions: telling.preemptions,
            switches: telling.switches,
            steps: steps(model, &telling.order),
            threads: Names::of(model).shown(),
            in_clauses: Names::of(model).in_clauses(),
            blocked: blocked(model),
            panics: model.escaped.clone(),
            end: model.end.clone(),
            divergence: model.divergence,
            left_running: crate::behaviour::left_running(model),
            inside: Vec::new(),
            printed: printed(model),
        }
    }

    /// The steps of the present execution that come before all of `stays` have begun.
    pub fn of_stays(model: &Model, stays: &[&Stay]) -> Option<Self> {
        let trace = model.explorer.trace();
        let telling = model.explorer.fewest_preemptions(usize::MAX, false)?;
        let before = |event: &Event| {
            let known = |stay: &&Stay| stay.known.get(event.thread.index()).copied();
            let most = stays.iter().filter_map(known).max();
            event.number <= most.unwrap_or(0)
        };
        let mut order = telling.order;
        order.retain(|&index| before(&trace.events()[index]));
        let mut inside: Vec<_> = stays.iter().map(|stay| (stay.thread, stay.name)).collect();
        inside.sort_unstable();
        Some(Self {
            interleaving: model.explorer.is_interleaving(),
            preemptions: telling.preemptions,
            switches: telling.switches,
            steps: steps(model, &order),
            threads: Names::of(model).shown(),
            in_clauses: Names::of(model).in_clauses(),
            blocked: Vec::new(),
            panics: Vec::new(),
            end: None,
            divergence: None,
            left_running: Vec::new(),
            inside,
            printed: BTreeMap::new(),
        })
    }

    /// The steps of the present execution that lead to where one stay keeps another out:
    /// the second one's thread waits for a lock which the first one's has taken before it
    /// went in. `None` if no lock is what comes between them.
    pub fn of_wait(model: &Model, inside: &Stay, outside: &Stay) -> Option<Self> {
        let trace = model.explorer.trace();
        let has_entered = known(inside, inside.thread);
        let knows_more = |index: usize| trace.seen(index, inside.thread) > has_entered;
        let events = trace.events();
        let waits = (0..events.len()).find(|&index| {
            let event = &events[index];
            let before = event.number <= known(outside, outside.thread);
            event.thread == outside.thread && before && knows_more(index)
        })?;
        let Event { op, site, .. } = events[waits];
        let mut holding = Holding::default();
        for event in events {
            if event.thread == inside.thread && event.number <= has_entered {
                holding.step(&event.op, event.outcome, event.site, op.object);
            }
        }
        let locks = matches!(op.action, Action::Lock | Action::Share);
        if !locks || holding.last().is_none() {
            return None;
        }
        let before = |index: usize| {
            let event = &events[index];
            let own = event.number <= known(inside, event.thread);
            own || index != waits && !knows_more(index) && trace.happened_before(index, waits)
        };
        let telling = model.explorer.fewest_preemptions(usize::MAX, false)?;
        let mut order = telling.order;
        order.retain(|&index| before(index));
        let blocked = Blocked {
            thread: outside.thread,
            op,
            kind: kind(model, &op),
            site,
            held_by: vec![holding.holder(inside.thread)],
            joins: None,
        };
        Some(Self {
            interleaving: model.explorer.is_interleaving(),
            preemptions: telling.preemptions,
            switches: telling.switches,
            steps: steps(model, &order),
            threads: Names::of(model).shown(),
            in_clauses: Names::of(model).in_clauses(),
            blocked: vec![blocked],
            panics: Vec::new(),
            end: None,
            divergence: None,
            left_running: Vec::new(),
            inside: vec![(inside.thread, inside.name)],
            printed: BTreeMap::new(),
        })
    }

    /// What a thread is called.
    pub fn name(&self, thread: ThreadId) -> &str {
        self.threads.get(&thread).map_or("a thread", String::as_str)
    }
}

/// Steps of `thread` that are known where the stay begins.
fn known(stay: &Stay, thread: ThreadId) -> u32 {
    stay.known.get(thread.index()).copied().unwrap_or(0)
}

pub(crate) fn kind(model: &Model, op: &Op) -> Option<Kind> {
    if op.action == Action::Choose {
        // Not whether a wait ends without a cause, but which branch is taken.
        return (model.limits.spurious_wakeups == 0).then_some(Kind::Event);
    }
    (op.object != ObjectId::NONE).then(|| model.explorer.kind(op.object))
}

/// Whether its last step brought the execution to its end, so that no other can be last.
fn ended_by_a_step(model: &Model) -> bool {
    matches!(
        model.end,
        Some(End::Exit { .. } | End::Refused { .. } | End::TooManyThreads { .. })
    )
}

/// The events of the present execution in this order, as steps.
fn steps(model: &Model, order: &[usize]) -> Vec<Step> {
    let trace = model.explorer.trace();
    let overlooked = model.explorer.overlooked(order);
    let told = order.iter().zip(overlooked);
    let told = told.zip(model.explorer.variants_of(order));
    let mut steps: Vec<Step> = told
        .map(|((&index, overlooks), variant)| Step {
            overlooks,
            variant,
            ..step(model, &trace.events()[index])
        })
        .collect();
    for place in 0..steps.len() {
        let own = |other: &usize| steps[*other].thread == steps[place].thread;
        let mut rest = place + 1..steps.len();
        let next = rest.find(|other| own(other) && aside::of_step(&steps, *other).is_none());
        // A step that is blocked in the end may depend on what was done last.
        let comes = next.is_some() || model.end == Some(End::Complete);
        let mut between = place + 1..next.unwrap_or(steps.len());
        let apart = |other: usize| {
            own(&other)
                || !trace.happened_before(order[place], order[other])
                    && !is_seen(&steps, place, other)
        };
        let is_aside = aside::of_step(&steps, place).is_some();
        let by_rule = steps[place].variant == Variant::default();
        steps[place].implied = is_aside && by_rule && comes && between.all(apart);
        if steps[place].op.action == Action::Choose {
            // Nothing depends on it but what its thread does next.
            steps[place].implied = !aside::is_choice(&steps[place]);
        }
    }
    steps
}

/// Whether the step at `place` reads what the one at `other` changes: it would read that if
/// it came later, though neither need happen before the other.
fn is_seen(steps: &[Step], place: usize, other: usize) -> bool {
    let (step, other) = (&steps[place], &steps[other]);
    step.op.object == other.op.object && other.written.is_some()
}

fn step(model: &Model, event: &Event) -> Step {
    Step {
        thread: event.thread,
        op: event.op,
        site: event.site,
        arm: event.arm(),
        outcome: event.outcome,
        written: event.written,
        kind: kind(model, &event.op),
        after_join: event.after_join(),
        overlooks: None,
        variant: Variant::default(),
        implied: false,
    }
}

fn printed(model: &Model) -> BTreeMap<ThreadId, String> {
    model
        .numbered()
        .filter(|(_, thread)| !thread.printed.is_empty())
        .map(|(id, thread)| (id, thread.printed.clone()))
        .collect()
}

fn blocked(model: &Model) -> Vec<Blocked> {
    let waiting = crate::behaviour::waiting(model).into_iter();
    waiting
        .filter_map(|(thread, op)| {
            let (_, site) = model.explorer.pending(thread)?;
            let holders = model.explorer.in_the_way(thread, &op).into_iter();
            Some(Blocked {
                thread,
                op,
                kind: kind(model, &op),
                site,
                held_by: holders.map(|holder| held(model, holder, &op)).collect(),
                joins: joined(model, &op),
            })
        })
        .collect()
}

/// What `thread` has of that which `op` waits for.
fn held(model: &Model, thread: ThreadId, op: &Op) -> Holder {
    let object = match (op.action, op.also) {
        (Action::Wake | Action::Stir, Some((lock, _))) => lock,
        _ => op.object,
    };
    let mut holding = Holding::default();
    for event in model.explorer.trace().events() {
        if event.thread == thread {
            holding.step(&event.op, event.outcome, event.site, object);
        }
    }
    holding.holder(thread)
}

/// The thread whose end `op` waits for.
fn joined(model: &Model, op: &Op) -> Option<ThreadId> {
    if op.action != Action::Join {
        return None;
    }
    let lives = |(_, thread): &(ThreadId, &Thread)| thread.life == op.object;
    model.numbered().find(lives).map(|(id, _)| id)
}
