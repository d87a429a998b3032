//! Customer Effort Score in its two versions, which run in opposite directions.
//!
//! Version 1.0 (2010) asks how much effort it took: 1 very low to 5 very high, lower is better. Version 2.0
//! (2013) asks whether it was made easy: 1 strongly disagree to 7 strongly agree, higher is better.

use super::asked::{Asked, BOXES, SCALE};
use super::csat::has_top;
use super::{Kind, Standing};
use crate::definition::Question;
use crate::definition::answers::{AnswerSet, option};
use crate::definition::read::choice;
use crate::diagnostic::named;
use crate::scale::{AnswerOption, Direction};

pub(super) static KIND: Kind = Kind {
    name: "ces",
    about: "Customer Effort Score; `version` says whether it asks for effort (1.0) or for ease (2.0)",
    keys: &[&["version", "column"], SCALE, BOXES, &["unrecognised"]],
    required: &["version", "column"],
    standing: Standing::Other,
    lower,
};

/// The two versions of the question.
struct Version {
    name: &'static str,
    direction: Direction,
    /// From score 1 upwards.
    labels: &'static [&'static str],
    /// Positions of the low-effort answers.
    top: &'static [usize],
}

const VERSIONS: [Version; 2] = [
    Version {
        name: "1.0",
        direction: Direction::LowerIsBetter,
        labels: &["Very low effort", "Low effort", "Neither low nor high effort", "High effort", "Very high effort"],
        top: &[0, 1],
    },
    Version {
        name: "2.0",
        direction: Direction::HigherIsBetter,
        labels: &[
            "Strongly disagree",
            "Disagree",
            "Somewhat disagree",
            "Neither agree nor disagree",
            "Somewhat agree",
            "Agree",
            "Strongly agree",
        ],
        top: &[4, 5, 6],
    },
];

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let (source, version) = (asked.column_of_several(), version(asked));
    let has_own_scale = asked.keys.scale.mark().or(asked.keys.options.mark()).is_some();
    let set = if has_own_scale { asked.scaled() } else { Some(asked.coded_and_boxed(standard(version?))) };
    let set = set.filter(|set| has_top(asked, set))?;
    let question = asked.coded(source?, set);
    Some(vec![Question { direction: version?.direction, ..question }])
}

fn version(asked: &Asked) -> Option<&'static Version> {
    let (word, mark) = asked.keys.version.marked()?;
    let found = VERSIONS.iter().find(|version| version.name == &**word);
    if found.is_none() {
        let message = format!("there is no version {} of the Customer Effort Score", named(word));
        asked.notes().fault(mark, message, choice(word, &VERSIONS.map(|version| version.name)));
    }
    found
}

/// The published options, which an export may also write as numbers from 1.
fn standard(version: &Version) -> AnswerSet {
    let numbered = |(position, label): (usize, &&str)| AnswerOption {
        codes: vec![(position + 1).to_string()],
        score: u32::try_from(position + 1).ok().map(f64::from),
        ..option(label)
    };
    let options = version.labels.iter().enumerate().map(numbered).collect();
    AnswerSet { options, top: version.top.to_vec(), ..AnswerSet::default() }
}
