//! The few shapes that all kinds of questions come down to.

/// How a question's answers are laid out in a batch and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One of `options` options.
    Coded {
        /// Number of options.
        options: usize,
    },
    /// Any of `options` options.
    Multiple {
        /// Number of options.
        options: usize,
    },
    /// `items` items, each with a rank from 1 to `items`.
    Ranked {
        /// Number of items.
        items: usize,
    },
    /// A number.
    Values,
}
