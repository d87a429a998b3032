//! Bars and interval plots out of characters.

use crate::view::{Point, Scale};

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar of this share of `columns`, to an eighth of a column; anything above nothing is visible.
pub fn bar(share: f64, columns: usize) -> String {
    let eighths = steps(share, columns * 8).max(usize::from(share > 0.0));
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

/// A dot at the figure on a line over its interval, with zero marked where it is in sight.
pub fn interval(point: &Point, scale: &Scale, columns: usize) -> String {
    let last = columns.saturating_sub(1);
    let (low, dot, high) = (steps(point.low, last), steps(point.value, last), steps(point.high, last));
    let zero = scale.zero.map(|zero| steps(zero, last));
    let glyph = |column: usize| match column {
        column if column == dot => '●',
        column if (low..=high).contains(&column) => '─',
        column if Some(column) == zero => '┊',
        _ => ' ',
    };
    (0..columns).map(glyph).collect::<String>().trim_end().to_owned()
}

/// The share (0 to 1) of a number of steps, to the nearest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of at most a thousand steps"
)]
fn steps(share: f64, all: usize) -> usize {
    (share.clamp(0.0, 1.0) * all as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_end_on_eighths() {
        assert_eq!(bar(0.5, 3), "█▌");
        assert_eq!(bar(1.0, 2), "██");
        assert_eq!(bar(0.0, 9), "");
        assert_eq!(bar(0.000_1, 9), "▏");
        assert_eq!(bar(f64::NAN, 9), "");
    }

    #[test]
    fn intervals_lie_on_the_scale() {
        let scale = Scale { low: String::new(), high: String::new(), zero: Some(0.0) };
        let point = Point { low: 0.4, value: 0.6, high: 0.8 };
        assert_eq!(interval(&point, &scale, 11), "┊   ──●──");
    }
}
