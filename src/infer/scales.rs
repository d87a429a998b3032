//! The answer scales that surveys use over and over, and finding one in the answers of a column.
//!
//! What they are stands in the files of [`LANGUAGES`]: scales written out, scales between any two opposites, and
//! degrees of any word at all. How the answers of a column are held against them: [`super::fit`].

use super::cells::{Cell, Cells};
use super::fit::{self, Answer};
use super::spoken::spoken;
use super::words::{List, Table, is};
use super::{strength, symbols, times};
use crate::label::fold;
use crate::language::{LANGUAGES, Language, Section};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A family of scales, such as agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Agreement,
    Satisfaction,
    Frequency,
    Quality,
    Likelihood,
    Importance,
    Ease,
    Effort,
    Change,
    Extent,
    Certainty,
    Opinion,
    /// From too little to too much: the best is in the middle.
    Amount,
}

impl Family {
    /// Every family.
    const ALL: [Family; 13] = [
        Family::Agreement,
        Family::Satisfaction,
        Family::Frequency,
        Family::Quality,
        Family::Likelihood,
        Family::Importance,
        Family::Ease,
        Family::Effort,
        Family::Change,
        Family::Extent,
        Family::Certainty,
        Family::Opinion,
        Family::Amount,
    ];

    /// The name of such a scale in a definition.
    pub fn name(self) -> &'static str {
        match self {
            Family::Agreement => "agreement",
            Family::Satisfaction => "satisfaction",
            Family::Frequency => "frequency",
            Family::Quality => "quality",
            Family::Likelihood => "likelihood",
            Family::Importance => "importance",
            Family::Ease => "ease",
            Family::Effort => "effort",
            Family::Change => "change",
            Family::Extent => "extent",
            Family::Certainty => "certainty",
            Family::Opinion => "opinion",
            Family::Amount => "amount",
        }
    }

    pub fn named(name: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| family.name() == name)
    }
}

/// What a scale leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Nothing: every wording is written out.
    Written,
    /// Two opposites: `-` and `+` in its wordings.
    Between,
    /// A word: `*` in its wordings.
    Degrees,
}

/// A scale from low to high as a language's file has it.
pub(super) struct Sheet {
    pub form: Form,
    /// `None` where it depends on the words that are put in.
    pub family: Option<Family>,
    /// Wordings of each point, the usual one first.
    pub points: Vec<Vec<&'static str>>,
    /// The point that some forms leave out.
    pub middle: Option<usize>,
}

/// Where a wording stands: in which sheet, at which point, and how far from the usual wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub sheet: usize,
    pub point: usize,
    pub wording: usize,
}

/// Two opposites, each in its forms.
pub(super) struct Pair {
    pub family: Family,
    pub low: Vec<&'static str>,
    pub high: Vec<&'static str>,
}

/// A wording with a degree: what stands before the word and after it.
pub(super) struct Degree {
    pub before: String,
    pub after: String,
    pub spot: Spot,
}

/// The scales of one language, ready to be looked up.
#[derive(Default)]
pub(super) struct Tongue {
    pub sheets: Vec<Sheet>,
    pub pairs: Vec<Pair>,
    /// Where wordings stand, as they are spoken, `-` and `+` for opposites; degrees without their word.
    pub spots: Table<String, Vec<Spot>>,
    /// Opposites as they are spoken: which pair, and whether it is the high one.
    pub opposites: Table<String, (usize, bool)>,
    /// Wordings with a degree, by the first word of what stands before.
    pub degrees: Table<String, Vec<Degree>>,
    /// Words that degrees of are a scale of a family.
    pub families: Table<String, Family>,
}

impl Tongue {
    fn read(language: &Language) -> Tongue {
        let mut tongue = Tongue::default();
        for section in &language.sections {
            tongue.add(section);
        }
        tongue.sheets.iter().enumerate().for_each(|(at, sheet)| {
            for (point, wordings) in sheet.points.iter().enumerate() {
                for (wording, text) in wordings.iter().enumerate() {
                    let spot = Spot { sheet: at, point, wording };
                    put(&mut tongue.spots, &mut tongue.degrees, &form(text), spot);
                }
            }
        });
        tongue
    }

    fn add(&mut self, section: &Section) {
        let family = Family::named(section.about);
        let form = match section.what {
            "scale" => Form::Written,
            "between" => Form::Between,
            "degrees" => Form::Degrees,
            "pair" => return self.add_pair(family, section),
            "words" => {
                let words = section.lines.iter().flatten().map(|word| spoken(word));
                self.families.extend(words.filter_map(|word| Some((word, family?))));
                return;
            }
            _ => return,
        };
        let mut points = section.lines.clone();
        let is_middle = |point: &Vec<&str>| point.first().is_some_and(|first| first.starts_with('~'));
        let middle = points.iter().position(is_middle);
        points.iter_mut().flatten().for_each(|wording| *wording = wording.trim_start_matches('~'));
        self.sheets.push(Sheet { form, family, points, middle });
    }

    fn add_pair(&mut self, family: Option<Family>, section: &Section) {
        let (Some(family), [low, high]) = (family, section.lines.as_slice()) else { return };
        let at = self.pairs.len();
        for (words, is_high) in [(low, false), (high, true)] {
            for word in words {
                self.opposites.entry(spoken(word)).or_insert((at, is_high));
            }
        }
        self.pairs.push(Pair { family, low: low.clone(), high: high.clone() });
    }
}

/// A wording as it is spoken, with its signs.
pub(super) fn form(text: &str) -> String {
    let spaced = text.replace(['/', ','], " ");
    let words = spaced.split_whitespace().map(|word| match word {
        "+" | "-" | "*" => word.to_owned(),
        _ => spoken(word),
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn put(spots: &mut Table<String, Vec<Spot>>, degrees: &mut Table<String, Vec<Degree>>, form: &str, spot: Spot) {
    let Some((before, after)) = form.split_once('*') else {
        return spots.entry(form.to_owned()).or_default().push(spot);
    };
    let (before, after) = (before.trim(), after.trim());
    let bare = format!("{before} {after}").trim().to_owned();
    if !bare.is_empty() {
        spots.entry(bare).or_default().push(spot);
    }
    let first = before.split(' ').next().unwrap_or_default().to_owned();
    degrees.entry(first).or_default().push(Degree { before: before.to_owned(), after: after.to_owned(), spot });
}

/// Every language, read when first asked for.
static TONGUES: LazyLock<Vec<Tongue>> = LazyLock::new(|| LANGUAGES.iter().map(Tongue::read).collect());

#[cfg(test)]
pub(super) fn tongues() -> &'static [Tongue] {
    &TONGUES
}

/// A scale found in the answers of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub family: Family,
    /// From low to high.
    pub points: Vec<Point>,
    /// The middle of such scales, if nobody chose it and it is taken for not offered.
    pub left_out: Option<String>,
}

/// A point of a scale that was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    /// The answer as seen, or as it is usually worded.
    pub label: String,
    /// Whether anybody chose it.
    pub seen: bool,
    /// Other spellings that were seen.
    pub also: Vec<String>,
    /// How it should be spelt, where the label is taken for a misspelt one.
    pub meant: Option<String>,
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

impl Found {
    /// The labels from low to high.
    pub fn labels(&self) -> Vec<String> {
        self.points.iter().map(|point| point.label.clone()).collect()
    }

    /// The labels and every other spelling seen.
    pub fn spellings(&self) -> Vec<String> {
        let also = self.points.iter().flat_map(|point| point.also.clone());
        self.labels().into_iter().chain(also).collect()
    }

    /// Other spellings and the labels they stand for.
    pub fn codes(&self) -> Vec<(String, String)> {
        let codes =
            self.points.iter().flat_map(|point| point.also.iter().map(|text| (text.clone(), point.label.clone())));
        codes.collect()
    }

    /// What was taken for a misspelt point, and what that is called.
    pub fn misspelt(&self) -> Vec<(String, String)> {
        let meant = self.points.iter().filter_map(|point| Some((point.label.clone(), point.meant.clone()?)));
        meant.chain(self.codes()).collect()
    }

    /// Both scales in one, if they are the same but for points that one of them did not see, or if the answers
    /// seen on one of them all belong to the other: the questions of a survey tend to share their scales.
    pub fn merged(&self, other: &Found) -> Option<Found> {
        if self.family != other.family {
            return None;
        }
        if other.is_part_of(self) {
            return Some(self.with_spellings(other));
        }
        if self.is_part_of(other) {
            return Some(other.with_spellings(self));
        }
        if self.points.len() != other.points.len() {
            return None;
        }
        let both = |(one, two): (&Point, &Point)| {
            let agree = !one.seen || !two.seen || fold(&one.label) == fold(&two.label);
            agree.then(|| if one.seen { one.clone() } else { two.clone() })
        };
        let points = self.points.iter().zip(&other.points).map(both).collect::<Option<Vec<_>>>()?;
        let merged = Found { points, ..self.clone() }.with_spellings(self).with_spellings(other);
        merged.has_distinct_labels().then_some(merged)
    }

    /// Whether no point is called as another one is: *Very good* may be the fourth point of one scale, and the fifth
    /// of another.
    fn has_distinct_labels(&self) -> bool {
        let mut known = BTreeSet::new();
        self.points.iter().all(|point| known.insert(fold(&point.label)))
    }

    /// With the other spellings that were seen on another scale, which is this one.
    fn with_spellings(&self, other: &Found) -> Found {
        let mut both = self.clone();
        for point in &mut both.points {
            let same = other.points.iter().filter(|seen| fold(&seen.label) == fold(&point.label));
            let more: Vec<String> = same.flat_map(|seen| seen.also.clone()).collect();
            let known = |text: &String| -> bool { point.also.iter().any(|known| fold(known) == fold(text)) };
            let more: Vec<String> = more.into_iter().filter(|text| !known(text)).collect();
            point.also.extend(more);
        }
        both
    }

    /// Its points with their scores, for people to check: `1 = Very poor … 5 = Very good`.
    pub fn scores(&self) -> String {
        let scored = |at: usize| format!("{} = {}", at + 1, self.points[at].label);
        match self.points.len() {
            0 => String::new(),
            last @ 1..=3 => (0..last).map(scored).collect::<Vec<_>>().join(", "),
            last => format!("{} … {}", scored(0), scored(last - 1)),
        }
    }

    /// The points that nobody chose, with their scores.
    pub fn unseen(&self) -> Vec<String> {
        let unseen = self.points.iter().enumerate().filter(|(_, point)| !point.seen);
        unseen.map(|(at, point)| format!("`{}` ({})", point.label, at + 1)).collect()
    }

    /// Points that somebody chose.
    pub fn seen(&self) -> usize {
        self.seen_labels().count()
    }

    fn seen_labels(&self) -> impl Iterator<Item = &str> {
        self.points.iter().filter(|point| point.seen).map(|point| point.label.as_str())
    }

    /// Points that nobody chose.
    fn gaps(&self) -> usize {
        self.points.len() - self.seen()
    }

    /// Whether nobody chose a point below one that was chosen: its being there or not shifts scores.
    pub fn has_gap_below(&self) -> bool {
        let highest = self.points.iter().rposition(|point| point.seen).unwrap_or_default();
        self.points[..highest].iter().any(|point| !point.seen)
    }

    /// Whether every answer seen was seen on the other scale, too.
    fn is_part_of(&self, other: &Found) -> bool {
        let others: Vec<String> = other.seen_labels().map(fold).collect();
        self.seen() < other.seen() && self.seen_labels().all(|label| others.contains(&fold(label)))
    }

    fn shares_an_answer_with(&self, other: &Found) -> bool {
        self.seen_labels().any(|label| other.seen_labels().any(|seen| fold(seen) == fold(label)))
    }

    /// The answers whose share is worth telling: those above the middle, where more is better as far as words can
    /// tell. Of effort, and of how much of something there was, they cannot.
    pub fn top(&self) -> Vec<String> {
        match self.family {
            Family::Effort | Family::Amount | Family::Extent => Vec::new(),
            _ => self.upper(),
        }
    }

    /// The points above the middle.
    pub fn upper(&self) -> Vec<String> {
        let number = self.points.len();
        self.points[number.div_ceil(2)..].iter().map(|point| point.label.clone()).collect()
    }
}

/// Texts by what they are when spoken, in their order.
pub(super) fn by_sound(texts: &[&str]) -> Vec<(String, Vec<String>)> {
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

#[cfg(test)]
mod tests;

#[cfg(test)]
mod in_general {
    use super::{Family, Form, LANGUAGES, TONGUES, find_texts};

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
