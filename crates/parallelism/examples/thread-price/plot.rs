//! A plot of two curves over counts from one to a million, both axes logarithmic: in
//! letters here, as SVG in `svg.rs`.

/// One figure of threads and tasks, over how many there are.
pub struct Plot {
    pub title: &'static str,
    /// How a value of the vertical axis is written.
    pub unit: fn(f64) -> String,
    /// The largest count that the horizontal axis must have.
    pub most: usize,
    pub curves: Vec<Curve>,
}

pub struct Curve {
    pub name: &'static str,
    pub mark: char,
    /// How many, and what it costs.
    pub points: Vec<(f64, f64)>,
}

/// Cells of the plot; a decade of counts takes ten columns.
const ROWS: usize = 9;
const DECADE: usize = 10;
/// The column for the numbers of the vertical axis.
const MARGIN: usize = 10;

impl Plot {
    /// The powers of ten that all values of an axis lie between.
    fn decades(values: impl Iterator<Item = f64>) -> Option<(i32, i32)> {
        let powers: Vec<f64> = values.filter(|v| *v > 0.0).map(f64::log10).collect();
        let low = powers.iter().copied().reduce(f64::min)?.floor();
        let high = powers.iter().copied().reduce(f64::max)?.ceil();
        Some((low as i32, (high as i32).max(low as i32 + 1)))
    }

    fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.curves
            .iter()
            .flat_map(|curve| curve.points.iter().copied())
    }

    /// From which to which power of ten the axes go: counts, then costs; `None` without
    /// points.
    pub fn axes(&self) -> Option<[(i32, i32); 2]> {
        let counts = [1.0, self.most as f64].into_iter();
        Some([
            Self::decades(counts)?,
            Self::decades(self.points().map(|(_, cost)| cost))?,
        ])
    }

    /// Draws it in letters, 80 columns at most for counts up to a million.
    pub fn text(&self) -> String {
        let Some([across, up]) = self.axes() else {
            return format!("{}: nothing was measured\n", self.title);
        };
        let width = usize::try_from(across.1 - across.0).unwrap_or(0) * DECADE + 1;
        let mut cells = vec![vec![' '; width]; ROWS];
        for curve in &self.curves {
            for &(count, cost) in curve.points.iter().filter(|(_, cost)| *cost > 0.0) {
                let column = cell(count, across, width);
                let row = ROWS - 1 - cell(cost, up, ROWS);
                // Where both meet, both are seen to.
                cells[row][column] = match cells[row][column] {
                    ' ' => curve.mark,
                    other if other == curve.mark => curve.mark,
                    _ => '*',
                };
            }
        }
        let mut text = self.heading();
        for (row, cells) in cells.iter().enumerate() {
            let line: String = cells.iter().collect();
            let label = match row {
                0 => (self.unit)(10_f64.powi(up.1)),
                _ if row == ROWS - 1 => (self.unit)(10_f64.powi(up.0)),
                _ => String::new(),
            };
            text.push_str(format!("{label:>MARGIN$} |{line}").trim_end());
            text.push('\n');
        }
        text + &axis(across, width)
    }

    fn heading(&self) -> String {
        let names = self.curves.iter();
        let names: Vec<String> = names.map(|c| format!("{} {}", c.mark, c.name)).collect();
        format!("{}   ({})\n", self.title, names.join(", "))
    }
}

/// In which of so many cells a value of the axis is.
fn cell(value: f64, (low, high): (i32, i32), cells: usize) -> usize {
    let part = (value.log10() - f64::from(low)) / f64::from(high - low);
    (part * (cells - 1) as f64).round() as usize
}

fn axis((low, high): (i32, i32), width: usize) -> String {
    let mut numbers = " ".repeat(MARGIN + 2);
    for (index, power) in (low..=high).enumerate() {
        let column = MARGIN + 2 + index * DECADE;
        numbers = format!(
            "{numbers:<column$}{}",
            crate::units::count(10_usize.pow(power.unsigned_abs()))
        );
    }
    format!("{:MARGIN$} +{}\n{numbers}\n", "", "-".repeat(width))
}

#[test]
fn points_are_where_they_should_be() {
    let plot = Plot {
        title: "cost",
        unit: |value| value.to_string(),
        most: 100,
        curves: vec![
            Curve {
                name: "threads",
                mark: '#',
                points: vec![(1.0, 10.0), (10.0, 100.0)],
            },
            Curve {
                name: "tasks",
                mark: 'o',
                points: vec![(1.0, 1.0), (10.0, 100.0), (100.0, 0.0)],
            },
        ],
    };
    let text = plot.text();
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows[0], "cost   (# threads, o tasks)");
    assert_eq!(rows[1], "       100 |          *");
    assert_eq!(rows[5], "           |#");
    assert_eq!(rows[ROWS], "         1 |o");
    assert_eq!(rows[ROWS + 2], "            1         10        100");
}

#[test]
fn nothing_is_drawn_as_nothing() {
    let plot = Plot {
        title: "cost",
        unit: |value| value.to_string(),
        most: 100,
        curves: Vec::new(),
    };
    assert_eq!(plot.text(), "cost: nothing was measured\n");
}
