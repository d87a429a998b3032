//! The column of weights.

use super::decimals::Decimals;
use crate::decode::Unit;
use crate::diagnostic::Fault;
use crate::label::trim;
use crate::responses::{Fate, RawBatch};
use crate::table::{Scale, Square, Weighing, Weight, is_weight};

/// The weights of a batch in a column, on a scale, added up over the responses of each row, and their extent. Rows that
/// were to be analysed and have no usable one become [`Fate::BadWeight`]; all others but the analysed weigh nothing.
pub(super) fn weights(
    raw: &RawBatch,
    column: usize,
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
        let weight = marks.value(unit.of_cell(trim(raw.cell(row, column))), row);
        let usable = weight.ok().filter(|weight| is_weight(*weight));
        if usable.is_none() {
            *fate = Fate::BadWeight;
        }
        let (usable, times) = (usable.unwrap_or_default(), raw.times(row));
        weighing.add_many(usable, times);
        let (weight, square) = scale.weigh(usable);
        (weight.times(times), square.times(times))
    };
    let weights = fates.iter_mut().enumerate().map(weight).collect();
    if is_noted {
        marks.finish();
    }
    (weights, weighing)
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
