//! Holding the answers of a column against the known scales of a language.
//!
//! An answer is looked up as it is spoken, with its opposites replaced by `-` and `+`, and with a degree taken off.
//! A scale fits when every answer is a point of it, no two the same, and when they can be so in one order only.

use super::found::{Family, Found, Point};
use super::tongue::{Degree, Form, Sheet, Spot, Tongue};
use crate::label::spoken;
use std::collections::{BTreeMap, BTreeSet};

/// An answer to place on a scale: how it is spoken, and the spellings of it, the most frequent first.
pub(super) struct Answer {
    said: String,
    texts: Vec<String>,
}

/// What the open places of a scale stand for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Bound {
    /// Nothing, so far.
    Free,
    /// These opposites.
    Pair(usize),
    /// This word, as it is spoken.
    Word(String),
}

/// One way to read an answer.
struct Place {
    spot: Spot,
    bound: Bound,
    /// Whether it says a degree.
    says_degree: bool,
}

/// How good a scale is: one of which all was seen first, then one without its middle, so that it is told, then one
/// that leaves less open, then the order of the files.
pub(super) type Rank = (bool, bool, Form, usize);

/// The answers to place, spellings of one answer together.
pub(super) fn answers(texts: &[&str]) -> Vec<Answer> {
    by_sound(texts).into_iter().map(|(said, texts)| Answer { said, texts }).collect()
}

/// Texts by what they are when spoken, in their order.
fn by_sound(texts: &[&str]) -> Vec<(String, Vec<String>)> {
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut grouped: Vec<(String, Vec<String>)> = Vec::new();
    for text in texts {
        let said = spoken(text);
        if let Some(known) = at.get(&said) {
            grouped[*known].1.push((*text).to_owned());
        } else {
            at.insert(said.clone(), grouped.len());
            grouped.push((said, vec![(*text).to_owned()]));
        }
    }
    grouped
}

/// The best scale of a language that has all of these answers.
pub(super) fn best(tongue: &Tongue, answers: &[Answer]) -> Option<(Rank, Found)> {
    let places = all_places(tongue, answers, true)?;
    let fits = candidates(tongue, &places).into_iter().filter_map(|(sheet, bound)| {
        let chosen = choose(&tongue.sheets[sheet], sheet, &bound, &places)?;
        let scale = &tongue.sheets[sheet];
        let left_out = is_without_middle(scale, &chosen);
        let options: Vec<Vec<&Place>> = places.iter().map(|places| spots(sheet, &bound, places).collect()).collect();
        let is_loose = matches!(bound, Bound::Word(_)) && degrees_of(&bound, &options) < 2;
        let is_part = chosen.len() < scale.points.len() && !left_out || is_loose;
        Some(((is_part, !left_out, scale.form, sheet), chosen, bound))
    });
    let mut fits: Vec<(Rank, Vec<usize>, Bound)> = fits.collect();
    fits.sort_by_key(|(rank, _, _)| *rank);
    fits.into_iter().find_map(|(rank, chosen, bound)| {
        let seen: Vec<Seen> = answers.iter().zip(chosen).map(|(answer, point)| (point, answer)).collect();
        Some((rank, write(tongue, rank.3, &bound, &seen, &[])?))
    })
}

/// Whether nothing but the middle of a scale was not seen: the form has none.
fn is_without_middle(scale: &Sheet, points: &[usize]) -> bool {
    scale.middle.is_some_and(|middle| !points.contains(&middle)) && points.len() + 1 == scale.points.len()
}

/// The scale of a language that has all of these answers but some, each of which is nearly a point of it.
pub(super) fn misspelt(tongue: &Tongue, answers: &[Answer]) -> Option<Found> {
    const FEWEST: usize = 3;
    if answers.len() < FEWEST {
        return None;
    }
    let places = all_places(tongue, answers, false)?;
    let fits = candidates(tongue, &places).into_iter().filter_map(|(sheet, bound)| {
        let (seen, near) = with_near(tongue, sheet, &bound, answers, &places)?;
        // A point of its own before another spelling of one that was seen.
        let same = near.iter().filter(|(point, _, _)| seen.iter().any(|(at, _)| at == point)).count();
        let gaps = gaps(&tongue.sheets[sheet], &seen, &near);
        Some(((near.len(), same, gaps, tongue.sheets[sheet].form, sheet), bound, seen, near))
    });
    let ((_, _, _, _, sheet), bound, seen, near) = fits.min_by_key(|(rank, _, _, _)| *rank)?;
    write(tongue, sheet, &bound, &seen, &near)
}

/// Points of a scale that nobody chose, but for a middle that the form may not have.
fn gaps(scale: &Sheet, seen: &[Seen], near: &[Near]) -> usize {
    let points = seen.iter().map(|(point, _)| *point).chain(near.iter().map(|(point, _, _)| *point));
    let points: Vec<usize> = points.collect::<BTreeSet<_>>().into_iter().collect();
    if is_without_middle(scale, &points) { 0 } else { scale.points.len() - points.len() }
}

/// Whether an answer stands above the middle of every scale that has it (`true`), or below (`false`).
pub(super) fn end(tongue: &Tongue, answer: &Answer) -> Option<bool> {
    let places = places(tongue, &answer.said);
    let sides: BTreeSet<_> = places
        .iter()
        .filter(|place| place.says_degree || !matches!(place.bound, Bound::Word(_)))
        .map(|place| (place.spot.point * 2 + 1).cmp(&tongue.sheets[place.spot.sheet].points.len()))
        .collect();
    match (sides.len(), sides.first()?) {
        (1, std::cmp::Ordering::Greater) => Some(true),
        (1, std::cmp::Ordering::Less) => Some(false),
        _ => None,
    }
}

/// The places of every answer; `None` when too few have one, or any has none although all should.
fn all_places(tongue: &Tongue, answers: &[Answer], all: bool) -> Option<Vec<Vec<Place>>> {
    let mut found = Vec::with_capacity(answers.len());
    for answer in answers {
        let places = places(tongue, &answer.said);
        if all && places.is_empty() {
            return None;
        }
        found.push(places);
    }
    (found.iter().filter(|places| !places.is_empty()).count() >= 2).then_some(found)
}

/// Every way to read an answer in a language.
fn places(tongue: &Tongue, said: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let written = tongue.spots.get(said).into_iter().flatten();
    places.extend(written.map(|spot| {
        let says_degree = tongue.sheets[spot.sheet].points[spot.point][spot.wording].contains('*');
        Place { spot: *spot, bound: Bound::Free, says_degree }
    }));
    if let Some((pair, signs)) = with_signs(tongue, said) {
        let spots = tongue.spots.get(&signs).into_iter().flatten();
        places.extend(spots.map(|spot| Place { spot: *spot, bound: Bound::Pair(pair), says_degree: false }));
    }
    let first = said.split(' ').next().unwrap_or_default();
    for degree in [first, ""].into_iter().filter_map(|head| tongue.degrees.get(head)).flatten() {
        if let Some(word) = word_of(degree, said) {
            let says_degree = !(degree.before.is_empty() && degree.after.is_empty());
            places.push(Place { spot: degree.spot, bound: Bound::Word(word.to_owned()), says_degree });
        }
    }
    places
}

/// The word that a degree stands with.
fn word_of<'a>(degree: &Degree, said: &'a str) -> Option<&'a str> {
    const MOST_WORDS: usize = 4;
    let rest = said.strip_prefix(degree.before.as_str())?;
    let rest = if degree.before.is_empty() { rest } else { rest.strip_prefix(' ')? };
    let rest = rest.strip_suffix(degree.after.as_str())?;
    let rest = if degree.after.is_empty() { rest } else { rest.strip_suffix(' ')? };
    (!rest.is_empty() && rest.split(' ').count() <= MOST_WORDS).then_some(rest)
}

/// An answer with `-` and `+` for its opposites, and which they are.
fn with_signs(tongue: &Tongue, said: &str) -> Option<(usize, String)> {
    let words: Vec<&str> = said.split(' ').collect();
    let mut pair = None;
    let mut signs: Vec<&str> = Vec::with_capacity(words.len());
    for word in words {
        let known = tongue.opposites.get(word);
        match known {
            Some((of, is_high)) if pair.is_none_or(|pair| pair == *of) => {
                pair = Some(*of);
                signs.push(if *is_high { "+" } else { "-" });
            }
            _ => signs.push(word),
        }
    }
    Some((pair?, signs.join(" ")))
}

/// The scales that some answers are on, with what they leave open filled in.
fn candidates(tongue: &Tongue, places: &[Vec<Place>]) -> BTreeSet<(usize, Bound)> {
    let free = |form: Form| matches!(form, Form::Written | Form::Degrees);
    let all = places.iter().flatten();
    let fitting = all.filter(|place| place.bound != Bound::Free || free(tongue.sheets[place.spot.sheet].form));
    fitting.map(|place| (place.spot.sheet, place.bound.clone())).collect()
}

/// The spots of an answer on a scale.
fn spots<'a>(sheet: usize, bound: &'a Bound, places: &'a [Place]) -> impl Iterator<Item = &'a Place> {
    places
        .iter()
        .filter(move |place| place.spot.sheet == sheet && (place.bound == *bound || place.bound == Bound::Free))
}

/// The point of every answer on a scale, if there is one order for them only and enough speaks for the scale.
fn choose(scale: &Sheet, sheet: usize, bound: &Bound, places: &[Vec<Place>]) -> Option<Vec<usize>> {
    let options: Vec<Vec<&Place>> = places.iter().map(|places| spots(sheet, bound, places).collect()).collect();
    if options.len() > scale.points.len() || options.iter().any(Vec::is_empty) {
        return None;
    }
    if !is_evident(scale, bound, &options) {
        return None;
    }
    in_one_order(&options)
}

/// Whether so much speaks for a scale that it is no guess.
fn is_evident(scale: &Sheet, bound: &Bound, options: &[Vec<&Place>]) -> bool {
    match (scale.form, bound) {
        (Form::Written, _) => options.len() >= 2,
        (Form::Between, bound) => matches!(bound, Bound::Pair(_)),
        (Form::Degrees, bound) => {
            let says_degree = |places: &&Vec<&Place>| places.iter().any(|place| place.says_degree);
            let degrees = options.iter().filter(says_degree).count();
            // The word stands beside a degree at least once: *very* and *extremely* are no degrees of *little*.
            let is_bound = *bound == Bound::Free || degrees_of(bound, options) >= 1;
            is_bound && degrees >= if *bound == Bound::Free { 3 } else { 2 }
        }
    }
}

/// How many answers say a degree of the word itself.
fn degrees_of(bound: &Bound, options: &[Vec<&Place>]) -> usize {
    let says_both = |places: &&Vec<&Place>| places.iter().any(|place| place.says_degree && place.bound == *bound);
    options.iter().filter(says_both).count()
}

/// Different points for all answers; `None` when there are none, or when they could stand in another order, too.
fn in_one_order(options: &[Vec<&Place>]) -> Option<Vec<usize>> {
    const MOST: usize = 200;
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<Vec<usize>> = vec![Vec::new()];
    while let Some(points) = open.pop() {
        if points.len() == options.len() {
            found.push(points);
            continue;
        }
        let free = options[points.len()].iter().map(|place| place.spot).filter(|spot| !points.contains(&spot.point));
        let mut next: Vec<Spot> = free.collect();
        next.sort_by_key(|spot| std::cmp::Reverse(spot.wording));
        open.extend(next.into_iter().map(|spot| [&points[..], &[spot.point]].concat()));
        if open.len() > MOST {
            return None;
        }
    }
    let order = |points: &Vec<usize>| -> Vec<usize> {
        let mut order: Vec<usize> = (0..points.len()).collect();
        order.sort_by_key(|at| points[*at]);
        order
    };
    let first = found.first()?;
    found.iter().all(|points| order(points) == order(first)).then(|| first.clone())
}

/// An answer on its point.
type Seen<'a> = (usize, &'a Answer);

/// A point, an answer that nearly is it, and how it is spelt.
type Near<'a> = (usize, &'a Answer, String);

/// The answers that are points of a scale, and those that nearly are; `None` when any is neither, or when the
/// misspelt ones are the many.
fn with_near<'a>(
    tongue: &Tongue,
    sheet: usize,
    bound: &Bound,
    answers: &'a [Answer],
    places: &[Vec<Place>],
) -> Option<(Vec<Seen<'a>>, Vec<Near<'a>>)> {
    let scale = &tongue.sheets[sheet];
    let on = |at: &usize| spots(sheet, bound, &places[*at]).next().is_some();
    let (known, unknown): (Vec<usize>, Vec<usize>) = (0..answers.len()).partition(on);
    // What is known as it is, such as *unlikely*, is no misspelt *likely*.
    let is_strange = |at: &usize| places[*at].iter().all(|place| matches!(place.bound, Bound::Word(_)));
    if known.len() < 2 || unknown.is_empty() || unknown.len() > known.len() || !unknown.iter().all(is_strange) {
        return None;
    }
    let options: Vec<Vec<&Place>> = known.iter().map(|at| spots(sheet, bound, &places[*at]).collect()).collect();
    if !is_evident(scale, bound, &options) {
        return None;
    }
    let points = in_one_order(&options)?;
    let seen: Vec<Seen> = known.iter().zip(points).map(|(at, point)| (point, &answers[*at])).collect();
    let near = unknown.iter().map(|at| {
        let (point, meant) = nearest(tongue, sheet, bound, &answers[*at].said, &seen)?;
        Some((point, &answers[*at], meant))
    });
    let near = near.collect::<Option<Vec<Near>>>()?;
    Some((seen, near))
}

/// The point that an answer is nearly, if there is no other that it could be.
fn nearest(tongue: &Tongue, sheet: usize, bound: &Bound, said: &str, seen: &[Seen]) -> Option<(usize, String)> {
    let most = match said.chars().count() {
        0..5 => return None,
        5..9 => 1,
        _ => 2,
    };
    let mut by_point: Vec<(usize, usize, String)> = Vec::new();
    for (point, wordings) in tongue.sheets[sheet].points.iter().enumerate() {
        let texts = wordings.iter().map(|wording| filled(tongue, wording, bound, seen));
        let near = texts.map(|text| (strsim::osa_distance(&spoken(&text), said), text)).min();
        by_point.extend(near.map(|(distance, text)| (distance, point, text)));
    }
    by_point.sort();
    let (distance, point, text) = by_point.first()?.clone();
    let is_only = by_point.get(1).is_none_or(|(other, _, _)| *other > distance);
    // What was seen on this point is how it is spelt here.
    let text =
        seen.iter().find(|(at, _)| *at == point).and_then(|(_, answer)| answer.texts.first().cloned()).unwrap_or(text);
    (distance <= most && is_only).then_some((point, text))
}

/// The scale with its points as they were seen; `None` where a point that nobody chose has no name of its own left.
fn write(tongue: &Tongue, sheet: usize, bound: &Bound, seen: &[Seen], near: &[Near]) -> Option<Found> {
    const MOST_USUAL: usize = 5;
    let scale = &tongue.sheets[sheet];
    let chosen: Vec<usize> =
        seen.iter().map(|(point, _)| *point).chain(near.iter().map(|(point, _, _)| *point)).collect();
    let chosen: Vec<usize> = chosen.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let left_out = scale.middle.filter(|_| is_without_middle(scale, &chosen));
    let mut taken: BTreeSet<String> = seen.iter().map(|(_, answer)| answer.said.clone()).collect();
    taken.extend(near.iter().map(|(_, answer, _)| answer.said.clone()));
    let mut points: Vec<Point> = Vec::new();
    for (at, wordings) in scale.points.iter().enumerate() {
        let exact = seen.iter().filter(|(point, _)| *point == at).flat_map(|(_, answer)| answer.texts.clone());
        let nearly = near.iter().filter(|(point, _, _)| *point == at);
        let mut texts = exact.chain(nearly.clone().flat_map(|(_, answer, _)| answer.texts.clone()));
        if let Some(label) = texts.next() {
            let is_exact = seen.iter().any(|(point, _)| *point == at);
            let meant = nearly.map(|(_, _, meant)| meant.clone()).next().filter(|_| !is_exact);
            let also = texts.collect();
            points.push(Point { label, seen: true, also, meant });
        } else if left_out != Some(at) && (scale.form != Form::Degrees || scale.points.len() <= MOST_USUAL) {
            let label = unseen(tongue, wordings, bound, seen, &taken)?;
            taken.insert(spoken(&label));
            points.push(Point { label, seen: false, also: Vec::new(), meant: None });
        }
    }
    let left_out = left_out.and_then(|at| unseen(tongue, &scale.points[at], bound, seen, &taken));
    Some(Found { family: family(tongue, scale, bound), points, left_out })
}

/// How a point that nobody chose is usually worded; not as another point is.
fn unseen(
    tongue: &Tongue,
    wordings: &[&'static str],
    bound: &Bound,
    seen: &[Seen],
    taken: &BTreeSet<String>,
) -> Option<String> {
    let mut texts = wordings.iter().map(|wording| filled(tongue, wording, bound, seen));
    texts.find(|text| !taken.contains(&spoken(text)))
}

fn family(tongue: &Tongue, scale: &Sheet, bound: &Bound) -> Family {
    let by_words = match bound {
        Bound::Free => Family::Extent,
        Bound::Pair(pair) => tongue.pairs[*pair].family,
        Bound::Word(word) => {
            let of_pair = || tongue.opposites.get(word).map(|(pair, _)| tongue.pairs[*pair].family);
            tongue.families.get(word).copied().or_else(of_pair).unwrap_or(Family::Opinion)
        }
    };
    scale.family.unwrap_or(by_words)
}

/// A wording with what it leaves open filled in as the answers seen have it.
fn filled(tongue: &Tongue, wording: &str, bound: &Bound, seen: &[Seen]) -> String {
    let text = match bound {
        Bound::Free => wording.replace('*', ""),
        Bound::Word(word) => wording.replace('*', &as_written(word, seen)),
        Bound::Pair(pair) => {
            let pair = &tongue.pairs[*pair];
            let (low, high) = forms_seen(&pair.low, &pair.high, seen);
            let parts = wording.split_inclusive([' ', ',', '/']).map(|part| {
                let sign = part.trim_end_matches([' ', ',', '/']);
                match sign {
                    "-" => part.replace('-', low),
                    "+" => part.replace('+', high),
                    _ => part.to_owned(),
                }
            });
            parts.collect()
        }
    };
    let text = text.trim();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The forms of two opposites that were seen, such as the female ones; else those that go with what was seen.
fn forms_seen(low: &[&'static str], high: &[&'static str], seen: &[Seen]) -> (&'static str, &'static str) {
    let said = |word: &&str| {
        let word = spoken(word);
        seen.iter().any(|(_, answer)| answer.said.split(' ').any(|part| part == word))
    };
    let (low_at, high_at) = (low.iter().position(&said), high.iter().position(said));
    let of = |words: &[&'static str], own: Option<usize>, other: Option<usize>| {
        let at = own.or(other).unwrap_or(0);
        words.get(at).or(words.first()).copied().unwrap_or_default()
    };
    (of(low, low_at, high_at), of(high, high_at, low_at))
}

/// A word as the answers write it, with its accents.
fn as_written(word: &str, seen: &[Seen]) -> String {
    let texts = seen.iter().flat_map(|(_, answer)| &answer.texts);
    for text in texts {
        let words: Vec<&str> = text.split_whitespace().collect();
        for first in 0..words.len() {
            for last in first..words.len() {
                let run = words[first..=last].join(" ");
                if spoken(&run) == word {
                    return run.trim_end_matches(['.', ',', ';', ')']).to_lowercase();
                }
            }
        }
    }
    word.to_owned()
}

/// The usual wordings of a scale, for every pair and for two words of those it can stand for.
#[cfg(test)]
pub(super) fn in_full(tongue: &Tongue, sheet: usize) -> Vec<Vec<String>> {
    const MOST_USUAL: usize = 5;
    let scale = &tongue.sheets[sheet];
    let bounds: Vec<Bound> = match scale.form {
        Form::Written => vec![Bound::Free],
        Form::Between => (0..tongue.pairs.len()).map(Bound::Pair).collect(),
        Form::Degrees if scale.points.len() > MOST_USUAL => Vec::new(),
        Form::Degrees => {
            let mut words: Vec<String> = tongue.families.keys().cloned().collect();
            words.sort();
            words.into_iter().chain(["fabulos".to_owned()]).map(Bound::Word).collect()
        }
    };
    let wording = |point: &Vec<&'static str>| *point.first().unwrap_or(&"");
    let levels = |bound: &Bound| scale.points.iter().map(|point| filled(tongue, wording(point), bound, &[])).collect();
    bounds.iter().map(levels).collect()
}

#[cfg(test)]
mod tests {
    use super::with_signs;
    use crate::infer::scales::{self, tongues};
    use crate::infer::tongue::form;

    fn found(answers: &[&str]) -> Option<Vec<String>> {
        scales::find_texts(answers.iter().copied()).map(|found| found.labels())
    }

    #[test]
    fn degrees_of_any_word_are_a_scale() {
        let labels = found(&["Extremely impressive", "Not at all impressive", "Very impressive"]).expect("degrees");
        assert_eq!(labels[4], "Extremely impressive");
        assert_eq!(labels[1], "Slightly impressive");
        let mixed = found(&["extremely important", "very", "moderately"]).expect("degrees with the word left out");
        assert_eq!(mixed[2..], ["moderately", "very", "extremely important"]);
        let labels = found(&["Sehr hilfreich", "Kaum hilfreich", "\u{dc}berhaupt nicht hilfreich"]).expect("German");
        assert_eq!(labels[0], "\u{dc}berhaupt nicht hilfreich");
        assert_eq!(found(&["Very tall", "Extremely old"]), None);
    }

    #[test]
    fn forms_seen_are_written_where_nobody_chose_a_point() {
        let labels = found(&["Tr\u{e8}s insatisfaite", "Satisfaite"]).expect("French");
        assert_eq!(labels[4], "Tr\u{e8}s satisfaite");
        assert_eq!(labels[2], "Ni satisfaite ni insatisfaite");
    }

    #[test]
    fn no_point_is_called_as_another_one_is() {
        let found = |texts: &[&str]| scales::find_texts(texts.iter().copied()).expect("a scale");
        let shared = |one: &[&str], other: &[&str]| scales::shared(&found(one), &found(other));
        let both = shared(&["Fair", "Good"], &["Excellent", "Very poor"]).map(|both| both.labels());
        let distinct: std::collections::BTreeSet<String> = both.iter().flatten().cloned().collect();
        assert_eq!(both.map_or(0, |labels| labels.len()), distinct.len());
    }

    #[test]
    fn a_misspelt_level_is_found_when_it_can_be_one_only() {
        let found = |texts: &[&str]| scales::find_texts(texts.iter().copied());
        let scale = found(&["Agree", "Disagree", "Stronlgy agree", "Strongly disagree"]).expect("agreement");
        assert_eq!(scale.misspelt(), [("Stronlgy agree".to_owned(), "Strongly agree".to_owned())]);
        let scale = found(&["Good", "Poor", "Fair", "Excellent", "Excelent"]).expect("quality");
        assert_eq!(scale.codes(), [("Excelent".to_owned(), "Excellent".to_owned())]);
        assert!(found(&["Very likely", "Likely", "Vry nlikely"]).is_none());
        assert!(found(&["Agree", "Disagree", "Angry"]).is_none());
    }

    #[test]
    fn signs_stand_for_opposites() {
        let tongue = &tongues()[0];
        assert_eq!(with_signs(tongue, "neither satisfied nor dissatisfied").expect("a pair").1, "neither + nor -");
        assert_eq!(with_signs(tongue, "good but slow").map(|found| found.1), Some("+ but slow".to_owned()));
        assert_eq!(form("Niet +/niet -"), "niet + niet -");
    }
}
