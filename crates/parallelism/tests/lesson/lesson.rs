//! What the lesson must say.

/// Its text.
fn lesson() -> String {
    include_str!("../../README.md").replace("\r\n", "\n")
}

/// What the lesson has between "```text" and "```".
pub fn blocks() -> Vec<String> {
    let lesson = lesson();
    let blocks = lesson.split("```text\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

/// The lesson must say this, wherever its lines break.
#[track_caller]
pub fn says(sentence: &str) {
    let lesson = lesson();
    let words: Vec<&str> = lesson.split_whitespace().collect();
    let said = words.join(" ").contains(sentence);
    assert!(said, "the lesson should say: {sentence}");
}

/// The lesson must list what this function of the file does: all but what is only there
/// for the check, in which `run` is named.
#[track_caller]
pub fn lists(file: &str, function: &str) {
    let lesson = lesson();
    let begin = format!("pub fn {function}(");
    let body = file.lines().skip_while(|line| !line.starts_with(&begin));
    let body: Vec<&str> = body.skip(1).take_while(|line| *line != "}").collect();
    assert!(!body.is_empty(), "there is no {function}");
    for line in body.into_iter().map(str::trim) {
        let listed = line.contains("run") || lesson.lines().any(|listed| listed.trim() == line);
        assert!(listed, "the lesson should list: {line}");
    }
}

/// Whether the lesson says when to do this exercise.
pub fn asks_for(exercise: &str) -> bool {
    lesson().lines().any(|line| {
        let asked = line.split_once("`cargo xtask verify ");
        let names = asked.and_then(|(_, rest)| rest.split('`').next());
        names.is_some_and(|names| names.split(' ').any(|name| name == exercise))
    })
}
