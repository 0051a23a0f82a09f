//! Why a witness went wrong, as far as its steps tell, in a sentence or two.

use interleave_core::Site;
use interleave_core::op::{Action, Outcome, ThreadId};

use crate::behaviour::Behaviour;
use crate::endless;
use crate::mistake::{self, Mistake};
use crate::model::{End, Panic};
use crate::source::{file_name, is_shadow};
use crate::stuck;
use crate::witness::{Blocked, Step, Witness};

/// Threads of which it is told what they wait for.
const WAITING: usize = 4;

/// One sentence or two, if there is something to say that the rows don't show.
pub(crate) fn why(witness: &Witness, behaviour: &Behaviour) -> Vec<String> {
    match behaviour {
        Behaviour::Outcome(_) | Behaviour::Panic(_) => mistake::find(witness)
            .map(|mistake| tell(witness, mistake))
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

/// `exercise.rs:14`, if it is a line of the program's.
fn line(site: Site) -> Option<String> {
    (!is_shadow(site)).then(|| format!("{}:{}", file_name(site.file()), site.line()))
}

/// ` at exercise.rs:14`, if it is a line of the program's.
pub(crate) fn at(site: Site) -> String {
    line(site).map_or_else(String::new, |line| format!(" at {line}"))
}

fn tell(witness: &Witness, mistake: Mistake) -> String {
    let name = |step: usize| witness.name(witness.steps[step].thread);
    match mistake {
        Mistake::Overlooked { store, load } => format!(
            "{} still gets an older value{}, although {} has stored a newer one{}. The \
             orderings don't make it see that.",
            name(load),
            at(witness.steps[load].site),
            name(store),
            at(witness.steps[store].site)
        ),
        Mistake::Overtaken { first, store } => format!(
            "{}'s store{} takes effect before {}'s{}, although that comes first here. The \
             orderings leave this open: two atomics need not change in one order for all.",
            name(store),
            at(witness.steps[store].site),
            name(first),
            at(witness.steps[first].site)
        ),
        Mistake::LostUpdate {
            load,
            overwritten,
            store,
        } => {
            let (first, second) = (name(overwritten), name(store));
            let mine = read(&witness.steps[load]);
            let loser = &witness.steps[overwritten];
            let theirs =
                mistake::last_load(&witness.steps, overwritten, loser.thread, loser.op.object)
                    .map(|load| read(&witness.steps[load]));
            if theirs.as_ref() == Some(&mine) {
                format!("both read {mine} before either wrote: {second}'s store loses {first}'s.")
            } else {
                format!(
                    "{second} stores what it made of {mine}, but {first} has written since: that is lost."
                )
            }
        }
        Mistake::Stale { load, changed, act } => format!(
            "{} goes by the {} that it read, but {} has changed that since.",
            name(act),
            read(&witness.steps[load]),
            name(changed)
        ),
        Mistake::Spurious { waking } => format!(
            "{} waits{}, and wakes up although nobody has woken it. A wait may do that: ask \
             again, in a loop, for what it waits for.",
            name(waking),
            at(witness.steps[waking].site)
        ),
        Mistake::Interrupted {
            first,
            other,
            second,
        } => format!(
            "{} has the lock{} and again{}, but not in between: there, {} takes it.",
            name(first),
            at(witness.steps[first].site),
            at(witness.steps[second].site),
            name(other)
        ),
        Mistake::BothInterrupted {
            firsts,
            seconds: [second, last],
        } => format!(
            "{} and {} have both had the lock{} before either has it again{}: what {} found \
             there, {} may have changed since.",
            name(second),
            name(last),
            at_lines(firsts.map(|step| witness.steps[step].site)),
            at_lines([second, last].map(|step| witness.steps[step].site)),
            name(last),
            name(second)
        ),
        Mistake::Busy { taken, tries } => format!(
            "{} finds the lock busy{}, since {} has it{}, and does not come back for it.",
            name(tries),
            at(witness.steps[tries].site),
            name(taken),
            at(witness.steps[taken].site)
        ),
        Mistake::Refused { load, changed, act } => format!(
            "{} goes by the {} that it read, finds{} that {} has changed that since, and does \
             not try again.",
            name(act),
            read(&witness.steps[load]),
            at(witness.steps[act].site),
            name(changed)
        ),
        Mistake::TornRead {
            first,
            second,
            other,
        } => format!(
            "{} reads two values one after the other{}: in between, {} changes both, so that \
             one is old and one is new.",
            name(first),
            at_both(witness, first, second),
            witness.name(other)
        ),
        Mistake::TornWrite {
            first,
            second,
            other,
        } => format!(
            "{} changes two values one after the other{}: in between, {} reads both, one new \
             and one old.",
            name(first),
            at_both(witness, first, second),
            witness.name(other)
        ),
        Mistake::NotTogether {
            first,
            second,
            other,
        } => format!(
            "{} takes two locks one after the other{}, not together: in between, {} has both.",
            name(first),
            at_both(witness, first, second),
            witness.name(other)
        ),
        Mistake::EarlyFlag {
            flag,
            found,
            ahead,
            work,
        } => format!(
            "{} sets the flag{} before its work{}: in between, {} finds it set{}, and goes \
             ahead{}.",
            name(flag),
            at(witness.steps[flag].site),
            at(witness.steps[work].site),
            name(found),
            at(witness.steps[found].site),
            at(witness.steps[ahead].site)
        ),
    }
}

/// ` at exercise.rs:14 and 15`, as far as they are lines of the program's.
fn at_both(witness: &Witness, first: usize, second: usize) -> String {
    at_lines([first, second].map(|step| witness.steps[step].site))
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

fn read(step: &Step) -> String {
    match step.outcome {
        Outcome::Value(value) => crate::values::show(value, step.kind),
        _ => String::new(),
    }
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

fn left_running(witness: &Witness) -> Vec<String> {
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
