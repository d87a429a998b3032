//! Which of many groups stand out of what chance explains, by how many answers each has.
//!
//! Limits lie around the figure of everybody. Those of a share are exact for few answers and normal from ten thousand on, where
//! both are the same to 0.02 percentage points and the exact ones only take longer; curves are interpolated between counts, and
//! whether a group lies beyond is decided by its own count. Net scores and means have normal limits from the
//! standard deviation within groups, pooled over those shown. Everything comes from figures that are shown.

use crate::metric::{Spread, SpreadOf};
use crate::results::{FunnelLimits, FunnelPlot, FunnelPoint, Overdispersion, Verdict, Widening};
use crate::stats::{
    Excess, exact_bounds, exact_funnel, funnel_z, normal_funnel, overdispersion, variance_between, winsorised,
};

/// Levels of the inner and the outer limits, in percent: one group in 20, and one in 500, lies beyond by chance.
const LEVELS: (f64, f64) = (95.0, 99.8);
/// Share of the groups at either end that are drawn in before φ is taken.
const DRAWN_IN: f64 = 0.1;
/// From so many answers on limits of a share are normal.
const MANY_ANSWERS: f64 = 10_000.0;
/// Points of a curve, and one more.
const STEPS: u32 = 80;

/// The groups of a breakdown with their answers.
pub(super) struct Units<'a> {
    pub(super) axes: &'a [usize],
    /// Position of the leading figure among the question's columns.
    pub(super) lead: usize,
    /// Those shown, by their positions in the report.
    pub(super) groups: &'a [(usize, Spread)],
    /// Everybody.
    pub(super) all: Option<Spread>,
}

/// Exact limits of a share: of a proportion, so many answers, a tail and an excess.
type ExactLimits = fn(f64, f64, f64, Excess) -> (f64, f64);

/// What limits are made of.
struct Pooled {
    of: SpreadOf,
    /// Everybody's figure and the variance of one answer.
    centre: (f64, f64),
    excess: Excess,
}

/// The funnel plot of these groups; `None` where there is none that is shown, or all answered alike.
pub(super) fn of(units: &Units, widening: Widening) -> Option<FunnelPlot> {
    let all = units.all?;
    let chance = Pooled { of: all.of, centre: (all.mean, spread(&all, units.groups)?), excess: Excess::None };
    let z: Option<Vec<f64>> = units.groups.iter().map(|(_, group)| chance.z(group)).collect();
    let (z, n) = (z?, units.groups.iter().map(|(_, group)| group.n).collect::<Vec<f64>>());
    let dispersion = overdispersion(&winsorised(&z, DRAWN_IN))?;
    let excess = match widening {
        Widening::None => Excess::None,
        Widening::Multiplicative => Excess::Times(dispersion.max(1.0)),
        Widening::Additive => Excess::Plus(variance_between(&z, &n, chance.centre.1)?),
    };
    let pooled = Pooled { excess, ..chance };
    let points: Option<Vec<FunnelPoint>> = units.groups.iter().map(|(group, of)| pooled.point(*group, of)).collect();
    Some(FunnelPlot {
        axes: units.axes.to_vec(),
        column: units.lead,
        centre: pooled.of.scale() * all.mean,
        method: if all.of == SpreadOf::Share { "exact_binomial" } else { "normal" }.to_owned(),
        levels: LEVELS,
        dispersion,
        overdispersion: widened(excess, all.of),
        higher: all.higher,
        points: points?,
        curve: steps(&n).into_iter().map(|n| pooled.limits(n)).collect(),
    })
}

/// The variance of one answer were groups alike: p(1 − p) of a share, that within groups of other figures. `None` without any.
fn spread(all: &Spread, groups: &[(usize, Spread)]) -> Option<f64> {
    let sum = |of: fn(&Spread) -> f64| groups.iter().map(|(_, group)| of(group)).sum::<f64>();
    let within = || sum(|group| (group.n - 1.0) * group.variance) / sum(|group| group.n - 1.0);
    let spread = if all.of == SpreadOf::Share { all.mean * (1.0 - all.mean) } else { within() };
    (spread > 0.0).then_some(spread)
}

/// By how much limits are widened, in the figure's unit.
fn widened(excess: Excess, of: SpreadOf) -> Option<Overdispersion> {
    let percent = Some(100.0 * DRAWN_IN);
    match excess {
        Excess::None => None,
        Excess::Times(value) => Some(Overdispersion { method: Widening::Multiplicative, value, winsorised: percent }),
        Excess::Plus(tau2) => {
            let value = of.scale() * tau2.sqrt();
            Some(Overdispersion { method: Widening::Additive, value, winsorised: None })
        }
    }
}

/// Whole numbers of answers from the fewest to the most, each about the same share above the one before: between whole numbers
/// interpolated limits are ragged.
fn steps(n: &[f64]) -> Vec<f64> {
    let (low, high) = n.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), n| (low.min(*n), high.max(*n)));
    let (low, high) = (low.floor().max(1.0), high.ceil());
    let at = |step: u32| (low * (high / low).powf(f64::from(step) / f64::from(STEPS))).round();
    let mut steps: Vec<f64> = (0..=STEPS).map(at).collect();
    steps.dedup_by(|one, other| (*one - *other).abs() < 0.5);
    steps
}

impl Pooled {
    fn z(&self, group: &Spread) -> Option<f64> {
        funnel_z(group.mean, group.n, self.centre, self.excess)
    }

    /// Limits of a level in percent by one formula for shares of few answers, in the figure's unit and within what it can be.
    fn limits_at(&self, n: f64, level: f64, exact: ExactLimits) -> (f64, f64) {
        let tail = (1.0 - level / 100.0) / 2.0;
        let (low, high) = if self.of == SpreadOf::Share && n < MANY_ANSWERS {
            exact(self.centre.0, n, tail, self.excess)
        } else {
            normal_funnel(self.centre, n, tail, self.excess)
        };
        let (least, most) = match self.of {
            SpreadOf::Share => (0.0, 1.0),
            SpreadOf::Net => (-1.0, 1.0),
            SpreadOf::Mean => (f64::NEG_INFINITY, f64::INFINITY),
        };
        (self.of.scale() * low.max(least), self.of.scale() * high.min(most))
    }

    /// The limits as curves.
    fn limits(&self, n: f64) -> FunnelLimits {
        let at = |level| self.limits_at(n, level, exact_funnel);
        FunnelLimits { n, inner: at(LEVELS.0), outer: at(LEVELS.1) }
    }

    fn point(&self, group: usize, of: &Spread) -> Option<FunnelPoint> {
        let value = self.of.scale() * of.mean;
        // Counts stand exactly at their bounds, but for the last bit.
        let slack = 1e-9 * self.of.scale();
        let beyond = |level: f64| match self.limits_at(of.n, level, exact_bounds) {
            (_, high) if value > high + slack => Verdict::Up,
            (low, _) if value < low - slack => Verdict::Down,
            _ => Verdict::None,
        };
        let (beyond_inner, beyond_outer) = (beyond(LEVELS.0), beyond(LEVELS.1));
        let FunnelLimits { n, inner, outer } = self.limits(of.n);
        Some(FunnelPoint { group, n, value, z: self.z(of)?, inner, outer, beyond_inner, beyond_outer })
    }
}
