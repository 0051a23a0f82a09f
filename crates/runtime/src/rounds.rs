//! Long stories made short: rounds that repeat are shown once.

use crate::story::Row;

/// Rows of a story that are shown, where nothing repeats.
const LONGEST: usize = 60;
/// Rows that a round may have.
const ROUND: usize = 16;
/// Rows that must be repeated rounds before they are left out.
const REPEATED: usize = 8;

/// The rows to show, and a word on those left out.
pub(crate) fn shorten(rows: &[Row]) -> (&[Row], Option<String>) {
    let taken = rows.partition_point(|row| !row.waits);
    if let Some((start, round)) = find(&rows[..taken]) {
        let left_out = taken - start - round;
        let what = if round == 1 { "this" } else { "these" };
        let last = if round == 1 { "step" } else { "steps" };
        let count = if round == 1 {
            String::new()
        } else {
            format!("{round} ")
        };
        let text = format!("and {what} {count}{last} again and again, {left_out} more");
        return (&rows[..start + round], Some(text));
    }
    if rows.len() <= LONGEST {
        return (rows, None);
    }
    let shown = LONGEST / 2;
    let text = format!("and {} steps more", rows.len() - shown);
    (&rows[..shown], Some(text))
}

/// Where the last rows begin to repeat, and how many make a round.
fn find(rows: &[Row]) -> Option<(usize, usize)> {
    (1..=ROUND).find_map(|round| {
        let alike = |&index: &usize| rows[index] == rows[index - round];
        let repeated = (round..rows.len()).rev().take_while(alike).count();
        let enough = repeated >= REPEATED && repeated >= 2 * round;
        enough.then(|| (rows.len() - repeated - round, round))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave_core::op::ThreadId;

    fn rows(texts: &str) -> Vec<Row> {
        let row = |text: char| Row {
            thread: ThreadId(1),
            place: None,
            text: text.to_string(),
            value: String::new(),
            note: None,
            waits: false,
        };
        texts.chars().map(row).collect()
    }

    #[test]
    fn rounds_are_told_once() {
        let told = rows("xyabcabcabcabc");
        let (shown, remark) = shorten(&told);
        assert_eq!(shown.len(), 5);
        assert_eq!(remark.unwrap(), "and these 3 steps again and again, 9 more");
        let told = rows("xaaaaaaaaa");
        let (shown, remark) = shorten(&told);
        assert_eq!(shown.len(), 2);
        assert_eq!(remark.unwrap(), "and this step again and again, 8 more");
    }

    #[test]
    fn what_does_not_repeat_is_cut_in_the_end() {
        let told = rows("abcabcab");
        assert_eq!(shorten(&told), (told.as_slice(), None));
        let long: String = ('a'..='z').chain('A'..='Z').chain('0'..='9').collect();
        let told = rows(&long);
        let (shown, remark) = shorten(&told);
        assert_eq!(
            (shown.len(), remark.unwrap().as_str()),
            (30, "and 32 steps more")
        );
    }
}
