//! Figures over time as people read them: a finding, a line of bars, lines and limits, and a table of the periods.

use super::control::{Told, remark, short_period};
use super::number::count;
use super::{EMPTY, Entry, Range, Row, SUPPRESSED, Table, clean, label, summary, value};
use crate::results::{ControlPoint, Gap, QuestionTrend, SignalRule, TrendReport, Verdict};

/// Figures over time, ready to be laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendView {
    /// Title of the survey.
    pub title: String,
    /// What was analysed and how: one short line each.
    pub facts: Vec<String>,
    /// One a chart.
    pub sections: Vec<TrendSection>,
    /// What a reader must know before quoting any figure.
    pub cautions: Vec<String>,
}

/// One figure over time.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendSection {
    /// The wording of the question, and the group.
    pub heading: String,
    /// The figure and its chart, for example `recommend · Net Promoter Score · XmR chart, rules nhs-r`.
    pub tag: String,
    /// What the chart says.
    pub finding: String,
    /// The figures as heights from 0 to 1, one a period; `None` where there is none.
    pub heights: Vec<Option<f64>>,
    /// What is to be marked under each: ▲ or ▼ for signals; as many as heights.
    pub marks: Vec<&'static str>,
    /// First and last period, under the ends of the heights.
    pub ends: [String; 2],
    /// Centre, limits, what the last figure says, and the target.
    pub lines: Vec<String>,
    /// One row a period.
    pub table: Table,
    /// What to know of it.
    pub cautions: Vec<String>,
}

/// The report in words and tables.
#[must_use]
pub fn trend(report: &TrendReport) -> TrendView {
    let mut cautions: Vec<String> = report.cautions.iter().map(|caution| clean(caution)).collect();
    let alarms = report.trends.iter().filter_map(|trend| Told::new(&trend.chart, trend.unit()).false_alarms());
    let mut alarms: Vec<String> = alarms.collect();
    alarms.dedup();
    cautions.extend(alarms);
    let mut points = report.trends.iter().flat_map(|trend| &trend.chart.points);
    let is_hidden = points.any(|point| point.gap == Some(Gap::Hidden));
    cautions.extend(is_hidden.then(|| summary::suppression(report.settings.minimum_base)));
    TrendView {
        title: clean(&report.survey.title),
        facts: summary::trend_facts(report),
        sections: report.trends.iter().map(section).collect(),
        cautions,
    }
}

fn section(trend: &QuestionTrend) -> TrendSection {
    let told = Told::new(&trend.chart, trend.unit());
    let group: Vec<String> = trend.group.iter().map(|key| value(&key.value)).collect();
    let of = if group.is_empty() { String::new() } else { format!(" · {}", group.join(" · ")) };
    let points = &trend.chart.points;
    let end = |point: Option<&ControlPoint>| point.map_or_else(String::new, |point| short_period(&point.period));
    let mut lines = told.lines();
    lines.extend(told.events());
    lines.extend(told.variation().map(|said| format!("Last figure: {said}")));
    lines.extend(told.assurance().map(|said| label::first_upper(&said)));
    let cautions = trend.chart.cautions.iter().chain(&trend.cautions).map(|caution| clean(caution));
    TrendSection {
        heading: format!("{}{of}", clean(&trend.text)),
        tag: format!("{} · {} · {}", clean(&trend.question), label::heading(&trend.column), told.method()),
        finding: told.finding(),
        heights: heights(points),
        marks: (0..points.len()).map(|at| mark(trend, at)).collect(),
        ends: [end(points.first()), end(points.last())],
        lines,
        table: table(trend, told),
        cautions: cautions.collect(),
    }
}

/// The figures between the lowest and the highest of them.
fn heights(points: &[ControlPoint]) -> Vec<Option<f64>> {
    let values = || points.iter().filter_map(|point| point.value);
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let height = |value: f64| if high > low { (value - low) / (high - low) } else { 0.5 };
    points.iter().map(|point| point.value.map(height)).collect()
}

/// Whether a point is a signal, and which way.
fn mark(trend: &QuestionTrend, at: usize) -> &'static str {
    let signal = trend.chart.signals.iter().find(|signal| signal.points.contains(&at));
    match signal.map(|signal| signal.direction) {
        Some(Verdict::Up) => "▲",
        Some(Verdict::Down) => "▼",
        _ => "",
    }
}

fn table(trend: &QuestionTrend, told: Told) -> Table {
    let limits =
        |point: &ControlPoint| point.low.zip(point.high).map(|(low, high)| (told.figure(low), told.figure(high)));
    let mut shown: Vec<_> = trend.chart.points.iter().filter(|point| point.value.is_some()).map(limits).collect();
    shown.dedup();
    let vary = shown.len() > 1;
    let has_remarks = trend.chart.points.iter().any(|point| !remark(point).is_empty());
    let row = |(at, point): (usize, &ControlPoint)| {
        let mark = mark(trend, at);
        let remark = [mark, &remark(point)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let mut entries = vec![Entry::Text(base(point)), Entry::Text(figure(point, told))];
        if vary {
            let range = limits(point).filter(|_| point.value.is_some());
            entries.push(
                range.map_or_else(|| Entry::Text(String::new()), |(low, high)| Entry::Range(Range { low, high })),
            );
        }
        if has_remarks {
            entries.push(Entry::Text(remark));
        }
        Row { stubs: vec![short_period(&point.period)], entries, point: None }
    };
    let optional = [(vary, "limits"), (has_remarks, "signal")].into_iter().filter(|(wanted, _)| *wanted);
    let columns = ["n".to_owned(), clean(&trend.column.title)].into_iter();
    Table {
        caption: String::new(),
        stubs: vec![label::first_upper(&told.noun(1))],
        columns: columns.chain(optional.map(|(_, name)| name.to_owned())).collect(),
        rows: trend.chart.points.iter().enumerate().map(row).collect(),
        plot: None,
        note: String::new(),
    }
}

fn base(point: &ControlPoint) -> String {
    match (point.n, point.gap) {
        (Some(n), _) => count(n),
        (None, Some(Gap::Hidden)) => SUPPRESSED.to_owned(),
        (None, _) => "0".to_owned(),
    }
}

fn figure(point: &ControlPoint, told: Told) -> String {
    match (point.value, point.gap) {
        (Some(value), _) => told.figure(value),
        (None, Some(Gap::Hidden)) => SUPPRESSED.to_owned(),
        (None, _) => EMPTY.to_owned(),
    }
}

/// The names of rules as tables of figures have them.
#[must_use]
pub const fn rule_id(rule: SignalRule) -> &'static str {
    match rule {
        SignalRule::Beyond => "beyond",
        SignalRule::OneSide => "one_side",
        SignalRule::Trend => "trend",
        SignalRule::TwoOfThree => "two_of_three",
        SignalRule::FourOfFive => "four_of_five",
        SignalRule::LongRun => "long_run",
        SignalRule::FewCrossings => "few_crossings",
    }
}
