//! What `survey check` found in an export.

use super::{Accounting, Input, Ledger, SurveyInfo};
use serde::{Deserialize, Serialize};

/// Name and version of the JSON layout of a check.
pub const CHECK_SCHEMA: &str = "survey-check/1";

/// Most places listed per kind of finding; the count goes on.
pub const PLACES_LISTED: usize = 20;

/// The outcome of checking exports against a definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Always [`CHECK_SCHEMA`].
    pub schema: String,
    /// Version of the program.
    pub version: String,
    /// Which survey.
    pub survey: SurveyInfo,
    /// The files read.
    pub inputs: Vec<Input>,
    /// Where every received row went.
    pub accounting: Accounting,
    /// Answers that could not be used as they stand; empty when all is well.
    pub findings: Vec<Finding>,
    /// Per question, how its answers came about.
    pub questions: Vec<QuestionCheck>,
    /// Per grid, how many gave every item the same answer.
    pub grids: Vec<GridCheck>,
    /// Columns of the export that the definition does not use.
    pub unused_columns: Vec<String>,
    /// What each file has otherwise than the one before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// What was assumed or noticed while reading.
    pub cautions: Vec<String>,
}

/// Something that one file has otherwise than the file before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The file.
    pub file: String,
    /// The file before it.
    pub before: String,
    /// Id of the question; `columns` for columns that no question reads.
    pub about: String,
    /// What has changed.
    #[serde(flatten)]
    pub kind: ChangeKind,
}

/// What has changed from one file to the next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum ChangeKind {
    /// The column of a question is not there any more.
    ColumnGone {
        /// Its header.
        column: String,
        /// A header that is new and may be its.
        like: Option<String>,
    },
    /// The question is worded otherwise above the same column.
    Header {
        /// The wording before.
        was: String,
        /// The wording now.
        now: String,
    },
    /// An answer has another name, which the definition does not know.
    Renamed {
        /// The name before.
        was: String,
        /// The name now.
        now: String,
        /// How many responses have it.
        responses: u64,
    },
    /// An answer that the definition does not know and that the file before does not have.
    AnswerNew {
        /// What it says.
        answer: String,
        /// How many responses have it.
        responses: u64,
    },
    /// An answer that was frequent and that nobody gives any more.
    AnswerGone {
        /// What it says.
        answer: String,
        /// How many responses had it in the file before.
        responses: u64,
    },
    /// The numbers beside labels run the other way round.
    Reversed {
        /// One of the labels.
        label: String,
        /// Its number before.
        was: i32,
        /// Its number now.
        now: i32,
    },
    /// Numbers are distributed as if the scale were turned round.
    LooksReversed {
        /// Their mean before.
        was: f64,
        /// Their mean now.
        now: f64,
    },
    /// Columns that no question reads and that are not there any more.
    ColumnsLost {
        /// The first headers.
        columns: Vec<String>,
        /// How many there are.
        number: usize,
    },
    /// Columns that no question reads and that are new.
    ColumnsNew {
        /// The first headers.
        columns: Vec<String>,
        /// How many there are.
        number: usize,
    },
}

impl Change {
    /// Whether answers are lost, or read wrongly.
    #[must_use]
    pub const fn is_trouble(&self) -> bool {
        matches!(
            self.kind,
            ChangeKind::ColumnGone { .. }
                | ChangeKind::Renamed { .. }
                | ChangeKind::AnswerNew { .. }
                | ChangeKind::Reversed { .. }
        )
    }
}

impl CheckReport {
    /// The same report with no more than the first places of each finding.
    #[must_use]
    pub fn shortened(mut self) -> CheckReport {
        for finding in &mut self.findings {
            finding.places.truncate(PLACES_LISTED);
        }
        self
    }
}

/// How the answers to one question came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionCheck {
    /// The question's id.
    pub id: String,
    /// Its ledger; absent when too few responses came in to show one.
    pub ledger: Option<Ledger>,
}

/// Straight-lining in one grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridCheck {
    /// The grid's id.
    pub id: String,
    /// Its items.
    pub items: usize,
    /// Respondents who answered all of them.
    pub answered: u64,
    /// Of these, respondents who gave every item the same answer.
    pub straight: u64,
}

/// One kind of trouble with one question, segment or column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Id of the question or segment; `rows` for whole rows, `files` for whole files.
    pub about: String,
    /// What is wrong.
    pub reason: Reason,
    /// How many cells (or rows).
    pub count: u64,
    /// The first places, in file and row order; at most [`PLACES_LISTED`].
    pub places: Vec<FindingPlace>,
}

/// What is wrong with a cell or row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// More or fewer cells than the header.
    Ragged,
    /// No response: the header once more, a total or a note below the table.
    NoResponse,
    /// Quotation marks where none belong, read as they stand.
    StrayQuotes,
    /// A character that could not be decoded, or stood for one already.
    Unreadable,
    /// Something about a file that suggests it is not what it seems; the cautions say what.
    Doubtful,
    /// Targets that the responses cannot be weighted to; the cautions say why.
    Unweightable,
    /// A value of a segment in another spelling than most have, which counts as a group of its own; the cautions say
    /// which.
    SpelledApart,
    /// A weight that is missing, not a number, negative, or above 0 but outside 10⁻¹⁵ to 10¹⁵.
    BadWeight,
    /// A response id that was counted already.
    Duplicate,
    /// The same with other answers than the response that was counted.
    DuplicateDiffers,
    /// A response id that another file has, too, with other answers: counted as another person.
    IdReused,
    /// None of the declared answers, and the definition says that such a cell is no answer.
    NoAnswer,
    /// Not one of the declared answers.
    Unrecognised,
    /// A number outside the declared range.
    OutOfRange,
    /// A number between two bands of whole numbers, in the lower one of which it counts.
    BetweenBands,
    /// A number that may be a thousand or have three decimals, and nothing tells which.
    AmbiguousNumber,
    /// A date that could not be read.
    BadDate,
    /// An answer in the column of a version of a question that was not asked on the day of the response.
    OtherVersion,
    /// An answer to a question with versions from a response without a date, which counts as one to today's version.
    UndatedVersion,
    /// An answer from a respondent whom routing keeps from the question.
    AnsweredOffRoute,
}

impl Reason {
    /// The reason where the definition takes cells that are none of the answers for no answer. How a number is to be
    /// read remains a question.
    #[must_use]
    pub fn of_no_answer(self) -> Reason {
        match self {
            Reason::Unrecognised | Reason::OutOfRange | Reason::BadDate => Reason::NoAnswer,
            other => other,
        }
    }

    /// Whether somebody has to look: a line that is plainly no response, and a cell that the definition takes for no
    /// answer, are told and left out, and nothing is lost; nor is a number that is in a band, or an answer without a date.
    #[must_use]
    pub fn is_trouble(self) -> bool {
        !matches!(self, Reason::NoResponse | Reason::NoAnswer | Reason::BetweenBands | Reason::UndatedVersion)
    }
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FindingPlace {
    /// Position of the file in the list of inputs, from 0.
    pub input: usize,
    /// Data row, the first after the header being 1.
    pub row: u64,
    /// Line of the file that the row starts on.
    pub line: u64,
    /// Header of the column; empty for whole rows.
    pub column: String,
    /// What the cell holds; present only when asked for.
    pub value: Option<String>,
}
