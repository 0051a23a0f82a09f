//! Results that are the right ones, but for their order.

/// Whether an outcome, `results = [2, 1]`, has the values of the only one that is expected, in
/// another order.
pub(crate) fn is_another_order(outcome: &str, expected: &[String]) -> bool {
    the_only(expected).is_some_and(|only| same_values(outcome, only) == Some(true))
}

/// The outcome that is expected, if it is one.
pub(crate) fn the_only(expected: &[String]) -> Option<&String> {
    let mut outcomes = expected.iter().filter(|line| line.contains(" = "));
    let only = outcomes.next()?;
    outcomes.next().is_none().then_some(only)
}

fn same_values(outcome: &str, expected: &str) -> Option<bool> {
    let (name, value) = outcome.split_once(" = ")?;
    let (expected_name, expected) = expected.split_once(" = ")?;
    let differ = name == expected_name && value != expected;
    Some(differ && parts(value)? == parts(expected)?)
}

/// The items of a list, or the letters of a text, sorted; nothing for other values.
fn parts(value: &str) -> Option<Vec<&str>> {
    let inside = |open, close| value.strip_prefix(open)?.strip_suffix(close);
    let mut parts: Vec<&str> = match (inside('[', ']'), inside('"', '"')) {
        (Some(list), _) if !list.contains(['[', '=']) => list.split(", ").collect(),
        (_, Some(text)) if !text.contains('"') => text.split("").collect(),
        _ => return None,
    };
    parts.sort_unstable();
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_order_of_a_list_or_of_letters() {
        let told = |outcome, expected: &[&str]| {
            let expected: Vec<String> = expected.iter().map(|&line| line.to_owned()).collect();
            is_another_order(outcome, &expected)
        };
        assert!(told("a = [2, 1]", &["a = [1, 2]", "deadlock: never"]));
        assert!(told("a = \"yx\"", &["a = \"xy\""]));
        assert!(!told("a = [1, 2]", &["a = [1, 2]"]));
        assert!(!told("a = [21]", &["a = [12]"]));
        assert!(!told("a = [1, 1]", &["a = [1, 2]"]));
        assert!(!told("a = 21", &["a = 12"]));
        assert!(!told("a = [1], b = [2]", &["a = [2], b = [1]"]));
        assert!(!told("a = [2, 1]", &["a = [1, 2]", "a = [3]"]));
    }
}
