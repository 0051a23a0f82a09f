//! Which exercises a person means by the names on the command line.

use crate::trouble::{Result, Trouble};
use crate::workshop::{Exercise, Workshop, chapter_name};

/// The exercises that `names` name, in the workshop's order; all if there is none.
///
/// A name is an exercise, or a chapter in any of three ways: `2-atomicity`,
/// `atomicity`, `2`.
pub fn exercises<'a>(workshop: &'a Workshop, names: &[String]) -> Result<Vec<&'a Exercise>> {
    if let Some(unknown) = names.iter().find(|name| !known(workshop, name)) {
        return Err(nothing_called(workshop, unknown, true));
    }
    let chosen = workshop
        .exercises
        .iter()
        .filter(|exercise| names.is_empty() || names.iter().any(|name| name_fits(exercise, name)));
    Ok(chosen.collect())
}

/// The one exercise called `name`.
pub fn exercise<'a>(workshop: &'a Workshop, name: &str) -> Result<&'a Exercise> {
    let found = workshop
        .exercises
        .iter()
        .find(|exercise| exercise.name == name);
    found.ok_or_else(|| nothing_called(workshop, name, false))
}

fn known(workshop: &Workshop, name: &str) -> bool {
    workshop
        .exercises
        .iter()
        .any(|exercise| name_fits(exercise, name))
}

fn name_fits(exercise: &Exercise, name: &str) -> bool {
    exercise.name == name || chapter_ways(&exercise.chapter).contains(&name)
}

fn chapter_ways(chapter: &str) -> [&str; 3] {
    let number = chapter.split('-').next().unwrap_or(chapter);
    [chapter, chapter_name(chapter), number]
}

fn nothing_called(workshop: &Workshop, name: &str, or_chapter: bool) -> Trouble {
    let kind = if or_chapter {
        "exercise or chapter"
    } else {
        "exercise"
    };
    let mut text = format!("no {kind} called `{name}`");
    if let Some(nearest) = nearest(workshop, name, or_chapter) {
        text.push_str(&format!("; did you mean `{nearest}`?"));
    }
    text.push_str("\n       cargo xtask list   shows them all");
    Trouble::new(text)
}

/// The known name that looks most like `name`, if one does.
fn nearest<'a>(workshop: &'a Workshop, name: &str, or_chapter: bool) -> Option<&'a str> {
    let chapters = workshop.chapters().into_iter().flat_map(chapter_ways);
    let exercises = workshop
        .exercises
        .iter()
        .map(|exercise| exercise.name.as_str());
    exercises
        .chain(chapters.filter(|_| or_chapter))
        .map(|known| (strsim::jaro_winkler(known, &name.to_lowercase()), known))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshop::testing;

    fn names(chosen: &[&Exercise]) -> Vec<String> {
        chosen
            .iter()
            .map(|exercise| exercise.name.clone())
            .collect()
    }

    #[test]
    fn a_chapter_has_three_names() {
        let workshop = testing::workshop();
        for way in ["2", "atomicity", "2-atomicity"] {
            let chosen = exercises(&workshop, &[way.to_owned()]).unwrap();
            assert_eq!(names(&chosen), ["lost-update", "check-then-act"]);
        }
    }

    #[test]
    fn no_name_is_all_and_two_ways_to_one_are_one() {
        let workshop = testing::workshop();
        assert_eq!(exercises(&workshop, &[]).unwrap().len(), 3);
        let twice = ["lost-update".to_owned(), "2".to_owned()];
        assert_eq!(exercises(&workshop, &twice).unwrap().len(), 2);
    }

    #[test]
    fn a_misspelt_name_is_told_with_the_nearest() {
        let workshop = testing::workshop();
        let text = |name: &str| {
            exercises(&workshop, &[name.to_owned()])
                .unwrap_err()
                .to_string()
        };
        assert!(text("lost-updaet").contains("did you mean `lost-update`?"));
        assert!(text("Atomicty").contains("did you mean `atomicity`?"));
        assert!(!text("zzz").contains("did you mean"));
        assert!(exercise(&workshop, "2").is_err());
    }
}
