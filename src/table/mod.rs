//! The count table: how many respondents gave which answer, per group, exactly; and the tallies read from it.
//!
//! Everything in it is an integer and adds up, in any order. The only room in which polars works: it rolls groups
//! up to larger ones; and the one that writes counts down to be kept. Who counted is none of this room's business, nor is what an option *means*.

mod answers;
mod columns;
mod decimal;
mod entry;
mod factors;
mod frame;
mod gathered;
mod legend;
mod moments;
mod pair;
mod paired;
mod question;
mod replicated;
mod replication;
mod runs;
mod sketch;
mod spread;
mod sums;
mod tallies;
mod values;
mod weighing;
mod wide;

pub use answers::{Answers, Design, QuestionTally};
pub use columns::Columns;
pub use decimal::{Decimal, MOST_DIGITS, Square, Weight};
pub use entry::{GroupId, PATTERNS, ROW_SLOTS, Row, STATUSES, VALID, answer_slots};
pub use factors::{Factor, Factors};
pub use frame::{CountTable, GroupTally};
pub use legend::{KeyLegend, Legend};
use moments::Sums;
pub use pair::{pair, unpaired};
pub use paired::{PairTally, PairedAnswer};
pub use replicated::Replicated;
pub use replication::{Replication, most_patterns};
pub use sketch::EXACT_VALUES;
pub use spread::{Manner, Spread};
pub use sums::Tally;
pub use values::{Precise, Values};
pub use weighing::{Scale, Together, Weighing, inverse_weight, is_weight};
