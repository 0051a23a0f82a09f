//! The command line: its words and their help. What they do is in [`crate::commands`].

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};

/// The whole command line.
pub fn command() -> Command {
    Command::new("cargo xtask")
        .bin_name("cargo xtask")
        .about("Judges the workshop's exercises over every interleaving of your code")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands([
            verify(),
            list(),
            hint(),
            show(),
            replay(),
            reset(),
            solution(),
            bless(),
            audit(),
            bench(),
        ])
}

fn verify() -> Command {
    Command::new("verify")
        .about("Build and judge exercises; all of them without a name")
        .after_help("Exit code: 0 if all pass, 1 if some don't, 2 if they can't be judged.")
        .arg(names(
            "Exercises or chapters, such as `lost-update`, `atomicity` or `2`",
        ))
        .arg(flag(
            "solutions",
            "Judge the solutions instead of your files",
        ))
        .arg(
            Arg::new("format")
                .long("format")
                .help("For people or for programs")
                .value_parser(PossibleValuesParser::new(["text", "json"]))
                .default_value("text"),
        )
        .arg(time_limit())
}

fn list() -> Command {
    Command::new("list").about("All exercises, and how far along you are")
}

fn hint() -> Command {
    Command::new("hint").about("One more hint each time").arg(
        name()
            .required(false)
            .help("The exercise; without a name, the first that does not pass yet"),
    )
}

fn show() -> Command {
    Command::new("show")
        .about("An exercise's text, and its last verdict in full")
        .arg(name())
}

fn replay() -> Command {
    Command::new("replay")
        .about("One interleaving, step by step; the one that the last verdict shows")
        .after_help(
            "A schedule is a text, a line a step: whose it is, and if you like where and what.\n\
             Print one, edit it, and replay it:\n\n    \
             cargo --quiet xtask replay lost-update --print > order.txt\n    \
             cargo xtask replay lost-update --schedule order.txt\n\n\
             Where a check has weak memory, a line can say which store is read:\n\n    \
             thread 2: load reads the first value\n    \
             thread 2: load reads step 1 of thread 1\n\n\
             Exit code: 0 if it gives what it should, 1 if not, 2 if it can't be replayed.",
        )
        .arg(name())
        .arg(
            Arg::new("check")
                .value_name("CHECK")
                .help("One of its checks; without it, the one that the schedule is of"),
        )
        .arg(
            Arg::new("schedule")
                .long("schedule")
                .value_name("FILE")
                .help("The order of steps; `-` reads it from standard input")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(flag("print", "Print the schedule, and no story"))
        .arg(time_limit())
}

fn reset() -> Command {
    Command::new("reset")
        .about("Put an exercise back to its beginning; your version is kept")
        .arg(name())
}

fn solution() -> Command {
    Command::new("solution")
        .about("A solution and why it works; asks first while you have none")
        .arg(name())
        .arg(flag("yes", "Don't ask"))
}

fn bless() -> Command {
    Command::new("bless")
        .about("For maintainers: write snapshots from the solutions")
        .arg(names("Exercises or chapters; all of them without a name"))
        .arg(flag(
            "stub",
            "Make exercise.rs as it is now the beginning that `reset` restores",
        ))
        .arg(time_limit())
}

fn audit() -> Command {
    Command::new("audit")
        .about("For maintainers: check every check, stub, solution and pitfall")
        .arg(names("Exercises or chapters; all of them without a name"))
        .arg(flag(
            "fresh",
            "Object to an exercise.rs that is no longer its stub, as before a commit",
        ))
        .arg(time_limit())
}

fn bench() -> Command {
    Command::new("bench")
        .about("For maintainers: the explorer beside loom and shuttle")
        .after_help(
            "Options: --only PROGRAM, --tool TOOL, --limit SECONDS, --runs N, --growth.\n\
             crates/bench/README.md says what is measured.",
        )
        .arg(
            Arg::new("options")
                .value_name("OPTION")
                .help("For the benchmark, as listed below")
                .num_args(0..)
                .trailing_var_arg(true)
                .allow_hyphen_values(true),
        )
}

fn name() -> Arg {
    Arg::new("name")
        .value_name("NAME")
        .help("The exercise")
        .required(true)
}

fn names(help: &'static str) -> Arg {
    Arg::new("names")
        .value_name("NAME")
        .help(help)
        .action(ArgAction::Append)
        .num_args(0..)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(help)
        .action(ArgAction::SetTrue)
}

/// For slow machines and for tests; learners need not know it.
fn time_limit() -> Arg {
    Arg::new("time-limit")
        .long("time-limit")
        .value_name("SECONDS")
        .value_parser(value_parser!(f64))
        .hide(true)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
