//! Measures one point of a growth curve: `CURVE AT SECONDS` on the command line, a line
//! of JSON on standard output.

use std::process::ExitCode;
use std::time::Duration;

use bench_protocol::Curve;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((curve, at, time)) = parse(&args) else {
        eprintln!("this is started by interleave-bench: CURVE AT SECONDS");
        return ExitCode::from(2);
    };
    let point = on_interleave::growth::measure(curve, at, time);
    println!("{}", serde_json::to_string(&point).expect("plain data"));
    ExitCode::SUCCESS
}

fn parse(args: &[String]) -> Option<(Curve, usize, Duration)> {
    let [word, at, seconds] = args else {
        return None;
    };
    let curve = Curve::ALL.into_iter().find(|curve| curve.word() == word)?;
    let time = Duration::try_from_secs_f64(seconds.parse().ok()?).ok()?;
    Some((curve, at.parse().ok()?, time))
}
