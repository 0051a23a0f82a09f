//! One run on one machine, with what a check asks of it.

use super::Fact;
use crate::Timeline;
use crate::timeline::Ended;

/// A run on a machine.
#[derive(Clone, Debug)]
pub(crate) struct OnMachine {
    pub timeline: Timeline,
    pub facts: Vec<Fact>,
}

impl OnMachine {
    pub fn new(timeline: Timeline) -> Self {
        Self {
            timeline,
            facts: Vec::new(),
        }
    }

    /// `2 cores`, and what is unusual about them.
    pub fn name(&self) -> String {
        self.timeline.machine().to_string()
    }

    /// Whether every thread ran to its end, if only by a panic: then it has figures.
    pub fn is_complete(&self) -> bool {
        let ended = self.timeline.ended();
        matches!(ended, Ended::Complete | Ended::Panicked { .. })
    }

    /// Whether it was stopped by a bound, so that nobody knows what it would have done.
    pub fn is_bounded(&self) -> bool {
        matches!(
            self.timeline.ended(),
            Ended::OutOfTime | Ended::OutOfSteps | Ended::TooManyThreads
        )
    }

    /// How it ended, as a line of a snapshot says it.
    pub fn end(&self) -> String {
        match self.timeline.ended() {
            Ended::Panicked { message, .. } => {
                format!("panic: {}", message.lines().next().unwrap_or_default())
            }
            Ended::Refused { what, .. } => format!("refused: {what}"),
            Ended::Endless { .. } => "endless loop".to_owned(),
            other => other.to_string(),
        }
    }

    /// The line of a snapshot about its end; none if it is what one expects.
    pub fn end_line(&self) -> Option<String> {
        let complete = *self.timeline.ended() == Ended::Complete;
        (!complete).then(|| format!("{}: {}", self.end_subject(), self.end()))
    }

    fn end_subject(&self) -> String {
        format!("on {}", self.name())
    }

    /// What a line of a snapshot says of its end, if it is about that.
    pub fn end_in<'l>(&self, line: &'l str) -> Option<&'l str> {
        line.strip_prefix(&*self.end_subject())?.strip_prefix(": ")
    }

    /// The lines of the snapshot.
    pub fn lines(&self) -> Vec<String> {
        let facts = self.facts.iter().filter_map(Fact::line);
        self.end_line().into_iter().chain(facts).collect()
    }

    /// Whether a line of a snapshot is about this run.
    pub fn is_about(&self, line: &str) -> bool {
        self.end_in(line).is_some() || self.facts.iter().any(|fact| fact.value_in(line).is_some())
    }
}
