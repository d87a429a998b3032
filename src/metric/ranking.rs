//! Rankings: mean rank and first choices.

use super::answers::count;
use super::arithmetic::{mean_steps, share_steps};
use super::estimate::{scale_mean, share};
use super::{Metric, Of, Sample, Subject, Told};
use crate::results::{Measure, Sense, Unit};
use crate::table::{Answers, Tally};

/// The mean rank of each item among those who ranked it; 1 is best.
pub static RANKING: Metric = Metric {
    id: "ranking",
    title: "Mean rank",
    formula: "Σ rank × respondents who gave it ÷ respondents who ranked the item; 1 is best",
    source: "interval: three imagined answers on the scale of ranks, after Rocks (2016); weighted: R survey::svymean, on \
             the effective base",
    of: Of::all(&["ranking"]),
    figures: |subject| {
        items(subject)
            .map(|(label, ranks)| scale_mean(subject, "ranking", Some(label), Unit::Rank, &ranked(ranks)))
            .collect()
    },
    steps: |subject| {
        let each = |(label, ranks): (&str, &[Tally])| {
            let of: Tally = ranks.iter().copied().sum();
            let label = format!("mean rank of {label} among the {} of {} who ranked it", of.n, subject.tally.valid.n);
            mean_steps(subject, &label, &ranked(ranks))
        };
        items(subject).flat_map(each).collect()
    },
    sample: |subject, item| {
        let (_, ranks) = items(subject).find(|(label, _)| Some(*label) == item)?;
        Some(Sample::ranks(&ranked(ranks)))
    },
    told: Told { measure: Measure::Ranks, ..Told::PLAIN },
};

/// The share of respondents who put each item first.
pub static FIRST_CHOICE: Metric = Metric {
    id: "first_choice",
    title: "First choice",
    formula: "respondents who ranked the item first ÷ respondents who ranked anything × 100",
    source: "interval: Wilson (1927); weighted: Korn and Graubard (1998)",
    of: Of::all(&["ranking"]),
    figures: |subject| {
        let share = |(label, ranks)| share(subject, "first_choice", Some(label), first(ranks), subject.tally.valid);
        items(subject).map(share).collect()
    },
    steps: |subject| {
        items(subject)
            .flat_map(|(label, ranks)| share_steps(subject, label, first(ranks), subject.tally.valid))
            .collect()
    },
    sample: |subject, item| {
        let (_, ranks) = items(subject).find(|(label, _)| Some(*label) == item)?;
        Some(Sample::share(first(ranks), subject.tally.valid, Sense::Undeclared))
    },
    told: Told { measure: Measure::FirstChoices, ..Told::PLAIN },
};

/// Each item's label with its tallies by rank.
fn items<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (&'a str, &'a [Tally])> + use<'a> {
    let ranks: &[Vec<Tally>] = match &subject.tally.answers {
        Answers::Ranked(ranks) => ranks,
        Answers::Coded(_) | Answers::Multiple { .. } | Answers::Values(_) => &[],
    };
    subject.options.iter().zip(ranks).map(|(option, ranks)| (option.label.as_str(), ranks.as_slice()))
}

fn ranked(ranks: &[Tally]) -> Vec<(f64, Tally)> {
    ranks.iter().zip(1u64..).map(|(tally, rank)| (count(rank), *tally)).collect()
}

fn first(ranks: &[Tally]) -> Tally {
    ranks.first().copied().unwrap_or_default()
}
