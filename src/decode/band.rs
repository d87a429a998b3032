//! A band of numbers: from one number to another.

/// One band of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Label, for example `16–34`.
    pub label: String,
    /// Lowest value in the band.
    pub lower: f64,
    /// First value above it; `None` for an open band.
    pub upper: Option<f64>,
    /// Whether its label names the last whole number in it, as that of ages does.
    pub is_whole: bool,
}

impl Band {
    /// Whether a number lies in it: from its lower edge on, below its upper one.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && self.upper.is_none_or(|upper| value < upper)
    }

    /// Whether a number in it lies beyond what its label says: 34.5 in `16–34`.
    #[must_use]
    pub fn is_overstepped(&self, value: f64) -> bool {
        self.is_whole && self.contains(value) && self.upper.is_some_and(|upper| value > upper - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Band;

    #[test]
    fn what_lies_between_two_whole_bands_is_in_the_lower_one_and_known() {
        let of = |is_whole: bool| Band { label: "16–34".to_owned(), lower: 16.0, upper: Some(35.0), is_whole };
        for value in [16.0, 33.5, 34.0] {
            assert!(of(true).contains(value) && !of(true).is_overstepped(value), "{value}");
        }
        assert!(of(true).contains(34.5) && of(true).is_overstepped(34.5) && !of(false).is_overstepped(34.5));
        assert!(!of(true).contains(35.0) && !of(true).is_overstepped(35.0) && !of(true).contains(15.9));
        let open = Band { upper: None, ..of(true) };
        assert!(open.contains(1e9) && !open.is_overstepped(34.5));
    }
}
