//! Every reason for which there can be no verdict, each with its sentence for the
//! learner and what to do about it.

/// Why there is no verdict.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// The file to judge isn't there.
    FileMissing,
    /// It can't be read; the system's reason.
    FileUnreadable(String),
    /// It is no UTF-8; the first line that isn't.
    NotUtf8(usize),
    /// There is nothing in it.
    Empty,
    /// `check.rs` isn't there.
    CheckFileMissing,
    /// `snapshot` isn't there.
    SnapshotMissing,
    /// `snapshot` and `check.rs` aren't what was sealed.
    SealBroken,
    /// The process could not be started; the system's reason.
    NotStarted(String),
    /// No check ran at all.
    NoCheckRan,
    /// These checks left no line in the report, yet the process ended as if all was well.
    ChecksSilent(Vec<String>),
    /// The process ended with this exit code before the checks were through; what it printed.
    Exited(i32, String),
    /// The process died of this signal.
    Signal(i32),
    /// A stack overflow.
    StackOverflow,
    /// It had to be stopped after so many seconds.
    TimedOut(f64),
    /// The check process ended itself and said why: the name of the reason, and a sentence.
    Problem(String, String),
    /// The report has so many lines that no check writes.
    Unreadable(usize),
    /// The report has a check that the snapshot doesn't know.
    Unknown(String),
    /// The report has this check more than once.
    Twice(String),
    /// This check passed without having explored everything.
    Bounded(String),
    /// This check compared with something else than its snapshot.
    OtherExpectation(String),
    /// Every check passed, and then the process ended with this exit code.
    ExitedAfterPass(i32),
}

/// What a cause's texts speak about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The exercise's name.
    pub name: &'a str,
    /// The file's name, such as `exercise.rs`.
    pub file: &'a str,
    /// The exercise's folder from the root.
    pub folder: &'a str,
    /// Whether the workshop is a git checkout.
    pub git: bool,
}

impl Cause {
    /// Whether judging the same files again would come to the same.
    pub fn is_lasting(&self) -> bool {
        !matches!(
            self,
            Self::TimedOut(_) | Self::Signal(_) | Self::NotStarted(_)
        )
    }

    /// The fact, in a sentence or two.
    pub fn text(&self, about: About<'_>) -> String {
        let file = about.file;
        match self {
            Self::FileMissing => format!("{file} is not there."),
            Self::FileUnreadable(error) => format!("{file} can't be read: {error}."),
            Self::NotUtf8(line) => {
                format!("{file} is not UTF-8 text: line {line} has a byte that is none.")
            }
            Self::Empty => format!("{file} is empty."),
            Self::CheckFileMissing => "check.rs is not there.".to_owned(),
            Self::SnapshotMissing => {
                "There is no snapshot yet, so nothing says what is right.".to_owned()
            }
            Self::SealBroken => "check.rs or snapshot was changed, so what they say can't be \
                trusted. Only your own file is yours to change."
                .to_owned(),
            Self::NotStarted(error) => format!("The check could not be started: {error}."),
            Self::NoCheckRan => format!(
                "No check ran. The last two lines of {file} must be `#[cfg(test)]` and \
                 `mod check;`."
            ),
            Self::ChecksSilent(names) => silent(names),
            Self::Exited(code, output) => exited(*code, output),
            Self::Signal(signal) => died(*signal),
            Self::StackOverflow => "The stack overflowed. Most often that is a function that \
                calls itself without end."
                .to_owned(),
            Self::TimedOut(seconds) => format!(
                "It was still running after {seconds} s and was stopped. Most often that is a \
                 loop that never ends, with nothing in it that other threads could see."
            ),
            Self::Problem(_, text) => text.clone(),
            Self::Unreadable(lines) => format!(
                "The report has {lines} {} that no check writes.",
                if *lines == 1 { "line" } else { "lines" }
            ),
            Self::Unknown(check) => {
                format!("The report has a check `{check}` that the snapshot does not know.")
            }
            Self::Twice(check) => format!("The report has the check `{check}` more than once."),
            Self::Bounded(check) => format!(
                "The check `{check}` found nothing wrong, but it did not get through every \
                 interleaving: your code has too many of them."
            ),
            Self::OtherExpectation(check) => format!(
                "The check `{check}` compared with something else than what its snapshot says."
            ),
            Self::ExitedAfterPass(code) => {
                format!("Every check passed, but then the process ended with exit code {code}.")
            }
        }
    }

    /// One thing to try, as a command or an instruction. What is wrong with the learner's
    /// code is for the learner to find: here is only where to look.
    pub fn way(&self, about: About<'_>) -> Option<String> {
        let name = about.name;
        let reset = format!("cargo xtask reset {name}");
        match self {
            Self::FileMissing | Self::Empty => Some(reset),
            Self::NotUtf8(_) => Some(format!("save it as UTF-8, or start over: {reset}")),
            Self::NoCheckRan => Some(format!("put them back, or start over: {reset}")),
            Self::SnapshotMissing | Self::SealBroken | Self::CheckFileMissing => {
                Some(restore(about))
            }
            Self::OtherExpectation(_) | Self::Twice(_) | Self::Unknown(_) | Self::Unreadable(_) => {
                Some("the check writes the report; leave INTERLEAVE_REPORT alone".to_owned())
            }
            Self::NotStarted(_) | Self::FileUnreadable(_) => None,
            of_the_code => {
                let hint = format!("cargo xtask hint {name}");
                Some(match of_the_code.where_to_look() {
                    Some(place) => format!("{place}, or\n{hint}"),
                    None => hint,
                })
            }
        }
    }

    /// What of the learner's code to look at, where the code is the cause.
    fn where_to_look(&self) -> Option<&'static str> {
        match self {
            Self::Problem(kind, _) => match kind.as_str() {
                "endless-loop" => Some(LOOPS),
                "stack-overflow" => Some(CALLS),
                "out-of-memory" => Some(MEMORY),
                "panic-while-panicking" => Some("see what your `drop` does when something failed"),
                _ => None,
            },
            Self::TimedOut(_) => Some(LOOPS),
            Self::StackOverflow | Self::Signal(SIGBUS | SIGSEGV) => Some(CALLS),
            Self::Signal(SIGKILL) => Some(MEMORY),
            Self::ChecksSilent(_) | Self::ExitedAfterPass(_) => {
                Some("see what ends the process, and let it return instead")
            }
            _ => None,
        }
    }
}

const LOOPS: &str = "see what would end that loop, and who brings it about";
const CALLS: &str = "see where the calls come to an end";
const MEMORY: &str = "see what is kept in each round and never dropped";

/// Never the whole folder: the learner's own file is in it.
fn restore(about: About<'_>) -> String {
    let folder = about.folder;
    if about.git {
        format!("git checkout -- {folder}/check.rs\ngit checkout -- {folder}/snapshot")
    } else {
        format!("take check.rs and snapshot from a fresh download, into\n{folder}")
    }
}

const SIGABRT: i32 = 6;
const SIGKILL: i32 = 9;
/// macOS reports an overflow of a guard page as this.
const SIGBUS: i32 = 10;
const SIGSEGV: i32 = 11;

fn died(signal: i32) -> String {
    match signal {
        SIGSEGV | SIGBUS => {
            "The process died of an access to memory that is not its own (SIGSEGV). \
            Most often that is a stack overflow: a function that calls itself without end."
                .to_owned()
        }
        SIGABRT => "The process aborted itself (SIGABRT): by `abort`, or by a panic while \
            another one was on its way."
            .to_owned(),
        SIGKILL => {
            "The system killed the process (SIGKILL), most often because memory ran out.".to_owned()
        }
        other => format!("The process was ended by signal {other}."),
    }
}

fn silent(names: &[String]) -> String {
    format!(
        "The process ended as if all was well, but {} left no result. Does something in your \
         code end the process?",
        listed(names)
    )
}

fn exited(code: i32, output: &str) -> String {
    let mut text =
        format!("The process ended with exit code {code} before its checks were through.");
    if !output.is_empty() {
        text.push_str(" It printed:\n");
        for line in output.lines() {
            text.push_str(&format!("\n  {line}"));
        }
    }
    text
}

fn listed(names: &[String]) -> String {
    let named: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    let noun = if names.len() == 1 {
        "the check"
    } else {
        "the checks"
    };
    format!("{noun} {}", named.join(", "))
}
