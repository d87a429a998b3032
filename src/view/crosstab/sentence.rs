//! The largest difference between two columns that is more than chance explains, as a sentence.

use super::association::{may_differ, probability};
use super::cells::cell;
use super::names::those_in;
use crate::results::{Banner, CrosstabSettings, PairTest, Stub, StubBanner, StubColumn, Unit};
use crate::view::clean;
use crate::view::number::{count, decimal, figure, places};

/// A pair of columns with their figures.
struct Apart<'a> {
    pair: &'a PairTest,
    /// The figures, the higher one first, with their columns.
    high: (f64, usize),
    low: (f64, usize),
}

impl Apart<'_> {
    fn size(&self) -> f64 {
        self.high.0 - self.low.0
    }
}

/// The largest difference of shares; where no share differs, the surest one of means. `None` where nothing does, or where
/// the test of the whole table shows nothing, so that the two never speak against each other.
pub fn largest(settings: &CrosstabSettings, stub: &Stub, banner: &Banner, figures: &StubBanner) -> Option<String> {
    let level = 1.0 - settings.confidence / 100.0;
    let is_mean = |row: usize| stub.rows[row].kind.is_mean();
    let is_real = |pair: &&PairTest| pair.adjusted_p < level && may_differ(figures, pair.row, is_mean(pair.row));
    let real = figures.pairs.iter().filter(is_real).filter_map(|pair| apart(stub, figures, pair));
    let (means, shares): (Vec<Apart>, Vec<Apart>) = real.partition(|apart| is_mean(apart.pair.row));
    let share = shares.into_iter().reduce(|best, next| if next.size() > best.size() { next } else { best });
    let surer = |best: &Apart, next: &Apart| next.pair.statistic.abs() > best.pair.statistic.abs();
    let mean = means.into_iter().reduce(|best, next| if surer(&best, &next) { next } else { best });
    share.or(mean).map(|apart| told(stub, banner, figures, &apart))
}

fn apart<'a>(stub: &Stub, figures: &StubBanner, pair: &'a PairTest) -> Option<Apart<'a>> {
    let value = |at: usize| value(stub, figures.columns.get(at)?, pair.row).map(|value| (value, at));
    let (one, other) = (value(pair.one)?, value(pair.other)?);
    let (high, low) = if one.0 >= other.0 { (one, other) } else { (other, one) };
    Some(Apart { pair, high, low })
}

/// A figure by which columns are compared: the share of the column, or the mean.
fn value(stub: &Stub, column: &StubColumn, row: usize) -> Option<f64> {
    let cell = cell(column, row)?;
    if stub.rows.get(row)?.kind.is_mean() { cell.mean.map(|mean| mean.value) } else { cell.column_percent }
}

fn told(stub: &Stub, banner: &Banner, figures: &StubBanner, apart: &Apart) -> String {
    let row = &stub.rows[apart.pair.row];
    let label = clean(&row.label);
    let digits = places(&row.unit, apart.high.0);
    let (subject, more) =
        if row.kind.is_mean() { (label, "higher") } else { (format!("“{label}”"), "more frequent") };
    let side = |(value, at): (f64, usize)| {
        let base = figures.columns[at].base.map_or(0, |base| base.unweighted);
        format!("{} ({}, base {})", those_in(banner, at), figure(Some(value), &row.unit, digits), count(base))
    };
    let points = match row.unit {
        Unit::Percent | Unit::Points => " points".to_owned(),
        Unit::Of(ref unit) if !unit.is_empty() => format!(" {}", clean(unit)),
        _ => String::new(),
    };
    format!(
        "The largest difference: {subject} is {more} {} than {}; the difference of {}{points} is not chance ({})",
        side(apart.high),
        side(apart.low),
        decimal(apart.size(), digits),
        probability(apart.pair.adjusted_p)
    )
}
