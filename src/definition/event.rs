//! What an event is: a day on which something changed that figures may answer to.

/// A day on which something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is asked for by: the definition's `id`, or its label in plain letters.
    pub id: String,
    /// The first day after the change, counted from 1970-01-01.
    pub day: i32,
    /// What happened, as people read it.
    pub label: String,
    /// Positions of the questions that it was meant for, and where their leading figures were to go.
    pub expect: Vec<(usize, Direction)>,
    /// Whether the usual range of figures begins anew with it.
    pub rebase: bool,
}

/// Where a figure was to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It was to rise.
    Up,
    /// It was to fall.
    Down,
}
