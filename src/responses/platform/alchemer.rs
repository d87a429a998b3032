//! Alchemer, formerly SurveyGizmo: blocks as `Item:Question`, `Status` Complete or Partial.

use super::model::personal;
use super::{Apart, Headers, Platform, Role, When};

pub(super) static ALCHEMER: Platform = Platform {
    id: "alchemer",
    title: "Alchemer (SurveyGizmo)",
    detect: |head| {
        head.has_all(&["Time Started", "Date Submitted", "Status"])
            .then(|| "it has Time Started, Date Submitted and Status".to_string())
    },
    lay_out: |head| {
        let headers = Headers::single_row(head, role);
        let questions: Vec<String> = headers.columns.iter().map(|column| column.text.clone()).collect();
        let headers = headers.splitting(|text| sub_label(text, &questions));
        Ok(headers.setting_apart("Status", When::OneOf(&["test data", "deleted"]), Apart::Preview).setting_apart(
            "Status",
            When::NoneOf(&["complete"]),
            Apart::Incomplete,
        ))
    },
};

/// `Item:Question` as block and item, where another column ends in the same question: a colon alone may be
/// part of a question.
fn sub_label(text: &str, all: &[String]) -> Option<(String, String)> {
    text.match_indices(':').find_map(|(at, _)| {
        let (item, question) = (text[..at].trim(), text[at + 1..].trim());
        let ending = format!(":{question}");
        let shared = all.iter().filter(|other| other.ends_with(&ending)).count() > 1;
        (shared && !item.is_empty() && !question.is_empty()).then(|| (question.to_string(), item.to_string()))
    })
}

fn role(header: &str) -> Role {
    match header {
        "Response ID" => Role::ResponseId,
        "Date Submitted" => Role::Submitted,
        "Status" => Role::Status,
        "Language" | "Country" => Role::Segment,
        "Time Started" | "Contact ID" | "Legacy Comments" | "Comments" | "Referer" | "SessionID" | "User Agent"
        | "Tags" => Role::Metadata,
        "City" | "State/Region" => Role::Personal,
        other => personal(other).unwrap_or_default(),
    }
}
