//! How many columns of a matrix tell something that the others do not.

/// Share of its length that a column must have left, beside what others tell of it, to count.
const TOLERANCE: f64 = 1e-5;

/// The rank of the matrix with these columns, which are of one length: a column counts where more than 10⁻⁵ of its length
/// is left once the columns before it that count are taken out. 0 for no columns, and a column of zeros never counts.
///
/// Source: R `qr(x, tol = 1e-05)$rank`, as in `survey::degf` of replicate weights; Golub and Van Loan (2013), *Matrix
/// Computations*, §5.2.8 (modified Gram–Schmidt).
#[must_use]
pub fn rank(columns: &[Vec<f64>]) -> usize {
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for column in columns {
        let length = norm(column);
        let mut left = column.clone();
        for direction in &basis {
            let along = dot(&left, direction);
            left.iter_mut().zip(direction).for_each(|(x, unit)| *x -= along * unit);
        }
        let rest = norm(&left);
        if rest > TOLERANCE * length {
            basis.push(left.iter().map(|x| x / rest).collect());
        }
    }
    basis.len()
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

fn norm(column: &[f64]) -> f64 {
    dot(column, column).sqrt()
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn columns_count_that_no_others_make_up() {
        let columns = |columns: &[&[f64]]| columns.iter().map(|column| column.to_vec()).collect::<Vec<_>>();
        assert_eq!(rank(&[]), 0);
        assert_eq!(rank(&columns(&[&[0.0, 0.0], &[1.0, 2.0]])), 1);
        assert_eq!(rank(&columns(&[&[1.0, 0.0, 2.0], &[0.0, 1.0, 1.0], &[1.0, 1.0, 3.0]])), 2);
        assert_eq!(rank(&columns(&[&[1.0, 0.0], &[1.0, 1e-4]])), 2);
        assert_eq!(rank(&columns(&[&[1.0, 0.0], &[1.0, 1e-6]])), 1);
    }
}
