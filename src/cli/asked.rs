//! The arguments that say which responses count, what figures are broken down by and how they are judged, shared by the
//! commands that tell figures.

use crate::analysis::Request;
use crate::metric::{METHODS, Method, method_called};
use crate::stats::Correction;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Which responses count.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which responses")]
pub(super) struct Filters {
    /// Only responses that satisfy a condition: site=North|South, site!=North, wait>30, recommend>=9.
    /// Several conditions must all hold.
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,

    /// Only responses submitted on this day or later, for example 2026-01-31.
    #[arg(long, value_name = "DAY")]
    since: Option<String>,

    /// Only responses submitted on this day or earlier.
    #[arg(long, value_name = "DAY")]
    until: Option<String>,

    /// Go on where no response is left, or fewer than can be shown; refused without.
    #[arg(long)]
    allow_empty: bool,
}

/// Which responses count, and how sure the figures are to be.
#[derive(Debug, clap::Args)]
pub(super) struct Selection {
    #[command(flatten)]
    filters: Filters,

    /// Confidence level of the intervals, in percent.
    #[arg(long, value_name = "PERCENT", default_value = "95", value_parser = confidence)]
    confidence: f64,

    /// Another method for the intervals of the figures that it fits.
    #[arg(long, value_name = "METHOD", value_parser = method())]
    intervals: Option<&'static Method>,
}

/// How the figures are broken down.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Breakdowns")]
pub(super) struct Breakdown {
    /// Break the figures down by a segment; several with commas, crossed with a colon (site:age), by the answers to a
    /// question with question:ID.
    #[arg(long, value_name = "SEGMENT", value_delimiter = ',')]
    by: Vec<String>,

    /// Groups that a breakdown may have; ten times as many over time.
    #[arg(long, value_name = "N", default_value_t = Request::default().max_groups)]
    max_groups: usize,

    /// Show the figures over time: week, month, quarter, year, or wave for the definition's `waves:`.
    #[arg(long, value_name = "PERIOD")]
    every: Option<String>,
}

/// How differences are judged that stand together.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Differences")]
pub(super) struct Judging {
    /// How differences are corrected for their number.
    #[arg(long, value_name = "METHOD", value_parser = correction(), default_value = Correction::default().name())]
    correction: Correction,
}

impl Judging {
    /// The request with differences judged so.
    pub(super) fn of(&self, request: Request) -> Request {
        Request { correction: self.correction, ..request }
    }
}

/// Reads the name of a correction.
pub(super) fn correction() -> impl TypedValueParser<Value = Correction> {
    let names = Correction::ALL.iter().map(|known| PossibleValue::new(known.name()).help(known.about()));
    PossibleValuesParser::new(names)
        .map(|name| Correction::ALL.into_iter().find(|known| known.name() == name).unwrap_or_default())
}

impl Breakdown {
    /// Whether figures over time are asked for.
    pub(super) const fn is_over_time(&self) -> bool {
        self.every.is_some()
    }

    /// The request with these breakdowns.
    pub(super) fn of(&self, request: Request) -> Request {
        Request { by: self.by.clone(), every: self.every.clone(), max_groups: self.max_groups, ..request }
    }
}

impl Filters {
    /// The request for these responses, without breakdowns.
    pub(super) fn request(&self) -> Request {
        Request {
            filters: self.conditions.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            allow_empty: self.allow_empty,
            ..Request::default()
        }
    }
}

impl Selection {
    /// The request for these responses, without breakdowns.
    pub(super) fn request(&self) -> Request {
        Request { confidence: self.confidence / 100.0, intervals: self.intervals, ..self.filters.request() }
    }
}

/// Reads the name of a method for intervals.
fn method() -> impl TypedValueParser<Value = &'static Method> {
    let names = METHODS.iter().map(|method| PossibleValue::new(method.name).help(method.about));
    PossibleValuesParser::new(names).map(|name| method_called(&name).unwrap_or(METHODS[0]))
}

pub(super) fn confidence(text: &str) -> Result<f64, String> {
    let level: f64 = text.trim_end_matches('%').parse().map_err(|_| "expected a percentage such as 95".to_string())?;
    if (50.0..100.0).contains(&level) {
        Ok(level)
    } else {
        Err("expected a level from 50 up to, but not including, 100 percent".to_string())
    }
}
