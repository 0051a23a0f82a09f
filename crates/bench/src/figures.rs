//! How numbers and times are written.

/// With commas between the thousands.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A time with three digits and its unit, at most seven characters.
pub fn time(seconds: f64) -> String {
    let (value, unit) = if seconds < 1e-3 {
        (seconds * 1e6, "µs")
    } else if seconds < 1.0 {
        (seconds * 1e3, "ms")
    } else {
        (seconds, "s")
    };
    let digits = match value {
        ..9.995 => 2,
        ..99.95 => 1,
        _ => 0,
    };
    format!("{value:.digits$} {unit}")
}

/// A time that something took at least, without digits that mean nothing.
pub fn at_least(seconds: f64) -> String {
    if seconds < 1.0 {
        time(seconds)
    } else {
        format!("{:.0} s", seconds.floor())
    }
}

/// A mark on a logarithmic axis.
pub fn power_of_ten(value: f64) -> String {
    if (1.0..1e6).contains(&value) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole"
        )]
        return thousands(value.round() as u64);
    }
    format!("1e{:.0}", value.log10())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(13_010_087), "13,010,087");
        let times = [
            0.000_012_3,
            0.000_5,
            0.008_04,
            0.037,
            0.75,
            9.999,
            70.9,
            123.4,
        ];
        let times: Vec<_> = times.into_iter().map(time).collect();
        let expected = [
            "12.3 µs", "500 µs", "8.04 ms", "37.0 ms", "750 ms", "10.0 s", "70.9 s", "123 s",
        ];
        assert_eq!(times, expected);
        assert_eq!(at_least(20.5), "20 s");
    }
}
