//! Counting: batches of coded answers into tallies, exactly, in any order, in bounded memory.
//!
//! Here live the batch, the counting loop, the count table (where polars filters, groups and rolls up)
//! and the tallies handed to the formulas. What an option *means* is none of this room's business.

mod answers;
mod batch;
mod count;
mod days;
mod filter;
mod fixed;
mod period;
mod plan;
mod spread;
mod straight;
mod sums;
mod table;
mod values;
mod weighing;
mod wide;

pub use answers::{Answers, Design, QuestionTally};
pub use batch::{BATCH_ROWS, Batch, Code, Column, FIRST_OPTION, Fate, NOT_STATED, Shape, UNDATED, missing_code};
pub use count::Counter;
pub use days::Days;
pub use filter::{Clause, Comparison, Filter};
pub use fixed::Fixed;
pub use period::{Period, from_days, to_days};
pub use plan::{Grouping, Key, Plan};
pub use spread::{EXACT_VALUES, Precise, Values};
pub use straight::{StraightCount, StraightLines};
pub use sums::Tally;
pub use table::{CountTable, GroupTally};
pub use weighing::{Scale, Weighing, is_weight};
