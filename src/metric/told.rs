//! What pages and pictures need to know of a metric beside its numbers: what its figures are, which of them are good
//! news, and what they are called.

use crate::results::{Measure, Sense};

/// How a metric's figures are told. No numbers.
#[derive(Debug)]
pub struct Told {
    /// What the figures measure.
    pub measure: Measure,
    /// The figures with a name of their own; all others are named after the survey's options.
    pub parts: &'static [Part],
    /// Which figure is the share of good answers.
    pub good: Option<Good>,
    /// Place among the metrics that speak of the experience as a whole, the first being 0. Their scales have a good
    /// and a bad side.
    pub of_experience: Option<usize>,
    /// Which percentile the headline is, from 0 to 100; `None` for what is none.
    pub percentile: Option<u8>,
    /// Whether the title fits any question, so that it takes the question's name to tell what is measured.
    pub general: bool,
    /// Whether its parts need its title before them: it has no headline that bears it.
    pub titles_parts: bool,
    /// What to know before quoting a figure.
    pub caution: Option<&'static str>,
}

/// A figure whose name its metric gives.
#[derive(Debug)]
pub struct Part {
    /// As in [`Figure::item`](super::Figure::item).
    pub item: &'static str,
    /// What people read.
    pub title: &'static str,
    /// Whether it is good or bad news.
    pub sense: Sense,
    /// Which percentile it is, from 0 (the lowest) to 100 (the highest).
    pub percentile: Option<u8>,
}

/// Which figure is the share of good answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Good {
    /// The headline.
    Headline,
    /// The first of these items.
    Parts(&'static [&'static str]),
}

impl Told {
    /// What is told one by one, under names of the survey's own.
    pub const PLAIN: Told = Told {
        measure: Measure::Other,
        parts: &[],
        good: None,
        of_experience: None,
        percentile: None,
        general: false,
        titles_parts: false,
        caution: None,
    };

    /// Whether the figure with this item is the share of good answers.
    pub(super) fn is_good(&self, item: Option<&str>) -> bool {
        match (self.good, item) {
            (Some(Good::Headline), None) => true,
            (Some(Good::Parts(parts)), Some(item)) => parts.contains(&item),
            _ => false,
        }
    }

    /// The figure that this metric names so.
    pub(super) fn part(&self, item: &str) -> Option<&'static Part> {
        self.parts.iter().find(|part| part.item == item)
    }
}

impl Part {
    /// A part that is neither good nor bad news.
    pub(super) const fn plain(item: &'static str, title: &'static str) -> Part {
        Part { item, title, sense: Sense::Undeclared, percentile: None }
    }

    /// A part whose share is of good or bad answers.
    pub(super) const fn telling(item: &'static str, title: &'static str, sense: Sense) -> Part {
        Part { sense, ..Part::plain(item, title) }
    }

    /// A percentile, from 0 to 100.
    pub(super) const fn at(item: &'static str, title: &'static str, percentile: u8) -> Part {
        Part { percentile: Some(percentile), ..Part::plain(item, title) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::METRICS;

    #[test]
    fn parts_have_names_of_their_own() {
        for metric in METRICS {
            let parts = metric.told.parts;
            for (at, part) in parts.iter().enumerate() {
                assert!(parts[at + 1..].iter().all(|other| other.item != part.item && other.title != part.title));
                assert!(!part.title.is_empty(), "{}", metric.id);
            }
        }
    }

    #[test]
    fn places_among_figures_of_the_experience_are_taken_once() {
        let mut places: Vec<usize> = METRICS.iter().filter_map(|metric| metric.told.of_experience).collect();
        places.sort_unstable();
        assert_eq!(places, (0..places.len()).collect::<Vec<_>>());
    }
}
