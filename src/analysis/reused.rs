//! What is said where response ids come back in another file.

use crate::definition::Survey;
use crate::responses::Remark;
use crate::results::Reason;
use crate::rows::Findings;

/// What to say where ids come back in another file with other answers; nothing where they do not.
pub(super) fn reused_ids(survey: &Survey, findings: &Findings) -> Option<Remark> {
    let count = findings.count(Reason::IdReused);
    let column = survey.response_id.as_ref().map(|id| id.column.as_written()).filter(|_| count > 0)?;
    let responses = if count == 1 { "1 response has" } else { &format!("{count} responses have") };
    let text = format!(
        "{responses} an id that an earlier file gives to other answers: counted as other people. Say in the \
         definition `response_id: {{ column: {column}, scope: file }}` if ids begin anew in each file, or `scope: all` \
         if only the first response with an id is to count"
    );
    Some(Remark { text, finding: None })
}
