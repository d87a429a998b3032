//! Statistical disclosure control: which cells are too small to show, and which others have to be hidden
//! with them because the small ones could be had back by subtraction.
//!
//! The rule: a cell with at least one but fewer than `minimum` respondents is hidden (primary
//! suppression). Wherever a shown total is the sum of shown parts, a single hidden part would follow from
//! the others, and so would the figures of all hidden parts together; so the smallest shown part is hidden
//! too (secondary suppression), until at least two parts with `minimum` respondents between them are
//! hidden. This is the next-lowest rule of the NHS Friends and Family Test and of the GP Patient Survey,
//! applied to every total. An empty cell gives nobody away and stays.
//!
//! Source: NHS England, *Friends and Family Test guidance* (counts under 5 and the next lowest);
//! GP Patient Survey, *analysis tool: suppression* (2026).

/// A total and the cells that add up to it, as positions in the list of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
}

/// Which cells to hide: one flag per base.
///
/// `bases` are the respondents of each cell; `sums` are all the additions a reader could do.
pub(super) fn suppressed(bases: &[u64], minimum: u64, sums: &[Sum]) -> Vec<bool> {
    let mut hidden: Vec<bool> = bases.iter().map(|base| (1..minimum).contains(base)).collect();
    loop {
        let before = hidden.clone();
        for sum in sums {
            protect(bases, minimum, sum, &mut hidden);
        }
        if hidden == before {
            return hidden;
        }
    }
}

/// Hides parts of one sum until none of its hidden cells follows from the shown ones.
fn protect(bases: &[u64], minimum: u64, sum: &Sum, hidden: &mut [bool]) {
    loop {
        let parts = sum.parts.iter().copied().filter(|part| bases[*part] > 0);
        let (secret, shown): (Vec<usize>, Vec<usize>) = parts.partition(|part| hidden[*part]);
        let together: u64 = secret.iter().map(|part| bases[*part]).sum();
        let unsafe_now = if hidden[sum.total] {
            secret.is_empty()
        } else {
            !secret.is_empty() && (secret.len() == 1 || together < minimum)
        };
        let smallest = shown.into_iter().min_by_key(|part| bases[*part]);
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
    use super::{Sum, suppressed};

    fn total_and_parts(parts: &[u64], minimum: u64) -> Vec<bool> {
        let bases: Vec<u64> = std::iter::once(parts.iter().sum()).chain(parts.iter().copied()).collect();
        suppressed(&bases, minimum, &[Sum { total: 0, parts: (1..bases.len()).collect() }])
    }

    #[test]
    fn nothing_is_hidden_when_all_parts_are_large() {
        assert_eq!(total_and_parts(&[5, 80, 12], 5), [false; 4]);
    }

    #[test]
    fn the_next_smallest_goes_with_a_single_small_part() {
        assert_eq!(total_and_parts(&[3, 80, 12], 5), [false, true, false, true]);
    }

    #[test]
    fn two_small_parts_protect_each_other_once_they_reach_the_minimum() {
        assert_eq!(total_and_parts(&[3, 4, 80], 5), [false, true, true, false]);
    }

    #[test]
    fn two_small_parts_that_together_stay_small_need_a_third() {
        assert_eq!(total_and_parts(&[1, 2, 80, 90], 5), [false, true, true, true, false]);
    }

    #[test]
    fn an_empty_part_is_shown_and_protects_nobody() {
        assert_eq!(total_and_parts(&[0, 3, 80], 5), [false, false, true, true]);
    }

    #[test]
    fn a_lone_small_part_takes_its_total_with_it() {
        assert_eq!(total_and_parts(&[3, 0], 5), [true, true, false]);
    }

    #[test]
    fn a_part_hidden_for_another_total_hides_something_here_too() {
        // Everybody (0) = North (1) + South (2) + East (3); North = its two months (4, 5), and so on. South is
        // small, so East goes with it; East's months must then not add up to East.
        let bases = [103, 50, 3, 50, 25, 25, 3, 0, 20, 30];
        let sums = [
            Sum { total: 0, parts: vec![1, 2, 3] },
            Sum { total: 1, parts: vec![4, 5] },
            Sum { total: 2, parts: vec![6, 7] },
            Sum { total: 3, parts: vec![8, 9] },
        ];
        let hidden = suppressed(&bases, 5, &sums);
        assert!(hidden[2] && (hidden[1] || hidden[3]), "{hidden:?}");
        for sum in &sums {
            let secret = sum.parts.iter().filter(|part| hidden[**part]).count();
            assert!(!hidden[sum.total] || secret > 0, "a hidden total must not be the sum of shown parts");
        }
    }
}
