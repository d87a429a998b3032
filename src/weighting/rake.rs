//! Raking: iterative proportional fitting.

use super::cell::Cell;
use super::margin::Margin;
use crate::diagnostic::{Fault, named};

/// Error of a sum, as a share of its target, at which there is nothing left to gain.
const EXACT: f64 = 1e-12;
/// Error that is good enough where rounds no longer make it smaller.
const NEAR: f64 = 1e-9;
/// Rounds after which margins do not come to agree.
const MOST_ROUNDS: usize = 1000;

/// Factors by which all margins agree with their targets, and the rounds it took: in each, the weights of every category of
/// every margin in turn are multiplied by target / Σw. Odds ratios between cells stay as they are.
///
/// # Errors
///
/// When after [`MOST_ROUNDS`] rounds some sum is still off by more than [`NEAR`] of its target, which is so where cells that
/// nobody is in would be needed. The margin that is off most is named.
///
/// Source: Deming and Stephan (1940); Kalton and Flores-Cervantes (2003), *Weighting Methods*; R `survey::rake`.
pub(super) fn factors(cells: &[Cell], margins: &[Margin]) -> Result<(Vec<f64>, usize), Fault> {
    let mut factors = vec![1.0; cells.len()];
    for round in 1..=MOST_ROUNDS {
        for margin in margins {
            let sums = margin.sums(cells, &factors);
            for (factor, category) in factors.iter_mut().zip(&margin.of) {
                if sums[*category] > 0.0 {
                    *factor *= margin.categories[*category].target / sums[*category];
                }
            }
        }
        if margins.iter().all(|margin| margin.error(cells, &factors) <= EXACT) {
            return Ok((factors, round));
        }
    }
    let off = margins.iter().map(|margin| (margin, margin.error(cells, &factors)));
    match off.max_by(|(_, one), (_, other)| one.total_cmp(other)) {
        Some((margin, error)) if error > NEAR => Err(diverged(margin, error)),
        _ => Ok((factors, MOST_ROUNDS)),
    }
}

fn diverged(margin: &Margin, error: f64) -> Fault {
    let (name, percent) = (named(&margin.name), 100.0 * error);
    Fault::new(format!("after {MOST_ROUNDS} rounds of raking {name} is still off its targets by {percent:.2}%")).help(
        "some combinations of the margins have no respondent: put categories together that have few, or leave a margin out",
    )
}

#[cfg(test)]
mod tests {
    use super::factors;
    use crate::weighting::{Category, Cell, Margin};

    fn cells(counts: [f64; 4]) -> Vec<Cell> {
        counts.into_iter().map(|n| Cell { name: String::new(), sampled: n, start: n, squares: n }).collect()
    }

    fn margin(name: &str, targets: [f64; 2], of: [usize; 4]) -> Margin {
        let category = |target| Category { name: String::new(), target };
        Margin { name: name.to_owned(), categories: targets.map(category).into(), of: of.into() }
    }

    /// R: `rake` by hand of 30, 20, 10, 40 to rows 45, 55 and columns 52, 48.
    #[test]
    fn two_by_two() {
        let margins = [margin("age", [45.0, 55.0], [0, 0, 1, 1]), margin("sex", [52.0, 48.0], [0, 1, 0, 1])];
        let (found, rounds) = factors(&cells([30.0, 20.0, 10.0, 40.0]), &margins).expect("they converge");
        let expected = [1.123_864_417_91, 0.564_203_373_14, 1.828_406_746_28, 0.917_898_313_43];
        assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-11), "{found:?}");
        assert_eq!(rounds, 16);
    }

    #[test]
    fn an_empty_cell_that_is_needed_keeps_margins_apart() {
        let margins = [margin("age", [45.0, 55.0], [0, 0, 1, 1]), margin("sex", [52.0, 48.0], [0, 1, 0, 1])];
        let fault = factors(&cells([30.0, 0.0, 0.0, 40.0]), &margins).expect_err("it cannot be");
        assert!(fault.message.starts_with("after 1000 rounds of raking `age` is still off"), "{fault:?}");
    }
}
