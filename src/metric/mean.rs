//! Mean, standard deviation and median of the scores of a rating.

use super::answers::{ascending, moments, scored};
use super::arithmetic::{mean_in_words, mean_steps, quantile_steps};
use super::digits::short;
use super::estimate::{figure, quantile_of, scale_mean};
use super::{Figure, Metric, Of, Part, Sample, Subject, Told};
use crate::results::{Measure, Unit};
use crate::table::Tally;

/// Mean, standard deviation and median of the scores.
///
/// With `x_i` the score of answer `i` and `w_i` the weight of those who gave it, the mean is `Σ w_i x_i ÷ Σ w_i`
/// over the answers that have a score. Answers without one (`unscored:` in a definition, such as *Not applicable*)
/// are in the base of shares, not in that of these figures: in a weighted survey those who gave the others are a
/// domain of the whole design, as in `svymean(~x, subset(design, !is.na(x)))`.
pub static MEAN: Metric = Metric {
    id: "mean",
    title: "Mean score",
    formula: "Σ score × answers ÷ answers with a score",
    source: "interval: three imagined answers on the scale, after Rocks (2016); of the median: order statistics, \
             Conover (1999); weighted: R survey::svymean, sqrt(svyvar), svyquantile(qrule = \"hf7\"), Woodruff (1952)",
    of: Of { kinds: &["csat", "ces", "rating", "likert", "grid", "single"], when: |question| question.is_scored },
    figures,
    steps,
    sample: |subject, item| item.is_none().then(|| Sample::scores(subject)),
    told: Told {
        measure: Measure::Mean,
        parts: &[Part::plain("sd", "Standard deviation"), Part::at("median", "Median", 50)],
        general: true,
        ..Told::PLAIN
    },
};

fn figures(subject: &Subject) -> Vec<Figure> {
    let values = scored(subject);
    let of: Tally = values.iter().map(|(_, tally)| *tally).sum();
    let plain = |item, value| Figure { value, ..figure("mean", Some(item), Unit::Score, of) };
    vec![
        scale_mean(subject, "mean", None, Unit::Score, &values),
        plain("sd", moments(&values).and_then(|moments| moments.sd())),
        quantile_of(subject, figure("mean", Some("median"), Unit::Score, of), &ascending(values), 0.5),
    ]
}

fn steps(subject: &Subject) -> Vec<String> {
    let values = scored(subject);
    let headline = scale_mean(subject, "mean", None, Unit::Score, &values);
    let mut steps = Vec::from_iter(mean_in_words(subject, &headline));
    steps.extend(mean_steps(subject, "mean", &values));
    let sd = moments(&values).and_then(|moments| moments.sd());
    steps.extend(sd.map(|sd| format!("standard deviation (n − 1) = {}", short(sd))));
    steps.extend(quantile_steps(subject, "median", &ascending(values), 0.5));
    steps
}
