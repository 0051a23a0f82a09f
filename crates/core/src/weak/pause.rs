//! Waiting loops under weak memory: a pause ends when there is a store that the thread
//! could read next and that holds another value than it has seen.
//!
//! Which store that is, is a choice of the pause (its gate); the loop's next load of
//! that atomic then reads just this one, so that a loop is explored once for each store
//! it could see. What counts as a pause, and what is watched, see [`crate::waiting`].

use super::node::Source;
use super::{Weak, is_atomic};
use crate::op::{ObjectId, ThreadId};
use crate::trace::{Trace, Watched};
use crate::world::{Pending, World};

/// The store that ends a pause.
pub(super) type Gate = (ObjectId, Source);

impl Weak {
    /// The store that ends a pause if the newest does: of the first object watched for
    /// which there is one.
    pub(super) fn newest_gate(
        &self,
        id: ThreadId,
        pending: &Pending,
        world: &World,
        trace: &Trace,
    ) -> Option<Gate> {
        let known = self.known(id, world);
        self.gates(&pending.watched, &known.before, world, trace, |_| true)
            .next()
    }

    /// The stores that end a pause, newest first, of those for which `there` holds.
    pub(super) fn gates<'a>(
        &'a self,
        watched: &'a [Watched],
        known: &'a [u32],
        world: &'a World,
        trace: &'a Trace,
        there: impl Fn(usize) -> bool + Copy + 'a,
    ) -> impl Iterator<Item = Gate> + 'a {
        let atomics = watched.iter().filter(|seen| is_atomic(world, seen.object));
        atomics.flat_map(move |seen| {
            let object = seen.object;
            let value = trace.events[seen.seen_in].value_after();
            let read = self.graph.seen(seen.seen_in, object);
            let last = read.map_or(0, |read| self.graph.position(object, read));
            let from = self.graph.floor(object, known).max(last + 1);
            let newer = self.graph.order(object).iter().skip(from).rev();
            newer
                .filter(move |source| source.index().is_none_or(there))
                .filter(move |&&source| Some(self.graph.value(object, source)) != value)
                .map(move |&source| (object, source))
        })
    }

    /// Whether something watched that isn't an atomic has changed, by the events for which
    /// `there` holds.
    pub(super) fn sync_changed(
        &self,
        watched: &[Watched],
        world: &World,
        trace: &Trace,
        there: impl Fn(usize) -> bool + Copy,
    ) -> bool {
        watched
            .iter()
            .filter(|seen| !is_atomic(world, seen.object))
            .any(|seen| world.changed(std::slice::from_ref(seen), trace, there))
    }

    /// If the thread's next event is a load of the atomic, it reads what has ended the
    /// thread's pause.
    pub(super) fn force(&mut self, thread: ThreadId, gate: Option<Gate>) {
        if self.forced.len() <= thread.index() {
            self.forced.resize(thread.index() + 1, None);
        }
        self.forced[thread.index()] = gate;
    }

    /// What the thread's load of the atomic must read, if a pause has ended for it.
    pub(super) fn forced(&self, thread: ThreadId, object: ObjectId) -> Option<Source> {
        let (forced, source) = (*self.forced.get(thread.index())?)?;
        (forced == object).then_some(source)
    }
}
