//! Which periods the responses cover: a month that is not over must not be compared with whole ones.
//!
//! Decided from the days that have responses, never from the clock, so that the same export gives the same report on
//! any day. A last period counts as not over when more days have passed between the last response and the period's
//! end than 98 in 100 gaps between days with responses are long, and more than any earlier period ended with. So one
//! empty day tells with daily responses, a week-end does not where week-ends are empty, and a survey that asks in
//! the first week of each month has whole months. The first period is judged in the same way, from its beginning.

use crate::plan::{Period, from_days};
use crate::results::{ComparedPeriods, PartialPeriod, PeriodSide, Periods};
use crate::rows::Days;
use std::ops::Range;

/// Share of the gaps between days with responses, in percent, that are no longer than the usual one.
const USUAL: usize = 98;

/// What decides whether a period is whole.
pub(super) struct Coverage<'a> {
    pub(super) period: Period,
    /// First days of the periods that have figures, ascending.
    pub(super) starts: &'a [i32],
    /// Positions of their groups in the report.
    pub(super) groups: &'a [usize],
    /// Days with responses in the exports, before filters.
    pub(super) days: &'a Days,
    pub(super) since: Option<i32>,
    pub(super) until: Option<i32>,
}

impl Coverage<'_> {
    /// The periods that can be compared, and those that cannot; `None` without a dated response.
    pub(super) fn periods(&self) -> Option<Periods> {
        let days: Vec<i32> = self.days.iter().collect();
        let (first, last) = (*days.first()?, *days.last()?);
        let partial: Vec<(i32, PartialPeriod)> = self.late(&days).into_iter().chain(self.unfinished(&days)).collect();
        let is_whole = |start: &&i32| partial.iter().all(|(cut, _)| cut != *start);
        let now = self.starts.iter().rposition(|start| is_whole(&start));
        let pair = now.and_then(|now| Some((now.checked_sub(1)?, now)));
        let pair = pair.filter(|(before, _)| is_whole(&&self.starts[*before]));
        let group = |at: usize| self.groups.get(at).copied();
        Some(Periods {
            first_response: from_days(first).to_string(),
            last_response: from_days(last).to_string(),
            compared: pair.and_then(|(before, now)| Some(ComparedPeriods { before: group(before)?, now: group(now)? })),
            partial: partial.into_iter().map(|(_, partial)| partial).collect(),
        })
    }

    /// The last period, when its end is missing.
    fn unfinished(&self, days: &[i32]) -> Option<(i32, PartialPeriod)> {
        let start = *self.starts.last()?;
        let (end, last) = (self.period.next(start), *days.last()?);
        if let Some(until) = self.until.filter(|until| until + 1 < end) {
            return Some((start, self.cut(start, PeriodSide::End, until, true)));
        }
        let earlier = &self.starts[..self.starts.len() - 1];
        let empty_end = |span: &Range<i32>, inside: &[i32]| span.end - inside.last().unwrap_or(&span.end);
        let usual = usual_gap(days).max(self.longest(earlier, days, empty_end));
        (end - last > usual).then(|| (start, self.cut(start, PeriodSide::End, last, false)))
    }

    /// The first period, when its beginning is missing.
    fn late(&self, days: &[i32]) -> Option<(i32, PartialPeriod)> {
        let (start, first) = (*self.starts.first()?, *days.first()?);
        if let Some(since) = self.since.filter(|since| *since > start) {
            return Some((start, self.cut(start, PeriodSide::Beginning, since, true)));
        }
        let empty_beginning =
            |span: &Range<i32>, inside: &[i32]| inside.first().unwrap_or(&span.start) + 1 - span.start;
        let usual = usual_gap(days).max(self.longest(&self.starts[1..], days, empty_beginning));
        (first + 1 - start > usual).then(|| (start, self.cut(start, PeriodSide::Beginning, first, false)))
    }

    /// The longest gap of this kind in these periods.
    fn longest(&self, starts: &[i32], days: &[i32], gap: impl Fn(&Range<i32>, &[i32]) -> i32) -> i32 {
        let gaps = starts.iter().map(|start| {
            let span = *start..self.period.next(*start);
            let inside = days.partition_point(|day| *day < span.start)..days.partition_point(|day| *day < span.end);
            gap(&span, &days[inside])
        });
        gaps.max().unwrap_or(0)
    }

    fn cut(&self, start: i32, side: PeriodSide, day: i32, asked: bool) -> PartialPeriod {
        PartialPeriod { period: self.period.label(start), side, day: from_days(day).to_string(), asked }
    }
}

/// The gap between days with responses that 98 in 100 gaps do not exceed; without gaps nothing is too long.
pub(super) fn usual_gap(days: &[i32]) -> i32 {
    let mut gaps: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_unstable();
    let at = (gaps.len() * USUAL).div_ceil(100);
    gaps.get(at.saturating_sub(1)).copied().unwrap_or(i32::MAX)
}
