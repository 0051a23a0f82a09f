//! A fact of a timeline: a line of the snapshot, and whether another one is worse.

use std::ops::{Bound, RangeBounds};

/// Which figures are better than others: only where one is worse, there can be a reason to
/// look for in the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Better {
    Less,
    More,
    /// `parallel` is, of the answers that there are.
    Parallel,
    /// One is as good as another, but the same one is to be had.
    Same,
    /// It is the check that knows.
    Unknown,
}

/// Something that a check asks of a timeline.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// `makespan`
    pub name: String,
    /// `makespan on 2 cores`
    pub subject: String,
    better: Better,
    /// What it is; none if the execution did not come to its end.
    figure: Option<String>,
    /// The range that it is in, if that is all that is asked for.
    within: Option<String>,
}

impl Fact {
    pub fn new(name: &str, subject: String, better: Better, figure: Option<String>) -> Self {
        Self {
            name: name.to_owned(),
            subject,
            better,
            figure,
            within: None,
        }
    }

    /// It need only be in this range.
    #[track_caller]
    pub fn within(&mut self, range: &impl RangeBounds<u64>) {
        let Some(figure) = &self.figure else { return };
        let figure = match figure.parse::<u64>() {
            Ok(figure) => figure,
            // A learner's panic is no fault of the check's.
            Err(_) if figure.starts_with("panic: ") => return,
            Err(_) => panic!("{} is not a whole number: {figure}", self.subject),
        };
        self.within = range.contains(&figure).then(|| in_words(range));
    }

    /// What the snapshot says of it.
    pub fn value(&self) -> Option<&str> {
        self.within.as_deref().or(self.figure.as_deref())
    }

    /// The line of the snapshot.
    pub fn line(&self) -> Option<String> {
        Some(format!("{}: {}", self.subject, self.value()?))
    }

    /// What a line of a snapshot says of it, if it is about this.
    pub fn value_in<'l>(&self, line: &'l str) -> Option<&'l str> {
        line.strip_prefix(&*self.subject)?.strip_prefix(": ")
    }

    /// Whether it is worse than expected, and the timeline may tell why. What is in its range
    /// is as good as any other figure in there.
    pub fn is_worse_than(&self, expected: &str) -> bool {
        let Some(figure) = self.figure.as_deref().filter(|_| self.within.is_none()) else {
            return false;
        };
        let (is, should) = (number(figure), number(expected));
        match self.better {
            Better::Less => is > should,
            Better::More => is < should,
            Better::Parallel => expected == "parallel" && figure == "not parallel",
            Better::Same | Better::Unknown => false,
        }
    }
}

/// The figure, or the first one of a range.
fn number(text: &str) -> Option<f64> {
    text.split(' ').find_map(|word| word.parse().ok())
}

fn in_words(range: &impl RangeBounds<u64>) -> String {
    let least = match range.start_bound() {
        Bound::Included(least) => Some(*least),
        Bound::Excluded(below) => Some(below + 1),
        Bound::Unbounded => None,
    };
    let most = match range.end_bound() {
        Bound::Included(most) => Some(*most),
        Bound::Excluded(above) => Some(above.saturating_sub(1)),
        Bound::Unbounded => None,
    };
    match (least, most) {
        (None, None) => "any".to_owned(),
        (None, Some(most)) => format!("at most {most}"),
        (Some(least), None) => format!("at least {least}"),
        (Some(least), Some(most)) if least == most => most.to_string(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(figure: &str, better: Better) -> Fact {
        let figure = Some(figure.to_owned());
        Fact::new("makespan", "makespan on 2 cores".to_owned(), better, figure)
    }

    #[test]
    fn a_range_takes_the_place_of_a_figure_that_is_in_it() {
        let line = |figure: &str, range: (Bound<u64>, Bound<u64>)| {
            let mut fact = fact(figure, Better::Less);
            fact.within(&range);
            fact.line().unwrap()
        };
        let most = (Bound::Unbounded, Bound::Included(60));
        assert_eq!(line("60", most), "makespan on 2 cores: at most 60");
        assert_eq!(line("61", most), "makespan on 2 cores: 61");
        let least = (Bound::Included(40), Bound::Unbounded);
        assert_eq!(line("40", least), "makespan on 2 cores: at least 40");
        let both = (Bound::Included(40), Bound::Excluded(61));
        assert_eq!(line("41", both), "makespan on 2 cores: 40 to 60");
        let only = (Bound::Included(40), Bound::Included(40));
        assert_eq!(line("40", only), "makespan on 2 cores: 40");
        assert_eq!(line("panic: no", most), "makespan on 2 cores: panic: no");
    }

    #[test]
    #[should_panic(expected = "makespan on 2 cores is not a whole number: 1.50")]
    fn only_whole_numbers_have_ranges() {
        fact("1.50", Better::More).within(&(..2));
    }

    #[test]
    fn whether_it_is_worse_depends_on_what_it_is() {
        assert!(fact("80", Better::Less).is_worse_than("40"));
        assert!(fact("80", Better::Less).is_worse_than("at most 60"));
        assert!(!fact("80", Better::Same).is_worse_than("40"));
        assert!(!fact("30", Better::Less).is_worse_than("40"));
        assert!(fact("1.00", Better::More).is_worse_than("2.00"));
        assert!(fact("not parallel", Better::Parallel).is_worse_than("parallel"));
        assert!(!fact("parallel", Better::Parallel).is_worse_than("not parallel"));
        let mut in_range = fact("60", Better::Less);
        in_range.within(&(50..=65));
        assert!(!in_range.is_worse_than("50 to 65"));
    }

    #[test]
    fn a_line_is_about_the_same_subject_or_another() {
        let fact = fact("80", Better::Less);
        assert_eq!(fact.value_in("makespan on 2 cores: 40"), Some("40"));
        assert_eq!(fact.value_in("makespan on 2 cores, quantum 1: 40"), None);
    }
}
