//! What a method for intervals is.

use super::Terms;
use crate::stats::Limits;

/// A way to compute the interval of an estimate.
#[derive(Debug)]
pub struct Method {
    /// What it goes by on the command line.
    pub name: &'static str,
    /// What results call it, for estimates without weights.
    pub id: &'static str,
    /// What results call it in a weighted survey, and for shares of answers that respondents gave several of.
    pub weighted_id: &'static str,
    /// What it is for, in one line.
    pub about: &'static str,
    /// Whether it can be used for an estimate of this kind.
    pub fits: fn(&Terms) -> bool,
    /// The limits, in the estimate's own measure; `None` where the respondents do not allow any.
    pub limits: fn(&Terms) -> Option<Limits>,
    /// The same in words, with the numbers put in.
    pub words: fn(&Terms) -> String,
}

impl Method {
    /// What results call it for this estimate.
    #[must_use]
    pub const fn id_of(&self, terms: &Terms) -> &'static str {
        if terms.is_effective() { self.weighted_id } else { self.id }
    }

    /// Whether results call an interval of its so.
    #[must_use]
    pub fn is_called(&self, id: &str) -> bool {
        id == self.id || id == self.weighted_id
    }
}
