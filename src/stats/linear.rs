//! Systems of linear equations, as far as tests of several differences need them.

/// y'V⁻¹y; `None` where V cannot be inverted.
pub(super) fn quadratic(y: &[f64], covariance: Vec<Vec<f64>>) -> Option<f64> {
    let right = y.iter().map(|y| vec![*y]).collect();
    let solved = solved(covariance, right)?;
    (!y.is_empty()).then(|| y.iter().zip(solved).map(|(y, x)| y * x[0]).sum())
}

/// Share of the largest element below which a pivot is nothing but rounding.
const NOTHING: f64 = 1e-12;

/// X of A X = B by Gaussian elimination with the largest pivots; `None` where A cannot be inverted.
///
/// Source: Golub and Van Loan (2013), *Matrix Computations*, §3.4.
pub(super) fn solved(mut a: Vec<Vec<f64>>, mut b: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = a.len();
    let largest = a.iter().flatten().fold(0.0_f64, |most, x| most.max(x.abs()));
    for k in 0..n {
        let pivot = (k..n).max_by(|i, j| a[*i][k].abs().total_cmp(&a[*j][k].abs()))?;
        a.swap(k, pivot);
        b.swap(k, pivot);
        if a[k][k].abs() <= NOTHING * largest {
            return None;
        }
        let (row, right) = (a[k].clone(), b[k].clone());
        for i in k + 1..n {
            let factor = a[i][k] / row[k];
            a[i].iter_mut().zip(&row).for_each(|(x, pivot)| *x -= factor * pivot);
            b[i].iter_mut().zip(&right).for_each(|(x, pivot)| *x -= factor * pivot);
        }
    }
    for k in (0..n).rev() {
        let (below, right) = b.split_at_mut(k + 1);
        for (at, x) in below[k].iter_mut().enumerate() {
            let known: f64 = right.iter().zip(&a[k][k + 1..]).map(|(row, a)| a * row[at]).sum();
            *x = (*x - known) / a[k][k];
        }
    }
    Some(b)
}
