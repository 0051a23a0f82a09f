//! What must be in an exercise's two folders, as far as that can be told by looking.

use std::fs;
use std::path::Path;

use crate::front_matter::Readme;
use crate::hints;
use crate::place::Place;
use crate::subject::Subject;
use crate::workshop::Exercise;

/// The problem without whose solution nothing can be judged.
pub const UNSEALED: &str =
    "the snapshot is missing or its seal is broken: cargo xtask bless writes it";

const TRACKS: [&str; 3] = ["std", "crossbeam", "tokio"];

/// All problems that can be seen in the files of `exercise`, but for the learner's own.
pub fn problems(place: &Place, exercise: &Exercise) -> Vec<String> {
    let mut problems = missing(place, exercise);
    problems.extend(of_readme(&read(&exercise.folder.join("README.md"))));
    problems.extend(of_hints(&read(&exercise.folder.join("hints.md"))));
    problems.extend(of_last_lines(&read(&exercise.stub())));
    if read(&exercise.solution.join("notes.md")).trim().is_empty() {
        problems.push("notes.md says nothing".into());
    }
    if !super::is_sealed(place, exercise) {
        problems.push(UNSEALED.into());
    }
    problems
}

/// That the learner's file is no longer what it was in the beginning.
pub fn of_begun(exercise: &Exercise) -> Option<String> {
    (exercise.stub().is_file() && exercise.is_begun())
        .then(|| "exercise.rs differs from its stub: cargo xtask reset puts it back".into())
}

fn missing(place: &Place, exercise: &Exercise) -> Vec<String> {
    let of_exercise =
        ["README.md", "check.rs", "hints.md", "stub"].map(|name| exercise.folder.join(name));
    let of_solution =
        ["Cargo.toml", "solution.rs", "notes.md"].map(|name| exercise.solution.join(name));
    let all = of_exercise.into_iter().chain(of_solution);
    all.filter(|file| !file.is_file())
        .map(|file| format!("{} is missing", place.shown(&file)))
        .collect()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file)
        .unwrap_or_default()
        .replace("\r\n", "\n")
}

fn of_readme(source: &str) -> Vec<String> {
    let readme = Readme::parse(source);
    let mut problems = Vec::new();
    if readme.field("title").is_none_or(str::is_empty) {
        problems.push("the README's front matter has no title".into());
    }
    let minutes = readme
        .field("minutes")
        .and_then(|minutes| minutes.parse::<u32>().ok());
    if !minutes.is_some_and(|minutes| (5..=25).contains(&minutes)) {
        problems.push("the README's `minutes` is no number from 5 to 25".into());
    }
    if !readme
        .field("track")
        .is_some_and(|track| TRACKS.contains(&track))
    {
        problems.push(format!(
            "the README's `track` is none of {}",
            TRACKS.join(", ")
        ));
    }
    if readme
        .field("order")
        .is_none_or(|order| order.parse::<u32>().is_err())
    {
        problems.push("the README's `order` (its place in the chapter) is no number".into());
    }
    if readme.text.trim().is_empty() {
        problems.push("the README has no text".into());
    }
    problems
}

fn of_hints(source: &str) -> Option<String> {
    match hints::parse(source) {
        None => Some("hints.md: the headings are not `## 1`, `## 2`, …".into()),
        Some(hints) if hints.len() < 2 => Some("hints.md has fewer than two hints".into()),
        Some(hints) if hints.iter().any(String::is_empty) => Some("a hint is empty".into()),
        Some(_) => None,
    }
}

fn of_last_lines(source: &str) -> Option<String> {
    let ends_so = source.trim_end().ends_with("\n#[cfg(test)]\nmod check;");
    (!ends_so).then(|| "the stub does not end in `#[cfg(test)]` and `mod check;`".into())
}

/// That a solution or pitfall brings in the check of another exercise, or none: then its
/// verdict, and the snapshot that `bless` writes, would be about something else.
pub fn of_check(subject: &Subject) -> Option<String> {
    if !subject.file.is_file() {
        return None;
    }
    let folder = subject.file.parent().unwrap_or(Path::new(""));
    let found = checked_by(&read(&subject.file)).map(|path| folder.join(path).canonicalize().ok());
    let own = subject.check.canonicalize().ok();
    let about = subject.about();
    let wrong = match found {
        None => "does not end in `#[cfg(test)]`, `#[path = ..]` and `mod check;`".to_owned(),
        Some(check) if check.is_none() || check != own => {
            format!("the `#[path]` is not that of {}/check.rs", about.folder)
        }
        Some(_) => return None,
    };
    Some(format!("{}: {wrong}", about.file))
}

/// The path of the check in a file's last three lines.
fn checked_by(source: &str) -> Option<&str> {
    let above = source.trim_end().strip_suffix("\"]\nmod check;")?;
    let (above, path) = above.rsplit_once("\n#[path = \"")?;
    (above.ends_with("\n#[cfg(test)]") && !path.contains('\n')).then_some(path)
}

/// That another exercise of the chapter has the same place in it.
pub fn of_order(exercise: &Exercise, all: &[Exercise]) -> Option<String> {
    let order = exercise.order?;
    let same = |other: &&Exercise| {
        other.chapter == exercise.chapter
            && other.name != exercise.name
            && other.order == Some(order)
    };
    let other = &all.iter().find(same)?.name;
    Some(format!(
        "the README's `order` {order} is that of {other} too"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_readme_has_no_problem() {
        let good = "---\ntitle: T\nminutes: 10\ntrack: std\norder: 1\n---\n\nText.\n";
        assert!(of_readme(good).is_empty());
        assert_eq!(of_readme("").len(), 5);
        assert_eq!(of_readme(&good.replace("10", "60")).len(), 1);
    }

    #[test]
    fn hints_are_two_at_least() {
        assert_eq!(of_hints("## 1\na\n## 2\nb\n"), None);
        assert!(of_hints("## 1\na\n").is_some());
        assert!(of_hints("## 1\n## 2\nb\n").is_some());
        assert!(of_hints("## 2\n").is_some());
    }

    #[test]
    fn the_last_lines_bring_the_check_in() {
        assert_eq!(
            of_last_lines("fn f() {}\n\n#[cfg(test)]\nmod check;\n"),
            None
        );
        assert!(of_last_lines("fn f() {}\n").is_some());
    }

    #[test]
    fn a_check_is_brought_in_by_the_last_three_lines() {
        let good = "fn f() {}\n\n#[cfg(test)]\n#[path = \"../x/check.rs\"]\nmod check;\n";
        assert_eq!(checked_by(good), Some("../x/check.rs"));
        assert_eq!(checked_by(&good.replace("#[cfg(test)]", "")), None);
        assert_eq!(checked_by(&good.replace("mod check", "mod other")), None);
        assert_eq!(checked_by("fn f() {}\n\n#[cfg(test)]\nmod check;\n"), None);
        assert_eq!(checked_by(&format!("{good}fn g() {{}}\n")), None);
    }
}
