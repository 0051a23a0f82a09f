//! The chart of the growth curves, with a sentence on each: why it runs as it does.

use std::error::Error;
use std::path::Path;

use bench_protocol::{Curve, Point};
use plotters::coord::Shift;
use plotters::prelude::*;

use crate::figures::power_of_ten;
use crate::growth::{self, Grown};
use crate::machine::Machine;

/// Pixels.
const WIDTH: u32 = 900;
const HEAD: u32 = 70;
const PLOT: u32 = 300;
const LINE: u32 = 19;
const GAP: u32 = 25;

/// Characters of a line below a plot.
const TEXT: usize = 115;

const FONT: &str = "sans-serif";

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// A panel: curves with one axis.
struct Panel {
    title: &'static str,
    /// Of the logarithm that the horizontal axis has marks for.
    base: f64,
    curves: &'static [Curve],
}

const PANELS: [Panel; 3] = [
    Panel {
        title: "threads",
        base: 2.0,
        curves: &[Curve::Threads],
    },
    Panel {
        title: "steps of an execution",
        base: 10.0,
        curves: &[Curve::SharedSteps, Curve::EarlySteps, Curve::OwnSteps],
    },
    Panel {
        title: "objects that the same steps are spread over",
        base: 10.0,
        curves: &[Curve::Objects],
    },
];

/// Draws the chart.
///
/// # Errors
/// If the file can't be written.
pub fn draw(path: &Path, machine: &Machine, grown: &[Grown]) -> Result<(), Box<dyn Error>> {
    let heights = PANELS.map(|panel| PLOT + LINE * lines_below(&panel) + GAP);
    let root = SVGBackend::new(path, (WIDTH, HEAD + heights.iter().sum::<u32>()));
    let root = root.into_drawing_area();
    root.fill(&WHITE)?;
    let large = (FONT, 20).into_text_style(&root);
    let title = "What an execution costs Interleave: executions a second";
    root.draw_text(title, &large, (20, 14))?;
    let small = (FONT, 12).into_text_style(&root);
    root.draw_text(&machine.to_string(), &small, (20, 40))?;
    let (_, mut rest) = root.split_vertically(HEAD);
    for (panel, height) in PANELS.iter().zip(heights) {
        let (area, below) = rest.split_vertically(height);
        draw_panel(&area, panel, grown)?;
        rest = below;
    }
    root.present()?;
    Ok(())
}

fn lines_below(panel: &Panel) -> u32 {
    let lines = panel
        .curves
        .iter()
        .map(|curve| textwrap::wrap(growth::why(*curve), TEXT).len());
    u32::try_from(lines.sum::<usize>()).expect("a few lines")
}

fn draw_panel(area: &Area<'_>, panel: &Panel, grown: &[Grown]) -> Result<(), Box<dyn Error>> {
    let (plot, below) = area.split_vertically(PLOT);
    let curves: Vec<&Grown> = panel
        .curves
        .iter()
        .filter_map(|curve| grown.iter().find(|grown| grown.curve == *curve))
        .collect();
    let points = || curves.iter().flat_map(|grown| &grown.points);
    let at = |point: &Point| f64::from(u32::try_from(point.at).unwrap_or(u32::MAX));
    let far = points().map(at).fold(1.0, f64::max);
    let near = points().map(at).fold(far, f64::min);
    let rates = || points().map(Point::rate);
    let (low, high) = (
        rates().fold(f64::MAX, f64::min),
        rates().fold(0.0, f64::max),
    );
    let high = 10.0 * power_below(high);
    let low = power_below(low).min(high / 100.0);
    let mut chart = ChartBuilder::on(&plot)
        .margin_right(30)
        .set_label_area_size(LabelAreaPosition::Left, 90)
        .set_label_area_size(LabelAreaPosition::Bottom, 45)
        .build_cartesian_2d(
            (near..far * 1.01).log_scale().base(panel.base),
            (low..high).log_scale(),
        )?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .x_label_formatter(&|value| power_of_ten(*value))
        .y_label_formatter(&|value| power_of_ten(*value))
        .x_desc(panel.title)
        .label_style((FONT, 13))
        .draw()?;
    for (index, grown) in curves.iter().enumerate() {
        let color = COLORS[index];
        let line = grown.points.iter().map(|point| (at(point), point.rate()));
        chart.draw_series(LineSeries::new(line.clone(), color.stroke_width(2)))?;
        chart.draw_series(line.map(|at| Circle::new(at, 4, color.filled())))?;
    }
    explain(&below, panel)
}

/// Below a plot: which curve is which, and why it runs as it does.
fn explain(area: &Area<'_>, panel: &Panel) -> Result<(), Box<dyn Error>> {
    let style = (FONT, 14).into_text_style(area);
    let mut y = 4;
    for (index, curve) in panel.curves.iter().enumerate() {
        area.draw(&Circle::new((40, y + 6), 5, COLORS[index].filled()))?;
        for line in textwrap::wrap(growth::why(*curve), TEXT) {
            area.draw_text(&line, &style, (55, y))?;
            y += i32::try_from(LINE)?;
        }
    }
    Ok(())
}

/// The power of ten at or below a value.
fn power_below(value: f64) -> f64 {
    10_f64.powf(value.log10().floor())
}

/// See [`crate::bars`].
const COLORS: [RGBColor; 3] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(204, 121, 167),
];
