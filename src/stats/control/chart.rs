//! Centre and limits of a chart, from the points that they are to rest on.

/// A kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartType {
    /// Individual values and their moving ranges.
    Xmr,
    /// Shares, whose spread follows from how many each rests on.
    P,
    /// Shares that spread more or less than that (Laney).
    PPrime,
    /// Counts for each unit of what they are counted in.
    U,
    /// Values around their median, without limits.
    Run,
}

impl ChartType {
    /// All of them.
    pub const ALL: [ChartType; 5] = [ChartType::Xmr, ChartType::P, ChartType::PPrime, ChartType::U, ChartType::Run];

    /// The word on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ChartType::Xmr => "xmr",
            ChartType::P => "p",
            ChartType::PPrime => "p-prime",
            ChartType::U => "u",
            ChartType::Run => "run",
        }
    }

    /// What it is for, in one line.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            ChartType::Xmr => "scores, means and weighted shares: limits from how far one period is from the next",
            ChartType::P => "shares of about as many answers in each period, fewer than 1,000",
            ChartType::PPrime => "shares of many answers, or of numbers that vary (Laney)",
            ChartType::U => "counts for each unit of another number, as complaints for each visit",
            ChartType::Run => "the median alone, and runs on either side of it",
        }
    }

    /// Whether its spread follows from what each point rests on.
    #[must_use]
    pub const fn is_of_counts(self) -> bool {
        matches!(self, ChartType::P | ChartType::PPrime | ChartType::U)
    }
}

/// One period's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The value; of a chart of counts the count over `size`, so that shares run from 0 to 1.
    pub value: f64,
    /// What it rests on: respondents of a share, units of a rate. Of no account to the other charts.
    pub size: f64,
    /// Whether the lines rest on it.
    pub counts: bool,
}

/// Where the lines of a chart lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// Mean, pooled share or rate, or median.
    pub centre: f64,
    /// One standard deviation of each point, a third of the way from the centre to a limit; `None` where a chart has no
    /// limits, or there is no point.
    pub sigma: Vec<Option<f64>>,
    /// How the spread of individual values was found.
    pub moving: Option<MovingRanges>,
    /// How many times shares spread as widely as their bases say (Laney's σz).
    pub sigma_z: Option<f64>,
}

/// Moving ranges: how far each period is from the one before it.
#[derive(Debug, Clone, PartialEq)]
pub struct MovingRanges {
    /// Their mean.
    pub mean: f64,
    /// The mean that the limits rest on: without those at or beyond `limit`, where these are screened out.
    pub used: f64,
    /// 3.267 times their mean.
    pub limit: f64,
    /// How many were screened out.
    pub screened: usize,
    /// That of each point that has one.
    pub each: Vec<Option<f64>>,
}

/// Upper limit of moving ranges: `D4` of two values.
const RANGE_LIMIT: f64 = 3.267;
/// Mean range of two values from a normal distribution with a standard deviation of 1: `d2` of two values.
const D2: f64 = 1.128;
/// Distance of limits from the centre, in standard deviations.
pub(super) const LIMIT: f64 = 3.0;

/// The lines of a chart of these points, of which `None` is a gap. `factor` times the mean moving range is the distance of
/// the limits of individual values (2.66, or 3/1.128), and `screened` leaves out large moving ranges once.
///
/// | chart | centre | distance of the limits |
/// |---|---|---|
/// | `XmR` | mean | `factor` · mean moving range |
/// | p | Σ count / Σ size | 3 √(p(1 − p)/size) |
/// | p′ | the same | the same · σz, σz = mean of |zᵢ − zᵢ₋₁| / 1.128, zᵢ = (pᵢ − p) / √(p(1 − p)/sizeᵢ) |
/// | u | Σ count / Σ size | 3 √(u/size) |
/// | run | median | none |
///
/// Points that do not count are neither in the centre nor in a moving range. A moving range needs two neighbours: over a gap,
/// or a point that does not count, there is none, for it would tell how far apart two periods are that do not follow each
/// other. `None` where no point counts, or where a chart needs moving ranges and there is none.
///
/// Source: Wheeler and Chambers (1992), *Understanding Statistical Process Control*; Nelson (1982), *Journal of Quality
/// Technology* 14:172–173 (screening); Laney (2002), *Quality Engineering* 14:531–537; Montgomery (2009), *Introduction to
/// Statistical Quality Control*, §6.4, 7.2 and 7.3; Anhøj and Olesen (2014), `PLoS ONE` 9:e113825 (run charts).
#[must_use]
pub fn lines(chart: ChartType, points: &[Option<Point>], factor: f64, screened: bool) -> Option<Lines> {
    let counted: Vec<Point> = points.iter().flatten().filter(|point| point.counts).copied().collect();
    if counted.is_empty() {
        return None;
    }
    match chart {
        ChartType::Xmr => individuals(points, &counted, factor, screened),
        ChartType::Run => {
            Some(Lines { centre: median(&counted), sigma: vec![None; points.len()], moving: None, sigma_z: None })
        }
        ChartType::P | ChartType::PPrime | ChartType::U => of_counts(chart, points, &counted),
    }
}

fn individuals(points: &[Option<Point>], counted: &[Point], factor: f64, screened: bool) -> Option<Lines> {
    let each = moving_ranges(points, |point| point.value);
    let all: Vec<f64> = each.iter().flatten().copied().collect();
    let mean_range = mean(&all)?;
    let limit = RANGE_LIMIT * mean_range;
    let kept: Vec<f64> = all.iter().copied().filter(|range| !screened || *range < limit).collect();
    // Where nothing moves there is nothing to screen.
    let used = mean(&kept).unwrap_or(mean_range);
    let values: Vec<f64> = counted.iter().map(|point| point.value).collect();
    let sigma = factor * used / LIMIT;
    let removed = if kept.is_empty() { 0 } else { all.len() - kept.len() };
    Some(Lines {
        centre: mean(&values)?,
        sigma: points.iter().map(|point| point.map(|_| sigma)).collect(),
        moving: Some(MovingRanges { mean: mean_range, used, limit, screened: removed, each }),
        sigma_z: None,
    })
}

fn of_counts(chart: ChartType, points: &[Option<Point>], counted: &[Point]) -> Option<Lines> {
    let size: f64 = counted.iter().map(|point| point.size).sum();
    let count: f64 = counted.iter().map(|point| point.value * point.size).sum();
    if size <= 0.0 {
        return None;
    }
    let centre = count / size;
    let spread = if chart == ChartType::U { centre } else { centre * (1.0 - centre) };
    let own = |point: &Point| (spread.max(0.0) / point.size).sqrt();
    let z = |point: &Point| if own(point) > 0.0 { (point.value - centre) / own(point) } else { 0.0 };
    let sigma_z = (chart == ChartType::PPrime).then(|| {
        let ranges: Vec<f64> = moving_ranges(points, z).into_iter().flatten().collect();
        mean(&ranges).map(|range| range / D2)
    });
    let sigma_z = match sigma_z {
        Some(None) => return None,
        Some(found) => found,
        None => None,
    };
    let times = sigma_z.unwrap_or(1.0);
    let sigma = points.iter().map(|point| point.as_ref().map(|point| times * own(point))).collect();
    Some(Lines { centre, sigma, moving: None, sigma_z })
}

/// How far each point is from the one right before it, where both count.
fn moving_ranges(points: &[Option<Point>], of: impl Fn(&Point) -> f64) -> Vec<Option<f64>> {
    let counting = |point: &Option<Point>| point.filter(|point| point.counts).map(|point| of(&point));
    let pairs = points.windows(2).map(|pair| Some((counting(&pair[1])? - counting(&pair[0])?).abs()));
    std::iter::once(None).chain(pairs).collect()
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / count(values.len()))
}

fn median(points: &[Point]) -> f64 {
    let mut values: Vec<f64> = points.iter().map(|point| point.value).collect();
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { f64::midpoint(values[half - 1], values[half]) }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of periods")]
const fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> Vec<Option<Point>> {
        values.iter().map(|value| Some(Point { value: *value, size: 1.0, counts: true })).collect()
    }

    #[test]
    fn a_gap_has_no_moving_range_on_either_side() {
        let mut points = of(&[1.0, 2.0, 50.0, 4.0, 6.0]);
        points[2] = None;
        let found = lines(ChartType::Xmr, &points, 2.66, false).expect("lines");
        let moving = found.moving.expect("moving ranges");
        assert_eq!(moving.each, [None, Some(1.0), None, None, Some(2.0)]);
        assert_eq!((found.centre.to_bits(), moving.mean.to_bits()), (3.25f64.to_bits(), 1.5f64.to_bits()));
        assert_eq!(found.sigma[2], None);
    }

    #[test]
    fn what_does_not_count_is_in_nothing() {
        let mut points = of(&[1.0, 2.0, 50.0, 4.0, 6.0]);
        points[2] = points[2].map(|point| Point { counts: false, ..point });
        let found = lines(ChartType::Xmr, &points, 2.66, false).expect("lines");
        assert!((found.centre - 3.25).abs() < 1e-12 && found.sigma[2].is_some());
    }

    #[test]
    fn too_little_has_no_lines() {
        assert_eq!(lines(ChartType::Xmr, &[], 2.66, false), None);
        assert_eq!(lines(ChartType::Xmr, &of(&[1.0]), 2.66, false), None);
        assert_eq!(lines(ChartType::PPrime, &of(&[0.5]), 2.66, false), None);
        assert!(lines(ChartType::Run, &of(&[1.0]), 2.66, false).is_some());
        let none = [Some(Point { value: 0.0, size: 0.0, counts: true })];
        assert_eq!(lines(ChartType::P, &none, 2.66, false), None);
    }

    #[test]
    fn where_all_are_equal_the_limits_lie_on_the_centre() {
        let found = lines(ChartType::Xmr, &of(&[7.0; 12]), 2.66, true).expect("lines");
        assert!((found.centre - 7.0).abs() < 1e-12 && found.sigma[0] == Some(0.0));
        let all = [Some(Point { value: 1.0, size: 20.0, counts: true }); 3];
        assert_eq!(lines(ChartType::P, &all, 2.66, false).expect("lines").sigma, [Some(0.0); 3]);
    }
}
