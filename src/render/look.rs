//! The page that text is written on.

/// Narrowest and widest page that text is laid out for; narrower pages wrap, wider ones stay empty.
const PAGE: std::ops::RangeInclusive<usize> = 40..=120;

/// The page that text is written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal; 80 when there is none.
    pub width: usize,
    /// Whether styles and colours are wanted.
    pub color: bool,
}

impl Default for Look {
    fn default() -> Look {
        Look { width: 80, color: false }
    }
}

impl Look {
    /// The width to lay out for, in columns.
    pub(super) fn page(&self) -> usize {
        self.width.clamp(*PAGE.start(), *PAGE.end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stay_readable() {
        assert_eq!(Look { width: 1, color: false }.page(), 40);
        assert_eq!(Look { width: 500, color: false }.page(), 120);
        assert_eq!(Look::default().page(), 80);
    }
}
