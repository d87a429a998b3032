//! The precision of a figure under a sampling design, from what its respondents add to it in every place of the sample.

use super::answers::{Cut, count, numbers, scored};
use super::sampled::{DrawnSample, DrawnUnits};
use super::{DrawnBy, Places, Subject};
use crate::stats::{Calibration, CellSums, Moments, Stratum, linearised_variance};
use crate::table::{QuestionTally, Tally};

/// How precise a figure is under the design.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precision {
    /// Its variance: of a share from 0 to 1, of a net score from −1 to 1.
    pub variance: f64,
    /// Sampling units less strata, of those in which somebody of the group answered.
    pub df: f64,
    /// Whether the totals that weights agree with leave nothing of it to chance.
    pub is_fixed: bool,
}

/// Share of a variance that is left to rounding, where the totals that weights agree with fix a figure.
const NOTHING: f64 = 1e-8;

/// The precision of the figure with this item of a metric. Every figure that is tested is a ratio of sums over
/// respondents, Σwx / Σw, so that a respondent adds wu with u = (x − ratio) / Σw.
///
/// `None` where there is no design, no such figure, nobody answered, or a stratum with a single unit fails.
///
/// Source: Särndal, Swensson and Wretman (1992), §5.5; degrees of freedom as R's `degf(subset(design, …))`.
pub(super) fn precision(subject: &Subject, metric: &str, item: Option<&str>) -> Option<Precision> {
    let drawn = subject.drawn?;
    precision_of_mean(subject, |subject| (drawn.moments)(metric, item, subject))
}

/// The same of a total, a sum Σwx to which a respondent adds wx, in units of the tallies' weights.
pub(super) fn total_precision(subject: &Subject, metric: &str, item: Option<&str>) -> Option<Precision> {
    let drawn = subject.drawn?;
    let moments = |subject: &Subject| (drawn.moments)(metric, item, subject);
    match drawn.by {
        DrawnBy::Places(places) => Influence::of_sum(subject, places, moments).precision(),
        DrawnBy::Replicates(replicates) => {
            // Where all weigh the same, tallies weigh by that, and replicates do not.
            let unit = replicates.scales.unit / subject.design.unit;
            replicates.precision(subject, |subject| moments(subject).map(|of| unit * of.w * of.mean))
        }
    }
}

/// The precision of the share of respondents below the p-quantile of these ascending values, for Woodruff's interval.
pub(super) fn quantile_precision(subject: &Subject, p: f64, values: &[(f64, Tally)]) -> Option<Precision> {
    let cut = Cut::new(values, p)?;
    let below = |subject: &Subject| cut.moments(&answers(subject));
    precision_of_mean(subject, below)
}

/// The precision of what is the mean of these moments.
fn precision_of_mean(subject: &Subject, moments: impl Fn(&Subject) -> Option<Moments>) -> Option<Precision> {
    match subject.drawn?.by {
        DrawnBy::Places(places) => Influence::of_mean(subject, places, moments)?.precision(),
        DrawnBy::Replicates(replicates) => replicates.precision(subject, |subject| Some(moments(subject)?.mean)),
    }
}

/// The precision of the difference between what is the mean of these moments in two groups without a common respondent,
/// which may share sampling units.
pub(super) fn contrast(
    one: &Subject,
    other: &Subject,
    moments: impl Fn(&Subject) -> Option<Moments>,
) -> Option<Precision> {
    match (one.drawn?.by, other.drawn?.by) {
        (DrawnBy::Places(places), DrawnBy::Places(others)) => {
            let influence = Influence::of_mean(one, places, &moments)?;
            influence.less(&Influence::of_mean(other, others, &moments)?).precision()
        }
        (DrawnBy::Replicates(replicates), DrawnBy::Replicates(others)) => {
            let mean = |subject: &Subject| Some(moments(subject)?.mean);
            replicates
                .of(one, mean)?
                .less(&others.of(other, mean)?)
                .precision(replicates.scales, replicates.df.max(others.df))
        }
        _ => None,
    }
}

/// The scores or numbers that were given, with their tallies.
fn answers(subject: &Subject) -> Vec<(f64, Tally)> {
    numbers(subject).map_or_else(|| scored(subject), |numbers| numbers.to_vec())
}

/// What the respondents in each place of the sample add to a figure.
#[derive(Clone)]
pub(super) struct Influence<'a> {
    pub(super) sample: &'a DrawnSample,
    pub(super) places: Vec<Sums>,
}

/// What respondents in one place add: sums over those of the group, u being 0 for all others.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    /// Respondents of the group.
    pub(super) n: f64,
    /// Σu.
    pub(super) plain: f64,
    /// Σwu.
    pub(super) first: f64,
    /// Σw²u².
    pub(super) second: f64,
    /// Σw²u.
    pub(super) cross: f64,
}

impl Sums {
    pub(super) fn add(&mut self, sign: f64, of: Sums) {
        self.n += sign * of.n;
        self.plain += sign * of.plain;
        self.first += sign * of.first;
        self.second += sign * of.second;
        self.cross += sign * of.cross;
    }
}

impl<'a> Influence<'a> {
    /// On a mean with these moments.
    pub(super) fn of_mean(
        subject: &Subject<'a>,
        places: Places<'a>,
        moments: impl Fn(&Subject) -> Option<Moments>,
    ) -> Option<Influence<'a>> {
        let whole = moments(subject)?;
        Some(Influence::around(whole.mean, whole.w, subject, places, moments))
    }

    /// On a sum: what everybody adds is x itself.
    fn of_sum(
        subject: &Subject<'a>,
        places: Places<'a>,
        moments: impl Fn(&Subject) -> Option<Moments>,
    ) -> Influence<'a> {
        Influence::around(0.0, 1.0, subject, places, moments)
    }

    /// Of what respondents add, (x − centre) ÷ whole.
    fn around(
        centre: f64,
        whole: f64,
        subject: &Subject<'a>,
        Places { sample, parts, without }: Places<'a>,
        moments: impl Fn(&Subject) -> Option<Moments>,
    ) -> Influence<'a> {
        let is_plain = sample.calibration.as_ref().is_some_and(Calibration::takes_plain_means);
        let mut places = vec![Sums::default(); sample.places.len()];
        let signed = [(parts, 1.0), (without, -1.0)]
            .into_iter()
            .flat_map(|(parts, sign)| parts.iter().zip(std::iter::repeat(sign)));
        for (part, sign) in signed {
            let moments_of = |tally: &QuestionTally| moments(&Subject { tally, drawn: None, ..*subject });
            let Some(of) = moments_of(part.tally) else { continue };
            let evened = is_plain.then(|| moments_of(&part.tally.evened())).flatten();
            places[part.place].add(
                sign,
                Sums {
                    n: of.n,
                    plain: evened.map_or(0.0, |of| of.around(centre) / whole),
                    first: of.around(centre) / whole,
                    second: of.squares_around(centre) / (whole * whole),
                    cross: of.pull_around(centre) / whole,
                },
            );
        }
        Influence { sample, places }
    }

    /// On a difference.
    pub(super) fn less(mut self, other: &Influence) -> Influence<'a> {
        for (mine, theirs) in self.places.iter_mut().zip(&other.places) {
            // Nobody is in both.
            mine.add(-1.0, Sums { n: -theirs.n, second: -theirs.second, ..*theirs });
        }
        self
    }

    /// The variance of the figure under the design, with its degrees of freedom.
    pub(super) fn precision(mut self) -> Option<Precision> {
        let (before, df) = (self.variance()?, self.df());
        let Some(calibration) = &self.sample.calibration else {
            return Some(Precision { variance: before, df, is_fixed: false });
        };
        self.leave_residuals(calibration);
        let variance = self.variance()?;
        let is_fixed = variance < NOTHING * before;
        Some(Precision { variance: if is_fixed { 0.0 } else { variance }, df, is_fixed })
    }

    /// Takes off what the totals that weights agree with predict of u, of everybody in a cell.
    fn leave_residuals(&mut self, calibration: &Calibration) {
        let places = || self.sample.places.iter();
        let mut cells = vec![CellSums::default(); places().map(|place| place.cell + 1).max().unwrap_or(0)];
        for (place, sums) in places().zip(&self.places) {
            let cell = &mut cells[place.cell];
            cell.n += count(place.everybody.sampled());
            cell.weight += place.everybody.w.to_f64();
            cell.sum += sums.plain;
            cell.weighted_sum += sums.first;
        }
        let predicted = calibration.predicted(&cells);
        for (place, sums) in self.sample.places.iter().zip(&mut self.places) {
            let (of_each, w, w2) = (predicted[place.cell], place.everybody.w.to_f64(), place.everybody.w2.to_f64());
            sums.second = (sums.second - 2.0 * of_each * sums.cross + of_each * of_each * w2).max(0.0);
            sums.first -= of_each * w;
        }
    }

    /// Var = Σ over strata of (1 − f) n/(n − 1) Σ(z − z̄)², z being what a unit adds. Units that were sampled themselves
    /// add f · Σ(1 − f′) m/(m − 1) Σ(z′ − z̄′)² over the units within them.
    fn variance(&self) -> Option<f64> {
        let DrawnSample { strata, units, places, lonely, .. } = self.sample;
        let mut first: Vec<Stratum> = strata.iter().map(DrawnUnits::empty).collect();
        let mut within: Vec<Stratum> =
            units.iter().map(|unit| unit.within.unwrap_or(DrawnUnits::ALL).empty()).collect();
        let of_seconds = self.of_seconds();
        for (place, sums) in places.iter().zip(&self.places) {
            let drawn = place.unit.map_or(&mut first[place.stratum], |unit| &mut within[unit]);
            drawn.sum += sums.first;
            drawn.sum_of_squares += if place.second.is_none() { sums.second } else { 0.0 };
        }
        for (unit, sum) in of_seconds {
            within[unit].sum_of_squares += sum * sum;
        }
        let mut variance = 0.0;
        for (unit, within) in units.iter().zip(&within) {
            let stratum = &mut first[unit.stratum];
            stratum.sum += within.sum;
            stratum.sum_of_squares += within.sum * within.sum;
            if unit.within.is_some() && stratum.sampled > 0.0 {
                variance += stratum.sampled * linearised_variance(&[*within], *lonely)?;
            }
        }
        Some(variance + linearised_variance(&first, *lonely)?)
    }

    /// Every unit of the second stage: the unit that it lies in, and what it adds.
    fn of_seconds(&self) -> Vec<(usize, f64)> {
        let mut seconds: Vec<(usize, f64)> = Vec::new();
        for (place, sums) in self.sample.places.iter().zip(&self.places) {
            let (Some(unit), Some(second)) = (place.unit, place.second) else { continue };
            if second >= seconds.len() {
                seconds.resize(second + 1, (unit, 0.0));
            }
            seconds[second].0 = unit;
            seconds[second].1 += sums.first;
        }
        seconds
    }

    /// Sampling units less strata, of those in which somebody of the group answered.
    pub(super) fn df(&self) -> f64 {
        let mut of_strata = vec![0.0; self.sample.strata.len()];
        let mut counted = vec![false; self.sample.units.len()];
        for (place, sums) in self.sample.places.iter().zip(&self.places).filter(|(_, sums)| sums.n > 0.0) {
            of_strata[place.stratum] += match place.unit {
                None => sums.n,
                Some(unit) if std::mem::replace(&mut counted[unit], true) => 0.0,
                Some(_) => 1.0,
            };
        }
        of_strata.iter().map(|units| (units - 1.0).max(0.0)).sum()
    }
}

impl DrawnUnits {
    /// All there were.
    const ALL: DrawnUnits = DrawnUnits { units: 1.0, sampled: 1.0 };

    const fn empty(&self) -> Stratum {
        Stratum { units: self.units, sum: 0.0, sum_of_squares: 0.0, sampled: self.sampled }
    }
}
