//! Typeform: `#` first, dates in UTC last; one column per option, headed by the option alone.

use super::{Apart, Headers, Platform, Role, When};

pub(super) static TYPEFORM: Platform = Platform {
    id: "typeform",
    title: "Typeform",
    detect: |head| {
        let is_typeform = head.row(1).first().is_some_and(|first| first == "#") && head.has("Submit Date (UTC)");
        is_typeform.then(|| "it has # and Submit Date (UTC)".to_string())
    },
    lay_out: |head| {
        let headers = Headers::single_row(head, role);
        // Before there was a type, a response that was broken off had no date of submission.
        let (header, when) = if head.has("Response Type") {
            ("Response Type", When::OneOf(&["partial", "started"]))
        } else {
            ("Submit Date (UTC)", When::OneOf(&[""]))
        };
        Ok(headers.setting_apart(header, when, Apart::Incomplete))
    },
};

fn role(header: &str) -> Role {
    match header {
        "#" => Role::ResponseId,
        "Submit Date (UTC)" => Role::Submitted,
        "Response Type" => Role::Status,
        "Start Date (UTC)" | "Stage Date (UTC)" | "Ending" => Role::Metadata,
        "Tags" => Role::Segment,
        "Network ID" => Role::Personal,
        _ => Role::Answer,
    }
}
