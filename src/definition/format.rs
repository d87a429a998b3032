//! The format of a definition, key by key.
//!
//! These types are what is read and what the JSON Schema is made from, so neither can know a key that the
//! other does not. Their doc comments are the descriptions that editors show while a definition is typed.
//! What the values mean together is decided in the files beside this one.

use super::entry::{ColumnEntry, OrColumn, SheetEntry, TextsEntry};
use super::given::{Key, List, Table, Text};
use super::question_keys::{DecimalWord, DeriveKeys, QuestionKeys, ScaleEntry, UnrecognisedWord};
use super::replicate_keys::ReplicateKeys;
use schemars::JsonSchema;
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
    /// What is known of the population, where responses are weighted until they agree with it.
    pub weighting: Key<WeightingKeys>,
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
    /// Days on which something changed that figures may answer to: a training, a move, a new telephone system.
    pub events: Key<List<EventKeys>>,
    /// What keeps single people from being recognised in the figures.
    pub disclosure: Key<DisclosureKeys>,
}

/// The id of a response, and how far it tells responses apart.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["column"]))]
pub(super) struct ResponseIdKeys {
    /// The column.
    pub column: Key<ColumnEntry>,
    /// Whether an id stands for one response in all files or only within its own, or for a person. Without it, an id that comes back
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
    /// An id is one person, whichever file it stands in: only the first response counts, but of two sides that are compared
    /// the first on each, and whoever is on both is known to be the same.
    Person,
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

/// How the respondents were drawn, where not each by himself out of all.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DesignKeys {
    /// The segment whose values are the strata, or the column where no segment is called so.
    pub strata: Key<Text>,
    /// The segment, or column, whose values are the primary sampling units: the practices, wards or days that were drawn first. Of two
    /// segments, the second tells the units that were drawn within those.
    pub clusters: Key<TextsEntry>,
    /// How many there were to draw from in each stratum: units, or people where these were drawn one by one. The segment
    /// whose values are these numbers, or the numbers themselves by stratum; without strata one number. Without it,
    /// there were far more than were drawn. Of two, the second says how many there were within each unit drawn first.
    pub population: Key<PopulationEntry>,
    /// What a stratum of which only one unit was drawn adds to variances. It is refused when not given.
    pub lonely: Key<LonelyWord>,
    /// The column with the probability that a respondent was drawn, above 0 and at most 1, in place of a weight: a respondent
    /// weighs 1 / probability.
    pub probabilities: Key<OrColumn<WeightKeys>>,
    /// In place of the others: columns of replicate weights that come with the survey.
    pub replicates: Key<ReplicateKeys>,
}

/// How many units there were to draw from.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum PopulationEntry {
    /// In all, where there are no strata.
    Number(#[schemars(range(min = 1))] u64),
    /// The segment whose values are the numbers.
    Text(Text),
    /// In each stratum, by its name.
    Map(Table<u64>),
    /// In each of two stages.
    List(#[schemars(length(min = 1, max = 2))] List<StageEntry>),
}

/// How many units there were to draw from in one of two stages.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum StageEntry {
    /// Everywhere.
    Number(#[schemars(range(min = 1))] u64),
    /// The segment whose values are the numbers.
    Text(Text),
    /// In each stratum, by its name; in the first stage only.
    Map(Table<u64>),
}

/// What a stratum adds to variances of which only one unit was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum LonelyWord {
    /// There are no variances then.
    Fail,
    /// Nothing, because the unit was sure to be drawn.
    Certainty,
    /// The square of how far it lies from the mean of all units.
    Adjust,
    /// As much as the other strata add on average.
    Average,
}

/// Weights that make responses agree with what is known of the population.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["targets"]))]
pub(super) struct WeightingKeys {
    /// The column with the weights that responses start with; or `design`: as many as there were in the stratum for each
    /// that was drawn. Without it the survey's `weight`, or 1 each.
    pub start: Key<ColumnEntry>,
    /// The margins: by the name of a segment or a question, or of several joined by `×`, how many people there are of each
    /// value, or which share they are of all.
    pub targets: Key<Table<Table<f64>>>,
    /// How weights are made to agree. One margin is post-stratified, several are raked, when not given.
    pub method: Key<CalibrationWord>,
    /// How large a weight may become.
    pub trim: Key<TrimKeys>,
    /// Weights for those who did not answer, before targets.
    pub non_response: Key<NonResponseKeys>,
    /// Sums over the population, by segments whose values are numbers. With `method: greg`.
    pub totals: Key<Table<f64>>,
}

/// How weights are made to agree with targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CalibrationWord {
    /// One margin: each part is given its size.
    PostStratify,
    /// One margin after the other, until all agree.
    Rake,
    /// All at once, by regression; also with sums of numbers.
    Greg,
}

/// How large a weight may become.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["above"]))]
pub(super) struct TrimKeys {
    /// So many times the mean weight. What is above is spread evenly over the others.
    #[schemars(extend("exclusiveMinimum" = 1))]
    pub above: Key<f64>,
}

/// Weights for those who did not answer.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["classes"]))]
pub(super) struct NonResponseKeys {
    /// The segment or question whose values are classes: all who answered in one stand for all who were asked in it, by
    /// `invited` or, without, with those who broke off.
    pub classes: Key<Text>,
}

/// How many people were invited: in all, or by segment.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub(super) enum InvitedEntry {
    /// In all.
    Number(#[schemars(range(min = 1))] u64),
    /// `total`, and per segment the number for each of its values; `whole_list: true` where those invited are all
    /// that the figures are about.
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
    /// Under `whole_list`: whether those invited are all that the figures are about.
    Truth(bool),
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

/// A day on which something changed that figures may answer to.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["date", "label"]))]
pub(super) struct EventKeys {
    /// The first day after the change, such as `2026-04-01`.
    pub date: Key<Text>,
    /// What happened, as pictures and reports say it.
    pub label: Key<Text>,
    /// A short name to ask for it by. The label in lower case, with `-` between its words, when not given.
    pub id: Key<Text>,
    /// The questions that it was meant for, and whether their figures were to go up or down.
    pub expect: Key<Table<DirectionWord>>,
    /// Whether the usual range of figures over time begins anew with it. False when left out.
    pub rebase: Key<bool>,
}

/// Where a figure is expected to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DirectionWord {
    /// It rises.
    Up,
    /// It falls.
    Down,
}
