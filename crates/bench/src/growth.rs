//! How the explorer's speed depends on the size of a program: which points there are,
//! and in words why the curves run as they do.

use std::error::Error;

use bench_protocol::{Curve, Point};
use serde::Serialize;

use crate::cli::Args;
use crate::process;

/// Seconds at a point, at most.
const TIME: f64 = 1.0;

/// A curve.
#[derive(Debug, Serialize)]
pub struct Grown {
    pub curve: Curve,
    pub points: Vec<Point>,
}

/// Measures all points of all curves. The fastest of the runs asked for counts.
///
/// # Errors
/// If a process can't be started or doesn't answer.
pub fn measure(args: &Args) -> Result<Vec<Grown>, Box<dyn Error>> {
    let mut grown = Vec::new();
    for curve in Curve::ALL {
        let points: Result<_, _> = curve
            .points()
            .iter()
            .map(|at| point(curve, *at, args.runs))
            .collect();
        grown.push(Grown {
            curve,
            points: points?,
        });
    }
    process::progress("");
    Ok(grown)
}

fn point(curve: Curve, at: usize, runs: u32) -> Result<Point, Box<dyn Error>> {
    process::progress(&format!("{} {at}", curve.word()));
    let (at, time) = (at.to_string(), (TIME / f64::from(runs.max(1))).to_string());
    let mut best: Option<Point> = None;
    for _ in 0..runs.max(1) {
        let point: Point = process::start("growth", &[curve.word(), &at, &time])??;
        if best.is_none_or(|best| best.rate() < point.rate()) {
            best = Some(point);
        }
    }
    Ok(best.expect("one run at least"))
}

/// What grows.
pub fn title(curve: Curve) -> &'static str {
    match curve {
        Curve::Threads => "threads, two of which race",
        Curve::SharedSteps => "steps on one object",
        Curve::OwnSteps => "steps on an object of the thread's own",
        Curve::EarlySteps => "steps before other threads are there",
        Curve::Objects => "objects",
    }
}

/// Why a curve runs as it does.
pub fn why(curve: Curve) -> &'static str {
    match curve {
        Curve::Threads => {
            "Threads, two of which race: every execution begins anew, so each thread is \
             started, switched to and joined in each of them, also if it has nothing to do \
             with the race."
        }
        Curve::SharedSteps => {
            "All steps on one object: an execution differs from the one before in its last \
             steps only, and repeats all the others, each at the same small cost."
        }
        Curve::EarlySteps => {
            "Nearly all steps before other threads are there: they can't come in another \
             order, but are repeated in each execution, each at the same small cost."
        }
        Curve::OwnSteps => {
            "Nearly all steps on an object of the thread's own: they are independent of all \
             that other threads do, so no other order of them is explored, and an execution \
             repeats them like the others."
        }
        Curve::Objects => {
            "Objects over which the same steps are spread: an object costs something when \
             an execution first uses it, since it is found by its address and its state is \
             set up anew; a step costs the same, however many objects there are."
        }
    }
}
