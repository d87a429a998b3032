//! What a run was asked for: breakdowns and periods, resolved against the definition.

use super::names::{Asked, keys, row_questions};
use super::trend::{self, TrendRequest};
use crate::definition::Survey;
use crate::diagnostic::Fault;
use crate::metric::Method;
use crate::plan::{Grouping, Key, Period, Sides};
use crate::results::Widening;
use crate::stats::Correction;

/// Groups of a breakdown unless more are asked for: more than anybody reads, and few enough to write.
const MOST_GROUPS: usize = 2_000;

/// From so many groups on an order of them is a list nobody reads, and its ends are mostly those with few answers.
const MANY_GROUPS: usize = 16;

/// Periods that each of these may have.
const PERIODS: usize = 10;

/// What a run was asked for, as the command line says it.
#[derive(Debug, Clone)]
pub struct Request {
    /// Breakdowns: a segment's id, `question:` with a question's, or several joined by `:` for a cross. Of a table of two
    /// questions its columns, of which questions may go without `question:`.
    pub by: Vec<String>,
    /// Rows of a table of two questions: ids of questions and of grids, and patterns of them. None where there is no table.
    pub rows: Vec<String>,
    /// Period of a trend: `week`, `month`, `quarter`, `year`, or `wave` for the definition's `waves:`.
    pub every: Option<String>,
    /// Groups that a breakdown may have; over time ten times as many.
    pub max_groups: usize,
    /// Filters, all of which must hold: `site=North|South`, `site!=North`, `wait>30`.
    pub filters: Vec<String>,
    /// First day counted, as `2026-01-31`.
    pub since: Option<String>,
    /// Last day counted.
    pub until: Option<String>,
    /// Whether to go on without responses, or with fewer than can be shown.
    pub allow_empty: bool,
    /// Whether signs of careless answering are looked for, too.
    pub quality: bool,
    /// Confidence level of intervals as a proportion, for example 0.95.
    pub confidence: f64,
    /// Fewest groups of a breakdown that there is a funnel plot of.
    pub funnel_from: usize,
    /// How the limits of funnel plots are widened.
    pub widening: Widening,
    /// The method for intervals; figures that it does not fit have their usual one.
    pub intervals: Option<&'static Method>,
    /// How p-values are corrected for the number of tests that stand together.
    pub correction: Correction,
    /// What tells the two sides of a comparison apart: every breakdown is taken apart by it.
    pub sides: Option<Sides>,
    /// How figures over time are told from chance.
    pub trend: TrendRequest,
}

impl Default for Request {
    fn default() -> Request {
        Request {
            by: Vec::new(),
            rows: Vec::new(),
            every: None,
            max_groups: MOST_GROUPS,
            filters: Vec::new(),
            since: None,
            until: None,
            allow_empty: false,
            quality: false,
            confidence: 0.95,
            funnel_from: MANY_GROUPS,
            widening: Widening::None,
            intervals: None,
            correction: Correction::default(),
            sides: None,
            trend: TrendRequest::default(),
        }
    }
}

impl Request {
    /// Most groups of this grouping.
    pub(super) fn most_groups(&self, grouping: &Grouping) -> usize {
        let is_trend = grouping.keys().iter().any(|key| matches!(key, Key::Wave(_)));
        self.max_groups.max(1).saturating_mul(if is_trend { PERIODS } else { 1 })
    }

    /// What its breakdowns are.
    const fn asked(&self) -> Asked {
        if self.rows.is_empty() { Asked::Breakdown } else { Asked::Columns }
    }

    /// Whether some responses are left out on purpose.
    pub(super) fn is_filtered(&self) -> bool {
        !(self.filters.is_empty() && self.since.is_none() && self.until.is_none())
    }

    /// The filters and the period, as the report names them.
    pub(super) fn described_filters(&self) -> Vec<String> {
        let since = self.since.iter().map(|day| format!("since {day}"));
        let until = self.until.iter().map(|day| format!("until {day}"));
        self.filters.iter().cloned().chain(since).chain(until).collect()
    }
}

/// The groupings shown, in order: everybody, each breakdown, the trend, and each breakdown's trend; of a comparison everybody,
/// and its sides within everybody and within each breakdown.
///
/// # Errors
///
/// Every unknown segment or period at once, and every breakdown that is asked for twice.
pub(super) fn groupings(survey: &Survey, request: &Request) -> Result<Vec<Grouping>, Vec<Fault>> {
    let mut faults = Vec::new();
    let rows = row_questions(survey, &request.rows).unwrap_or_else(|mut wrong| {
        faults.append(&mut wrong);
        Vec::new()
    });
    let counted = |keys: Vec<Key>| {
        let grouping = Grouping::new(keys);
        if request.rows.is_empty() { grouping } else { grouping.only(rows.clone()) }
    };
    let mut breakdowns: Vec<Grouping> = vec![counted(Vec::new())];
    for name in &request.by {
        match keys(survey, name, request.asked()) {
            Ok(all) => {
                for grouping in all.into_iter().map(&counted) {
                    if breakdowns.contains(&grouping) {
                        faults.push(asked_twice(name, request.asked()));
                    } else {
                        breakdowns.push(grouping);
                    }
                }
            }
            Err(mut wrong) => faults.append(&mut wrong),
        }
    }
    let period = request.every.as_deref().map(|name| period(survey, name)).transpose();
    let period = period.unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    if !faults.is_empty() {
        return Err(faults);
    }
    if let Some(sides) = request.sides {
        let apart = breakdowns.iter().map(|by| by.crossed(&[Key::Side(sides)]));
        return Ok(breakdowns[..1].iter().cloned().chain(apart).collect());
    }
    let trend = |period| {
        let with_period = |by: &Grouping| Grouping::new([by.keys(), &[Key::Wave(period)]].concat());
        breakdowns.iter().map(with_period).collect()
    };
    let trends: Vec<Grouping> = period.map_or_else(Vec::new, trend);
    Ok(breakdowns.into_iter().chain(trends).collect())
}

/// Whether what is asked of charts over time can be understood.
///
/// # Errors
///
/// Everything that cannot, at once; everything where no period is asked for.
pub(super) fn over_time(survey: &Survey, request: &Request) -> Result<(), Vec<Fault>> {
    match &request.every {
        Some(name) => {
            let period = period(survey, name).map_err(|fault| vec![fault])?;
            trend::asked(survey, &request.trend, period).map(|_| ())
        }
        None if request.trend.is_wanted => {
            Err(vec![Fault::new("charts over time need periods").help("say how long they are: `--every week`")])
        }
        None => Ok(()),
    }
}

fn asked_twice(breakdown: &str, asked: Asked) -> Fault {
    let what = match asked {
        Asked::Breakdown => "breakdown",
        Asked::Columns => "column variable",
    };
    let fault = Fault::new(format!("`{}` asks for `{breakdown}` twice", asked.option()));
    fault.help(format!("name every {what} once"))
}

/// The period that a trend was asked for.
pub(super) fn period(survey: &Survey, name: &str) -> Result<Period, Fault> {
    needs_dates(survey, "--every")?;
    if name == "wave" {
        return survey.waves.ok_or_else(|| {
            Fault::new("`--every wave` needs a definition that says how long a wave is")
                .help("add `waves: month` to the definition, or ask for `--every month`")
        });
    }
    Period::ALL.into_iter().find(|period| period.name() == name).ok_or_else(|| {
        Fault::new(format!("`{name}` is not a period")).help("expected week, month, quarter, year or wave")
    })
}

/// Whether the survey knows when responses were submitted, as this option needs it to.
///
/// # Errors
///
/// When it does not.
pub(super) fn needs_dates(survey: &Survey, option: &str) -> Result<(), Fault> {
    if survey.submitted.is_some() {
        return Ok(());
    }
    Err(Fault::new(format!("`{option}` needs to know when responses were submitted"))
        .help("name the column in the definition: `submitted: { column: … }`"))
}
