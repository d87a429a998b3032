//! Whether the groups of a breakdown can be put in an order: the one place that decides it.
//!
//! Groups whose figures rest on few answers take their places by chance, and the ends of a long list are where the few
//! answers are. Only groups that are shown are set beside each other, by what is told of them: their figures, the spread of
//! their answers and how many there are. Whoever has no value is no group of his own.

use super::cells::Frame;
use super::funnels::{self, Units};
use super::request::Request;
use crate::metric::{self, NO_BINS, Spread, Subject};
use crate::plan::Key;
use crate::results::{Breakdown, GroupReliability, QuestionResult, Reliability, breakdowns};
use crate::stats::{OneWay, Unit};

/// Groups are ranked from this reliability on.
///
/// Source: CAHPS Analysis Program (AHRQ): below 0.70 is poor.
const RANKABLE: f64 = 0.7;

/// Says of these questions how far they tell groups apart, and which groups of many stand out.
pub(super) fn add(frame: &Frame, questions: &mut [QuestionResult], request: &Request) {
    let breakdowns = breakdowns(&frame.shown.groups);
    for (at, question) in questions.iter_mut().enumerate().filter(|(at, _)| !frame.hidden.question(*at)[0]) {
        let Some(lead) = question.plotted() else { continue };
        let asked = Asked { frame, at, question, lead };
        let mut found = (Vec::new(), Vec::new());
        for by in breakdowns.iter().filter(|by| asked.is_of_one_time(by)) {
            let groups = asked.groups(by);
            found.0.extend(asked.reliability(by, &groups));
            if groups.len() >= request.funnel_from {
                let units = Units { axes: &by.axes, lead, groups: &groups, all: asked.spread(0) };
                found.1.extend(funnels::of(&units, request.widening));
            }
        }
        (question.reliability, question.funnels) = found;
    }
}

/// A question whose leading figure is set beside itself in other groups.
struct Asked<'a> {
    frame: &'a Frame<'a>,
    /// Position of the question.
    at: usize,
    question: &'a QuestionResult,
    /// Position of the leading figure among its columns.
    lead: usize,
}

impl Asked<'_> {
    fn is_of_one_time(&self, by: &Breakdown) -> bool {
        let of_group = |at: usize| &self.frame.groups[self.frame.shown.of[at]].keys;
        by.groups
            .clone()
            .next()
            .is_some_and(|first| !of_group(first).iter().any(|(key, _)| matches!(key, Key::Wave(_))))
    }

    /// The groups of a breakdown that are shown and have a value, by their positions in the report.
    fn groups(&self, by: &Breakdown) -> Vec<(usize, Spread)> {
        let hidden = self.frame.hidden.question(self.at);
        let is_shown = |at: &usize| !hidden[self.frame.shown.of[*at]] && !self.frame.shown.groups[*at].is_unstated();
        by.groups.clone().filter(is_shown).filter_map(|at| Some((at, self.spread(at)?))).collect()
    }

    /// The answers of a group, by its position in the report.
    fn spread(&self, position: usize) -> Option<Spread> {
        let question = &self.frame.survey.questions[self.at];
        let column = &self.question.columns[self.lead];
        let metric = question.metrics.iter().copied().find(|metric| metric.id == column.metric)?;
        let group = *self.frame.shown.of.get(position)?;
        let parts = self.frame.parts(group, self.at);
        let tally = &self.frame.groups[group].tally.questions[self.at];
        let subject = self.frame.subject(question, tally, &NO_BINS);
        let subject = Subject { drawn: self.frame.drawn(parts.as_ref()), ..subject };
        metric::spread(metric, column.item.as_deref(), &subject)
    }

    /// How far the figure tells these groups apart; `None` where they share respondents.
    fn reliability(&self, by: &Breakdown, groups: &[(usize, Spread)]) -> Option<Reliability> {
        let overlaps =
            |at: usize| self.frame.groups[self.frame.shown.of[at]].keys.iter().any(|(key, _)| key.overlaps());
        if groups.iter().any(|(at, _)| overlaps(*at)) {
            return None;
        }
        let unit = |(_, of): &(usize, Spread)| Unit { mean: of.mean, variance: of.variance, n: of.n };
        let units: Vec<Unit> = groups.iter().map(unit).collect();
        let one_way = OneWay::of(&units)?;
        let each =
            groups.iter().map(|(group, of)| GroupReliability { group: *group, reliability: one_way.of_unit(of.n) });
        Some(Reliability {
            axes: by.axes.clone(),
            column: self.lead,
            reliability: one_way.reliability(),
            rankable: one_way.reliability() >= RANKABLE,
            f: one_way.f(),
            df: one_way.df,
            p: one_way.p(),
            icc: one_way.icc(),
            answers: one_way.typical,
            answers_needed: one_way.needed(RANKABLE),
            groups: each.collect(),
        })
    }
}
