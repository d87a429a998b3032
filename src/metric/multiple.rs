//! Multiple response: options chosen, by respondents and by answers.

use super::answers::{count, options};
use super::arithmetic::{share_steps, weight};
use super::digits::short;
use super::estimate::{figure, share};
use super::{Figure, Metric, Of, Sample, Subject, Told};
use crate::results::{Measure, Unit};
use crate::table::Tally;

/// The share of respondents who chose each option. Shares may add up to more than 100 %.
pub static MULTIPLE: Metric = Metric {
    id: "multiple",
    title: "Share of respondents",
    formula: "respondents who chose the option ÷ respondents who answered × 100",
    source: "percentage of cases; interval: Wilson (1927); weighted: Korn and Graubard (1998)",
    of: Of::all(&["multiple"]),
    figures,
    steps,
    sample: Sample::option,
    told: Told { measure: Measure::Choices, ..Told::PLAIN },
};

/// The share of all choices that fell on each option. Shares add up to 100 %.
pub static MULTIPLE_ANSWERS: Metric = Metric {
    id: "multiple_answers",
    title: "Share of answers",
    formula: "choices of the option ÷ choices of all options × 100",
    source: "percentage of responses; no interval, because one respondent's choices depend on each other",
    of: Of::all(&["multiple"]),
    figures: answer_figures,
    steps: answer_steps,
    sample: |_, _| None,
    told: Told::PLAIN,
};

fn figures(subject: &Subject) -> Vec<Figure> {
    let each = subject.options.iter().zip(options(subject));
    each.map(|(option, tally)| share(subject, "multiple", Some(&option.label), *tally, subject.tally.valid)).collect()
}

fn steps(subject: &Subject) -> Vec<String> {
    let each = subject.options.iter().zip(options(subject));
    each.flat_map(|(option, tally)| share_steps(subject, &option.label, *tally, subject.tally.valid)).collect()
}

fn answer_figures(subject: &Subject) -> Vec<Figure> {
    let all: Tally = options(subject).iter().copied().sum();
    let whole = all.w.to_f64();
    let each = subject.options.iter().zip(options(subject));
    each.map(|(option, tally)| Figure {
        value: (whole > 0.0).then(|| 100.0 * tally.w.to_f64() / whole),
        count: Some(tally.n),
        ..figure("multiple_answers", Some(&option.label), Unit::Percent, all)
    })
    .collect()
}

fn answer_steps(subject: &Subject) -> Vec<String> {
    let all: Tally = options(subject).iter().copied().sum();
    let figures = answer_figures(subject);
    let each = figures.iter().zip(options(subject)).filter_map(|(figure, tally)| {
        let label = figure.item.as_deref().unwrap_or_default();
        let (part, whole) = (weight(subject, *tally), weight(subject, all));
        Some(format!("{label}: {part} ÷ {whole} × 100 = {} %", short(figure.value?)))
    });
    let per_person = (subject.tally.valid.n > 0).then(|| {
        format!(
            "{} choices by {} respondents: {} each",
            all.n,
            subject.tally.valid.n,
            short(count(all.n) / count(subject.tally.valid.n))
        )
    });
    per_person.into_iter().chain(each).collect()
}
