//! Figures over time, told from chance: which chart fits, where its lines lie, what is a signal.
//!
//! Only the leading figure of each question has a chart. It rests on the figures that are shown: nothing of a hidden period
//! goes into a mean or a limit, so that no line gives one away.

mod lines;
mod request;
mod series;
mod signals;

pub use request::TrendRequest;
pub(super) use request::asked;

use super::cells::Frame;
use crate::definition::Event;
use crate::metric::NO_BINS;
use crate::plan::{Period, from_days};
use crate::results::{ControlChart, ControlEvent, ControlKind, QuestionResult, Sense, TRIAL_UNDER, Unit};
use crate::stats::control::{ChartType, PRESETS, preset_called};
use lines::{Way, can_be, fitting, lined};
use request::Asked;
use series::{Calendar, Run, Series, runs, series};

/// All that charts over time rest on, apart from figures.
pub(super) struct OverTime<'a> {
    pub(super) request: &'a TrendRequest,
    pub(super) asked: Asked,
    pub(super) period: Period,
    /// First days of all periods shown, ascending.
    pub(super) starts: Vec<i32>,
    /// Of these, the ones that responses do not cover whole.
    pub(super) partial: Vec<i32>,
    pub(super) events: &'a [Event],
}

impl OverTime<'_> {
    /// Draws the charts of all questions and puts them into these.
    pub(super) fn draw(&self, frame: &Frame, questions: &mut [QuestionResult]) {
        let runs = runs(frame);
        for (at, question) in questions.iter_mut().enumerate() {
            let charts = runs.iter().filter_map(|run| self.chart(frame, (at, question), run)).collect();
            question.charts = charts;
        }
    }

    /// The chart of a question in one run of groups; `None` where it has no figure to plot, or too few of them.
    fn chart(&self, frame: &Frame, (at, question): (usize, &QuestionResult), run: &Run) -> Option<ControlChart> {
        let column = question.plotted()?;
        let calendar = Calendar { starts: &self.starts, partial: &self.partial };
        let series = series(frame, (at, question, column), run, (&calendar, &self.asked));
        let figures = series.entries.iter().filter(|entry| entry.value.is_some() && entry.ghosted.is_none()).count();
        let enough = if self.request.is_wanted { FEWEST } else { TRIAL_UNDER };
        if figures < enough {
            return None;
        }
        let mut cautions = Vec::new();
        let (way, kind) = self.way(&series, &question.columns[column].unit, &mut cautions);
        let labels = self.starts.iter().map(|start| self.period.label(*start)).collect();
        let events = self.events();
        let mut breaks: Vec<(usize, String)> =
            events.iter().filter(|event| event.rebase).map(|event| (event.point, event.id.clone())).collect();
        breaks.dedup_by_key(|(point, _)| *point);
        let mut lined = lined(&series, labels, &breaks, way);
        let higher = self.higher(frame, at, question, column);
        let signals = signals::signals(&lined, &way.preset.rules, higher);
        signals::mark(&mut lined, &signals);
        cautions.extend(self.cautions(&lined, way));
        // How often rules are wrong is known of the charts that they are made for.
        let is_usual = way.preset.is_of_runs == (way.chart == ChartType::Run);
        let mut chart = ControlChart {
            first: run.groups.first()?.1,
            column,
            kind,
            rules: way.preset.name.to_owned(),
            false_alarms: Some(way.preset.false_alarms).filter(|_| is_usual),
            higher,
            points: lined.points,
            stretches: lined.stretches,
            events,
            headline: signals::headline(&signals),
            signals,
            variation: None,
            target: self.asked.targets[at],
            assurance: None,
            cautions,
        };
        chart.variation = signals::variation(&chart);
        chart.assurance = signals::assured(&chart);
        Some(chart)
    }

    /// Which chart, rules and baseline; says where what was asked for cannot be had.
    fn way(&self, series: &Series, unit: &Unit, cautions: &mut Vec<String>) -> (Way<'static>, ControlKind) {
        let chart = fitting(series, self.request.chart, self.request.rules);
        if let Some(asked) = self.request.chart.filter(|asked| !can_be(*asked, series.nature)) {
            let needs = if asked == ChartType::U { "counts of something, a ratio" } else { "unweighted shares" };
            cautions.push(format!("`--chart {}` is for {needs}: this is drawn as `{}`", asked.name(), chart.name()));
        }
        let usual = if chart == ChartType::Run { preset_called(RUNS) } else { None };
        let preset = self.request.rules.or(usual).unwrap_or(&PRESETS[0]);
        let bounds = match (chart, unit) {
            (_, Unit::Percent) => (0.0, 100.0),
            (_, Unit::Points) => (-100.0, 100.0),
            (ChartType::P | ChartType::PPrime, _) => (0.0, 1.0),
            (ChartType::U, _) => (0.0, f64::INFINITY),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        };
        (Way { chart, preset, baseline: self.asked.baseline, bounds }, kind(chart))
    }

    /// Whether a higher figure is good news: as the definition says, or else as it was asked for.
    fn higher(&self, frame: &Frame, at: usize, question: &QuestionResult, column: usize) -> Sense {
        let column = &question.columns[column];
        let metrics = &frame.survey.questions[at].metrics;
        let metric = metrics.iter().find(|metric| metric.id == column.metric);
        let subject = frame.in_group(at, 0, &NO_BINS);
        let declared = metric.and_then(|metric| (metric.sample)(&subject, column.item.as_deref()));
        let declared = declared.map_or(Sense::Undeclared, |sample| sample.higher);
        match (declared, self.request.lower_is_better) {
            (Sense::Undeclared, Some(true)) => Sense::Negative,
            (Sense::Undeclared, Some(false)) => Sense::Positive,
            (declared, _) => declared,
        }
    }

    /// What happened in the time shown.
    fn events(&self) -> Vec<ControlEvent> {
        let place = |event: &Event| {
            let point = self.starts.partition_point(|start| *start <= event.day).checked_sub(1)?;
            let (start, end) = (self.starts[point], self.period.next(self.starts[point]));
            (event.day < end).then(|| ControlEvent {
                id: event.id.clone(),
                label: event.label.clone(),
                day: from_days(event.day).to_string(),
                point,
                part: f64::from(event.day - start) / f64::from(end - start),
                rebase: event.rebase,
            })
        };
        let mut events: Vec<ControlEvent> = self.events.iter().filter_map(place).collect();
        events.sort_by(|one, other| one.day.cmp(&other.day));
        events
    }

    /// What to know of the lines.
    fn cautions(&self, lined: &lines::Lined, way: Way) -> Vec<String> {
        let mut cautions = Vec::new();
        if let Some(request::Baseline::Until(last)) = way.baseline.filter(|_| lined.stretches.len() == 1) {
            let label = self.period.label(last);
            if self.starts.first().is_some_and(|first| *first > last) {
                cautions.push(format!(
                    "the baseline ends with {label}, before the first period: lines rest on all of them"
                ));
            }
        }
        let shown = |start: &&i32| self.starts.contains(start);
        let missing = self.asked.ghosts.iter().filter(|start| !shown(start)).map(|start| self.period.label(*start));
        cautions.extend(missing.map(|label| format!("`--ghost {label}` is none of the periods shown")));
        if lined.stretches.iter().any(|stretch| stretch.centre.is_none()) {
            cautions
                .push("too few periods follow each other to say how far figures vary: there are no lines".to_owned());
        } else if lined.stretches.iter().any(|stretch| stretch.trial) {
            cautions
                .push(format!("trial limits: they rest on fewer than {TRIAL_UNDER} periods, and may still move a lot"));
        }
        if lined.has_hidden() {
            cautions.push("hidden periods are gaps, and no line rests on them".to_owned());
        }
        cautions
    }
}

/// Fewest figures that make a chart where one is asked for.
const FEWEST: usize = 2;

/// The rules of charts without limits.
const RUNS: &str = "anhoej";

const fn kind(chart: ChartType) -> ControlKind {
    match chart {
        ChartType::Xmr => ControlKind::Xmr,
        ChartType::P => ControlKind::P,
        ChartType::PPrime => ControlKind::PPrime,
        ChartType::U => ControlKind::U,
        ChartType::Run => ControlKind::Run,
    }
}
