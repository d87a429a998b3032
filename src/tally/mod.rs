//! Counting: batches of coded answers into counts, exactly, in any order, in bounded memory.
//!
//! Here live the batch, the filters applied to it and the counting loop. What an option *means* is none of this
//! room's business.

mod batch;
mod count;
mod days;
mod filter;
mod straight;

pub use batch::{BATCH_ROWS, Batch, Column, Fate};
pub use count::Counter;
pub use days::Days;
pub use filter::Sieve;
pub use straight::{StraightCount, StraightLines};
