//! Replaying a schedule: line after line, whose step comes next.
//!
//! A line must fit: its thread exists and can go on, and is about to do what the line says,
//! if it says something. Where a line doesn't, the replay stops and says so. After the last
//! line each thread goes on while it can.

pub(crate) mod clause;
mod lines;
mod misfit;
pub(crate) mod schedule;
mod variant;
pub(crate) mod written;

use interleave_core::op::{Action, Op, ThreadId};
use interleave_core::{NoTurn, Site, Variant};

use self::clause::Clause;
use self::lines::Lines;
use self::schedule::{Misfit, Said, Schedule};
use self::variant::Taken;
use crate::model::{End, Model};
use crate::names::{Found, Names};
use crate::source::{Sources, file_name, is_shadow};
use crate::witness::{self, Witness};
use crate::{aside, words};

/// What has come of a replay.
pub(crate) struct Retold {
    /// The execution, in the order in which its steps were taken; none if the schedule
    /// could not be read.
    pub witness: Option<Witness>,
    /// The line that did not fit, if one did not.
    pub misfit: Option<Misfit>,
    /// Steps that were taken by the schedule, if others came after its last line.
    pub followed: Option<usize>,
    /// That the source has changed since the schedule was written, which fits all the same.
    pub moved: Option<String>,
}

impl Retold {
    /// A schedule that could not be read.
    pub fn unreadable(misfit: Misfit) -> Self {
        Self {
            witness: None,
            misfit: Some(misfit),
            followed: None,
            moved: None,
        }
    }

    /// The execution that has come to its end, if it was a replay.
    pub fn of(model: &Model) -> Option<Self> {
        let director = model.director.as_ref()?;
        let misfit = match &model.end {
            Some(End::Misfit(misfit)) => Some(misfit.clone()),
            _ => director.unfollowed(),
        };
        let stopped = misfit.is_some();
        Some(Self {
            witness: Some(Witness::as_taken(model)),
            misfit,
            followed: director.followed,
            moved: director.lines.moved().filter(|_| !stopped),
        })
    }
}

/// Says whose step comes next.
pub(crate) struct Director {
    schedule: Schedule,
    /// The line that is next.
    at: usize,
    /// Steps of that line that have been taken.
    done: u32,
    lines: Lines,
    taken: Taken,
    sources: Sources,
    followed: Option<usize>,
}

impl Director {
    pub fn new(schedule: Schedule) -> Self {
        Self {
            schedule,
            at: 0,
            done: 0,
            lines: Lines::default(),
            taken: Taken::default(),
            sources: Sources::default(),
            followed: None,
        }
    }

    /// Begins at the first line.
    pub fn rewind(&mut self) {
        let schedule = std::mem::take(&mut self.schedule);
        *self = Self::new(schedule);
    }

    /// The first line that the execution did not come to before it ended itself.
    fn unfollowed(&self) -> Option<Misfit> {
        let turn = self.schedule.turns.get(self.at)?;
        Some(Misfit {
            line: turn.line,
            why: misfit::OVER.to_owned(),
        })
    }

    /// Gives the turn to the thread whose step comes next, if the schedule says so.
    pub fn direct(&mut self, model: &mut Model) -> Result<(), Misfit> {
        let taken = model.explorer.trace().events().len();
        let Some(turn) = self.schedule.turns.get(self.at) else {
            self.followed.get_or_insert(taken);
            return Ok(());
        };
        let (line, name, said) = (turn.line, turn.name.clone(), turn.step.clone());
        let named = self.turn(model, &name, &said);
        if named.map_err(|why| Misfit { line, why })? {
            self.done += 1;
            let turn = &self.schedule.turns[self.at];
            if self.done == turn.times {
                self.at += 1;
                self.done = 0;
            }
        }
        Ok(())
    }

    /// Gives the turn to the thread. False if it first takes a step that no line is about.
    fn turn(&mut self, model: &mut Model, name: &str, said: &Said) -> Result<bool, String> {
        let names = Names::of(model);
        let id = match names.find(name) {
            Found::One(id) => id,
            Found::Several(names) => return Err(misfit::several(name, &names)),
            Found::Nobody => return Err(misfit::nobody(name, &names)),
        };
        let Some((&op, site)) = model.explorer.pending(id) else {
            return Err(misfit::ended(model, id));
        };
        if op.action == Action::Join {
            return self.wait_for_end(model, id, &op);
        }
        let mut own = model.explorer.trace().events().iter().rev();
        let last = own.find(|event| event.thread == id);
        let says = |word: &str| said.what.as_deref() == Some(word);
        let (named, choice) = match aside::of_next(model, &op, site, last) {
            aside::Next::Step => {
                self.fits(model, said, id, &op, site)?;
                (true, None)
            }
            aside::Next::Aside(word) => (says(word), None),
            aside::Next::Choice(word) => (says(word), Some(u8::from(says(word)))),
        };
        let nothing = Clause::default();
        let clause = if named { &said.clause } else { &nothing };
        let variant = self.taken.meant(clause, &names);
        let variant = variant.map_err(|why| why + &self.taken.instead(model, id))?;
        let event = model.explorer.trace().events().len();
        match model.explorer.give_turn(id, choice, variant) {
            Ok(()) if named => self.taken.add(id, event),
            Ok(()) => {}
            Err(NoTurn::Blocked) => return Err(misfit::blocked(model, id)),
            Err(NoTurn::Absent | NoTurn::Ended) => return Err(misfit::ended(model, id)),
            Err(NoTurn::Unfit(unfit)) => return Err(self.taken.unfit(model, id, clause, unfit)),
        }
        Ok(named)
    }

    /// The thread waits for the end of another one, which is no line's. If that is a step,
    /// and all that is missing, it is taken.
    fn wait_for_end(&self, model: &mut Model, id: ThreadId, join: &Op) -> Result<bool, String> {
        let is_last = |id: &ThreadId| {
            let next = model.explorer.pending(*id);
            next.is_some_and(|(op, _)| op.action == Action::Finish && op.object == join.object)
        };
        let last = model.explorer.able().into_iter().find(is_last);
        match last.map(|id| model.explorer.give_turn(id, None, Variant::default())) {
            Some(Ok(())) => Ok(false),
            _ => Err(misfit::blocked(model, id)),
        }
    }

    /// Whether the thread is about to do what the line says.
    fn fits(
        &mut self,
        model: &Model,
        said: &Said,
        id: ThreadId,
        op: &Op,
        site: Site,
    ) -> Result<(), String> {
        let (call, word) = words::names(op, witness::kind(model, op), site, &mut self.sources);
        let readable = is_shadow(site) || self.sources.can_read(site);
        let is_meant = |what: &str| {
            what == word || !readable || call.as_ref().is_some_and(|call| is_same(what, call))
        };
        let what = said.what.as_deref();
        let here = (!is_shadow(site)).then(|| (file_name(site.file()), site.line()));
        let same = what.is_none_or(is_meant);
        if same && self.lines.fit(said.place.as_ref(), here, what.is_some()) {
            return Ok(());
        }
        let now = call.as_deref().unwrap_or(word);
        Err(misfit::other(model, id, said, now, here))
    }
}

impl Model {
    /// Lets the schedule that is replayed, if there is one, say whose step comes next.
    pub fn direct(&mut self) -> Result<(), Misfit> {
        if self.explorer.goes_on_by_itself() {
            return Ok(());
        }
        let Some(mut director) = self.director.take() else {
            return Ok(());
        };
        let directed = director.direct(self);
        self.director = Some(director);
        directed
    }
}

/// Whether the call `name` (`value.load(..)`) is meant by `said`: with other arguments or
/// none, with a longer path before it, or by its last part alone.
fn is_same(said: &str, name: &str) -> bool {
    let (said, name) = (bare(said), bare(name));
    let last = name.rsplit(['.', ':']).next().unwrap_or(name);
    said == name
        || said == last
        || said
            .strip_suffix(name)
            .is_some_and(|path| path.ends_with('.'))
}

/// The call without its arguments.
fn bare(call: &str) -> &str {
    let arguments = call.strip_suffix(')').and_then(|call| call.rfind('('));
    call[..arguments.unwrap_or(call.len())].trim()
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn a_step_has_several_names() {
        for said in [
            "value.load(..)",
            "value.load",
            "load",
            "self.value.load(Relaxed)",
        ] {
            assert!(is_same(said, "value.load(..)"), "{said}");
        }
        for said in [
            "value.store(..)",
            "other.load(..)",
            "value",
            "alue.load",
            "",
        ] {
            assert!(!is_same(said, "value.load(..)"), "{said}");
        }
        assert!(is_same("get(1).load(..)", "get(1).load(..)"));
        assert!(is_same("yield_now()", "thread::yield_now()"));
        assert!(is_same("println!(..)", "println!(..)"));
    }
}
