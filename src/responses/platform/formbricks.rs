//! Formbricks: `No., Response ID, …`, questions as `1. Headline`, matrices as `1. Headline - row`.

use super::words::dashed;
use super::{Apart, Headers, Platform, Role, When};

pub(super) static FORMBRICKS: Platform = Platform {
    id: "formbricks",
    title: "Formbricks",
    detect: |head| {
        head.has_all(&["No.", "Response ID", "Survey ID"]).then(|| "it has No., Response ID and Survey ID".to_string())
    },
    lay_out: |head| {
        let headers = Headers::single_row(head, role).splitting(dashed);
        Ok(headers.setting_apart("Finished", When::OneOf(&["no", "false"]), Apart::Incomplete))
    },
};

fn role(header: &str) -> Role {
    match header {
        "Response ID" => Role::ResponseId,
        "Timestamp" => Role::Submitted,
        "Finished" => Role::Status,
        "source" | "country" => Role::Segment,
        "User ID" => Role::Personal,
        numbered if numbered.starts_with(|first: char| first.is_ascii_digit()) => Role::Answer,
        _ => Role::Metadata,
    }
}
