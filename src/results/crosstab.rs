//! Tables of two questions, as plain data: what `survey crosstab` knows, before anyone decides how it looks.
//!
//! Serialised as JSON this is a stable interface, versioned by [`CROSSTAB_SCHEMA`]. Rows are those of one question after
//! another (the stubs), columns those of one variable after another (the banners), with everybody in front. Percentages
//! run from 0 to 100. What belongs together is found by its position: a stub has one entry a banner, that one a column of
//! the banner, and that one a cell a row of the stub.
//!
//! Every test rests on the columns that are shown and have a value, so that nothing hidden follows from it.

use super::{Accounting, Base, Input, Published, Sense, SurveyInfo, Unit, Value, Verdict};
use serde::{Deserialize, Serialize};

/// Name and version of the JSON layout. Fields may be added under one version; none change meaning.
pub const CROSSTAB_SCHEMA: &str = "survey-crosstab/1";

/// Tables of two questions that may be shown.
pub type PublishedCrosstab = Published<Crosstab>;

/// All tables of one run: every row question under every column variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Crosstab {
    /// Always [`CROSSTAB_SCHEMA`].
    pub schema: String,
    /// Version of the program that computed the figures.
    pub version: String,
    /// Which survey was analysed.
    pub survey: SurveyInfo,
    /// What was asked for.
    pub settings: CrosstabSettings,
    /// The files read, in the order given.
    pub inputs: Vec<Input>,
    /// Where every received row went.
    pub accounting: Accounting,
    /// The column variables, side by side.
    pub banners: Vec<Banner>,
    /// The row questions, one below the other.
    pub stubs: Vec<Stub>,
    /// What a reader must know before quoting any figure.
    pub cautions: Vec<String>,
}

/// The choices that shaped the tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CrosstabSettings {
    /// Level of confidence of upper-case letters and of verdicts, in percent.
    pub confidence: f64,
    /// Level of confidence of lower-case letters, in percent; absent where there are none.
    pub lower_level: Option<f64>,
    /// How columns are compared with one another.
    pub letters: LetterConvention,
    /// How p-values of pairs of columns are corrected: `bh`, `holm`, `bonferroni` or `none`.
    pub correction: String,
    /// What is corrected together.
    pub within: CorrectedWithin,
    /// Which percentages the table shows; the others are here all the same.
    pub percent: PercentOf,
    /// Bases under the first of these are flagged `**`, under the second `*`.
    pub flag_bases: [u64; 2],
    /// Which test speaks for a table of a weighted survey or of a sampling design.
    pub association: AssociationTest,
    /// Whether figures are weighted.
    pub weighted: bool,
    /// Whether tests allow for the sampling design or for replicate weights.
    pub design_based: bool,
    /// Columns with fewer respondents are suppressed.
    pub minimum_base: u64,
    /// The filters in force, as written on the command line.
    pub filters: Vec<String>,
}

/// How two columns are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterConvention {
    /// Shares: t with unpooled variances on effective bases, df = both bases − 2. Means: Welch's t.
    Crunch,
    /// Shares: z with the pooled variance on effective bases, or t that allows for those in both columns. Means: pooled t.
    Spss,
    /// Not at all.
    None,
}

/// Over what p-values are corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectedWithin {
    /// The pairs of columns in one row of one banner.
    Row,
    /// The pairs of columns in all rows of a question under one banner.
    Table,
}

/// What 100 % is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PercentOf {
    /// The base of the column.
    Column,
    /// Everybody in the row.
    Row,
    /// Everybody who answered the row question.
    Total,
}

/// A test for a table of a weighted survey or of a sampling design, by its name in R's `svychisq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssociationTest {
    /// Rao and Scott's second-order correction, as F.
    F,
    /// Rao and Scott's first-order correction, as chi-squared.
    Chisq,
    /// Wald's test.
    Wald,
    /// The same with fewer degrees of freedom.
    Adjwald,
}

/// A column variable with its columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Banner {
    /// As it was asked for: the id of a question or a segment, or several with `:` between them.
    pub id: String,
    /// What it is called: the wording of a question, the title of a segment; of a cross one for each.
    pub titles: Vec<String>,
    /// What it is made of.
    pub kind: BannerKind,
    /// Whether a respondent may stand in several of its columns: they do not add up.
    pub overlapping: bool,
    /// Whether its columns have an order, so that showing them in another one would mislead.
    pub ordered: bool,
    /// Its columns, in the order shown.
    pub columns: Vec<BannerColumn>,
}

/// What a column variable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BannerKind {
    /// The answer to a question.
    Question,
    /// A segment.
    Segment,
    /// Several of either at once.
    Cross,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BannerColumn {
    /// `A` to `Z`, then `AA`; every banner begins anew. Absent where somebody has no value: such a column is shown, so that
    /// columns add up, and compared with none.
    pub letter: Option<String>,
    /// What those in it have in common: one value, or of a cross one for each part.
    pub values: Vec<Value>,
}

/// A row question with its figures in every column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stub {
    /// The definition's id; `grid.item` for an item of a grid.
    pub id: String,
    /// The id of the grid that the question is an item of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<String>,
    /// The kind as the definition names it, for example `nps`.
    pub kind: String,
    /// The wording of the question.
    pub text: String,
    /// Whether a respondent may stand in several of its rows: they add up to more than the base.
    pub multiple: bool,
    /// Whether its options have an order.
    pub ordered: bool,
    /// Its rows: options first, then nets, then means and scores.
    pub rows: Vec<StubRow>,
    /// Everybody who answered it, whatever column they are in, or none.
    pub total: StubColumn,
    /// One entry for each banner.
    pub banners: Vec<StubBanner>,
    /// What to know about this question's figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<String>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StubRow {
    /// What it is.
    pub kind: RowKind,
    /// What it is called: an option's label, a net's, the title of a mean or a score.
    pub label: String,
    /// Unit of its value: percent of an option or a net, else that of [`MeanCell::value`].
    pub unit: Unit,
    /// Whether it is good or bad news.
    pub sense: Sense,
    /// Positions of the option rows that a net, or a score's promoters, are made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<usize>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// An option of the question.
    Option,
    /// Several options together: a declared net, the top or bottom box, promoters.
    Net,
    /// A mean of scores or of numbers.
    Mean,
    /// A net score such as NPS: a mean of 100, 0 and −100.
    Score,
}

impl RowKind {
    /// Whether its cells have a [`MeanCell`] and no percentages.
    #[must_use]
    pub const fn is_mean(self) -> bool {
        matches!(self, RowKind::Mean | RowKind::Score)
    }
}

/// The figures of a question under one banner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StubBanner {
    /// One entry for each column of the banner.
    pub columns: Vec<StubColumn>,
    /// What was tested: of a question with one answer first the whole table (`row` is absent), then means; of one with
    /// several answers every option.
    pub tests: Vec<RowTests>,
    /// Pairs of columns that were compared, row by row.
    pub pairs: Vec<PairTest>,
    /// What to know about these figures: columns left out of tests, tests that cannot be made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<String>,
}

/// A question in one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StubColumn {
    /// True when the column is too small to show, or would give one away that is. Then nothing in it is a number.
    pub suppressed: bool,
    /// Those in the column who answered the question.
    pub base: Option<Base>,
    /// Whether the base is small.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<BaseFlag>,
    /// One cell for each row of the stub.
    pub cells: Vec<TableCell>,
}

/// How small a base is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BaseFlag {
    /// Under the first of [`CrosstabSettings::flag_bases`].
    #[serde(rename = "**")]
    VerySmall,
    /// Under the second one.
    #[serde(rename = "*")]
    Small,
}

/// What stands where a row and a column meet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TableCell {
    /// Respondents; absent in rows of means.
    pub count: Option<u64>,
    /// Sum of their weights.
    pub weighted: Option<f64>,
    /// Of those in the column.
    pub column_percent: Option<f64>,
    /// Of those in the row, whatever column they are in.
    pub row_percent: Option<f64>,
    /// Of all who answered the row question.
    pub total_percent: Option<f64>,
    /// The mean, in rows of means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<MeanCell>,
    /// Haberman's adjusted residual: above 1.96 there are more than chance explains, below −1.96 fewer. Of weighted counts
    /// on the effective base of the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual: Option<f64>,
    /// The columns that this one is higher than: upper case at the level of confidence, lower case at the lower one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<String>,
    /// The column against all others of its banner together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<AgainstRest>,
}

/// A mean in a column.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MeanCell {
    /// The mean, in the unit of the row.
    pub value: f64,
    /// Standard deviation of the answers.
    pub sd: Option<f64>,
    /// Standard error of the mean, by the sampling design where there is one.
    pub se: Option<f64>,
    /// Those it rests on: whoever has a score.
    pub base: Base,
}

/// A column against its complement: the others of its banner together, never a total that contains it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AgainstRest {
    /// The figure of the others: percent, or the unit of the row.
    pub value: f64,
    /// The difference in standard errors: z of shares, t where there are degrees of freedom.
    pub statistic: f64,
    /// Degrees of freedom; absent for z.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub df: Option<f64>,
    /// Probability of a difference at least as large by chance alone.
    pub p: f64,
    /// The same, corrected for all cells of this question under this banner.
    pub adjusted_p: f64,
}

impl AgainstRest {
    /// Whether the column is above or below the others by more than chance explains at this level of confidence, in
    /// percent; by the corrected p-value.
    #[must_use]
    pub fn verdict(&self, confidence: f64) -> Verdict {
        let is_shown = self.adjusted_p < 1.0 - confidence / 100.0;
        if is_shown && self.statistic > 0.0 {
            Verdict::Up
        } else if is_shown && self.statistic < 0.0 {
            Verdict::Down
        } else {
            Verdict::None
        }
    }
}

/// Two columns of one row compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairTest {
    /// Position of the row.
    pub row: usize,
    /// Position of the one column.
    pub one: usize,
    /// Position of the other, to the right of it.
    pub other: usize,
    /// The difference in standard errors, above 0 where the one is higher.
    pub statistic: f64,
    /// Degrees of freedom; absent for z.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub df: Option<f64>,
    /// Probability of a difference at least as large by chance alone.
    pub p: f64,
    /// The same, corrected; letters go by it.
    pub adjusted_p: f64,
}

/// Whether what people answered depends on the column they are in: the tests of a table, or of one row of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowTests {
    /// Position of the row; absent for the whole table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Respondents in the columns tested.
    pub base: u64,
    /// How many columns were tested.
    pub columns: usize,
    /// What is expected in the emptiest cell if nothing depends on the column; of shares only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest_expected: Option<f64>,
    /// Percent of the cells in which fewer than 5 are expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_under_five: Option<f64>,
    /// Whether that is so few that chi-squared is rough: less than 1 somewhere, or under 5 in more than a fifth of the cells.
    #[serde(default)]
    pub sparse: bool,
    /// Cramér's V, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cramers_v: Option<f64>,
    /// Mean of the generalised design effects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub design_effect: Option<f64>,
    /// The tests.
    pub tests: Vec<TableTest>,
    /// Position of the test that speaks for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<usize>,
    /// Whether the leading test shows, at the level of confidence, that answers depend on the column; by its corrected
    /// p-value where it has one.
    #[serde(default)]
    pub related: bool,
}

impl RowTests {
    /// The test that speaks for them.
    #[must_use]
    pub fn leading(&self) -> Option<&TableTest> {
        self.tests.get(self.lead?)
    }
}

/// One test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TableTest {
    /// Which one.
    pub name: TestName,
    /// Its statistic; Fisher's test has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistic: Option<f64>,
    /// Degrees of freedom, of F those of the numerator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub df: Option<f64>,
    /// Degrees of freedom of the denominator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub df2: Option<f64>,
    /// Probability of a table at least as uneven by chance alone.
    pub p: f64,
    /// The same, corrected for the options of a question with several answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusted_p: Option<f64>,
    /// Tables that were drawn at random where not all could be gone through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draws: Option<u64>,
}

/// Which test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestName {
    /// Pearson's X², as if respondents counted one each.
    Pearson,
    /// The likelihood ratio G².
    LikelihoodRatio,
    /// Fisher's exact test.
    Fisher,
    /// Rao and Scott, second order.
    RaoScottF,
    /// Rao and Scott, first order.
    RaoScottChisq,
    /// Wald.
    Wald,
    /// Wald, adjusted.
    AdjustedWald,
    /// Shares that rise or fall over ordered columns.
    TrendOfShares,
    /// Analysis of variance.
    OneWayF,
    /// Welch's analysis of variance, without equal variances.
    WelchF,
    /// Kruskal and Wallis's test of ranks.
    KruskalWallis,
    /// Wald's F of means under a sampling design.
    WaldF,
}
