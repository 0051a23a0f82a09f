//! From files to verdicts: what is known already, then one build for all the rest, and
//! each check process as soon as its program is there.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::cause::Cause;
use crate::compile::{self, Event};
use crate::contained::{self, Ending};
use crate::environment;
use crate::fingerprint::Fingerprints;
use crate::judge;
use crate::place::Place;
use crate::progress::Progress;
use crate::report::Report;
use crate::snapshot::Snapshot;
use crate::store::Store;
use crate::subject::Subject;
use crate::trouble::{Result, Trouble};
use crate::verdict::{Status, Verdict};

/// How long a check process may run unless said otherwise.
pub const TIME_LIMIT: Duration = Duration::from_secs(10);

/// A report can't be longer than this, in bytes: a program that writes into it without
/// end must not fill the memory of the runner.
const REPORT_LIMIT: u64 = 64 * 1024 * 1024;

/// How check processes are run.
pub struct Runs<'a> {
    /// The workshop.
    pub place: &'a Place,
    /// How long each may take.
    pub time_limit: Duration,
    /// What for.
    pub purpose: Purpose,
}

/// What check processes are run for.
pub enum Purpose {
    /// To compare with the snapshot.
    Judge {
        /// The one exercise that is tried on real threads as well, of several that a learner
        /// waits for: the first, whose story is the one to be told.
        told: Option<String>,
    },
    /// To say what the snapshot must hold.
    Bless,
    /// To replay one interleaving of one check.
    Replay {
        /// The check.
        check: String,
        /// A file with the order of steps.
        schedule: PathBuf,
    },
}

/// What is left of a subject's check process.
pub type Evidence = std::result::Result<(Ending, Report), Cause>;

/// A subject that was built and run, or what rustc says against it.
pub enum Tried {
    /// It ran.
    Run(Evidence),
    /// It doesn't compile.
    Refused(compile::Refusal),
}

/// Judges all `subjects`; a verdict each, in their order.
pub fn verdicts(place: &Place, subjects: &[Subject], time_limit: Duration) -> Result<Vec<Verdict>> {
    let store = Store::new(place);
    let fingerprints = Fingerprints::new(place);
    let mut verdicts: BTreeMap<&str, Verdict> = BTreeMap::new();
    let mut open: Vec<(&Subject, Snapshot, String)> = Vec::new();
    for subject in subjects {
        let fingerprint = fingerprints.of(subject);
        match (
            judge::before(subject),
            store.verdict(&subject.target, &fingerprint),
        ) {
            (Err(verdict), _) => {
                verdicts.insert(&subject.target, *verdict);
            }
            (Ok(_), Some(verdict)) => {
                verdicts.insert(&subject.target, verdict);
            }
            (Ok(snapshot), None) => open.push((subject, snapshot, fingerprint)),
        }
    }
    let to_try: Vec<_> = open.iter().map(|(subject, ..)| *subject).collect();
    let runs = Runs {
        place,
        time_limit,
        purpose: Purpose::Judge {
            told: to_try.first().map(|subject| subject.target.clone()),
        },
    };
    let mut tried = runs.all(&to_try)?;
    for (subject, snapshot, fingerprint) in open {
        let Some(tried) = tried.remove(&subject.target) else {
            continue;
        };
        let verdict = verdict(subject, &snapshot, tried);
        // A file that was saved meanwhile has not been judged.
        if verdict.lasting && fingerprints.of(subject) == fingerprint {
            store.keep(&subject.target, &fingerprint, &verdict);
        }
        verdicts.insert(&subject.target, verdict);
    }
    let lost = || Verdict::new(Status::NoVerdict, Vec::new());
    Ok(subjects
        .iter()
        .map(|one| verdicts.remove(&*one.target).unwrap_or_else(lost))
        .collect())
}

fn verdict(subject: &Subject, snapshot: &Snapshot, tried: Tried) -> Verdict {
    match tried {
        Tried::Refused(refusal) => {
            judge::compile_error(snapshot, refusal.rendered, refusal.about_code)
        }
        Tried::Run(Ok((ending, report))) => judge::after(subject, snapshot, &ending, report),
        Tried::Run(Err(cause)) => judge::no_verdict(subject, &cause, Vec::new()),
    }
}

/// Programs to run, as the workers share them.
type Jobs<'a> = Mutex<Receiver<(&'a Subject, PathBuf)>>;

impl Runs<'_> {
    /// Builds and runs `subjects`, and gives what came of each by its target's name.
    pub fn all(&self, subjects: &[&Subject]) -> Result<BTreeMap<String, Tried>> {
        if subjects.is_empty() {
            return Ok(BTreeMap::new());
        }
        let store = Store::new(self.place);
        store.make_room_for_reports()?;
        contained::watch_for_interrupts();
        let progress = Progress::new(subjects.len());
        let tried = Mutex::new(BTreeMap::new());
        let (sender, jobs) = channel();
        let jobs: Jobs<'_> = Mutex::new(jobs);
        let refused = thread::scope(|scope| {
            for _ in 0..workers(subjects.len()) {
                scope.spawn(|| self.work(&jobs, &store, &tried, &progress));
            }
            // The workers end when nothing more can be sent, also after an error.
            let sender = sender;
            compile::build(self.place, subjects, |event| match event {
                Event::Step(name) => progress.built(&name),
                Event::Ready(subject, program) => {
                    let _ = sender.send((subject, program));
                }
            })
        });
        progress.done();
        if contained::interrupted() {
            return Err(Trouble::interrupted());
        }
        let mut all = tried.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.extend(
            refused?
                .into_iter()
                .map(|(name, refusal)| (name, Tried::Refused(refusal))),
        );
        Ok(all)
    }

    fn work(
        &self,
        jobs: &Jobs<'_>,
        store: &Store,
        tried: &Mutex<BTreeMap<String, Tried>>,
        progress: &Progress,
    ) {
        loop {
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((subject, program)) = job else { return };
            let evidence = self.one(subject, &program, store);
            progress.judged(&subject.exercise);
            let mut tried = tried.lock().unwrap_or_else(PoisonError::into_inner);
            tried.insert(subject.target.clone(), Tried::Run(evidence));
        }
    }

    fn one(&self, subject: &Subject, program: &Path, store: &Store) -> Evidence {
        let report = store.report_file(&subject.target);
        let mut command = environment::check(self.place, subject, program, &report);
        match &self.purpose {
            // Not a learner who waits: how it does on real threads may take its time.
            _ if subject.target != subject.exercise => {
                command.env("INTERLEAVE_REAL_RUNS", "1000");
                command.env("INTERLEAVE_PATIENT", "1");
            }
            Purpose::Judge { told } if told.as_ref() == Some(&subject.target) => {}
            _ => {
                command.env("INTERLEAVE_REAL_RUNS", "0");
            }
        }
        match &self.purpose {
            Purpose::Judge { .. } => command.arg("check::"),
            Purpose::Bless => command.arg("check::").env("INTERLEAVE_BLESS", "1"),
            Purpose::Replay { check, schedule } => command
                .args([&format!("check::{check}"), "--exact"])
                .env("INTERLEAVE_REPLAY", schedule),
        };
        let ending = contained::run(command, self.time_limit)
            .map_err(|error| Cause::NotStarted(error.to_string()))?;
        let text = read_report(&report);
        let _ = fs::remove_file(&report);
        Ok((ending, Report::parse(&text)))
    }
}

fn workers(jobs: usize) -> usize {
    thread::available_parallelism()
        .map_or(1, std::num::NonZero::get)
        .min(jobs)
}

/// A report that isn't there is an empty one.
fn read_report(file: &Path) -> String {
    let mut bytes = Vec::new();
    if let Ok(file) = File::open(file) {
        let _ = file.take(REPORT_LIMIT).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
