//! How figures of several columns vary together, under weights or a sampling design.

use super::answers::count;
use super::drawn::{Influence, Sums};
use super::replicated::Replicates;
use super::{DrawnBy, Subject};
use crate::stats::Moments;
use crate::table::{QuestionTally, Tally};
use std::collections::BTreeMap;

/// Covariances of figures with each other, and the degrees of freedom of the design.
pub(super) type Covariance = Option<(Vec<Vec<f64>>, f64)>;

/// Whether respondents are sampling units themselves, in any stratum or in any unit that was sampled.
pub(super) fn has_own_units(subject: &Subject) -> bool {
    let Some(DrawnBy::Places(places)) = subject.drawn.map(|drawn| drawn.by) else { return false };
    let units = &places.sample.units;
    places.sample.places.iter().any(|place| match place.unit {
        None => true,
        Some(unit) => units[unit].within.is_some() && place.second.is_none(),
    })
}

/// Every pair of so many things, by what `variance` says of both together: cov = (var(a + b) − var(a) − var(b)) / 2.
fn of_pairs(size: usize, variance: impl Fn(usize, Option<usize>) -> Option<f64>) -> Option<Vec<Vec<f64>>> {
    let own: Vec<f64> = (0..size).map(|i| variance(i, None)).collect::<Option<_>>()?;
    let mut all = vec![vec![0.0; size]; size];
    for i in 0..size {
        all[i][i] = own[i];
        for j in 0..i {
            let both = (variance(i, Some(j))? - own[i] - own[j]) / 2.0;
            all[i][j] = both;
            all[j][i] = both;
        }
    }
    Some(all)
}

/// How the means of columns vary that have no respondent in common but may share sampling units; `all` is everybody in them.
pub(super) fn covariance_of_means(
    columns: &[&Subject],
    all: &Subject,
    moments: impl Fn(&Subject) -> Option<Moments>,
) -> Covariance {
    match all.drawn?.by {
        DrawnBy::Places(_) => {
            let influences: Vec<Influence> = columns
                .iter()
                .map(|column| match column.drawn?.by {
                    DrawnBy::Places(places) => Influence::of_mean(column, places, &moments),
                    DrawnBy::Replicates(_) => None,
                })
                .collect::<Option<_>>()?;
            // Of the sum: that of the difference has the opposite sign.
            let variance = |i: usize, j: Option<usize>| {
                let one = influences[i].clone();
                Some(match j {
                    None => one.precision()?.variance,
                    Some(j) => {
                        let less = one.clone().less(&influences[j]).precision()?.variance;
                        2.0 * (one.precision()?.variance + influences[j].clone().precision()?.variance) - less
                    }
                })
            };
            let mut together = influences.first()?.clone();
            for other in &influences[1..] {
                together.places.iter_mut().zip(&other.places).for_each(|(mine, theirs)| mine.n += theirs.n);
            }
            Some((of_pairs(influences.len(), variance)?, together.df()))
        }
        DrawnBy::Replicates(by) => {
            let mean = |subject: &Subject| Some(moments(subject)?.mean);
            let figures: Vec<Replicates> = columns
                .iter()
                .map(|column| match column.drawn?.by {
                    DrawnBy::Replicates(own) => own.of(column, mean),
                    DrawnBy::Places(_) => None,
                })
                .collect::<Option<_>>()?;
            let variance = |i: usize, j: Option<usize>| {
                let sum = j.map_or_else(|| figures[i].clone(), |j| figures[i].clone().and(&figures[j]));
                Some(sum.precision(by.scales, by.df)?.variance)
            };
            Some((of_pairs(figures.len(), variance)?, by.df))
        }
    }
}

/// What linear combinations of cells vary around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Their means: combinations of shares.
    Mean,
    /// Nothing: combinations of totals, over Σw as it is.
    Zero,
}

/// The cells of a table, row by row, as far as variances need to know them.
pub(super) struct Crossed<'a> {
    all: &'a Subject<'a>,
    whole: Vec<Tally>,
    /// By place of the sample, or by replicate weight.
    apart: Vec<(usize, Vec<Tally>)>,
}

impl<'a> Crossed<'a> {
    /// The cells of these columns, `of` giving the rows of each.
    pub(super) fn new(
        columns: &[&Subject],
        all: &'a Subject<'a>,
        of: &impl Fn(&QuestionTally) -> Vec<Tally>,
    ) -> Crossed<'a> {
        let mut apart: BTreeMap<usize, Vec<Vec<Tally>>> = BTreeMap::new();
        let rows = columns.first().map_or(0, |column| of(column.tally).len());
        let nobody = || vec![vec![Tally::default(); rows]; columns.len()];
        let mut whole = nobody();
        for (at, column) in columns.iter().enumerate() {
            whole[at] = of(column.tally);
            match column.drawn.map(|drawn| drawn.by) {
                Some(DrawnBy::Places(places)) => {
                    for part in places.parts {
                        let cells = &mut apart.entry(part.place).or_insert_with(nobody)[at];
                        cells.iter_mut().zip(of(part.tally)).for_each(|(cell, tally)| *cell += tally);
                    }
                }
                Some(DrawnBy::Replicates(by)) => {
                    whole[at] = of(by.whole);
                    for (replicate, tally) in by.tallies.iter().enumerate() {
                        apart.entry(replicate).or_insert_with(nobody)[at] = of(tally);
                    }
                }
                None => {}
            }
        }
        let apart = apart.into_iter().map(|(place, cells)| (place, by_row(&cells))).collect();
        Crossed { all, whole: by_row(&whole), apart }
    }

    /// How linear combinations of the cells vary: Σwv/Σw of each, v being what a respondent in a cell counts.
    pub(super) fn covariance(&self, combinations: &[Vec<f64>], around: Around) -> Covariance {
        let whole: f64 = self.whole.iter().map(|cell| cell.w.to_f64()).sum();
        let mean = |v: &Vec<f64>| sum(v, &self.whole, |cell| cell.w.to_f64()) / whole;
        let centre = |v: &Vec<f64>| if around == Around::Mean { mean(v) } else { 0.0 };
        let centred: Vec<Vec<f64>> = combinations
            .iter()
            .map(|v| {
                let centre = centre(v);
                v.iter().map(|v| (v - centre) / whole).collect()
            })
            .collect();
        match self.all.drawn.map(|drawn| drawn.by) {
            None => Some((self.among_individuals(&centred), self.sampled() - 1.0)),
            Some(DrawnBy::Places(places)) => {
                let influences = Influences::new(&centred, &self.apart, places.sample.places.len());
                let influence = |i, j| Influence { sample: places.sample, places: influences.of(i, j) };
                let df = influence(0, None).df();
                Some((of_pairs(centred.len(), |i, j| Some(influence(i, j).precision()?.variance))?, df))
            }
            Some(DrawnBy::Replicates(by)) => {
                let figure = |v: &Vec<f64>, cells: &[Tally]| {
                    let of_all = sum(v, cells, |cell| cell.w.to_f64());
                    let all: f64 = cells.iter().map(|cell| cell.w.to_f64()).sum();
                    let over = if around == Around::Mean { all } else { whole };
                    (all > 0.0).then(|| of_all / over)
                };
                let figures = |v: &Vec<f64>| Replicates {
                    whole: figure(v, &self.whole).unwrap_or_default(),
                    each: self.apart.iter().map(|(_, cells)| figure(v, cells)).collect(),
                };
                let figures: Vec<Replicates> = combinations.iter().map(figures).collect();
                let variance = |i: usize, j: Option<usize>| {
                    let sum = j.map_or_else(|| figures[i].clone(), |j| figures[i].clone().and(&figures[j]));
                    Some(sum.precision(by.scales, by.df)?.variance)
                };
                Some((of_pairs(figures.len(), variance)?, by.df))
            }
        }
    }

    /// N/(N − 1) (Σz z′ − Σz Σz′/N), z = wv, over all N respondents, each drawn by himself: those in no cell add 0.
    fn among_individuals(&self, centred: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let units = count(self.all.design.units);
        let first: Vec<f64> = centred.iter().map(|v| sum(v, &self.whole, |cell| cell.w.to_f64())).collect();
        let cell = |i: usize, j: usize| {
            let both: Vec<f64> = centred[i].iter().zip(&centred[j]).map(|(a, b)| a * b).collect();
            let products = sum(&both, &self.whole, |cell| cell.w2.to_f64());
            units / (units - 1.0) * (products - first[i] * first[j] / units)
        };
        (0..centred.len()).map(|i| (0..centred.len()).map(|j| cell(i, j)).collect()).collect()
    }

    fn sampled(&self) -> f64 {
        count(self.whole.iter().map(Tally::sampled).sum())
    }
}

/// Cells of columns as cells of rows.
fn by_row(columns: &[Vec<Tally>]) -> Vec<Tally> {
    let rows = columns.first().map_or(0, Vec::len);
    (0..rows).flat_map(|row| columns.iter().map(move |column| column[row])).collect()
}

fn sum(v: &[f64], cells: &[Tally], of: impl Fn(&Tally) -> f64) -> f64 {
    v.iter().zip(cells).map(|(v, cell)| v * of(cell)).sum()
}

/// What every place adds to every combination, and to every two of them.
struct Influences {
    places: usize,
    of: Vec<(usize, Vec<Sums>, Vec<Vec<f64>>)>,
}

impl Influences {
    fn new(centred: &[Vec<f64>], apart: &[(usize, Vec<Tally>)], places: usize) -> Influences {
        let of_place = |(place, cells): &(usize, Vec<Tally>)| {
            let of = |v: &Vec<f64>| Sums {
                n: cells.iter().map(|cell| count(cell.sampled())).sum(),
                plain: sum(v, cells, |cell| count(cell.sampled())),
                first: sum(v, cells, |cell| cell.w.to_f64()),
                second: 0.0,
                cross: sum(v, cells, |cell| cell.w2.to_f64()),
            };
            let both = |i: usize, j: usize| {
                let products = centred[i].iter().zip(&centred[j]).zip(cells);
                products.map(|((a, b), cell)| a * b * cell.w2.to_f64()).sum()
            };
            let second = (0..centred.len()).map(|i| (0..=i).map(|j| both(i, j)).collect()).collect();
            (*place, centred.iter().map(of).collect(), second)
        };
        Influences { places, of: apart.iter().map(of_place).collect() }
    }

    /// What places add to one of them, or to the sum of two, the second of a lower number.
    fn of(&self, i: usize, j: Option<usize>) -> Vec<Sums> {
        let mut places = vec![Sums::default(); self.places];
        for (place, sums, second) in &self.of {
            let mut here = Sums { second: second[i][i], ..sums[i] };
            if let Some(j) = j {
                here.add(1.0, Sums { n: 0.0, second: second[j][j] + 2.0 * second[i][j], ..sums[j] });
            }
            places[*place] = here;
        }
        places
    }
}
