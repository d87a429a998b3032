//! NHS Friends and Family Test: six fixed answers, of which *Don't know* stays in the base.
//!
//! The wording of April 2020 asks for the experience; the one before asked for a recommendation.

use super::asked::Asked;
use super::{Kind, Standing};
use crate::definition::Question;
use crate::definition::answers::{AnswerSet, option};
use crate::definition::question_keys::WordingWord;
use crate::scale::AnswerOption;

pub(super) static KIND: Kind = Kind {
    name: "fft",
    about: "NHS Friends and Family Test: Very good to Very poor and Don't know",
    keys: &[&["column", "codes", "wording", "legacy_score", "unrecognised"]],
    required: &["column"],
    standing: Standing::Other,
    lower,
};

const EXPERIENCE: [&str; 5] = ["Very good", "Good", "Neither good nor poor", "Poor", "Very poor"];
const RECOMMEND: [&str; 5] =
    ["Extremely likely", "Likely", "Neither likely nor unlikely", "Unlikely", "Extremely unlikely"];

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let wording = asked.keys.wording.value().copied().unwrap_or(WordingWord::Experience);
    let legacy_score = legacy_score(asked, wording);
    let source = asked.column_of_several();
    let set = asked.coded_and_boxed(standard(wording));
    Some(vec![Question { legacy_score, ..asked.coded(source?, set) }])
}

/// The published options in their published order; positive and negative answers as top and bottom box.
fn standard(wording: WordingWord) -> AnswerSet {
    let labels = match wording {
        WordingWord::Experience => EXPERIENCE,
        WordingWord::Recommend => RECOMMEND,
    };
    let scored = labels.iter().zip([5.0, 4.0, 3.0, 2.0, 1.0]);
    let scored = scored.map(|(label, score)| AnswerOption { score: Some(score), ..option(label) });
    // Forms set in type write a curly apostrophe.
    let dont_know = AnswerOption { codes: vec!["Don’t know".to_owned()], ..option("Don't know") };
    let options = scored.chain([dont_know]).collect();
    AnswerSet { options, top: vec![0, 1], bottom: vec![3, 4], nets: Vec::new() }
}

fn legacy_score(asked: &Asked, wording: WordingWord) -> bool {
    let wanted = asked.keys.legacy_score.value().copied().unwrap_or(false);
    let mark = asked.keys.legacy_score.mark().filter(|_| wanted && wording == WordingWord::Experience);
    if let Some(mark) = mark {
        let message = "the score of before 2015 is not defined for the wording of today";
        asked.notes().fault(mark, message, "add `wording: recommend`, or take `legacy_score` out");
    }
    wanted
}
