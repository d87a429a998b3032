//! Two sides of a comparison, told.

use super::family::{news, verdict};
use super::sides::{self, Pair};
use super::tested::Tested;
use super::{Resolved, Wanted};
use crate::analysis::coverage::usual_gap;
use crate::analysis::{Analysis, groups, metrics_used, versions};
use crate::definition::EventDirection;
use crate::metric::{Compared, Overlap};
use crate::plan::{Sides, Span, from_days};
use crate::results::{
    COMPARE_SCHEMA, Column, ComparedFigure, ComparedSide, Comparison, ComparisonSummary, Estimate, EventTold, Expected,
    GroupName, NamedTest, NotCompared, Outcome, PublishedComparison, QuestionResult, Sense, SideFigure, Verdict,
    WhyNot,
};
use crate::rows::SharedGroup;

impl Analysis<'_> {
    /// Every figure wanted on both sides, with what must be hidden left out.
    #[must_use]
    pub fn comparison(&self, resolved: &Resolved, wanted: &[Wanted]) -> PublishedComparison {
        let (mut compared, not_compared) = self.compared(wanted);
        let summary = self.conclude(&mut compared);
        self.add_expected(resolved, &mut compared);
        compared.sort_by(|one, other| matters(one).partial_cmp(&matters(other)).unwrap_or(std::cmp::Ordering::Equal));
        let pairs = sides::pairs(&self.groups);
        let everybody = pairs.iter().find(|pair| self.groups[pair.named].keys.len() == 1);
        PublishedComparison::after_disclosure(Comparison {
            schema: COMPARE_SCHEMA.to_string(),
            version: env!("CARGO_PKG_VERSION").to_string(),
            survey: self.survey_info(),
            settings: self.settings(),
            inputs: self.inputs.clone(),
            accounting: self.accounting(),
            before: self.side(resolved, everybody.and_then(|pair| pair.before), 0),
            after: self.side(resolved, everybody.and_then(|pair| pair.after), 1),
            event: resolved.event.map(|at| self.event(at)),
            people_on_both_sides: everybody.and_then(|pair| self.shared(pair)).map(|shared| shared.people),
            compared,
            not_compared,
            summary,
            metrics: metrics_used(self.survey, false),
            cautions: self.cautions_of(resolved),
        })
    }

    fn cautions_of(&self, resolved: &Resolved) -> Vec<String> {
        let own = resolved.remarks.iter().cloned().chain(self.cut_short(resolved)).chain(self.about_people());
        own.chain(self.all_cautions()).collect()
    }

    /// The differences of all pairs, not corrected yet, and what could not be compared.
    fn compared(&self, wanted: &[Wanted]) -> (Vec<ComparedFigure>, Vec<NotCompared>) {
        let frame = self.frame();
        let axes = groups::axes(self.survey, None, &self.groups);
        let (mut compared, mut not) = (Vec::new(), Vec::new());
        let pairs = sides::pairs(&self.groups);
        let is_shown = |figure: &&Wanted| versions::is_shown(self.survey, &self.groups, figure.question);
        for figure in wanted.iter().filter(is_shown) {
            let at = figure.question;
            let question = frame.question(at);
            let place = figure.column(&question.columns, question.plotted());
            let tested = place.and_then(|place| Tested::figure(&frame, &question.columns, at, place));
            for pair in &pairs {
                let position = self.shown.position(pair.named);
                let Some(shown) = position.map(|position| &self.shown.groups[position]) else { continue };
                let group = sides::name(shown, &axes);
                let overlap = self.overlap(pair, at);
                match tested.as_ref().map_or(Err(WhyNot::NoFigure), |tested| one(tested, pair, overlap)) {
                    Ok(found) => {
                        let needed = tested.as_ref().and_then(|tested| tested.needed(&found));
                        compared
                            .extend(tested.as_ref().map(|tested| told(&question, tested.column, group, found, needed)));
                    }
                    Err(why) => {
                        let why = self.told_why(at, why);
                        not.push(NotCompared { question: question.id.clone(), group, why });
                    }
                }
            }
        }
        (compared, not)
    }

    /// Why there is no comparison; of a question that has changed nobody answered it on one of the sides.
    fn told_why(&self, at: usize, why: WhyNot) -> WhyNot {
        match why {
            WhyNot::Hidden | WhyNot::NoAnswers if versions::has_changed(self.survey, &self.groups, at) => {
                WhyNot::Changed
            }
            why => why,
        }
    }

    /// Those of a pair who are on both sides; `None` where nothing tells, or they are too few to tell of.
    fn shared(&self, pair: &Pair) -> Option<&SharedGroup> {
        let group = &self.groups[pair.named];
        let values: Vec<u32> =
            group.keys.iter().filter(|(key, _)| key.sides().is_none()).map(|(_, value)| *value).collect();
        let shared = self.pairs.as_ref()?.of(group.grouping, &values)?;
        (shared.people >= self.survey.minimum_base.max(1)).then_some(shared)
    }

    /// What those of a pair answered to a question who are on both sides, where they are enough.
    fn overlap(&self, pair: &Pair, question: usize) -> Option<Overlap<'_>> {
        let pairs = self.shared(pair)?.questions.get(&question)?;
        let people: u64 = pairs.iter().map(|pair| pair.n).sum();
        (people >= self.survey.minimum_base.max(1)).then_some(Overlap { pairs })
    }

    /// That people on both sides are taken for different ones where the design tells the units.
    fn about_people(&self) -> Option<String> {
        let is_drawn = self.basis.is_some() && self.pairs.is_some();
        is_drawn.then(|| {
            "who is on both sides counts as two people: under a sampling design it is the sampling units that are known to be \
             the same"
                .to_owned()
        })
    }

    /// Corrects p-values over all differences, and counts what they show.
    fn conclude(&self, compared: &mut [ComparedFigure]) -> ComparisonSummary {
        let level = 100.0 - 100.0 * self.request.confidence;
        let correction = self.request.correction;
        let p: Vec<f64> = compared.iter().map(|figure| figure.p).collect();
        for (figure, adjusted) in compared.iter_mut().zip(correction.adjusted(&p)) {
            figure.adjusted_p = adjusted;
            figure.verdict = verdict(figure.statistic, adjusted, level);
            figure.verdict_alone = verdict(figure.statistic, figure.p, level);
            figure.sense = news(figure.sense, figure.verdict_alone);
        }
        let count = |is: &dyn Fn(&ComparedFigure) -> bool| compared.iter().filter(|figure| is(figure)).count();
        let shown = |figure: &ComparedFigure, sense: Sense| figure.verdict != Verdict::None && figure.sense == sense;
        let neither = |figure: &ComparedFigure| !shown(figure, Sense::Positive) && !shown(figure, Sense::Negative);
        ComparisonSummary {
            compared: compared.len(),
            better: count(&|figure| shown(figure, Sense::Positive)),
            worse: count(&|figure| shown(figure, Sense::Negative)),
            higher: count(&|figure| figure.verdict == Verdict::Up && neither(figure)),
            lower: count(&|figure| figure.verdict == Verdict::Down && neither(figure)),
            found_alone: count(&|figure| figure.verdict_alone != Verdict::None),
            correction: correction.id().to_string(),
            level,
        }
    }

    /// Says of figures that the event was meant for whether it did what it was to do; of everybody only.
    fn add_expected(&self, resolved: &Resolved, compared: &mut [ComparedFigure]) {
        let Some(event) = resolved.event.map(|at| &self.survey.events[at]) else { return };
        for figure in compared.iter_mut().filter(|figure| figure.group.is_empty()) {
            let is_it = |at: &usize| self.survey.questions[*at].id == figure.question;
            let Some((_, way)) = event.expect.iter().find(|(at, _)| is_it(at)) else { continue };
            let direction = match way {
                EventDirection::Up => Verdict::Up,
                EventDirection::Down => Verdict::Down,
            };
            let outcome = match figure.verdict {
                Verdict::None => Outcome::CannotTell,
                verdict if verdict == direction => Outcome::CameTrue,
                _ => Outcome::Opposite,
            };
            figure.expected = Some(Expected { direction, outcome });
        }
    }

    fn event(&self, at: usize) -> EventTold {
        let event = &self.survey.events[at];
        EventTold { id: event.id.clone(), label: event.label.clone(), day: from_days(event.day).to_string() }
    }

    /// One side: what it is called, which days it covers, and how many responses it has.
    fn side(&self, resolved: &Resolved, group: Option<usize>, which: usize) -> ComparedSide {
        let label = if which == 0 { &resolved.labels.0 } else { &resolved.labels.1 }.clone();
        let span = span(resolved.sides, which).and_then(|span| self.covered(span));
        let day = |day: i32| from_days(day).to_string();
        ComparedSide {
            label,
            first_day: span.map(|span| day(span.first)),
            last_day: span.map(|span| day(span.last)),
            days: span.and_then(|span| u64::try_from(span.last - span.first + 1).ok()),
            responses: match group {
                Some(group) if self.hidden.responses()[group] => None,
                Some(group) => Some(self.groups[group].tally.complete.n),
                None => Some(0),
            },
        }
    }

    /// The days of a span: its own, or where it is open those from the first, or to the last, response.
    fn covered(&self, span: Span) -> Option<Span> {
        let inside = || self.days.iter().filter(|day| span.has(*day));
        let first = if span.first == i32::MIN { inside().next()? } else { span.first };
        let last = if span.last == i32::MAX { inside().last()? } else { span.last };
        Some(Span { first, last })
    }

    /// That a span of days goes on after the last response, or begins before the first one.
    fn cut_short(&self, resolved: &Resolved) -> Vec<String> {
        let (first, last) = (self.days.iter().next(), self.days.iter().last());
        let Some((first, last)) = first.zip(last) else { return Vec::new() };
        let usual = usual_gap(&self.days.iter().collect::<Vec<_>>());
        let spans = [0, 1].into_iter().filter_map(|which| Some((which, span(resolved.sides, which)?)));
        let about = |(which, span): (usize, Span)| {
            let label = if which == 0 { &resolved.labels.0 } else { &resolved.labels.1 };
            let ends = span.last != i32::MAX && span.last - last > usual;
            let begins = span.first != i32::MIN && first - span.first > usual;
            let end = ends.then(|| format!("{label} has responses until {} only", from_days(last)));
            end.or_else(|| begins.then(|| format!("{label} has responses from {} on only", from_days(first))))
        };
        spans.filter_map(about).collect()
    }
}

/// The days of a side, where days tell sides apart.
const fn span(sides: Sides, which: usize) -> Option<Span> {
    match sides {
        Sides::Files { .. } => None,
        Sides::Days { before, after } => Some(if which == 0 { before } else { after }),
    }
}

/// The test of one figure on both sides of a pair.
fn one(tested: &Tested, pair: &Pair, overlap: Option<Overlap>) -> Result<Compared, WhyNot> {
    let (before, after) = pair.before.zip(pair.after).ok_or(WhyNot::NoAnswers)?;
    if tested.is_hidden(before) || tested.is_hidden(after) {
        return Err(WhyNot::Hidden);
    }
    tested.later((before, after), overlap).ok_or(WhyNot::NoTest)
}

fn told(
    question: &QuestionResult,
    column: &Column,
    group: Vec<GroupName>,
    found: Compared,
    needed: Option<f64>,
) -> ComparedFigure {
    let (after, before) = found.estimates.clone().unwrap_or_default();
    let side =
        |value: f64, base, estimate: Estimate| SideFigure { value, base, se: estimate.se, interval: estimate.interval };
    let missing = |needed: f64, base: u64| (needed - bases(base)).max(0.0);
    let more =
        needed.map(|needed| missing(needed, found.base.unweighted) + missing(needed, found.other_base.unweighted));
    ComparedFigure {
        question: question.id.clone(),
        text: question.text.clone(),
        grid: question.grid.clone(),
        metric: column.metric.clone(),
        item: column.item.clone(),
        title: column.title.clone(),
        unit: column.unit.clone(),
        group,
        before: side(found.other, found.other_base, before),
        after: side(found.value, found.base, after),
        difference: found.value - found.other,
        se: found.se,
        interval: found.interval,
        test: found.test.to_string(),
        statistic: found.outcome.statistic,
        df: found.outcome.df,
        p: found.outcome.p,
        adjusted_p: found.outcome.p,
        verdict: Verdict::None,
        verdict_alone: Verdict::None,
        sense: found.higher,
        tests: found.tests.iter().map(named).collect(),
        people_on_both_sides: found.shared,
        correlation: found.shared.map(|_| found.correlation),
        answers_needed: needed,
        more_answers: more,
        expected: None,
    }
}

fn named(test: &crate::metric::MadeTest) -> NamedTest {
    let outcome = test.outcome;
    NamedTest { name: test.name.to_string(), statistic: outcome.statistic, df: outcome.df, p: outcome.p }
}

/// What is told first: worse, better, higher and lower, then what can be chance; within these the larger statistic.
fn matters(figure: &ComparedFigure) -> (u8, f64) {
    let rank = match (figure.verdict, figure.sense) {
        (Verdict::None, _) => 3,
        (_, Sense::Negative) => 0,
        (_, Sense::Positive) => 1,
        _ => 2,
    };
    (rank, -figure.statistic.abs())
}

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn bases(n: u64) -> f64 {
    n as f64
}
