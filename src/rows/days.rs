//! Which days have responses.

use super::batch::Batch;
use crate::plan::UNDATED;
use crate::responses::Fate;

/// A set of days: one bit a day, from the first seen to the last, so that its size does not grow with the responses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    /// Number of the first word; day `d` is bit `d mod 64` of word `d div 64`.
    first: i32,
    words: Vec<u64>,
}

/// Days in a word.
const WORD: i32 = 64;

impl Days {
    /// Adds the days of the responses that are to be analysed.
    pub fn add(&mut self, batch: &Batch) {
        for (day, fate) in batch.days.iter().zip(&batch.fates) {
            if *fate == Fate::Analysed && *day != UNDATED {
                self.insert(*day);
            }
        }
    }

    /// Adds one day.
    fn insert(&mut self, day: i32) {
        *self.word(day.div_euclid(WORD)) |= 1 << day.rem_euclid(WORD);
    }

    /// Adds another set.
    pub fn merge(&mut self, other: &Days) {
        for (number, word) in (other.first..).zip(&other.words) {
            if *word != 0 {
                *self.word(number) |= word;
            }
        }
    }

    /// The days, ascending.
    pub fn iter(&self) -> impl Iterator<Item = i32> + '_ {
        let bits = |word: u64| (0..WORD).filter(move |bit| word >> bit & 1 == 1);
        (self.first..).zip(&self.words).flat_map(move |(number, word)| bits(*word).map(move |bit| number * WORD + bit))
    }

    /// The word of this number, made when there is none yet.
    fn word(&mut self, number: i32) -> &mut u64 {
        if self.words.is_empty() {
            self.first = number;
        }
        let before = usize::try_from(self.first - number).unwrap_or(0);
        if before > 0 {
            self.words.splice(0..0, std::iter::repeat_n(0, before));
            self.first = number;
        }
        let at = usize::try_from(number - self.first).unwrap_or(0);
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        &mut self.words[at]
    }
}

impl FromIterator<i32> for Days {
    fn from_iter<I: IntoIterator<Item = i32>>(days: I) -> Days {
        let mut set = Days::default();
        days.into_iter().for_each(|day| set.insert(day));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Runs;
    use crate::table::Weighing;

    fn days(days: &[i32]) -> Days {
        let mut set = Days::default();
        let fates = vec![Fate::Analysed; days.len()];
        set.add(&Batch {
            input: 0,
            people: Vec::new(),
            weighing: Weighing::unweighted(0),
            fates,
            before: Vec::new(),
            times: None,
            weights: None,
            runs: Runs::default(),
            days: days.to_vec(),
            segments: Vec::new(),
            columns: Vec::new(),
        });
        set
    }

    #[test]
    fn days_come_out_in_order_whatever_the_order_they_went_in() {
        let all = [20_700, -3, 20_000, UNDATED, 20_700, 64, 63, 0];
        assert_eq!(days(&all).iter().collect::<Vec<_>>(), [-3, 0, 63, 64, 20_000, 20_700]);
        assert_eq!(Days::default().iter().next(), None);
    }

    #[test]
    fn two_sets_make_one() {
        let mut one = days(&[100, 5000]);
        one.merge(&days(&[-70, 100, 5001]));
        one.merge(&Days::default());
        assert_eq!(one.iter().collect::<Vec<_>>(), [-70, 100, 5000, 5001]);
    }
}
