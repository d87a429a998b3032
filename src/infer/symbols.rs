//! Answers that are signs: stars, faces, thumbs, plus and minus.

use super::found::{Family, Found, Point};

/// Faces and thumbs, from the worst to the best; those on one line say the same.
const FACES: [&[char]; 7] = [
    &['😡', '🤬', '😠', '😭', '🤮', '👿'],
    &['😞', '😢', '😣', '😖', '😩', '😫', '😤', '👎'],
    &['🙁', '☹', '😟', '😕', '😒', '🫤'],
    &['😐', '😑', '😶', '🤔'],
    &['🙂', '😌', '👍'],
    &['😊', '☺', '😀', '😃', '🤗', '😆'],
    &['😄', '😁', '😍', '🤩', '🥰', '😻', '🥳'],
];

/// What a sign says; signs of different kinds are on no scale together.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Sign {
    Stars(usize),
    Face(usize),
    /// Plus signs, less minus signs.
    Sum(isize),
}

/// The answers from low to high, if all of them are signs of one kind.
pub(super) fn found(texts: &[&str]) -> Option<Found> {
    const FEWEST: usize = 2;
    let mut signs = texts.iter().map(|text| Some((sign(text)?, *text))).collect::<Option<Vec<_>>>()?;
    signs.sort_unstable();
    let kind = |sign: &Sign| std::mem::discriminant(sign);
    let is_one_scale = signs.windows(2).all(|two| two[0].0 != two[1].0 && kind(&two[0].0) == kind(&two[1].0));
    (signs.len() >= FEWEST && is_one_scale).then(|| {
        let point =
            |(_, text): (Sign, &str)| Point { label: text.to_owned(), seen: true, also: Vec::new(), meant: None };
        Found { family: Family::Quality, points: signs.into_iter().map(point).collect(), left_out: None }
    })
}

fn sign(text: &str) -> Option<Sign> {
    let is_seen = |letter: &char| !letter.is_whitespace() && !matches!(letter, '\u{FE0E}' | '\u{FE0F}' | '\u{200D}');
    let letters: Vec<char> = text.chars().filter(is_seen).collect();
    let first = letters.first()?;
    if let Some(face) = FACES.iter().position(|faces| faces.contains(first)) {
        return (letters.len() == 1).then_some(Sign::Face(face));
    }
    let count = |wanted: &[char]| letters.iter().filter(|letter| wanted.contains(letter)).count();
    let (stars, empty) = (count(&['★', '⭐', '🌟', '*', '●', '♥', '❤']), count(&['☆', '○', '♡']));
    if stars + empty == letters.len() {
        return Some(Sign::Stars(stars));
    }
    let (plus, minus) = (count(&['+']), count(&['-', '−', '–']));
    let is_middle = letters.len() == 1 && matches!(first, 'o' | 'O' | '0' | '±' | '/');
    let sum = plus.checked_signed_diff(minus)?;
    (plus.max(minus) == letters.len() || is_middle).then_some(Sign::Sum(sum))
}

#[cfg(test)]
mod tests {
    use super::found;

    fn order(texts: &[&str]) -> Option<Vec<String>> {
        Some(found(texts)?.points.into_iter().map(|point| point.label).collect())
    }

    #[test]
    fn signs_stand_in_their_order() {
        for scale in [
            &["★", "★★", "★★★"][..],
            &["★☆☆☆☆", "★★☆☆☆", "★★★★★"],
            &["⭐", "⭐⭐⭐", "⭐⭐⭐⭐"],
            &["😡", "🙁", "😐", "🙂", "😀"],
            &["☹️", "😐", "☺️"],
            &["👎", "👍"],
            &["--", "-", "o", "+", "++"],
        ] {
            let mut mixed = scale.to_vec();
            mixed.reverse();
            assert_eq!(order(&mixed).as_deref(), Some(&scale.iter().map(ToString::to_string).collect::<Vec<_>>()[..]));
        }
        assert_eq!(order(&["★", "+"]), None);
        assert_eq!(order(&["😀", "😃"]), None, "the same");
        assert_eq!(order(&["-", "yes"]), None);
    }
}
