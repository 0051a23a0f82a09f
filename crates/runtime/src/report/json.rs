//! A report as a line of the report file, which a runner reads.

use serde_json::{Value, json};

use super::Report;
use crate::replay::{Retold, written};
use crate::simulations::OnMachine;
use crate::source::Sources;
use crate::story::{self, Row};
use crate::witness::Witness;

impl Report {
    /// The report as a line of the report file.
    pub fn to_json(&self, blessing: bool, story: &str) -> Value {
        let mut sources = Sources::default();
        let passes = if blessing {
            self.is_complete()
        } else {
            self.passes()
        };
        let seen = self.seen.iter().map(|(behaviour, seen)| {
            let behaviour = behaviour.to_string();
            let expected = self.expects(&behaviour);
            json!({ "behaviour": behaviour, "executions": seen.executions, "expected": expected })
        });
        let sections = self.sections.iter().map(
            |line| json!({ "behaviour": line, "executions": null, "expected": self.expects(line) }),
        );
        let facts = self.facts().into_iter().map(|line| {
            let expected = self.expects(&line);
            json!({ "behaviour": line, "executions": null, "expected": expected })
        });
        let misfit = self
            .retold
            .as_ref()
            .and_then(|retold| retold.misfit.as_ref());
        let witnesses = match &self.retold {
            Some(retold) => self
                .retold_witness(retold, &mut sources)
                .into_iter()
                .collect(),
            None => self.witnesses(&mut sources),
        };
        json!({
            "check": self.check,
            "status": if passes { "pass" } else { "not-yet" },
            "explored": self.explored,
            "exhaustive": self.explored && self.bounded.is_none(),
            "coverage": self.coverage(),
            "memory": self.memory.name(),
            "executions": self.executions,
            "expected": self.expected.clone().unwrap_or_default(),
            "seen": seen.chain(sections).chain(facts).collect::<Vec<_>>(),
            "missing": self.missing(),
            "lines": self.lines(),
            "real_threads": self.real.as_ref().map(|real| {
                json!({ "runs": real.runs, "unexpected": real.unexpected, "hung": real.hung })
            }),
            "witnesses": witnesses,
            "simulations": self.simulations.iter().map(|on| self.on_machine(on)).collect::<Vec<_>>(),
            "misfit": misfit.map(|misfit| json!({ "line": misfit.line, "text": misfit.why })),
            "seconds": self.seconds,
            "story": story,
        })
    }

    /// A run on a machine: its figures, what the check asks of it, and its chart if that
    /// is not as it should be.
    fn on_machine(&self, on: &OnMachine) -> Value {
        let timeline = &on.timeline;
        let machine = timeline.machine();
        let facts = on.facts.iter().map(|fact| {
            let expected = fact.line().is_some_and(|line| self.expects(&line));
            json!({ "name": fact.name, "value": fact.value(), "expected": expected })
        });
        let as_it_should = on.lines().iter().all(|line| self.expects(line));
        json!({
            "machine": on.name(),
            "cores": machine.cores,
            "quantum": machine.quantum,
            "ended": on.end(),
            "makespan": timeline.makespan(),
            "work": timeline.work(),
            "span": timeline.span(),
            "facts": facts.collect::<Vec<_>>(),
            "chart": (!as_it_should).then(|| timeline.by_thread().to_string()),
        })
    }

    /// How each behaviour comes about that should not be.
    fn witnesses(&self, sources: &mut Sources) -> Vec<Value> {
        let mut witnesses: Vec<Value> = Vec::new();
        for (behaviour, seen) in self.unexpected() {
            if let Some(witness) = &seen.witness {
                let why = crate::why::of_unexpected(self, witness, behaviour);
                witnesses.push(witness_json(&behaviour.to_string(), &why, witness, sources));
            }
        }
        for (line, witness) in self.unexpected_apart() {
            let why = crate::why::apart(witness);
            witnesses.push(witness_json(line, &why, witness, sources));
        }
        for (line, witness) in self.unexpected_inside() {
            let why = [crate::why::inside(witness)];
            witnesses.push(witness_json(line, &why, witness, sources));
        }
        witnesses
    }

    /// The execution that was replayed.
    fn retold_witness(&self, retold: &Retold, sources: &mut Sources) -> Option<Value> {
        let witness = retold.witness.as_ref()?;
        let behaviours: Vec<String> = self.seen.keys().map(ToString::to_string).collect();
        let why = self
            .seen
            .keys()
            .flat_map(|behaviour| crate::why::why(witness, behaviour));
        let why: Vec<String> = why.collect();
        Some(witness_json(&behaviours.join(", "), &why, witness, sources))
    }
}

fn witness_json(
    behaviour: &str,
    why: &[String],
    witness: &Witness,
    sources: &mut Sources,
) -> Value {
    let rows = story::rows(witness, sources);
    let threads: Vec<&String> = witness.threads.values().collect();
    json!({
        "behaviour": behaviour,
        "preemptions": witness.preemptions,
        "threads": threads,
        "schedule": written::schedule(witness, sources),
        "steps": rows.iter().map(row_json).collect::<Vec<_>>(),
        "why": if why.is_empty() { Value::Null } else { json!(why.join(" ")) },
    })
}

fn row_json(row: &Row) -> Value {
    let (file, line, column) = match &row.place {
        Some((file, line, column)) => (json!(file), json!(line), json!(column)),
        None => (Value::Null, Value::Null, Value::Null),
    };
    json!({
        "thread": row.thread.0,
        "file": file,
        "line": line,
        "column": column,
        "text": row.text,
        "value": row.value,
        "note": row.note,
    })
}
