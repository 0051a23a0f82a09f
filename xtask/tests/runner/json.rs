//! `verify --format json`: one document, of the shape that its schema says.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use crate::fake::{END, Fake, SOLVED, STUB};

pub struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    pub fn load() -> Self {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/verify-schema.json");
        let text = std::fs::read_to_string(file).unwrap();
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        compiler
            .add_resource("verify.json", serde_json::from_str(&text).unwrap())
            .unwrap();
        let index = compiler.compile("verify.json", &mut schemas).unwrap();
        Self { schemas, index }
    }

    pub fn problem(&self, value: &Value) -> Option<String> {
        self.schemas
            .validate(value, self.index)
            .err()
            .map(|error| format!("{error:#}"))
    }
}

#[test]
fn every_status_fits_the_schema() {
    let fake = Fake::with_first("json", STUB);
    fake.exercise(
        "1-one",
        "exits",
        &format!("pub fn total() -> u32 {{ std::process::exit(0) }}{END}"),
    );
    fake.exercise("2-two", "right", &format!("{SOLVED}{END}"));
    fake.exercise(
        "2-two",
        "wrong",
        &format!("pub fn total() -> u32 {{ }}{END}"),
    );
    fake.exercise("3-three", "gone", "");
    let run = fake.run(&["verify", "--format", "json"]);
    run.exits(1);
    let document: Value = serde_json::from_str(&run.out).expect("exactly one document");
    assert_eq!(Schema::load().problem(&document), None);

    let statuses: Vec<_> = document["exercises"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["name"].as_str().unwrap(),
                one["status"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("exits", "no-verdict"),
        ("first", "not-yet"),
        ("right", "pass"),
        ("wrong", "compile-error"),
        ("gone", "no-verdict"),
    ];
    assert_eq!(statuses, expected);
    assert_eq!(
        (&document["passed"], &document["total"]),
        (&1.into(), &5.into())
    );
    let cause = document["exercises"][3]["cause"].as_str().unwrap();
    assert!(
        cause.contains("mismatched types") && !cause.contains('\u{1b}'),
        "{cause}"
    );
    let check = &document["exercises"][1]["checks"][0];
    assert_eq!(check["witness"]["behaviour"], "total = 1");
    assert_eq!(check["executions"], 6);
}

#[test]
fn the_schema_is_not_satisfied_by_anything() {
    let schema = Schema::load();
    let document = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let good = r#"{"exercises":[{"name":"a","chapter":"1-b","status":"pass","seconds":0.1,"checks":[]}],"passed":1,"total":1}"#;
    assert_eq!(schema.problem(&document(good)), None);
    for (from, to) in [
        ("\"pass\"", "\"failed\""),
        ("\"seconds\":0.1,", ""),
        ("\"passed\":1", "\"passed\":-1"),
        ("\"checks\":[]", "\"checks\":[{}]"),
        ("\"chapter\":\"1-b\"", "\"chapter\":1"),
        ("\"total\":1", "\"total\":1,\"other\":1"),
    ] {
        assert!(
            schema.problem(&document(&good.replace(from, to))).is_some(),
            "{from} → {to}"
        );
    }
}

#[test]
fn errors_of_usage_print_no_document() {
    let fake = Fake::with_first("json-usage", STUB);
    let run = fake.run(&["verify", "nothing-like-it", "--format", "json"]);
    run.exits(2);
    assert_eq!(run.out, "");
}
