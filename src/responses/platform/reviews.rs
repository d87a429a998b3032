//! Review exports: stars, a title and a text.

use super::model::personal;
use super::{Headers, Platform, Role};

pub(super) static TRUSTPILOT: Platform = Platform {
    id: "trustpilot",
    title: "Trustpilot",
    detect: |head| {
        head.has_all(&["Review Id", "Review Stars"]).then(|| "it has Review Id and Review Stars".to_string())
    },
    lay_out: |head| Ok(Headers::single_row(head, role)),
};

/// Reviews of a Google Business Profile, whose JSON has been turned into rows.
pub(super) static GOOGLE: Platform = Platform {
    id: "google-reviews",
    title: "Google reviews",
    detect: |head| {
        head.has_all(&crate::responses::takeout::HEADERS).then(|| "it holds reviews with starRating".to_string())
    },
    lay_out: |head| Ok(Headers::single_row(head, role)),
};

/// Recommendations of a Facebook page. The layout is documented for the programming interface, not verified
/// on an export.
pub(super) static FACEBOOK: Platform = Platform {
    id: "facebook",
    title: "Facebook recommendations",
    detect: |head| head.has("recommendation_type").then(|| "it has recommendation_type".to_string()),
    lay_out: |head| Ok(Headers::single_row(head, role)),
};

fn role(header: &str) -> Role {
    match header.to_lowercase().as_str() {
        "review id" => Role::ResponseId,
        "review created (utc)" | "created" | "created_time" => Role::Submitted,
        "source of review" | "webshop name" | "location name" | "domain url" => Role::Segment,
        "review username" | "review user email" | "review consumer user id" => Role::Personal,
        "business reply date (utc)" | "reference id" | "updated" | "reply" | "has_rating" | "has_review" => {
            Role::Metadata
        }
        _ => personal(header).unwrap_or_default(),
    }
}
