//! Why a line of a schedule does not fit, in words, and what to do about it.

use interleave_core::op::ThreadId;

use super::schedule::Said;
use crate::model::Model;
use crate::names::Names;
use crate::stuck;
use crate::why::{at, listed};
use crate::witness::Witness;

/// The execution has ended before the line.
pub(super) const OVER: &str =
    "the execution is over by then. Leave out this line and those after it.";

/// No thread has that name.
pub(super) fn nobody(name: &str, names: &Names) -> String {
    let shown = names.shown();
    let all: Vec<&str> = shown.values().map(String::as_str).collect();
    let (are, all) = (if all.len() > 1 { "are" } else { "is" }, listed(&all));
    format!("no thread is called `{name}` here. There {are} {all}.")
}

/// More than one has.
pub(super) fn several(name: &str, names: &[String]) -> String {
    format!("`{name}` may be {}: say which.", names.join(" or "))
}

/// The thread has no step left.
pub(super) fn ended(model: &Model, id: ThreadId) -> String {
    match able(model) {
        None => OVER.to_owned(),
        Some(able) => format!("{} has ended by then. Here {able}.", name(model, id)),
    }
}

/// The thread waits for something.
pub(super) fn blocked(model: &Model, id: ThreadId) -> String {
    let witness = Witness::as_taken(model);
    let blocked = witness.blocked.iter().find(|blocked| blocked.thread == id);
    let why = match blocked {
        Some(blocked) if !blocked.held_by.is_empty() || blocked.joins.is_some() => {
            stuck::waits(&witness, blocked)
        }
        Some(blocked) => format!("{} waits{}.", witness.name(id), at(blocked.site)),
        None => format!("{} waits.", witness.name(id)),
    };
    let able = able(model).unwrap_or_else(|| "nobody can go on".to_owned());
    format!("{why} Here {able}.")
}

/// The thread is about to do something else than the line says.
pub(super) fn other(
    model: &Model,
    id: ThreadId,
    said: &Said,
    now: &str,
    here: Option<(&str, u32)>,
) -> String {
    let place = said.place.as_ref();
    let before = place.map(|(file, line)| (file.as_str(), *line));
    let is_called = |what: &str| what == now || super::is_same(what, now);
    let before = match said.what.as_deref() {
        Some(what) if is_called(what) => located(before).trim_start().to_owned(),
        what => format!("with {}", described(what, before)),
    };
    let now = described(Some(now), here);
    let remedy = match place {
        None => "",
        Some(_) => {
            " If the file has been edited since, leave out what the line says of the step. If not, \
             the program can't be repeated: randomness, the real clock or the order of a hash \
             map can do that."
        }
    };
    format!(
        "{} goes on with {now}, not {before}.{remedy}",
        name(model, id)
    )
}

fn described(what: Option<&str>, place: Option<(&str, u32)>) -> String {
    match what {
        Some(what) => format!("`{what}`{}", located(place)),
        None => format!("a step{}", located(place)),
    }
}

fn located(place: Option<(&str, u32)>) -> String {
    place.map_or_else(String::new, |(file, line)| format!(" at {file}:{line}"))
}

fn name(model: &Model, id: ThreadId) -> String {
    let names = Names::of(model).shown();
    names
        .get(&id)
        .cloned()
        .unwrap_or_else(|| "a thread".to_owned())
}

/// Who can go on; none if nobody can.
fn able(model: &Model) -> Option<String> {
    let names = Names::of(model).shown();
    let able = model.explorer.able();
    let able: Vec<&str> = able
        .iter()
        .filter_map(|id| Some(names.get(id)?.as_str()))
        .collect();
    (!able.is_empty()).then(|| format!("{} can go on", listed(&able)))
}
