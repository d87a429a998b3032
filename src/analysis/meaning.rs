//! What the answers to a question stand for, from what the definition declares about them.

use crate::definition::{KINDS, Question, Standing};
use crate::metric::{Bins, METRICS};
use crate::plan::Shape;
use crate::results::{Column, Meaning, Measure, Role, Sense};
use crate::scale::Direction;

/// Lowest score of a promoter and of a passive.
const PROMOTER: f64 = 9.0;
const PASSIVE: f64 = 7.0;

/// The meaning of a question's answers; `bins` are those of its histogram.
pub(super) fn of(question: &Question, bins: &Bins) -> Meaning {
    let coded = matches!(question.shape, Shape::Coded { .. });
    let scored = question.options.iter().filter(|option| option.score.is_some()).count();
    Meaning {
        ordered: coded && scored > 1,
        lower_is_better: question.direction == Direction::LowerIsBetter || question.target.is_some(),
        target: question.target,
        bins: bins.edges.clone(),
        bins_of_one: bins.hold_one_number(),
    }
}

/// What each answer to a question says about the experience.
pub(super) fn senses(question: &Question) -> Vec<Sense> {
    (0..question.options.len()).map(|at| sense(question, at)).collect()
}

/// Where a question with these columns stands when there is room for a few only.
pub(super) fn place(question: &Question, columns: &[Column]) -> usize {
    let lead = columns.iter().find(|column| column.role == Role::Lead);
    let metric = lead.and_then(|lead| question.metrics.iter().find(|metric| metric.id == lead.metric));
    let of_experience = METRICS.iter().filter(|metric| metric.told.of_experience.is_some()).count();
    metric.and_then(|metric| metric.told.of_experience).unwrap_or(of_experience + standing(question) as usize)
}

fn sense(question: &Question, at: usize) -> Sense {
    let declared = !question.top.is_empty() || !question.bottom.is_empty();
    let has_scores = question.options.iter().any(|option| option.score.is_some());
    match question.options[at].score {
        Some(score) if question.metrics.iter().any(|metric| metric.told.measure == Measure::Score) => likelihood(score),
        _ if question.top.contains(&at) => Sense::Positive,
        _ if question.bottom.contains(&at) => Sense::Negative,
        None if declared || has_scores => Sense::Apart,
        Some(score) if declared || is_two_sided(question) => undeclared_side(question, score),
        _ => Sense::Undeclared,
    }
}

/// What questions of this kind ask for.
fn standing(question: &Question) -> Standing {
    KINDS.iter().find(|kind| kind.name == question.kind).map_or(Standing::Other, |kind| kind.standing)
}

/// Whether the scale runs from bad to good through a middle even where no boxes are declared, as do those of questions
/// that speak of the experience as a whole.
fn is_two_sided(question: &Question) -> bool {
    standing(question) == Standing::Agreement
        || question.metrics.iter().any(|metric| metric.told.of_experience.is_some())
}

fn likelihood(score: f64) -> Sense {
    match score {
        score if score >= PROMOTER => Sense::Positive,
        score if score >= PASSIVE => Sense::Neutral,
        _ => Sense::Negative,
    }
}

/// An answer outside the declared boxes: by its side of the middle of the scale, where that side has no box
/// of its own; neutral otherwise.
fn undeclared_side(question: &Question, score: f64) -> Sense {
    let scores = || question.options.iter().filter_map(|option| option.score);
    let middle = f64::midpoint(scores().fold(f64::INFINITY, f64::min), scores().fold(f64::NEG_INFINITY, f64::max));
    let above = match question.direction {
        Direction::HigherIsBetter => score - middle,
        Direction::LowerIsBetter => middle - score,
    };
    if above > 0.0 && question.top.is_empty() {
        Sense::Positive
    } else if above < 0.0 && question.bottom.is_empty() {
        Sense::Negative
    } else {
        Sense::Neutral
    }
}
