//! The same plots as an SVG file, one below the other.

use crate::plot::{Curve, Plot};
use crate::units;

/// Pixels of one plot's curves, and of what stands around them.
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 180.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 110.0;
const ABOVE: f64 = 40.0;
const BELOW: f64 = 40.0;

const COLORS: [&str; 2] = ["#005aaa", "#c85000"];

/// The plots as a document.
pub fn document(plots: &[Plot]) -> String {
    let (width, height) = (LEFT + WIDTH + RIGHT, ABOVE + HEIGHT + BELOW);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
        height * plots.len() as f64
    );
    for (number, plot) in plots.iter().enumerate() {
        let (x, y) = (LEFT, ABOVE + number as f64 * height);
        svg.push_str(&format!("<g transform=\"translate({x} {y})\">\n"));
        svg.push_str(&text(0.0, -14.0, "start", plot.title));
        if let Some(axes) = plot.axes() {
            svg.push_str(&grid(plot, axes));
            for (curve, color) in plot.curves.iter().zip(COLORS) {
                svg.push_str(&line(curve, axes, color));
            }
        }
        svg.push_str("</g>\n");
    }
    svg + "</svg>\n"
}

/// How far along an axis of this length a value is.
fn along(value: f64, (low, high): (i32, i32), length: f64) -> f64 {
    (value.log10() - f64::from(low)) / f64::from(high - low) * length
}

fn text(x: f64, y: f64, anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>\n")
}

/// A line and a number for each power of ten.
fn grid(plot: &Plot, [across, up]: [(i32, i32); 2]) -> String {
    let mut svg = String::new();
    for power in across.0..=across.1 {
        let count = 10_f64.powi(power);
        let x = along(count, across, WIDTH);
        svg.push_str(&format!(
            "<path d=\"M{x:.1} 0V{HEIGHT}\" stroke=\"#ddd\"/>\n"
        ));
        let count = units::count(count as usize);
        svg.push_str(&text(x, HEIGHT + 18.0, "middle", &count));
    }
    for power in up.0..=up.1 {
        let cost = 10_f64.powi(power);
        let y = HEIGHT - along(cost, up, HEIGHT);
        svg.push_str(&format!(
            "<path d=\"M0 {y:.1}H{WIDTH}\" stroke=\"#ddd\"/>\n"
        ));
        svg.push_str(&text(-8.0, y + 4.0, "end", &(plot.unit)(cost)));
    }
    svg
}

/// A curve with a dot a point.
fn line(curve: &Curve, [across, up]: [(i32, i32); 2], color: &str) -> String {
    let points = curve.points.iter().filter(|(_, cost)| *cost > 0.0);
    let at = |count: f64, cost: f64| {
        (
            along(count, across, WIDTH),
            HEIGHT - along(cost, up, HEIGHT),
        )
    };
    let points: Vec<(f64, f64)> = points.map(|&(count, cost)| at(count, cost)).collect();
    let path: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    let mut svg = format!(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>\n",
        path.join(" ")
    );
    for (x, y) in &points {
        svg.push_str(&format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{color}\"/>\n"
        ));
    }
    if let Some((x, y)) = points.last() {
        svg.push_str(&text(x + 10.0, y + 4.0, "start", curve.name));
    }
    svg
}

#[test]
fn a_point_a_circle() {
    let plot = Plot {
        title: "cost",
        unit: |cost| cost.to_string(),
        most: 1000,
        curves: vec![Curve {
            name: "threads",
            mark: '#',
            points: vec![(1.0, 1.0), (100.0, 10.0), (1000.0, 0.0)],
        }],
    };
    let svg = document(&[plot]);
    assert_eq!(svg.matches("<circle").count(), 2);
    assert!(
        svg.contains("<polyline points=\"0.0,180.0 373.3,0.0\""),
        "{svg}"
    );
    assert!(svg.ends_with("</svg>\n"));
}
