//! What a rule makes of a column, and the question that comes of it.

use super::cells::{Cells, Tokens};
use super::found::Found;
use super::profile::ColumnProfile;
use super::words;
use super::words::List;
use super::yaml::Yaml;
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

/// In which order day and month stand where a column's own dates do not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// Nothing tells.
    Unknown,
    /// The day first, because of this.
    Day(&'static str),
    /// The month first, because of this.
    Month(&'static str),
}

/// A question with its name and place.
pub(super) struct Asked {
    pub id: String,
    pub text: String,
    /// `column:` unless its columns are among the draft's keys.
    pub column: Option<Yaml>,
    /// Positions of the columns that it reads.
    pub positions: Vec<usize>,
    pub draft: Draft,
    /// Position of its scale in [`Page::scales`].
    pub scale: Option<usize>,
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
