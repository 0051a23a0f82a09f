//! A thread that begins to work only when another one has done all of its own: what was to
//! be handed on piece by piece was handed on in one.

use crate::Timeline;
use crate::timeline::{Activity, Slice, What};

/// More threads than that are hardly stages, and all pairs of them would be too many.
const THREADS: usize = 32;

/// The first such pair, if the later one waits for messages or the like meanwhile.
pub(super) fn begins_late(timeline: &Timeline) -> Option<String> {
    let ids = || (0..).take(timeline.threads().len().min(THREADS));
    let mut pairs = ids().flat_map(|first| ids().map(move |second| (first, second)));
    pairs.find_map(|(first, second)| {
        let end = work(timeline, first).map(|slice| slice.to).max()?;
        let begin = work(timeline, second).map(|slice| slice.from).min()?;
        let wait = timeline.waits().iter().find(|wait| {
            wait.thread == second && wait.from < end && is_for_another_to_hand_on(wait.what)
        })?;
        (end <= begin).then(|| {
            let what = timeline.what(wait.what);
            let [first, second] = [first, second].map(|id| super::serial::name(timeline, id));
            format!(
                "{second} does nothing before {first} has done all of its work, at {end}: it \
                 waits for {what}."
            )
        })
    })
}

fn is_for_another_to_hand_on(what: What) -> bool {
    !what.is_lock() && !matches!(what, What::Join(_) | What::Sleep)
}

fn work(timeline: &Timeline, thread: u16) -> impl Iterator<Item = &Slice> {
    let slices = timeline.slices().iter();
    slices.filter(move |slice| slice.thread == thread && slice.activity == Activity::Work)
}
