//! Multiple response: options chosen, by respondents and by answers.

use super::answers::{count, options};
use super::arithmetic::{choice_steps, share_steps};
use super::digits::short;
use super::estimate::{figure, share, share_of_choices};
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
///
/// Answers of one respondent depend on each other, so that a share R of them is no share of so many people: it is the
/// ratio Σwx ÷ Σwk of what respondents of weight w chose, x saying whether it was the option and k how many they were. Its
/// standard error is that of the ratio, √(n/(n − 1) · Σw²(x − Rk)²) ÷ Σwk, and its interval that of as many answers as it
/// is worth. Where everybody chose one option it is the share of respondents; where all chose the same several, there is
/// no interval.
pub static MULTIPLE_ANSWERS: Metric = Metric {
    id: "multiple_answers",
    title: "Share of answers",
    formula: "choices of the option ÷ choices of all options × 100",
    source: "percentage of responses; standard error: a ratio, R survey::svyratio; interval: Wilson (1927) on the effective \
             number of answers; weighted: Korn and Graubard (1998)",
    of: Of::all(&["multiple"]),
    figures: answer_figures,
    steps: answer_steps,
    sample: Sample::choices,
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
    let each = subject.options.iter().zip(options(subject)).enumerate();
    each.map(|(at, (option, tally))| {
        let empty = figure("multiple_answers", Some(&option.label), Unit::Percent, all);
        share_of_choices(subject, Figure { count: Some(tally.n), ..empty }, at)
    })
    .collect()
}

fn answer_steps(subject: &Subject) -> Vec<String> {
    let all: Tally = options(subject).iter().copied().sum();
    let valid = subject.tally.valid.n;
    let per_person = (valid > 0)
        .then(|| format!("{} choices by {valid} respondents: {} each", all.n, short(count(all.n) / count(valid))));
    per_person.into_iter().chain((0..subject.options.len()).flat_map(|at| choice_steps(subject, at))).collect()
}
