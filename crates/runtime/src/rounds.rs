//! Long stories made short: rounds that repeat are shown once. Whether an execution has
//! an end at all is not decided here.

use crate::story::Row;

/// Rows of a story that are shown, where nothing repeats.
const LONGEST: usize = 60;
/// Of a story that is longer, the rows shown of its beginning and of its end.
const ENDS: (usize, usize) = (30, 15);
/// Rows that a round may have.
const ROUND: usize = 32;
/// Rows that must be repeated rounds before they are left out.
const REPEATED: usize = 8;

/// A sequence's part that goes round: one round after the other of so many items, from
/// `start` to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cycle {
    pub start: usize,
    pub period: usize,
    pub end: usize,
}

/// What is shown of a story.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub rows: Vec<Row>,
    /// The number of each row among all.
    pub numbers: Vec<usize>,
    pub gap: Option<Gap>,
}

/// Rows that are left out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The place of the first of them among the rows that are shown.
    pub before: usize,
    /// What is said of them.
    pub text: String,
}

/// The rows to show. In an `endless` story nothing matters that threads do after their
/// first round.
pub(crate) fn shorten(rows: &[Row], endless: bool) -> Shown {
    let taken = rows.partition_point(|row| !row.waits);
    let steps = &rows[..taken];
    let found = match endless {
        true => going_round(steps),
        false => going_on_after_rounds(steps),
    };
    let found = found.or_else(|| too_long(taken, endless));
    let (kept, text) = found.unwrap_or_else(|| (vec![true; taken], String::new()));
    let is_shown = |index: &usize| kept.get(*index).is_none_or(|kept| *kept);
    let shown: Vec<usize> = (0..rows.len()).filter(is_shown).collect();
    Shown {
        rows: shown.iter().map(|&index| rows[index].clone()).collect(),
        numbers: shown.iter().map(|index| index + 1).collect(),
        gap: kept
            .iter()
            .position(|kept| !kept)
            .map(|before| Gap { before, text }),
    }
}

/// Which rows are kept, and what is said of the others.
type Kept = (Vec<bool>, String);

fn too_long(taken: usize, endless: bool) -> Option<Kept> {
    let (first, last) = ENDS;
    let to = if endless {
        taken
    } else {
        taken.saturating_sub(last)
    };
    let kept = (0..taken).map(|index| index < first || index >= to);
    let text = || format!("and {} steps more", to - first);
    (taken > LONGEST).then(|| (kept.collect(), text()))
}

/// The longest part that goes round, told once; what comes after it may matter.
fn going_on_after_rounds(steps: &[Row]) -> Option<Kept> {
    let cycle = cycle(steps)?;
    let repeated = cycle.start + cycle.period..cycle.end;
    let text = again(cycle.period, "", repeated.len());
    let kept = (0..steps.len()).map(|index| !repeated.contains(&index));
    Some((kept.collect(), text))
}

/// All that comes before each thread that goes round and round has done so once; of the
/// rest, what the other threads do.
fn going_round(steps: &[Row]) -> Option<Kept> {
    let mut threads: Vec<_> = steps.iter().map(|row| row.thread).collect();
    threads.sort_unstable();
    threads.dedup();
    let (mut kept, mut periods, mut steady) = (vec![true; steps.len()], Vec::new(), true);
    let mut all_went_round = 0;
    for thread in threads {
        let own: Vec<usize> = (0..steps.len())
            .filter(|&index| steps[index].thread == thread)
            .collect();
        let Some((cycle, same_values)) = of_thread(steps, &own) else {
            continue;
        };
        steady &= same_values;
        periods.push(cycle.period);
        let repeated = cycle.start + cycle.period;
        all_went_round = all_went_round.max(own[repeated - 1]);
        for &index in &own[repeated..] {
            kept[index] = false;
        }
    }
    if all_went_round < LONGEST {
        kept[..all_went_round].fill(true);
    }
    let left_out = kept.iter().filter(|kept| !**kept).count();
    let values = if steady { "" } else { ", with other values" };
    let text = match periods.as_slice() {
        [] => return None,
        [period] => again(*period, values, left_out),
        _ => format!("and so on, round after round{values}, {left_out} steps more"),
    };
    (steps.len() - left_out <= LONGEST).then_some((kept, text))
}

/// The rounds of the thread with these steps, and whether they have the same values.
fn of_thread(steps: &[Row], own: &[usize]) -> Option<(Cycle, bool)> {
    let same: Vec<_> = own.iter().map(|&index| &steps[index]).collect();
    let places: Vec<_> = own.iter().map(|&index| place(&steps[index])).collect();
    let steady = last_cycle(&same).map(|cycle| (cycle, true));
    steady.or_else(|| last_cycle(&places).map(|cycle| (cycle, false)))
}

fn again(period: usize, values: &str, left_out: usize) -> String {
    let these = match period {
        1 => "this step".to_owned(),
        _ => format!("these {period} steps"),
    };
    format!("and {these} again and again{values}, {left_out} more")
}

/// What makes a row the same as that of another round, whatever its values are.
fn place(row: &Row) -> (Option<(&str, u32, u32)>, &str) {
    match &row.place {
        Some((file, line, column)) => (Some((file, *line, *column)), ""),
        None => (None, &row.text),
    }
}

/// The longest part of `items` that goes round, if it does so often enough.
fn cycle<T: PartialEq>(items: &[T]) -> Option<Cycle> {
    let of = |period: usize| {
        let mut best: Option<Cycle> = None;
        let mut start = 0;
        for index in period..=items.len() {
            if index < items.len() && items[index] == items[index - period] {
                continue;
            }
            let end = index;
            if best.is_none_or(|best| end - start > best.end - best.start) {
                best = Some(Cycle { start, period, end });
            }
            start = (index + 1).saturating_sub(period);
        }
        best.filter(|cycle| cycle.end - cycle.start >= (REPEATED + period).max(3 * period))
    };
    // Of two that are as long, the one with the shorter rounds.
    let longest = (1..=ROUND.min(items.len())).filter_map(of);
    longest.max_by_key(|cycle| (cycle.end - cycle.start, ROUND - cycle.period))
}

/// The part that goes round, if hardly anything follows it.
pub(crate) fn last_cycle<T: PartialEq>(items: &[T]) -> Option<Cycle> {
    cycle(items).filter(|cycle| items.len() - cycle.end <= 2 * cycle.period)
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave_core::op::ThreadId;

    /// A row a letter; capitals are thread 2's.
    fn rows(texts: &str) -> Vec<Row> {
        let row = |text: char| Row {
            thread: ThreadId(1 + u16::from(text.is_uppercase())),
            place: None,
            text: text.to_string(),
            value: String::new(),
            note: None,
            waits: text == '!',
            reads: false,
        };
        texts.chars().map(row).collect()
    }

    /// The rows that are shown as a text, with what is said of the others.
    fn told(texts: &str, endless: bool) -> String {
        let shown = shorten(&rows(texts), endless);
        let mut texts: Vec<String> = shown.rows.into_iter().map(|row| row.text).collect();
        if let Some(gap) = shown.gap {
            texts.insert(gap.before, format!("[{}]", gap.text));
        }
        texts.concat()
    }

    #[test]
    fn rounds_are_told_once() {
        assert_eq!(
            told("xyabcabcabcabc", false),
            "xyabc[and these 3 steps again and again, 9 more]"
        );
        assert_eq!(
            told("xaaaaaaaaa!", false),
            "xa[and this step again and again, 8 more]!"
        );
        assert_eq!(told("abcabcab", false), "abcabcab");
    }

    #[test]
    fn what_comes_after_rounds_is_told() {
        assert_eq!(
            told("xababababababyz!", false),
            "xab[and these 2 steps again and again, 10 more]yz!"
        );
    }

    #[test]
    fn threads_that_keep_each_other_going_are_told_until_each_went_round() {
        // However their rounds are interleaved, and wherever the bound cuts them.
        let rounds = "xabXABaAbBAaBbABababABAaBbayA";
        assert_eq!(
            told(rounds, true),
            "xabXAB[and so on, round after round, 23 steps more]"
        );
    }

    #[test]
    fn rounds_with_other_values_are_rounds() {
        let mut counting = rows("abababababab");
        for (number, row) in counting.iter_mut().enumerate() {
            row.value = number.to_string();
        }
        let shown = shorten(&counting, true);
        assert_eq!(
            (shown.rows.len(), shown.gap.unwrap().text.as_str()),
            (
                2,
                "and these 2 steps again and again, with other values, 10 more"
            )
        );
        assert_eq!(shorten(&counting, false).gap, None);
    }

    #[test]
    fn what_does_not_repeat_is_cut_in_the_middle() {
        let long: String = ('a'..='z').chain('0'..='9').chain('α'..='ω').collect();
        let (ends, gap) = ("pqrstuvwxyz0123", "[and 16 steps more]");
        assert_eq!(
            told(&long, false),
            format!("abcdefghijklmno{ends}{gap}λμνξοπρςστυφχψω")
        );
        assert_eq!(
            told(&long, true),
            format!("abcdefghijklmno{ends}[and 31 steps more]")
        );
    }
}
