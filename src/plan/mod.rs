//! What to count, before any file is open: groupings of respondents, the shapes of questions, filters.
//!
//! Here stand positions, codes and labels. What an option *means*, and how an export writes it, is none of this
//! room's business.

mod code;
mod filter;
mod grouping;
mod period;
mod shape;
mod sides;

pub use code::{Code, FIRST_OPTION, NOT_STATED, UNDATED, missing_code};
pub use filter::{Clause, Comparison, Filter};
pub use grouping::{Grouping, Key, Questions};
pub use period::{Period, from_days, to_days};
pub use shape::Shape;
pub use sides::{AFTER, BEFORE, Sides, Span};

use std::cmp::Reverse;

/// What a pass over the responses counts.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Plan {
    /// The shape of every question.
    pub shapes: Vec<Shape>,
    /// How many of them, the last ones, are no questions of the survey: they are counted of everybody alone, in a
    /// grouping of their own.
    pub hidden: usize,
    /// The groupings counted; every one asked for is covered by one of them.
    pub groupings: Vec<Grouping>,
    /// Those asked for, in the order they are shown.
    pub shown: Vec<Grouping>,
    /// Which responses are counted.
    pub filter: Filter,
    /// Whether the days with responses are of interest, too.
    pub dated: bool,
    /// Whether it is of interest, too, how often every value of every segment occurs that declares none.
    pub spellings: bool,
    /// Per question of numbers, up to which they count as within target: what is counted never mixes these with those
    /// beyond.
    pub cuts: Vec<Option<f64>>,
    /// Whether ids stand for people, whose answers on both sides of a comparison are counted in pairs.
    pub pairs: bool,
    /// Whether responses carry weights.
    pub weighted: bool,
    /// Per grouping counted, the groups it may have.
    pub most_groups: Vec<usize>,
}

impl Plan {
    /// What tells the sides of a comparison apart; `None` where nothing is compared so.
    #[must_use]
    pub fn sides(&self) -> Option<Sides> {
        self.groupings.iter().flat_map(Grouping::keys).find_map(|key| key.sides())
    }

    /// The plan that counts the fewest groupings from which all of `wanted` (and the total) follow.
    #[must_use]
    pub fn new(shapes: Vec<Shape>, wanted: &[Grouping], weighted: bool) -> Plan {
        let mut groupings: Vec<Grouping> = Vec::new();
        for wanted in widest_first(wanted).into_iter().chain([&Grouping::default()]) {
            add(wanted, &mut groupings);
        }
        let cuts = vec![None; shapes.len()];
        let most_groups = vec![usize::MAX; groupings.len()];
        Plan {
            shapes,
            groupings,
            shown: wanted.to_vec(),
            filter: Filter::default(),
            dated: false,
            spellings: false,
            hidden: 0,
            cuts,
            pairs: false,
            weighted,
            most_groups,
        }
    }

    /// The same plan with questions behind those of the survey that no breakdown is made of.
    #[must_use]
    pub fn with_hidden(mut self, hidden: &[Shape]) -> Plan {
        if hidden.is_empty() {
            return self;
        }
        let own: Vec<usize> = (0..self.shapes.len()).collect();
        let all = self.groupings.iter_mut().chain(&mut self.shown);
        for grouping in all.filter(|grouping| *grouping.questions() == Questions::All) {
            *grouping = std::mem::take(grouping).only(own.clone());
        }
        self.shapes.extend(hidden);
        self.cuts.resize(self.shapes.len(), None);
        self.hidden = hidden.len();
        self.groupings.extend(self.hidden_grouping());
        self.most_groups.push(1);
        self
    }

    /// The grouping that counts what no breakdown is made of; `None` where there is nothing of that sort.
    #[must_use]
    pub fn hidden_grouping(&self) -> Option<Grouping> {
        let all = self.shapes.len();
        (self.hidden > 0).then(|| Grouping::default().only((all - self.hidden..all).collect()))
    }

    /// The same plan that counts these groupings, too, or what covers them; they are not shown. Of each there may be any
    /// number of groups.
    #[must_use]
    pub fn counting(mut self, hidden: &[Grouping]) -> Plan {
        for wanted in widest_first(hidden) {
            add(wanted, &mut self.groupings);
        }
        self.most_groups.resize(self.groupings.len(), usize::MAX);
        self
    }

    /// The same plan with targets, one per question.
    #[must_use]
    pub fn with_cuts(self, cuts: Vec<Option<f64>>) -> Plan {
        Plan { cuts, ..self }
    }

    /// The same plan with so many groups at most in each grouping.
    #[must_use]
    pub fn limited(mut self, most: impl Fn(&Grouping) -> usize) -> Plan {
        self.most_groups = self.groupings.iter().map(most).collect();
        self
    }
}

/// Those of many keys first, from which those of fewer can be rolled up; of the same number, those of all questions.
fn widest_first(groupings: &[Grouping]) -> Vec<&Grouping> {
    let mut sorted: Vec<&Grouping> = groupings.iter().collect();
    sorted.sort_by_key(|grouping| (Reverse(grouping.keys().len()), grouping.questions() != &Questions::All));
    sorted
}

/// Adds a grouping, unless it follows from one of those counted.
fn add(wanted: &Grouping, counted: &mut Vec<Grouping>) {
    if !counted.iter().any(|counted| counted.covers(wanted)) {
        counted.push(wanted.clone());
    }
}
