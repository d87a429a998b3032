//! Questions that were asked in several ways: which of them are shown, and what to know of figures that end or begin with
//! a change.

use super::groups::Group;
use crate::definition::{Survey, Version};
use crate::diagnostic::named;
use crate::plan::{Period, from_days};
use crate::responses::Remark;
use crate::results::{Break, Reason};
use crate::rows::Findings;
use crate::scale::Missing;

/// What to say of answers whose version is in doubt.
pub(super) fn remarks(findings: &Findings) -> Vec<Remark> {
    let answers = |count: u64| if count == 1 { "1 answer".to_owned() } else { format!("{count} answers") };
    let (other, undated) = (findings.count(Reason::OtherVersion), findings.count(Reason::UndatedVersion));
    let other = (other > 0).then(|| {
        format!(
            "{} in the column of a version that was not asked on the day of the response, left out; `survey check` lists \
             the rows",
            answers(other)
        )
    });
    let undated = (undated > 0).then(|| {
        format!("{} without a date to a question that has versions, taken for answers to today's", answers(undated))
    });
    other.into_iter().chain(undated).map(|text| Remark { text, finding: None }).collect()
}

/// Whether a question is one of a report: parts of others are not, nor is what nobody was asked in the days of the
/// responses.
pub(super) fn is_shown(survey: &Survey, groups: &[Group], at: usize) -> bool {
    let is_shown = |version: &Version| !version.is_part && (version.until.is_none() || is_asked(groups, at));
    survey.questions[at].version.as_ref().is_none_or(is_shown)
}

fn is_asked(groups: &[Group], at: usize) -> bool {
    let everybody = &groups[0].tally;
    everybody.complete.n > everybody.questions[at].missing[Missing::NotAsked.index()].n
}

/// The change with which a question became what it is, where there are responses from before it.
pub(super) fn breaks(survey: &Survey, groups: &[Group], at: usize, every: Option<Period>) -> Option<Break> {
    let version = survey.questions[at].version.as_ref()?;
    let (day, before) = version.from.zip(version.before.filter(|before| is_asked(groups, *before)))?;
    Some(Break {
        day: from_days(day).to_string(),
        period: every.map(|period| period.label(period.start(day))),
        before: survey.questions[before].id.clone(),
    })
}

/// Whether a question is another one in a part of the time that the responses cover.
pub(super) fn has_changed(survey: &Survey, groups: &[Group], at: usize) -> bool {
    let has_ended = survey.questions[at].version.as_ref().is_some_and(|version| version.until.is_some());
    has_ended || breaks(survey, groups, at, None).is_some()
}

/// What to know of the figures of a question that became another one, or was another one before.
pub(super) fn caution(survey: &Survey, groups: &[Group], at: usize) -> Option<String> {
    let question = &survey.questions[at];
    let version = question.version.as_ref().filter(|version| !version.is_part)?;
    let began = breaks(survey, groups, at, None);
    let began = began.map(|one| {
        format!(
            "the question changed on {}: answers from before are not mixed in, figures from before ({}) not comparable",
            one.day,
            named(&one.before)
        )
    });
    let ended = version.until.map(|day| {
        format!(
            "the question was asked like this until {}: figures of {} since then are not comparable",
            from_days(day),
            named(&version.of)
        )
    });
    let told: Vec<String> = began.into_iter().chain(ended).collect();
    (!told.is_empty()).then(|| told.join("; "))
}
