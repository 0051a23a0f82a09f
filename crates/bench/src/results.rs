//! All that was measured, as `bench.json` has it.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use bench_protocol::{Measurement, Memory, Program};
use serde::{Serialize, Serializer};

use crate::cli::Args;
use crate::growth::Grown;
use crate::machine::Machine;
use crate::tool::Tool;

/// The file.
#[derive(Debug, Serialize)]
pub struct Results {
    pub machine: Machine,
    /// Seconds since 1970.
    pub measured_at: u64,
    pub versions: BTreeMap<&'static str, &'static str>,
    pub limit_seconds: f64,
    pub rows: Vec<Row>,
    pub short_of_aims: Vec<String>,
    pub growth: Vec<Grown>,
}

/// One program, with every tool.
#[derive(Debug, Serialize)]
pub struct Row {
    #[serde(flatten, serialize_with = "described")]
    pub program: Program,
    pub tools: BTreeMap<Tool, Measurement>,
}

impl Results {
    pub fn new(args: &Args) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let tools = args.tools().into_iter();
        Self {
            machine: Machine::this(),
            measured_at: since.map_or(0, |time| time.as_secs()),
            versions: tools.map(|tool| (tool.name(), tool.version())).collect(),
            limit_seconds: args.limit,
            rows: Vec::new(),
            short_of_aims: Vec::new(),
            growth: Vec::new(),
        }
    }
}

fn described<S: Serializer>(program: &Program, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Described {
        program: &'static str,
        memory: Memory,
        executions_of_genmc: Option<u64>,
    }
    let described = Described {
        program: program.name,
        memory: program.memory,
        executions_of_genmc: program.genmc,
    };
    described.serialize(serializer)
}

impl Row {
    /// What Interleave gave.
    pub fn own(&self) -> Option<&Measurement> {
        self.tools.get(&Tool::Interleave)
    }

    /// What the peers gave.
    pub fn peers(&self) -> impl Iterator<Item = (Tool, &Measurement)> {
        let peers = self.tools.iter().map(|(tool, measured)| (*tool, measured));
        peers.filter(|(tool, _)| *tool != Tool::Interleave)
    }
}
