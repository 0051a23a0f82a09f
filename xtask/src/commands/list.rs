//! `list`: all exercises and how far along the learner is. Builds nothing.

use std::collections::BTreeMap;
use std::process::ExitCode;

use crate::out;
use crate::render::words::{self, NAME, WIDTH, styled};
use crate::standing::Standing;
use crate::trouble::Result;
use crate::verdict::Status;
use crate::workshop::{Exercise, Workshop};

/// Columns beside the name and the title: minutes, and the longest status.
const BESIDE: usize = 8 + 3 + 14;

/// Runs the command.
pub fn run(workshop: &Workshop) -> Result<ExitCode> {
    out::say(&text(&Standing::new(workshop, &BTreeMap::new())))?;
    Ok(ExitCode::SUCCESS)
}

fn text(standing: &Standing<'_>) -> String {
    let all = standing.exercises();
    let widest = |width: &dyn Fn(&Exercise) -> usize| {
        let widths = all.iter().map(|(exercise, _)| width(exercise));
        widths.max().unwrap_or(0)
    };
    let names = widest(&|exercise| exercise.name.chars().count());
    let room = WIDTH.saturating_sub(names + 4 + BESIDE);
    let titles = widest(&|exercise| title(exercise).chars().count()).min(room);
    let mut text = String::new();
    for chapter in all.chunk_by(|(one, _), (other, _)| one.chapter == other.chapter) {
        text.push_str(&heading(chapter));
        for (exercise, status) in chapter {
            let line = line(exercise, *status, names, titles);
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text + &format!("\n{}\n", standing.summary())
}

/// `2-atomicity · 8 exercises, 105 minutes, 2 done`
fn heading(chapter: &[(&Exercise, Option<Status>)]) -> String {
    let name = chapter
        .first()
        .map_or("", |(exercise, _)| &*exercise.chapter);
    let passes = |(_, status): &&(&Exercise, Option<Status>)| *status == Some(Status::Pass);
    let done = chapter.iter().filter(passes).count();
    let minutes = chapter.iter().filter_map(|(exercise, _)| exercise.minutes);
    let noun = if chapter.len() == 1 {
        "exercise"
    } else {
        "exercises"
    };
    format!(
        "{} · {} {noun}, {} minutes, {done} done\n",
        styled(NAME, name),
        chapter.len(),
        minutes.sum::<u32>()
    )
}

/// What it is called, and with what it is done if that is not std alone.
fn title(exercise: &Exercise) -> String {
    match exercise.track.as_str() {
        "std" => exercise.title.clone(),
        other => format!("{} ({other})", exercise.title),
    }
}

fn line(exercise: &Exercise, status: Option<Status>, names: usize, titles: usize) -> String {
    let minutes = exercise
        .minutes
        .map(|minutes| format!("{minutes} min"))
        .unwrap_or_default();
    let status = match status {
        Some(Status::Pass) => words::status(Status::Pass, 0),
        _ if !exercise.is_begun() => String::new(),
        Some(status) => words::status(status, 0),
        None => "not judged yet".to_owned(),
    };
    format!(
        "  {:names$}  {:titles$}  {minutes:>6}   {status}",
        exercise.name,
        words::cut(&title(exercise), titles)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshop::testing;

    #[test]
    fn titles_and_totals_fit_the_page() {
        let mut workshop = testing::workshop();
        for (exercise, title) in workshop.exercises.iter_mut().zip([
            "One core",
            "A title that is so long that nobody would give it to an exercise",
            "Check, then act",
        ]) {
            exercise.title = title.to_owned();
        }
        workshop.exercises[2].track = "tokio".to_owned();
        workshop.exercises[2].minutes = None;
        let judged = BTreeMap::from([("lost-update", Status::Pass)]);
        let text = text(&Standing::new(&workshop, &judged));
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert!(plain.lines().all(|line| line.chars().count() <= WIDTH));
        insta::assert_snapshot!(plain, @"
        1-parallelism · 1 exercise, 10 minutes, 0 done
          one-core        One core                               10 min
        2-atomicity · 2 exercises, 10 minutes, 1 done
          lost-update     A title that is so long that nobody…   10 min   pass
          check-then-act  Check, then act (tokio)

        1 of 3 done; next: one-core (10 minutes)
        ");
    }
}
