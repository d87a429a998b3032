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
}

/// How a point of a scale is worded.
struct Wordings {
    /// What is written when none was seen.
    usual: String,
    /// All of them, folded.
    folded: Vec<String>,
}

/// Scales written out: points from low to high between `<`, wordings of a point between `|`.
const WRITTEN: &[(Family, &str)] = &[
    (
        Family::Agreement,
        "Strongly disagree|Disagree strongly|Completely disagree|Totally disagree < Disagree < Neither agree nor disagree|Neutral|Neither agree or disagree|Neither disagree nor agree|Undecided < Agree < Strongly agree|Agree strongly|Completely agree|Totally agree",
    ),
    (
        Family::Agreement,
        "Strongly disagree|Disagree strongly|Completely disagree|Totally disagree|Definitely disagree < Somewhat disagree|Slightly disagree|Tend to disagree|Disagree somewhat|Mostly disagree < Neither agree nor disagree|Neutral|Neither agree or disagree|Undecided < Somewhat agree|Slightly agree|Tend to agree|Agree somewhat|Mostly agree < Strongly agree|Agree strongly|Completely agree|Totally agree|Definitely agree",
    ),
    (Family::Agreement, "Strongly disagree|Disagree strongly < Disagree < Agree < Strongly agree|Agree strongly"),
    (
        Family::Agreement,
        "Strongly disagree|Disagree strongly|Completely disagree < Somewhat disagree|Tend to disagree|Disagree somewhat|Slightly disagree < Somewhat agree|Tend to agree|Agree somewhat|Slightly agree < Strongly agree|Agree strongly|Completely agree",
    ),
    (
        Family::Agreement,
        "Strongly disagree|Completely disagree < Disagree < Somewhat disagree|Slightly disagree|Tend to disagree < Neither agree nor disagree|Neutral|Neither agree or disagree < Somewhat agree|Slightly agree|Tend to agree < Agree < Strongly agree|Completely agree",
    ),
    (
        Family::Agreement,
        "Strongly disagree < Disagree < Somewhat disagree|Slightly disagree < Somewhat agree|Slightly agree < Agree < Strongly agree",
    ),
    (Family::Agreement, "Disagree < Neither agree nor disagree|Neutral|Undecided < Agree"),
    (
        Family::Frequency,
        "Never < Rarely|Seldom|Almost never|Hardly ever < Sometimes|Occasionally < Often|Usually|Frequently|Most of the time|Mostly < Always|All of the time|Almost always|All the time|Very often",
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
        "Very poor|Very bad|Terrible|Horrible|Awful < Poor|Bad < Fair|Average|OK|Okay|Acceptable|Neither good nor poor|Neither good nor bad|Neutral < Good < Very good|Excellent|Outstanding",
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
        "Definitely not|Definitely no < Probably not|Probably no < Might or might not|Maybe|Possibly < Probably|Probably yes < Definitely|Definitely yes",
    ),
    (
        Family::Certainty,
        "Definitely not|Definitely no < Probably not|Probably no < Probably|Probably yes < Definitely|Definitely yes",
    ),
    (
        Family::Change,
        "Much worse|A lot worse < Somewhat worse|Worse|A little worse|Slightly worse < About the same|The same|Same|No change|No different < Somewhat better|Better|A little better|Slightly better < Much better|A lot better",
    ),
    (Family::Change, "Worse < About the same|The same|Same|No change < Better"),
    (
        Family::Change,
        "Much worse than expected < Worse than expected < As expected|About as expected < Better than expected < Much better than expected",
    ),
    (
        Family::Importance,
        "Not important|Unimportant < Slightly important|Of little importance < Somewhat important|Moderately important|Important < Very important < Critical|Extremely important|Essential",
    ),
    (
        Family::Frequency,
        "Never < Sometimes|Rarely|Once in a while < About half the time|Half of the time < Most of the time|Usually|Often < Always",
    ),
    (Family::Effort, "Very low effort < Low effort < Neither low nor high effort < High effort < Very high effort"),
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
        Known { family, points: points.split(" < ").map(wordings).collect() }
    }

    /// Five points and seven between two opposites.
    fn between(family: Family, bad: &str, good: &str) -> [Known; 4] {
        let neutral = format!(
            "Neither {good} nor {bad}|Neither {bad} nor {good}|Neutral|Neither|Neither {good} nor {bad} (neutral)"
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
            format!("{} < {} < {} < {}", very(bad), mild(bad), mild(good), very(good)),
            format!(
                "{} < {} < Somewhat {bad}|Slightly {bad} < {neutral} < Somewhat {good}|Slightly {good} < {} < {}",
                very(bad), own(bad), own(good), very(good)
            ),
            format!(
                "Extremely {bad}|Very {bad} < Moderately {bad} < Slightly {bad} < {neutral} < Slightly {good} < Moderately {good} < Extremely {good}|Very {good}"
            ),
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
        Some(seen)
    }
}

fn all_known() -> Vec<Known> {
    let written = WRITTEN.iter().map(|(family, points)| Known::written(*family, points));
    let between = PAIRS.iter().flat_map(|(family, bad, good)| Known::between(*family, bad, good));
    let by_degree = DEGREES.iter().flat_map(|(family, word)| Known::by_degree(*family, word));
    written.chain(between).chain(by_degree).collect()
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
        Some(Found { family: known.family, points: points.collect() })
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
        Some(Found { family: self.family, points })
    }

    /// Points that somebody chose.
    pub fn seen(&self) -> usize {
        self.points.iter().filter(|point| point.seen).count()
    }

    /// Whether every answer seen was seen on the other scale, too.
    fn is_part_of(&self, other: &Found) -> bool {
        let seen = |found: &Found| -> Vec<String> {
            found.points.iter().filter(|point| point.seen).map(|point| fold(&point.label)).collect()
        };
        let others = seen(other);
        self.seen() < other.seen() && seen(self).iter().all(|label| others.contains(label))
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
