//! `solution`: a solution and its closing note. While the learner has none of their
//! own, it asks first.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use crate::out;
use crate::render::prose::prose;
use crate::render::words::{NAME, styled};
use crate::store::Store;
use crate::subject::Subject;
use crate::trouble::{Result, Trouble};
use crate::verdict::Status;
use crate::workshop::{Exercise, Workshop};

/// Runs the command.
pub fn run(workshop: &Workshop, exercise: &Exercise, yes: bool) -> Result<ExitCode> {
    if !yes && !is_solved(workshop, exercise) && !wants_it(&exercise.name)? {
        return Ok(ExitCode::SUCCESS);
    }
    let solution = read(exercise, "solution.rs")?;
    let notes = read(exercise, "notes.md")?;
    let heading = workshop.place.shown(&exercise.solution.join("solution.rs"));
    let text = format!(
        "{}\n\n{}\n\n{}\n",
        styled(NAME, heading),
        ready_to_paste(&solution).trim(),
        prose(&notes)
    );
    out::say(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The last verdict counts, also if the file was changed since: what was found once is
/// not to be hidden again.
fn is_solved(workshop: &Workshop, exercise: &Exercise) -> bool {
    let subject = Subject::exercise(&workshop.place, exercise);
    let last = Store::new(&workshop.place).last(&subject.target);
    last.is_some_and(|kept| kept.verdict.status == Status::Pass)
}

fn wants_it(name: &str) -> Result<bool> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Trouble::new(format!(
            "{name} does not pass yet, and there is no terminal to ask you on.\n       \
             To see the solution all the same: cargo xtask solution {name} --yes"
        )));
    }
    print!("{name} does not pass yet. Show the solution all the same? [y/N] ");
    let _ = io::stdout().flush();
    let mut answer = String::new();
    io::stdin()
        .read_line(&mut answer)
        .map_err(|error| Trouble::new(format!("can't read your answer: {error}")))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn read(exercise: &Exercise, name: &str) -> Result<String> {
    let file = exercise.solution.join(name);
    fs::read_to_string(&file)
        .map_err(|error| Trouble::new(format!("can't read {}: {error}", file.display())))
}

/// In the exercise's folder the check is found without a path.
fn ready_to_paste(solution: &str) -> String {
    let lines = solution
        .lines()
        .filter(|line| !line.starts_with("#[path = "));
    lines.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::ready_to_paste;

    #[test]
    fn the_path_of_the_check_is_left_out() {
        let solution = "fn f() {}\n\n#[cfg(test)]\n#[path = \"../x/check.rs\"]\nmod check;\n";
        assert_eq!(
            ready_to_paste(solution),
            "fn f() {}\n\n#[cfg(test)]\nmod check;\n"
        );
    }
}
