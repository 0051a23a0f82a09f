//! `hint`: one more each time; those seen before stay above it.

use std::collections::BTreeMap;
use std::fs;
use std::process::ExitCode;

use crate::hints;
use crate::out;
use crate::render::prose::prose;
use crate::render::words::{NAME, styled};
use crate::select;
use crate::standing::Standing;
use crate::store::Store;
use crate::trouble::{Result, Trouble};
use crate::workshop::{Exercise, Workshop};

/// Runs the command, for the exercise called `name` or the first that does not pass yet.
pub fn run(workshop: &Workshop, name: Option<&str>) -> Result<ExitCode> {
    let exercise = match name {
        Some(name) => select::exercise(workshop, name)?,
        None => first_open(workshop)?,
    };
    let hints = read(exercise)?;
    let store = Store::new(&workshop.place);
    let shown = (store.hints(&exercise.name) + 1).min(hints.len());
    if let Err(error) = store.set_hints(&exercise.name, shown) {
        out::note(&format!(
            "the next hint will be this one again, for the count is lost: {error}"
        ));
    }
    out::say(&text(&exercise.name, &hints, shown))?;
    Ok(ExitCode::SUCCESS)
}

fn first_open(workshop: &Workshop) -> Result<&Exercise> {
    let standing = Standing::new(workshop, &BTreeMap::new());
    let open = standing.next().ok_or_else(|| {
        Trouble::new("every exercise passes; `cargo xtask hint NAME` is for one of them")
    })?;
    out::note(&format!("{} is the first without a pass", open.name));
    Ok(open)
}

fn read(exercise: &Exercise) -> Result<Vec<String>> {
    let file = exercise.folder.join("hints.md");
    let source = fs::read_to_string(&file)
        .map_err(|error| Trouble::new(format!("can't read {}: {error}", file.display())))?;
    match hints::parse(&source) {
        Some(hints) if !hints.is_empty() => Ok(hints),
        _ => Err(Trouble::new(format!(
            "there are no hints in {}",
            file.display()
        ))),
    }
}

fn text(name: &str, hints: &[String], shown: usize) -> String {
    let mut text = String::new();
    for (index, hint) in hints.iter().take(shown).enumerate() {
        let heading = format!("{name} · hint {} of {}", index + 1, hints.len());
        text.push_str(&format!("{}\n\n{}\n\n", styled(NAME, heading), prose(hint)));
    }
    if shown == hints.len() {
        text + &format!("That was the last hint. The solution: cargo xtask solution {name}\n")
    } else {
        text + &format!("One more: cargo xtask hint {name}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn the_newest_hint_comes_last() {
        let hints = ["Look.".to_owned(), "Ask.".to_owned()];
        let plain =
            |shown| anstream::adapter::strip_str(&text("lost-update", &hints, shown)).to_string();
        insta::assert_snapshot!(plain(1), @"
        lost-update · hint 1 of 2

        Look.

        One more: cargo xtask hint lost-update
        ");
        insta::assert_snapshot!(plain(2), @"
        lost-update · hint 1 of 2

        Look.

        lost-update · hint 2 of 2

        Ask.

        That was the last hint. The solution: cargo xtask solution lost-update
        ");
    }
}
