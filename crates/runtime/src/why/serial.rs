//! Why threads of a simulation don't get on at the same time, as far as its timeline
//! tells: in a sentence or two.

use std::collections::BTreeSet;

use super::late::begins_late;
use super::{at, listed};
use crate::Timeline;
use crate::timeline::{Activity, Ended, Slice, Wait, What};

/// Waits that are told.
const WAITS: usize = 4;

/// Why it takes longer than it could.
pub(crate) fn why(timeline: &Timeline) -> Vec<String> {
    let reasons = [
        joined_before_created,
        worked_under_a_lock,
        all_in_one_thread,
        worked_before_it_created,
        waited_for_something,
        one_works_at_the_end,
    ];
    // What comes first is the more likely cause; the rest may only follow from it.
    reasons
        .iter()
        .find_map(|reason| reason(timeline))
        .into_iter()
        .collect()
}

/// Why it does not come to its end.
pub(crate) fn end(timeline: &Timeline) -> Vec<String> {
    match timeline.ended() {
        Ended::Deadlock => for_ever(timeline),
        Ended::Endless { thread, site } => {
            let name = name(timeline, *thread);
            vec![format!(
                "{name} goes on and on{}, and no time passes in that loop.",
                at(site)
            )]
        }
        Ended::OutOfTime | Ended::OutOfSteps => {
            vec!["it was stopped: there is a loop in it that doesn't come to its end.".to_owned()]
        }
        Ended::TooManyThreads => vec!["it has more and more threads.".to_owned()],
        Ended::Refused { what, instead } => {
            vec![format!("{what} can't be simulated: {instead}")]
        }
        Ended::Exit(_) => vec!["your code ends the whole program.".to_owned()],
        Ended::Complete | Ended::Panicked { .. } => Vec::new(),
    }
}

/// The waits that nothing ends: of those for other threads' ends, only if there are no
/// others.
fn for_ever(timeline: &Timeline) -> Vec<String> {
    let open = || timeline.waits().iter().filter(|wait| wait.to.is_none());
    let joins = |wait: &&Wait| matches!(wait.what, What::Join(_));
    let only_joins = open().all(|wait| joins(&wait));
    let told = open().filter(|wait| only_joins || !joins(wait));
    told.take(WAITS)
        .map(|wait| waits_for_ever(timeline, wait))
        .collect()
}

fn waits_for_ever(timeline: &Timeline, wait: &Wait) -> String {
    let holders: Vec<&str> = wait.held_by.iter().map(|id| name(timeline, *id)).collect();
    let held = match holders.as_slice() {
        [] => String::new(),
        [_] if wait.held_by == [wait.thread] => ", which it has itself".to_owned(),
        [one] => format!(", which {one} has"),
        more => format!(", which {} have", listed(more)),
    };
    format!(
        "{} waits{} for {}{held}.",
        name(timeline, wait.thread),
        at(wait.site),
        timeline.what(wait.what)
    )
}

/// A thread is created only after its creator has waited for the end of another one.
fn joined_before_created(timeline: &Timeline) -> Option<String> {
    timeline.waits().iter().find_map(|wait| {
        let (What::Join(joined), Some(to)) = (wait.what, wait.to) else {
            return None;
        };
        let is_next = |thread: u16| {
            let record = &timeline.threads()[usize::from(thread)];
            record.creator == Some(wait.thread) && record.born >= to && works(timeline, thread)
        };
        let next = ids(timeline).find(|thread| is_next(*thread))?;
        let (next, joined) = (name(timeline, next), name(timeline, joined));
        let who = name(timeline, wait.thread);
        let place = at(wait.site);
        Some(format!(
            "{next} only starts when {joined} has ended: {who} waits for that{place} in between."
        ))
    })
}

/// A thread waits for a lock while the one that has it works.
fn worked_under_a_lock(timeline: &Timeline) -> Option<String> {
    let worked = |wait: &&Wait| {
        let to = wait.to.unwrap_or(timeline.makespan());
        let meanwhile = |slice: &&Slice| slice.from < to && wait.from < slice.to;
        let mut work = work(timeline).filter(meanwhile);
        work.any(|slice| wait.held_by.contains(&slice.thread))
    };
    let locks = timeline.waits().iter().filter(|wait| wait.what.is_lock());
    // Of equals the first.
    let wait = locks
        .filter(worked)
        .rev()
        .max_by_key(|wait| timeline.length_of(wait))?;
    let holders: Vec<&str> = wait.held_by.iter().map(|id| name(timeline, *id)).collect();
    let (who, place) = (name(timeline, wait.thread), at(wait.site));
    let length = timeline.length_of(wait);
    let holders = listed(&holders);
    Some(format!(
        "{who} waits {length} units for a lock{place}, and {holders} works while it has that \
         lock."
    ))
}

/// There is work, and one thread does it all.
fn all_in_one_thread(timeline: &Timeline) -> Option<String> {
    let workers: BTreeSet<u16> = work(timeline).map(|slice| slice.thread).collect();
    let &only = workers.iter().next().filter(|_| workers.len() == 1)?;
    let who = name(timeline, only);
    Some(format!(
        "{who} does all of the work, one thing after the other."
    ))
}

/// A thread works, then creates another one, and nobody else works while that one does.
fn worked_before_it_created(timeline: &Timeline) -> Option<String> {
    ids(timeline).find_map(|thread| {
        let record = &timeline.threads()[usize::from(thread)];
        let (creator, born) = (record.creator?, record.born);
        let ended = record.ended.unwrap_or(timeline.makespan());
        let before = work(timeline).any(|slice| slice.thread == creator && slice.to == born);
        let meanwhile = |slice: &Slice| born < slice.to && slice.from < ended;
        let mut others = work(timeline).filter(|slice| slice.thread != thread);
        let alone = works(timeline, thread) && !others.any(meanwhile);
        let (creator, name) = (name(timeline, creator), name(timeline, thread));
        (before && alone).then(|| {
            format!(
                "{creator} works until {born}, and only then starts {name}. So while one of \
                 them works, the other does nothing."
            )
        })
    })
}

/// A thread waits for a message, a notification, or the like, for a quarter of the time.
fn waited_for_something(timeline: &Timeline) -> Option<String> {
    let late = begins_late(timeline);
    if late.is_some() {
        return late;
    }
    let other = |wait: &&Wait| !matches!(wait.what, What::Join(_) | What::Sleep);
    let waits = timeline.waits().iter().filter(other);
    let wait = waits.rev().max_by_key(|wait| timeline.length_of(wait))?;
    let length = timeline.length_of(wait);
    let (who, what) = (name(timeline, wait.thread), timeline.what(wait.what));
    let place = at(wait.site);
    (4 * length >= timeline.makespan())
        .then(|| format!("{who} waits {length} units for {what}{place}."))
}

/// For the last quarter of the time only one thread works, though there are more cores.
fn one_works_at_the_end(timeline: &Timeline) -> Option<String> {
    let last = work(timeline).max_by_key(|slice| slice.to)?;
    let others = work(timeline).filter(|slice| slice.thread != last.thread);
    let alone = others.map(|slice| slice.to).max()?;
    let length = last.to.checked_sub(alone)?;
    let told = timeline.machine().cores > 1 && 4 * length >= timeline.makespan() && length > 0;
    let who = name(timeline, last.thread);
    told.then(|| format!("from {alone} to {}, only {who} works.", last.to))
}

fn work(timeline: &Timeline) -> impl Iterator<Item = &Slice> {
    let slices = timeline.slices().iter();
    slices.filter(|slice| slice.activity == Activity::Work)
}

fn works(timeline: &Timeline, thread: u16) -> bool {
    work(timeline).any(|slice| slice.thread == thread)
}

fn ids(timeline: &Timeline) -> impl Iterator<Item = u16> {
    (0..).take(timeline.threads().len())
}

pub(super) fn name(timeline: &Timeline, thread: u16) -> &str {
    timeline
        .threads()
        .get(usize::from(thread))
        .map_or("nobody", |thread| &thread.name)
}
