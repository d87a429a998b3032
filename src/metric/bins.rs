//! The bins of a histogram: round edges, the target among them.

use crate::table::Values;

/// Most bins of a histogram, where nothing asks for more.
const MOST_BINS: f64 = 10.0;

/// Most bins that are made for the sake of a target.
const MOST_BINS_TO_TARGET: f64 = 20.0;

/// More edges than there ever are: one width more at either end, and one more from counting from the target.
const MOST_EDGES: u32 = 24;

/// Significant digits of an edge: more than people write, fewer than a double holds.
const EDGE_DIGITS: usize = 12;

/// The bins of what has no numbers.
pub static NO_BINS: Bins = Bins { edges: Vec::new(), whole: false };

/// The bins of a histogram.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bins {
    /// Edges, ascending: one more than there are bins, or none. A bin holds its upper edge but not its lower one;
    /// the first holds both.
    pub edges: Vec<f64>,
    /// Whether all answers are whole numbers.
    pub whole: bool,
}

impl Bins {
    /// Bins for these numbers and this target: ten or so of equal width 1, 2 or 5
    /// times a power of ten, between multiples of the width. Where a target lies among the values it is an edge:
    /// by a width that leads to it, with at most twenty bins, or else by edges counted from the target, where the
    /// first bin of what cannot be negative begins at 0. Whole numbers have bins of whole numbers. None for no
    /// values.
    #[must_use]
    pub fn of(values: &Values, target: Option<f64>) -> Bins {
        let Some((low, high)) = values.ends() else { return Bins::default() };
        let whole = values.are_whole();
        let target = target.filter(|target| (low..high).contains(target));
        let width = width(low, high, whole, target);
        let origin = target.filter(|target| !width.leads_to(*target)).unwrap_or(0.0);
        let lowest_apart = whole && is_one(0.0, width.times(1.0)) || target == Some(low);
        Bins { edges: edges(low, high, (width, origin), lowest_apart), whole }
    }

    /// Whether each bin holds one whole number: its upper edge.
    #[must_use]
    pub fn hold_one_number(&self) -> bool {
        self.whole && self.edges.windows(2).all(|edges| is_one(edges[0], edges[1]))
    }

    /// What each bin is called: `6–10` of whole numbers, else `over 5 to 10`.
    pub(super) fn labels(&self) -> Vec<String> {
        let label = |(at, edges): (usize, &[f64])| match (self.whole, at) {
            _ if self.hold_one_number() => format!("{}", edges[1]),
            (true, 0) => span(edges[0].ceil(), edges[1].floor()),
            (true, _) => span(edges[0].floor() + 1.0, edges[1].floor()),
            (false, 0) => format!("{} to {}", edges[0], edges[1]),
            (false, _) => format!("over {} to {}", edges[0], edges[1]),
        };
        self.edges.windows(2).enumerate().map(label).collect()
    }
}

fn is_one(lower: f64, upper: f64) -> bool {
    (upper - lower - 1.0).abs() < f64::EPSILON
}

/// `6–10`, or `6` alone.
fn span(first: f64, last: f64) -> String {
    if first < last { format!("{first}–{last}") } else { format!("{last}") }
}

/// The width of the bins: the smallest that makes no more than ten of them, or one that makes up to twenty where
/// only that has the target as an edge.
fn width(low: f64, high: f64, whole: bool, target: Option<f64>) -> Width {
    let at_least = |bins: f64| {
        let least = (high - low) / bins;
        Width::at_least(if whole { least.max(1.0) } else { least })
    };
    let (usual, finest) = (at_least(MOST_BINS), at_least(MOST_BINS_TO_TARGET));
    let leads = |width: &Width| target.is_none_or(|target| width.leads_to(target));
    [usual, finest].into_iter().find(leads).unwrap_or(usual)
}

/// The edges from the first at or below the lowest value to the first at or above the highest, so many widths from
/// `origin`. What a first bin that holds both its edges would mix is kept apart by an edge below the lowest value:
/// that value is within target and others are not, or each whole number has a bin of its own.
fn edges(low: f64, high: f64, (width, origin): (Width, f64), lowest_apart: bool) -> Vec<f64> {
    let edge = |count: f64| if origin == 0.0 { width.times(count) } else { shortened(origin + width.times(count)) };
    let mut first = ((low - origin) / width.times(1.0)).round();
    let is_beyond = |count: f64| edge(count) > low || lowest_apart && edge(count) >= low;
    for _ in 0..2 {
        first -= f64::from(u8::from(is_beyond(first)));
    }
    let mut edges = vec![edge(first), edge(first + 1.0)];
    let more = (2..MOST_EDGES).map(|count| edge(first + f64::from(count)));
    edges.extend(more.zip(1..).take_while(|(_, before)| edge(first + f64::from(*before)) < high).map(|(edge, _)| edge));
    if low >= 0.0 && !lowest_apart {
        edges[0] = edges[0].max(0.0);
    }
    edges
}

/// The number as people write it, without the last bits of a sum.
fn shortened(edge: f64) -> f64 {
    format!("{edge:.*e}", EDGE_DIGITS - 1).parse().unwrap_or(edge)
}

/// Width of a bin, kept as digit and power of ten so that its multiples are the decimals people write: three
/// times a tenth must be the 0.3 of an answer.
#[derive(Debug, Clone, Copy)]
struct Width {
    /// 1, 2 or 5.
    digit: f64,
    /// The power of ten.
    power: i32,
}

impl Width {
    /// The smallest such width that is at least `least`; 1 where there is no width to speak of.
    fn at_least(least: f64) -> Width {
        if !(1e-290..=1e290).contains(&least) {
            return Width { digit: 1.0, power: 0 };
        }
        #[expect(clippy::cast_possible_truncation, reason = "from -290 to 290")]
        let power = least.log10().floor() as i32;
        let candidates = [(1.0, power), (2.0, power), (5.0, power), (1.0, power + 1)];
        let widths = candidates.map(|(digit, power)| Width { digit, power });
        widths.into_iter().find(|width| width.times(1.0) >= least).unwrap_or(Width { digit: 2.0, power: power + 1 })
    }

    /// The width times a whole number.
    fn times(self, count: f64) -> f64 {
        let digits = count * self.digit;
        if self.power < 0 { digits / 10f64.powi(-self.power) } else { digits * 10f64.powi(self.power) }
    }

    /// Whether a number is a multiple of the width.
    fn leads_to(self, x: f64) -> bool {
        let nearest = self.times((x / self.times(1.0)).round());
        (nearest - x).abs() <= x.abs() * 4.0 * f64::EPSILON
    }
}
