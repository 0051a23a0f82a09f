//! Verdicts for programs: one JSON document. Its schema is `docs/verify-schema.json`.

use serde_json::{Map, Value, json};

use crate::report::seen_to;
use crate::verdict::{Check, Status, Verdict};

/// The document for these exercises, each a name, a chapter and a verdict.
pub fn document(exercises: &[(&str, &str, &Verdict)]) -> String {
    let passed = exercises
        .iter()
        .filter(|(.., verdict)| verdict.status == Status::Pass);
    let document = json!({
        "passed": passed.count(),
        "total": exercises.len(),
        "exercises": exercises.iter().map(|one| exercise(*one)).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn exercise((name, chapter, verdict): (&str, &str, &Verdict)) -> Value {
    let mut value = Map::new();
    value.insert("name".into(), name.into());
    value.insert("chapter".into(), chapter.into());
    value.insert("status".into(), verdict.status.word().into());
    value.insert(
        "seconds".into(),
        json!((verdict.seconds * 1000.0).round() / 1000.0),
    );
    if let Some(cause) = &verdict.cause {
        value.insert(
            "cause".into(),
            anstream::adapter::strip_str(cause).to_string().into(),
        );
    }
    value.insert("checks".into(), verdict.checks.iter().map(check).collect());
    Value::Object(value)
}

fn check(check: &Check) -> Value {
    json!({
        "name": check.name,
        "status": check.status.word(),
        "explored": check.explored,
        "exhaustive": check.exhaustive,
        "coverage": check.coverage,
        "executions": check.executions,
        "expected": check.expected,
        "seen": check.seen.iter().map(seen_to).collect::<Vec<_>>(),
        "witness": check.witnesses.first(),
        "simulations": check.simulations,
    })
}
