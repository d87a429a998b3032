//! How columns of a table tell time, by their types.

/// What a column holds, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "databases"), expect(dead_code, reason = "no column is ever seen"))]
pub(super) enum Holds {
    /// Days.
    Days,
    /// Points in time by the clock on the wall.
    LocalTimes,
    /// Points in time that are the same everywhere.
    Instants,
    /// Anything else.
    Other,
}
