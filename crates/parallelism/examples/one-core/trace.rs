//! When a loop on a real thread got on, from the moments that it has noted itself.
//!
//! The operating system isn't asked. Two notes that are far apart tell that the loop had no
//! core in between; what is shorter than [`GAP`] stays unseen.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::program::{LOOPS, STEP};

/// If there is no note for so long, the loop has not run: three steps, of which each should
/// take as many microseconds as it has units.
const GAP: Duration = Duration::from_micros(3 * STEP);

/// Cells of a chart.
const WIDTH: u32 = 60;

/// Takes the notes of both loops.
pub struct Notes {
    begin: Instant,
    /// A loop writes to its own alone, so nobody ever waits.
    notes: [Mutex<Vec<Duration>>; 2],
}

impl Notes {
    pub fn begin() -> Self {
        Self {
            begin: Instant::now(),
            notes: Default::default(),
        }
    }

    /// The loop of this place has got on.
    pub fn note(&self, place: usize) {
        let now = self.begin.elapsed();
        let mut notes = self.notes[place]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        notes.push(now);
    }

    pub fn end(self) -> Trace {
        let notes = self.notes.map(|notes| {
            let notes = notes.into_inner();
            notes.unwrap_or_else(PoisonError::into_inner)
        });
        Trace::of(&notes)
    }
}

/// From when to when.
type Time = (Duration, Duration);

/// When each loop ran.
pub struct Trace([Vec<Time>; 2]);

impl Trace {
    fn of(notes: &[Vec<Duration>; 2]) -> Self {
        Self([runs(&notes[0]), runs(&notes[1])])
    }

    /// The time in which both loops are under way: from the first note of the later one to
    /// the last of the earlier one.
    fn both(&self) -> Option<Time> {
        let life = |runs: &[Time]| Some((runs.first()?.0, runs.last()?.1));
        let (a, b) = (life(&self.0[0])?, life(&self.0[1])?);
        let both = (a.0.max(b.0), a.1.min(b.1));
        (both.0 < both.1).then_some(both)
    }

    /// For how long both loops ran at the very same time.
    pub fn simultaneous(&self) -> Duration {
        let [left, right] = &self.0;
        left.iter().map(|run| overlap(*run, right)).sum()
    }

    /// The longest time, while both are under way, in which one of them doesn't get on: at
    /// every coarser grain they look parallel. `None` if they are never under way together.
    pub fn longest_without(&self) -> Option<Duration> {
        let (from, to) = self.both()?;
        let longest = self.0.iter().map(|runs| {
            let (mut last, mut longest) = (from, Duration::ZERO);
            for (begin, end) in runs
                .iter()
                .filter(|(begin, end)| *end > from && *begin < to)
            {
                longest = longest.max(begin.saturating_sub(last));
                last = *end;
            }
            longest.max(to.saturating_sub(last))
        });
        longest.max()
    }

    /// How long it took until both had ended.
    pub fn end(&self) -> Duration {
        let ends = self.0.iter().filter_map(|runs| Some(runs.last()?.1));
        ends.max().unwrap_or_default()
    }

    /// A row a loop: what part of each cell's time it ran.
    pub fn chart(&self, (from, to): Time, letters: [char; 3]) -> String {
        let cell = (to - from) / WIDTH;
        let mut text = String::new();
        for (name, runs) in LOOPS.iter().zip(&self.0) {
            let cells = (0..WIDTH).map(|number| {
                let begin = from + cell * number;
                let part = overlap((begin, begin + cell), runs).as_secs_f64() / cell.as_secs_f64();
                match part {
                    ..0.1 => letters[0],
                    ..0.9 => letters[1],
                    _ => letters[2],
                }
            });
            let cells: String = cells.collect();
            text.push_str(format!("  {name:<7}{cells}").trim_end());
            text.push('\n');
        }
        let millis = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1e3);
        let width = WIDTH as usize;
        let (left, right) = (millis(from), millis(to));
        text + &format!(
            "  {:<7}{left}{right:>rest$}\n",
            "time",
            rest = width - left.len()
        )
    }
}

/// The notes made times in which the loop ran.
fn runs(notes: &[Duration]) -> Vec<Time> {
    let mut runs: Vec<Time> = Vec::new();
    for &note in notes {
        match runs.last_mut() {
            Some(last) if note - last.1 < GAP => last.1 = note,
            // The step that led to this note was done just before it.
            _ => runs.push((note.saturating_sub(Duration::from_micros(STEP)), note)),
        }
    }
    runs
}

/// For how long of this time the loop ran.
fn overlap((from, to): Time, runs: &[Time]) -> Duration {
    // They are in order, and there can be thousands.
    let first = runs.partition_point(|(_, end)| *end <= from);
    let runs = runs[first..].iter().take_while(|(begin, _)| *begin < to);
    runs.map(|(begin, end)| (*end).min(to).saturating_sub((*begin).max(from)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(number: u64) -> Duration {
        Duration::from_millis(number)
    }

    /// A note every 20 µs in these milliseconds.
    fn notes(times: &[(u64, u64)]) -> Vec<Duration> {
        let notes = times.iter().flat_map(|&(from, to)| {
            (1..=(to - from) * 50).map(move |step| {
                millis(from) + Duration::from_micros(20) * u32::try_from(step).unwrap()
            })
        });
        notes.collect()
    }

    #[test]
    fn turns_are_told_from_the_same_time() {
        let turns = Trace::of(&[notes(&[(0, 4), (8, 12)]), notes(&[(4, 8), (12, 16)])]);
        assert_eq!(turns.simultaneous(), Duration::ZERO);
        assert_eq!(turns.longest_without(), Some(millis(4)));
        assert_eq!(turns.end(), millis(16));
        let together = Trace::of(&[notes(&[(0, 8)]), notes(&[(2, 10)])]);
        assert_eq!(together.simultaneous(), millis(6));
        assert_eq!(together.longest_without(), Some(Duration::ZERO));
    }

    #[test]
    fn one_after_the_other_is_not_together() {
        let trace = Trace::of(&[notes(&[(0, 4)]), notes(&[(5, 8)])]);
        assert_eq!(trace.longest_without(), None);
    }

    #[test]
    fn a_cell_shows_what_part_of_it_was_run() {
        let trace = Trace::of(&[notes(&[(0, 30)]), notes(&[(30, 45), (46, 47)])]);
        let chart = trace.chart((millis(0), millis(60)), ['.', '=', '#']);
        let left = format!("  left   {}{}", "#".repeat(30), ".".repeat(30));
        let right = format!(
            "  right  {}{}.#{}",
            ".".repeat(30),
            "#".repeat(15),
            ".".repeat(13)
        );
        assert_eq!(chart.lines().next(), Some(left.as_str()));
        assert_eq!(chart.lines().nth(1), Some(right.as_str()));
        assert!(
            chart.ends_with(
                "  time   0 ms                                                   60 ms\n"
            )
        );
    }
}
