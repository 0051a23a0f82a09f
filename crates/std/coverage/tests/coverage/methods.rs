//! Methods: what is replaced has all the methods that std's has.

use std::fmt::Write as _;

use interleave_std_coverage::compiler::Compiler;
use interleave_std_coverage::docs::Item;
use interleave_std_coverage::list::Status;

use crate::{docs, folder, list};

/// One line a method: as a path, or called on a value.
enum Form {
    Path,
    Call,
}

/// Methods that are there, or refused by the compiler with a word.
#[test]
fn every_method_is_there() {
    let (Some(docs), list) = (docs(), list()) else {
        return;
    };
    let mut methods: Vec<(Item, String)> = Vec::new();
    for module in list.modules() {
        for item in docs.items(module).into_iter().filter(|item| item.stable) {
            let status = list.status(module, &item.name, None);
            let ours = [Status::Explored, Status::Repeatable]
                .map(Some)
                .contains(&status);
            let is_type = item.name.starts_with(char::is_uppercase) && item.name != "UNIX_EPOCH";
            if ours && is_type {
                let own = item.methods().into_iter();
                methods.extend(own.map(|method| (item.clone(), method)));
            }
        }
    }
    assert!(
        methods.len() > 300,
        "only {} methods were found",
        methods.len()
    );

    let compiler = Compiler::judging(&folder("methods"));
    let missing = |form: &Form| {
        let errors = compiler.check("methods.rs", &program(&methods, form));
        let missing = errors.into_iter().filter(|error| error.code == "E0599");
        missing
            .map(|error| error.place.1 - 2)
            .collect::<Vec<usize>>()
    };
    let (as_path, called) = (missing(&Form::Path), missing(&Form::Call));
    let wrong: Vec<String> = as_path
        .iter()
        .filter(|number| called.contains(number))
        .map(|&number| format!("{}::{}", methods[number].0.path(), methods[number].1))
        .collect();
    assert!(wrong.is_empty(), "not there:\n{}", wrong.join("\n"));
}

fn program(methods: &[(Item, String)], form: &Form) -> String {
    let mut program = String::from("#![allow(warnings)]\n");
    for (number, (item, method)) in methods.iter().enumerate() {
        let path = item.path();
        let _ = match form {
            Form::Path => writeln!(program, "fn m{number}() {{ let _ = {path}::{method}; }}"),
            Form::Call => {
                let parameters = parameters(&item.name);
                writeln!(
                    program,
                    "fn m{number}(x: &mut {path}{parameters}) {{ x.{method}(); }}"
                )
            }
        };
    }
    program
}

/// What a type must be given to be written down, where its methods come by `Deref`.
fn parameters(name: &str) -> &'static str {
    match name {
        "HashMap" => "<u8, u8>",
        "HashSet" => "<u8>",
        _ => "",
    }
}
