//! Why a witness went wrong, as far as its steps tell, in a sentence or two.

mod late;
mod mistakes;
mod order;
pub(crate) mod serial;

use interleave_core::Site;
use interleave_core::op::{Action, ThreadId};

use crate::behaviour::Behaviour;
use crate::endless;
use crate::mistake::{self, Mistake, Torn};
use crate::model::{End, Panic};
use crate::report::Report;
use crate::source::{file_name, is_shadow};
use crate::stuck;
use crate::witness::{Blocked, Witness};

/// Threads of which it is told what they wait for.
const WAITING: usize = 4;

/// One sentence or two, if there is something to say that the rows don't show.
pub(crate) fn why(witness: &Witness, behaviour: &Behaviour) -> Vec<String> {
    match behaviour {
        Behaviour::Outcome(_) | Behaviour::Panic(_) => mistake::find(witness)
            .map(|mistake| mistakes::tell(witness, mistake))
            .into_iter()
            .chain(witness.panics.iter().map(|panic| panics(witness, panic)))
            .collect(),
        Behaviour::Deadlock
        | Behaviour::SelfDeadlock
        | Behaviour::LostWakeUp
        | Behaviour::LeftWaiting => waiting(witness),
        Behaviour::Livelock => endless::why(witness),
        _ => end(witness),
    }
}

/// The same for what should not be. That a result is right but for its order says more than
/// who had which lock in between.
pub(crate) fn of_unexpected(
    report: &Report,
    witness: &Witness,
    behaviour: &Behaviour,
) -> Vec<String> {
    let found = mistake::find(witness);
    if found.is_none_or(is_about_locks) && is_in_another_order(report, behaviour) {
        let text = "the values are right, but not their order: it depends on which thread comes \
                    first.";
        return vec![text.to_owned()];
    }
    why(witness, behaviour)
}

fn is_about_locks(mistake: Mistake) -> bool {
    matches!(
        mistake,
        Mistake::Interrupted { .. }
            | Mistake::BothInterrupted { .. }
            | Mistake::Torn {
                what: Torn::Locks,
                ..
            }
    )
}

/// Whether this is the only expected outcome in another order, and that one is seen as well.
pub(crate) fn is_in_another_order(report: &Report, behaviour: &Behaviour) -> bool {
    let expected = report.expected.as_deref().unwrap_or_default();
    let seen = |line| report.lines().contains(line);
    order::the_only(expected).is_some_and(seen)
        && order::is_another_order(&behaviour.to_string(), expected)
}

/// `exercise.rs:14`, if it is a line of the program's.
fn line(site: Site) -> Option<String> {
    (!is_shadow(site)).then(|| format!("{}:{}", file_name(site.file()), site.line()))
}

/// ` at exercise.rs:14`, if it is a line of the program's.
pub(crate) fn at(site: Site) -> String {
    line(site).map_or_else(String::new, |line| format!(" at {line}"))
}

/// ` at a.rs:1, 2 and 3`: the lines of the program among these; a file is named where it
/// changes.
pub(crate) fn at_lines(sites: impl IntoIterator<Item = Site>) -> String {
    let own = sites.into_iter().filter(|site| !is_shadow(site));
    let mut lines: Vec<(&str, u32)> = own
        .map(|site| (file_name(site.file()), site.line()))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let mut file = "";
    let mut texts: Vec<String> = Vec::new();
    for (name, line) in lines {
        texts.push(match file == name {
            true => line.to_string(),
            false => format!("{name}:{line}"),
        });
        file = name;
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    if texts.is_empty() {
        return String::new();
    }
    format!(" at {}", listed(&texts))
}

fn panics(witness: &Witness, panic: &Panic) -> String {
    let place = panic.line.as_ref();
    let place = place.map_or_else(String::new, |(file, line, _)| {
        format!(" at {}:{line}", file_name(file))
    });
    let message = panic.message.lines().next().unwrap_or_default();
    format!("{} panics{place}: {message}", witness.name(panic.thread))
}

/// The waiting threads that are worth a word: not those which only wait for the end of
/// others, unless they are part of it.
pub(crate) fn told(witness: &Witness) -> Vec<&Blocked> {
    let all = || witness.blocked.iter();
    let in_the_way = |thread: ThreadId| {
        all().any(|other| other.held_by.iter().any(|holder| holder.thread == thread))
    };
    let only_joins = all().all(|blocked| blocked.op.action == Action::Join);
    all()
        .filter(|blocked| {
            only_joins || blocked.op.action != Action::Join || in_the_way(blocked.thread)
        })
        .collect()
}

fn waiting(witness: &Witness) -> Vec<String> {
    let told = told(witness);
    let mut sentences: Vec<String> = told
        .iter()
        .take(WAITING)
        .map(|blocked| stuck::waits(witness, blocked))
        .collect();
    match told.len().saturating_sub(WAITING) {
        0 => {}
        1 => sentences.push("one thread more waits like them.".to_owned()),
        more => sentences.push(format!("{more} threads more wait like them.")),
    }
    sentences
}

/// `a, b and c`.
pub(crate) fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [word] => (*word).to_owned(),
        [words @ .., last] => format!("{} and {last}", words.join(", ")),
    }
}

fn end(witness: &Witness) -> Vec<String> {
    match &witness.end {
        Some(End::Exit { thread, site, .. }) => {
            let (who, place) = (witness.name(*thread), at(site));
            vec![format!("{who} ends the whole program{place}.")]
        }
        Some(End::Refused {
            what,
            instead,
            thread,
            site,
        }) => {
            let (who, place) = (witness.name(*thread), at(site));
            vec![
                format!("{who} uses {what}{place}, which can't be judged."),
                sentence(instead),
                "What can be used is listed in docs/std-coverage.md.".to_owned(),
            ]
        }
        Some(End::TooManyThreads { site }) => {
            let place = at(site);
            vec![format!("one thread after the other is started{place}.")]
        }
        Some(End::Diverged { thread }) => diverged(witness, *thread),
        _ => left_running(witness),
    }
}

/// That threads are inside of sections at the same time.
pub(crate) fn inside(witness: &Witness) -> String {
    let same = witness.inside.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let places: Vec<String> = witness
        .inside
        .iter()
        .map(|(thread, section)| match same {
            true => witness.name(*thread).to_owned(),
            false => format!("{} in {section}", witness.name(*thread)),
        })
        .collect();
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    format!(
        "nothing keeps {} from being there at once.",
        listed(&places)
    )
}

/// What keeps threads from being inside of sections at the same time.
pub(crate) fn apart(witness: &Witness) -> Vec<String> {
    let waiting = witness.blocked.iter();
    waiting
        .map(|blocked| stuck::waits(witness, blocked))
        .collect()
}

/// That nobody waits for some threads.
pub(crate) fn left_running(witness: &Witness) -> Vec<String> {
    let left = witness.left_running.iter();
    let names: Vec<&str> = left.map(|id| witness.name(*id)).collect();
    let they = if names.len() > 1 { "they" } else { "it" };
    vec![format!(
        "nobody joins {}, so {they} may still run when main is done.",
        listed(&names)
    )]
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}.", letters.as_str())
}

fn diverged(witness: &Witness, thread: ThreadId) -> Vec<String> {
    let who = witness.name(thread);
    let Some((before, now)) = witness.divergence else {
        return Vec::new();
    };
    let somewhere = |site: Option<_>| site.map_or_else(|| " somewhere else".to_owned(), at);
    let (before, now) = (somewhere(before), somewhere(now));
    vec![
        format!("after the same steps, {who} went on{before} once and{now} now."),
        "randomness, the real clock or the order of a hash map can do that.".to_owned(),
    ]
}
