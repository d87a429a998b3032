//! The format of a definition, key by key.
//!
//! These types are what is read and what the JSON Schema is made from, so neither can know a key that the
//! other does not. Their doc comments are the descriptions that editors show while a definition is typed.
//! What the values mean together is decided in the files beside this one.

use super::ColumnRef;
use super::given::{Given, Key, List, Table, Text};
use super::source::{Mark, Notes};
use crate::decode::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

/// The definition of a survey: which questions it asks, and where their answers stand in the export.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "Survey definition", extend("required" = ["survey", "questions"]))]
pub(super) struct Definition {
    /// Short name of the survey in lower case, for example `gp-experience`.
    pub survey: Key<Text>,
    /// The survey's title as people read it.
    pub title: Key<Text>,
    /// The column with the response id. A response that occurs twice is counted once.
    pub response_id: Key<OrColumn<ResponseIdKeys>>,
    /// The column that says when a response was submitted. Needed for waves and for choosing dates.
    pub submitted: Key<OrColumn<SubmittedKeys>>,
    /// The platform that wrote the export, for example `qualtrics`. Without it, the export is recognised by
    /// its header.
    pub platform: Key<Text>,
    /// Lines before the table in every export, as an editor counts them, blank ones too: titles, notes. Without it,
    /// the table is found by the width of its rows.
    #[schemars(range(max = 1000))]
    pub skip_rows: Key<u64>,
    /// Rows that the header takes up: 0 when the first row is a response already, and columns are named by their
    /// position; up to 4. Without it, as the platform writes it, or as a comparison of the rows shows.
    #[schemars(range(max = 4))]
    pub header_rows: Key<u64>,
    /// The sheet of a workbook, by its name or number, or the file of a ZIP archive that holds several. Without it,
    /// the first sheet that is not blank, and the only table in the archive.
    pub sheet: Key<SheetEntry>,
    /// The table in a database that responses lie in, where no export is named.
    pub source: Key<SourceKeys>,
    /// What stands between the cells of the export: a character such as `;`, a few such as `||`, or `tab` or
    /// `space`. Found out when not given.
    pub delimiter: Key<Text>,
    /// The quotation mark around cells, for example `'`; `none` where there are none. It is `"`, or found out, when
    /// not given.
    pub quote: Key<Text>,
    /// The character before one that means itself, for example a backslash before a quotation mark; `none` where
    /// there is none. Found out when not given.
    pub escape: Key<Text>,
    /// The character that lines begin with which are no rows, for example `#`; `none` where every line counts. Found
    /// out when not given.
    pub comment: Key<Text>,
    /// Which responses are complete. Without it, every response counts as complete.
    pub complete: Key<CompleteKeys>,
    /// The mark before the decimals of numbers. Without it, the cells of each column tell; needed where they cannot:
    /// `1,234` may be more than a thousand or a little more than one.
    pub decimal: Key<DecimalWord>,
    /// The column with the weight of a response. Without it, every response weighs 1.
    pub weight: Key<OrColumn<WeightKeys>>,
    /// How the respondents were drawn, where not each by himself.
    pub design: Key<DesignKeys>,
    /// How many people were invited, in all or by segment. Gives response rates.
    pub invited: Key<InvitedEntry>,
    /// What the export writes where there is no answer, for example `N/A`. Empty cells are never answers.
    pub missing: Key<TextsEntry>,
    /// Answer scales that several questions share, by a name of your choice.
    pub scales: Key<Table<ScaleEntry>>,
    /// The questions in the order they are reported, by a short name of your choice.
    pub questions: Key<Table<QuestionKeys>>,
    /// Questions that are worked out from others, by a short name of your choice: recoded, cut into bands, combined, or
    /// the mean of several. Each stands after the last question it comes from, and is a question like any other.
    pub derive: Key<Table<DeriveKeys>>,
    /// The groups that figures can be broken down by, such as sites or age bands.
    pub segments: Key<Table<OrColumn<SegmentKeys>>>,
    /// The length of a wave, when responses are followed over time.
    pub waves: Key<WaveWord>,
    /// What keeps single people from being recognised in the figures.
    pub disclosure: Key<DisclosureKeys>,
}

/// A column of the export, by its header or by its position (the first column is 1).
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum ColumnEntry {
    /// The position of the column; the first one is 1.
    Number(#[schemars(range(min = 1))] u64),
    /// The header of the column, exactly as the export writes it.
    Text(#[schemars(with = "String")] Text),
}

/// A sheet, by its name or by its number (the first one is 1).
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum SheetEntry {
    /// The number of the sheet; the first one is 1.
    Number(#[schemars(range(min = 1))] u64),
    /// The name of the sheet, or of the file in the archive.
    Text(#[schemars(with = "String")] Text),
}

/// Where the answers to a question stand: in one column, or in one of several.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum AnswersEntry {
    /// The position of the column; the first one is 1.
    Number(#[schemars(range(min = 1))] u64),
    /// The header of the column, exactly as the export writes it.
    Text(#[schemars(with = "String")] Text),
    /// Columns of which one is filled; of a ranking, one per place.
    List(#[schemars(length(min = 2))] List<ColumnEntry>),
}

/// A column, or a block of keys that names the column and says more about it.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(inline, untagged)]
pub(super) enum OrColumn<T> {
    /// The position of the column; the first one is 1.
    Number(#[schemars(range(min = 1))] u64),
    /// The header of the column, exactly as the export writes it.
    Text(#[schemars(with = "String")] Text),
    /// The column, and more about it.
    Map(T),
}

/// One text, or a list of texts.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum TextsEntry {
    /// One text.
    Text(Text),
    /// Several texts.
    List(#[schemars(length(min = 1))] List<Text>),
}

/// The id of a response, and how far it tells responses apart.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["column"]))]
pub(super) struct ResponseIdKeys {
    /// The column.
    pub column: Key<ColumnEntry>,
    /// Whether an id stands for one response in all files or only within its own. Without it, an id that comes back
    /// in another file with other answers counts as another person, and is told.
    pub scope: Key<ScopeWord>,
}

/// A table in a database.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["uri", "table"]))]
pub(super) struct SourceKeys {
    /// The database: `sqlite:FILE`, `duckdb:FILE`, `postgresql://HOST/DATABASE` or `profile://NAME`, without a password.
    pub uri: Key<Text>,
    /// The table or view, with a row a response.
    pub table: Key<Text>,
    /// Where it has a row an answer: the columns with the response's id, the question and the answer.
    pub long: Key<LongKeys>,
}

/// The columns of a table with a row an answer.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "question", "answer"]))]
pub(super) struct LongKeys {
    /// The column with the response's id.
    pub id: Key<Text>,
    /// The column with the question's name.
    pub question: Key<Text>,
    /// The column with the answer.
    pub answer: Key<Text>,
}

/// How far a response id tells responses apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ScopeWord {
    /// Ids begin anew in each file: the same id in two files is two people.
    File,
    /// An id is one response, whichever file it stands in: only the first one counts.
    All,
}

/// When a response was submitted.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["column"]))]
pub(super) struct SubmittedKeys {
    /// The column.
    pub column: Key<ColumnEntry>,
    /// The time zone whose calendar days are meant, for example `Europe/London`.
    pub timezone: Key<Text>,
    /// How the export writes dates, for example `%d/%m/%Y` for 31/12/2026 or `%d/%m/%Y %H:%M` with the time. Names of
    /// weekdays are passed over. `excel` for the numbers of a spreadsheet, `unix` and `unix_ms` for seconds and
    /// milliseconds since 1970.
    pub format: Key<Text>,
    /// What the export writes where there is no date, beside the survey's own `missing`.
    pub missing: Key<TextsEntry>,
}

/// Which responses are complete.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["column"], "oneOf" = [{ "required": ["is"] }, { "required": ["filled"] }]))]
pub(super) struct CompleteKeys {
    /// The column that tells complete responses.
    pub column: Key<ColumnEntry>,
    /// What it holds when a response is complete: one text, or a list.
    pub is: Key<TextsEntry>,
    /// `true` when a response is complete if anything at all stands in the column, such as the date it was submitted.
    #[schemars(extend("const" = true))]
    pub filled: Key<bool>,
}

/// The column with the weight.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["column"]))]
pub(super) struct WeightKeys {
    /// The column.
    pub column: Key<ColumnEntry>,
    /// The mark before the decimals of weights.
    pub decimal: Key<DecimalWord>,
}

/// How the respondents were drawn: the segments that say in which stratum and by which unit.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DesignKeys {
    /// The segment whose values are the strata.
    pub stratum: Key<Text>,
    /// The segment whose values are the primary sampling units: the practices, wards or days that were drawn first.
    pub unit: Key<Text>,
}

/// How many people were invited: in all, or by segment.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum InvitedEntry {
    /// In all.
    Number(#[schemars(range(min = 1))] u64),
    /// `total`, and per segment the number for each of its values.
    Map(Table<InvitedPart>),
}

/// How many people were invited in one respect.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum InvitedPart {
    /// Under `total`: how many in all.
    Number(#[schemars(range(min = 1))] u64),
    /// Under the name of a segment: how many for each of its values.
    Map(Table<u64>),
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

/// The direction in which a scale's options are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DirectionWord {
    /// The lowest (worst) option first.
    LowToHigh,
    /// The highest (best) option first.
    HighToLow,
    /// Only for a grid's own options: they are no scale, and have no scores.
    None,
}

/// One question. Which keys it takes depends on its kind.
#[derive(Debug, Default, Deserialize, JsonSchema)]
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
    /// How the export writes dates, for example `%d/%m/%Y` for 31/12/2026. Names of weekdays are passed over. `excel`
    /// for the numbers of a spreadsheet, `unix` and `unix_ms` for seconds and milliseconds since 1970.
    pub format: Key<Text>,
    /// The version of the Customer Effort Score: `1.0` asks for effort (low is good), `2.0` for ease (high is good).
    #[schemars(schema_with = "ces_versions")]
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
}

/// A word of which the kinds of questions know the choice; `schema.rs` adds it.
fn word(_: &mut SchemaGenerator) -> Schema {
    json_schema!({})
}

/// The versions of the Customer Effort Score; an editor reads an unquoted `2.0` as a number.
fn ces_versions(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["1.0", "2.0", 1.0, 2.0] })
}

/// The mark before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DecimalWord {
    /// 1.5; a comma may stand between thousands.
    Point,
    /// 1,5; a point may stand between thousands.
    Comma,
}

impl DecimalWord {
    /// What it means.
    pub const fn decimal(self) -> Decimal {
        match self {
            DecimalWord::Point => Decimal::Point,
            DecimalWord::Comma => Decimal::Comma,
        }
    }
}

/// What cells count as that are none of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum UnrecognisedWord {
    /// As no answer.
    Missing,
}

/// The wording of the Friends and Family Test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum WordingWord {
    /// *Overall, how was your experience of our service?* From *Very good* to *Very poor*; since April 2020.
    Experience,
    /// *How likely are you to recommend our service?* From *Extremely likely* to *Extremely unlikely*.
    Recommend,
}

/// An item of a grid or ranking.
#[derive(Debug, Default, Deserialize, JsonSchema)]
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
}

/// What a segment can be that stands in no column of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ByWord {
    /// The hour of the day at which a response was submitted.
    Hour,
    /// The day of the week on which it was submitted.
    Weekday,
    /// The export that it stands in.
    File,
}

/// The bands of numbers or dates.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum BandsEntry {
    /// Of dates, whole periods.
    Text(#[schemars(extend("enum" = ["week", "month", "quarter", "year"]))] Text),
    /// The lower edges, from the smallest to the largest: numbers, or dates such as `2026-01-31`.
    List(#[schemars(length(min = 2))] List<Text>),
}

/// A segment: a column, the answers to a question, or what is known of every response.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("oneOf" = [{ "required": ["column"] }, { "required": ["question"] }, { "required": ["by"] }]))]
pub(super) struct SegmentKeys {
    /// The column.
    pub column: Key<ColumnEntry>,
    /// The question whose answers are the groups: its options, or `bands` of its numbers. Whoever chose several options
    /// is in several groups.
    pub question: Key<Text>,
    /// Instead of a column: the `hour` or the `weekday` on which a response was submitted, or the `file` it stands in.
    pub by: Key<ByWord>,
    /// The segment's title as people read it.
    pub title: Key<Text>,
    /// The values in the order they are reported. Without them, whatever the export holds.
    #[schemars(length(min = 1))]
    pub options: Key<List<Text>>,
    /// What the export may write instead of an option: `code: option`.
    pub codes: Key<Table<Text>>,
    /// The option that every value counts as which is none of the others. It stands last unless it is listed.
    pub other: Key<Text>,
    /// The lower edges of numeric bands: `[0, 16, 65]` gives 0–15, 16–64 and 65+. Of a question about a date the first
    /// days, or whole periods.
    pub bands: Key<BandsEntry>,
    /// The mark before the decimals of the numbers that the bands are for.
    pub decimal: Key<DecimalWord>,
    /// What the export writes where the value is not stated, beside the survey's own `missing`.
    pub missing: Key<TextsEntry>,
    /// `missing` where a cell that is in none of the `bands`, or is none of the `options`, is not stated, whatever it
    /// says. Such cells are counted and told, but are no trouble. Without it, `check` finds fault with them.
    pub unrecognised: Key<UnrecognisedWord>,
}

/// The length of a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum WaveWord {
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// January to March, April to June, and so on.
    Quarter,
    /// A calendar year.
    Year,
}

/// What keeps single people from being recognised in the figures.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DisclosureKeys {
    /// Figures that rest on fewer respondents are not shown. 5 when left out.
    #[schemars(range(min = 1))]
    pub minimum: Key<u64>,
}

impl SheetEntry {
    /// The name, or the number as it is written.
    pub(super) fn name(&self) -> String {
        match self {
            SheetEntry::Number(number) => number.to_string(),
            SheetEntry::Text(name) => name.to_string(),
        }
    }
}

impl ColumnEntry {
    /// The column, if it can be one.
    pub fn column(&self, mark: Mark, notes: &Notes) -> Option<ColumnRef> {
        match self {
            ColumnEntry::Number(position) => by_position(*position, mark, notes),
            ColumnEntry::Text(header) => by_header(header, mark, notes),
        }
    }
}

impl AnswersEntry {
    /// Every column with its place. `None` when one of them can be none.
    pub fn columns(&self, mark: Mark, notes: &Notes) -> Option<Vec<(ColumnRef, Mark)>> {
        match self {
            AnswersEntry::Number(position) => Some(vec![(by_position(*position, mark, notes)?, mark)]),
            AnswersEntry::Text(header) => Some(vec![(by_header(header, mark, notes)?, mark)]),
            AnswersEntry::List(list) => {
                let column =
                    |given: &Given<ColumnEntry>| Some((given.value.as_ref()?.column(given.mark, notes)?, given.mark));
                list.iter().map(column).collect()
            }
        }
    }
}

impl<T> OrColumn<T> {
    /// The keys, when there is a block of them.
    pub fn keys(&self) -> Option<&T> {
        match self {
            OrColumn::Map(keys) => Some(keys),
            _ => None,
        }
    }

    /// The column and its place. `key` finds it in the block of keys; `owner` is who needs it.
    pub fn column(
        &self,
        mark: Mark,
        key: impl Fn(&T) -> &Key<ColumnEntry>,
        owner: &str,
        notes: &Notes,
    ) -> Option<(ColumnRef, Mark)> {
        let column = match self {
            OrColumn::Number(position) => by_position(*position, mark, notes)?,
            OrColumn::Text(header) => by_header(header, mark, notes)?,
            OrColumn::Map(keys) => return required_column(key(keys), mark, owner, notes),
        };
        Some((column, mark))
    }
}

/// A column that must be given: what it is, and where it was named.
pub(super) fn required_column(
    key: &Key<ColumnEntry>,
    owner_mark: Mark,
    owner: &str,
    notes: &Notes,
) -> Option<(ColumnRef, Mark)> {
    if key.mark().is_none() {
        let help = "add `column:` with the header of a column, or its position";
        notes.fault(owner_mark, format!("{owner} has no `column`"), help);
    }
    let (entry, mark) = key.marked()?;
    Some((entry.column(mark, notes)?, mark))
}

fn by_position(position: u64, mark: Mark, notes: &Notes) -> Option<ColumnRef> {
    let position = usize::try_from(position).ok().filter(|position| *position > 0);
    if position.is_none() {
        notes.fault(mark, "there is no such column position", "the first column is 1");
    }
    position.map(ColumnRef::Position)
}

fn by_header(header: &str, mark: Mark, notes: &Notes) -> Option<ColumnRef> {
    if header.trim().is_empty() {
        notes.fault(mark, "a column without a name", "write its header, or its position as a number from 1");
        return None;
    }
    Some(ColumnRef::Name(header.to_owned()))
}

impl TextsEntry {
    /// Every text with its place.
    pub fn each(&self, mark: Mark) -> Vec<(&str, Mark)> {
        match self {
            TextsEntry::Text(text) => vec![(text, mark)],
            TextsEntry::List(list) => marked(list),
        }
    }
}

impl Key<TextsEntry> {
    /// Every text with its place; none when the key is not given.
    pub fn each(&self) -> Vec<(&str, Mark)> {
        self.marked().map_or_else(Vec::new, |(entry, mark)| entry.each(mark))
    }
}

/// The sound texts of a list with their places.
pub(super) fn marked(list: &List<Text>) -> Vec<(&str, Mark)> {
    list.iter().filter_map(|item| Some((&**item.value.as_ref()?, item.mark))).collect()
}
