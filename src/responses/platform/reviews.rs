//! Review exports: stars, a title and a text.

use super::words::personal;
use super::{Headers, Platform, Role};

pub(super) static TRUSTPILOT: Platform = Platform {
    id: "trustpilot",
    title: "Trustpilot",
    detect: |head| {
        head.has_all(&["Review Id", "Review Stars"]).then(|| "it has Review Id and Review Stars".to_string())
    },
    lay_out: |head| Ok(Headers::single_row(head, role)),
};

fn role(header: &str) -> Role {
    match header.to_lowercase().as_str() {
        "review id" => Role::ResponseId,
        "review created (utc)" => Role::Submitted,
        "source of review" | "webshop name" | "location name" | "domain url" => Role::Segment,
        "review username" | "review user email" | "review consumer user id" => Role::Personal,
        "business reply date (utc)" | "reference id" => Role::Metadata,
        _ => personal(header).unwrap_or_default(),
    }
}
