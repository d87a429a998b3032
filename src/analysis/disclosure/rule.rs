//! Which cells are too small to show, and which others have to be hidden with them because the small ones could be had
//! back by subtraction.
//!
//! The rule: a cell with fewer than `minimum` respondents is hidden (primary suppression), an empty one too, so
//! that nobody can tell that no one in a small group gave an answer. Wherever a shown total is the sum of shown
//! parts, a single hidden part would follow from the others, and so would the figures of all hidden parts
//! together; so the smallest shown part is hidden too (secondary suppression), until at least two parts with
//! `minimum` respondents between them are hidden. This is the next-lowest rule of the NHS Friends and Family
//! Test and of the GP Patient Survey, applied to every total.
//!
//! That a cell is empty may be worked out where it says nothing about few people: in a group that is large, or
//! that has no response whatever they answered. Nothing is hidden for its sake. And where nobody at all is in a
//! total that no filter has narrowed, there is nobody to protect.
//!
//! Source: NHS England, *Friends and Family Test guidance* (counts under 5 and the next lowest);
//! GP Patient Survey, *analysis tool: suppression* (2026).

/// A total and the cells that add up to it, as positions in the list of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
}

impl Sum {
    /// Its cells: the total, then the parts.
    pub(super) fn cells(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.total).chain(self.parts.iter().copied())
    }
}

/// What is too small, and what a filter may have told already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) struct Rule {
    /// Fewest respondents whose figures are shown; 1 shows everything.
    pub(in crate::analysis) minimum: u64,
    /// Whether a filter of any kind is in force.
    pub(in crate::analysis) is_filtered: bool,
    /// Whether answers decide who passes the filters.
    pub(in crate::analysis) by_answers: bool,
}

impl Rule {
    /// Whether so few are hidden.
    pub(super) const fn hides(&self, respondents: u64) -> bool {
        respondents < self.minimum && self.minimum > 1
    }

    /// Whether how many responses the filters keep and leave out is hidden: whoever asks for one person at a time
    /// would learn what that person answered.
    pub(in crate::analysis) const fn hides_filters(&self, kept: u64, left_out: u64) -> bool {
        self.is_filtered && (self.hides(kept) || left_out > 0 && self.hides(left_out))
    }

    /// Whether it must not be worked out how many there are in a hidden cell.
    pub(super) const fn is_secret(&self, cell: Count) -> bool {
        match (cell.base, cell.responses) {
            (0, 0) => self.by_answers,
            (0, responses) => self.hides(responses),
            _ => true,
        }
    }
}

/// How many people stand behind a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// Respondents in the base of the question.
    pub(super) base: u64,
    /// Responses in the group, whatever was answered.
    pub(super) responses: u64,
}

/// Which cells to hide: one flag per cell, the first being everybody. `sums` are all the additions a reader
/// could do.
pub(super) fn suppressed(cells: &[Count], rule: Rule, sums: &[Sum]) -> Vec<bool> {
    if cells.first().is_some_and(|all| all.base == 0 && !rule.is_filtered) {
        return vec![false; cells.len()];
    }
    let mut hidden: Vec<bool> = cells.iter().map(|cell| rule.hides(cell.base)).collect();
    protect_all(cells, rule, sums, &mut hidden);
    hidden
}

/// Hides parts of sums until no hidden cell follows from one of them alone.
pub(super) fn protect_all(cells: &[Count], rule: Rule, sums: &[Sum], hidden: &mut [bool]) {
    loop {
        let before = hidden.to_vec();
        for sum in sums {
            protect(cells, rule, sum, hidden);
        }
        if hidden == before {
            return;
        }
    }
}

/// Hides parts of one sum until none of its hidden cells follows from the shown ones.
fn protect(cells: &[Count], rule: Rule, sum: &Sum, hidden: &mut [bool]) {
    loop {
        let parts = sum.parts.iter().copied().filter(|part| !hidden[*part] || rule.is_secret(cells[*part]));
        let (secret, shown): (Vec<usize>, Vec<usize>) = parts.partition(|part| hidden[*part]);
        let together: u64 = secret.iter().map(|part| cells[*part].base).sum();
        let unsafe_now = if hidden[sum.total] {
            secret.is_empty()
        } else {
            !secret.is_empty() && (secret.len() == 1 || together < rule.minimum)
        };
        let smallest = shown.into_iter().min_by_key(|part| cells[*part].base);
        match smallest.filter(|_| unsafe_now) {
            Some(part) => hidden[part] = true,
            None => return hide_total_of_one(unsafe_now, sum, hidden),
        }
    }
}

/// When every part is hidden and still too few, the total says what the parts say.
fn hide_total_of_one(unsafe_now: bool, sum: &Sum, hidden: &mut [bool]) {
    if unsafe_now {
        hidden[sum.total] = true;
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Rule, Sum, suppressed};

    const RULE: Rule = Rule { minimum: 5, is_filtered: false, by_answers: false };

    /// Cells in which every response has an answer.
    fn answered(bases: &[u64]) -> Vec<Count> {
        bases.iter().map(|base| Count { base: *base, responses: *base }).collect()
    }

    fn total_and_parts(parts: &[Count], rule: Rule) -> Vec<bool> {
        let sum = |of: fn(&Count) -> u64| parts.iter().map(of).sum();
        let total = Count { base: sum(|part| part.base), responses: sum(|part| part.responses) };
        let cells: Vec<Count> = std::iter::once(total).chain(parts.iter().copied()).collect();
        suppressed(&cells, rule, &[Sum { total: 0, parts: (1..cells.len()).collect() }])
    }

    #[test]
    fn nothing_is_hidden_when_all_parts_are_large() {
        assert_eq!(total_and_parts(&answered(&[5, 80, 12]), RULE), [false; 4]);
    }

    #[test]
    fn the_next_smallest_goes_with_a_single_small_part() {
        assert_eq!(total_and_parts(&answered(&[3, 80, 12]), RULE), [false, true, false, true]);
    }

    #[test]
    fn two_small_parts_protect_each_other_once_they_reach_the_minimum() {
        assert_eq!(total_and_parts(&answered(&[3, 4, 80]), RULE), [false, true, true, false]);
    }

    #[test]
    fn two_small_parts_that_together_stay_small_need_a_third() {
        assert_eq!(total_and_parts(&answered(&[1, 2, 80, 90]), RULE), [false, true, true, true, false]);
    }

    #[test]
    fn an_empty_part_is_hidden_and_protects_nobody() {
        assert_eq!(total_and_parts(&answered(&[0, 3, 80]), RULE), [false, true, true, true]);
        assert_eq!(total_and_parts(&answered(&[0, 30, 80]), RULE), [false, true, false, false]);
    }

    #[test]
    fn that_none_of_few_people_answered_is_kept_from_subtraction_and_of_many_it_is_not() {
        let part = |base, responses| Count { base, responses };
        let few = [part(0, 3), part(30, 30), part(80, 80)];
        assert_eq!(total_and_parts(&few, RULE), [false, true, true, false]);
        let many = [part(0, 130), part(30, 30), part(80, 80)];
        assert_eq!(total_and_parts(&many, RULE), [false, true, false, false]);
    }

    #[test]
    fn groups_that_a_filter_by_answer_has_emptied_are_kept_from_subtraction() {
        let rule = Rule { is_filtered: true, by_answers: true, ..RULE };
        assert_eq!(total_and_parts(&answered(&[0, 30, 80]), rule), [false, true, true, false]);
    }

    #[test]
    fn where_nobody_answered_nobody_is_hidden_unless_a_filter_chose_them() {
        assert_eq!(total_and_parts(&answered(&[0, 0]), RULE), [false; 3]);
        assert_eq!(total_and_parts(&answered(&[0, 0]), Rule { is_filtered: true, ..RULE }), [true; 3]);
    }

    #[test]
    fn a_minimum_of_one_hides_nothing() {
        assert_eq!(total_and_parts(&answered(&[0, 1, 2]), Rule { minimum: 1, ..RULE }), [false; 4]);
    }

    #[test]
    fn a_lone_small_part_takes_its_total_with_it() {
        assert_eq!(total_and_parts(&answered(&[3, 0]), RULE), [true; 3]);
    }

    #[test]
    fn counts_of_filters_are_told_only_where_both_sides_are_large_enough() {
        let rule = Rule { is_filtered: true, ..RULE };
        assert!(!rule.hides_filters(100, 20) && !rule.hides_filters(100, 0));
        assert!(rule.hides_filters(2, 98) && rule.hides_filters(0, 100) && rule.hides_filters(98, 2));
        assert!(!RULE.hides_filters(2, 0), "how many responses there are is told by how many were received");
    }

    #[test]
    fn a_part_hidden_for_another_total_hides_something_here_too() {
        // Everybody (0) = North (1) + South (2) + East (3); North = its two months (4, 5), and so on. South is
        // small, so East goes with it; East's months must then not add up to East.
        let cells = answered(&[103, 50, 3, 50, 25, 25, 3, 0, 20, 30]);
        let sums = [
            Sum { total: 0, parts: vec![1, 2, 3] },
            Sum { total: 1, parts: vec![4, 5] },
            Sum { total: 2, parts: vec![6, 7] },
            Sum { total: 3, parts: vec![8, 9] },
        ];
        let hidden = suppressed(&cells, RULE, &sums);
        assert!(hidden[2] && (hidden[1] || hidden[3]), "{hidden:?}");
        for sum in &sums {
            let secret = sum.parts.iter().filter(|part| hidden[**part]).count();
            assert!(!hidden[sum.total] || secret > 0, "a hidden total must not be the sum of shown parts");
        }
    }
}
