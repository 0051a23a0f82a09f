//! What if some events had not happened? Whether a step could be taken then, and what it
//! would depend on: so its race partners are found where both depend on states.

use super::{Instead, Later};
use crate::footprint::Footprint;
use crate::object::State;
use crate::op::ObjectId;
use crate::trace::{Race, Trace};
use crate::world::{self, World};

impl Race {
    /// The events that it does without, and without all that happened after them.
    fn away(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.first).chain(self.also_without.iter().copied())
    }

    /// Whether `other` does without all events that this race does without.
    pub(super) fn leaves_away_less(&self, other: &Race, trace: &Trace) -> bool {
        let gone = |index| other.away().any(|away| trace.happened_before(away, index));
        self.away().all(gone)
    }
}

/// What if some events had not happened?
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub world: &'a World,
    pub trace: &'a Trace,
    pub later: &'a Later<'a>,
    pub objects: &'a [ObjectId],
    /// Events from here on are left away as well.
    pub until: usize,
}

impl Question<'_> {
    /// Whether the step conflicts with the first event of the race where it can be taken
    /// without that.
    pub fn is_direct(&self, race: &Race) -> bool {
        let first = &self.trace.events[race.first];
        let footprint = race.footprint.as_ref();
        self.later.instead == Some(Instead::Another(race.first))
            || footprint.is_none_or(|footprint| footprint.conflicts(&first.footprint))
    }

    /// The races of the step with `first`. What else must be left away is among `after`.
    pub fn races_with(&self, first: usize, after: &[usize]) -> Vec<Race> {
        if self.later.is_looked_for_everywhere() {
            return self.races_of_one_of_several(first, after);
        }
        let race = self.race_with(first, after.iter().copied());
        let race = race.or_else(|| {
            let index = self.later.index;
            let until = index.filter(|&index| index < self.trace.events.len())?;
            Self { until, ..*self }.race_with(first, after.iter().copied())
        });
        race.into_iter().collect()
    }

    /// The race of the step with `first`, if it could be taken without that. Where events
    /// after `first` and independent of it hold it up as well (several readers, each of
    /// them enough to keep a writer out), as few of those are left away as will do.
    fn race_with(&self, first: usize, after: impl Iterator<Item = usize>) -> Option<Race> {
        let mut away = vec![first];
        let mut footprint = self.footprint_without(&away);
        for index in after {
            if footprint.is_some() {
                break;
            }
            if !self.trace.happened_before(first, index) {
                away.push(index);
                footprint = self.footprint_without(&away);
            }
        }
        let mut footprint = footprint?;
        for place in (1..away.len()).rev() {
            let index = away.remove(place);
            match self.footprint_without(&away) {
                Some(enough) => footprint = enough,
                None => away.insert(place, index),
            }
        }
        away.remove(0);
        Some(Race {
            first,
            later: self.until,
            also_without: away,
            footprint: Some(footprint),
            settled_by: usize::MAX,
        })
    }

    /// How the objects stand after the events for which `kept` holds.
    fn states(&self, kept: impl Fn(usize) -> bool + Copy) -> Vec<(ObjectId, State)> {
        let state = |&object| (object, self.world.state_after(object, self.trace, kept));
        self.objects.iter().map(state).collect()
    }

    /// What the step would depend on had the events `away`, and all that happened after
    /// them, not happened; `None` if it could not be taken then.
    fn footprint_without(&self, away: &[usize]) -> Option<Footprint> {
        let Self {
            world,
            trace,
            later,
            ..
        } = *self;
        let possible = later.instead.is_none_or(|instead| {
            let gone = |&first: &usize| trace.happened_before(first, instead.event());
            away.iter().any(gone)
        });
        if !possible {
            return None;
        }
        let kept = |index| {
            index < self.until
                && away
                    .iter()
                    .all(|&first| !trace.happened_before(first, index))
        };
        let states = self.states(kept);
        let state = |object| {
            let found = states.iter().find(|(other, _)| *other == object);
            &found.expect("all objects of the step are there").1
        };
        let clock = if later.op.timed { world.clock } else { None };
        let woken = later.watched.is_empty() || world.changed(later.watched, trace, kept);
        let Some(taken) = later.taken else {
            let permitted = woken && world::permits(later.thread, later.op, clock, state);
            return permitted.then(|| {
                world::footprint(later.thread, later.op, trace, later.watched, clock, state)
            });
        };
        let (select, number) = (&taken.select, taken.number);
        let woken = woken || !select.is_for_a_time(number);
        (woken && select.permits(later.thread, number, state))
            .then(|| select.footprint(later.thread, number, trace, later.watched, clock, state))
    }
}

/// The same for an operation that was not taken of several. It has more conditions, and
/// what one of them needs may be what another must do without, so events are left away
/// one by one.
impl Question<'_> {
    /// The races with `first`. What else must be left away is looked for among `after`.
    fn races_of_one_of_several(&self, first: usize, after: &[usize]) -> Vec<Race> {
        let mut away = vec![first];
        let mut found = Vec::new();
        loop {
            if let Some(footprint) = self.footprint_without(&away) {
                return vec![self.race_without(&away, footprint)];
            }
            let more: Vec<usize> = after
                .iter()
                .rev()
                .copied()
                .filter(|&index| {
                    away.iter()
                        .all(|&one| !self.trace.happened_before(one, index))
                })
                .collect();
            for &index in &more {
                let later = |race: &Race| {
                    let last = race.also_without.last();
                    last.is_some_and(|&last| self.trace.happened_before(index, last))
                };
                away.push(index);
                if let Some(footprint) = self.footprint_without(&away)
                    && !found.iter().any(later)
                {
                    found.push(self.race_without(&away, footprint));
                }
                away.pop();
            }
            if !found.is_empty() {
                return found;
            }
            let met = self.conditions_met(&away);
            let helps = more.iter().find(|&&index| {
                let with: Vec<usize> = away.iter().copied().chain([index]).collect();
                self.conditions_met(&with) > met
            });
            match helps {
                Some(&index) => away.push(index),
                None => return Vec::new(),
            }
        }
    }

    fn race_without(&self, away: &[usize], footprint: Footprint) -> Race {
        Race {
            first: away[0],
            later: self.until,
            also_without: away[1..].to_vec(),
            footprint: Some(footprint),
            settled_by: usize::MAX,
        }
    }

    /// How many of the conditions for the step would be met without the events `away`.
    fn conditions_met(&self, away: &[usize]) -> usize {
        let kept = |index| {
            away.iter()
                .all(|&first| !self.trace.happened_before(first, index))
        };
        let states: Vec<_> = self.states(kept);
        let state = |object| {
            let found = states.iter().find(|(other, _)| *other == object);
            &found.expect("all objects of the step are there").1
        };
        let free = self.later.instead.is_none_or(|event| !kept(event.event()));
        let met = match self.later.taken {
            Some(taken) => taken.select.met(self.later.thread, taken.number, state),
            None => 0,
        };
        usize::from(free) + met
    }
}
