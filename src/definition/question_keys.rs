//! The keys of questions, of those that are derived, and of the scales they share.

use super::entry::{AnswersEntry, ColumnEntry, OrColumn, TextsEntry};
use super::given::{Key, List, Table, Text};
use super::version_keys::VersionKeys;
pub(super) use super::words::{DecimalWord, DirectionWord, WordingWord};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

/// One question. Which keys it takes depends on its kind.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "Question", extend("required" = ["kind"]))]
pub(super) struct QuestionKeys {
    /// What kind of question it is.
    #[schemars(schema_with = "word")]
    pub kind: Key<Text>,
    /// The wording of the question.
    pub text: Key<Text>,
    /// The column with the answers; or a list of columns, one per option, of which one is filled; or, of a ranking,
    /// one per place, first place first.
    pub column: Key<AnswersEntry>,
    /// With the time at which a duration began; `column` then has the time at which it ended.
    pub from: Key<ColumnEntry>,
    /// Multiple response with one column per option: `option: column`.
    pub columns: Key<Table<ColumnEntry>>,
    /// The items of a grid or ranking with a column each: `item: column`.
    pub items: Key<Table<OrColumn<ItemKeys>>>,
    /// The name of a scale under `scales:`.
    pub scale: Key<Text>,
    /// The answer options.
    #[schemars(length(min = 2))]
    pub options: Key<List<Text>>,
    /// Whether the question's own options are listed from low to high or from high to low.
    pub direction: Key<DirectionWord>,
    /// What the export may write instead of a label: `code: label`.
    pub codes: Key<Table<Text>>,
    /// The score of each of the question's own options, in their order.
    pub scores: Key<List<f64>>,
    /// Answers that were offered beside the scale, such as `Not applicable`: they are answers in the distribution
    /// and in the base of shares, but have no score, so that the mean rests on the others.
    pub unscored: Key<TextsEntry>,
    /// The options that make up the top box.
    pub top: Key<TextsEntry>,
    /// The options that make up the bottom box.
    pub bottom: Key<TextsEntry>,
    /// The option that every answer counts as which is none of the others, such as `Other answers`. It stands last
    /// unless it is listed. With one column per option, the option in whose column people write: any text there is a
    /// tick.
    pub other: Key<Text>,
    /// Options to report together: a name, and the options in it.
    pub nets: Key<Table<TextsEntry>>,
    /// What stands between the options in a cell that holds several, for example `;`.
    pub separator: Key<Text>,
    /// With one column per option: what the export writes when the option was not chosen, for example `0`.
    pub unselected: Key<TextsEntry>,
    /// With one column per option: what the export writes when the option was chosen, for example `1`; its own name
    /// always says so. Without it, whatever is not `unselected` does.
    pub selected: Key<TextsEntry>,
    /// The smallest number possible.
    pub min: Key<f64>,
    /// The largest number possible.
    pub max: Key<f64>,
    /// The unit of a number, for example `years`; for a duration `seconds`, `minutes`, `hours` or `days`.
    pub unit: Key<Text>,
    /// The mark before the decimals of the answers: `point` for 1.5, `comma` for 1,5.
    pub decimal: Key<DecimalWord>,
    /// Numbers up to this one are within target.
    pub target: Key<f64>,
    /// Whether the total is wanted, too: what all whom the survey is about come to, by its weights.
    pub total: Key<bool>,
    /// How the export writes dates, for example `%d/%m/%Y` for 31/12/2026. Names of weekdays are passed over. `excel`
    /// for the numbers of a spreadsheet, `unix` and `unix_ms` for seconds and milliseconds since 1970.
    pub format: Key<Text>,
    /// The version of the Customer Effort Score: `1.0` asks for effort (low is good), `2.0` for ease (high is good).
    #[schemars(schema_with = "super::words::ces_versions")]
    pub version: Key<Text>,
    /// The wording of the Friends and Family Test: `experience` (since 2020) or `recommend` (before).
    pub wording: Key<WordingWord>,
    /// Whether the Friends and Family score of before 2015 is wanted too. Needs `wording: recommend`.
    pub legacy_score: Key<bool>,
    /// What the export writes where this question has no answer, beside the survey's own `missing`.
    pub missing: Key<TextsEntry>,
    /// Answers that mean *I don't know*.
    pub dont_know: Key<TextsEntry>,
    /// Answers that mean *I'd rather not say*.
    pub refused: Key<TextsEntry>,
    /// `missing` where a cell that is none of the answers is no answer, whatever it says: words among numbers, points
    /// that the scale does not have. Such cells are counted as unrecognised and told, but are no trouble. Without it,
    /// `check` finds fault with them.
    pub unrecognised: Key<UnrecognisedWord>,
    /// What the export writes where a duration has not ended, such as a chat that nobody replied to; `""` is an
    /// empty cell. It counts in the base of the share within the target, and in no mean. With `from` an empty cell
    /// means this already; where other words are listed it is no answer again.
    pub never: Key<TextsEntry>,
    /// Who was asked: an earlier question and the answers that lead here. Several questions must all hold.
    pub asked_if: Key<Table<TextsEntry>>,
    /// `true` where the question reads a column that an earlier question reads, too, such as a number from 0 to 10 that
    /// is reported as an NPS and as a mean. Without it, a column that is named twice is a slip.
    pub shared: Key<bool>,
    /// How the question was asked before, where its wording, scale, options or column have changed: the versions in the
    /// order of time. Which one a response answered, the day tells on which it was submitted; what stands beside
    /// `versions` is the question as it is asked today.
    #[schemars(length(min = 1))]
    pub versions: Key<List<VersionKeys>>,
}

/// A word of which the kinds of questions know the choice; `schema.rs` adds it.
fn word(_: &mut SchemaGenerator) -> Schema {
    json_schema!({})
}

/// What cells count as that are none of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum UnrecognisedWord {
    /// As no answer.
    Missing,
}

/// An item of a grid or ranking.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("oneOf" = [{ "required": ["column"] }, { "required": ["columns"] }]))]
pub(super) struct ItemKeys {
    /// The column with the answers.
    pub column: Key<ColumnEntry>,
    /// In a grid with a column per item and answer: the answers, and the column in which each is ticked.
    pub columns: Key<Table<ColumnEntry>>,
    /// The wording of the item.
    pub text: Key<Text>,
}

/// A question that is worked out from others. One of `recode`, `bands`, `all`, `any`, `same`, `mean` and
/// `sum` says how.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("oneOf" = [
    { "required": ["from", "recode"] }, { "required": ["from", "bands"] }, { "required": ["all"] },
    { "required": ["any"] }, { "required": ["same"] }, { "required": ["mean"] }, { "required": ["sum"] },
]))]
pub(super) struct DeriveKeys {
    /// What the question says, as people read it.
    pub text: Key<Text>,
    /// The question that is recoded or cut into bands.
    pub from: Key<Text>,
    /// Which options count together: a new name, and the options of `from` that it stands for.
    pub recode: Key<Table<TextsEntry>>,
    /// With `recode`: the name for all options that stand under no other.
    pub other: Key<Text>,
    /// The lower edges of bands of a number, a length of time or the scores of a scale: `[0, 15, 30]` gives 0–14, 15–29
    /// and 30+. A number below the first edge is not recognised.
    #[schemars(length(min = 2))]
    pub bands: Key<List<f64>>,
    /// `Yes` for those who gave one of the answers listed to every question listed, else `No`: `question: answers`.
    pub all: Key<Table<TextsEntry>>,
    /// `Yes` for those who gave one of the answers listed to at least one question listed, else `No`.
    pub any: Key<Table<TextsEntry>>,
    /// `Yes` for those who gave all of these questions, which have the same options, the same answer, else `No`. A grid
    /// stands for all of its items: who gave each of them the same answer may have been in haste.
    pub same: Key<TextsEntry>,
    /// The mean of these questions: numbers, or scores of scales. A grid stands for all of its items.
    pub mean: Key<TextsEntry>,
    /// The sum of these questions: numbers, or scores of scales. A grid stands for all of its items.
    pub sum: Key<TextsEntry>,
    /// The number whose total is told as a ratio to that of another one, `of`.
    pub ratio: Key<Text>,
    /// With `ratio`: the number below the line. Whoever gave both counts.
    pub of: Key<Text>,
    /// Of how many items a mean or a sum needs an answer. Without it, of all of them.
    #[schemars(range(min = 1))]
    pub at_least: Key<u64>,
    /// Whether the new options or bands are listed from the worst to the best (`low_to_high`) or from the best to the
    /// worst: they are a rating then, with scores 1, 2, … from the worst. Without it they are no scale.
    pub direction: Key<DirectionWord>,
    /// The score of each new option or band, in their order.
    pub scores: Key<List<f64>>,
    /// The new options or bands that make up the top box.
    pub top: Key<TextsEntry>,
    /// The new options or bands that make up the bottom box.
    pub bottom: Key<TextsEntry>,
    /// New options or bands to report together: a name, and the options in it.
    pub nets: Key<Table<TextsEntry>>,
    /// The unit of a mean or a sum.
    pub unit: Key<Text>,
    /// Means or sums up to this number are within target.
    pub target: Key<f64>,
    /// Whether the total of a sum is wanted, too: what all whom the survey is about come to, by its weights.
    pub total: Key<bool>,
}

/// An answer scale: its options from low to high, or the options with their direction and more.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum ScaleEntry {
    /// The options, from the lowest (worst) to the highest (best).
    List(#[schemars(length(min = 2))] List<Text>),
    /// The options in any direction, which must be said.
    Map(Box<ScaleKeys>),
}

/// An answer scale.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["direction", "options"]))]
pub(super) struct ScaleKeys {
    /// Whether the options are listed from low to high or from high to low.
    pub direction: Key<DirectionWord>,
    /// The options in the order people read them.
    #[schemars(length(min = 2))]
    pub options: Key<List<Text>>,
    /// What the export may write instead of a label: `code: label`.
    pub codes: Key<Table<Text>>,
    /// The score of each option, in the order of the options. Without it, 1 for the lowest, 2 for the next, …
    pub scores: Key<List<f64>>,
    /// Answers beside the scale, such as `Not applicable`: they count in the base of shares, and have no score.
    pub unscored: Key<TextsEntry>,
    /// The options that make up the top box.
    pub top: Key<TextsEntry>,
    /// The options that make up the bottom box.
    pub bottom: Key<TextsEntry>,
    /// Options to report together: a name, and the options in it.
    pub nets: Key<Table<TextsEntry>>,
}
