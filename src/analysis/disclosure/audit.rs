//! Whether hidden counts follow from shown ones, by everything a reader can add up at once.
//!
//! Every total of a run is one equation over the counts of its groups; the shown ones are known, the hidden ones are
//! whole numbers that a reader looks for. A hidden count *follows* when no other whole number satisfies all
//! equations. Protecting one total at a time does not see that: with two breakdowns over time, four totals can leave
//! one solution although none of them does alone.
//!
//! First, other solutions are looked for near the true one, along the solutions of the homogeneous equations: a step
//! up or down by one that leaves no count below its least possible one shows for every count it moves that it does not
//! follow. Only what no such step moves is bounded by linear programs, in sets of equations that are not too large.
//!
//! Source: the audit of suppressed tables by linear programming, L. H. Cox, *Suppression methodology and
//! statistical disclosure control*, JASA 75 (1980) 377–385; A. Hundepool et al., *Statistical Disclosure Control*
//! (2012), ch. 4.

use super::rule::Sum;
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};
use std::collections::BTreeMap;

/// Coefficients this small are none: all of them are sums of a few times ±1.
const TINY: f64 = 1e-7;

/// Hidden cells in one set of equations up to which each is bounded by linear programs, if it has to be. In larger
/// sets, which have as many more ways to give, only what the equations leave no way at all is found.
const MOST_BOUNDED: usize = 120;

/// Counts of one kind, one per cell: of respondents, or of those who gave a certain answer.
#[derive(Debug, Clone)]
pub(super) struct Plane {
    /// The true counts.
    pub(super) counts: Vec<u64>,
    /// What every reader knows the count of a hidden cell to be at least.
    pub(super) least: Vec<u64>,
}

/// What a reader can add up of the cells of a run, some of which are hidden.
pub(super) struct Audit(Vec<System>);

impl Audit {
    /// The equations over the cells that are hidden. Other solutions are looked for where `bases` are largest first,
    /// which leave room for them; the outcome does not depend on it.
    pub(super) fn new(bases: &[u64], hidden: &[bool], sums: &[Sum]) -> Audit {
        Audit(parts(hidden, sums).iter().map(|part| System::new(part, bases, hidden)).collect())
    }

    /// The hidden cells among those asked about whose count on this plane follows from the shown ones, in ascending
    /// order. On one of `others` the opposite may be so at the same time: then somebody gave another answer, and nobody
    /// is more or less.
    pub(super) fn worked_out(&self, plane: &Plane, others: &[Plane], is_asked: impl Fn(usize) -> bool) -> Vec<usize> {
        let of_system = |system: &System| system.determined(plane, others, &is_asked);
        let mut found: Vec<usize> = self.0.iter().flat_map(of_system).collect();
        found.sort_unstable();
        found
    }
}

/// The sums with hidden cells in them, in parts that have no hidden cell in common.
fn parts<'a>(hidden: &[bool], sums: &'a [Sum]) -> Vec<Vec<&'a Sum>> {
    let mut part_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut parts: Vec<Vec<&Sum>> = Vec::new();
    for sum in sums {
        let unknown: Vec<usize> = sum.cells().filter(|cell| hidden[*cell]).collect();
        if unknown.is_empty() {
            continue;
        }
        let mut touched: Vec<usize> = unknown.iter().filter_map(|cell| part_of.get(cell).copied()).collect();
        touched.sort_unstable();
        touched.dedup();
        let into = touched.first().copied().unwrap_or(parts.len());
        if into == parts.len() {
            parts.push(Vec::new());
        }
        for other in touched.into_iter().skip(1) {
            let moved = std::mem::take(&mut parts[other]);
            parts[into].extend(moved);
            part_of.values_mut().filter(|part| **part == other).for_each(|part| *part = into);
        }
        parts[into].push(sum);
        part_of.extend(unknown.into_iter().map(|cell| (cell, into)));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The cells of a sum with their signs: its parts less its total are nothing.
fn signed(sum: &Sum) -> impl Iterator<Item = (usize, f64)> {
    sum.cells().zip(std::iter::once(-1.0).chain(std::iter::repeat(1.0)))
}

/// A linear combination of unknowns, by their positions.
type Row = BTreeMap<usize, f64>;

/// Equations over hidden counts that have no count in common with others.
struct System {
    /// The cells that are unknown.
    unknown: Vec<usize>,
    /// Combinations of unknowns that readers know the value of.
    rows: Vec<Row>,
    /// A basis of what can be added to a solution.
    steps: Vec<Row>,
}

impl System {
    fn new(sums: &[&Sum], bases: &[u64], hidden: &[bool]) -> System {
        let mut unknown: Vec<usize> = sums.iter().flat_map(|sum| sum.cells()).filter(|cell| hidden[*cell]).collect();
        unknown.sort_unstable();
        unknown.dedup();
        unknown.sort_by_key(|cell| std::cmp::Reverse(bases[*cell]));
        let position: BTreeMap<usize, usize> = unknown.iter().enumerate().map(|(at, cell)| (*cell, at)).collect();
        let row = |sum: &&Sum| signed(sum).filter_map(|(cell, sign)| Some((*position.get(&cell)?, sign))).collect();
        let rows: Vec<Row> = sums.iter().map(row).collect();
        System { steps: homogeneous(rows.clone(), unknown.len()), unknown, rows }
    }

    /// The cells asked about that can have one count only.
    fn determined(&self, plane: &Plane, others: &[Plane], is_asked: &impl Fn(usize) -> bool) -> Vec<usize> {
        let known = Solution::new(plane, &self.unknown);
        let others: Vec<Solution> = others.iter().map(|plane| Solution::new(plane, &self.unknown)).collect();
        let is_possible = |step: &Row, times: f64| {
            let is_swap = |other: &Solution| other.leaves_none_negative(step, -times);
            known.allows(step, times) || known.leaves_none_negative(step, times) && others.iter().any(is_swap)
        };
        let mut is_free = vec![false; self.unknown.len()];
        for step in self.steps.iter().filter(|step| is_possible(step, 1.0) || is_possible(step, -1.0)) {
            for at in step.keys() {
                is_free[*at] = true;
            }
        }
        let open = (0..self.unknown.len()).filter(|at| !is_free[*at] && is_asked(self.unknown[*at]));
        let follows = |at: &usize| {
            if self.unknown.len() > MOST_BOUNDED {
                // What no step moves follows from the equations alone.
                return !self.steps.iter().any(|step| step.contains_key(at));
            }
            !self.has_another(*at, &known)
        };
        open.filter(follows).map(|at| self.unknown[at]).collect()
    }

    /// Whether an unknown can have another whole value than the true one.
    fn has_another(&self, at: usize, known: &Solution) -> bool {
        let reaches = |direction| (self.bound(at, direction, known) - known.counts[at]).abs() > 1.0 - TINY;
        reaches(OptimizationDirection::Maximize) || reaches(OptimizationDirection::Minimize)
    }

    /// The largest or smallest value that an unknown can have. Where the solver has no answer it is the true one, so
    /// that more is hidden rather than less.
    fn bound(&self, at: usize, direction: OptimizationDirection, known: &Solution) -> f64 {
        let mut problem = Problem::new(direction);
        let variable = |other: usize| {
            let weight = if other == at { 1.0 } else { 0.0 };
            problem.add_var(weight, (known.least[other], f64::INFINITY))
        };
        let variables: Vec<Variable> = (0..self.unknown.len()).map(variable).collect();
        for row in &self.rows {
            let terms: Vec<(Variable, f64)> = row.iter().map(|(at, sign)| (variables[*at], *sign)).collect();
            let value = row.iter().map(|(at, sign)| sign * known.counts[*at]).sum();
            problem.add_constraint(&terms, ComparisonOp::Eq, value);
        }
        match problem.solve().map(microlp::SolveOutcome::into_solution) {
            Ok(Ok(solution)) => solution.var_value(variables[at]),
            Err(Error::Unbounded) => f64::INFINITY,
            Ok(Err(_)) | Err(_) => known.counts[at],
        }
    }
}

/// The true counts of unknowns, and what they are at least.
struct Solution {
    counts: Vec<f64>,
    least: Vec<f64>,
}

impl Solution {
    fn new(plane: &Plane, unknown: &[usize]) -> Solution {
        #[expect(clippy::cast_precision_loss, reason = "counts of respondents are far below 2^53")]
        let real = |of: &[u64]| unknown.iter().map(|cell| of[*cell] as f64).collect();
        Solution { counts: real(&plane.counts), least: real(&plane.least) }
    }

    /// Whether a step from the true counts leads to counts that are possible and whole.
    fn allows(&self, step: &Row, times: f64) -> bool {
        self.stays_above(step, times, |at| self.least[at])
    }

    /// The same, nothing being known of how many there are at least.
    fn leaves_none_negative(&self, step: &Row, times: f64) -> bool {
        self.stays_above(step, times, |_| 0.0)
    }

    fn stays_above(&self, step: &Row, times: f64, least: impl Fn(usize) -> f64) -> bool {
        step.iter().all(|(at, by)| {
            let by = by * times;
            (by - by.round()).abs() < TINY && self.counts[*at] + by > least(*at) - TINY
        })
    }
}

/// A basis of the solutions of the homogeneous equations over so many unknowns. Unknowns that come first are solved
/// for where there is a choice, so that each step moves one of the last ones and what must give way for it.
fn homogeneous(mut rows: Vec<Row>, unknowns: usize) -> Vec<Row> {
    let mut solved: BTreeMap<usize, Row> = BTreeMap::new();
    while let Some(mut row) = rows.pop() {
        for (pivot, known) in &solved {
            subtract(&mut row, known, *pivot);
        }
        let Some((pivot, by)) = row.first_key_value().map(|(at, by)| (*at, *by)) else { continue };
        for value in row.values_mut() {
            *value /= by;
        }
        for known in solved.values_mut() {
            subtract(known, &row, pivot);
        }
        solved.insert(pivot, row);
    }
    let free: Vec<usize> = (0..unknowns).filter(|at| !solved.contains_key(at)).collect();
    let mut steps: BTreeMap<usize, Row> = free.into_iter().map(|at| (at, Row::from([(at, 1.0)]))).collect();
    for (pivot, row) in &solved {
        for (at, by) in row.iter().filter(|(at, _)| *at != pivot) {
            steps.entry(*at).or_default().insert(*pivot, -by);
        }
    }
    steps.into_values().collect()
}

/// Takes as much of another row away from a row as leaves nothing of one unknown.
fn subtract(row: &mut Row, other: &Row, unknown: usize) {
    let Some(times) = row.get(&unknown).copied() else { return };
    for (at, by) in other {
        let value = row.entry(*at).or_default();
        *value -= times * by;
        if value.abs() < TINY {
            row.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Audit, Plane, Sum};

    fn worked_out(counts: &[u64], least: u64, hidden: &[bool], sums: &[Sum]) -> Vec<usize> {
        let plane = Plane { counts: counts.to_vec(), least: vec![least; counts.len()] };
        Audit::new(counts, hidden, sums).worked_out(&plane, &[], |_| true)
    }

    /// Rows and columns of a table with their totals: cell 0 is everybody, then the rows, the columns and the inside.
    fn table(inside: &[&[u64]]) -> (Vec<u64>, Vec<Sum>) {
        let (height, width) = (inside.len(), inside[0].len());
        let rows: Vec<u64> = inside.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<u64> = (0..width).map(|at| inside.iter().map(|row| row[at]).sum()).collect();
        let cell = |row: usize, column: usize| 1 + height + width + row * width + column;
        let mut sums = vec![Sum { total: 0, parts: (1..=height).collect() }];
        sums.push(Sum { total: 0, parts: (height + 1..=height + width).collect() });
        sums.extend((0..height).map(|row| Sum { total: 1 + row, parts: (0..width).map(|at| cell(row, at)).collect() }));
        sums.extend(
            (0..width).map(|at| Sum { total: 1 + height + at, parts: (0..height).map(|row| cell(row, at)).collect() }),
        );
        let counts = std::iter::once(rows.iter().sum()).chain(rows.iter().copied()).chain(columns);
        (counts.chain(inside.iter().flat_map(|row| row.iter().copied())).collect(), sums)
    }

    /// What follows where these cells of the inside are hidden.
    fn follow(inside: &[&[u64]], hidden: &[(usize, usize)], least: u64) -> Vec<(usize, usize)> {
        let (counts, sums) = table(inside);
        let (first, width) = (1 + inside.len() + inside[0].len(), inside[0].len());
        let mut flags = vec![false; counts.len()];
        for (row, column) in hidden {
            flags[first + row * width + column] = true;
        }
        let found = worked_out(&counts, least, &flags, &sums);
        found.into_iter().map(|at| ((at - first) / width, (at - first) % width)).collect()
    }

    const TABLE: [&[u64]; 3] = [&[3, 40, 50], &[60, 4, 70], &[80, 90, 2]];

    #[test]
    fn a_lone_hidden_cell_follows_and_a_rectangle_does_not() {
        assert_eq!(follow(&TABLE, &[(0, 0)], 0), [(0, 0)]);
        assert_eq!(follow(&TABLE, &[(0, 0), (0, 1), (1, 0), (1, 1)], 1), []);
    }

    #[test]
    fn cells_protected_in_their_row_alone_follow_from_the_columns() {
        assert_eq!(follow(&TABLE, &[(0, 0), (0, 1)], 0), [(0, 0), (0, 1)]);
        // No total has a hidden cell by itself, and yet all are known: two rows cross three columns in one chain.
        let hidden = [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 0)];
        assert_eq!(follow(&TABLE, &hidden, 1), []);
        assert_eq!(follow(&TABLE, &hidden[..5], 1), hidden[..5]);
    }

    #[test]
    fn cells_that_can_be_no_smaller_are_known_where_they_cannot_be_larger() {
        // Four hidden cells, all 0: their sums are 0.
        let none: [&[u64]; 3] = [&[0, 0, 50], &[0, 0, 70], &[80, 90, 2]];
        let square = [(0, 0), (0, 1), (1, 0), (1, 1)];
        assert_eq!(follow(&none, &square, 0), square);
        // One of them holds somebody, and each step moves its row and its column: nothing else is possible.
        let one: [&[u64]; 3] = [&[1, 0, 50], &[0, 0, 70], &[80, 90, 2]];
        assert_eq!(follow(&one, &square, 0), square);
        let two: [&[u64]; 3] = [&[1, 0, 50], &[0, 1, 70], &[80, 90, 2]];
        assert_eq!(follow(&two, &square, 0), []);
        // All of them hold at least one, as everybody knows: a corner with just one cannot give anything away.
        let ones: [&[u64]; 3] = [&[1, 3, 50], &[1, 1, 70], &[80, 90, 2]];
        assert_eq!(follow(&ones, &square, 1), square);
        assert_eq!(follow(&ones, &square, 0), []);
    }

    #[test]
    fn totals_can_be_hidden_too() {
        // A row is hidden with its cells: its total follows from the other rows.
        let (counts, sums) = table(&TABLE);
        let mut hidden = vec![false; counts.len()];
        for at in [1, 7, 8, 9] {
            hidden[at] = true;
        }
        assert_eq!(worked_out(&counts, 0, &hidden, &sums), [1, 7, 8, 9]);
        hidden[2] = true;
        assert_eq!(worked_out(&counts, 0, &hidden, &sums), [1, 2, 7, 8, 9]);
        for at in [10, 11] {
            hidden[at] = true;
        }
        assert_eq!(worked_out(&counts, 0, &hidden, &sums), [9]);
    }
}
