//! A Gantt chart of a timeline: what is drawn, in text or as SVG.
//!
//! Both drawings are made from this one model, and nothing in it depends on how it is
//! drawn.

mod svg;
mod text;

use super::timeline::{Activity, unnamed};
use super::{Slice, Timeline, Wait};

pub use text::Letters;

/// A Gantt chart: a row a core, or a row a thread.
///
/// `to_string` draws it for a terminal of 80 columns with the letters of Unicode; see
/// [`Chart::text`] and [`Chart::svg`] for the other ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    title: String,
    rows: Vec<Row>,
    /// The names of the threads, by number.
    threads: Vec<String>,
    /// Where its time axis ends.
    end: u64,
    /// Whether rows are cores: then who runs is the question, and not what a thread does.
    of_cores: bool,
    /// Moments that are pointed at, and what for.
    marks: Vec<(u64, String)>,
    /// How many rows it would have beyond those that are drawn.
    left_out: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    name: String,
    /// In the order of time. A thread's row has a gap where it does not exist.
    bars: Vec<Bar>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Bar {
    from: u64,
    to: u64,
    state: State,
    /// Whose it is, in the row of a core.
    thread: Option<u16>,
    /// What it says when it is pointed at.
    says: String,
}

/// What happens in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// A thread works.
    Works,
    /// A thread goes round in a waiting loop.
    Spins,
    /// The machine's costs.
    Costs,
    /// A thread could run, but has no core.
    Ready,
    /// A thread waits for a lock.
    Locked,
    /// A thread waits for something else.
    Waits,
    /// A core has nothing to do.
    Idle,
}

impl From<Activity> for State {
    fn from(activity: Activity) -> Self {
        match activity {
            Activity::Work => Self::Works,
            Activity::Spin => Self::Spins,
            Activity::Spawn | Activity::Switch | Activity::HandOver => Self::Costs,
        }
    }
}

impl Chart {
    /// Points at a moment, whether or not the execution lasted so long, and says this of it.
    #[must_use]
    pub fn marked(mut self, at: u64, says: &str) -> Self {
        self.end = self.end.max(at);
        self.marks.push((at, says.to_owned()));
        self
    }

    /// The chart with its first rows alone, if it has more than so many. The text says
    /// how many there would be.
    pub(crate) fn of_rows(mut self, most: usize) -> Self {
        self.left_out += self.rows.len().saturating_sub(most);
        self.rows.truncate(most);
        self
    }
}

impl Timeline {
    /// The chart with a row for each core: who runs there.
    #[must_use]
    pub fn by_core(&self) -> Chart {
        let cores = 0..self.machine().cores;
        let rows = cores.map(|core| Row {
            name: format!("core {core}"),
            bars: self.bars_of_core(core),
        });
        self.chart(rows.collect(), true)
    }

    /// The chart with a row for each thread: what it does, or waits for.
    #[must_use]
    pub fn by_thread(&self) -> Chart {
        let bars = self.bars_of_threads();
        let rows = self.threads().iter().zip(bars).map(|(thread, bars)| Row {
            name: thread.name.clone(),
            bars,
        });
        self.chart(rows.collect(), false)
    }

    fn chart(&self, rows: Vec<Row>, of_cores: bool) -> Chart {
        Chart {
            title: self.to_string(),
            rows,
            threads: self
                .threads()
                .iter()
                .map(|thread| thread.name.clone())
                .collect(),
            end: self.chart_end(),
            of_cores,
            marks: Vec::new(),
            left_out: 0,
        }
    }

    /// Where the axis ends: a little later than the execution where a thread waits for
    /// ever, so that one sees it.
    fn chart_end(&self) -> u64 {
        let for_ever = self.waits().iter().any(|wait| wait.to.is_none());
        let more = if for_ever {
            self.makespan() / 10 + 1
        } else {
            0
        };
        self.makespan() + more
    }

    fn name(&self, thread: u16) -> &str {
        let thread = self.threads().get(usize::from(thread));
        thread.map_or("nobody", |thread| &thread.name)
    }

    fn bars_of_core(&self, core: usize) -> Vec<Bar> {
        let mut row = Filler::new(0, State::Idle, format!("core {core} is idle"));
        for slice in self.slices() {
            if usize::from(slice.core) == core {
                row.add(self.bar_of(slice));
            }
        }
        row.until(self.chart_end())
    }

    fn bars_of_threads(&self) -> Vec<Vec<Bar>> {
        let mut bars: Vec<Vec<Bar>> = vec![Vec::new(); self.threads().len()];
        for slice in self.slices() {
            bars[usize::from(slice.thread)].push(Bar {
                thread: None,
                ..self.bar_of(slice)
            });
        }
        for wait in self.waits() {
            bars[usize::from(wait.thread)].push(self.bar_of_wait(wait));
        }
        let rows = self.threads().iter().zip(bars);
        rows.map(|(thread, mut bars)| {
            bars.sort_by_key(|bar| bar.from);
            let says = format!("{} is ready and has no core", thread.name);
            let mut row = Filler::new(thread.born, State::Ready, says);
            for bar in bars {
                row.add(bar);
            }
            row.until(thread.ended.unwrap_or(self.chart_end()))
        })
        .collect()
    }

    fn bar_of(&self, slice: &Slice) -> Bar {
        let name = self.name(slice.thread);
        let does = match slice.activity {
            Activity::Work => "works",
            Activity::Spin => "goes round a waiting loop",
            Activity::Spawn => "creates threads",
            Activity::Switch => "is switched to",
            Activity::HandOver => "takes over a lock",
        };
        Bar {
            from: slice.from,
            to: slice.to,
            state: slice.activity.into(),
            thread: Some(slice.thread),
            says: format!("{name} {does} on core {}", slice.core),
        }
    }

    fn bar_of_wait(&self, wait: &Wait) -> Bar {
        let held_by: Vec<&str> = wait.held_by.iter().map(|&id| self.name(id)).collect();
        let held_by = match held_by.as_slice() {
            [] => String::new(),
            names => format!(" that {} has", names.join(" and ")),
        };
        let name = self.name(wait.thread);
        let what = self.what(wait.what);
        Bar {
            from: wait.from,
            to: wait.to.unwrap_or(self.chart_end()),
            state: if wait.what.is_lock() {
                State::Locked
            } else {
                State::Waits
            },
            thread: None,
            says: format!("{name} waits for {what}{held_by}, at {}", wait.line()),
        }
    }
}

/// Fills a row with bars, and the gaps between them.
struct Filler {
    bars: Vec<Bar>,
    at: u64,
    gap: State,
    says: String,
}

impl Filler {
    fn new(at: u64, gap: State, says: String) -> Self {
        Self {
            bars: Vec::new(),
            at,
            gap,
            says,
        }
    }

    fn add(&mut self, bar: Bar) {
        self.fill(bar.from);
        self.at = bar.to;
        self.bars.push(bar);
    }

    fn fill(&mut self, to: u64) {
        if self.at < to {
            self.bars.push(Bar {
                from: self.at,
                to,
                state: self.gap,
                thread: None,
                says: self.says.clone(),
            });
        }
    }

    fn until(mut self, end: u64) -> Vec<Bar> {
        self.fill(end);
        self.bars
    }
}

fn meaning(state: State) -> &'static str {
    match state {
        State::Works => "works",
        State::Spins => "spins",
        State::Costs => "pays for spawn, switch or hand-over",
        State::Ready => "ready, no core",
        State::Locked => "waits for a lock",
        State::Waits => "waits",
        State::Idle => "idle",
    }
}

/// 1, 2 or 5 times a power of ten, and not less than `least`.
fn nice(least: u64) -> u64 {
    let mut ten = 1;
    loop {
        for factor in [1, 2, 5] {
            if factor * ten >= least {
                return factor * ten;
            }
        }
        ten *= 10;
    }
}
