//! The column of weights.

use super::decimals::Decimals;
use crate::decode::{Numeral, Unit};
use crate::definition::Weighs;
use crate::diagnostic::Fault;
use crate::label::trim;
use crate::responses::{Fate, RawBatch};
use crate::table::{Scale, Square, Weighing, Weight, inverse_weight, is_weight};

/// Stands for weights without decimals that were added up.
pub const WHOLE: &str = "1";
/// Stands for weights with decimals behind a point that were added up.
pub const DECIMALS: &str = "1.0";
/// Stands for weights that were added up as having three decimals, where they may be thousands: `1.234`.
pub const EITHER: &str = "1.000";

/// The weights of a batch in a column, on a scale, added up over the responses of each row, and their extent. Rows that
/// were to be analysed and have no usable one become [`Fate::BadWeight`]; all others but the analysed weigh nothing.
pub(super) fn weights(
    raw: &RawBatch,
    (column, is): (usize, Weighs),
    scale: Scale,
    decimals: &Decimals,
    fates: &mut [Fate],
    is_noted: bool,
) -> (Vec<(Weight, Square)>, Weighing) {
    let mut weighing = Weighing::default();
    let mut marks = decimals.marks_of_weight(raw);
    let unit = Unit::default();
    let weight = |(row, fate): (usize, &mut Fate)| {
        if *fate != Fate::Analysed {
            return (Weight::ZERO, Square::ZERO);
        }
        let (cell, times) = (trim(raw.cell(row, column)), raw.times(row));
        let numeral = unit.of_cell(cell);
        let Some(usable) = marks.value(numeral, row).ok().and_then(|number| weight_of(number, is)) else {
            *fate = Fate::BadWeight;
            return (Weight::ZERO, Square::ZERO);
        };
        if let Some(together) = raw.together(row) {
            let together = together.heavier(factor(usable));
            weighing.add_together(&together, times);
            return scale.weigh_together(&together, times);
        }
        weighing.add_many(usable, times);
        let (weight, square) = scale.weigh(usable, numeral.and_then(|numeral| digits(cell, numeral, usable)));
        (weight.times(times), square.times(times))
    };
    let weights = fates.iter_mut().enumerate().map(weight).collect();
    if is_noted {
        marks.finish();
    }
    (weights, weighing)
}

/// The weight that a number stands for; `None` of what is none.
fn weight_of(number: f64, weighs: Weighs) -> Option<f64> {
    match weighs {
        Weighs::Itself => is_weight(number).then_some(number),
        Weighs::Inversely => inverse_weight(number),
    }
}

/// The cell, where its digits are those of the weight and a mark among them stands before decimals.
pub(super) fn digits(cell: &[u8], numeral: Numeral, weight: f64) -> Option<&[u8]> {
    let with_decimals = if cell.contains(&b',') { numeral.comma } else { numeral.point };
    (with_decimals.to_bits() == weight.to_bits()).then_some(cell)
}

/// How much heavier responses are than they were added up as: a thousand times where the point in [`EITHER`] turns out
/// to set thousands apart.
fn factor(read_as: f64) -> u32 {
    if read_as > 1.0 { 1000 } else { 1 }
}

/// The scale that weights of this extent belong on, if it is another one than they are on.
///
/// # Errors
///
/// When there is no scale for all of them.
pub(super) fn other_scale(weighing: Weighing, scale: Scale) -> Result<Option<Scale>, Fault> {
    if weighing.common().is_some() || weighing.is_exact_on(scale) {
        return Ok(None);
    }
    let wanted = weighing.scale();
    if weighing.is_fair_on(wanted) {
        return Ok(Some(wanted));
    }
    let Weighing { least, most, .. } = weighing;
    let fault = format!("weights run from {least:e} to {most:e}: the lightest are lost beside the heaviest");
    Err(Fault::new(fault).help("look for slips in the column of weights, or trim it"))
}
