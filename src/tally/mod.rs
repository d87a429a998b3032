//! Counting: batches of coded answers into tallies, exactly, in any order, in bounded memory.
//!
//! Here live the batch, the counting loop, the count table (where polars filters, groups and rolls up)
//! and the tallies handed to the formulas. What an option *means* is none of this room's business.

mod answers;
mod batch;
mod fixed;
mod period;

pub use answers::{Answers, Design, QuestionTally, Tally};
pub use batch::{BATCH_ROWS, Batch, Code, Column, FIRST_OPTION, Fate, NOT_STATED, Shape, UNDATED, missing_code};
pub use fixed::{Fixed, MAX_WEIGHT};
pub use period::{Period, from_days, to_days};
