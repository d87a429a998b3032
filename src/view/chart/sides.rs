//! Which side of neutral the answers of a scale stand on.

use super::Side;
use crate::results::{Column, QuestionResult, Sense};
use crate::view::clean;

/// Whether the definition says which answers are good or bad.
pub fn is_two_sided(question: &QuestionResult) -> bool {
    let has = |sense: Sense| question.answers().any(|answer| answer.sense == sense);
    question.meaning.ordered && (has(Sense::Positive) || has(Sense::Negative))
}

/// What counts as good, from the better end: `Good + Very good`, or only the first and the last when they are many.
pub fn good_answers(question: &QuestionResult) -> String {
    let good = question.answers().filter(|answer| answer.sense == Sense::Positive);
    let mut labels: Vec<String> = good.map(|answer| clean(&answer.title)).collect();
    if runs_down(question.answers()) {
        labels.reverse();
    }
    joined(&labels)
}

/// `Good + Very good`; of more than three only the ends.
pub fn joined<T: AsRef<str>>(labels: &[T]) -> String {
    match labels {
        [] => String::new(),
        [first, .., last] if labels.len() > 3 => format!("{} to {}", first.as_ref(), last.as_ref()),
        few => few.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(" + "),
    }
}

/// Every answer as a step of the scale, in the definition's order; those without a place on it stand apart.
pub fn steps(answers: &[&Column]) -> Vec<Side> {
    steps_of(&senses(answers))
}

/// The same, by what the answers say.
pub fn steps_of(senses: &[Sense]) -> Vec<Side> {
    let is_step = |sense: Sense| sense != Sense::Apart;
    let of = senses.iter().filter(|sense| is_step(**sense)).count();
    let mut rank = 0;
    let side = |sense: &Sense| {
        rank += usize::from(is_step(*sense));
        if is_step(*sense) { Side::Step { rank, of } } else { Side::Apart }
    };
    senses.iter().map(side).collect()
}

/// The side of every answer, in the definition's order.
pub fn sides(answers: &[&Column]) -> Vec<Side> {
    sides_of(&senses(answers))
}

fn senses(answers: &[&Column]) -> Vec<Sense> {
    answers.iter().map(|answer| answer.sense).collect()
}

/// The same, by what the answers say.
pub fn sides_of(senses: &[Sense]) -> Vec<Side> {
    let places = |sense: Sense| -> Vec<usize> { (0..senses.len()).filter(|at| senses[*at] == sense).collect() };
    let (positive, negative) = (places(Sense::Positive), places(Sense::Negative));
    let falls = falls(senses);
    // On a scale from high to low the first good answer is the best one.
    let rank = |list: &[usize], at: usize, outwards: bool| {
        let place = list.iter().position(|one| *one == at).unwrap_or_default();
        if outwards { place + 1 } else { list.len() - place }
    };
    let side = |(at, sense): (usize, &Sense)| match sense {
        Sense::Positive => Side::Positive { rank: rank(&positive, at, !falls), of: positive.len() },
        Sense::Negative => Side::Negative { rank: rank(&negative, at, falls), of: negative.len() },
        Sense::Neutral => Side::Neutral,
        Sense::Apart => Side::Apart,
        Sense::Undeclared => Side::Undeclared,
    };
    senses.iter().enumerate().map(side).collect()
}

/// Whether the answers are listed from good to bad.
pub fn runs_down<'a>(answers: impl IntoIterator<Item = &'a Column>) -> bool {
    falls(&answers.into_iter().map(|answer| answer.sense).collect::<Vec<_>>())
}

/// The same, by what the answers say.
pub fn falls(senses: &[Sense]) -> bool {
    let merit = |sense: &Sense| match sense {
        Sense::Positive => Some(1),
        Sense::Neutral => Some(0),
        Sense::Negative => Some(-1),
        Sense::Apart | Sense::Undeclared => None,
    };
    let merits: Vec<i32> = senses.iter().filter_map(merit).collect();
    merits.first() > merits.last()
}
