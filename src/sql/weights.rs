//! Weights are added up where they lie: as whole numbers of the last decimal place that counts, in two halves of nine
//! digits each, so that sums are exact and no integer runs over. What is not plainly digits comes back as it is.

use super::dialect::Dialect;
use crate::rows::{DECIMALS, EITHER, WHOLE};
use crate::table::{Decimal, MOST_DIGITS, Together};

/// What a half counts up to.
const HALF: i128 = 1_000_000_000;

/// Sums and extremes, behind the cells of a row.
const SUMS: usize = 10;

/// Digits before the point that no weight has.
const ANY: i32 = 30;

/// The column of weights in an inquiry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    /// Its position.
    at: usize,
    /// Decimal places that count.
    places: usize,
}

impl Weights {
    /// The weights at a position among the columns, with so many decimal places; `None` where the dialect cannot tell
    /// digits from others.
    pub(super) fn new(at: usize, places: i32, dialect: Dialect) -> Option<Weights> {
        let places = usize::try_from(places).ok().filter(|places| *places > 0)?;
        dialect.is_plain_number("", ANY).map(|_| Weights { at, places })
    }

    /// Digits that a weight may have before its point; or, negative, places behind it that must be zero.
    fn room(self) -> i32 {
        let [most, places] = [MOST_DIGITS, self.places].map(|digits| i32::try_from(digits).unwrap_or(i32::MAX));
        most - places
    }

    /// The statement that tells how light and how heavy the weights in a column are, and how many rows there are: what
    /// stands there as digits; `None` where the dialect cannot tell these from others.
    pub(super) fn extent(from: &str, column: &str, dialect: Dialect) -> Option<String> {
        let plain = dialect.is_plain_number("w", ANY)?;
        let ends = ["MIN(NULLIF(w, 0))", "MAX(w)"].map(|end| dialect.float_text(end)).join(", ");
        Some(format!(
            "SELECT {ends}, COUNT(*) FROM (SELECT CASE WHEN {plain} THEN {} END AS w FROM (SELECT {column} AS w FROM {from}) \
             AS r) AS r",
            dialect.float("w")
        ))
    }

    /// What is grouped: the cells that `from` selects as `c1`, `c2`, …, and the halves `h` and `l` of each weight, and the
    /// weight `w` itself.
    pub(super) fn halved(self, from: &str, columns: usize, dialect: Dialect) -> String {
        let name = |at: usize| format!("c{}", at + 1);
        let others: Vec<String> = (0..columns).filter(|at| *at != self.at).map(name).collect();
        let cell = name(self.at);
        let plain = dialect.is_plain_number(&cell, self.room()).unwrap_or_default();
        let units = format!("CASE WHEN {plain} THEN {} ELSE 0 END AS u", self.units(&cell, dialect));
        let stands_for = format!(
            "CASE WHEN u = 0 THEN {cell} WHEN {} THEN '{EITHER}' WHEN {cell} LIKE '%.%' THEN '{DECIMALS}' ELSE '{WHOLE}' \
             END AS {cell}",
            dialect.may_be_thousands(&cell)
        );
        let (high, low) = (format!("{} AS h", dialect.quotient("u", HALF)), format!("u % {HALF} AS l"));
        let weight = format!("CASE WHEN u > 0 THEN {} END AS w", dialect.float(&cell));
        let with = |more: &[String]| [&others, more].concat().join(", ");
        format!(
            "SELECT {} FROM (SELECT {} FROM {from}) AS r",
            with(&[stands_for, high, low, weight]),
            with(&[cell, units])
        )
    }

    /// A text of digits as so many units, half a unit rounded up.
    fn units(self, cell: &str, dialect: Dialect) -> String {
        let (places, room) = (self.places, self.room());
        let (whole, decimals) = dialect.halves_at_point(cell);
        let zeros = usize::try_from(-room).unwrap_or(0);
        let whole = match u32::try_from(places) {
            Ok(places) if room > 0 => format!("CAST({whole} AS BIGINT) * {} + ", 10u64.pow(places)),
            _ => String::new(),
        };
        format!(
            "{whole}CAST(SUBSTR({decimals} || '{}', {}, {}) AS BIGINT) \
             + CASE WHEN SUBSTR({decimals}, {}, 1) >= '5' THEN 1 ELSE 0 END",
            "0".repeat(places),
            zeros + 1,
            places - zeros,
            places + 1
        )
    }

    /// What is added up of the halves, and the lightest and heaviest weight.
    pub(super) fn sums(dialect: Dialect) -> Vec<String> {
        let halves = |product: &str| {
            [format!("SUM({})", dialect.quotient(&format!("({product})"), HALF)), format!("SUM(({product}) % {HALF})")]
        };
        let sums = ["SUM(h)", "SUM(l)"].map(str::to_owned).into_iter();
        let sums = sums.chain(["h * h", "h * l", "l * l"].into_iter().flat_map(halves));
        sums.map(|sum| dialect.text(&sum)).chain(["MIN(w)", "MAX(w)"].map(|end| dialect.float_text(end))).collect()
    }

    /// The cells of a row, and what stands behind them: what its responses weigh together.
    pub(super) fn split<'a, 'b>(cells: &'a [Option<&'b str>]) -> (&'a [Option<&'b str>], Option<Together>) {
        let (cells, sums) = cells.split_at(cells.len().saturating_sub(SUMS));
        (cells, together(sums))
    }
}

/// The sums behind the cells of a row; `None` where nothing was added up.
fn together(sums: &[Option<&str>]) -> Option<Together> {
    let float = |at: usize| sums.get(at).copied().flatten()?.parse::<f64>().ok();
    let whole = |at: usize| sums.get(at).copied().flatten()?.parse::<i128>().ok();
    let halves = |at: usize| Some(whole(at)?.wrapping_mul(HALF).wrapping_add(whole(at + 1)?));
    let (least, most) = (float(SUMS - 2)?, float(SUMS - 1)?);
    let (high, middle, low) = (halves(2)?, halves(4)?, halves(6)?);
    let square = high.wrapping_mul(HALF * HALF).wrapping_add(middle.wrapping_mul(2 * HALF)).wrapping_add(low);
    (most > 0.0).then_some(Together { weight: Decimal(halves(0)?), square: Decimal(square), least, most })
}

#[cfg(test)]
mod tests {
    use super::{Weights, together};
    use crate::sql::dialect::Dialect;
    use crate::table::{Together, Weight};

    #[test]
    fn halves_make_the_sums_of_the_weights_and_of_their_squares() {
        // Of 1.5 and 2.000000000001.
        let sums = ["3500", "1", "0", "6250000", "0", "2000", "0", "1", "1.5", "2.000000000001"].map(Some);
        let weights = [1.5, 2.000_000_000_001].map(Weight::from_f64);
        let (weight, square) = (weights.into_iter().sum(), weights.into_iter().map(Weight::squared).sum());
        let expected = Together { weight, square, least: 1.5, most: 2.000_000_000_001 };
        assert_eq!(together(&sums), Some(expected));
        assert_eq!(together(&["0", "0", "0", "0", "0", "0", "0", "0", "", ""].map(Some)), None);
    }

    #[test]
    fn what_has_no_room_or_no_pattern_is_not_added_up() {
        assert!(Weights::new(0, 12, Dialect::Postgres).is_some());
        assert!(Weights::new(0, 0, Dialect::Postgres).is_none());
        assert!(Weights::new(0, 12, Dialect::Standard).is_none());
    }
}
