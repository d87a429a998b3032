//! What is asked of a survey: breakdowns, crosses of them, periods, and filters of every form.

use super::draft::{Draft, is_closed};
use super::words::SITES;
use crate::engines::cases::Case;
use survey::analysis::Request;
use survey::definition::{Question, Segment, SegmentSource, SegmentValues, Survey};
use survey::plan::{Grouping, Key, Period, Shape};

pub const FILTERS: [&str; 11] =
    ["segment", "not segment", "answer", "not answer", "score", "=", "!=", "<", "<=", ">", ">="];

/// How often another filter is drawn where one leaves too few.
const TRIES: usize = 20;

/// Responses that filters leave at least.
pub const FEW: u64 = 50;

/// Asks more and more of a case.
pub fn ask(case: &mut Case, draft: &mut Draft) {
    let is_dated = case.survey.submitted.is_some();
    let day = |is_asked: bool, day: &str| (is_asked && is_dated).then(|| day.to_owned());
    case.request = Request {
        since: day(draft.number % 5 == 1, "2026-01-15"),
        until: day(draft.number % 5 == 3, "2026-04-02"),
        quality: draft.dice.happens(50),
        allow_empty: true,
        ..Request::default()
    };
    add_filter(draft.due::<&str>(&FILTERS), case, draft);
    if draft.dice.happens(30) {
        add_filter(draft.dice.one_of::<&str>(&FILTERS), case, draft);
    }
    case.request.every = every(&case.survey, draft);
    case.request.by = by(&case.survey, case.request.every.is_some(), draft);
    case.pairs = pairs(&case.survey, draft);
}

/// Adds a filter of this form that leaves more than a few responses, if one is found.
fn add_filter(form: &str, case: &mut Case, draft: &mut Draft) {
    for _ in 0..TRIES {
        let Some(filter) = filter(form, &case.survey, draft) else { return };
        case.request.filters.push(filter);
        // Of many numbers, few responses have any one.
        let few = if form == "=" { FEW / 10 } else { FEW };
        if case.by_rows().rows.analysed >= few {
            return;
        }
        case.request.filters.pop();
    }
}

/// A segment and a cross: of two, and at times of three where nothing is asked over time.
fn by(survey: &Survey, is_trend: bool, draft: &mut Draft) -> Vec<String> {
    let ids: Vec<&str> = survey.segments.iter().map(|segment| segment.id.as_str()).collect();
    let mut by: Vec<String> = draft.dice.some(1, &ids).into_iter().map(str::to_owned).collect();
    let size = if draft.number.is_multiple_of(3) && !is_trend { 3 } else { 2 };
    let cross = draft.dice.some(size, &ids);
    if cross.len() > 1 && draft.dice.happens(70) {
        by.push(cross.join(":"));
    }
    by
}

fn every(survey: &Survey, draft: &mut Draft) -> Option<String> {
    survey.submitted.as_ref()?;
    let mut periods: Vec<&str> = Period::ALL.iter().map(|period| period.name()).collect();
    periods.extend(survey.waves.map(|_| "wave"));
    draft.dice.happens(60).then(|| (*draft.due(&periods)).to_owned())
}

/// A filter of this form, where the survey has what it takes.
fn filter(form: &str, survey: &Survey, draft: &mut Draft) -> Option<String> {
    match form {
        "segment" => by_segment("=", survey, draft),
        "not segment" => by_segment("!=", survey, draft),
        "answer" => by_answer("=", survey, draft),
        "not answer" => by_answer("!=", survey, draft),
        "score" => by_score(survey, draft),
        sign => by_number(sign, survey, draft),
    }
}

fn by_segment(sign: &str, survey: &Survey, draft: &mut Draft) -> Option<String> {
    let segment = &survey.segments[draft.dice.below(survey.segments.len())];
    let number = draft.dice.between(1, 2);
    let values = draft.dice.some(number, &values(segment));
    (!values.is_empty()).then(|| format!("{}{sign}{}", segment.id, values.join("|")))
}

fn by_answer(sign: &str, survey: &Survey, draft: &mut Draft) -> Option<String> {
    let question = pick(survey, draft, is_closed)?;
    let labels = nameable(question.options.iter().map(|option| option.label.clone()));
    let labels = draft.dice.some(labels.len().div_ceil(2), &labels);
    (!labels.is_empty()).then(|| format!("{}{sign}{}", question.id, labels.join("|")))
}

fn by_score(survey: &Survey, draft: &mut Draft) -> Option<String> {
    let sign = draft.dice.one_of(&["<", "<=", ">", ">="]);
    let is_scored = |question: &Question| question.options.iter().any(|option| option.score.is_some());
    let question = pick(survey, draft, |question| is_closed(question) && is_scored(question))?;
    Some(format!("{}{sign}2", question.id))
}

fn by_number(sign: &str, survey: &Survey, draft: &mut Draft) -> Option<String> {
    let limit = draft.dice.one_of(&[0, 2, 5, 7, 9, 10, 14, 20, 30, 50]);
    let is_number =
        |question: &Question| matches!(question.shape, Shape::Values) && !question.is_text() && !question.is_ratio();
    let question = pick(survey, draft, is_number)?;
    Some(format!("{}{sign}{limit}", question.id))
}

fn pick<'a>(survey: &'a Survey, draft: &mut Draft, fits: impl Fn(&Question) -> bool) -> Option<&'a Question> {
    let fitting: Vec<&Question> = survey.questions.iter().filter(|question| fits(question)).collect();
    fitting.get(draft.dice.below(fitting.len().max(1))).copied()
}

/// Values of a segment as filters can name them.
fn values(segment: &Segment) -> Vec<String> {
    match (&segment.values, &segment.source) {
        (SegmentValues::Options(options), _) => nameable(options.iter().map(|option| option.label.clone())),
        (SegmentValues::Bands(bands), _) => bands.iter().map(|band| band.label.clone()).collect(),
        (SegmentValues::Found, SegmentSource::Column(_)) => SITES.map(str::to_owned).to_vec(),
        (SegmentValues::Found, _) => vec!["-".to_owned()],
        (SegmentValues::Periods(_), _) => ["2026-01", "2026-Q1", "2026", "2026-W05"].map(str::to_owned).to_vec(),
    }
}

/// Without those that hold the mark between two values.
fn nameable(labels: impl Iterator<Item = String>) -> Vec<String> {
    labels.filter(|label| !label.contains('|')).collect()
}

/// What is counted beside what is shown: two questions by each other's answers, where two have options.
fn pairs(survey: &Survey, draft: &mut Draft) -> Vec<Grouping> {
    let closed: Vec<usize> = (0..survey.questions.len()).filter(|at| is_closed(&survey.questions[*at])).collect();
    let key = |question: usize| Key::Answer {
        question,
        several: matches!(survey.questions[question].shape, Shape::Multiple { .. }),
    };
    match draft.dice.some(2, &closed).as_slice() {
        [one, other] if draft.number.is_multiple_of(3) => vec![Grouping::new(vec![key(*one)]).only(vec![*other])],
        _ => Vec::new(),
    }
}
