//! Builds test targets with one cargo invocation, and tells of each as soon as it is
//! there. A target that does not compile holds up no other.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread;

use crate::environment;
use crate::place::Place;
use crate::rustc::Message;
use crate::subject::Subject;
use crate::trouble::{Result, Trouble};

/// What happens while cargo builds.
pub enum Event<'a> {
    /// This crate is done; for the person who waits.
    Step(String),
    /// A subject's test program is there.
    Ready(&'a Subject, PathBuf),
}

/// What rustc says about a subject that it refuses.
#[derive(Debug, Default)]
pub struct Refusal {
    /// All its errors, in colour.
    pub rendered: String,
    /// Whether the code is to blame, and not the machine.
    pub about_code: bool,
}

/// Builds `subjects` and gives what rustc says of those that don't compile.
///
/// # Errors
/// If cargo can't do its work, or the workshop's own crates don't compile.
pub fn build<'a>(
    place: &Place,
    subjects: &[&'a Subject],
    mut on_event: impl FnMut(Event<'a>),
) -> Result<BTreeMap<String, Refusal>> {
    let mut cargo = start(place, subjects)?;
    let errors = read_aside(cargo.stderr.take());
    let mut ready = BTreeSet::new();
    let mut refused: BTreeMap<String, Refusal> = BTreeMap::new();
    let mut foreign = String::new();
    let lines = BufReader::new(cargo.stdout.take().expect("cargo's output is piped")).lines();
    for line in lines.map_while(std::result::Result::ok) {
        match Message::parse(&line) {
            Message::Built { target, executable } => {
                let subject = subjects.iter().find(|subject| subject.target == target);
                if let (Some(subject), Some(executable)) = (subject, executable) {
                    ready.insert(&subject.target);
                    on_event(Event::Ready(subject, executable));
                }
                on_event(Event::Step(target));
            }
            Message::Error {
                target,
                package,
                rendered,
                about_code,
            } => {
                let own =
                    |subject: &&&Subject| subject.target == target && subject.folder == package;
                if subjects.iter().any(|subject| own(&subject)) {
                    let refusal = refused.entry(target).or_default();
                    refusal.rendered.push_str(&rendered);
                    refusal.about_code |= about_code;
                } else {
                    foreign.push_str(&rendered);
                }
            }
            Message::Other => {}
        }
    }
    let _ = cargo.wait();
    let errors = errors.join().unwrap_or_default();
    let lost = |subject: &&&Subject| {
        !ready.contains(&subject.target) && !refused.contains_key(&subject.target)
    };
    if subjects.iter().any(|subject| lost(&subject)) {
        return Err(cargo_failed(&foreign, &errors));
    }
    Ok(refused)
}

fn start(place: &Place, subjects: &[&Subject]) -> Result<Child> {
    let mut command = environment::cargo(place);
    // Not `cargo test --no-run`: only `build` goes on after a target that doesn't compile.
    command.args([
        "build",
        "--keep-going",
        "--message-format=json-diagnostic-rendered-ansi",
    ]);
    if place.root.join("Cargo.lock").is_file() {
        command.arg("--locked");
    }
    let packages: BTreeSet<_> = subjects.iter().map(|subject| &subject.package).collect();
    for package in packages {
        command.args(["--package", package]);
    }
    for subject in subjects {
        command.args(["--test", &subject.target]);
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
        .spawn()
        .map_err(|error| Trouble::new(format!("can't start cargo: {error}")))
}

/// Reads a pipe on a thread of its own, so that it can't fill up.
fn read_aside(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn cargo_failed(foreign: &str, errors: &str) -> Trouble {
    if !foreign.is_empty() {
        return Trouble::new(format!(
            "a crate of the workshop itself does not compile:\n\n{}",
            foreign.trim_end()
        ));
    }
    let mut text = format!(
        "cargo can't build the exercises. It says:\n\n{}",
        errors.trim_end()
    );
    if errors.contains("--locked") {
        text.push_str(
            "\n\nCargo.lock does not fit the packages. If you added one, `cargo update \
             --workspace` brings it up to date; otherwise restore Cargo.lock.",
        );
    }
    Trouble::new(text)
}
