//! The keys of an earlier version of a question.

use super::entry::{AnswersEntry, ColumnEntry, TextsEntry};
use super::given::{Key, List, Table, Text};

use super::source::Mark;
use super::words::{DecimalWord, DirectionWord, WordingWord};
use schemars::JsonSchema;
use serde::Deserialize;

/// A version of a question: the days on which it was asked so, and what was different then. What it does not say is as
/// it is today. Figures before and after a change are not comparable unless `same_as` or `recode` builds a bridge; an
/// earlier version without one is a question of its own, called like `phone_until_2025-12-31`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "Version", extend("anyOf" = [{ "required": ["until"] }, { "required": ["from"] }]))]
pub(super) struct VersionKeys {
    /// The first day on which the question was asked so, for example `2026-01-01`. Without it, the day after the
    /// version before; the first version has none.
    pub from: Key<Text>,
    /// The last day on which the question was asked so, for example `2025-12-31`. Only today's version has none: it is
    /// what stands beside `versions`.
    pub until: Key<Text>,
    /// `next` where this is the same question as in the version after it, and only the wording or the column changed:
    /// the answers to both are counted together.
    pub same_as: Key<SameWord>,
    /// What each option stands for in the version after this one, where it is another one there: `old: new`. The answers
    /// to both versions are counted together then.
    pub recode: Key<Table<Text>>,
    /// The wording of the question.
    pub text: Key<Text>,
    /// The column with the answers, or columns of which one is filled.
    pub column: Key<AnswersEntry>,
    /// Multiple response with one column per option: `option: column`.
    pub columns: Key<Table<ColumnEntry>>,
    /// The name of a scale under `scales:`. With it, `options` or `min`, nothing holds of today's scale: no codes, scores,
    /// boxes and nets.
    pub scale: Key<Text>,
    /// The answer options.
    #[schemars(length(min = 2))]
    pub options: Key<List<Text>>,
    /// Whether these options are listed from low to high or from high to low.
    pub direction: Key<DirectionWord>,
    /// What the export wrote instead of a label: `code: label`.
    pub codes: Key<Table<Text>>,
    /// The score of each of these options, in their order.
    pub scores: Key<List<f64>>,
    /// Answers that were offered beside the scale.
    pub unscored: Key<TextsEntry>,
    /// The options that make up the top box.
    pub top: Key<TextsEntry>,
    /// The options that make up the bottom box.
    pub bottom: Key<TextsEntry>,
    /// The option that every answer counts as which is none of the others.
    pub other: Key<Text>,
    /// Options to report together: a name, and the options in it.
    pub nets: Key<Table<TextsEntry>>,
    /// What stood between the options in a cell that holds several.
    pub separator: Key<Text>,
    /// What the export wrote when an option was not chosen.
    pub unselected: Key<TextsEntry>,
    /// What the export wrote when an option was chosen.
    pub selected: Key<TextsEntry>,
    /// The smallest number possible.
    pub min: Key<f64>,
    /// The largest number possible.
    pub max: Key<f64>,
    /// The unit of a number or a duration.
    pub unit: Key<Text>,
    /// The mark before the decimals of the answers.
    pub decimal: Key<DecimalWord>,
    /// How the export wrote dates.
    pub format: Key<Text>,
    /// The version of the Customer Effort Score.
    #[schemars(schema_with = "super::words::ces_versions")]
    pub version: Key<Text>,
    /// The wording of the Friends and Family Test.
    pub wording: Key<WordingWord>,
    /// What the export wrote where this question has no answer.
    pub missing: Key<TextsEntry>,
    /// Answers that meant *I don't know*.
    pub dont_know: Key<TextsEntry>,
    /// Answers that meant *I'd rather not say*.
    pub refused: Key<TextsEntry>,
}

/// Which version an earlier one is the same as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SameWord {
    /// The version that came after it.
    Next,
}

impl VersionKeys {
    /// The keys that are given about the question, with their places.
    pub(super) fn given(&self) -> Vec<(&'static str, Mark)> {
        let keys = [
            ("text", self.text.mark()),
            ("column", self.column.mark()),
            ("columns", self.columns.mark()),
            ("scale", self.scale.mark()),
            ("options", self.options.mark()),
            ("direction", self.direction.mark()),
            ("codes", self.codes.mark()),
            ("scores", self.scores.mark()),
            ("unscored", self.unscored.mark()),
            ("top", self.top.mark()),
            ("bottom", self.bottom.mark()),
            ("other", self.other.mark()),
            ("nets", self.nets.mark()),
            ("separator", self.separator.mark()),
            ("unselected", self.unselected.mark()),
            ("selected", self.selected.mark()),
            ("min", self.min.mark()),
            ("max", self.max.mark()),
            ("unit", self.unit.mark()),
            ("decimal", self.decimal.mark()),
            ("format", self.format.mark()),
            ("version", self.version.mark()),
            ("wording", self.wording.mark()),
            ("missing", self.missing.mark()),
            ("dont_know", self.dont_know.mark()),
            ("refused", self.refused.mark()),
        ];
        keys.into_iter().filter_map(|(name, mark)| Some((name, mark?))).collect()
    }
}
