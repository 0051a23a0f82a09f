//! Where steps stood when a schedule was written, and where they stand now.
//!
//! Lines move when something above them is edited, all together: then each line that a
//! schedule names is one line now, and their order is as it was. Where that is not so, the
//! program has taken another way.

/// The lines that have been met in a replay.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// A file, a line of it in the schedule, and the line now.
    met: Vec<(String, u32, u32)>,
}

impl Lines {
    /// Whether a step that stood `then` can be the one that stands at `now`. Where nothing
    /// else is said of the step, its line must not have moved.
    pub fn fit(
        &mut self,
        then: Option<&(String, u32)>,
        now: Option<(&str, u32)>,
        may_move: bool,
    ) -> bool {
        let Some((file, before)) = then else {
            return true;
        };
        let Some((same_file, after)) = now.filter(|(name, _)| name == file) else {
            return false;
        };
        if !may_move {
            return *before == after;
        }
        let in_order = |(other, then, now): &(String, u32, u32)| {
            other != file || then.cmp(before) == now.cmp(&after)
        };
        let fits = self.met.iter().all(in_order);
        if fits {
            self.met.push((same_file.to_owned(), *before, after));
        }
        fits
    }

    /// A line that has moved, if one has.
    pub fn moved(&self) -> Option<String> {
        let moved = |(_, then, now): &&(String, u32, u32)| then != now;
        let (file, then, now) = self.met.iter().find(moved)?;
        Some(format!(
            "{file} has changed since: its line {then} of the schedule is line {now} now."
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(lines: &mut Lines, then: u32, now: u32) -> bool {
        let then = ("a.rs".to_owned(), then);
        lines.fit(Some(&then), Some(("a.rs", now)), true)
    }

    #[test]
    fn lines_move_together() {
        let mut lines = Lines::default();
        assert!(fit(&mut lines, 20, 25) && fit(&mut lines, 21, 26) && fit(&mut lines, 20, 25));
        assert!(fit(&mut lines, 10, 10) && fit(&mut lines, 30, 29));
        // One line in two places; two lines in one; one that has overtaken another.
        assert!(!fit(&mut lines, 20, 26) && !fit(&mut lines, 22, 26) && !fit(&mut lines, 22, 24));
        let moved = lines.moved().unwrap();
        assert_eq!(
            moved,
            "a.rs has changed since: its line 20 of the schedule is line 25 now."
        );
    }

    #[test]
    fn a_line_alone_must_stay() {
        let mut lines = Lines::default();
        let then = ("a.rs".to_owned(), 3);
        assert!(lines.fit(Some(&then), Some(("a.rs", 3)), false));
        assert!(!lines.fit(Some(&then), Some(("a.rs", 4)), false));
        assert!(!lines.fit(Some(&then), Some(("b.rs", 3)), true));
        assert!(!lines.fit(Some(&then), None, true));
        assert!(lines.fit(None, None, true) && lines.moved().is_none());
    }
}
