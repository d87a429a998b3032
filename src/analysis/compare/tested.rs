//! One figure in two groups: whether it can be tested, and the test.

use crate::analysis::basis::Parts;
use crate::analysis::cells::Frame;
use crate::metric::{self, Closely, Compared, Metric, NO_BINS, Overlap, Subject};
use crate::results::{Column, Difference, DifferenceKind, QuestionResult, Verdict};
use crate::stats;
use crate::table::QuestionTally;

/// The power with which a difference of the size found is to be found again.
const POWER: f64 = 0.8;

/// Respondents on one side of a difference, and the same taken apart for the sampling design, if there is one.
#[derive(Clone, Copy)]
struct Side<'a> {
    tally: &'a QuestionTally,
    parts: Option<&'a Parts<'a>>,
}

/// A figure of a question that can be tested.
pub(super) struct Tested<'a> {
    pub(super) frame: &'a Frame<'a>,
    /// Position of the question.
    pub(super) at: usize,
    /// Position of the figure among its columns.
    pub(super) place: usize,
    pub(super) column: &'a Column,
    metric: &'static Metric,
}

impl<'a> Tested<'a> {
    /// The leading figure of a question.
    pub(super) fn of(frame: &'a Frame, questions: &'a [QuestionResult], at: usize) -> Option<Tested<'a>> {
        Tested::figure(frame, &questions[at].columns, at, questions[at].plotted()?)
    }

    /// The figure in this column of a question.
    pub(super) fn figure(frame: &'a Frame, columns: &'a [Column], at: usize, place: usize) -> Option<Tested<'a>> {
        let column = columns.get(place)?;
        let metrics = &frame.survey.questions[at].metrics;
        let metric = metrics.iter().copied().find(|metric| metric.id == column.metric)?;
        Some(Tested { frame, at, place, column, metric })
    }

    /// A group against everybody outside it.
    pub(super) fn against_rest(&self, group: usize) -> Option<Difference> {
        if self.is_hidden(0) || self.is_hidden(group) {
            return None;
        }
        let rest = self.tally(0).without(self.tally(group));
        let parts = self.frame.parts(group, self.at);
        let of_rest = self.frame.parts(0, self.at).zip(parts.as_ref()).map(|(all, part)| all.less(part));
        let one = Side { tally: self.tally(group), parts: parts.as_ref() };
        let other = Side { tally: &rest, parts: of_rest.as_ref() };
        let compared = self.compared((one, other), Closely::default())?;
        self.difference(DifferenceKind::Rest, (group, None), compared)
    }

    /// A period against an earlier one.
    pub(super) fn change(&self, before: usize, now: usize) -> Option<Difference> {
        let compared = self.later((before, now), None)?;
        let needed = self.needed(&compared);
        let change = self.difference(DifferenceKind::Period, (now, Some(before)), compared)?;
        Some(Difference { answers_needed: needed, ..change })
    }

    /// The figure of a group against that of an earlier one, some people perhaps being in both.
    pub(super) fn later(&self, (before, now): (usize, usize), overlap: Option<Overlap>) -> Option<Compared> {
        if self.is_hidden(before) || self.is_hidden(now) {
            return None;
        }
        let parts = [now, before].map(|group| self.frame.parts(group, self.at));
        let one = Side { tally: self.tally(now), parts: parts[0].as_ref() };
        let other = Side { tally: self.tally(before), parts: parts[1].as_ref() };
        self.compared((one, other), Closely { overlap, precise: true })
    }

    pub(super) fn is_hidden(&self, group: usize) -> bool {
        self.frame.hidden.question(self.at)[group]
    }

    /// Whether a group may be told of, and has enough answers to be tested.
    pub(super) fn is_shown(&self, group: usize) -> bool {
        let valid = self.tally(group).valid.n;
        !self.is_hidden(group) && valid >= self.frame.survey.minimum_base.max(2)
    }

    /// Whether the figure differs among these groups.
    pub(super) fn among(&self, groups: &[usize]) -> Option<stats::Wald> {
        let parts: Vec<Option<Parts>> = groups.iter().map(|group| self.frame.parts(*group, self.at)).collect();
        let subjects: Vec<Subject> = groups
            .iter()
            .zip(&parts)
            .map(|(group, parts)| self.subject(Side { tally: self.tally(*group), parts: parts.as_ref() }))
            .collect();
        let of_all = self.frame.parts(0, self.at);
        let everybody = self.subject(Side { tally: self.tally(0), parts: of_all.as_ref() });
        metric::among(self.metric, self.column.item.as_deref(), &everybody, &subjects)
    }

    fn tally(&self, group: usize) -> &'a QuestionTally {
        &self.frame.groups[group].tally.questions[self.at]
    }

    fn subject<'b>(&'b self, side: Side<'b>) -> Subject<'b> {
        let question = &self.frame.survey.questions[self.at];
        let drawn = self.frame.drawn(side.parts);
        Subject { drawn, ..self.frame.subject(question, side.tally, &NO_BINS) }
    }

    /// Answers that each of both groups needs for this difference to be found; `None` where nothing tells, or where there is
    /// no difference.
    pub(super) fn needed(&self, compared: &Compared) -> Option<f64> {
        let difference = compared.value - compared.other;
        let needed = stats::answers_needed(compared.spreads?, difference, self.frame.confidence, POWER).ceil();
        (needed.is_finite() && needed >= 1.0).then_some(needed)
    }

    /// The test of the figure, where there are enough respondents on both sides to show it.
    fn compared(&self, (one, other): (Side, Side), closely: Closely) -> Option<Compared> {
        let (subject, other_subject) = (self.subject(one), self.subject(other));
        let item = self.column.item.as_deref();
        let mut compared = metric::compare_closely(self.metric, item, (&subject, &other_subject), closely)?;
        let minimum = self.frame.survey.minimum_base;
        let enough = [one.tally.valid.n, other.tally.valid.n, compared.base.unweighted, compared.other_base.unweighted];
        if enough.into_iter().any(|base| base < minimum) {
            return None;
        }
        for base in [&mut compared.base, &mut compared.other_base] {
            base.weighted *= self.frame.design.unit;
        }
        Some(compared)
    }

    /// The difference of a group; its p-value is not corrected yet, and `sense` is that of a higher figure.
    fn difference(
        &self,
        kind: DifferenceKind,
        (group, against): (usize, Option<usize>),
        compared: Compared,
    ) -> Option<Difference> {
        Some(Difference {
            kind,
            group: self.frame.shown.position(group)?,
            against: against.and_then(|group| self.frame.shown.position(group)),
            column: self.place,
            value: compared.value,
            base: compared.base,
            reference: compared.other,
            reference_base: compared.other_base,
            difference: compared.value - compared.other,
            interval: compared.interval,
            test: compared.test.to_string(),
            statistic: compared.outcome.statistic,
            df: compared.outcome.df,
            p: compared.outcome.p,
            adjusted_p: compared.outcome.p,
            verdict: Verdict::None,
            verdict_alone: Verdict::None,
            answers_needed: None,
            sense: compared.higher,
        })
    }
}
