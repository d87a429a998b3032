//! Filters as people write them (`site=North|South`, `wait>30`), resolved against the definition.

use super::request::{Request, needs_dates};
use crate::decode::{Decimal, Says, Unit};
use crate::definition::{Question, Segment, SegmentValues, Survey};
use crate::diagnostic::{Fault, listed, nearest};
use crate::label::{fold, tidy};
use crate::plan::{Clause, Comparison, Filter, Shape, to_days};
use crate::scale::AnswerOption;
use jiff::civil::Date;

/// The operators, longest first so that `>=` is not read as `>`.
const OPERATORS: [(&str, Comparison); 6] = [
    ("!=", Comparison::NotEqual),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("=", Comparison::Equal),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
];

/// The filter that a request asks for.
///
/// # Errors
///
/// Every condition that cannot be understood, at once.
pub(super) fn resolve(survey: &Survey, request: &Request) -> Result<Filter, Vec<Fault>> {
    let conditions = request.filters.iter().map(|text| condition(survey, text));
    let since = request.since.iter().map(|text| day(survey, "--since", text).map(Clause::Since));
    let until = request.until.iter().map(|text| day(survey, "--until", text).map(Clause::Until));
    let (mut clauses, mut faults) = (Vec::new(), Vec::new());
    for clause in conditions.chain(since).chain(until) {
        match clause {
            Ok(clause) => clauses.push(clause),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(Filter { clauses }) } else { Err(faults) }
}

fn day(survey: &Survey, option: &str, text: &str) -> Result<i32, Fault> {
    needs_dates(survey, option)?;
    text.parse::<Date>()
        .map(to_days)
        .map_err(|_| Fault::new(format!("`{option} {text}` is not a date")).help("expected a day such as `2026-01-31`"))
}

/// The day that `--since` or `--until` names, where it names one.
pub(super) fn bound(text: Option<&str>) -> Option<i32> {
    text?.parse::<Date>().ok().map(to_days)
}

fn condition(survey: &Survey, text: &str) -> Result<Clause, Fault> {
    let found = OPERATORS
        .iter()
        .filter_map(|(sign, comparison)| text.find(sign).map(|at| (at, *sign, *comparison)))
        .min_by_key(|(at, sign, _)| (*at, std::cmp::Reverse(sign.len())));
    let Some((at, sign, comparison)) = found else {
        return Err(Fault::new(format!("`--where {text}` has no comparison"))
            .help("expected for example `site=North|South`, `site!=North` or `wait>30`"));
    };
    let (name, wanted) = (text[..at].trim(), text[at + sign.len()..].trim());
    if let Some(segment) = survey.segments.iter().position(|segment| segment.id == name) {
        return segment_clause(survey, segment, comparison, wanted);
    }
    match survey.questions.iter().position(|question| question.id == name) {
        Some(question) => question_clause(&survey.questions[question], question, comparison, wanted),
        None => Err(unknown_name(survey, name)),
    }
}

fn unknown_name(survey: &Survey, name: &str) -> Fault {
    let segments = survey.segments.iter().map(|segment| segment.id.as_str());
    let known: Vec<&str> = segments.chain(survey.questions.iter().map(|question| question.id.as_str())).collect();
    let help = nearest(name, known.iter().copied()).map_or_else(
        || format!("expected one of {}", listed(known.iter().copied())),
        |near| format!("did you mean `{near}`?"),
    );
    Fault::new(format!("there is no segment or question `{name}` to filter by")).help(help)
}

fn segment_clause(survey: &Survey, segment: usize, comparison: Comparison, wanted: &str) -> Result<Clause, Fault> {
    let Segment { id, values, .. } = &survey.segments[segment];
    let negated = match comparison {
        Comparison::Equal => false,
        Comparison::NotEqual => true,
        _ => {
            return Err(Fault::new(format!("the segment `{id}` can only be filtered with `=` or `!=`"))
                .help(format!("for example `--where \"{id}=…\"`; join several values with `|`")));
        }
    };
    let label = |wanted: &str| label(values, wanted).ok_or_else(|| unknown_value(values, id, wanted));
    let labels = wanted.split('|').map(|wanted| label(wanted.trim())).collect::<Result<_, _>>()?;
    Ok(Clause::Segment { segment, labels, negated })
}

/// How a value of a segment is called where it is shown; `None` where the segment declares its values and this is
/// none of them. What is only found in the data is taken as it is.
fn label(values: &SegmentValues, wanted: &str) -> Option<String> {
    let is_wanted = |name: &str| fold(name) == fold(wanted);
    match values {
        SegmentValues::Found | SegmentValues::Periods(_) => Some(tidy(wanted)),
        SegmentValues::Options(options) => {
            let is_called =
                |option: &&AnswerOption| is_wanted(&option.label) || option.codes.iter().any(|code| is_wanted(code));
            options.iter().find(is_called).map(|option| option.label.clone())
        }
        SegmentValues::Bands(bands) => bands.iter().find(|band| is_wanted(&band.label)).map(|band| band.label.clone()),
    }
}

fn unknown_value(values: &SegmentValues, id: &str, label: &str) -> Fault {
    let known: Vec<&str> = match values {
        SegmentValues::Found | SegmentValues::Periods(_) => Vec::new(),
        SegmentValues::Options(options) => options.iter().map(|option| option.label.as_str()).collect(),
        SegmentValues::Bands(bands) => bands.iter().map(|band| band.label.as_str()).collect(),
    };
    let help = nearest(label, known.iter().copied()).map_or_else(
        || format!("expected one of {}", listed(known.iter().copied())),
        |near| format!("did you mean `{near}`?"),
    );
    Fault::new(format!("the segment `{id}` has no value `{label}`")).help(help)
}

fn question_clause(question: &Question, at: usize, comparison: Comparison, wanted: &str) -> Result<Clause, Fault> {
    match question.shape {
        Shape::Values if question.is_ratio() => {
            let fault =
                Fault::new(format!("cannot filter by `{}`: it is a ratio of totals, and no answer", question.id));
            Err(fault.help("filter by the numbers that it is made of"))
        }
        Shape::Values => number(question, wanted).map(|limit| Clause::Number { question: at, comparison, limit }),
        Shape::Ranked { .. } => Err(Fault::new(format!("cannot filter by `{}`: it is a ranking", question.id))),
        Shape::Coded { .. } | Shape::Multiple { .. } => {
            let (options, negated) = match comparison {
                Comparison::Equal => (options(question, wanted)?, false),
                Comparison::NotEqual => (options(question, wanted)?, true),
                _ => (scored_options(question, comparison, wanted)?, false),
            };
            Ok(Clause::Answer { question: at, options, negated })
        }
    }
}

fn number(question: &Question, wanted: &str) -> Result<f64, Fault> {
    let fault = |help: String| Fault::new(format!("cannot compare `{}` with `{wanted}`", question.id)).help(help);
    let numeral = Unit::new(&question.unit).number(wanted).ok_or_else(|| fault("expected a number".to_owned()))?;
    match numeral.says {
        Says::Either(Decimal::Comma) => {
            Err(fault(format!("write `{}` for the thousand, or `{}` for the decimals", numeral.point, numeral.comma)))
        }
        _ => Ok(numeral.point),
    }
}

fn options(question: &Question, wanted: &str) -> Result<Vec<usize>, Fault> {
    wanted.split('|').map(|label| option(question, label.trim())).collect()
}

fn option(question: &Question, label: &str) -> Result<usize, Fault> {
    let matches = |text: &str| fold(text) == fold(label);
    let labels: Vec<&str> = question.options.iter().map(|option| option.label.as_str()).collect();
    let found =
        question.options.iter().position(|option| matches(&option.label) || option.codes.iter().any(|c| matches(c)));
    found.ok_or_else(|| {
        let help = nearest(label, labels.iter().copied()).map_or_else(
            || format!("expected one of {}", listed(labels.iter().copied())),
            |near| format!("did you mean `{near}`?"),
        );
        Fault::new(format!("the question `{}` has no option `{label}`", question.id)).help(help)
    })
}

/// The options whose score compares so with a number: `recommend>=9` are 9 and 10.
fn scored_options(question: &Question, comparison: Comparison, wanted: &str) -> Result<Vec<usize>, Fault> {
    let limit = number(question, wanted)?;
    let satisfies = |score: f64| match comparison {
        Comparison::Less => score < limit,
        Comparison::AtMost => score <= limit,
        Comparison::Greater => score > limit,
        Comparison::AtLeast => score >= limit,
        Comparison::Equal | Comparison::NotEqual => false,
    };
    if question.options.iter().all(|option| option.score.is_none()) {
        return Err(Fault::new(format!("the options of `{}` have no order to compare by", question.id))
            .help("name the options wanted: `=A|B`"));
    }
    let scored = question.options.iter().enumerate();
    Ok(scored.filter(|(_, option)| option.score.is_some_and(satisfies)).map(|(at, _)| at).collect())
}
