//! From tallies to published cells: ledger, figures, and what has to be hidden.

use super::basis::{Basis, Parts};
use super::disclosure::Hidden;
use super::groups::Group;
use super::meaning;
use super::people::on_list;
use super::unnamed::Shown;
use super::versions;
use crate::definition::{Question, Survey};
use crate::metric::{Bins, Drawn, Figure, MEAN, MULTIPLE_ANSWERS, Method, Metric, Subject, columns};
use crate::plan::Period;
use crate::results::{Cell, Column, Estimate, Ledger, QuestionResult, Unit};
use crate::scale::Missing;
use crate::table::{Answers, Design, GroupTally, QuestionTally};

/// A percentage is a proportion times this.
const PERCENT: f64 = 100.0;

/// What every cell of a report shares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) survey: &'a Survey,
    pub(super) groups: &'a [Group],
    /// What must not be shown of them.
    pub(super) hidden: &'a Hidden,
    /// The groups that the report has.
    pub(super) shown: &'a Shown,
    pub(super) design: Design,
    /// What precision rests on under a sampling design, if there is one.
    pub(super) basis: Option<&'a Basis>,
    pub(super) confidence: f64,
    /// The method for intervals that was asked for.
    pub(super) intervals: Option<&'static Method>,
    /// The period of the trend, where there is one.
    pub(super) every: Option<Period>,
    /// Responses before filters, and whether there are any filters.
    pub(super) responses: (u64, bool),
}

impl Frame<'_> {
    /// The figures of one question; what is compared is added later.
    pub(super) fn question(&self, at: usize) -> QuestionResult {
        let question = &self.survey.questions[at];
        let hidden = self.hidden.question(at);
        let bins = self.bins(at);
        let columns = self.columns(at, &bins);
        let everybody = Some(&self.groups[0].tally.questions[at]).filter(|_| !hidden[0]);
        let mut left_out = Vec::new();
        let cells = self.shown.of.iter().enumerate().map(|(position, group)| {
            let tally = &self.groups[*group].tally;
            let parts = self.parts(*group, at);
            left_out.extend(parts.as_ref().filter(|_| !hidden[*group]).map(Parts::empty_replicates));
            let subject = Subject { drawn: self.drawn(parts.as_ref()), ..self.in_group(at, *group, &bins) };
            let figures = question.metrics.iter().flat_map(|metric| (metric.figures)(&subject));
            let estimates = figures.map(|figure| self.as_weighed(figure.estimate())).collect();
            cell(position, hidden[*group], ledger(question, tally, at, self.design), estimates)
        });
        let cells: Vec<Cell> = cells.collect();
        let mut cautions = cautions(question, everybody);
        cautions.extend(everybody.and_then(|_| versions::caution(self.survey, self.groups, at)));
        let of_everybody = cells.first().filter(|_| self.shown.of.first() == Some(&0));
        cautions.extend(everybody.and_then(|tally| about_sketch(question, tally, &columns, of_everybody)));
        cautions.extend(about_replicates(&left_out));
        cautions.extend(about_figures(&columns, &cells, self.design.weighted));
        cautions.extend(about_fixed(&columns, &cells).filter(|_| self.survey.weighting.is_some()));
        let alike = [about_choices(&columns, &cells), about_medians(&columns, &cells)];
        // Of a list that was asked whole it may be that everybody answered.
        cautions.extend(alike.into_iter().flatten().filter(|_| !self.survey.invited.whole_list));
        QuestionResult {
            id: question.id.clone(),
            grid: question.grid.clone(),
            kind: question.kind.to_string(),
            text: question.text.clone(),
            place: meaning::place(question, &columns),
            meaning: meaning::of(question, &bins),
            columns,
            cells,
            differences: Vec::new(),
            among_groups: Vec::new(),
            reliability: Vec::new(),
            funnels: Vec::new(),
            breaks: versions::breaks(self.survey, self.groups, at, self.every).into_iter().collect(),
            charts: Vec::new(),
            cautions,
        }
    }

    /// What is estimated of a question; the same in every group.
    pub(super) fn columns(&self, at: usize, bins: &Bins) -> Vec<Column> {
        let question = &self.survey.questions[at];
        let subject = self.in_group(at, 0, bins);
        let figures = |metric: &&'static Metric| (*metric, (metric.figures)(&subject));
        columns(question.metrics.iter().map(figures), &meaning::senses(question))
    }

    /// Every figure of one question among everybody.
    pub(super) fn figures(&self, at: usize) -> Vec<Figure> {
        let bins = self.bins(at);
        let subject = self.in_group(at, 0, &bins);
        self.survey.questions[at].metrics.iter().flat_map(|metric| (metric.figures)(&subject)).collect()
    }

    /// What a formula needs to know about one question in one group of the survey.
    pub(super) fn in_group<'b>(&'b self, at: usize, group: usize, bins: &'b Bins) -> Subject<'b> {
        let (question, group) = (&self.survey.questions[at], &self.groups[group]);
        let tally = &group.tally.questions[at];
        let people = on_list(self.survey, group, tally, self.responses);
        Subject { people, ..self.subject(question, tally, bins) }
    }

    /// What a formula needs to know about one question among these respondents, whatever list they are on.
    pub(super) fn subject<'b>(&self, question: &'b Question, tally: &'b QuestionTally, bins: &'b Bins) -> Subject<'b> {
        Subject {
            tally,
            options: &question.options,
            nets: &question.nets,
            top: &question.top,
            bottom: &question.bottom,
            direction: question.direction,
            unit: &question.unit,
            target: question.target,
            bins,
            design: self.design,
            drawn: None,
            confidence: self.confidence,
            intervals: self.intervals,
            people: None,
        }
    }

    /// The answers of a group to a question, taken apart for the sampling design; none without one.
    pub(super) fn parts(&self, group: usize, question: usize) -> Option<Parts<'_>> {
        Some(self.basis?.parts(group, question))
    }

    /// The same as formulas want it.
    pub(super) fn drawn<'b>(&'b self, parts: Option<&'b Parts<'b>>) -> Option<Drawn<'b>> {
        self.basis?.drawn(parts?)
    }

    /// An estimate whose base is weighed as the export weighs.
    fn as_weighed(&self, mut estimate: Estimate) -> Estimate {
        if let Some(base) = &mut estimate.base {
            base.weighted *= self.design.unit;
        }
        estimate
    }

    /// The histogram's bins, from everybody's answers, so that they are the same in every group.
    pub(super) fn bins(&self, question: usize) -> Bins {
        match &self.groups[0].tally.questions[question].answers {
            Answers::Values(values) if !self.survey.questions[question].is_ratio() => {
                Bins::of(values, self.survey.questions[question].target)
            }
            _ => Bins::default(),
        }
    }
}

/// A cell with what it may show.
pub(super) fn cell(group: usize, hidden: bool, ledger: Ledger, estimates: Vec<Estimate>) -> Cell {
    if !hidden {
        return Cell { group, suppressed: false, ledger: Some(ledger), estimates };
    }
    Cell { group, suppressed: true, ledger: None, estimates: vec![Estimate::default(); estimates.len()] }
}

/// The base ledger of one question in one group.
pub(super) fn ledger(question: &Question, group: &GroupTally, at: usize, design: Design) -> Ledger {
    let tally = &group.questions[at];
    let of = |kind: Missing| tally.missing[kind.index()].n;
    let asked = group.complete.n - of(Missing::NotAsked);
    Ledger {
        received: group.complete.n + group.incomplete.n,
        complete: group.complete.n,
        not_asked: of(Missing::NotAsked),
        asked,
        no_answer: of(Missing::NoAnswer),
        answered: asked - of(Missing::NoAnswer),
        dont_know: of(Missing::DontKnow),
        refused: of(Missing::Refused),
        unrecognised: of(Missing::Unrecognised),
        never: of(Missing::Never),
        valid: tally.valid.n,
        unscored: unscored(question, tally),
        weighted: tally.valid.w.to_f64() * design.unit,
        effective: tally.valid.effective(),
    }
}

/// Valid answers that the mean of scores does not rest on.
fn unscored(question: &Question, tally: &QuestionTally) -> u64 {
    match &tally.answers {
        Answers::Coded(options) if question.metrics.iter().any(|metric| metric.id == MEAN.id) => {
            let beside = question.options.iter().zip(options).filter(|(option, _)| option.score.is_none());
            beside.map(|(_, tally)| tally.n).sum()
        }
        _ => 0,
    }
}

/// What to know before quoting a question's figures; `everybody` where it may be told how they answered.
pub(super) fn cautions(question: &Question, everybody: Option<&QuestionTally>) -> Vec<String> {
    // What nobody chose says how they answered, too.
    let mut cautions = everybody.map_or_else(Vec::new, |_| question.cautions.clone());
    let unrecognised = everybody.map_or(0, |tally| tally.missing[Missing::Unrecognised.index()].n);
    if unrecognised > 0 {
        let answers = if unrecognised == 1 { "answer was" } else { "answers were" };
        let left_out = if question.takes_rest_for_missing { "taken for no answer" } else { "left out" };
        cautions.push(format!("{unrecognised} {answers} not recognised and {left_out}; `survey check` lists the rows"));
    }
    cautions.extend(everybody.and_then(|tally| about_ranks(question, tally)));
    let of_metrics = question.metrics.iter().filter_map(|metric| metric.told.caution);
    cautions.extend(of_metrics.map(str::to_string));
    cautions
}

/// Among whom each item has its mean rank, where not everybody ranked every item.
fn about_ranks(question: &Question, everybody: &QuestionTally) -> Option<String> {
    let Answers::Ranked(items) = &everybody.answers else { return None };
    let ranked: Vec<u64> = items.iter().map(|ranks| ranks.iter().map(|tally| tally.n).sum()).collect();
    let each = question.options.iter().zip(&ranked).map(|(item, n)| format!("{} {n}", item.label));
    let bases = each.collect::<Vec<_>>().join(", ");
    ranked
        .iter()
        .any(|n| *n != everybody.valid.n)
        .then(|| format!("each mean rank is among those who ranked the item, of {}: {bases}", everybody.valid.n))
}

/// Fewest respondents of equal weight that intervals of a weighted group may rest on without a word.
const EVEN_ENOUGH: f64 = 10.0;

/// What to know before quoting the figures shown: weights too uneven, and no interval for want of
/// spread.
fn about_figures(columns: &[Column], cells: &[Cell], weighted: bool) -> Vec<String> {
    let shown = || cells.iter().filter(|cell| !cell.suppressed);
    let is_uneven = |ledger: &Ledger| f64_of(ledger.valid) >= EVEN_ENOUGH && ledger.effective < EVEN_ENOUGH;
    let uneven = shown().filter(|cell| weighted && cell.ledger.as_ref().is_some_and(is_uneven)).count();
    let groups = if uneven == 1 { "one group" } else { "several groups" };
    let uneven = (uneven > 0).then(|| {
        format!("weights are too uneven in {groups}: the answers count as fewer than 10, and intervals are rough")
    });
    let same = any_shown(columns, cells, is_without_spread).then(|| {
        "where all gave the same number a mean has no interval: it does not say how far from it others may be"
            .to_string()
    });
    uneven.into_iter().chain(same).collect()
}

/// Whether any figure that is shown is such a one.
fn any_shown(columns: &[Column], cells: &[Cell], is_such: impl Fn((&Column, &Estimate)) -> bool) -> bool {
    let mut shown = cells.iter().filter(|cell| !cell.suppressed);
    shown.any(|cell| columns.iter().zip(&cell.estimates).any(&is_such))
}

/// That figures have no interval because weights were made to agree with them.
fn about_fixed(columns: &[Column], cells: &[Cell]) -> Option<String> {
    let is_fixed = |(column, estimate): (&Column, &Estimate)| {
        let is_share = matches!(column.unit, Unit::Percent | Unit::Points);
        let is_between = estimate.value.is_some_and(|value| value.abs() < PERCENT && value != 0.0);
        is_share && is_between && estimate.se == Some(0.0) && estimate.interval.is_none()
    };
    any_shown(columns, cells, is_fixed)
        .then(|| "a share without an interval is fixed by the weighting: it is the target, not an estimate".to_owned())
}

/// That shares of answers have no interval for want of spread.
fn about_choices(columns: &[Column], cells: &[Cell]) -> Option<String> {
    any_shown(columns, cells, is_of_one_choice).then(|| {
        "where all chose the same options their shares of answers have no interval: they do not say how far from it others \
         may be"
            .to_owned()
    })
}

/// A share of answers that two respondents or more agree on.
fn is_of_one_choice((column, estimate): (&Column, &Estimate)) -> bool {
    let is_between = estimate.value.is_some_and(|value| value > 0.0 && value < PERCENT);
    let is_alike = estimate.se == Some(0.0) && estimate.interval.is_none();
    column.metric == MULTIPLE_ANSWERS.id && is_between && is_alike
}

/// That replicates are left out by which nobody of a group weighs anything; `left_out` are their numbers by group.
fn about_replicates(left_out: &[usize]) -> Option<String> {
    let groups = left_out.iter().filter(|replicates| **replicates > 0).count();
    let most = left_out.iter().max().filter(|most| **most > 0)?;
    let (which, replicates) =
        (if groups == 1 { "one group" } else { "several groups" }, if *most == 1 { "one" } else { "some" });
    Some(format!(
        "in {which} nobody weighs anything by {replicates} of the replicate weights (up to {most}): these are left out, and \
         standard errors are rough"
    ))
}

/// A mean of numbers that two respondents or more agree on.
fn is_without_spread((column, estimate): (&Column, &Estimate)) -> bool {
    let of_several = estimate.base.is_some_and(|base| base.unweighted > 1);
    let is_mean = matches!(column.unit, Unit::Of(_)); // of the others none has a standard error
    is_mean && of_several && estimate.value.is_some() && estimate.se == Some(0.0) && estimate.interval.is_none()
}

#[expect(clippy::cast_precision_loss, reason = "counts of respondents")]
const fn f64_of(n: u64) -> f64 {
    n as f64
}

/// Fewest respondents whose median has an interval, unless too many of them gave one answer.
const FEWEST_OF_MEDIAN: u64 = 6;

/// That a median of numbers has no interval because both limits would be it. Those of scores, of which it is so nearly always
/// and which stand behind their means, say nothing of it.
fn about_medians(columns: &[Column], cells: &[Cell]) -> Option<String> {
    let is_alike = |(column, estimate): (&Column, &Estimate)| {
        let of_several = estimate.base.is_some_and(|base| base.unweighted >= FEWEST_OF_MEDIAN);
        let is_median = column.percentile == Some(50) && matches!(column.unit, Unit::Of(_));
        is_median && of_several && estimate.value.is_some() && estimate.interval.is_none()
    };
    any_shown(columns, cells, is_alike).then(|| {
        "a median that very many gave has no interval: both limits would be it, and claim a certainty that is not there"
            .to_owned()
    })
}

/// What is not exact of more numbers than are kept one by one; `everybody` with the cell that tells of them.
fn about_sketch(
    question: &Question,
    everybody: &QuestionTally,
    columns: &[Column],
    cell: Option<&Cell>,
) -> Option<String> {
    let Answers::Values(values) = &everybody.answers else { return None };
    if question.is_ratio() {
        return values
            .precise
            .map(|_| "more than 10,000 different pairs of numbers: their ratio is not known".to_owned());
    }
    let share = PERCENT * values.precise?.relative_error;
    let between = |column: &Column| column.percentile.is_some_and(|percentile| (1..100).contains(&percentile));
    let estimates = cell.into_iter().flat_map(|cell| columns.iter().zip(&cell.estimates));
    let percentiles = estimates.filter(|(column, _)| between(column)).filter_map(|(_, estimate)| estimate.value);
    let error = percentiles.map(|percentile| values.error_at(percentile)).fold(0.0, f64::max);
    let unit = if question.unit.is_empty() { String::new() } else { format!(" (in {})", question.unit) };
    let kept = if question.target.is_some() { ", highest and the share within target" } else { " and highest" };
    Some(format!(
        "more than 10,000 different values: the median and the other percentiles may be off by up to {}{unit}, those of \
         groups and the histogram by up to {}% of themselves; mean, standard deviation, lowest{kept} are exact",
        rounded_up(error),
        rounded_up(share)
    ))
}

/// An error with the two digits that matter, never less than it is.
fn rounded_up(error: f64) -> String {
    if error <= 0.0 || !error.is_finite() {
        return error.to_string();
    }
    #[expect(clippy::cast_possible_truncation, reason = "a power of ten of a double")]
    let last = error.log10().floor() as i32 - 1;
    let places = usize::try_from(-last).unwrap_or(0);
    format!("{:.places$}", (error / 10f64.powi(last)).ceil() * 10f64.powi(last))
}
