//! The chart of the comparison: for each program a bar a tool, by time and by
//! executions. Both axes are logarithmic.

use std::error::Error;
use std::path::Path;

use bench_protocol::{Ended, Measurement, Memory};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::figures::{at_least, power_of_ten, thousands, time};
use crate::machine::Machine;
use crate::results::Row;
use crate::tool::Tool;

/// Pixels.
const WIDTH: u32 = 1_000;
const HEAD: u32 = 88;
const ROW: u32 = 40;
const FOOT: u32 = 50;
const NAMES: u32 = 120;

const FONT: &str = "sans-serif";

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<LogCoord<f64>, RangedCoordf64>>;

/// What the bars of a panel show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quantity {
    Time,
    Executions,
}

/// Draws the chart.
///
/// # Errors
/// If the file can't be written.
pub fn draw(path: &Path, machine: &Machine, rows: &[Row]) -> Result<(), Box<dyn Error>> {
    let height = HEAD + FOOT + ROW * u32::try_from(rows.len())?;
    let root = SVGBackend::new(path, (WIDTH, height)).into_drawing_area();
    root.fill(&WHITE)?;
    legend(&root, machine)?;
    let (_, body) = root.split_vertically(HEAD);
    let (left, right) = body.split_horizontally((WIDTH + NAMES) / 2);
    panel(&left, rows, Quantity::Time)?;
    panel(&right, rows, Quantity::Executions)?;
    root.present()?;
    Ok(())
}

fn legend(root: &Area<'_>, machine: &Machine) -> Result<(), Box<dyn Error>> {
    let large = (FONT, 20).into_text_style(root);
    root.draw_text(
        "The same programs, explored by three tools",
        &large,
        (20, 12),
    )?;
    let small = (FONT, 14).into_text_style(root);
    root.draw_text(
        &machine.to_string(),
        &(FONT, 12).into_text_style(root),
        (20, 38),
    )?;
    for (x, tool) in (20..).step_by(110).zip(Tool::ALL) {
        let square = Rectangle::new([(x, 60), (x + 14, 74)], color(tool).filled());
        root.draw(&square)?;
        root.draw_text(tool.name(), &small, (x + 20, 61))?;
    }
    let pale = "pale: not complete, ended by the time limit (>) or stopped by itself (!)";
    root.draw_text(pale, &small, (370, 61))?;
    Ok(())
}

fn panel(area: &Area<'_>, rows: &[Row], quantity: Quantity) -> Result<(), Box<dyn Error>> {
    let (low, high, title, names) = match quantity {
        Quantity::Time => (1e-5, 1e3, "time in seconds", NAMES),
        Quantity::Executions => (1.0, 1e9, "executions", 10),
    };
    let bottom = f64::from(u32::try_from(rows.len())?);
    let mut chart = ChartBuilder::on(area)
        .margin_right(30)
        .set_label_area_size(LabelAreaPosition::Left, names)
        .set_label_area_size(LabelAreaPosition::Bottom, FOOT)
        .build_cartesian_2d((low..high).log_scale(), bottom..0.0)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .light_line_style(TRANSPARENT)
        .x_label_formatter(&|value| power_of_ten(*value))
        .x_desc(title)
        .label_style((FONT, 13))
        .draw()?;
    for (top, row) in (0..).map(f64::from).zip(rows) {
        if quantity == Quantity::Time {
            write(&mut chart, (low, top + 0.5), &name(row), HPos::Right, 14)?;
        }
        for (tool, measured) in &row.tools {
            bar(&mut chart, quantity, (low, top), *tool, measured)?;
        }
    }
    Ok(())
}

fn bar(
    chart: &mut Chart<'_, '_>,
    quantity: Quantity,
    (low, row): (f64, f64),
    tool: Tool,
    measured: &Measurement,
) -> Result<(), Box<dyn Error>> {
    let mark = match measured.ended {
        Ended::Unsupported(_) => return Ok(()),
        Ended::Complete => "",
        Ended::TimeLimit => "> ",
        Ended::FirstDeadlock | Ended::GaveUp(_) => "! ",
    };
    #[expect(clippy::cast_precision_loss, reason = "drawn")]
    let (length, text) = match quantity {
        Quantity::Time if measured.ended == Ended::TimeLimit => {
            (measured.seconds, at_least(measured.seconds))
        }
        Quantity::Time => (measured.seconds, time(measured.seconds)),
        Quantity::Executions => (measured.executions as f64, thousands(measured.executions)),
    };
    let length = length.max(1.1 * low);
    let strength = if measured.is_complete() { 1.0 } else { 0.35 };
    let (top, height) = (row + 0.09 + 0.28 * f64::from(tool as u8), 0.25);
    let corners = [(low, top), (length, top + height)];
    let style = color(tool).mix(strength).filled();
    chart.draw_series([Rectangle::new(corners, style)])?;
    let end = (length, top + height / 2.0);
    write(chart, end, &format!("{mark}{text}"), HPos::Left, 10)
}

/// Writes beside a point.
fn write(
    chart: &mut Chart<'_, '_>,
    at: (f64, f64),
    text: &str,
    side: HPos,
    size: i32,
) -> Result<(), Box<dyn Error>> {
    let gap = if matches!(side, HPos::Right) { -8 } else { 4 };
    let style = (FONT, size).into_text_style(chart.plotting_area());
    let style = style.pos(Pos::new(side, VPos::Center));
    let text = Text::new(text.to_owned(), (gap, 0), style);
    chart.draw_series([EmptyElement::at(at) + text])?;
    Ok(())
}

fn name(row: &Row) -> String {
    match row.program.memory {
        Memory::SequentiallyConsistent => row.program.name.to_owned(),
        Memory::Weak => format!("{} (weak)", row.program.name),
    }
}

/// Colours that can be told apart without seeing red and green: M. Okabe, K. Ito, *Color
/// Universal Design*, 2008.
fn color(tool: Tool) -> RGBColor {
    match tool {
        Tool::Interleave => RGBColor(0, 114, 178),
        Tool::Loom => RGBColor(230, 159, 0),
        Tool::Shuttle => RGBColor(0, 158, 115),
    }
}
