//! Vector clocks: of each event, how many of each thread's events it has seen (that
//! happened before it, or are it).
//!
//! The numbers of all events are in one piece of memory, a row an event. The clock of the
//! event that is being taken is the last row.

/// The width of rows is a multiple of this: they are joined several numbers at a time.
const LANES: usize = 4;

#[derive(Clone, Debug, Default)]
pub(crate) struct Clocks {
    numbers: Vec<u32>,
    /// Threads that a row has room for.
    width: usize,
}

impl Clocks {
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn of(&self, event: usize) -> &[u32] {
        &self.numbers[event * self.width..(event + 1) * self.width]
    }

    /// How many of the events of the thread at an index `event` has seen.
    #[inline]
    pub fn seen(&self, event: usize, thread: usize) -> u32 {
        if thread < self.width {
            self.numbers[event * self.width + thread]
        } else {
            0
        }
    }

    /// Opens the clock of the next event, with all that `event` has seen.
    pub fn open(&mut self, event: Option<usize>) {
        match event {
            Some(event) => {
                let row = event * self.width..(event + 1) * self.width;
                self.numbers.extend_from_within(row);
            }
            None => self.numbers.resize(self.numbers.len() + self.width, 0),
        }
    }

    /// Adds the clock of the next event.
    pub fn push(&mut self, clock: &[u32]) {
        self.numbers.extend_from_slice(clock);
    }

    /// The clock that was opened last.
    pub fn last(&self) -> &[u32] {
        &self.numbers[self.numbers.len() - self.width..]
    }

    pub fn last_mut(&mut self) -> &mut [u32] {
        let start = self.numbers.len() - self.width;
        &mut self.numbers[start..]
    }

    /// Joins all that `event` has seen into the clock that was opened last.
    pub fn join(&mut self, event: usize) {
        let start = self.numbers.len() - self.width;
        let (before, last) = self.numbers.split_at_mut(start);
        join(last, &before[event * self.width..(event + 1) * self.width]);
    }

    /// Makes room for `threads` in every clock.
    pub fn widen(&mut self, threads: usize) {
        if threads <= self.width {
            return;
        }
        let width = threads.next_power_of_two().max(LANES);
        let mut numbers = Vec::new();
        for row in self.numbers.chunks_exact(self.width.max(1)) {
            numbers.extend_from_slice(row);
            numbers.resize(numbers.len() + width - self.width, 0);
        }
        self.numbers = numbers;
        self.width = width;
    }

    /// Forgets all clocks but those of the first `events`.
    pub fn truncate(&mut self, events: usize) {
        self.numbers.truncate(events * self.width);
    }
}

/// The later of two clocks, in each thread.
pub(crate) fn join(clock: &mut [u32], other: &[u32]) {
    let (mine, _) = clock.as_chunks_mut::<LANES>();
    let (theirs, _) = other.as_chunks::<LANES>();
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        for (mine, theirs) in mine.iter_mut().zip(theirs) {
            *mine = (*mine).max(*theirs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_sees_what_the_joined_ones_have_seen() {
        let mut clocks = Clocks::default();
        clocks.widen(2);
        for (event, thread) in [(None, 0), (None, 1), (Some(0), 0)] {
            clocks.open(event);
            clocks.last_mut()[thread] += 1;
        }
        clocks.join(1);
        assert_eq!(clocks.last()[..2], [2, 1]);
        clocks.widen(9);
        assert_eq!(clocks.of(2)[..9], [2, 1, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!((clocks.seen(0, 0), clocks.seen(0, 77)), (1, 0));
    }
}
