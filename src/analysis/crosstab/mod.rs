//! Tables of two questions: rows and their figures in every column, which columns differ, and whether rows depend on columns.
//!
//! Columns are groups like those of any breakdown, and hidden like them, over all banners together. All that is told beside
//! counts rests on the columns that are shown and have a value: nothing hidden follows from it.

mod banner;
mod cells;
mod dependence;
mod letters;
mod options;
mod overlap;
mod pairs;
mod stub;
mod table;
mod tell;

pub use options::TableOptions;
pub(super) use overlap::{Overlaps, groupings as overlaps};
