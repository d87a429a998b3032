//! What is known of the responses once they are counted.

use super::days::Days;
use super::findings::Findings;
use super::named::Named;
use super::people::Pairs;
use super::row_counts::RowCounts;
use crate::responses::Remark;
use crate::results::Input;
use crate::table::{CountTable, Replication, Scale, Weighing};

/// What is known of the responses once they are counted: nobody can be told from anybody any more.
#[derive(Debug)]
pub struct Counts {
    /// How many gave which answer, group by group.
    pub table: CountTable,
    /// Per segment, what its codes from 1 are called.
    pub labels: Vec<Vec<String>>,
    /// The scale that weights were put on.
    pub scale: Scale,
    /// Where every row went.
    pub rows: RowCounts,
    /// Responses in the whole design, before filters: complete, counted once, with a usable weight.
    pub units: u64,
    /// Answers given to each question before filters, where there are any.
    pub answered: Option<Vec<u64>>,
    /// The weights of these responses.
    pub weighing: Weighing,
    /// Their replicate weights.
    pub replication: Replication,
    /// What could not be understood, and where in which file.
    pub findings: Findings,
    /// How often the values occur that filters name.
    pub named: Named,
    /// Days with responses, before filters.
    pub days: Days,
    /// What people answered who are on both sides of a comparison; `None` where ids do not tell people apart.
    pub pairs: Option<Pairs>,
    /// The files read.
    pub inputs: Vec<Input>,
    /// What there is to say about them.
    pub remarks: Vec<Remark>,
    /// Columns of the first export that the definition does not use.
    pub unused_columns: Vec<String>,
    /// Per segment, whether its values are likely to be people, by what it and its column are called.
    pub personal_segments: Vec<bool>,
}
