//! The column of weights.

use super::decimals::Decimals;
use crate::decode::Unit;
use crate::label::trim;
use crate::responses::{Fate, RawBatch};
use crate::table::{Scale, Square, Weighing, Weight, is_weight};

/// The weights of a batch in a column, on a scale, and their extent. Rows that were to be analysed and have no usable
/// one become [`Fate::BadWeight`]; all others but the analysed weigh nothing.
pub(super) fn weights(
    raw: &RawBatch,
    column: usize,
    scale: Scale,
    decimals: &Decimals,
    fates: &mut [Fate],
) -> (Vec<(Weight, Square)>, Weighing) {
    let mut weighing = Weighing::default();
    let mut marks = decimals.marks_of_weight(raw.extent.input);
    let unit = Unit::default();
    let weight = |(row, fate): (usize, &mut Fate)| {
        if *fate != Fate::Analysed {
            return (Weight::ZERO, Square::ZERO);
        }
        let weight = marks.value(unit.of_cell(trim(raw.cell(row, column))), row);
        let usable = weight.ok().filter(|weight| is_weight(*weight));
        if usable.is_none() {
            *fate = Fate::BadWeight;
        }
        weighing.add(usable.unwrap_or_default());
        scale.weigh(usable.unwrap_or_default())
    };
    let weights = fates.iter_mut().enumerate().map(weight).collect();
    marks.finish(raw);
    (weights, weighing)
}
