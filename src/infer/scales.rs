//! The answer scales that surveys use over and over, and finding one in the answers of a column.
//!
//! What they are stands in the files of [`LANGUAGES`]: scales written out, scales between any two opposites, and
//! degrees of any word at all. How the answers of a column are held against them: [`super::fit`].

use super::cells::{Cell, Cells};
use super::fit::{self, Answer};
use super::found::Found;
use super::tongue::Tongue;
use super::words::{List, is};
use super::{strength, symbols, times};
use crate::label::fold;
use crate::label::spoken;
use crate::language::LANGUAGES;
use std::sync::LazyLock;

/// Every language, read when first asked for.
static TONGUES: LazyLock<Vec<Tongue>> = LazyLock::new(|| LANGUAGES.iter().map(Tongue::read).collect());

#[cfg(test)]
pub(super) fn tongues() -> &'static [Tongue] {
    &TONGUES
}

/// The scale that the answers of a column are on.
///
/// A scale of which every point was seen comes before one of which some were. *Not sure* is a point where a
/// scale has it, and else no answer, as the other words for no answer are.
pub(super) fn find(cells: &Cells) -> Option<Found> {
    let (choices, answers) = (cells.choices(), cells.answers());
    let found = |cells: &[&Cell]| find_texts(cells.iter().map(|cell| cell.text.as_str()));
    if choices.len() == answers.len() {
        return found(&choices);
    }
    let with_unsure = found(&answers);
    let is_whole = |found: &Found| found.gaps() == 0 && found.left_out.is_none();
    if with_unsure.as_ref().is_some_and(is_whole) { with_unsure } else { found(&choices).or(with_unsure) }
}

/// The scale that two questions share: one of them alone shows it in part, both together (nearly) in full.
///
/// Answers of theirs that make up a whole scale are on that one. Else the questions must have an answer in
/// common, and fewer points must be left that nobody chose.
pub(super) fn shared(one: &Found, other: &Found) -> Option<Found> {
    const LONG: usize = 4;
    if one.family != other.family {
        return None;
    }
    let merged = one.merged(other);
    if merged.is_some() {
        return merged;
    }
    let mut texts: Vec<&str> = Vec::new();
    for label in one.seen_labels().chain(other.seen_labels()) {
        if !texts.iter().any(|text| fold(text) == fold(label)) {
            texts.push(label);
        }
    }
    let both = find_texts(texts.into_iter()).filter(|both| both.family == one.family)?;
    // A whole scale is as long as it is: *Poor … Excellent* and *Very poor … Very good* are two.
    let is_whole_one = |one: &Found| one.gaps() == 0 && one.left_out.is_none();
    let is_outgrown =
        |one: &Found| is_whole_one(one) && one.points.len() >= LONG && both.points.len() > one.points.len();
    if is_outgrown(one) || is_outgrown(other) {
        return None;
    }
    let is_whole = one.gaps() == 0 || other.gaps() == 0;
    let is_nearer = both.gaps() < one.gaps().max(other.gaps()) && (!is_whole || both.gaps() <= 1);
    (both.gaps() == 0 || one.shares_an_answer_with(other) && is_nearer).then_some(both)
}

/// The scale that these answers are on. A bare yes and no are the ends of none.
pub(super) fn find_texts<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Found> {
    const MOST_ANSWERS: usize = 14;
    let texts: Vec<&str> = texts.take(MOST_ANSWERS + 1).collect();
    if !(2..=MOST_ANSWERS).contains(&texts.len()) {
        return None;
    }
    if texts.iter().all(|text| is(text, List::Yes) || is(text, List::No)) {
        return None;
    }
    let answers = fit::answers(&texts);
    let found = TONGUES.iter().filter_map(|tongue| fit::best(tongue, &answers));
    let exact = found.min_by_key(|(rank, _)| *rank).map(|(_, found)| found);
    exact
        .or_else(|| times::found(&texts))
        .or_else(|| strength::found(&texts))
        .or_else(|| symbols::found(&texts))
        .or_else(|| TONGUES.iter().find_map(|tongue| fit::misspelt(tongue, &answers)))
}

/// Whether a wording has a word of which degrees are a scale: *How satisfied …*, *How easy …*.
pub(super) fn speak_of(wording: &str) -> bool {
    let said = spoken(wording);
    let is_known = |word: &str| {
        TONGUES.iter().any(|tongue| tongue.families.contains_key(word) || tongue.opposites.contains_key(word))
    };
    said.split(' ').any(is_known)
}

/// Whether an answer is an end of scales: `Some(true)` for the high one.
pub(super) fn end(text: &str) -> Option<bool> {
    let answers: Vec<Answer> = fit::answers(&[text]);
    TONGUES.iter().find_map(|tongue| fit::end(tongue, answers.first()?))
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod in_general {
    use super::{LANGUAGES, TONGUES, find_texts};
    use crate::infer::found::Family;
    use crate::infer::tongue::Form;

    fn labels(answers: &[&str]) -> Option<(Family, Vec<String>)> {
        let found = find_texts(answers.iter().copied())?;
        Some((found.family, found.labels()))
    }

    #[test]
    fn scales_are_found_in_any_order_and_in_part() {
        let (family, points) = labels(&["Agree", "STRONGLY  AGREE", "Disagree"]).expect("agreement");
        assert_eq!(family, Family::Agreement);
        let full = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "STRONGLY  AGREE"];
        assert_eq!(points, full);
        let (family, points) = labels(&["Always", "Usually", "Never", "Sometimes"]).expect("frequency");
        assert_eq!(
            (family, points),
            (Family::Frequency, ["Never", "Sometimes", "Usually", "Always"].map(String::from).into())
        );
        assert_eq!(labels(&["Extremely likely", "Not at all likely"]).expect("likelihood").1.len(), 5);
        assert_eq!(labels(&["Somewhat satisfied", "Satisfied"]).expect("satisfaction").1.len(), 7);
        assert_eq!(labels(&["Very hard", "Somewhat easy", "Neither easy nor hard"]).expect("ease").0, Family::Ease);
    }

    #[test]
    fn a_middle_that_nobody_chose_is_not_put_in() {
        let whole = |answers: &[&str]| {
            let found = find_texts(answers.iter().copied()).expect("a scale");
            (found.labels().len() == answers.len()).then_some(found.left_out).flatten()
        };
        let without = [
            (&["Very poor", "Poor", "Good", "Very good"][..], "Fair"),
            (&["Strongly agree", "Agree", "Disagree", "Strongly disagree"], "Neither agree nor disagree"),
            (&["Very likely", "Likely", "Unlikely", "Very unlikely"], "Neither likely nor unlikely"),
            (&["Much worse", "Worse", "Better", "Much better"], "About the same"),
            (&["Never", "Rarely", "Often", "Always"], "Sometimes"),
            (&["Satisfied", "Dissatisfied"], "Neither satisfied nor dissatisfied"),
            (&["Agree", "Disagree"], "Neither agree nor disagree"),
        ];
        for (answers, middle) in without {
            assert_eq!(whole(answers).as_deref(), Some(middle), "{answers:?}");
        }
        let kept = find_texts(["Very poor", "Good", "Very good"].into_iter()).expect("a scale");
        assert_eq!((kept.points.len(), kept.unseen()), (5, vec!["`Poor` (2)".to_owned(), "`Fair` (3)".to_owned()]));
        assert_eq!(kept.scores(), "1 = Very poor … 5 = Very good");
    }

    #[test]
    fn questions_that_show_a_scale_in_part_share_it() {
        let found = |answers: &[&str]| find_texts(answers.iter().copied()).expect("a scale");
        let shared = |one: &[&str], other: &[&str]| Some(super::shared(&found(one), &found(other))?.labels());
        let five = ["Very poor", "Poor", "Fair", "Good", "Very good"].map(String::from).to_vec();
        assert_eq!(shared(&["Very poor", "Poor", "Good", "Very good"], &["Fair", "Good"]), Some(five));
        let agreement = shared(&["Agree", "Neutral", "Disagree"], &["Agree", "Strongly agree"]).expect("one scale");
        assert_eq!(agreement.len(), 5, "{agreement:?}");
        assert_eq!(shared(&["Never", "Sometimes", "Usually", "Always"], &["Often", "Never"]), None);
        assert_eq!(shared(&["Sometimes", "Often"], &["Usually", "Never"]), None);
        assert_eq!(shared(&["Agree", "Disagree"], &["Good", "Poor"]), None);
    }

    #[test]
    fn other_answers_are_no_scale() {
        let none = [
            vec!["Agree", "Elephant"],
            vec!["Agree"],
            vec!["Yes", "No"],
            vec!["Not married", "Married", "Very ill"],
            vec!["By car", "On foot", "By bus"],
            vec!["Very tall building", "Not so small house"],
            vec!["Neutral", "Often"],
        ];
        for answers in none {
            assert_eq!(labels(&answers), None, "{answers:?}");
        }
    }

    #[test]
    fn every_language_has_every_family_and_form() {
        for (tongue, language) in TONGUES.iter().zip(LANGUAGES.iter()) {
            let of = |family: Family| {
                let written = tongue.sheets.iter().any(|sheet| sheet.family == Some(family));
                written || tongue.pairs.iter().any(|pair| pair.family == family)
            };
            for family in Family::ALL {
                assert!(of(family), "{}: {}", language.name, family.name());
            }
            for form in [Form::Between, Form::Degrees] {
                assert!(tongue.sheets.iter().filter(|sheet| sheet.form == form).count() >= 3, "{}", language.name);
            }
            assert!(tongue.sheets.iter().all(|sheet| sheet.form != Form::Written || sheet.family.is_some()));
            assert!(tongue.sheets.iter().all(|sheet| sheet.points.len() >= 3), "{}", language.name);
            assert!(tongue.pairs.len() >= 10 && tongue.families.len() >= 5, "{}", language.name);
        }
    }
}
