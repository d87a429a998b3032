//! Margins: the categories that respondents fall into, and how many people of each there are.

use super::cell::Cell;

/// A way to divide the population, of which every part's size is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// As people call it.
    pub name: String,
    /// Its categories, each with somebody in it.
    pub categories: Vec<Category>,
    /// The position of the category that each cell is in.
    pub of: Vec<usize>,
}

/// A part of the population.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    /// As people call it.
    pub name: String,
    /// What the weights of its respondents are to add up to.
    pub target: f64,
}

/// By how much of themselves the totals of two margins may differ.
pub const OTHER_TOTAL: f64 = 1e-4;

/// What targets that are no numbers of people may add up to, and by how much they may miss it.
const SHARES: [(f64, f64); 2] = [(100.0, 0.5), (1.0, 0.005)];

/// Whether targets are shares: they add up to 100, give or take a half, or to 1.
#[must_use]
fn are_shares(sum: f64) -> bool {
    SHARES.iter().any(|(whole, slack)| (sum - whole).abs() <= *slack)
}

/// How many people margins are about whose targets add up to these sums; `None` where all are shares. The sum that most
/// differs from it, where it differs by more than a ten-thousandth.
///
/// # Errors
///
/// The position of a margin that is about another number of people than the first one that tells people.
pub fn shared_total(sums: &[f64]) -> Result<Option<f64>, usize> {
    let Some(total) = sums.iter().copied().find(|sum| !are_shares(*sum)) else { return Ok(None) };
    let differs = |sum: &f64| !are_shares(*sum) && (sum / total - 1.0).abs() > OTHER_TOTAL;
    sums.iter().position(differs).map_or(Ok(Some(total)), Err)
}

impl Margin {
    /// A margin whose categories have these sizes, or shares of `total`, in any unit: they are made to add up to it.
    ///
    /// `of` says which category each cell is in. Those in none make a category of their own, which keeps the share of the
    /// starting weights that it has: nothing is known of how many such people there are.
    ///
    /// Edge cases: with nobody to start with, all targets are 0.
    #[must_use]
    pub fn new(name: String, sizes: &[(String, f64)], of: &[Option<usize>], cells: &[Cell], total: f64) -> Margin {
        let whole: f64 = cells.iter().map(|cell| cell.start).sum();
        let in_none = of.iter().zip(cells).filter(|(category, _)| category.is_none());
        let (apart, is_any) = in_none.fold((0.0, false), |(sum, _), (_, cell)| (sum + cell.start, true));
        let kept = if whole > 0.0 { total * apart / whole } else { 0.0 };
        let sum: f64 = sizes.iter().map(|(_, size)| size).sum();
        let scaled =
            |(name, size): &(String, f64)| Category { name: name.clone(), target: size * (total - kept) / sum };
        let mut categories: Vec<Category> = sizes.iter().map(scaled).collect();
        categories.extend(is_any.then(|| Category { name: NOT_STATED.to_owned(), target: kept }));
        let of = of.iter().map(|category| category.unwrap_or(sizes.len())).collect();
        Margin { name, categories, of }
    }

    /// What the weights of each category add up to, with these factors.
    #[must_use]
    pub fn sums(&self, cells: &[Cell], factors: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.categories.len()];
        for ((category, cell), factor) in self.of.iter().zip(cells).zip(factors) {
            sums[*category] += cell.start * factor;
        }
        sums
    }

    /// By how much of itself a sum misses its target most.
    pub(super) fn error(&self, cells: &[Cell], factors: &[f64]) -> f64 {
        let sums = self.sums(cells, factors);
        let errors = self.categories.iter().zip(sums).map(|(category, sum)| (sum / category.target - 1.0).abs());
        errors.fold(0.0, |most, error| if error > most || error.is_nan() { error } else { most })
    }
}

/// Who is in no category.
const NOT_STATED: &str = "not stated";

#[cfg(test)]
mod tests {
    use super::{Margin, shared_total};
    use crate::weighting::Cell;

    fn cell(start: f64) -> Cell {
        Cell { name: String::new(), sampled: start, start, squares: start }
    }

    #[test]
    fn shares_are_told_from_numbers_of_people() {
        assert_eq!(shared_total(&[100.4, 1.0]), Ok(None));
        assert_eq!(shared_total(&[100.0, 6194.0, 6194.3]), Ok(Some(6194.0)));
        assert_eq!(shared_total(&[6194.0, 1.0, 6200.0]), Err(2));
    }

    #[test]
    fn whoever_is_in_no_category_keeps_a_share() {
        let sizes = [("f".to_owned(), 51.0), ("m".to_owned(), 49.0)];
        let cells = [cell(30.0), cell(10.0), cell(60.0)];
        let margin = Margin::new("sex".to_owned(), &sizes, &[Some(0), None, Some(1)], &cells, 200.0);
        let targets: Vec<f64> = margin.categories.iter().map(|category| category.target).collect();
        assert!(targets.iter().zip([91.8, 88.2, 20.0]).all(|(one, other)| (one - other).abs() < 1e-12), "{targets:?}");
        assert_eq!(margin.of, [0, 2, 1]);
    }
}
