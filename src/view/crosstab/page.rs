//! The tables as plain data, ready to be laid out.

use crate::view::Table;

/// Tables of two questions as people read them.
#[derive(Debug, Clone, PartialEq)]
pub struct CrosstabView {
    /// Title of the survey.
    pub title: String,
    /// What was analysed and what the figures are: one short line each.
    pub facts: Vec<String>,
    /// What stands above the columns, the same in every table.
    pub banners: Vec<BannerView>,
    /// The tables, one below the other.
    pub stubs: Vec<StubView>,
    /// What letters, flags and marks mean; only those that occur.
    pub footnotes: Vec<String>,
    /// Where every row went; empty when all were analysed.
    pub accounting: String,
    /// What a reader must know before quoting any figure.
    pub cautions: Vec<String>,
}

impl CrosstabView {
    /// How many columns of figures there are, everybody's among them.
    #[must_use]
    pub fn width(&self) -> usize {
        1 + self.banners.iter().map(|banner| banner.columns.len()).sum::<usize>()
    }
}

/// The columns of one variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BannerView {
    /// What stands above them.
    pub title: String,
    /// The columns, in the order shown.
    pub columns: Vec<ColumnView>,
}

/// What stands above a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnView {
    /// Who is in it.
    pub name: String,
    /// Its letter; empty where it is compared with none.
    pub letter: String,
}

/// The table of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct StubView {
    /// Id of the question.
    pub id: String,
    /// The wording of the question.
    pub heading: String,
    /// Id and kind, for example `recommend · nps`.
    pub tag: String,
    /// Bases first, then options, nets, means.
    pub rows: Vec<RowView>,
    /// What the tests say, one sentence each.
    pub findings: Vec<String>,
    /// Every test of the table.
    pub tests: Option<Table>,
    /// What to know about these figures.
    pub cautions: Vec<String>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowView {
    /// What it is.
    pub style: RowStyle,
    /// What it is called.
    pub label: String,
    /// What stands below its figures; empty for nothing.
    pub below: String,
    /// Its cells: everybody's, then one for each column of each banner.
    pub cells: Vec<CellView>,
}

/// What is told apart by how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowStyle {
    /// Respondents.
    Base,
    /// An option.
    Option,
    /// Several options together.
    Net,
    /// A mean or a score.
    Mean,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellView {
    /// The rounded figure, or a mark.
    pub figure: String,
    /// What stands behind it: the letters of the columns that this one is higher than; where columns are not compared
    /// with each other `▲` or `▼` for a difference from the others; the flag of a small base.
    pub behind: String,
    /// What stands below the figure: respondents, a standard deviation; empty for nothing.
    pub below: String,
}
