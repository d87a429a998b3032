//! The distinct cells of a column, sorted into answers and words that are no answer.

use super::no_answer::{Token, token};
use super::words::Table;
use crate::label::{fold, tidy};
use std::collections::BTreeSet;

/// One distinct cell; spellings that fold alike are one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// As seen first.
    pub text: String,
    /// How it compares.
    pub folded: String,
    /// Rows that hold it.
    pub count: u64,
    /// What it says if it is a usual word for no answer, or is taken for none.
    pub token: Option<Token>,
    /// Whether it is taken for no answer although it is no usual word for that.
    pub is_stray: bool,
}

/// Counts beyond this make no difference to any rule, and their sums cannot overflow.
const MOST_COUNTED: u64 = 1 << 40;

/// The distinct cells of one or several columns, most frequent first.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells(Vec<Cell>);

/// Words that are no answer, by what they say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tokens {
    /// There is no answer.
    pub missing: Vec<String>,
    /// Answers if they were offered, else what was written where there is none.
    pub not_applicable: Vec<String>,
    /// Answers that were offered, beside the scale.
    pub unfamiliar: Vec<String>,
    pub dont_know: Vec<String>,
    pub refused: Vec<String>,
    /// Cells taken for no answer that are no usual words for it, and may be what one person wrote.
    pub strays: Vec<Stray>,
}

impl Tokens {
    /// All usual words.
    pub fn all(&self) -> Vec<String> {
        [&self.missing[..], &self.not_applicable, &self.unfamiliar, &self.dont_know, &self.refused].concat()
    }

    /// Those that none of these labels is, folded.
    pub fn without(mut self, labels: &BTreeSet<String>) -> Tokens {
        let Tokens { missing, not_applicable, unfamiliar, dont_know, refused, strays } = &mut self;
        strays.retain(|stray| !labels.contains(&fold(&stray.text)));
        for list in [missing, not_applicable, unfamiliar, dont_know, refused] {
            list.retain(|word| !labels.contains(&fold(word)));
        }
        self
    }
}

impl Cells {
    /// The cells of these values, which may come from several columns.
    pub fn new<'a>(values: impl IntoIterator<Item = &'a (String, u64)>) -> Cells {
        let mut cells: Vec<Cell> = Vec::new();
        let mut known: Table<String, usize> = Table::default();
        for (text, count) in values {
            let (folded, count) = (fold(text), (*count).min(MOST_COUNTED));
            if folded.is_empty() {
                continue;
            }
            if let Some(at) = known.get(&folded) {
                cells[*at].count += count;
            } else {
                known.insert(folded, cells.len());
                let (text, token) = (tidy(text), token(text));
                cells.push(Cell { text, token, folded: String::new(), count, is_stray: false });
            }
        }
        let folded: Vec<(usize, String)> = known.into_iter().map(|(folded, at)| (at, folded)).collect();
        for (at, folded) in folded {
            cells[at].folded = folded;
        }
        cells.sort_by_key(|cell| std::cmp::Reverse(cell.count));
        Cells(cells)
    }

    /// The same, these cells being no answers: their texts, and how many hold each.
    pub fn with_no_answers(mut self, texts: &[(String, u64)]) -> Cells {
        for (text, count) in texts {
            let folded = fold(text);
            let at = self.0.iter().position(|cell| cell.folded == folded).unwrap_or(self.0.len());
            if at == self.0.len() {
                self.0.push(Cell { text: tidy(text), folded, count: *count, token: None, is_stray: false });
            }
            let cell = &mut self.0[at];
            cell.is_stray = cell.token.is_none();
            cell.token = cell.token.or(Some(Token::Missing));
        }
        self
    }

    /// The cells of which this is true, and the answers of which it is not; `None` when there are none of these, or
    /// more than `most`.
    pub fn parted(&self, most: usize, is_kept: impl Fn(&Cell) -> bool) -> Option<(Cells, Vec<Stray>)> {
        let is_other = |cell: &Cell| cell.token.is_none() && !is_kept(cell);
        // Comments have thousands of others: they are not taken apart to be thrown away.
        let others = self.0.iter().filter(|cell| is_other(cell)).take(most.saturating_add(1)).count();
        if !(1..=most).contains(&others) {
            return None;
        }
        let (others, kept): (Vec<Cell>, Vec<Cell>) = self.0.iter().cloned().partition(is_other);
        Some((Cells(kept), others.iter().map(Stray::from).collect()))
    }

    /// Every distinct cell.
    pub fn all(&self) -> impl Iterator<Item = &Cell> {
        self.0.iter()
    }

    /// Answers on a scale or in numbers: no word for no answer among them.
    pub fn answers(&self) -> Vec<&Cell> {
        self.0.iter().filter(|cell| cell.token.is_none()).collect()
    }

    /// Answers to a choice, where *Not sure* and *Not familiar* are options like others.
    pub fn choices(&self) -> Vec<&Cell> {
        self.0.iter().filter(|cell| matches!(cell.token, None | Some(Token::Unsure | Token::Unfamiliar))).collect()
    }

    /// The words that are none of [`Cells::answers`].
    pub fn tokens(&self) -> Tokens {
        self.tokens_but(&[])
    }

    /// The words that are none of [`Cells::choices`].
    pub fn tokens_of_choice(&self) -> Tokens {
        self.tokens_but(&[Token::Unsure, Token::Unfamiliar])
    }

    /// The words for missing answers alone.
    pub fn missing(&self) -> Tokens {
        self.tokens_but(&[Token::Unfamiliar, Token::Unsure, Token::DontKnow, Token::Refused])
    }

    fn tokens_but(&self, left_out: &[Token]) -> Tokens {
        let of = |wanted: &[Token]| {
            let cells = self.0.iter();
            let cells = cells
                .filter(|cell| cell.token.is_some_and(|token| wanted.contains(&token) && !left_out.contains(&token)));
            cells.filter(|cell| !cell.is_stray).map(|cell| cell.text.clone()).collect()
        };
        Tokens {
            missing: of(&[Token::Missing]),
            not_applicable: of(&[Token::NotApplicable]),
            unfamiliar: of(&[Token::Unfamiliar]),
            dont_know: of(&[Token::DontKnow, Token::Unsure]),
            refused: of(&[Token::Refused]),
            strays: self.0.iter().filter(|cell| cell.is_stray).map(Stray::from).collect(),
        }
    }

    /// The cells without those answers that are so rare beside the others, one in two hundred, that they are none of
    /// the form's own words; and those. `None` when there are none.
    pub fn without_strays(&self) -> Option<(Cells, Vec<Stray>)> {
        const ONE_IN: u64 = 200;
        const MOST: usize = 3;
        let all = self.answered();
        self.parted(MOST, |cell| cell.count > (all / ONE_IN).max(u64::from(all >= 50)))
    }

    /// Rows that hold an answer.
    pub fn answered(&self) -> u64 {
        self.answers().iter().map(|cell| cell.count).sum()
    }
}

/// Cells with one text that is none of the form's answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stray {
    pub text: String,
    /// Cells that hold it.
    pub cells: u64,
    /// People who wrote it, at least: fewer than cells where several columns hold it.
    pub people: u64,
}

impl From<&Cell> for Stray {
    fn from(cell: &Cell) -> Stray {
        Stray { text: cell.text.clone(), cells: cell.count, people: cell.count }
    }
}

/// How many letters and digits a code such as `A3` has; `None` where a text is no letters with digits behind them.
pub(super) fn letters_and_digits(text: &str) -> Option<(usize, usize)> {
    let digits = text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let letters = text.len() - digits.len();
    let is_code = letters > 0 && !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_code.then_some((letters, digits.len()))
}

#[cfg(test)]
mod tests {
    use super::Cells;

    #[test]
    fn spellings_that_fold_alike_are_one_cell() {
        let values = [("No".to_owned(), 3), ("Yes".to_owned(), 2), ("yes ".to_owned(), 2), ("N/A".to_owned(), 1)];
        let cells = Cells::new(&values);
        let texts: Vec<_> = cells.answers().iter().map(|cell| (cell.text.as_str(), cell.count)).collect();
        assert_eq!(texts, [("Yes", 4), ("No", 3)]);
        assert_eq!(cells.tokens().not_applicable, ["N/A"]);
    }
}
