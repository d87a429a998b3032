//! What makes figures doubtful though they could be worked out: rows left out, answers that were not understood,
//! quotation marks where none belong. Facts only: what comes of them is for whoever asked to decide.

use super::Analysis;
use super::answered::answered;
use crate::definition::Survey;
use crate::results::Reason;

/// Everything about a run that someone who uses its figures should have a look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doubts {
    /// Rows that could not be used though nobody asked to leave them out.
    pub rejected: u64,
    /// Cells with quotation marks where none belong.
    pub stray_quotes: u64,
    /// Repeats of a response id that have other answers than the one counted, and were left out.
    pub differing: u64,
    /// Response ids of another file with other answers, counted as other people.
    pub reused_ids: u64,
    /// What was not understood, question by question, then of dates and segments.
    pub misread: Vec<Misread>,
    /// What is doubtful about the files, in words.
    pub remarks: Vec<String>,
}

/// Cells of one question, one segment or the dates that were not understood, in all responses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// Id of the question or segment, or `submitted`.
    pub about: String,
    /// Cells not understood.
    pub count: u64,
    /// Answers given, those not understood among them.
    pub of: u64,
    /// Whether so few answered that their number is not told.
    pub is_hidden: bool,
}

impl Analysis<'_> {
    /// What to have a look at. It does not depend on any filter.
    #[must_use]
    pub fn doubts(&self) -> Doubts {
        let Survey { questions, segments, minimum_base, .. } = self.survey;
        let found = self.findings.not_understood(questions.len(), segments.len());
        let answered = self.answered.clone().unwrap_or_else(|| answered(&self.groups[0].tally));
        let of_questions = questions.iter().map(|question| &question.id).zip(found.questions).zip(answered);
        let of_responses = segments.iter().map(|segment| &segment.id).zip(found.segments);
        let of_responses = of_responses.map(|(id, count)| (id.clone(), count, self.units));
        let all = of_questions
            .map(|((id, count), of)| (id.clone(), count, of))
            .chain([("submitted".to_string(), found.submitted, self.units)])
            .chain(of_responses);
        let misread = all.filter(|(_, count, _)| *count > 0).map(|(about, count, of)| {
            let of = of.max(count);
            Misread { about, count, of, is_hidden: of < *minimum_base }
        });
        Doubts {
            rejected: self.accounting().rejected(),
            stray_quotes: self.findings.count(Reason::StrayQuotes),
            differing: self.findings.count(Reason::DuplicateDiffers),
            reused_ids: self.findings.count(Reason::IdReused),
            misread: misread.collect(),
            remarks: self.remarks.iter().map(|remark| remark.text.clone()).collect(),
        }
    }
}
