//! The rule of a derived question in words, for messages and for telling whether two rules are the same.

use super::{Condition, Derivation, Numbers, Part, Question};
use crate::diagnostic::named;
use crate::scale::AnswerOption;

impl Derivation {
    /// The questions that it is worked out from.
    #[must_use]
    pub fn sources(&self) -> Vec<usize> {
        match self {
            Derivation::Recode { question, .. } => vec![*question],
            Derivation::Bands { number, .. } => vec![number.question],
            Derivation::All(conditions) | Derivation::Any(conditions) => {
                conditions.iter().map(|condition| condition.question).collect()
            }
            Derivation::Same(items) => items.clone(),
            Derivation::Versions(parts) => parts.iter().map(|part| part.question).collect(),
            Derivation::Mean { items, .. } | Derivation::Sum { items, .. } => {
                items.iter().map(|item| item.question).collect()
            }
            Derivation::Ratio { number, of } => vec![number.question, of.question],
        }
    }

    /// The rule in one line, in the words of the definition. Two rules of the same words count the same.
    #[must_use]
    pub fn in_words(&self, options: &[AnswerOption], questions: &[Question]) -> String {
        let id = |at: usize| questions.get(at).map_or_else(String::new, |question| named(&question.id));
        match self {
            Derivation::Recode { question, to } => {
                let source = questions.get(*question).map_or(&[][..], |source| &source.options);
                let pairs = source.iter().zip(to).filter_map(|(from, to)| Some((from, options.get(*to)?)));
                let told = pairs.map(|(from, to)| format!("{} → {}", named(&from.label), named(&to.label)));
                format!("recode {}: {}", id(*question), told.collect::<Vec<_>>().join(", "))
            }
            Derivation::Bands { number, bands } => {
                let edges: Vec<String> = bands.iter().map(|band| band.lower.to_string()).collect();
                format!("bands of {} from {}", numbers_in_words(number, questions), edges.join(", "))
            }
            Derivation::All(conditions) => format!("all: {}", conditions_in_words(conditions, questions)),
            Derivation::Any(conditions) => format!("any: {}", conditions_in_words(conditions, questions)),
            Derivation::Same(items) => {
                format!("same: {}", items.iter().map(|item| id(*item)).collect::<Vec<_>>().join(", "))
            }
            Derivation::Versions(parts) => {
                let part = |part: &Part| format!("{} {:?}", id(part.question), part.to);
                format!("versions: {}", parts.iter().map(part).collect::<Vec<_>>().join(", "))
            }
            Derivation::Mean { items, at_least } => {
                format!("mean, at least {at_least}: {}", items_in_words(items, questions))
            }
            Derivation::Sum { items, at_least } => {
                format!("sum, at least {at_least}: {}", items_in_words(items, questions))
            }
            Derivation::Ratio { number, of } => {
                format!("ratio of {} to {}", numbers_in_words(number, questions), numbers_in_words(of, questions))
            }
        }
    }
}

fn conditions_in_words(conditions: &[Condition], questions: &[Question]) -> String {
    let told = conditions.iter().filter_map(|condition| {
        let question = questions.get(condition.question)?;
        let labels = condition.options.iter().filter_map(|option| question.options.get(*option));
        let labels: Vec<String> = labels.map(|option| named(&option.label)).collect();
        Some(format!("{} {}", named(&question.id), labels.join("|")))
    });
    told.collect::<Vec<_>>().join(", ")
}

fn items_in_words(items: &[Numbers], questions: &[Question]) -> String {
    items.iter().map(|item| numbers_in_words(item, questions)).collect::<Vec<_>>().join(", ")
}

/// A question with the scores it counts by.
fn numbers_in_words(numbers: &Numbers, questions: &[Question]) -> String {
    let id = questions.get(numbers.question).map_or_else(String::new, |question| named(&question.id));
    if numbers.scores.is_empty() {
        return id;
    }
    let score = |score: &Option<f64>| score.map_or_else(|| "–".to_owned(), |score| score.to_string());
    format!("{id} scored {}", numbers.scores.iter().map(score).collect::<Vec<_>>().join(" "))
}
