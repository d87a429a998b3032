//! One header row of no particular platform.

use super::words::personal;
use super::{Headers, Platform, Role};

pub(in crate::responses) static PLAIN: Platform = Platform {
    id: "plain",
    title: "plain",
    detect: |_| Some(String::new()),
    lay_out: |head| Ok(Headers::single_row(head, |header| personal(header).unwrap_or_else(|| by_name(header)))),
};

/// Roles that a header gives away by itself.
fn by_name(header: &str) -> Role {
    let folded: String = header.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    match folded.as_str() {
        "responseid" | "respondentid" | "id" | "caseid" | "recordid" => Role::ResponseId,
        "submitted" | "submissiondate" | "datesubmitted" | "enddate" | "completed" | "timestamp" | "submittedat" => {
            Role::Submitted
        }
        "startdate" | "starttime" | "started" | "duration" | "" => Role::Metadata,
        "weight" | "weights" | "wt" => Role::Weight,
        _ => Role::Answer,
    }
}
