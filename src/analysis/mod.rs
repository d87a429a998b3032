//! From a definition, exports and a request to a report: which tallies are needed, what they say, and
//! what must be hidden.
//!
//! Decides *which* figures there are. How a figure is computed is `metric`'s business, and how it looks
//! is `view`'s.

mod answered;
mod basis;
mod between;
mod cells;
mod compare;
mod coverage;
mod crosstab;
mod disclosure;
mod doubts;
mod drawn;
mod enough;
mod explain;
mod filter;
mod form;
mod funnels;
mod groups;
mod joined;
mod kept_replicates;
mod meaning;
mod names;
mod people;
mod quality;
mod ranking;
mod rates;
mod replicates;
mod request;
mod reused;
mod reversed;
mod sampling;
mod saved;
mod spelled;
mod trend;
mod unnamed;
mod versions;
mod weighting;

pub use between::between;
pub use compare::{Ask, Resolved, Wanted};
pub use crosstab::TableOptions;
pub use disclosure::{publish, publish_crosstab};
pub use doubts::{Doubts, Misread};
pub use explain::{Explained, Target};
pub use request::Request;
pub use saved::{is_saved, join_saved, save};
pub use trend::TrendRequest;
pub use weighting::Weights;

use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, listed};
use crate::metric::{METHODS, Metric};
use crate::plan::{Key, Plan, Shape, Sides, UNDATED};
use crate::responses::{Reader, Remark};
use crate::results::{
    Accounting, CHECK_SCHEMA, CheckReport, Finding, GridCheck, Input, MetricInfo, Periods, Published, Reason, Report,
    SCHEMA, Settings, SurveyInfo, WeightingReport,
};
use crate::rows::{Counts, Days, Findings, Pairs, RowCounts, count};
use crate::table::{Design, Scale, Weighing};
use basis::Basis;
use cells::Frame;
use crosstab::Overlaps;
use disclosure::{Hidden, Rule};
use groups::{Group, Names};
use std::collections::BTreeMap;
use trend::OverTime;
use unnamed::Shown;
use weighting::Weighed;

/// What one run over the exports found out, before it is put into words.
#[derive(Debug)]
pub struct Analysis<'a> {
    survey: &'a Survey,
    request: Request,
    groups: Vec<Group>,
    rows: RowCounts,
    /// What is too small to be shown.
    rule: Rule,
    /// What is not shown.
    hidden: Hidden,
    /// The groups as the report has them.
    shown: Shown,
    design: Design,
    /// The weighting to targets, if there are any.
    weighed: Option<Weighed>,
    /// What precision rests on under a sampling design, if there is one.
    basis: Option<Basis>,
    /// Responses before filters: complete, counted once, with a usable weight.
    units: u64,
    findings: Findings,
    /// Per segment, what its codes from 1 are called.
    labels: Vec<Vec<String>>,
    inputs: Vec<Input>,
    remarks: Vec<Remark>,
    /// Answers given to each question before filters, where there are any.
    answered: Option<Vec<u64>>,
    unused_columns: Vec<String>,
    /// Straight-lining, where it was looked for.
    grids: Vec<GridCheck>,
    days: Days,
    /// What people answered who are on both sides of a comparison.
    pairs: Option<Pairs>,
    /// Of tables of two questions, who stands in two columns at once.
    overlaps: Overlaps,
}

/// What has to be counted for a request. No file is open yet: every name that is wrong is found here.
///
/// # Errors
///
/// Everything that is wrong with the request, at once.
pub fn plan(survey: &Survey, request: &Request) -> Result<Plan, Faults> {
    let (groupings, filter) = understood(request::groupings(survey, request), filter::resolve(survey, request))?;
    request::over_time(survey, request).map_err(Faults)?;
    let shapes = survey.questions.iter().map(|question| question.shape).collect();
    let targets = survey.questions.iter().map(|question| question.target).collect();
    let plan = Plan::new(shapes, &groupings, survey.weight.is_some()).with_cuts(targets);
    let drawn = sampling::groupings(survey, &groupings, request.is_filtered());
    let by_cell = weighting::groupings(survey, &[groupings.as_slice(), &drawn].concat(), request.is_filtered());
    let overlaps = crosstab::overlaps(survey, &groupings);
    let plan = plan.limited(|grouping| request.most_groups(grouping)).counting(&[drawn, by_cell, overlaps].concat());
    let is_dated = request.every.is_some() || request.sides.is_some_and(Sides::are_days);
    let pairs = request.sides.is_some() && survey.has_people();
    let plan = Plan { filter, dated: is_dated, pairs, spellings: request.quality, ..plan };
    let hidden: Vec<Shape> = survey.straight_lines().iter().map(|question| question.shape).collect();
    Ok(if request.quality { plan.with_hidden(&hidden) } else { plan })
}

impl<'a> Analysis<'a> {
    /// Plans, counts on one thread and tells, for whoever has open exports already.
    ///
    /// # Errors
    ///
    /// Those of [`plan()`], [`count`] and [`Analysis::new`].
    pub fn run(survey: &'a Survey, reader: Reader, request: Request) -> Result<Analysis<'a>, Faults> {
        let plan = plan(survey, &request)?;
        let counts = count(survey, &plan, reader, 1)?;
        Analysis::new(survey, request, &plan, counts)
    }

    /// What the counts say that were made according to the plan of this request.
    ///
    /// # Errors
    ///
    /// When there are too few responses to say anything, a filter names a misspelt value, or the method for intervals
    /// fits nothing.
    pub fn new(survey: &'a Survey, request: Request, plan: &Plan, counts: Counts) -> Result<Analysis<'a>, Faults> {
        if !request.allow_empty {
            enough::judge(survey, &request, plan, &counts)?;
        }
        let rule = Rule {
            minimum: survey.minimum_base,
            is_filtered: request.is_filtered(),
            by_answers: plan.filter.asks_answers(),
        };
        let names = Names::new(survey, &counts.labels);
        let personal = unnamed::personal(survey, &counts);
        let design = design(plan.weighted, counts.weighing, counts.scale);
        let (weighed, unmet) = match Weighed::new(survey, &counts, design) {
            // Whoever looks for what is wrong wants to hear of everything else, too.
            Err(faults) if request.quality => (None, weighting::remarks(&faults)),
            weighed => (weighed?, Vec::new()),
        };
        let (table, design) = weighed.as_ref().map_or((&counts.table, design), |to| (&to.table, to.design));
        let mut groups = names.groups(table, &plan.shown, |grouping| request.most_groups(grouping))?;
        let is_even = plan.weighted && !design.weighted && weighed.is_none();
        let basis = Basis::new(survey, &counts, table, &groups, &plan.shown, is_even, weighed.as_ref())?;
        if is_even {
            for group in &mut groups {
                group.tally.even();
            }
        }
        let design = Design { weighted: design.weighted || basis.is_some(), ..design };
        let hidden = Hidden::decide(survey, &groups, rule);
        let has_rate = |at: usize| people::invited(survey, &groups[at]).is_some() && !hidden.responses()[at];
        let shown = Shown::new(&groups, &personal, &hidden, |at| !request.is_filtered() && has_rate(at));
        let grids = quality::grids(survey, plan, &counts.table)?;
        let overlaps = Overlaps::new(survey, &counts.table, &plan.shown, is_even)?;
        let reused = reused::reused_ids(survey, &counts.findings);
        let undrawn = sampling::remarks(survey, &counts.table)?;
        let dated = versions::remarks(&counts.findings);
        let spelled = if plan.spellings { spelled::remarks(survey, &counts) } else { Vec::new() };
        let analysis = Analysis {
            survey,
            request,
            groups,
            rows: counts.rows,
            rule,
            hidden,
            shown,
            design,
            weighed,
            basis,
            units: counts.units,
            findings: counts.findings,
            labels: counts.labels,
            inputs: counts.inputs,
            remarks: counts
                .remarks
                .into_iter()
                .chain(reused)
                .chain(undrawn)
                .chain(spelled)
                .chain(dated)
                .chain(unmet)
                .collect(),
            answered: counts.answered,
            unused_columns: counts.unused_columns,
            grids,
            days: counts.days,
            pairs: counts.pairs,
            overlaps,
        };
        analysis.fits_method()?;
        Ok(analysis)
    }

    /// Where every row went, as far as it may be told.
    #[must_use]
    pub fn accounting(&self) -> Accounting {
        self.rows.told(self.rule.hides_filters(self.rows.analysed, self.rows.filtered))
    }

    /// Why there is nothing to show of the responses asked for; `None` where there is.
    fn nothing_to_show(&self) -> Option<String> {
        let none = || (self.rows.analysed == 0).then(|| "no response to analyse".to_string());
        enough::too_few(self.survey, &self.request, self.rows).or_else(none)
    }

    /// Every figure, with what must be hidden taken out.
    #[must_use]
    pub fn report(&self) -> Published {
        let frame = self.frame();
        let mut questions: Vec<_> = (0..self.survey.questions.len()).map(|at| frame.question(at)).collect();
        let periods = self.periods();
        if let Some(over_time) = self.over_time(periods.as_ref()) {
            over_time.draw(&frame, &mut questions);
        }
        let tests = compare::all(
            &frame,
            &mut questions,
            periods.as_ref().and_then(|known| known.compared),
            self.request.correction,
        );
        ranking::add(&frame, &mut questions, &self.request);
        let mut at = 0..;
        questions.retain(|_| at.next().is_some_and(|at| versions::is_shown(self.survey, &self.groups, at)));
        let response_rate = rates::response_rate(&frame).filter(|_| !self.request.is_filtered());
        publish(Report {
            schema: SCHEMA.to_string(),
            version: env!("CARGO_PKG_VERSION").to_string(),
            survey: self.survey_info(),
            settings: self.settings(),
            inputs: self.inputs.clone(),
            accounting: self.accounting(),
            axes: groups::axes(self.survey, self.request.every.as_deref(), &self.groups),
            metrics: metrics_used(self.survey, response_rate.is_some()),
            response_rate,
            questions,
            tests,
            periods,
            cautions: self.all_cautions(),
            groups: self.shown.groups.clone(),
        })
    }

    /// How responses were weighted to targets; `None` where there are none, or nobody to weight.
    #[must_use]
    pub fn weighting(&self) -> Option<WeightingReport> {
        self.weighed.as_ref().map(|weighed| weighed.told(self.survey, &self.labels, &self.inputs))
    }

    /// The weight of every response by its targets, where there are some.
    #[must_use]
    pub fn weights(&self) -> Option<Weights> {
        self.weighed.as_ref().map(Weighed::weights)
    }

    /// What was found in the exports; `with_values` shows what the cells hold.
    #[must_use]
    pub fn check(self, with_values: bool) -> CheckReport {
        let ledgers = quality::questions(&self.frame());
        let questions: Vec<&str> = self.survey.questions.iter().map(|question| question.id.as_str()).collect();
        let segments: Vec<&str> = self.survey.segments.iter().map(|segment| segment.id.as_str()).collect();
        let (survey, accounting, mut findings) = (self.survey_info(), self.accounting(), about_all(&self.remarks));
        findings.extend(self.findings.into_report(&questions, &segments, with_values));
        CheckReport {
            schema: CHECK_SCHEMA.to_string(),
            version: env!("CARGO_PKG_VERSION").to_string(),
            survey,
            inputs: self.inputs,
            accounting,
            findings,
            questions: ledgers,
            grids: self.grids,
            unused_columns: self.unused_columns,
            changes: Vec::new(),
            cautions: texts(&self.remarks),
        }
    }

    /// Which periods of the trend the responses cover; `None` without a trend, or with too few responses to show.
    fn periods(&self) -> Option<Periods> {
        let period = request::period(self.survey, self.request.every.as_deref()?).ok()?;
        let of_wave = |(position, at): (usize, &usize)| match self.groups[*at].keys.as_slice() {
            [(Key::Wave(_), start)] if start.cast_signed() != UNDATED && self.groups[*at].tally.complete.n > 0 => {
                Some((start.cast_signed(), position))
            }
            _ => None,
        };
        let (starts, groups): (Vec<i32>, Vec<usize>) = self.shown.of.iter().enumerate().filter_map(of_wave).unzip();
        let coverage = coverage::Coverage {
            period,
            starts: &starts,
            groups: &groups,
            days: &self.days,
            since: filter::bound(self.request.since.as_deref()),
            until: filter::bound(self.request.until.as_deref()),
        };
        let enough = self.groups[0].tally.complete.n >= self.survey.minimum_base;
        coverage.periods().filter(|_| enough)
    }

    /// What charts over time rest on; `None` without a trend.
    fn over_time(&self, periods: Option<&Periods>) -> Option<OverTime<'_>> {
        let period = request::period(self.survey, self.request.every.as_deref()?).ok()?;
        let partial = periods.into_iter().flat_map(|periods| &periods.partial);
        Some(OverTime {
            request: &self.request.trend,
            asked: trend::asked(self.survey, &self.request.trend, period).ok()?,
            period,
            starts: groups::starts(&self.groups),
            partial: partial.filter_map(|partial| period.named(&partial.period)).collect(),
            events: &self.survey.events,
        })
    }

    fn frame(&self) -> Frame<'_> {
        Frame {
            survey: self.survey,
            groups: &self.groups,
            hidden: &self.hidden,
            shown: &self.shown,
            design: self.design,
            basis: self.basis.as_ref(),
            confidence: self.request.confidence,
            intervals: self.request.intervals,
            every: self.request.every.as_deref().and_then(|every| request::period(self.survey, every).ok()),
            responses: (self.units, self.request.is_filtered()),
        }
    }

    fn survey_info(&self) -> SurveyInfo {
        SurveyInfo { id: self.survey.id.clone(), title: self.survey.title.clone() }
    }

    fn settings(&self) -> Settings {
        Settings {
            confidence: 100.0 * self.request.confidence,
            by: self.request.by.clone(),
            every: self.request.every.clone(),
            filters: self.request.described_filters(),
            weighted: self.survey.weight.is_some() || self.weighed.is_some(),
            minimum_base: self.survey.minimum_base,
            intervals: self.request.intervals.map(|method| method.name.to_owned()),
        }
    }

    /// That there is nothing in the survey that the method for intervals fits which was asked for.
    fn fits_method(&self) -> Result<(), Fault> {
        let Some(asked) = self.request.intervals else { return Ok(()) };
        let frame = self.frame();
        let figures = (0..self.survey.questions.len()).flat_map(|at| frame.figures(at));
        let used: Vec<String> = figures.filter_map(|figure| Some(figure.interval?.method)).collect();
        if used.is_empty() || used.iter().any(|id| asked.is_called(id)) {
            return Ok(());
        }
        let fitting = METHODS.iter().filter(|method| used.iter().any(|id| method.is_called(id)));
        let fault = Fault::new(format!("`--intervals {}` fits no figure of this survey", asked.name));
        Err(fault.help(format!(
            "it is for {}; the figures have {}",
            asked.about,
            listed(fitting.map(|method| method.name))
        )))
    }

    /// What to know of intervals where a whole list was asked.
    fn about_list(&self) -> Option<String> {
        let people = self.survey.invited.total.filter(|_| self.survey.invited.whole_list)?;
        Some(format!(
            "intervals allow for the whole list of {people} people having been asked: the more of them answer, the narrower \
             they are; that those who did not answer are like those who did is taken for granted"
        ))
    }

    /// That figures with and without the filters give away those who are left out, being so few.
    fn little_left_out(&self) -> Option<String> {
        let minimum = self.rule.minimum;
        self.rule.hides_filters(self.rows.analysed, self.rows.filtered).then(|| {
            format!(
                "the filters leave out fewer than {minimum} responses: their answers follow from these figures and \
                 those without the filters; do not publish both"
            )
        })
    }

    fn all_cautions(&self) -> Vec<String> {
        let mut cautions = texts(&self.remarks);
        cautions.extend(self.weighed.iter().flat_map(Weighed::cautions));
        cautions.extend(self.basis.iter().flat_map(Basis::cautions));
        cautions.extend(self.survey.cautions.iter().cloned());
        cautions.extend(self.about_list());
        cautions.extend(self.nothing_to_show().or_else(|| self.little_left_out()));
        let invited = self.survey.invited.total.unwrap_or(u64::MAX);
        if self.groups[0].tally.complete.n > invited {
            cautions.push(format!("more complete responses than the {invited} people invited; check `invited:`"));
        }
        cautions
    }
}

fn texts(remarks: &[Remark]) -> Vec<String> {
    remarks.iter().map(|remark| remark.text.clone()).collect()
}

/// The findings without a place in a row: about whole files, or about all responses.
fn about_all(remarks: &[Remark]) -> Vec<Finding> {
    let mut counts: BTreeMap<Reason, u64> = BTreeMap::new();
    for (reason, count) in remarks.iter().filter_map(|remark| remark.finding) {
        *counts.entry(reason).or_default() += count;
    }
    let about = |reason| match reason {
        Reason::Unweightable => "weighting",
        Reason::SpelledApart => "segments",
        _ => "files",
    };
    let finding = |(reason, count)| Finding { about: about(reason).to_string(), reason, count, places: Vec::new() };
    counts.into_iter().map(finding).collect()
}

/// The design behind the tallies. Where all weights are equal it is that of a survey without weights, so that they
/// change nothing but the weighted base.
fn design(weighted: bool, weighing: Weighing, scale: Scale) -> Design {
    match weighing.common() {
        Some(unit) => Design { weighted: false, units: weighing.units, unit },
        None if weighted => Design { weighted, units: weighing.units, unit: scale.unit() },
        None => Design { weighted, units: weighing.units, unit: 1.0 },
    }
}

/// Both parts of what was asked for, or all that is wrong with either.
fn understood<A, B>(one: Result<A, Vec<Fault>>, other: Result<B, Vec<Fault>>) -> Result<(A, B), Faults> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => Err(Faults(one.err().into_iter().chain(other.err()).flatten().collect())),
    }
}

fn metrics_used(survey: &Survey, rates: bool) -> Vec<MetricInfo> {
    let mut used: Vec<&Metric> = Vec::new();
    for metric in survey.questions.iter().flat_map(|question| question.metrics.iter().copied()) {
        if !used.iter().any(|known| known.id == metric.id) {
            used.push(metric);
        }
    }
    rates.then(rates::info).into_iter().chain(used.into_iter().map(Metric::info)).collect()
}
