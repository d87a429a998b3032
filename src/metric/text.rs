//! Free text: how many wrote something, and how much.

use super::answers::{count, moments_of_numbers, values};
use super::digits::short;
use super::estimate::{figure, quantile};
use super::{Figure, Metric, Of, Part, Subject, Told};
use crate::results::Unit;

/// Comments written, and their length in characters.
pub static TEXT: Metric = Metric {
    id: "text",
    title: "Comments",
    formula: "answers that hold text; mean and median of their lengths in characters",
    source: "counts of the export",
    of: Of::all(&["text"]),
    figures,
    steps: |subject| {
        let named = figures(subject).into_iter();
        named.filter_map(|figure| Some(format!("{} = {}", figure.item?, short(figure.value?)))).collect()
    },
    sample: |_, _| None,
    told: Told {
        parts: &[
            Part::plain("answered", "Comments"),
            Part::plain("mean_length", "Mean length"),
            Part::plain("median_length", "Median length"),
        ],
        ..Told::PLAIN
    },
};

fn figures(subject: &Subject) -> Vec<Figure> {
    let valid = subject.tally.valid;
    let plain = |item, unit, value| Figure { value, ..figure("text", Some(item), unit, valid) };
    let characters = || Unit::Of("characters".to_string());
    vec![
        plain("answered", Unit::Count, Some(count(valid.n))),
        plain("mean_length", characters(), moments_of_numbers(subject).map(|moments| moments.mean)),
        plain("median_length", characters(), quantile(subject, values(subject), 0.5)),
    ]
}
