//! What can be judged: a learner's file, what it began as, a solution, a pitfall. All of
//! them are a test target of some package, and all face the same check and snapshot.

use std::path::PathBuf;

use crate::cause::About;
use crate::place::Place;
use crate::workshop::Exercise;

/// A file to judge, and what to judge it by.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The exercise's name.
    pub exercise: String,
    /// The name of the test target, unique in the workshop.
    pub target: String,
    /// The package that the target belongs to.
    pub package: String,
    /// That package's folder.
    pub folder: PathBuf,
    /// The file itself.
    pub file: PathBuf,
    /// The check.
    pub check: PathBuf,
    /// What the check must find.
    pub snapshot: PathBuf,
    file_name: String,
    exercise_folder: String,
    git: bool,
}

impl Subject {
    /// The learner's file.
    pub fn exercise(place: &Place, exercise: &Exercise) -> Self {
        let name = exercise.name.clone();
        Self::new(
            place,
            exercise,
            [&name, &name],
            exercise.folder.clone(),
            exercise.file(),
        )
    }

    /// What the learner's file was in the beginning. A target of the solution's package:
    /// learners never build it.
    pub fn stub(place: &Place, exercise: &Exercise) -> Self {
        let package = format!("{}-solution", exercise.name);
        let target = format!("{}-stub", exercise.name);
        Self::new(
            place,
            exercise,
            [&package, &target],
            exercise.solution.clone(),
            exercise.stub(),
        )
    }

    /// The solution.
    pub fn solution(place: &Place, exercise: &Exercise) -> Self {
        let name = format!("{}-solution", exercise.name);
        let file = exercise.solution.join("solution.rs");
        Self::new(
            place,
            exercise,
            [&name, &name],
            exercise.solution.clone(),
            file,
        )
    }

    /// The pitfall in the file `pitfalls/STEM.rs`.
    pub fn pitfall(place: &Place, exercise: &Exercise, stem: &str) -> Self {
        let package = format!("{}-solution", exercise.name);
        let target = format!("{}-{stem}", exercise.name);
        let file = exercise
            .solution
            .join("pitfalls")
            .join(format!("{stem}.rs"));
        Self::new(
            place,
            exercise,
            [&package, &target],
            exercise.solution.clone(),
            file,
        )
    }

    fn new(
        place: &Place,
        exercise: &Exercise,
        [package, target]: [&String; 2],
        folder: PathBuf,
        file: PathBuf,
    ) -> Self {
        let file_name = file.file_name().unwrap_or_default();
        Self {
            exercise: exercise.name.clone(),
            target: target.clone(),
            package: package.clone(),
            check: exercise.folder.join("check.rs"),
            snapshot: exercise.folder.join("snapshot"),
            file_name: file_name.to_string_lossy().into_owned(),
            exercise_folder: place.shown(&exercise.folder),
            git: place.root.join(".git").exists(),
            folder,
            file,
        }
    }

    /// What a cause's texts need to know.
    pub fn about(&self) -> About<'_> {
        About {
            name: &self.exercise,
            file: &self.file_name,
            folder: &self.exercise_folder,
            git: self.git,
        }
    }
}
