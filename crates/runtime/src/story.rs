//! A witness as a table: a row a step, a column a thread, at 80 columns and without
//! colour.
//!
//! Steps that say nothing are left out: a thread's end, waiting for one that has ended,
//! and what one thread does alone before there is another or after all others have
//! ended.

use std::collections::BTreeSet;

use interleave_core::op::{Action, Op, Outcome, Received, Sent, ThreadId};

use crate::source::{self, Sources};
use crate::witness::{Step, Witness};

/// Columns of a page.
pub(crate) const WIDTH: usize = 80;
/// Columns of a row's number.
const NUMBER: usize = 6;
/// Threads that have a column each; more are named in the row.
const COLUMNS: usize = 4;

/// A step as it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub thread: ThreadId,
    /// File and line; none for a step of the judged `std` itself.
    pub place: Option<(String, u32, u32)>,
    pub text: String,
    pub value: String,
    pub note: Option<String>,
}

/// The rows of a witness.
pub(crate) fn rows(witness: &Witness, sources: &mut Sources) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let notes = crate::why::notes(witness);
    for index in shown(witness) {
        let step = &witness.steps[index];
        let mut row = row(step, sources);
        row.note = notes.get(&index).map(|(text, earlier)| {
            let numbered = earlier
                .and_then(|earlier| shown(witness).iter().position(|&shown| shown == earlier));
            numbered.map_or_else(
                || text.clone(),
                |number| format!("{text} step {}", number + 1),
            )
        });
        rows.push(row);
    }
    rows
}

/// The steps worth showing.
fn shown(witness: &Witness) -> Vec<usize> {
    let steps = &witness.steps;
    let alone = |range: &[Step]| {
        let threads: BTreeSet<_> = range.iter().map(|step| step.thread).collect();
        threads.len() <= 1
    };
    let lone_end = (0..steps.len())
        .find(|&from| alone(&steps[from..]))
        .unwrap_or(steps.len());
    let keeps_end = !witness.blocked.is_empty() || !witness.panics.is_empty();
    let end = if keeps_end || lone_end == 0 {
        steps.len()
    } else {
        lone_end + trailing(steps, lone_end)
    };
    (0..end).filter(|&index| tells(&steps[index])).collect()
}

/// Of the steps of the last thread left, those before it waits for the others' end.
fn trailing(steps: &[Step], from: usize) -> usize {
    let main = steps[from].thread == ThreadId::MAIN;
    if main { 0 } else { steps.len() - from }
}

fn tells(step: &Step) -> bool {
    !matches!(
        step.op.action,
        Action::Finish
            | Action::Join
            | Action::SetTimer(_)
            | Action::AddSender
            | Action::Queue
            | Action::Ready
    )
}

fn row(step: &Step, sources: &mut Sources) -> Row {
    let inner = source::is_shadow(step.site);
    let place = (!inner).then(|| {
        (
            step.site.file().replace('\\', "/"),
            step.site.line(),
            step.site.column(),
        )
    });
    let called = sources.call(step.site).filter(|_| !silent(&step.op));
    Row {
        thread: step.thread,
        place,
        text: called.unwrap_or_else(|| plain(&step.op).to_owned()),
        value: value(step),
        note: None,
    }
}

/// Operations that no call of the learner's stands for.
fn silent(op: &Op) -> bool {
    matches!(
        op.action,
        Action::Unlock | Action::Unshare | Action::Wake | Action::Complete(_)
    )
}

/// What an operation is, in a word or two.
pub(crate) fn plain(op: &Op) -> &'static str {
    match op.action {
        Action::Load(_) => "load",
        Action::Store(..) => "store",
        Action::Modify(_) => "read and write",
        Action::CompareExchange { .. } => "compare_exchange",
        Action::Lock => "lock",
        Action::TryLock => "try_lock",
        Action::Unlock => "unlock",
        Action::Share => "read lock",
        Action::TryShare => "try_read",
        Action::Unshare => "read unlock",
        Action::Queue => "waits to write",
        Action::Wait => "wait",
        Action::Wake => "goes on",
        Action::NotifyOne => "notify_one",
        Action::NotifyAll => "notify_all",
        Action::Park => "park",
        Action::Unpark => "unpark",
        Action::Begin => "initialise",
        Action::Complete(false) => "initialised",
        Action::Complete(true) => "initialisation panicked",
        Action::IsComplete => "is it initialised",
        Action::Arrive => "arrives",
        Action::Depart => "leaves",
        Action::Send | Action::TrySend => "send",
        Action::AwaitTaken => "message taken",
        Action::Ready => "is ready",
        Action::Receive | Action::TryReceive => "receive",
        Action::AddSender => "clones a sender",
        Action::DropSender => "drops a sender",
        Action::DropReceiver => "drops the receiver",
        Action::Finish => "ends",
        Action::Join => "join",
        Action::IsFinished => "is it finished",
        Action::Now => "now",
        Action::SetTimer(_) => "sets a timer",
        Action::Sleep => "sleep",
        Action::Print => "print",
        Action::Yield => "yield_now",
        Action::Spin => "spin_loop",
    }
}

/// What a step saw or wrote.
fn value(step: &Step) -> String {
    let show = |bits: u64| crate::values::show(bits, step.kind);
    match (step.op.action, step.outcome) {
        (Action::Store(value, _), _) => format!("= {}", show(value)),
        (Action::Modify(_), Outcome::Value(old)) => {
            format!("{} -> {}", show(old), show(step.written.unwrap_or(old)))
        }
        (_, Outcome::Value(value)) => format!("-> {}", show(value)),
        (
            _,
            Outcome::Exchanged {
                found,
                success: true,
            },
        ) => {
            format!("{} -> {}", show(found), show(step.written.unwrap_or(found)))
        }
        (_, Outcome::Exchanged { found, .. }) => format!("finds {}", show(found)),
        (Action::IsComplete | Action::IsFinished, Outcome::Taken(yes)) => {
            (if yes { "-> yes" } else { "-> no" }).to_owned()
        }
        (_, Outcome::Taken(yes)) => (if yes { "-> taken" } else { "-> busy" }).to_owned(),
        (_, Outcome::TimedOut) => "-> timed out".to_owned(),
        (_, Outcome::Sent(Sent::Full)) => "-> full".to_owned(),
        (_, Outcome::Sent(Sent::Closed)) => "-> closed".to_owned(),
        (_, Outcome::Received(Received::Empty)) => "-> empty".to_owned(),
        (_, Outcome::Received(Received::Closed)) => "-> closed".to_owned(),
        (_, Outcome::Arrived { leader: true }) => "-> leader".to_owned(),
        _ => String::new(),
    }
}

/// The table of a witness.
pub(crate) fn table(witness: &Witness, rows: &[Row]) -> String {
    let threads: BTreeSet<ThreadId> = rows.iter().map(|row| row.thread).collect();
    let threads: Vec<ThreadId> = threads.into_iter().collect();
    let mut text = String::new();
    if threads.len() > COLUMNS {
        for (number, row) in (1..).zip(rows) {
            let name = witness.name(row.thread);
            push_row(
                &mut text,
                number,
                0,
                WIDTH - NUMBER,
                &[format!("{name}: {}", one_line(row))],
            );
        }
        return text;
    }
    let width = (WIDTH - NUMBER) / threads.len().max(1);
    text.push_str(&" ".repeat(NUMBER));
    for thread in &threads {
        text.push_str(&pad(&cut(witness.name(*thread), width - 2), width));
    }
    end_line(&mut text);
    for (number, row) in (1..).zip(rows) {
        let column = threads
            .iter()
            .position(|thread| *thread == row.thread)
            .unwrap_or(0);
        let last = column + 1 == threads.len();
        let room = if last { width } else { width - 2 };
        push_row(&mut text, number, column * width, room, &cell(row, room));
    }
    text
}

fn push_row(text: &mut String, number: usize, indent: usize, room: usize, lines: &[String]) {
    for (index, line) in lines.iter().enumerate() {
        let label = if index == 0 {
            format!("{number:>4}  ")
        } else {
            " ".repeat(NUMBER)
        };
        text.push_str(&label);
        text.push_str(&" ".repeat(indent));
        text.push_str(&cut(line, room));
        end_line(text);
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}

/// The row in one line, file and all.
fn one_line(row: &Row) -> String {
    let place = match &row.place {
        Some((file, line, _)) => format!("{}:{line}", source::file_name(file)),
        None => String::new(),
    };
    let note = row.note.as_deref().unwrap_or_default();
    let parts = [place.as_str(), &row.text, &row.value, note];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

/// The row in lines of at most `width` columns: the file's name gives way first, then
/// the value and the note get lines of their own.
fn cell(row: &Row, width: usize) -> Vec<String> {
    let line = one_line(row);
    if line.chars().count() <= width {
        return vec![line];
    }
    let full_place = match &row.place {
        Some((file, line, _)) => format!("{}:{line} ", source::file_name(file)),
        None => String::new(),
    };
    let short_place = match &row.place {
        Some((_, line, _)) => format!("{line} "),
        None => String::new(),
    };
    let fits = |text: &String| text.chars().count() <= width;
    let candidates = [
        format!("{full_place}{} {}", row.text, row.value),
        format!("{short_place}{} {}", row.text, row.value),
    ];
    let mut lines = match candidates.iter().find(|text| fits(text)) {
        Some(text) => vec![text.trim_end().to_owned()],
        None => {
            let head = [
                format!("{full_place}{}", row.text),
                format!("{short_place}{}", row.text),
            ];
            let head = head
                .iter()
                .find(|text| fits(text))
                .unwrap_or(&head[1])
                .clone();
            let mut lines = vec![head];
            if !row.value.is_empty() {
                lines.push(format!("  {}", row.value));
            }
            lines
        }
    };
    if let Some(note) = &row.note {
        lines.push(format!("  {note}"));
    }
    lines
}

fn pad(text: &str, width: usize) -> String {
    format!(
        "{text}{}",
        " ".repeat(width.saturating_sub(text.chars().count()))
    )
}

/// At most `width` characters of the text, with a sign where some are left out.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(2)).collect();
    format!("{kept}..")
}
