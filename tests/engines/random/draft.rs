//! A definition on its way.

use super::words::header;
use crate::support::Dice;
use serde_json::{Map, Value};
use std::fmt::Write as _;
use survey::definition::{self, Question, Survey};
use survey::plan::Shape;

/// The keys of an entry.
pub type Keys = Map<String, Value>;

/// Entries in their order.
pub type Entries = Vec<(String, Value)>;

/// What all surveys are drawn from, each with its number.
const SEED: u64 = 4500;

/// What has been drawn so far. Entries are written as JSON, a line each, which YAML reads.
pub struct Draft {
    pub number: usize,
    pub dice: Dice,
    /// Keys of the survey itself.
    pub head: Entries,
    pub scales: Entries,
    pub questions: Entries,
    pub derived: Entries,
    pub segments: Entries,
}

impl Draft {
    pub fn new(number: usize) -> Draft {
        let dice = Dice::new(SEED + number as u64);
        let [head, scales, questions, derived, segments] = [const { Vec::new() }; 5];
        Draft { number, dice, head, scales, questions, derived, segments }
    }

    pub fn yaml(&self) -> String {
        let mut text = String::new();
        for (key, value) in &self.head {
            let _ = writeln!(text, "{key}: {value}");
        }
        let blocks = [
            ("scales", &self.scales),
            ("questions", &self.questions),
            ("derive", &self.derived),
            ("segments", &self.segments),
        ];
        for (block, entries) in blocks.into_iter().filter(|(_, entries)| !entries.is_empty()) {
            let _ = writeln!(text, "{block}:");
            for (name, keys) in entries {
                let _ = writeln!(text, "  {name}: {keys}");
            }
        }
        text
    }

    /// The survey as far as it goes: a question at least.
    pub fn survey(&self) -> Survey {
        let yaml = self.yaml();
        definition::parse(yaml.as_bytes(), "survey.yaml").unwrap_or_else(|faults| panic!("{faults:?}\n{yaml}"))
    }

    /// The questions drawn so far; grids are their items.
    pub fn asked(&self) -> Vec<Question> {
        if self.questions.is_empty() { Vec::new() } else { self.survey().questions }
    }

    /// A column that nothing else stands in.
    pub fn column(&mut self, name: &str) -> String {
        header(&mut self.dice, name)
    }

    /// One of the things that this survey is to have for sure, so that together all surveys have all of them.
    pub fn due<'a, T>(&self, of: &'a [T]) -> &'a T {
        &of[self.number % of.len()]
    }
}

/// Whether people chose one of several options, or several of them.
pub fn is_closed(question: &Question) -> bool {
    matches!(question.shape, Shape::Coded { .. } | Shape::Multiple { .. })
}

/// The labels of its options.
pub fn labels_of(question: &Question) -> Vec<String> {
    question.options.iter().map(|option| option.label.clone()).collect()
}
