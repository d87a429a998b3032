//! What is known of a column of an export before anything is inferred from it.

/// What is known of one column of an export.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnProfile {
    /// Position in the export, from 1.
    pub position: usize,
    /// The header or export id by which a definition names it; may be empty, or the same as another's.
    pub name: String,
    /// The full question text if the platform gives one, else the header.
    pub text: String,
    /// The question text that a block of columns has in common, if the platform gives it.
    pub stem: Option<String>,
    /// The row or option that the column stands for within its block.
    pub item: Option<String>,
    /// What the column is for.
    pub role: Role,
    /// Cells that are not blank.
    pub filled: u64,
    /// Rows looked at.
    pub rows: u64,
    /// Distinct tidy cells and how often each occurs, most frequent first; at most a thousand.
    pub values: Vec<(String, u64)>,
    /// Whether there were more distinct cells than are kept.
    pub more_values: bool,
    /// Characters of the longest cell.
    pub longest: usize,
    /// Rows in which another column with the same stem is filled, too.
    pub together: u64,
    /// The answers to choose from, by code, where a codebook says so.
    pub choices: Vec<(String, String)>,
    /// Rows in which another answer to the same row of a matrix is ticked, too.
    pub in_row: u64,
    /// For the column of the response id of several exports: which ids come again.
    pub repeats: Option<Repeats>,
    /// Whether the platform tells by it which responses were broken off. Those do not count: what was seen in it is
    /// what stands there in complete responses.
    pub tells_complete: bool,
    /// Cells that turned out to be no answers, although no usual word says so; and how many hold each.
    pub no_answers: Vec<(String, u64)>,
    /// Whether the day comes before the month in its dates, where that is known from elsewhere.
    pub day_first: Option<bool>,
    /// Earlier columns after certain answers of which alone this one was filled, the nearest first.
    pub after: Vec<Earlier>,
}

impl ColumnProfile {
    /// A column of which nothing but place, header and purpose is known yet.
    #[must_use]
    pub fn new(position: usize, header: &str, role: Role) -> ColumnProfile {
        ColumnProfile {
            position,
            name: header.to_owned(),
            text: header.to_owned(),
            stem: None,
            item: None,
            role,
            filled: 0,
            rows: 0,
            values: Vec::new(),
            more_values: false,
            longest: 0,
            together: 0,
            choices: Vec::new(),
            in_row: 0,
            repeats: None,
            tells_complete: false,
            no_answers: Vec::new(),
            day_first: None,
            after: Vec::new(),
        }
    }
}

/// An earlier column after certain answers of which alone another was filled, and never where it was empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its position in the export, from 1.
    pub position: usize,
    /// Each of its answers.
    pub led: Vec<Led>,
}

/// An answer, and how often another column was filled in the rows with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Led {
    /// The answer, as its cells have it.
    pub answer: String,
    /// Rows with this answer.
    pub rows: u64,
    /// Those in which the other column is filled.
    pub filled: u64,
}

/// Response ids that come again in the exports of one survey.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repeats {
    /// In the same file.
    pub within: u64,
    /// In another file with the same answers.
    pub same: u64,
    /// In another file with other answers.
    pub other: u64,
}

/// What a column is for, as far as the platform tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Answers to a question.
    Answer,
    /// The id of the response.
    ResponseId,
    /// When the response was submitted.
    Submitted,
    /// Whether the response is complete.
    Complete,
    /// The weight of the response.
    Weight,
    /// Metadata that may group responses, such as a channel or language.
    Segment,
    /// Which visit of a person, or which of their forms, a row is of. It groups responses.
    Visit,
    /// Personal data, which no definition names.
    Personal,
    /// Of no use in a report.
    Ignored,
    /// Text that belongs to the option *Other* of a question.
    OtherText,
}
