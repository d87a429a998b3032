//! Whether a scale runs the other way round in one file than in another: as proved by cells with a number and a label, or
//! as the distribution of plain numbers lets suppose.

use crate::label::fold;
use std::collections::BTreeMap;

/// A label that has another number in the later file.
pub(super) struct Proof {
    pub(super) label: String,
    pub(super) was: i32,
    pub(super) now: i32,
}

/// Values with how many responses have each.
type Values = [(String, u64)];

/// Whether labels that both files have beside numbers, such as `5 - Very good`, have them in reverse order: at least two
/// are there, and each pair of them is turned round.
pub(super) fn proved_reversed(before: &Values, now: &Values) -> Option<Proof> {
    let (before, now) = (numbered(before), numbered(now));
    let both: Vec<(&String, i32, i32)> =
        before.iter().filter_map(|(label, was)| Some((label, *was, *now.get(label)?))).collect();
    let is_turned = |(at, one): (usize, &(&String, i32, i32))| {
        both[at + 1..].iter().all(|other| (one.1 < other.1) == (one.2 > other.2) && one.2 != other.2)
    };
    let is_proved = both.len() > 1 && both.iter().enumerate().all(is_turned);
    let moved = both.iter().find(|(_, was, now)| was != now).filter(|_| is_proved)?;
    Some(Proof { label: moved.0.clone(), was: moved.1, now: moved.2 })
}

/// The number that stands before each label; a label with two of them has none.
fn numbered(values: &Values) -> BTreeMap<String, i32> {
    let mut numbers: BTreeMap<String, Option<i32>> = BTreeMap::new();
    for (value, _) in values {
        let digits = value.chars().take_while(char::is_ascii_digit).count();
        let (number, label) = value.split_at(digits);
        let label = fold(label.trim_start_matches(|letter: char| !letter.is_alphanumeric()));
        let Some(number) = number.parse::<i32>().ok().filter(|_| !label.is_empty()) else { continue };
        numbers
            .entry(label)
            .and_modify(|known| *known = known.filter(|known| *known == number))
            .or_insert(Some(number));
    }
    numbers.into_iter().filter_map(|(label, number)| Some((label, number?))).collect()
}

/// Answers that a distribution is judged by.
const ENOUGH: u64 = 50;
/// By how much two distributions differ that are not the same: the share that has to move.
const FAR: f64 = 0.3;
/// How much nearer the mirrored distribution must be.
const NEARER: f64 = 3.0;

/// The means of both files where the later distribution over these numbers is far from the earlier one and mirrors it: at
/// least 0.3 of the answers would have to move to make them agree (total variation distance), and less than a third of
/// that once the scale is turned round.
pub(super) fn looks_reversed(scale: &[i32], before: &Values, now: &Values) -> Option<(f64, f64)> {
    let (before, now) = (Shares::of(scale, before)?, Shares::of(scale, now)?);
    let distance = before.distance(now.0.iter());
    let mirrored = before.distance(now.0.iter().rev());
    let means = (before.mean(scale), now.mean(scale));
    let middle = f64::from(scale.iter().min()? + scale.iter().max()?) / 2.0;
    let are_opposite = (means.0 - middle) * (means.1 - middle) < 0.0;
    (distance >= FAR && mirrored * NEARER <= distance && are_opposite).then_some(means)
}

/// The shares of the points of a scale.
struct Shares(Vec<f64>);

impl Shares {
    /// `None` where there are too few answers to say anything.
    fn of(scale: &[i32], values: &Values) -> Option<Shares> {
        let at = |point: &i32| {
            let is_it = |value: &&(String, u64)| value.0.parse::<i32>() == Ok(*point);
            values.iter().filter(is_it).map(|(_, responses)| responses).sum::<u64>()
        };
        let counts: Vec<u64> = scale.iter().map(at).collect();
        let all: u64 = counts.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "shares, to compare with others")]
        let shares = || counts.iter().map(|count| *count as f64 / all as f64).collect();
        (all >= ENOUGH && scale.len() > 2).then(|| Shares(shares()))
    }

    /// The share of answers that would have to move: half the sum of the differences.
    fn distance<'a>(&self, other: impl Iterator<Item = &'a f64>) -> f64 {
        self.0.iter().zip(other).map(|(one, other)| (one - other).abs()).sum::<f64>() / 2.0
    }

    fn mean(&self, scale: &[i32]) -> f64 {
        self.0.iter().zip(scale).map(|(share, point)| share * f64::from(*point)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{looks_reversed, proved_reversed};

    fn values(of: &[(&str, u64)]) -> Vec<(String, u64)> {
        of.iter().map(|(value, responses)| ((*value).to_owned(), *responses)).collect()
    }

    #[test]
    fn labels_prove_that_a_scale_is_turned_round() {
        let one = values(&[("1 - Very poor", 3), ("3 - Fair", 9), ("5 - Very good", 20)]);
        let turned = values(&[("1 - Very good", 20), ("3 - Fair", 9), ("5 - Very poor", 3)]);
        let shifted = values(&[("0 - Very poor", 3), ("2 - Fair", 9), ("4 - Very good", 20)]);
        let proof = proved_reversed(&one, &turned).expect("a proof");
        assert_eq!((proof.label.as_str(), proof.was, proof.now), ("very good", 5, 1));
        assert!(proved_reversed(&one, &one).is_none() && proved_reversed(&one, &shifted).is_none());
        assert!(proved_reversed(&one, &values(&[("1 - Very good", 20)])).is_none(), "one label proves nothing");
    }

    #[test]
    fn plain_numbers_look_reversed_only_where_they_mirror() {
        let scale = [1, 2, 3, 4, 5];
        let high = values(&[("1", 2), ("2", 5), ("3", 10), ("4", 40), ("5", 60)]);
        let low = values(&[("5", 3), ("4", 4), ("3", 12), ("2", 38), ("1", 63)]);
        let worse = values(&[("1", 30), ("2", 30), ("3", 25), ("4", 20), ("5", 15)]);
        let (was, now) = looks_reversed(&scale, &high, &low).expect("a mirror");
        assert!((was - 4.29).abs() < 0.01 && (now - 1.72).abs() < 0.01, "{was} {now}");
        assert!(looks_reversed(&scale, &high, &high).is_none() && looks_reversed(&scale, &high, &worse).is_none());
        let few = values(&[("1", 20), ("5", 2)]);
        assert!(looks_reversed(&scale, &high, &few).is_none(), "22 answers say nothing");
    }
}
