//! How explanations write numbers.

/// A result: four decimals, and at least four digits however small it is.
pub(super) fn short(value: f64) -> String {
    digits(value, 4)
}

/// What a result is worked out from: enough digits that the numbers shown give the result shown.
pub(super) fn exact(value: f64) -> String {
    digits(value, 9)
}

/// So many decimals of a number of at least 1, and as many digits of a smaller one; none that are 0 at the end.
pub(super) fn digits(value: f64, decimals: i32) -> String {
    const MOST: i32 = 40;
    let size = value.abs();
    let leading = if size > 0.0 && size < 0.1 { size.log10().floor() + 1.0 } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 40")]
    let places = (f64::from(decimals) - leading).min(f64::from(MOST)) as usize;
    let text = format!("{size:.places$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if value < 0.0 && text != "0" { format!("−{text}") } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::{exact, short};

    #[test]
    fn small_numbers_keep_their_digits_and_minus_is_a_minus() {
        let shown = [0.000_178_643_21, -68.0, 0.0, -0.0, 16.265_49, 0.05, 1200.0, -1e-60].map(short);
        assert_eq!(shown, ["0.0001786", "−68", "0", "0", "16.2655", "0.05", "1200", "0"]);
        assert_eq!(exact(0.001_098_300_12), "0.00109830012");
        assert_eq!(exact(1.0 / 3.0), "0.333333333");
    }
}
