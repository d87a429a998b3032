//! What the sides of a comparison are: as the command line says it, and as days or exports.

use super::days::{PeriodNamed, Whole, range};
use crate::analysis::request;
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, listed, named, nearest};
use crate::plan::{Period, Sides, Span, from_days};
use crate::rows::Days;

/// What the sides of a comparison are, as the command line says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Exports, those from this position on being the later side, with what people call both.
    Files {
        /// Position of the first export of the later side.
        later: usize,
        /// What the earlier side is called, and the later one.
        labels: (String, String),
    },
    /// Days: `2026-01-01..2026-03-31`, either end open; a single day ends the earlier side, and begins the later one. What is
    /// not said is the rest.
    Days {
        /// The earlier side.
        before: Option<String>,
        /// The later side.
        after: Option<String>,
    },
    /// Everything before an event of the definition, and everything from its day on.
    Event(String),
    /// A period, such as `2026-Q1`, and the last whole one.
    Baseline(String),
}

/// The sides of a comparison, found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// What tells them apart.
    pub sides: Sides,
    /// What the earlier side is called, and the later one.
    pub labels: (String, String),
    /// Position of the event that the comparison is of.
    pub event: Option<usize>,
    /// What to know of periods that were left out.
    pub remarks: Vec<String>,
}

impl Ask {
    /// Whether it takes the days with responses to know what the sides are: where only whole periods are meant.
    #[must_use]
    pub const fn needs_days(&self, every: Option<&str>) -> bool {
        match self {
            Ask::Files { .. } | Ask::Days { .. } => false,
            Ask::Event(_) => every.is_some(),
            Ask::Baseline(_) => true,
        }
    }

    /// Finds the sides; `days` are those with responses, where it takes them.
    ///
    /// # Errors
    ///
    /// Days that are none, sides that overlap, an unknown event or period, and periods that are not whole.
    pub fn resolve(&self, survey: &Survey, every: Option<&str>, days: Option<&Days>) -> Result<Resolved, Faults> {
        let found = match self {
            Ask::Files { later, labels } => Ok(Resolved {
                sides: Sides::Files { later: *later },
                labels: labels.clone(),
                event: None,
                remarks: Vec::new(),
            }),
            Ask::Days { before, after } => by_days(survey, before.as_deref(), after.as_deref()),
            Ask::Event(id) => event(survey, id, every, days),
            Ask::Baseline(name) => baseline(survey, name, every, days),
        };
        found.map_err(Faults::from)
    }
}

/// All there are before a day, and all from it on.
const fn around(day: i32) -> (Span, Span) {
    (Span { first: i32::MIN, last: day - 1 }, Span { first: day, last: i32::MAX })
}

fn by_days(survey: &Survey, before: Option<&str>, after: Option<&str>) -> Result<Resolved, Fault> {
    request::needs_dates(survey, if before.is_some() { "--before" } else { "--after" })?;
    let earlier = before.map(|text| range("--before", text, |day| Span { first: i32::MIN, last: day })).transpose()?;
    let later = after.map(|text| range("--after", text, |day| Span { first: day, last: i32::MAX })).transpose()?;
    let (before, after) = match (earlier, later) {
        (Some(before), Some(after)) => (before, after),
        (Some(before), None) if before.last < i32::MAX => (before, around(before.last + 1).1),
        (None, Some(after)) if after.first > i32::MIN => (around(after.first).0, after),
        _ => {
            return Err(Fault::new("one of the sides has no end, and the other is not said")
                .help("name both: `--before 2026-03-31 --after 2026-04-01`"));
        }
    };
    if before.overlaps(after) {
        return Err(Fault::new("the two sides have days in common")
            .help("let `--after` begin when `--before` has ended: `--before 2026-03-31 --after 2026-04-01`"));
    }
    if before.first > after.first {
        return Err(Fault::new("`--after` is earlier than `--before`").help("swap them"));
    }
    Ok(of_days(before, after))
}

fn of_days(before: Span, after: Span) -> Resolved {
    Resolved {
        sides: Sides::Days { before, after },
        labels: (label(before), label(after)),
        event: None,
        remarks: Vec::new(),
    }
}

/// What a span of days is called.
fn label(span: Span) -> String {
    match (span.first, span.last) {
        (i32::MIN, i32::MAX) => "all days".to_owned(),
        (i32::MIN, last) => format!("until {}", from_days(last)),
        (first, i32::MAX) => format!("from {}", from_days(first)),
        (first, last) => format!("{} to {}", from_days(first), from_days(last)),
    }
}

fn event(survey: &Survey, id: &str, every: Option<&str>, days: Option<&Days>) -> Result<Resolved, Fault> {
    let Some(at) = survey.events.iter().position(|event| event.id == id) else { return Err(no_event(survey, id)) };
    let day = survey.events[at].day;
    let (before, after) = around(day);
    let Some(every) = every else { return Ok(Resolved { event: Some(at), ..of_days(before, after) }) };
    let period = request::period(survey, every)?;
    let whole = Whole::new(survey, period, days)?;
    let (first, last) = (whole.before(day)?, whole.from(day)?);
    Ok(Resolved { event: Some(at), remarks: whole.remarks(day), ..of_days(first, last) })
}

fn no_event(survey: &Survey, id: &str) -> Fault {
    let known: Vec<&str> = survey.events.iter().map(|event| event.id.as_str()).collect();
    let help = match (nearest(id, known.iter().copied()), known.is_empty()) {
        (_, true) => {
            "the definition has no `events:` yet; add `- { date: 2026-04-01, label: Phone training }`".to_owned()
        }
        (Some(near), _) => format!("did you mean `{near}`? the events are {}", listed(known.iter().copied())),
        (None, _) => format!("the events are {}", listed(known.iter().copied())),
    };
    Fault::new(format!("there is no event {}", named(id))).help(help)
}

fn baseline(survey: &Survey, name: &str, every: Option<&str>, days: Option<&Days>) -> Result<Resolved, Fault> {
    request::needs_dates(survey, "--baseline")?;
    let PeriodNamed { period: of_baseline, start } = PeriodNamed::parse(name)?;
    let period = every.map_or(Ok(of_baseline), |every| request::period(survey, every))?;
    Whole::new(survey, of_baseline, days)?.must_be_whole(start)?;
    let whole = Whole::new(survey, period, days)?;
    let last = whole.last()?;
    let (before, after) = (span(of_baseline, start), span(period, last));
    if before.overlaps(after) || after.first < before.first {
        let help = "name an earlier period; what is not over is not compared";
        return Err(Fault::new(format!(
            "the last whole {} is {}, which is not after {name}",
            period.name(),
            period.label(last)
        ))
        .help(help));
    }
    let labels = (of_baseline.label(start), period.label(last));
    Ok(Resolved { labels, remarks: whole.left_out(), ..of_days(before, after) })
}

fn span(period: Period, start: i32) -> Span {
    Span { first: start, last: period.next(start) - 1 }
}
