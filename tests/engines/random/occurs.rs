//! Between them, the random surveys have everything that can be asked.

use super::asked::FEW;
use super::export::Weights;
use super::{SURVEYS, case};
use crate::engines::cases::Case;
use std::collections::BTreeSet;
use survey::definition::{Derivation, KINDS, Question, Reading, Segment, SegmentSource, SegmentValues, Source, Survey};
use survey::plan::{Clause, Comparison, Key, Period};

/// What must occur beside every kind of question and of weight.
const EXPECTED: [&str; 68] = [
    "label",
    "delimited",
    "per option",
    "ticked",
    "rank per item",
    "item per place",
    "ranked list",
    "number",
    "duration",
    "elapsed",
    "date",
    "text",
    "several columns for one answer",
    "recode",
    "bands",
    "all",
    "any",
    "same",
    "mean",
    "sum",
    "ratio",
    "shared",
    "routed",
    "other",
    "codes",
    "unscored",
    "missing words",
    "don't know",
    "refused",
    "never",
    "rest is missing",
    "decimal declared",
    "target",
    "total",
    "top",
    "bottom",
    "nets",
    "segment of any values",
    "segment of options",
    "segment of bands",
    "segment of answers",
    "segment of several answers",
    "segment of numbers",
    "segment of periods",
    "segment of days",
    "segment of hours",
    "segment of weekdays",
    "segment of files",
    "strata",
    "clusters",
    "complete",
    "filled",
    "dated",
    "undated",
    "minimum",
    "week",
    "month",
    "quarter",
    "year",
    "by one",
    "by a cross",
    "by the answer to a question",
    "where segment",
    "where not segment",
    "where answer",
    "where not answer",
    "since",
    "until",
];

/// The comparisons of numbers.
const COMPARISONS: [&str; 6] = ["=", "!=", "<", "<=", ">", ">="];

fn of_reading(reading: &Reading) -> &'static str {
    match reading {
        Reading::Label => "label",
        Reading::Delimited { .. } => "delimited",
        Reading::PerOption { .. } => "per option",
        Reading::Ticked { .. } => "ticked",
        Reading::RankPerItem => "rank per item",
        Reading::ItemPerPlace => "item per place",
        Reading::RankedList { .. } => "ranked list",
        Reading::Number => "number",
        Reading::Duration { .. } => "duration",
        Reading::Elapsed { .. } => "elapsed",
        Reading::Date { .. } => "date",
        Reading::Text => "text",
    }
}

fn of_derivation(derivation: &Derivation) -> &'static str {
    match derivation {
        Derivation::Recode { .. } => "recode",
        Derivation::Bands { .. } => "bands",
        Derivation::All(_) => "all",
        Derivation::Any(_) => "any",
        Derivation::Same(_) => "same",
        Derivation::Mean { .. } => "mean",
        Derivation::Sum { .. } => "sum",
        Derivation::Ratio { .. } => "ratio",
        Derivation::Versions(_) => "versions",
    }
}

fn of_segment(segment: &Segment, survey: &Survey) -> &'static str {
    match (&segment.source, &segment.values) {
        (SegmentSource::Hour, _) => "segment of hours",
        (SegmentSource::Weekday, _) => "segment of weekdays",
        (SegmentSource::File, _) => "segment of files",
        (SegmentSource::Column(_), SegmentValues::Options(_)) => "segment of options",
        (SegmentSource::Column(_), SegmentValues::Bands(_)) => "segment of bands",
        (SegmentSource::Column(_), SegmentValues::Found | SegmentValues::Periods(_)) => "segment of any values",
        (SegmentSource::Question(_), SegmentValues::Periods(_)) => "segment of periods",
        (SegmentSource::Question(at), SegmentValues::Bands(_)) => match survey.questions[*at].reading {
            Reading::Date { .. } => "segment of days",
            _ => "segment of numbers",
        },
        (SegmentSource::Question(_), _) if segment.several => "segment of several answers",
        (SegmentSource::Question(_), _) => "segment of answers",
    }
}

fn of_comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Greater => ">",
        Comparison::AtLeast => ">=",
    }
}

fn of_clause(clause: &Clause) -> &'static str {
    match clause {
        Clause::Segment { negated: false, .. } => "where segment",
        Clause::Segment { negated: true, .. } => "where not segment",
        Clause::Answer { negated: false, .. } => "where answer",
        Clause::Answer { negated: true, .. } => "where not answer",
        Clause::Number { comparison, .. } => of_comparison(*comparison),
        Clause::Since(_) => "since",
        Clause::Until(_) => "until",
    }
}

fn of_key(key: &Key) -> &'static str {
    match key {
        Key::Wave(Period::Week) => "week",
        Key::Wave(Period::Month) => "month",
        Key::Wave(Period::Quarter) => "quarter",
        Key::Wave(Period::Year) => "year",
        Key::Side(_) => "by side",
        Key::Segment { .. } => "by one",
        Key::Answer { .. } => "by the answer to a question",
    }
}

fn of_question(question: &Question) -> Vec<&'static str> {
    let marks = [
        ("shared", question.shared),
        ("routed", !question.asked_if.is_empty()),
        ("other", question.other.is_some()),
        ("codes", question.options.iter().any(|option| !option.codes.is_empty())),
        ("unscored", question.kind == "rating" && question.options.iter().any(|option| option.score.is_none())),
        ("missing words", question.missing.len() > 4),
        ("don't know", !question.dont_know.is_empty()),
        ("refused", !question.refused.is_empty()),
        ("never", question.never.len() > 1),
        ("rest is missing", question.takes_rest_for_missing),
        ("decimal declared", question.decimal.is_some()),
        ("target", question.target.is_some()),
        ("total", question.total),
        ("top", !question.top.is_empty()),
        ("bottom", !question.bottom.is_empty()),
        ("nets", !question.nets.is_empty()),
        ("several columns for one answer", is_of_several_columns(question)),
    ];
    let source = match &question.source {
        Source::Derived(derivation) => of_derivation(derivation),
        Source::Column(_) | Source::Columns(_) => of_reading(&question.reading),
    };
    marks.into_iter().filter(|(_, has)| *has).map(|(mark, _)| mark).chain([source]).collect()
}

fn is_of_several_columns(question: &Question) -> bool {
    question.reading == Reading::Label && matches!(question.source, Source::Columns(_))
}

fn of_survey(survey: &Survey) -> Vec<&'static str> {
    let is_filled = survey.complete.as_ref().map(|complete| complete.is.is_empty());
    let marks = [
        ("strata", survey.design.as_ref().is_some_and(|design| design.strata.is_some())),
        ("clusters", survey.design.as_ref().is_some_and(|design| design.first.clusters.is_some())),
        ("complete", is_filled == Some(false)),
        ("filled", is_filled == Some(true)),
        ("dated", survey.submitted.is_some()),
        ("undated", survey.submitted.is_none()),
        ("minimum", survey.minimum_base > 1),
    ];
    marks.into_iter().filter(|(_, has)| *has).map(|(mark, _)| mark).collect()
}

/// Everything that occurs in a case.
fn of_case(case: &Case) -> BTreeSet<&'static str> {
    let (survey, plan) = (&case.survey, case.plan());
    let mut found: BTreeSet<&'static str> = survey.questions.iter().flat_map(of_question).collect();
    found.extend(of_survey(survey));
    found.extend(survey.segments.iter().map(|segment| of_segment(segment, survey)));
    found.extend(plan.filter.clauses.iter().map(of_clause));
    found.extend(plan.groupings.iter().flat_map(|grouping| grouping.keys().iter().map(of_key)));
    let is_cross = |by: &String| by.contains(':');
    found.extend(case.request.by.iter().any(is_cross).then_some("by a cross"));
    found
}

#[test]
fn everything_occurs_in_some_random_survey() {
    let cases: Vec<Case> = (0..SURVEYS).map(case).collect();
    let found: BTreeSet<&str> = cases.iter().flat_map(of_case).collect();
    let expected: BTreeSet<&str> = EXPECTED.into_iter().chain(COMPARISONS).collect();
    assert_eq!(found, expected);
    let questions = cases.iter().flat_map(|case| &case.survey.questions);
    let kinds: BTreeSet<&str> =
        questions.filter(|question| !question.is_ratio()).map(|question| question.kind).collect();
    let known: BTreeSet<&str> = KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(kinds, known);
    assert!(Weights::ALL.len() <= SURVEYS, "each kind of weight is due in one survey");
    // What filters leave out is compared by no table of answers.
    let left: Vec<u64> = cases.iter().map(|case| case.by_rows().rows.analysed).collect();
    assert!(left.iter().filter(|left| **left >= FEW).count() >= SURVEYS - 3, "{left:?}");
}
