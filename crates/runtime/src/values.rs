//! The value of an atomic, from its bits, as its type shows it.

use interleave_core::op::{Kind, Shown};

/// `bits` as the object's type prints them.
pub(crate) fn show(bits: u64, kind: Option<Kind>) -> String {
    let shown = match kind {
        Some(Kind::Atomic(_, shown)) => shown,
        _ => Shown::Unsigned,
    };
    match shown {
        Shown::Unsigned => bits.to_string(),
        Shown::Signed(width) => {
            let unused = 64 - u32::from(width);
            (bits.cast_signed() << unused >> unused).to_string()
        }
        Shown::Bool => (bits != 0).to_string(),
        Shown::Pointer if bits == 0 => "null".to_owned(),
        Shown::Pointer => "a pointer".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_shown_as_their_type_says() {
        let show = |bits, shown| show(bits, Some(Kind::Atomic(0, shown)));
        assert_eq!(show(4_294_967_295, Shown::Signed(32)), "-1");
        assert_eq!(show(5, Shown::Signed(64)), "5");
        assert_eq!(show(1, Shown::Bool), "true");
        assert_eq!(show(0, Shown::Pointer), "null");
        assert_eq!(show(200, Shown::Unsigned), "200");
    }
}
