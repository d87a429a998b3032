//! What of a definition counts depend on: counts made by one definition say something under another only where these
//! are the same. It speaks of questions and segments by their names, of which the count table knows nothing.

use crate::definition::{Question, Segment, SegmentSource, SegmentValues, Source, Survey};
use crate::diagnostic::{listed, named};
use crate::plan::Shape;
use serde::{Deserialize, Serialize};

/// The questions and segments of a definition, as far as counts depend on them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Whether responses carry weights.
    weighted: bool,
    /// Whether there are replicate weights.
    replicated: bool,
    questions: Vec<OfQuestion>,
    segments: Vec<OfSegment>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfQuestion {
    id: String,
    shape: String,
    /// Labels of options, or of items to rank.
    answers: Vec<String>,
    /// Up to which numbers are within target.
    target: Option<f64>,
    /// How it is derived from other questions, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    derived: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfSegment {
    id: String,
    /// Where its values come from, in words.
    from: String,
    /// Declared values; `None` where they are found in the exports.
    values: Option<Vec<String>>,
}

impl Form {
    /// That of a definition.
    pub(super) fn of(survey: &Survey) -> Form {
        Form {
            weighted: survey.weight.is_some(),
            replicated: survey.replicates.is_some(),
            questions: survey.questions.iter().map(|question| OfQuestion::new(question, &survey.questions)).collect(),
            segments: survey.segments.iter().map(|segment| OfSegment::new(segment, &survey.questions)).collect(),
        }
    }

    /// What a definition of another form has that this one has not, or the other way round, one sentence each.
    pub(super) fn differences(&self, other: &Form) -> Vec<String> {
        let mut found = Vec::new();
        if self.weighted != other.weighted {
            let (with, without) = if self.weighted { ("counts", "definition") } else { ("definition", "counts") };
            found.push(format!("the {with} have weights, the {without} has none"));
        }
        if self.replicated != other.replicated {
            let (with, without) = if self.replicated { ("counts", "definition") } else { ("definition", "counts") };
            found.push(format!("the {with} have replicate weights, the {without} has none"));
        }
        let ids = |form: &Form| -> (Vec<String>, Vec<String>) {
            let questions = form.questions.iter().map(|question| question.id.clone());
            (questions.collect(), form.segments.iter().map(|segment| segment.id.clone()).collect())
        };
        let (mine, theirs) = (ids(self), ids(other));
        found.extend(lists_differ("questions", &mine.0, &theirs.0));
        found.extend(lists_differ("segments", &mine.1, &theirs.1));
        let pairs =
            self.questions.iter().filter_map(|own| Some((own, other.questions.iter().find(|q| q.id == own.id)?)));
        found.extend(pairs.filter_map(|(mine, theirs)| mine.difference(theirs)));
        let pairs =
            || self.segments.iter().filter_map(|own| Some((own, other.segments.iter().find(|s| s.id == own.id)?)));
        found.extend(pairs().filter(|(mine, theirs)| mine.from != theirs.from).map(|(mine, theirs)| {
            format!("the segment {} is {} there and {} here", named(&mine.id), mine.from, theirs.from)
        }));
        found.extend(pairs().filter(|(mine, theirs)| mine.values != theirs.values).map(|(mine, theirs)| {
            let told = |values: &Option<Vec<String>>| {
                values
                    .as_ref()
                    .map_or_else(|| "not declared".to_owned(), |values| listed(values.iter().map(String::as_str)))
            };
            format!(
                "the values of the segment {} are {} there and {} here",
                named(&mine.id),
                told(&mine.values),
                told(&theirs.values)
            )
        }));
        found
    }
}

/// How two lists of ids differ; nothing where they are the same.
fn lists_differ(what: &str, mine: &[String], theirs: &[String]) -> Option<String> {
    let only = |some: &[String], others: &[String]| -> Vec<String> {
        some.iter().filter(|id| !others.contains(id)).cloned().collect()
    };
    let (gone, new) = (only(mine, theirs), only(theirs, mine));
    let told = |ids: &[String]| listed(ids.iter().map(String::as_str));
    match (gone.is_empty(), new.is_empty()) {
        (true, true) => (mine != theirs).then(|| format!("the {what} stand in another order")),
        (false, true) => Some(format!("the definition lacks the {what} {}", told(&gone))),
        (true, false) => Some(format!("the counts lack the {what} {}", told(&new))),
        (false, false) => {
            Some(format!("the counts have the {what} {}, the definition has {}", told(&gone), told(&new)))
        }
    }
}

impl OfQuestion {
    fn new(question: &Question, questions: &[Question]) -> OfQuestion {
        let shape = match question.shape {
            Shape::Coded { .. } => "one answer".to_owned(),
            Shape::Multiple { .. } => "several answers".to_owned(),
            Shape::Ranked { items } => format!("a ranking of {items}"),
            Shape::Values => "numbers".to_owned(),
        };
        OfQuestion {
            id: question.id.clone(),
            shape,
            answers: question.options.iter().map(|option| option.label.clone()).collect(),
            target: question.target,
            derived: match &question.source {
                Source::Derived(derivation) => Some(derivation.in_words(&question.options, questions)),
                Source::Column(_) | Source::Columns(_) => None,
            },
        }
    }

    fn difference(&self, here: &OfQuestion) -> Option<String> {
        let id = named(&self.id);
        if self.shape != here.shape {
            return Some(format!("the question {id} has {} there and {} here", self.shape, here.shape));
        }
        if self.answers != here.answers {
            let told = |answers: &[String]| listed(answers.iter().map(String::as_str));
            return Some(format!(
                "the answers to {id} are {} there and {} here",
                told(&self.answers),
                told(&here.answers)
            ));
        }
        if self.derived != here.derived {
            let told = |rule: &Option<String>| rule.clone().unwrap_or_else(|| "not derived".to_owned());
            return Some(format!("the rule of {id} is {} there and {} here", told(&self.derived), told(&here.derived)));
        }
        let target = |target: Option<f64>| target.map_or_else(|| "none".to_owned(), |target| target.to_string());
        let differs = self.target.map(f64::to_bits) != here.target.map(f64::to_bits);
        differs.then(|| format!("the target of {id} is {} there and {} here", target(self.target), target(here.target)))
    }
}

impl OfSegment {
    fn new(segment: &Segment, questions: &[Question]) -> OfSegment {
        let values = match &segment.values {
            SegmentValues::Found | SegmentValues::Periods(_) => None,
            SegmentValues::Options(options) => Some(options.iter().map(|option| option.label.clone()).collect()),
            SegmentValues::Bands(bands) => Some(bands.iter().map(|band| band.label.clone()).collect()),
        };
        OfSegment { id: segment.id.clone(), from: origin(segment, questions), values }
    }
}

/// Where the values of a segment come from. A column may be called otherwise in another export.
fn origin(segment: &Segment, questions: &[Question]) -> String {
    let question = |at: usize| questions.get(at).map_or_else(String::new, |question| named(&question.id));
    match (&segment.source, &segment.values) {
        (SegmentSource::Column(_), _) => "a column".to_owned(),
        (SegmentSource::Question(at), SegmentValues::Periods(period)) => {
            format!("the {} of the question {}", period.name(), question(*at))
        }
        (SegmentSource::Question(at), _) => format!("the question {}", question(*at)),
        (SegmentSource::Hour, _) => "the hour of submission".to_owned(),
        (SegmentSource::Weekday, _) => "the weekday of submission".to_owned(),
        (SegmentSource::File, _) => "the name of the export".to_owned(),
    }
}
