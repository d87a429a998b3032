//! Where the lines of a chart lie: stretches between events, baselines within them, limits of every point.

use super::request::Baseline;
use super::series::{Entry, Nature, Series};
use crate::results::{ControlPoint, Gap, Ghosted, RunsFound, Stretch, TRIAL_UNDER};
use crate::stats::control::{self, ChartType, Lines, Placed, Point, Preset, runs};
use std::ops::Range;

/// Shares whose bases are this much larger or smaller than the mean one at most vary little.
///
/// Source: Montgomery (2009), §7.2: average limits do within a quarter of the mean sample size.
const VARIES_LITTLE: f64 = 0.25;
/// From this number of answers on shares spread more than chance has it.
const MANY: f64 = 1000.0;

/// The chart that fits: individual values for scores, means and weighted shares; p for shares of about as many answers each,
/// fewer than 1,000, else p′; u for counts of something. Another one where it is asked for and can be drawn.
pub(super) fn fitting(series: &Series, asked: Option<ChartType>, preset: Option<&Preset>) -> ChartType {
    if let Some(chart) = asked.filter(|chart| can_be(*chart, series.nature)) {
        return chart;
    }
    if asked.is_none() && preset.is_some_and(|preset| preset.is_of_runs) {
        return ChartType::Run;
    }
    match series.nature {
        Nature::Share if is_even(&series.entries) => ChartType::P,
        Nature::Share => ChartType::PPrime,
        Nature::Rate { .. } => ChartType::U,
        Nature::Measured => ChartType::Xmr,
    }
}

/// Whether figures of this nature can be drawn so.
pub(super) const fn can_be(chart: ChartType, nature: Nature) -> bool {
    match chart {
        ChartType::Xmr | ChartType::Run => true,
        ChartType::P | ChartType::PPrime => matches!(nature, Nature::Share | Nature::Rate { of_parts: true }),
        ChartType::U => matches!(nature, Nature::Rate { .. }),
    }
}

fn is_even(entries: &[Entry]) -> bool {
    let sizes: Vec<f64> =
        entries.iter().filter(|entry| entry.ghosted.is_none()).filter_map(|entry| entry.size).collect();
    let mean = sizes.iter().sum::<f64>() / count(sizes.len().max(1));
    mean < MANY && sizes.iter().all(|size| (size - mean).abs() <= VARIES_LITTLE * mean)
}

/// A chart's lines: the points with them, stretch by stretch, and where each point stands for the rules.
pub(super) struct Lined {
    pub(super) points: Vec<ControlPoint>,
    pub(super) stretches: Vec<Stretch>,
    /// `None` where there is no figure, or no centre.
    pub(super) placed: Vec<Option<Placed>>,
}

/// How lines are to be found.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) chart: ChartType,
    pub(super) preset: &'a Preset,
    pub(super) baseline: Option<Baseline>,
    /// Limits never lie beyond these, in the figure's unit.
    pub(super) bounds: (f64, f64),
}

/// The lines of a series, anew from each of these places on, with the id of what happened there.
pub(super) fn lined(series: &Series, labels: Vec<String>, breaks: &[(usize, String)], way: Way) -> Lined {
    let points = series.entries.iter().zip(labels).map(|(entry, period)| point(entry, period)).collect();
    let mut lined = Lined { points, stretches: Vec::new(), placed: vec![None; series.entries.len()] };
    let starts: Vec<(usize, Option<&String>)> = std::iter::once((0, None))
        .chain(breaks.iter().filter(|(at, _)| *at > 0).map(|(at, event)| (*at, Some(event))))
        .collect();
    for (number, (from, event)) in starts.iter().enumerate() {
        let to = starts.get(number + 1).map_or(series.entries.len(), |(next, _)| *next);
        let stretch = Stretch { event: event.cloned(), ..lined.stretch(series, *from..to, way) };
        lined.stretches.push(stretch);
    }
    lined
}

fn point(entry: &Entry, period: String) -> ControlPoint {
    ControlPoint {
        period,
        n: entry.n,
        value: entry.value,
        gap: entry.gap,
        ghosted: entry.ghosted,
        baseline: false,
        stretch: None,
        centre: None,
        low: None,
        high: None,
        moving_range: None,
        rules: Vec::new(),
        sense: None,
    }
}

impl Lined {
    /// The lines of one stretch, put into its points.
    fn stretch(&mut self, series: &Series, range: Range<usize>, way: Way) -> Stretch {
        let entries = &series.entries[range.clone()];
        let counts = counting(entries, way.baseline);
        let scale = if way.chart.is_of_counts() { series.scale } else { 1.0 };
        let points: Vec<Option<Point>> = entries
            .iter()
            .zip(&counts)
            .map(|(entry, counts)| {
                let size = entry.size.unwrap_or(1.0);
                entry.value.map(|value| Point { value: value / scale, size, counts: *counts })
            })
            .collect();
        let lines = control::lines(way.chart, &points, way.preset.factor, way.preset.screened);
        let baseline = counts.iter().filter(|counts| **counts).count();
        for (at, counts) in range.clone().zip(&counts) {
            self.points[at].baseline = *counts;
            self.points[at].stretch = Some(self.stretches.len());
        }
        if let Some(lines) = &lines {
            self.draw(&range, lines, scale, way);
        }
        let moving = lines.as_ref().and_then(|lines| lines.moving.as_ref());
        Stretch {
            from: range.start,
            to: range.end,
            event: None,
            baseline,
            trial: baseline < TRIAL_UNDER,
            centre: lines.as_ref().map(|lines| scale * lines.centre),
            mean_moving_range: moving.map(|moving| moving.mean),
            used_moving_range: moving.map(|moving| moving.used),
            moving_range_limit: moving.map(|moving| moving.limit),
            screened: moving.map_or(0, |moving| moving.screened),
            sigma_z: lines.as_ref().and_then(|lines| lines.sigma_z),
            runs: way.preset.rules.anhoej.then(|| self.runs(range)).flatten(),
        }
    }

    /// Puts lines into the points of a stretch. Those of individual values run on through gaps.
    fn draw(&mut self, range: &Range<usize>, lines: &Lines, scale: f64, way: Way) {
        let everywhere = lines.sigma.iter().flatten().next().copied().filter(|_| way.chart == ChartType::Xmr);
        for (at, sigma) in range.clone().zip(&lines.sigma) {
            let point = &mut self.points[at];
            point.centre = Some(scale * lines.centre);
            let sigma = sigma.map(|sigma| scale * sigma);
            let reach = sigma.or(everywhere).map(|sigma| 3.0 * sigma);
            let centre = scale * lines.centre;
            point.low = reach.map(|reach| (centre - reach).max(way.bounds.0));
            point.high = reach.map(|reach| (centre + reach).min(way.bounds.1));
            self.placed[at] = point.value.map(|value| Placed { value, centre, sigma });
        }
        if let Some(moving) = &lines.moving {
            range.clone().zip(&moving.each).for_each(|(at, each)| self.points[at].moving_range = *each);
        }
    }

    /// Runs on either side of the centre, of what is judged in a stretch.
    fn runs(&self, range: Range<usize>) -> Option<RunsFound> {
        let found = runs(&self.sides(range))?;
        Some(RunsFound {
            useful: found.useful,
            longest: found.longest,
            longest_allowed: found.longest_allowed,
            crossings: found.crossings,
            fewest_crossings: found.fewest_crossings,
        })
    }

    /// The side of each point of a stretch; 0 for those that are not judged.
    pub(super) fn sides(&self, range: Range<usize>) -> Vec<i8> {
        range.map(|at| self.judged(at).map_or(0, Placed::side)).collect()
    }

    /// A point that runs are made of: neither a gap nor left out of the lines.
    pub(super) fn judged(&self, at: usize) -> Option<Placed> {
        self.placed[at].filter(|_| self.points[at].ghosted.is_none())
    }

    /// A point that may lie outside the limits: of a period that is whole, whether the lines rest on it or not.
    pub(super) fn asked_ghost(&self, at: usize) -> Option<Placed> {
        self.placed[at].filter(|_| self.points[at].ghosted == Some(Ghosted::Asked))
    }

    /// Whether nothing is shown because too few answered.
    pub(super) fn has_hidden(&self) -> bool {
        self.points.iter().any(|point| point.gap == Some(Gap::Hidden))
    }
}

/// Which figures of a stretch the lines rest on. A baseline that ends before the stretch begins says nothing about it.
fn counting(entries: &[Entry], baseline: Option<Baseline>) -> Vec<bool> {
    let is_figure = |entry: &Entry| entry.value.is_some() && entry.ghosted.is_none();
    let mut taken = 0;
    let in_baseline = entries.iter().map(|entry| {
        let is_in = match baseline {
            None => true,
            Some(Baseline::First(number)) => taken < number,
            Some(Baseline::Until(last)) => entry.start <= last,
        };
        taken += usize::from(is_figure(entry));
        is_in && is_figure(entry)
    });
    let counting: Vec<bool> = in_baseline.collect();
    if counting.contains(&true) { counting } else { entries.iter().map(is_figure).collect() }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of periods")]
const fn count(n: usize) -> f64 {
    n as f64
}
