//! Customer Effort Score.

use super::answers::{options, scored, sum_of};
use super::arithmetic::{mean_steps, share_steps};
use super::estimate::{scale_mean, share};
use super::{Figure, Good, Metric, Of, Part, Sample, Subject, Told};
use crate::results::{Sense, Unit};
use crate::scale::Direction;

/// CES: the mean score, and the share who found it easy.
pub static CES: Metric = Metric {
    id: "ces",
    title: "Customer Effort Score (CES)",
    formula: "mean of the scores; and answers in the declared top options ÷ valid answers × 100",
    source: "CES 1.0 (1–5, lower is better): Dixon, Freeman and Toman (2010), Harvard Business Review 88(7); \
             CES 2.0 (1–7, higher is better): CEB (2013)",
    of: Of::all(&["ces"]),
    figures,
    steps,
    sample: |subject, item| {
        if item.is_none() {
            return Some(Sample::scores(subject));
        }
        let top = sum_of(options(subject), subject.top);
        Some(Sample::share(top, subject.tally.valid, Sense::Positive))
    },
    told: Told {
        parts: &[Part::plain("low_effort", "Low effort"), Part::plain("easy", "Easy")],
        good: Some(Good::Parts(&["low_effort", "easy"])),
        of_experience: Some(3),
        ..Told::PLAIN
    },
};

/// What the top options stand for, by direction: in CES 1.0 low effort, in CES 2.0 agreement that it was easy.
const fn top_item(subject: &Subject) -> &'static str {
    match subject.direction {
        Direction::LowerIsBetter => "low_effort",
        Direction::HigherIsBetter => "easy",
    }
}

fn figures(subject: &Subject) -> Vec<Figure> {
    let top = sum_of(options(subject), subject.top);
    vec![
        scale_mean(subject, "ces", None, Unit::Score, &scored(subject)),
        share(subject, "ces", Some(top_item(subject)), top, subject.tally.valid),
    ]
}

fn steps(subject: &Subject) -> Vec<String> {
    let top = sum_of(options(subject), subject.top);
    let label = match subject.direction {
        Direction::LowerIsBetter => "low effort",
        Direction::HigherIsBetter => "easy",
    };
    let mut steps = mean_steps(subject, "mean", &scored(subject));
    steps.extend(share_steps(subject, label, top, subject.tally.valid));
    steps
}
