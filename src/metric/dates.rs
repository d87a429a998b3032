//! Dates: from when to when.

use super::answers::values;
use super::estimate::{figure, quantile_by, quantile_of};
use super::{Figure, Metric, Of, Part, Subject, Told};
use crate::results::Unit;
use crate::stats::QuantileRule;

/// The earliest, the middle and the latest date, in days since 1970-01-01.
pub static DATES: Metric = Metric {
    id: "dates",
    title: "Dates",
    formula: "earliest, median and latest of the dates given",
    source: "median: the earliest date by which half of the answers lie, Hyndman and Fan (1996) type 1; interval: \
             order statistics, Conover (1999); weighted: Woodruff (1952)",
    of: Of::all(&["date"]),
    figures,
    steps: |subject| {
        let dated = figures(subject).into_iter().filter_map(|figure| {
            #[expect(clippy::cast_possible_truncation, reason = "days of a calendar date")]
            let day = crate::plan::from_days(figure.value? as i32);
            Some(format!("{}: {day}", figure.item?))
        });
        dated.collect()
    },
    sample: |_, _| None,
    told: Told {
        parts: &[Part::plain("earliest", "Earliest"), Part::plain("median", "Median"), Part::plain("latest", "Latest")],
        ..Told::PLAIN
    },
};

fn figures(subject: &Subject) -> Vec<Figure> {
    let empty = |item| figure("dates", Some(item), Unit::Date, subject.tally.valid);
    let at = |item, p| Figure {
        // Between two days there is no day: only the inverse rule gives a date that somebody gave.
        value: quantile_by(QuantileRule::InverseCdf, values(subject), p),
        ..quantile_of(subject, empty(item), values(subject), p)
    };
    vec![at("earliest", 0.0), at("median", 0.5), at("latest", 1.0)]
}
