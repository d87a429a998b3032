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
        let mut headers = Headers::single_row(head, role);
        headers.columns.iter_mut().for_each(|column| column.text = without_number(&column.text));
        let headers = headers.splitting(dashed);
        Ok(headers.setting_apart("Finished", When::OneOf(&["no", "false"]), Apart::Incomplete))
    },
};

/// `1. Headline` without its number.
fn without_number(text: &str) -> String {
    let (number, rest) = text.split_once(". ").unwrap_or(("", text));
    let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    if is_number { rest.to_string() } else { text.to_string() }
}

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
