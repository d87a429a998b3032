//! The letters of columns, and which stand where.

use crate::results::{Banner, PairTest, TableCell};

/// Letters of the alphabet.
const LETTERS: usize = 26;

/// The letter of a column: A to Z, then AA, AB …
pub(super) fn letter(at: usize) -> String {
    let last = u32::try_from(at % LETTERS).ok().and_then(|at| char::from_digit(at + 10, 36)).unwrap_or('z');
    let before = if at < LETTERS { String::new() } else { letter(at / LETTERS - 1) };
    format!("{before}{}", last.to_ascii_uppercase())
}

/// Levels that p-values are held against, as proportions: of upper-case letters, and of lower-case ones if there are any.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels {
    pub(super) upper: f64,
    pub(super) lower: Option<f64>,
}

/// Puts the letter of the lower column on the higher one of every pair that differs by more than chance.
pub(super) fn put(banner: &Banner, pairs: &[PairTest], levels: Levels, columns: &mut [Vec<TableCell>]) {
    for pair in pairs {
        let (higher, lower) = if pair.statistic > 0.0 { (pair.one, pair.other) } else { (pair.other, pair.one) };
        let Some(letter) = &banner.columns[lower].letter else { continue };
        let cell = &mut columns[higher][pair.row];
        if pair.statistic != 0.0 && pair.adjusted_p <= levels.upper {
            cell.letters.push(letter.clone());
        } else if pair.statistic != 0.0 && levels.lower.is_some_and(|lower| pair.adjusted_p <= lower) {
            cell.letters.push(letter.to_lowercase());
        }
    }
    for cell in columns.iter_mut().flatten() {
        cell.letters.sort_by_key(|letter| (letter.len(), letter.to_uppercase()));
    }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_behind_the_alphabet() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letter).into();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
