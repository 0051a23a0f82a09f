//! Figures and sentences as people read them: three digits and a unit, 80 columns.

use std::time::Duration;

/// Such as `3.21 µs`.
pub fn time(time: Duration) -> String {
    nanos(time.as_nanos() as f64)
}

/// Nanoseconds, such as `3.21 µs`.
pub fn nanos(nanos: f64) -> String {
    scaled(nanos, &[(1.0, "ns"), (1e3, "µs"), (1e6, "ms"), (1e9, "s")])
}

/// Bytes, such as `12.3 KiB`.
pub fn bytes(bytes: f64) -> String {
    const K: f64 = 1024.0;
    let units = [(1.0, "B"), (K, "KiB"), (K * K, "MiB"), (K * K * K, "GiB")];
    scaled(bytes, &units)
}

/// Powers of ten of bytes, for an axis, such as `100 kB`.
pub fn round_bytes(bytes: f64) -> String {
    let (number, unit) = match bytes {
        ..1e3 => (bytes, "B"),
        ..1e6 => (bytes / 1e3, "kB"),
        ..1e9 => (bytes / 1e6, "MB"),
        _ => (bytes / 1e9, "GB"),
    };
    format!("{number:.0} {unit}")
}

/// A count with its digits in groups, such as `10,000`.
pub fn count(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| str::from_utf8(group).expect("digits"))
        .collect();
    groups.join(",")
}

/// The text in lines of 80 columns at most, set in by three.
pub fn filled(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        if lines.last().map_or(0, |line| line.chars().count()) + 1 + word.chars().count() > 77 {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.iter().map(|line| format!("   {line}\n")).collect()
}

/// In the largest of the units of which there is at least one.
fn scaled(number: f64, units: &[(f64, &str)]) -> String {
    let fitting = units.iter().rev().find(|(size, _)| number >= *size);
    let (size, unit) = fitting.unwrap_or(&units[0]);
    let scaled = number / size;
    let places = match scaled {
        ..9.995 => 2,
        ..99.95 => 1,
        _ => 0,
    };
    format!("{scaled:.places$} {unit}")
}

#[test]
fn three_digits_and_a_unit() {
    assert_eq!(nanos(3_210.0), "3.21 µs");
    assert_eq!(bytes(12.34 * 1024.0), "12.3 KiB");
    assert_eq!(bytes(0.0), "0.00 B");
    assert_eq!(round_bytes(100_000.0), "100 kB");
    assert_eq!(time(Duration::from_millis(250)), "250 ms");
    assert_eq!(count(1_234_567), "1,234,567");
    assert_eq!(count(12), "12");
}

#[test]
fn no_line_is_too_long() {
    let text = filled(&"word ".repeat(40));
    assert!(text.lines().all(|line| line.len() <= 80), "{text}");
    assert_eq!(text.split_whitespace().count(), 40);
}
