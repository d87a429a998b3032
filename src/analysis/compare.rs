//! Which differences are more than chance: each group against the rest, the last whole period against the one before.
//!
//! Only the leading figure of each question is tested. A group is compared with everybody outside it, never with a
//! total that contains it; respondents without a value are in that rest, but are no group of their own. Tests that
//! stand on one page together are corrected together: all groups of one breakdown over all questions, and the change
//! of all questions from one period to the next.
//!
//! Nothing is compared where either side is hidden or has fewer respondents than may be shown. What a difference
//! tells of the rest could be had from the group and everybody, which are both shown.

use super::basis::Parts;
use super::cells::Frame;
use super::groups::Group;
use crate::metric::{self, Compared, Metric, NO_BINS, Subject};
use crate::plan::{Key, NOT_STATED};
use crate::results::{Column, ComparedPeriods, Difference, DifferenceKind, QuestionResult, Sense, TestFamily, Verdict};
use crate::stats;
use crate::table::QuestionTally;
use std::ops::Range;

/// How p-values are corrected.
const CORRECTION: &str = "benjamini_hochberg";

/// Tests the leading figures of these questions, puts the differences into them, and says what was tested together.
pub(super) fn all(
    frame: &Frame,
    questions: &mut [QuestionResult],
    periods: Option<ComparedPeriods>,
) -> Vec<TestFamily> {
    let mut families: Vec<TestFamily> =
        groupings(frame.groups).into_iter().filter_map(|groups| rest(frame, questions, groups)).collect();
    families.extend(periods.and_then(|periods| over_time(frame, questions, periods)));
    families
}

/// The runs of groups that belong to one breakdown without periods.
fn groupings(groups: &[Group]) -> Vec<Range<usize>> {
    let mut at = 0;
    let runs = groups.chunk_by(|one, other| one.grouping == other.grouping).map(|run| {
        at += run.len();
        at - run.len()..at
    });
    let is_breakdown = |range: &Range<usize>| {
        let keys = &groups[range.start].keys;
        !keys.is_empty() && keys.iter().all(|(key, _)| !matches!(key, Key::Wave(_)))
    };
    runs.filter(is_breakdown).collect()
}

/// Every group of one breakdown against the rest, over all questions.
fn rest(frame: &Frame, questions: &mut [QuestionResult], groups: Range<usize>) -> Option<TestFamily> {
    let by = frame.groups[groups.start].shown.keys.iter().map(|key| key.axis).collect();
    let stated = |group: &usize| frame.groups[*group].keys.iter().all(|(_, value)| *value != NOT_STATED);
    let members: Vec<usize> = groups.filter(stated).collect();
    let family = (0..questions.len()).flat_map(|at| {
        let tested = Tested::of(frame, questions, at);
        let each = |group: &usize| Some((at, tested.as_ref()?.against_rest(*group)?));
        members.iter().filter_map(each).collect::<Vec<_>>()
    });
    let family = family.collect();
    conclude(frame, questions, family, (DifferenceKind::Rest, by))
}

/// The later of two periods against the earlier one, over all questions.
fn over_time(frame: &Frame, questions: &mut [QuestionResult], periods: ComparedPeriods) -> Option<TestFamily> {
    let (before, now) = (*frame.shown.of.get(periods.before)?, *frame.shown.of.get(periods.now)?);
    let by = frame.groups[now].shown.keys.iter().map(|key| key.axis).collect();
    let change = |at| Some((at, Tested::of(frame, questions, at)?.change(before, now)?));
    let family = (0..questions.len()).filter_map(change).collect();
    conclude(frame, questions, family, (DifferenceKind::Period, by))
}

/// Corrects p-values over a family of differences, draws the conclusions and hands them to their questions.
fn conclude(
    frame: &Frame,
    questions: &mut [QuestionResult],
    mut family: Vec<(usize, Difference)>,
    (kind, axes): (DifferenceKind, Vec<usize>),
) -> Option<TestFamily> {
    let level = 100.0 - 100.0 * frame.confidence;
    let p: Vec<f64> = family.iter().map(|(_, difference)| difference.p).collect();
    for ((_, difference), adjusted) in family.iter_mut().zip(stats::benjamini_hochberg(&p)) {
        difference.adjusted_p = adjusted;
        difference.verdict = verdict(difference.statistic, adjusted, level);
        difference.verdict_alone = verdict(difference.statistic, difference.p, level);
        difference.sense = news(difference.sense, difference.verdict_alone);
    }
    let shown = |of: fn(&Difference) -> Verdict| family.iter().filter(|(_, one)| of(one) != Verdict::None).count();
    let (tests, found, found_alone) = (family.len(), shown(|one| one.verdict), shown(|one| one.verdict_alone));
    for (at, difference) in family {
        questions[at].differences.push(difference);
    }
    (tests > 0).then(|| TestFamily { kind, axes, tests, found, found_alone, correction: CORRECTION.to_string(), level })
}

/// What a p-value says at this level, in percent.
fn verdict(statistic: f64, p: f64, level: f64) -> Verdict {
    match 100.0 * p <= level {
        true if statistic > 0.0 => Verdict::Up,
        true if statistic < 0.0 => Verdict::Down,
        _ => Verdict::None,
    }
}

/// Whether a verdict is good news, by whether a higher figure is.
const fn news(higher: Sense, verdict: Verdict) -> Sense {
    match (verdict, higher) {
        (Verdict::None, _) => Sense::Neutral,
        (Verdict::Up, Sense::Positive) | (Verdict::Down, Sense::Negative) => Sense::Positive,
        (Verdict::Up, Sense::Negative) | (Verdict::Down, Sense::Positive) => Sense::Negative,
        (_, other) => other,
    }
}

/// Respondents on one side of a difference, and the same taken apart for the sampling design, if there is one.
#[derive(Clone, Copy)]
struct Side<'a> {
    tally: &'a QuestionTally,
    parts: Option<&'a Parts<'a>>,
}

/// A question whose leading figure can be tested.
struct Tested<'a> {
    frame: &'a Frame<'a>,
    /// Position of the question.
    at: usize,
    /// Position of the leading figure among its columns.
    lead: usize,
    column: &'a Column,
    metric: &'static Metric,
}

impl<'a> Tested<'a> {
    fn of(frame: &'a Frame, questions: &'a [QuestionResult], at: usize) -> Option<Tested<'a>> {
        let lead = questions[at].plotted()?;
        let column = &questions[at].columns[lead];
        let metrics = &frame.survey.questions[at].metrics;
        let metric = metrics.iter().copied().find(|metric| metric.id == column.metric)?;
        Some(Tested { frame, at, lead, column, metric })
    }

    /// A group against everybody outside it.
    fn against_rest(&self, group: usize) -> Option<Difference> {
        if self.is_hidden(0) || self.is_hidden(group) {
            return None;
        }
        let rest = self.tally(0).without(self.tally(group));
        let parts = self.frame.parts(group, self.at);
        let of_rest = self.frame.parts(0, self.at).zip(parts.as_ref()).map(|(all, part)| all.less(part));
        let one = Side { tally: self.tally(group), parts: parts.as_ref() };
        let other = Side { tally: &rest, parts: of_rest.as_ref() };
        self.difference(DifferenceKind::Rest, group, (one, other), None)
    }

    /// A period against an earlier one.
    fn change(&self, before: usize, now: usize) -> Option<Difference> {
        if self.is_hidden(before) || self.is_hidden(now) {
            return None;
        }
        let parts = [now, before].map(|group| self.frame.parts(group, self.at));
        let one = Side { tally: self.tally(now), parts: parts[0].as_ref() };
        let other = Side { tally: self.tally(before), parts: parts[1].as_ref() };
        self.difference(DifferenceKind::Period, now, (one, other), Some(before))
    }

    fn is_hidden(&self, group: usize) -> bool {
        self.frame.hidden.question(self.at)[group]
    }

    fn tally(&self, group: usize) -> &'a QuestionTally {
        &self.frame.groups[group].tally.questions[self.at]
    }

    fn subject<'b>(&'b self, side: Side<'b>) -> Subject<'b> {
        let question = &self.frame.survey.questions[self.at];
        let drawn = self.frame.drawn(side.parts);
        Subject { drawn, ..self.frame.subject(question, side.tally, &NO_BINS) }
    }

    /// The test of the leading figure; its p-value is not corrected yet, and `sense` is that of a higher figure.
    fn difference(
        &self,
        kind: DifferenceKind,
        group: usize,
        (one, other): (Side, Side),
        against: Option<usize>,
    ) -> Option<Difference> {
        let (subject, other_subject) = (self.subject(one), self.subject(other));
        let compared = metric::compare(self.metric, self.column.item.as_deref(), &subject, &other_subject)?;
        let minimum = self.frame.survey.minimum_base;
        let enough = [one.tally.valid.n, other.tally.valid.n, compared.base.unweighted, compared.other_base.unweighted];
        if enough.into_iter().any(|base| base < minimum) {
            return None;
        }
        let Compared { value, mut base, other, mut other_base, interval, test, outcome, higher } = compared;
        for base in [&mut base, &mut other_base] {
            base.weighted *= self.frame.design.unit;
        }
        Some(Difference {
            kind,
            group: self.frame.shown.position(group)?,
            against: against.and_then(|group| self.frame.shown.position(group)),
            column: self.lead,
            value,
            base,
            reference: other,
            reference_base: other_base,
            difference: value - other,
            interval,
            test: test.to_string(),
            statistic: outcome.statistic,
            df: outcome.df,
            p: outcome.p,
            adjusted_p: outcome.p,
            verdict: Verdict::None,
            verdict_alone: Verdict::None,
            sense: higher,
        })
    }
}
