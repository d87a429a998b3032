//! What a rule makes of a column, before it gets its name and its place in the definition.

use super::cells::{Cells, Tokens};
use super::dates::DayOrder;
use super::scales::Found;
use super::words::List;
use super::yaml::Yaml;
use super::{ColumnProfile, words};
use crate::decode::Evidence;

/// A column as the rules see it.
pub(super) struct Column<'a> {
    pub profile: &'a ColumnProfile,
    /// How a definition names it.
    pub reference: Yaml,
    /// What is asked, tidy and not too long.
    pub text: String,
    pub cells: Cells,
    /// In which order day and month stand in its dates, where they do not tell it themselves.
    pub order: DayOrder,
    /// What all numbers of the file tell about the decimal mark.
    pub others: Evidence,
}

/// A question as a rule proposes it.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub kind: &'static str,
    /// Why this kind, and what to check.
    pub why: String,
    /// The keys beside kind, text, columns, scale and words for no answer.
    pub keys: Vec<(&'static str, Yaml)>,
    /// The answers or items, which no word for no answer may equal.
    pub labels: Vec<String>,
    /// The scale it shares with others.
    pub scale: Option<Found>,
    /// Words that may be no answer.
    pub tokens: Tokens,
    /// Cells that are none of the form's words, and are taken for no answer: those that may be named.
    pub strays: Vec<String>,
    /// How many others there are, of which nobody but who wrote them may know what they say.
    pub unlisted: u64,
    /// Answers beside the scale.
    pub unscored: Vec<String>,
    /// What to tell with figures that rest on this guess.
    pub cautions: Vec<String>,
}

impl Column<'_> {
    /// Whether the header or the wording mentions one of these words.
    pub fn mentions(&self, list: &[&str]) -> bool {
        words::mentions(&self.text, list) || words::mentions(&self.profile.name, list)
    }

    /// Whether the header or the wording has a word of this list, in any language.
    pub fn speaks_of(&self, list: List) -> bool {
        words::speaks_of(&self.text, list) || words::speaks_of(&self.profile.name, list)
    }

    /// Whether the header or the wording asks if somebody would recommend.
    pub fn asks_to_recommend(&self) -> bool {
        words::asks_to_recommend(&self.text) || words::asks_to_recommend(&self.profile.name)
    }
}
