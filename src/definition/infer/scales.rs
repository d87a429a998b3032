//! The answer scales that surveys use over and over, and finding one in the answers of a column.

use super::cells::Cells;
use crate::label::fold;

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
}

impl Family {
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
        }
    }
}

/// A scale from low to high.
struct Known {
    family: Family,
    points: Vec<Wordings>,
    /// Position of the middle of a scale with two sides, which some forms do not offer.
    middle: Option<usize>,
    /// How the middle is usually worded, if this is the scale without it.
    left_out: Option<String>,
}

/// How a point of a scale is worded.
#[derive(Clone)]
struct Wordings {
    /// What is written when none was seen.
    usual: String,
    /// All of them, folded.
    folded: Vec<String>,
}

/// Scales written out: points from low to high between `<`, wordings of a point between `|`, and `~` before the
/// middle where there is a form of the scale without it.
const WRITTEN: &[(Family, &str)] = &[
    (
        Family::Agreement,
        "Strongly disagree|Disagree strongly|Completely disagree|Totally disagree < Disagree < ~Neither agree nor disagree|Neutral|Neither agree or disagree|Neither disagree nor agree|Undecided < Agree < Strongly agree|Agree strongly|Completely agree|Totally agree",
    ),
    (
        Family::Agreement,
        "Strongly disagree|Disagree strongly|Completely disagree|Totally disagree|Definitely disagree < Somewhat disagree|Slightly disagree|Tend to disagree|Disagree somewhat|Mostly disagree < ~Neither agree nor disagree|Neutral|Neither agree or disagree|Undecided < Somewhat agree|Slightly agree|Tend to agree|Agree somewhat|Mostly agree < Strongly agree|Agree strongly|Completely agree|Totally agree|Definitely agree",
    ),
    (
        Family::Agreement,
        "Strongly disagree|Completely disagree < Disagree < Somewhat disagree|Slightly disagree|Tend to disagree < ~Neither agree nor disagree|Neutral|Neither agree or disagree < Somewhat agree|Slightly agree|Tend to agree < Agree < Strongly agree|Completely agree",
    ),
    (Family::Agreement, "Disagree < ~Neither agree nor disagree|Neutral|Undecided < Agree"),
    (
        Family::Frequency,
        "Never < Rarely|Seldom|Almost never|Hardly ever < ~Sometimes|Occasionally < Often|Usually|Frequently|Most of the time|Mostly < Always|All of the time|Almost always|All the time|Very often",
    ),
    (Family::Frequency, "Never < Sometimes|Occasionally < Usually|Often|Frequently|Most of the time < Always"),
    (Family::Frequency, "Never < Rarely|Seldom < Occasionally < Sometimes < Often|Frequently < Usually < Always"),
    (
        Family::Frequency,
        "Never < Rarely|Seldom < Sometimes|Occasionally < Often|Frequently|Usually < Very often < Always",
    ),
    (Family::Frequency, "Never < Sometimes < Always"),
    (Family::Frequency, "Not at all < Several days < More than half the days < Nearly every day"),
    (Family::Quality, "Poor < Fair|Average < Good < Very good < Excellent|Outstanding"),
    (
        Family::Quality,
        "Very poor|Very bad|Terrible|Horrible|Awful < Poor|Bad < ~Fair|Average|OK|Okay|Acceptable|Neither good nor poor|Neither good nor bad|Neutral < Good < Very good|Excellent|Outstanding",
    ),
    (Family::Quality, "Poor|Bad < Fair|Average|OK|Okay < Good < Excellent|Very good|Outstanding"),
    (Family::Quality, "Very poor < Poor < Fair|Average|Neutral < Good < Very good < Excellent"),
    (Family::Quality, "Poor|Bad < Fair|Average|OK|Okay < Good"),
    (Family::Quality, "Below average < Average < Above average"),
    (
        Family::Extent,
        "Not at all < A little bit|A little|Slightly < Somewhat|Moderately < Quite a bit|A lot|Mostly < Very much|Completely|Extremely",
    ),
    (
        Family::Extent,
        "Not at all < A little|Slightly|To a small extent|To a limited extent < Somewhat|Moderately|To some extent|To a moderate extent < Very|Very much|To a large extent|To a great extent|Mostly < Extremely|Completely|To a very large extent|To a very great extent",
    ),
    (Family::Extent, "None at all|None < A little < A moderate amount < A lot < A great deal"),
    (Family::Extent, "Not at all < To some extent|Somewhat|Partly < Completely|Fully|Yes, completely"),
    (
        Family::Extent,
        "No < Yes, somewhat|Yes, to some extent|Yes, sometimes|Yes, partly|Yes, mostly < Yes, definitely|Yes, completely|Yes, always",
    ),
    (
        Family::Certainty,
        "Definitely not|Definitely no < Probably not|Probably no < ~Might or might not|Maybe|Possibly < Probably|Probably yes < Definitely|Definitely yes",
    ),
    (
        Family::Change,
        "Much worse|A lot worse < Somewhat worse|Worse|A little worse|Slightly worse < ~About the same|The same|Same|No change|No different < Somewhat better|Better|A little better|Slightly better < Much better|A lot better",
    ),
    (Family::Change, "Worse < ~About the same|The same|Same|No change < Better"),
    (
        Family::Change,
        "Much worse than expected < Worse than expected < ~As expected|About as expected < Better than expected < Much better than expected",
    ),
    (
        Family::Importance,
        "Not important|Unimportant < Slightly important|Of little importance < Somewhat important|Moderately important|Important < Very important < Critical|Extremely important|Essential",
    ),
    (
        Family::Frequency,
        "Never < Sometimes|Rarely|Once in a while < ~About half the time|Half of the time < Most of the time|Usually|Often < Always",
    ),
    (Family::Effort, "Very low effort < Low effort < ~Neither low nor high effort < High effort < Very high effort"),
];

/// Pairs of words with opposite ends: bad, good.
const PAIRS: &[(Family, &str, &str)] = &[
    (Family::Satisfaction, "dissatisfied", "satisfied"),
    (Family::Satisfaction, "unsatisfied", "satisfied"),
    (Family::Likelihood, "unlikely", "likely"),
    (Family::Importance, "unimportant", "important"),
    (Family::Ease, "difficult", "easy"),
    (Family::Ease, "hard", "easy"),
    (Family::Opinion, "unfavorably", "favorably"),
    (Family::Opinion, "unfavourably", "favourably"),
    (Family::Opinion, "unfavorable", "favorable"),
    (Family::Opinion, "unfavourable", "favourable"),
    (Family::Opinion, "negative", "positive"),
    (Family::Opinion, "unhelpful", "helpful"),
    (Family::Opinion, "uncomfortable", "comfortable"),
    (Family::Opinion, "unhappy", "happy"),
];

/// Words with degrees from *not at all* to *extremely*.
const DEGREES: &[(Family, &str)] = &[
    (Family::Satisfaction, "satisfied"),
    (Family::Likelihood, "likely"),
    (Family::Importance, "important"),
    (Family::Ease, "easy"),
    (Family::Opinion, "helpful"),
    (Family::Opinion, "useful"),
    (Family::Opinion, "confident"),
    (Family::Opinion, "comfortable"),
    (Family::Opinion, "familiar"),
    (Family::Opinion, "interested"),
    (Family::Opinion, "clear"),
    (Family::Opinion, "responsive"),
    (Family::Opinion, "well"),
];

impl Known {
    fn written(family: Family, points: &str) -> Known {
        let wordings = |point: &str| Wordings {
            usual: point.split('|').next().unwrap_or_default().trim().to_owned(),
            folded: point.split('|').map(fold).collect(),
        };
        let middle = points.split(" < ").position(|point| point.starts_with('~'));
        let points = points.split(" < ").map(|point| wordings(point.trim_start_matches('~'))).collect();
        Known { family, points, middle, left_out: None }
    }

    /// The form of the scale without its middle.
    fn without_middle(&self) -> Option<Known> {
        let middle = self.middle?;
        let keep = |(at, point): (usize, &Wordings)| (at != middle).then(|| point.clone());
        Some(Known {
            family: self.family,
            points: self.points.iter().enumerate().filter_map(keep).collect(),
            middle: None,
            left_out: Some(self.points[middle].usual.clone()),
        })
    }

    /// Three, five and seven points between two opposites.
    fn between(family: Family, bad: &str, good: &str) -> [Known; 4] {
        let neutral = format!(
            "~Neither {good} nor {bad}|Neither {bad} nor {good}|Neutral|Neither|Neither {good} nor {bad} (neutral)"
        );
        let very = |word: &str| format!("Very {word}|Extremely {word}|Completely {word}");
        let mild = |word: &str| {
            format!(
                "{0}{1}|Somewhat {word}|Fairly {word}|Slightly {word}|Quite {word}|Moderately {word}",
                word[..1].to_uppercase(),
                &word[1..]
            )
        };
        let own = |word: &str| format!("{}{}", word[..1].to_uppercase(), &word[1..]);
        [
            format!("{} < {} < {neutral} < {} < {}", very(bad), mild(bad), mild(good), very(good)),
            format!(
                "{} < {} < Somewhat {bad}|Slightly {bad} < {neutral} < Somewhat {good}|Slightly {good} < {} < {}",
                very(bad), own(bad), own(good), very(good)
            ),
            format!(
                "Extremely {bad}|Very {bad} < Moderately {bad} < Slightly {bad} < {neutral} < Slightly {good} < Moderately {good} < Extremely {good}|Very {good}"
            ),
            format!("{} < {neutral} < {}", own(bad), own(good)),
        ]
        .map(|points| Known::written(family, &points))
    }

    /// Five points and four from *not at all*.
    fn by_degree(family: Family, word: &str) -> [Known; 3] {
        [
            format!("Not at all {word} < Slightly {word}|Not so {word}|Not very {word}|A little {word} < Moderately {word}|Somewhat {word}|Fairly {word} < Very {word} < Extremely {word}|Completely {word}"),
            format!("Not at all {word} < Not very {word}|Slightly {word}|Not too {word} < Somewhat {word}|Fairly {word}|Moderately {word} < Very {word}|Extremely {word}"),
            format!("Not {word}|Not at all {word} < Somewhat {word} < Very {word}"),
        ]
        .map(|points| Known::written(family, &points))
    }

    /// What these answers make of the scale; `None` when one of them is no point, or two are the same point.
    fn place(&self, answers: &[Answer]) -> Option<Vec<Option<String>>> {
        let mut seen: Vec<Option<String>> = vec![None; self.points.len()];
        for answer in answers {
            let at = self.points.iter().position(|point| point.folded.contains(&answer.folded))?;
            if seen[at].replace(answer.text.clone()).is_some() {
                return None;
            }
        }
        let is_whole = seen.iter().all(Option::is_some);
        // Only answers to every point of it speak for a form without a middle.
        (is_whole || self.left_out.is_none()).then_some(seen)
    }
}

fn all_known() -> Vec<Known> {
    let written = WRITTEN.iter().map(|(family, points)| Known::written(*family, points));
    let between = PAIRS.iter().flat_map(|(family, bad, good)| Known::between(*family, bad, good));
    let by_degree = DEGREES.iter().flat_map(|(family, word)| Known::by_degree(*family, word));
    let mut known: Vec<Known> = written.chain(between).chain(by_degree).collect();
    let without_middle: Vec<Known> = known.iter().filter_map(Known::without_middle).collect();
    known.extend(without_middle);
    known
}

/// An answer as people say it: forms name their options `very_good`.
fn spoken(text: &str) -> String {
    fold(&text.replace('_', " "))
}

/// The known scales, made once for all columns.
pub(super) struct Scales(Vec<Known>);

/// An answer to place on a scale.
struct Answer {
    text: String,
    folded: String,
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
}

impl Scales {
    /// Every scale that is known.
    pub fn known() -> Scales {
        Scales(all_known())
    }

    /// The scale that the answers of a column are on.
    ///
    /// A scale of which every point was seen comes before one of which some were. The words for no answer
    /// beside a scale are no points of it.
    pub fn find(&self, cells: &Cells) -> Option<Found> {
        self.find_texts(cells.answers().iter().map(|cell| cell.text.as_str()))
    }

    /// The scale that two questions share: one of them alone shows it in part, both together (nearly) in full.
    ///
    /// Answers of theirs that make up a whole scale are on that one. Else the questions must have an answer in
    /// common, and fewer points must be left that nobody chose.
    pub fn shared(&self, one: &Found, other: &Found) -> Option<Found> {
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
        let both = self.find_texts(texts.into_iter()).filter(|both| both.family == one.family)?;
        let is_whole = one.gaps() == 0 || other.gaps() == 0;
        let is_nearer = both.gaps() < one.gaps().max(other.gaps()) && (!is_whole || both.gaps() <= 1);
        (both.gaps() == 0 || one.shares_an_answer_with(other) && is_nearer).then_some(both)
    }

    /// The scale that these answers are on.
    pub fn find_texts<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Option<Found> {
        const MOST_POINTS: usize = 7;
        let answers: Vec<Answer> =
            texts.take(MOST_POINTS + 1).map(|text| Answer { text: text.to_owned(), folded: spoken(text) }).collect();
        if !(2..=MOST_POINTS).contains(&answers.len()) {
            return None;
        }
        let placed = self.0.iter().filter_map(|known| Some((known, known.place(&answers)?)));
        let (known, seen) = placed.min_by_key(|(_, seen)| seen.iter().any(Option::is_none))?;
        let points = known.points.iter().zip(seen).map(|(wordings, seen)| Point {
            seen: seen.is_some(),
            label: seen.unwrap_or_else(|| wordings.usual.clone()),
        });
        Some(Found { family: known.family, points: points.collect(), left_out: known.left_out.clone() })
    }
}

impl Found {
    /// The labels from low to high.
    pub fn labels(&self) -> Vec<String> {
        self.points.iter().map(|point| point.label.clone()).collect()
    }

    /// Both scales in one, if they are the same but for points that one of them did not see, or if the answers
    /// seen on one of them all belong to the other: the questions of a survey tend to share their scales.
    pub fn merged(&self, other: &Found) -> Option<Found> {
        if self.family != other.family {
            return None;
        }
        if other.is_part_of(self) {
            return Some(self.clone());
        }
        if self.is_part_of(other) {
            return Some(other.clone());
        }
        if self.points.len() != other.points.len() {
            return None;
        }
        let both = |(one, two): (&Point, &Point)| {
            let agree = !one.seen || !two.seen || fold(&one.label) == fold(&two.label);
            agree.then(|| if one.seen { one.clone() } else { two.clone() })
        };
        let points = self.points.iter().zip(&other.points).map(both).collect::<Option<Vec<_>>>()?;
        Some(Found { points, ..self.clone() })
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

    /// The points above the middle.
    pub fn upper(&self) -> Vec<String> {
        let number = self.points.len();
        self.points[number.div_ceil(2)..].iter().map(|point| point.label.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, Scales};

    fn labels(answers: &[&str]) -> Option<(Family, Vec<String>)> {
        let found = Scales::known().find_texts(answers.iter().copied())?;
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
        let scales = Scales::known();
        let whole = |answers: &[&str]| {
            let found = scales.find_texts(answers.iter().copied()).expect("a scale");
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
        let kept = scales.find_texts(["Very poor", "Good", "Very good"].into_iter()).expect("a scale");
        assert_eq!((kept.points.len(), kept.unseen()), (5, vec!["`Poor` (2)".to_owned(), "`Fair` (3)".to_owned()]));
        assert_eq!(kept.scores(), "1 = Very poor … 5 = Very good");
    }

    #[test]
    fn questions_that_show_a_scale_in_part_share_it() {
        let scales = Scales::known();
        let found = |answers: &[&str]| scales.find_texts(answers.iter().copied()).expect("a scale");
        let shared = |one: &[&str], other: &[&str]| Some(scales.shared(&found(one), &found(other))?.labels());
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
        assert_eq!(labels(&["Agree", "Elephant"]), None);
        assert_eq!(labels(&["Agree"]), None);
        assert_eq!(labels(&["Yes", "No"]), None);
    }

    #[test]
    fn every_known_scale_is_found_whole_and_names_no_wording_twice() {
        let scales = Scales::known();
        for known in &scales.0 {
            let first: Vec<&str> = known.points.iter().map(|point| point.usual.as_str()).collect();
            let found = scales.find_texts(first.iter().copied()).expect("a known scale");
            assert_eq!(found.labels(), first);
        }
    }
}
