//! The workshop as its folders tell it: chapters, and in each its exercises.
//!
//! There is no list of exercises anywhere: a folder `exercises/CHAPTER/NAME` with a
//! `Cargo.toml` is one. Their order in a chapter is the `order:` of their front
//! matter, then their name.

use std::fs;
use std::path::{Path, PathBuf};

use crate::front_matter::Readme;
use crate::place::Place;
use crate::trouble::{Result, Trouble};

/// Everything there is to work on.
#[derive(Debug)]
pub struct Workshop {
    /// Where it is.
    pub place: Place,
    /// All exercises, in the order in which they are meant to be done.
    pub exercises: Vec<Exercise>,
}

/// One exercise.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// Its name on the command line, and its package's.
    pub name: String,
    /// Its chapter's folder, such as `2-atomicity`.
    pub chapter: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The folder with its solution and pitfalls.
    pub solution: PathBuf,
    /// What its README calls it.
    pub title: String,
    /// How long it takes, if its README says so.
    pub minutes: Option<u32>,
    /// The libraries it is about: `std`, `crossbeam` or `tokio`.
    pub track: String,
    /// Its place in the chapter, if its README says so.
    pub order: Option<u32>,
}

impl Workshop {
    /// Reads the folders.
    pub fn discover(place: Place) -> Result<Self> {
        let mut exercises = Vec::new();
        for chapter in folders(&place.root.join("exercises"))? {
            for name in folders(&place.root.join("exercises").join(&chapter))? {
                exercises.extend(Exercise::read(&place, &chapter, &name));
            }
        }
        exercises.sort_by_key(|exercise| {
            (
                chapter_number(&exercise.chapter),
                exercise.order.unwrap_or(u32::MAX),
                exercise.name.clone(),
            )
        });
        if exercises.is_empty() {
            return Err(Trouble::new(
                "there is no exercise in the folder `exercises`",
            ));
        }
        Ok(Self { place, exercises })
    }

    /// The chapters, in order.
    pub fn chapters(&self) -> Vec<&str> {
        let mut chapters: Vec<&str> = self
            .exercises
            .iter()
            .map(|exercise| exercise.chapter.as_str())
            .collect();
        chapters.dedup();
        chapters
    }
}

impl Exercise {
    fn read(place: &Place, chapter: &str, name: &str) -> Option<Self> {
        let folder = place.root.join("exercises").join(chapter).join(name);
        if !folder.join("Cargo.toml").is_file() {
            return None;
        }
        let readme = fs::read(folder.join("README.md")).unwrap_or_default();
        let readme = Readme::parse(&String::from_utf8_lossy(&readme));
        let number = |key| readme.field(key).and_then(|value| value.parse().ok());
        Some(Self {
            name: name.to_owned(),
            chapter: chapter.to_owned(),
            solution: place.root.join("solutions").join(chapter).join(name),
            title: readme.field("title").unwrap_or(name).to_owned(),
            minutes: number("minutes"),
            track: readme.field("track").unwrap_or("std").to_owned(),
            order: number("order"),
            folder,
        })
    }

    /// The learner's file.
    pub fn file(&self) -> PathBuf {
        self.folder.join("exercise.rs")
    }

    /// What the learner's file was in the beginning.
    pub fn stub(&self) -> PathBuf {
        self.folder.join("stub")
    }

    /// Whether the learner has changed the file at all.
    pub fn is_begun(&self) -> bool {
        let read = |path: &Path| fs::read(path).map(|bytes| with_unix_lines(&bytes)).ok();
        read(&self.file()) != read(&self.stub())
    }

    /// The chapter's lesson, from the root.
    pub fn lesson(&self) -> String {
        format!("crates/{}/README.md", chapter_name(&self.chapter))
    }
}

/// `atomicity` for `2-atomicity`.
pub fn chapter_name(chapter: &str) -> &str {
    chapter.split_once('-').map_or(chapter, |(_, name)| name)
}

fn chapter_number(chapter: &str) -> (u32, String) {
    let number = chapter
        .split('-')
        .next()
        .and_then(|number| number.parse().ok());
    (number.unwrap_or(u32::MAX), chapter.to_owned())
}

/// `bytes` with `\r\n` made `\n`, as git may have changed them on the way here.
pub fn with_unix_lines(bytes: &[u8]) -> Vec<u8> {
    let mut rest = bytes.iter().copied().peekable();
    let mut unix = Vec::with_capacity(bytes.len());
    while let Some(byte) = rest.next() {
        if byte != b'\r' || rest.peek() != Some(&b'\n') {
            unix.push(byte);
        }
    }
    unix
}

/// The names of the folders in `folder`, hidden ones left out.
fn folders(folder: &Path) -> Result<Vec<String>> {
    let unreadable = |error| {
        Trouble::new(format!(
            "can't read the folder {}: {error}",
            folder.display()
        ))
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && entry.path().is_dir() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_go_by_number() {
        let mut chapters = ["10-last", "x", "2-atomicity", "1-parallelism"];
        chapters.sort_by_key(|chapter| chapter_number(chapter));
        assert_eq!(chapters, ["1-parallelism", "2-atomicity", "10-last", "x"]);
        assert_eq!(chapter_name("4-sync-guide"), "sync-guide");
    }

    #[test]
    fn only_whole_line_ends_change() {
        assert_eq!(with_unix_lines(b"a\r\nb\rc\n\r\r\n\r"), b"a\nb\rc\n\r\n\r");
    }
}

/// A workshop without folders, for tests of what only looks at names.
#[cfg(test)]
pub mod testing {
    use super::*;

    /// An exercise that has no files.
    pub fn exercise(chapter: &str, name: &str) -> Exercise {
        let folder = Path::new("/w/exercises").join(chapter).join(name);
        Exercise {
            name: name.to_owned(),
            chapter: chapter.to_owned(),
            solution: Path::new("/w/solutions").join(chapter).join(name),
            title: name.to_owned(),
            minutes: Some(10),
            track: "std".to_owned(),
            order: Some(1),
            folder,
        }
    }

    /// Two chapters, three exercises.
    pub fn workshop() -> Workshop {
        Workshop {
            place: Place {
                root: PathBuf::from("/w"),
                target: PathBuf::from("/w/target"),
            },
            exercises: vec![
                exercise("1-parallelism", "one-core"),
                exercise("2-atomicity", "lost-update"),
                exercise("2-atomicity", "check-then-act"),
            ],
        }
    }
}
