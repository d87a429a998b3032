//! Tables of two questions as people read them: words, rounding, order and marks. Pictures of them are among the charts.
//!
//! What stands beside each other is decided here, how it fits a page is not. Numbers of hidden columns never get this
//! far; marks stand in their place.

pub(super) mod association;
mod build;
pub(super) mod cells;
pub(super) mod names;
pub(super) mod notes;
mod page;
mod sentence;
mod tests_made;

pub use build::crosstab;
pub use names::{banner_title, column_name, letters};
pub use page::{BannerView, CellView, ColumnView, CrosstabView, RowStyle, RowView, StubView};
pub use tests_made::name as test_name;
