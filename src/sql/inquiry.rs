//! What a database is asked in one statement: to group its rows by several sets of columns.

use crate::diagnostic::Faults;
use crate::responses::{BATCH_ROWS, Bundles};
use crate::rows::{Bundled, Extract, Look};
use crate::table::Together;
use std::collections::VecDeque;

/// One statement.
#[derive(Debug)]
pub(super) struct Inquiry {
    /// All columns that are asked for.
    pub(super) columns: Vec<(usize, Extract)>,
    /// The sets of them that rows are grouped by: no two the same.
    pub(super) sets: Vec<Set>,
}

/// One set of columns, and the looks that are answered by it.
#[derive(Debug)]
pub(super) struct Set {
    /// Positions among the columns of the inquiry, in the order of the looks.
    pub(super) columns: Vec<usize>,
    /// The looks; one at least.
    pub(super) looks: Vec<Answered>,
}

/// A look that is answered by a set with its columns, and perhaps more: responses that differ in these only come back in
/// several rows then.
#[derive(Debug)]
pub(super) struct Answered {
    /// Its position.
    pub(super) look: usize,
    /// Positions of its columns among those of the inquiry, in its order.
    columns: Vec<usize>,
}

/// Rows of a set on their way to its looks.
#[derive(Debug)]
pub(super) struct Waiting<'a> {
    set: &'a Set,
    bundles: Vec<Bundles>,
}

impl<'a> Waiting<'a> {
    /// None yet.
    pub(super) fn new(set: &'a Set, engine: &Bundled) -> Waiting<'a> {
        Waiting { set, bundles: set.looks.iter().map(|answered| engine.bundles(answered.look)).collect() }
    }

    /// Adds a row of the inquiry: so many responses, and what they weigh.
    pub(super) fn push(&mut self, cells: &[Option<&str>], responses: u64, together: Option<Together>) {
        for (answered, bundles) in self.set.looks.iter().zip(&mut self.bundles) {
            let cells = answered.columns.iter().map(|column| cells[*column].unwrap_or_default());
            bundles.push(cells, responses, together);
        }
    }

    /// Whether it is time to count them.
    pub(super) fn is_full(&self) -> bool {
        self.bundles.first().is_some_and(|bundles| bundles.rows() >= BATCH_ROWS)
    }

    /// Counts them.
    ///
    /// # Errors
    ///
    /// When a segment has too many values, or a breakdown too many groups.
    pub(super) fn count(&mut self, engine: &mut Bundled) -> Result<(), Faults> {
        let full = std::mem::take(&mut self.bundles);
        *self = Waiting::new(self.set, engine);
        let mut looks = self.set.looks.iter().zip(full);
        looks.try_for_each(|(answered, bundles)| engine.add(answered.look, bundles))
    }
}

impl Inquiry {
    /// The set that a row was grouped by: its cells are there, and no others.
    pub(super) fn set_of(&self, cells: &[Option<&str>]) -> Option<usize> {
        let there = cells.iter().flatten().count();
        let is_whole =
            |set: &Set| set.columns.len() == there && set.columns.iter().all(|column| cells[*column].is_some());
        self.sets.iter().position(is_whole)
    }
}

/// The columns of a set, and the positions of the looks that it answers.
type Columns<'a> = (&'a [(usize, Extract)], Vec<usize>);

/// The inquiries that answer all looks, of so many sets at most.
pub(super) fn inquiries(looks: &[Look], most_sets: usize) -> Vec<Inquiry> {
    needed(looks).chunks(most_sets.max(1)).map(|sets| inquiry(sets, looks)).collect()
}

/// The sets of columns that rows have to be grouped by: looks whose columns are all in another set are answered by that
/// one, the smallest there is.
fn needed(looks: &[Look]) -> Vec<Columns<'_>> {
    let mut sets: Vec<Columns> = Vec::new();
    for (at, look) in looks.iter().enumerate() {
        match sets.iter_mut().find(|(columns, _)| *columns == look.columns) {
            Some((_, same)) => same.push(at),
            None => sets.push((&look.columns, vec![at])),
        }
    }
    // The smallest first, so that what a set has taken over goes with it.
    sets.sort_by_key(|(columns, _)| columns.len());
    let (mut sets, mut kept) = (VecDeque::from(sets), Vec::new());
    while let Some((columns, mut answered)) = sets.pop_front() {
        let holds = |(other, _): &&mut Columns| columns.iter().all(|column| other.contains(column));
        match sets.iter_mut().find(holds) {
            Some((_, larger)) => larger.append(&mut answered),
            None => kept.push((columns, answered)),
        }
    }
    kept
}

fn inquiry(sets: &[Columns], looks: &[Look]) -> Inquiry {
    let mut columns: Vec<(usize, Extract)> = sets.iter().flat_map(|(columns, _)| columns.iter().copied()).collect();
    columns.sort_unstable();
    columns.dedup();
    let places = |of: &[(usize, Extract)]| of.iter().filter_map(|column| columns.binary_search(column).ok()).collect();
    let answered = |look: &usize| Answered { look: *look, columns: places(&looks[*look].columns) };
    let set = |(own, of): &Columns| Set { columns: places(own), looks: of.iter().map(answered).collect() };
    let sets = sets.iter().map(set).collect();
    Inquiry { columns, sets }
}

#[cfg(test)]
mod tests {
    use super::inquiries;
    use crate::definition;
    use crate::plan::{Grouping, Key, Plan};
    use crate::responses::Table;
    use crate::rows::Bundled;

    const SURVEY: &str = "
survey: tiny
questions:
  recommend: { kind: nps, column: likely }
  seen: { kind: single, options: [Yes, No], column: seen }
segments: { site: site }
";

    #[test]
    fn a_look_is_answered_by_a_set_that_has_its_columns() {
        let survey = definition::parse(SURVEY.as_bytes(), "survey.yaml").expect("a sound definition");
        let by_site = Grouping::new(vec![Key::Segment { at: 0, several: false }]);
        let plan = Plan::new(survey.questions.iter().map(|question| question.shape).collect(), &[by_site], false);
        let columns = ["likely", "seen", "site"].map(str::to_owned);
        let engine =
            Bundled::new(&survey, &plan, Table::new("t", &columns, &survey).expect("a table")).expect("an engine");
        let inquiries = inquiries(engine.looks(), 32);
        let sets = &inquiries[0].sets;
        assert_eq!(inquiries.len(), 1);
        assert_eq!(sets.iter().map(|set| set.columns.clone()).collect::<Vec<_>>(), [vec![0, 2], vec![1, 2]]);
        let mut answered: Vec<usize> = sets.iter().flat_map(|set| &set.looks).map(|answered| answered.look).collect();
        answered.sort_unstable();
        assert_eq!(answered, (0..engine.looks().len()).collect::<Vec<_>>());
    }
}
