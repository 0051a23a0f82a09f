//! The chart as an SVG file: what a bar stands for shows when it is pointed at.
//!
//! Self-contained, with colours for a light and for a dark page. Bars that are too narrow
//! to be seen are drawn as one that says so, which keeps the file small.

use std::fmt::Write as _;

use super::{Bar, Chart, Row, State, meaning, nice};

const WIDTH: f64 = 960.0;
const ROW: f64 = 24.0;
const BAR: f64 = 18.0;
const GAP: f64 = 12.0;
/// Narrower bars are not drawn one by one.
const NARROW: f64 = 0.75;
/// The width of a letter, about.
const LETTER: f64 = 7.5;
const LONGEST_NAME: usize = 24;

const STYLE: &str = "\
text{font:13px system-ui,sans-serif;fill:#1f2328}
.page{fill:#ffffff}.line{stroke:#d1d9e0;stroke-width:1}
.works{fill:#2f6fb4}.ready{fill:#d7dde4}.lock{fill:#cf222e}.waits{fill:#f0e2c0}
.spins{fill:#e36209}.costs{fill:#57606a}.idle{fill:#eef1f4}.turns{fill:#8fb3d9}
.t0{fill:#7d4e2d}.t1{fill:#2f6fb4}.t2{fill:#2a7f4f}.t3{fill:#bf3989}
.t4{fill:#0b7a8a}.t5{fill:#6a4cc4}.t6{fill:#7a7000}.t7{fill:#a40e4c}
.label{fill:#ffffff;font-size:11px}
.mark{stroke:#1f2328;stroke-width:2;stroke-dasharray:4 3}
@media(prefers-color-scheme:dark){
text{fill:#e6edf3}.page{fill:#0d1117}.line{stroke:#30363d}
.works{fill:#58a6ff}.ready{fill:#3d444d}.lock{fill:#f85149}.waits{fill:#5a4a24}
.spins{fill:#f0883e}.costs{fill:#8b949e}.idle{fill:#1b2129}.turns{fill:#35618f}
.t0{fill:#c69c7b}.t1{fill:#58a6ff}.t2{fill:#56d364}.t3{fill:#f778ba}
.t4{fill:#39c5cf}.t5{fill:#bc8cff}.t6{fill:#d4c84a}.t7{fill:#ff9bb5}
.label{fill:#0d1117}.mark{stroke:#e6edf3}}
";

/// Colours of threads in the rows of cores.
const COLOURS: u16 = 8;

impl Chart {
    /// Draws it as an SVG file, which needs nothing else.
    #[must_use]
    pub fn svg(&self) -> String {
        let title = self.title.replace("   ", " \u{b7} ");
        let title: Vec<&str> = title.lines().collect();
        let top = GAP + 20.0 * title.len() as f64 + GAP;
        let axis = top + ROW * self.rows.len() as f64;
        let legend = Legend::of(self);
        let height = axis + 28.0 + 22.0 * legend.lines() as f64 + GAP;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
             width=\"{WIDTH}\" height=\"{height}\" role=\"img\">\n<style>{STYLE}</style>\n\
             <title>{}</title>\n<rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\"/>\n",
            escaped(&title.join("; "))
        );
        for (number, line) in title.iter().enumerate() {
            let y = GAP + 20.0 * number as f64 + 12.0;
            text(&mut svg, (GAP, y), "", line);
        }
        let frame = Frame::of(self);
        frame.axis(&mut svg, top, axis);
        for (number, row) in self.rows.iter().enumerate() {
            frame.row(&mut svg, row, top + ROW * number as f64);
        }
        for (at, says) in &self.marks {
            frame.mark(&mut svg, *at, says, (top, axis));
        }
        legend.draw(&mut svg, axis + 34.0);
        svg.push_str("</svg>\n");
        svg
    }
}

/// Where time is on the page.
struct Frame {
    left: f64,
    unit: f64,
    end: u64,
    of_cores: bool,
}

impl Frame {
    fn of(chart: &Chart) -> Self {
        let names = chart.rows.iter().map(|row| row.name.chars().count());
        let longest = names.max().unwrap_or(0).clamp(4, LONGEST_NAME);
        let left = GAP + LETTER * longest as f64 + GAP;
        Self {
            left,
            unit: (WIDTH - 3.0 * GAP - left) / chart.end.max(1) as f64,
            end: chart.end,
            of_cores: chart.of_cores,
        }
    }

    fn x(&self, time: u64) -> f64 {
        self.left + self.unit * time as f64
    }

    fn axis(&self, svg: &mut String, top: f64, bottom: f64) {
        let step = nice(self.end.div_ceil(10).max(1));
        for time in (0..=self.end).step_by(usize::try_from(step).unwrap_or(usize::MAX)) {
            let x = self.x(time);
            let _ = writeln!(
                svg,
                "<line class=\"line\" x1=\"{x:.2}\" y1=\"{top}\" x2=\"{x:.2}\" y2=\"{bottom}\"/>"
            );
            text(svg, (x - 3.0, bottom + 15.0), "", &time.to_string());
        }
        text(svg, (GAP, bottom + 15.0), "", "time");
    }

    fn mark(&self, svg: &mut String, at: u64, says: &str, (top, bottom): (f64, f64)) {
        let x = self.x(at);
        let _ = writeln!(
            svg,
            "<line class=\"mark\" x1=\"{x:.2}\" y1=\"{top}\" x2=\"{x:.2}\" y2=\"{bottom}\">\
             <title>{}</title></line>",
            escaped(says)
        );
    }

    fn row(&self, svg: &mut String, row: &Row, y: f64) {
        let name: String = row.name.chars().take(LONGEST_NAME).collect();
        text(svg, (GAP, y + 14.0), "", &name);
        let mut bars = row.bars.as_slice();
        while let Some((first, rest)) = bars.split_first() {
            let narrow = bars.iter().take_while(|bar| self.is_narrow(bar)).count();
            if narrow > 1 {
                self.narrow_bars(svg, &bars[..narrow], y);
                bars = &bars[narrow..];
            } else {
                self.bar(svg, first, y);
                bars = rest;
            }
        }
    }

    fn is_narrow(&self, bar: &Bar) -> bool {
        self.unit * ((bar.to - bar.from) as f64) < NARROW
    }

    fn bar(&self, svg: &mut String, bar: &Bar, y: f64) {
        let class = match bar.thread {
            Some(thread) if self.of_cores && bar.state == State::Works => {
                format!("t{}", thread % COLOURS)
            }
            _ => class(bar.state).to_owned(),
        };
        self.rect(svg, (bar.from, bar.to), y, &class, &bar.says);
        let width = self.unit * (bar.to - bar.from) as f64;
        if let (Some(thread), State::Works, true) = (bar.thread, bar.state, self.of_cores)
            && width > 2.0 * LETTER + LETTER * thread.to_string().len() as f64
        {
            let place = (self.x(bar.from) + 5.0, y + 13.0);
            text(svg, place, "label", &thread.to_string());
        }
    }

    fn narrow_bars(&self, svg: &mut String, bars: &[Bar], y: f64) {
        let (Some(first), Some(last)) = (bars.first(), bars.last()) else {
            return;
        };
        let mut says: Vec<&str> = bars.iter().map(|bar| bar.says.as_str()).collect();
        says.sort_unstable();
        says.dedup();
        let more = says.len().saturating_sub(3);
        says.truncate(3);
        let mut says = format!("{} times in turn: {}", bars.len(), says.join("; "));
        if more > 0 {
            let _ = write!(says, "; and {more} more");
        }
        self.rect(svg, (first.from, last.to), y, "turns", &says);
    }

    fn rect(&self, svg: &mut String, (from, to): (u64, u64), y: f64, class: &str, says: &str) {
        let (x, width) = (self.x(from), self.unit * (to - from) as f64);
        let _ = writeln!(
            svg,
            "<rect class=\"{class}\" x=\"{x:.2}\" y=\"{y}\" width=\"{width:.2}\" \
             height=\"{BAR}\"><title>{}, from {from} to {to} ({})</title></rect>",
            escaped(says),
            to - from
        );
    }
}

/// What the colours mean.
struct Legend(Vec<(&'static str, &'static str)>);

impl Legend {
    fn of(chart: &Chart) -> Self {
        let frame = Frame::of(chart);
        let bars = || chart.rows.iter().flat_map(|row| &row.bars);
        let mut states: Vec<State> = bars().map(|bar| bar.state).collect();
        states.sort_unstable();
        states.dedup();
        let mut entries: Vec<_> = states
            .into_iter()
            .filter(|state| !(chart.of_cores && *state == State::Works))
            .map(|state| (class(state), meaning(state)))
            .collect();
        if bars().filter(|bar| frame.is_narrow(bar)).count() > 1 {
            entries.push(("turns", "takes turns"));
        }
        Self(entries)
    }

    fn lines(&self) -> usize {
        usize::from(!self.0.is_empty())
    }

    fn draw(&self, svg: &mut String, y: f64) {
        let mut x = GAP;
        for (class, meaning) in &self.0 {
            let _ = writeln!(
                svg,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"14\" height=\"14\"/>"
            );
            text(svg, (x + 20.0, y + 12.0), "", meaning);
            x += 44.0 + LETTER * meaning.len() as f64;
        }
    }
}

fn class(state: State) -> &'static str {
    match state {
        State::Works => "works",
        State::Spins => "spins",
        State::Costs => "costs",
        State::Ready => "ready",
        State::Locked => "lock",
        State::Waits => "waits",
        State::Idle => "idle",
    }
}

fn text(svg: &mut String, (x, y): (f64, f64), class: &str, text: &str) {
    let class = match class {
        "" => String::new(),
        class => format!(" class=\"{class}\""),
    };
    let _ = writeln!(
        svg,
        "<text{class} x=\"{x:.2}\" y=\"{y:.2}\">{}</text>",
        escaped(text)
    );
}

/// Text as it stands in XML, without what may not stand there at all.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}
