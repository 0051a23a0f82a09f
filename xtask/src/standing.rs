//! How far along the learner is, over the whole workshop, without building anything:
//! what was just judged, and for the rest the verdicts that still hold.

use std::collections::BTreeMap;

use crate::fingerprint::Fingerprints;
use crate::store::Store;
use crate::subject::Subject;
use crate::verdict::Status;
use crate::workshop::{Exercise, Workshop};

/// Each exercise with what is known of it.
pub struct Standing<'a> {
    exercises: Vec<(&'a Exercise, Option<Status>)>,
}

impl<'a> Standing<'a> {
    /// The standing, given the statuses of exercises that were `judged` just now.
    pub fn new(workshop: &'a Workshop, judged: &BTreeMap<&str, Status>) -> Self {
        let store = Store::new(&workshop.place);
        let all = workshop.exercises.iter();
        let lacking = all
            .clone()
            .any(|exercise| !judged.contains_key(&*exercise.name));
        let fingerprints = lacking.then(|| Fingerprints::new(&workshop.place));
        let kept = |exercise: &Exercise| {
            let subject = Subject::exercise(&workshop.place, exercise);
            let fingerprint = fingerprints.as_ref()?.of(&subject);
            store
                .verdict(&subject.target, &fingerprint)
                .map(|verdict| verdict.status)
        };
        let status = |exercise: &Exercise| {
            judged
                .get(&*exercise.name)
                .copied()
                .or_else(|| kept(exercise))
        };
        Self {
            exercises: all.map(|exercise| (exercise, status(exercise))).collect(),
        }
    }

    /// What is known of each exercise; `None` if it was not judged as it is now.
    pub fn exercises(&self) -> &[(&'a Exercise, Option<Status>)] {
        &self.exercises
    }

    /// The first exercise that is not known to pass.
    pub fn next(&self) -> Option<&'a Exercise> {
        let open = |(_, status): &&(&Exercise, Option<Status>)| *status != Some(Status::Pass);
        self.exercises
            .iter()
            .find(open)
            .map(|(exercise, _)| *exercise)
    }

    /// `1 of 8 done; next: check-then-act (10 minutes)`
    pub fn summary(&self) -> String {
        let total = self.exercises.len();
        let passes = |(_, status): &&(&Exercise, Option<Status>)| *status == Some(Status::Pass);
        let done = self.exercises.iter().filter(passes).count();
        let Some(next) = self.next() else {
            return format!("{total} of {total} done: that was all of it.");
        };
        let minutes = next.minutes.map(|minutes| format!(" ({minutes} minutes)"));
        format!(
            "{done} of {total} done; next: {}{}",
            next.name,
            minutes.unwrap_or_default()
        )
    }
}
