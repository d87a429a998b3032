//! Least squares by its normal equations, for few unknowns.

/// Share of its column that a pivot must keep: of columns that follow from those before it only rounding is left.
const INDEPENDENT: f64 = 1e-10;

/// The β of (Σ w x xᵀ) β = Σ w x y, over observations given as (w, x, wy), w being at least 0.
///
/// A column that follows from those before it (as the last category of a second margin does) gets 0, so that predictions
/// are those of the others. Empty where there are no observations.
///
/// Source: Golub and Van Loan (2013), *Matrix Computations*, §4.2 (Cholesky factors) and §5.3 (normal equations).
#[must_use]
pub fn least_squares<'a>(observations: impl Iterator<Item = (f64, &'a [f64], f64)>) -> Vec<f64> {
    let (mut matrix, mut right): (Vec<Vec<f64>>, Vec<f64>) = (Vec::new(), Vec::new());
    for (w, x, wy) in observations {
        add(&mut matrix, w, x);
        right.resize(x.len(), 0.0);
        right.iter_mut().zip(x).for_each(|(right, a)| *right += a * wy);
    }
    solve(matrix, right)
}

/// The λ of (Σ w x xᵀ) λ = `right`, over observations given as (w, x); a column that follows from those before it gets 0.
#[must_use]
pub fn normal_equations<'a>(observations: impl Iterator<Item = (f64, &'a [f64])>, right: Vec<f64>) -> Vec<f64> {
    let mut matrix: Vec<Vec<f64>> = vec![vec![0.0; right.len()]; right.len()];
    for (w, x) in observations {
        add(&mut matrix, w, x);
    }
    solve(matrix, right)
}

/// Adds w x xᵀ to the lower half of a matrix.
fn add(matrix: &mut Vec<Vec<f64>>, w: f64, x: &[f64]) {
    matrix.resize_with(x.len(), || vec![0.0; x.len()]);
    for (i, a) in x.iter().enumerate() {
        for (j, b) in x[..=i].iter().enumerate() {
            matrix[i][j] += w * a * b;
        }
    }
}

/// Solves with a symmetric matrix, of which the lower half is given, by its Cholesky factor.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    let mut used = vec![false; n];
    for k in 0..n {
        let whole = matrix[k][k];
        let pivot = whole - (0..k).map(|j| matrix[k][j] * matrix[k][j]).sum::<f64>();
        used[k] = pivot > INDEPENDENT * whole;
        let root = if used[k] { pivot.sqrt() } else { 0.0 };
        matrix[k][k] = root;
        for i in k + 1..n {
            let rest = matrix[i][k] - (0..k).map(|j| matrix[i][j] * matrix[k][j]).sum::<f64>();
            matrix[i][k] = if used[k] { rest / root } else { 0.0 };
        }
    }
    for k in 0..n {
        let rest = right[k] - (0..k).map(|j| matrix[k][j] * right[j]).sum::<f64>();
        right[k] = if used[k] { rest / matrix[k][k] } else { 0.0 };
    }
    for k in (0..n).rev() {
        let rest = right[k] - (k + 1..n).map(|i| matrix[i][k] * right[i]).sum::<f64>();
        right[k] = if used[k] { rest / matrix[k][k] } else { 0.0 };
    }
    right
}

#[cfg(test)]
mod tests {
    use super::least_squares;

    /// R: `coef(lm(weight ~ height, women))`.
    #[test]
    fn a_line_is_found() {
        let weights =
            [115.0, 117.0, 120.0, 123.0, 126.0, 129.0, 132.0, 135.0, 139.0, 142.0, 146.0, 150.0, 154.0, 159.0, 164.0];
        let rows: Vec<[f64; 2]> = (58..73).map(|height| [1.0, f64::from(height)]).collect();
        let found = least_squares(rows.iter().zip(weights).map(|(x, y)| (1.0, x.as_slice(), y)));
        assert!((found[0] + 87.516_666_667).abs() < 1e-6 && (found[1] - 3.45).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn columns_that_follow_from_others_are_left_out() {
        let rows = [[1.0, 0.0, 1.0], [1.0, 0.0, 1.0], [0.0, 1.0, 1.0], [0.0, 1.0, 1.0]];
        let found = least_squares(rows.iter().zip([1.0, 3.0, 5.0, 9.0]).map(|(x, y)| (1.0, x.as_slice(), y)));
        assert!((found[0] - 2.0).abs() < 1e-12 && (found[1] - 7.0).abs() < 1e-12 && found[2] == 0.0, "{found:?}");
        assert!(least_squares(std::iter::empty()).is_empty());
    }
}
