//! The columns of replicate weights.

use super::decimals::Decimals;
use super::weights::digits;
use crate::decode::Unit;
use crate::diagnostic::Fault;
use crate::label::trim;
use crate::responses::{Fate, RawBatch};
use crate::table::{Decimal, Replication, Scale, Square, Weighing, Weight, is_weight};

/// The replicate weights of a batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Runs {
    /// How many there are for each row.
    pub replicates: usize,
    /// As many as there are replicates for each row, those of a row side by side: of all responses that it stands for
    /// together; 0 in rows that are not analysed.
    pub weights: Vec<Weight>,
    /// Per row, the hash of the pattern that they make; 0 where it has none.
    pub patterns: Vec<u64>,
    /// What is known of those of all analysed rows.
    pub replication: Replication,
}

/// Cells that hold no replicate weight: row and column, the first of each row.
pub(super) type Bad = Vec<(usize, usize)>;

impl Runs {
    /// Those of a row; none without replicates.
    #[inline]
    #[must_use]
    pub fn of_row(&self, row: usize) -> &[Weight] {
        &self.weights[row * self.replicates..(row + 1) * self.replicates]
    }

    /// The cells of a batch on a scale. Rows that were to be analysed and have one that is no weight become
    /// [`Fate::BadWeight`].
    pub(super) fn read(raw: &RawBatch, scale: Scale, decimals: &Decimals, fates: &mut [Fate]) -> (Runs, Bad) {
        let columns = &raw.layout.replicates;
        let mut runs = Runs {
            replicates: columns.len(),
            weights: vec![Weight::ZERO; raw.rows() * columns.len()],
            patterns: vec![0; raw.rows()],
            replication: Replication::new(columns.len()),
        };
        let (mut marks, mut bad) = (decimals.marks_of_replicates(raw), Vec::new());
        let unit = Unit::default();
        for row in (0..raw.rows()).filter(|row| fates[*row] == Fate::Analysed).collect::<Vec<_>>() {
            let run = &mut runs.weights[row * columns.len()..(row + 1) * columns.len()];
            // Most units have the same weight in most replicates.
            let mut last: Option<(&[u8], Weight)> = None;
            for (weight, column) in run.iter_mut().zip(columns) {
                let cell = trim(raw.cell(row, *column));
                if let Some((_, same)) = last.filter(|(known, _)| *known == cell) {
                    *weight = same;
                    continue;
                }
                let numeral = unit.of_cell(cell);
                let Some(usable) = marks.value(numeral, row).ok().filter(|weight| is_weight(*weight)) else {
                    fates[row] = Fate::BadWeight;
                    bad.push((row, *column));
                    break;
                };
                runs.replication.add_number(usable);
                *weight = scale.weigh(usable, numeral.and_then(|numeral| digits(cell, numeral, usable))).0;
                last = Some((cell, *weight));
            }
        }
        marks.finish();
        (runs, bad)
    }

    /// Completes them, now that it is known which rows are analysed; `factors_of` are the weights of the rows that what was
    /// read are factors of, where they are no weights themselves.
    pub(super) fn finish(&mut self, raw: &RawBatch, fates: &[Fate], factors_of: Option<&[(Weight, Square)]>) {
        for (row, run) in self.weights.chunks_exact_mut(self.replicates.max(1)).enumerate() {
            if fates[row] != Fate::Analysed {
                run.fill(Weight::ZERO);
                continue;
            }
            let times = raw.times(row).max(1);
            if let Some(weights) = factors_of {
                multiply(run, Decimal(weights[row].0.0 / i128::from(times)));
            }
            self.patterns[row] = self.replication.add(run);
            for weight in run.iter_mut().filter(|_| times > 1) {
                *weight = weight.times(times);
            }
        }
    }
}

/// Factors times a weight, half a unit rounded up.
fn multiply(run: &mut [Weight], weight: Weight) {
    const ONE: i128 = Weight::from_count(1).0;
    let mut last: Option<(Weight, Weight)> = None;
    for factor in run {
        let product = match last {
            Some((same, product)) if same == *factor => product,
            _ => Decimal((weight.0 * factor.0 + ONE / 2) / ONE),
        };
        last = Some((*factor, product));
        *factor = product;
    }
}

/// That replicate weights, or the weight times their factors, have room on the scale of the weights.
///
/// # Errors
///
/// When they have none.
pub(super) fn fit(replication: &Replication, weighing: Weighing, combined: bool, scale: Scale) -> Result<(), Fault> {
    let heaviest = if combined { replication.heaviest } else { replication.heaviest * weighing.most };
    if scale.holds(heaviest) {
        return Ok(());
    }
    let fault =
        format!("replicate weights of up to {heaviest:e} are too heavy beside weights of up to {:e}", weighing.most);
    Err(Fault::new(fault).help("look for slips in their columns; say `combined: false` where they hold factors"))
}
