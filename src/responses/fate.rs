//! What becomes of a row.

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// Counted.
    Analysed,
    /// Not a single filled cell.
    Blank,
    /// More or fewer cells than the header.
    Ragged,
    /// No response: the header once more, a total or a note below the table.
    NoResponse,
    /// Weight missing, negative, too large or not a number.
    BadWeight,
    /// A test or preview by the survey's makers.
    Preview,
    /// Set apart by the definition's `complete:`, or by the platform's own mark of an unfinished response.
    Incomplete,
    /// Its response id was counted already.
    Duplicate,
    /// Outside the filters of this run.
    Filtered,
    /// Outside them for an answer alone: by segments and dates it would be counted, so that its group is there.
    OtherAnswer,
}
