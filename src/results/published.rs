//! A report that may be shown.

use super::{Comparison, Report};
use serde::Serialize;
use std::ops::Deref;

/// A report after disclosure control: nothing in it is hidden, and nothing can be changed any more. What people read
/// is made of this and of nothing else.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Published<R = Report>(R);

impl<R> Published<R> {
    /// Vouches that what must be hidden has been taken out. Only the analysis can say so (`tests/architecture.rs`).
    #[must_use]
    pub(crate) const fn after_disclosure(report: R) -> Published<R> {
        Published(report)
    }
}

impl<R> Deref for Published<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.0
    }
}

/// A comparison after disclosure control, as [`Published`] is a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct PublishedComparison(Comparison);

impl PublishedComparison {
    /// Vouches that what must be hidden has been taken out. Only the analysis can say so (`tests/architecture.rs`).
    #[must_use]
    pub(crate) fn after_disclosure(comparison: Comparison) -> PublishedComparison {
        PublishedComparison(comparison)
    }
}

impl Deref for PublishedComparison {
    type Target = Comparison;

    fn deref(&self) -> &Comparison {
        &self.0
    }
}
