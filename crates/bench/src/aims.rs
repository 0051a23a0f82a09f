//! What the explorer is to reach beside its peers, and where a measurement falls short
//! of it. Nothing fails by it: times depend on the machine and on what else it does.

use std::time::Duration;

use bench_protocol::{Measurement, Memory};

use crate::figures::{thousands, time};
use crate::results::Row;
use crate::tool::Tool;

/// How many times faster than the faster peer, wherever that one takes so long.
const FASTER: f64 = 100.0;
const FASTER_FROM: Duration = Duration::from_millis(100);

/// How many times faster than loom, with weak memory.
const FASTER_WEAK: f64 = 10.0;

/// Seconds that single programs may take.
const WITHIN: [(&str, f64); 2] = [("3x2", 0.020), ("3x3", 3.0)];

/// Executions a second of single programs.
const RATE: [(&str, f64); 1] = [("2x5", 700_000.0)];

/// A line for each aim that a row misses.
pub fn shortfalls(rows: &[Row]) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        let Some(own) = row.own().filter(|own| own.executions > 0) else {
            continue;
        };
        let mut missed = Vec::new();
        if !own.is_complete() {
            missed.push("not complete".to_owned());
        }
        missed.extend(more_executions(row, own));
        missed.extend(other_outcomes(row, own));
        missed.extend(too_slow(row, own));
        missed.extend(own_time(row, own));
        let name = row.program.name;
        let weak = if row.program.memory == Memory::Weak {
            " (weak)"
        } else {
            ""
        };
        lines.extend(
            missed
                .into_iter()
                .map(|what| format!("{name}{weak}: {what}")),
        );
    }
    lines
}

/// Never more executions than a peer. What an unfinished peer has explored is a bound
/// from below, which can show that the aim is reached, but not that it is missed.
fn more_executions(row: &Row, own: &Measurement) -> Vec<String> {
    let peers = row.peers().filter(|(_, peer)| peer.is_complete());
    let peers = peers.map(|(tool, peer)| (tool.name(), peer.executions));
    let genmc = row.program.genmc.map(|executions| ("GenMC", executions));
    let more = peers
        .chain(genmc)
        .filter(|(_, other)| own.executions > *other);
    more.map(|(name, other)| format!("{} executions, {name} {other}", own.executions))
        .collect()
}

/// All outcomes that a peer finds. Loom's memory is weak, whatever is asked for.
fn other_outcomes(row: &Row, own: &Measurement) -> Vec<String> {
    let comparable = |tool: &Tool| *tool != Tool::Loom || row.program.memory == Memory::Weak;
    let peers = row.peers().filter(|(tool, _)| comparable(tool));
    peers
        .flat_map(|(tool, peer)| {
            let missed = peer.outcomes.difference(&own.outcomes);
            missed.map(move |outcome| format!("{} also gives {outcome}", tool.name()))
        })
        .collect()
}

/// So many times faster than the faster peer. One that was ended can't show that this is
/// missed: it would have taken longer.
fn too_slow(row: &Row, own: &Measurement) -> Option<String> {
    let (factor, from) = match row.program.memory {
        Memory::SequentiallyConsistent => (FASTER, FASTER_FROM),
        Memory::Weak => (FASTER_WEAK, Duration::ZERO),
    };
    let ran = row.peers().filter(|(_, peer)| peer.executions > 0);
    let (tool, peer) = ran.min_by(|a, b| a.1.seconds.total_cmp(&b.1.seconds))?;
    let times = peer.seconds / own.seconds;
    let missed = peer.is_complete() && peer.seconds > from.as_secs_f64() && times < factor;
    missed.then(|| {
        let (name, own) = (tool.name(), time(own.seconds));
        format!("{own}, {times:.0} times faster than {name}; aim: {factor}")
    })
}

fn own_time(row: &Row, own: &Measurement) -> Option<String> {
    if row.program.memory == Memory::Weak {
        return None;
    }
    let of = |(name, _): &&(&str, f64)| *name == row.program.name;
    if let Some((_, within)) = WITHIN.iter().find(of)
        && own.seconds >= *within
    {
        return Some(format!("{}; aim: {}", time(own.seconds), time(*within)));
    }
    let (_, aim) = RATE.iter().find(of)?;
    #[expect(clippy::cast_precision_loss, reason = "a rate is not exact")]
    let rate = own.executions as f64 / own.seconds;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "shown"
    )]
    let shown = |rate: f64| thousands(rate as u64);
    (rate < *aim).then(|| format!("{} executions a second; aim: {}", shown(rate), shown(*aim)))
}
