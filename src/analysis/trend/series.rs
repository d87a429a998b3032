//! One figure over time as it may be shown: values, what they rest on, and why there are gaps.

use super::request::Asked;
use crate::analysis::cells::Frame;
use crate::analysis::groups::Group;
use crate::metric::{self, NO_BINS};
use crate::plan::{Key, UNDATED};
use crate::results::{Gap, Ghosted, QuestionResult, Unit};

/// The periods of a trend.
pub(super) struct Calendar<'a> {
    /// First days of all periods shown, those without an answer too, ascending.
    pub(super) starts: &'a [i32],
    /// Those that responses do not cover whole.
    pub(super) partial: &'a [i32],
}

/// The groups of a run: those that differ in nothing but the period.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// First day of the period, position among the groups of the report, position among those of the analysis.
    pub(super) groups: Vec<(i32, usize, usize)>,
}

/// A figure over time.
pub(super) struct Series {
    /// One entry a period.
    pub(super) entries: Vec<Entry>,
    /// Percent, points and the like are proportions times this.
    pub(super) scale: f64,
    /// What the values are, as far as it decides which chart fits.
    pub(super) nature: Nature,
}

/// A period of a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// First day.
    pub(super) start: i32,
    pub(super) value: Option<f64>,
    /// Respondents.
    pub(super) n: Option<u64>,
    /// What the value is a count of, as a chart of counts needs it.
    pub(super) size: Option<f64>,
    pub(super) gap: Option<Gap>,
    pub(super) ghosted: Option<Ghosted>,
}

/// What values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// Shares of respondents.
    Share,
    /// Counts for each unit of something; `of_parts` where none is more than what it is counted in.
    Rate { of_parts: bool },
    /// Anything else, weighted shares too.
    Measured,
}

/// The runs of groups over time that a report shows, everybody's first.
pub(super) fn runs(frame: &Frame) -> Vec<Run> {
    let mut dated = Vec::new();
    for (position, at) in frame.shown.of.iter().enumerate() {
        if let Some(start) = start(&frame.groups[*at]) {
            dated.push((start, position, *at));
        }
    }
    let others = |at: usize| {
        let Group { grouping, keys, .. } = &frame.groups[at];
        let keys: Vec<_> = keys.iter().filter(|(key, _)| !matches!(key, Key::Wave(_))).collect();
        (*grouping, keys)
    };
    let runs = dated.chunk_by(|one, other| others(one.2) == others(other.2));
    runs.map(|groups| Run { groups: groups.to_vec() }).collect()
}

/// First day of the period of a group; `None` where it has none.
pub(super) fn start(group: &Group) -> Option<i32> {
    group.keys.iter().find_map(|(key, value)| match key {
        Key::Wave(_) if value.cast_signed() != UNDATED => Some(value.cast_signed()),
        _ => None,
    })
}

/// The figure in this column over time.
pub(super) fn series(
    frame: &Frame,
    (at, question, column): (usize, &QuestionResult, usize),
    run: &Run,
    (calendar, asked): (&Calendar, &Asked),
) -> Series {
    let is_share = question.columns[column].unit == Unit::Percent;
    let scale = if is_share { PERCENT } else { 1.0 };
    let is_ratio = frame.survey.questions[at].is_ratio();
    let mut totals = Vec::new();
    let mut entries = Vec::new();
    for start in calendar.starts {
        let ghosted = if calendar.partial.contains(start) {
            Some(Ghosted::Partial)
        } else {
            asked.ghosts.contains(start).then_some(Ghosted::Asked)
        };
        let empty = Entry { start: *start, value: None, n: None, size: None, gap: Some(Gap::Empty), ghosted: None };
        let found = run.groups.iter().find(|(day, ..)| day == start);
        let Some((_, position, group)) = found else {
            entries.push(empty);
            continue;
        };
        let cell = question.cell(*position);
        if cell.is_none_or(|cell| cell.suppressed) {
            entries.push(Entry { gap: Some(Gap::Hidden), ..empty });
            continue;
        }
        let estimate = cell.and_then(|cell| cell.estimate(column));
        let Some((value, base)) = estimate.and_then(|estimate| Some((estimate.value?, estimate.base?))) else {
            entries.push(empty);
            continue;
        };
        let size = if is_ratio {
            let pair = metric::totals_of_ratio(&frame.in_group(at, *group, &NO_BINS));
            totals.extend(pair);
            pair.map(|(_, below)| below)
        } else {
            estimate.and_then(|estimate| estimate.count).map(|_| f64_of(base.unweighted))
        };
        entries.push(Entry { value: Some(value), n: Some(base.unweighted), size, gap: None, ghosted, ..empty });
    }
    let nature = nature(frame, is_share, is_ratio.then_some(totals.as_slice()), &entries);
    Series { entries, scale, nature }
}

const PERCENT: f64 = 100.0;

/// What the values are: of weighted figures nothing but values.
fn nature(frame: &Frame, is_share: bool, totals: Option<&[(f64, f64)]>, entries: &[Entry]) -> Nature {
    let shown = || entries.iter().filter(|entry| entry.value.is_some());
    let have_sizes = shown().next().is_some() && shown().all(|entry| entry.size.is_some_and(|size| size > 0.0));
    if frame.design.weighted || !have_sizes {
        return Nature::Measured;
    }
    match totals {
        Some(totals) if totals.iter().all(|(above, _)| *above >= 0.0 && above.fract() == 0.0) => {
            Nature::Rate { of_parts: totals.iter().all(|(above, below)| above <= below) }
        }
        None if is_share => Nature::Share,
        _ => Nature::Measured,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn f64_of(n: u64) -> f64 {
    n as f64
}
