//! A comparison in words: what is better, what is worse, and what cannot be told yet.

use super::number::{count, counted, decimal, figure, places, signed, trimmed};
use super::{SUPPRESSED, Tone, clean, difference};
use crate::results::{
    ComparedFigure, ComparedSide, Comparison, Expected, GroupName, Interval, Outcome, Sense, SideFigure, Unit, Verdict,
    WhyNot,
};

/// A comparison as people read it.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareView {
    /// Title of the survey.
    pub title: String,
    /// What was compared with what, and how: one short line each.
    pub facts: Vec<String>,
    /// The differences, what matters first.
    pub rows: Vec<CompareRow>,
    /// How they came out, in a line.
    pub summary: String,
    /// What the marks and words mean, and what was not compared.
    pub notes: Vec<String>,
    /// What a reader must know before quoting any figure.
    pub cautions: Vec<String>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareRow {
    /// The mark of its verdict; empty for none.
    pub mark: &'static str,
    /// What is compared: the wording of the question, and the group.
    pub name: String,
    /// Its id, by which it is asked for.
    pub id: String,
    /// What is measured.
    pub figure: String,
    /// The earlier figure, with its base in brackets.
    pub before: String,
    /// The later figure.
    pub after: String,
    /// The difference.
    pub difference: String,
    /// Its interval, from `low` to `high`; empty where there is none.
    pub interval: String,
    /// What is to be made of it.
    pub verdict: String,
    /// Whether that is good or bad news.
    pub tone: Tone,
}

/// The comparison in words.
#[must_use]
pub fn compare(comparison: &Comparison) -> CompareView {
    let rows: Vec<CompareRow> = comparison.compared.iter().map(|figure| row(comparison, figure)).collect();
    CompareView {
        title: clean(&comparison.survey.title),
        facts: facts(comparison),
        summary: summary(comparison),
        notes: notes(comparison),
        cautions: comparison.cautions.iter().map(|caution| clean(caution)).collect(),
        rows,
    }
}

fn facts(comparison: &Comparison) -> Vec<String> {
    let mut facts =
        vec![format!("before: {}", side(&comparison.before)), format!("after:  {}", side(&comparison.after))];
    if let Some(event) = &comparison.event {
        facts.insert(0, format!("{} ({})", clean(&event.label), difference::day(&event.day)));
    }
    facts.extend(comparison.people_on_both_sides.map(|people| {
        format!("{} on both sides, which the tests allow for", counted(people, "person is", "people are"))
    }));
    let filters = comparison.settings.filters.iter().map(|filter| super::summary::condition(filter));
    let weighted = if comparison.settings.weighted { "weighted" } else { "unweighted" };
    let confidence = format!("{}% confidence intervals", trimmed(comparison.settings.confidence, 3));
    facts.push(filters.chain([weighted.to_owned(), confidence]).collect::<Vec<_>>().join(" · "));
    facts
}

/// A side in a line: `until 2026-03-31 (90 days), 214 responses`.
fn side(side: &ComparedSide) -> String {
    let days = side.days.map_or_else(String::new, |days| format!(" ({})", counted(days, "day", "days")));
    let responses =
        side.responses.map_or_else(|| format!("{SUPPRESSED} responses"), |n| counted(n, "response", "responses"));
    format!("{}{days} · {responses}", clean(&side.label))
}

fn row(comparison: &Comparison, of: &ComparedFigure) -> CompareRow {
    let digits = places(&of.unit, of.after.value.abs().max(of.before.value.abs()));
    let group = group(&of.group);
    let text = wording(of);
    let is_one_of_several =
        comparison.compared.iter().any(|other| other.question == of.question && other.group == of.group && other != of);
    let name = if is_one_of_several { format!("{text} · {}", clean(&of.title)) } else { text };
    let side =
        |side: &SideFigure| format!("{} ({})", figure(Some(side.value), &of.unit, digits), count(side.base.unweighted));
    CompareRow {
        mark: difference::mark(of.verdict),
        name: if group.is_empty() { name } else { format!("{group}: {name}") },
        id: id(of),
        figure: clean(&of.title),
        before: side(&of.before),
        after: side(&of.after),
        difference: signed(of.difference, digits),
        interval: of.interval.as_ref().map_or_else(String::new, |interval| range(interval, digits)),
        verdict: verdict(of),
        tone: match (of.verdict, of.sense) {
            (Verdict::Up | Verdict::Down, Sense::Positive) => Tone::Positive,
            (Verdict::Up | Verdict::Down, Sense::Negative) => Tone::Negative,
            _ => Tone::Plain,
        },
    }
}

/// The wording of a question; of an item of a grid its own.
fn wording(of: &ComparedFigure) -> String {
    let item = of.grid.as_ref().and_then(|_| of.text.rsplit_once(" – "));
    clean(item.map_or(of.text.as_str(), |(_, item)| item))
}

/// What a figure is asked for by: `phone`, or `wait.mean` where it does not stand for its question alone.
fn id(of: &ComparedFigure) -> String {
    let item = of.item.as_ref().map_or_else(String::new, |item| format!(".{}", clean(item)));
    format!("{}.{}{item}", clean(&of.question), clean(&of.metric))
}

/// The values of a group: `North · 16–34`.
fn group(group: &[GroupName]) -> String {
    let value = |name: &GroupName| name.value.as_deref().map_or_else(|| "(not stated)".to_owned(), clean);
    group.iter().map(value).collect::<Vec<_>>().join(" · ")
}

fn range(interval: &Interval, digits: usize) -> String {
    format!("{} to {}", decimal(interval.low, digits), decimal(interval.high, digits))
}

/// What is to be made of a difference: *better*, *worse*, *no clear change (needs about 480 more answers)*.
fn verdict(of: &ComparedFigure) -> String {
    let unit = match &of.unit {
        Unit::Of(unit) if !unit.is_empty() => format!("{} in {}: ", clean(&of.title), clean(unit)),
        _ => String::new(),
    };
    let expected = of.expected.map_or("", expectation);
    let words = match (of.verdict, of.sense) {
        (Verdict::None, _) => return format!("{unit}{}{expected}", unclear(of)),
        (_, Sense::Positive) => "better",
        (_, Sense::Negative) => "worse",
        (Verdict::Up, _) => "higher",
        (Verdict::Down, _) => "lower",
    };
    format!("{unit}{words}{expected}")
}

fn unclear(of: &ComparedFigure) -> String {
    if of.verdict_alone != Verdict::None {
        return "no clear change (beyond chance only on its own)".to_owned();
    }
    let bases = [of.before.base.unweighted, of.after.base.unweighted];
    match difference::more_answers(of.answers_needed, bases) {
        Some(more) => format!("no clear change ({more})"),
        None => "no clear change".to_owned(),
    }
}

/// What an event was to do, and whether it did.
const fn expectation(expected: Expected) -> &'static str {
    match (expected.direction, expected.outcome) {
        (_, Outcome::CameTrue) => ", as expected",
        (Verdict::Down, Outcome::Opposite) => ", though it was to fall",
        (_, Outcome::Opposite) => ", though it was to rise",
        (Verdict::Down, Outcome::CannotTell) => "; was to fall",
        (_, Outcome::CannotTell) => "; was to rise",
    }
}

/// `6 questions compared: 1 better, 0 worse (after correction for their number)`.
fn summary(comparison: &Comparison) -> String {
    let summary = &comparison.summary;
    let all_questions = comparison.compared.iter().all(|figure| figure.group.is_empty());
    let (one, many) = if all_questions { ("figure", "figures") } else { ("difference", "differences") };
    if summary.compared == 0 {
        return "nothing could be compared".to_owned();
    }
    let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let neither = [(summary.higher, "higher"), (summary.lower, "lower")];
    let neither = neither.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!(", {} {word}", count(number(n))));
    let found = summary.better + summary.worse + summary.higher + summary.lower;
    let corrected = match summary.correction.as_str() {
        "none" => "not corrected for their number".to_owned(),
        _ if summary.found_alone > found => {
            format!("after correction for their number; {} without", count(number(summary.found_alone)))
        }
        _ => "after correction for their number".to_owned(),
    };
    format!(
        "{} compared: {} better, {} worse{} ({corrected})",
        counted(number(summary.compared), one, many),
        count(number(summary.better)),
        count(number(summary.worse)),
        neither.collect::<String>()
    )
}

fn notes(comparison: &Comparison) -> Vec<String> {
    let mut notes = Vec::new();
    let is_percent = comparison.compared.iter().any(|figure| figure.unit == Unit::Percent);
    if is_percent {
        notes.push("differences of percentages are in percentage points".to_owned());
    }
    for (why, words) in [
        (WhyNot::Changed, "the question changed in between"),
        (WhyNot::Hidden, "too few answers, or could be worked out"),
        (WhyNot::NoAnswers, "answers on one side only"),
        (WhyNot::NoTest, "all alike, or too few for a test"),
        (WhyNot::NoFigure, "no single figure to compare"),
    ] {
        let named = |group: &[GroupName], question: &str| match self::group(group) {
            group if group.is_empty() => clean(question),
            group => format!("{group} in {}", clean(question)),
        };
        let of = comparison.not_compared.iter().filter(|one| one.why == why);
        let all: Vec<String> = of.map(|one| named(&one.group, &one.question)).collect();
        if !all.is_empty() {
            notes.push(format!("not compared ({words}): {}", listed(&all)));
        }
    }
    notes
}

/// Names that are told one by one; of more, how many there are.
const NAMED: usize = 8;

fn listed(all: &[String]) -> String {
    let more = all.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", all.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", "))
}
