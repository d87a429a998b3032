//! Reviews as JSON, the way Google hands out those of a business, turned into rows.
//!
//! The layout is that of the Business Profile API's `Review`: `starRating` as a word from `ONE` to `FIVE`,
//! `createTime` in RFC 3339, `comment` perhaps with a translation. Source:
//! <https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews>.

use crate::diagnostic::Fault;
use serde::Deserialize;
use std::io::{BufReader, Cursor, Read};

/// The header of the rows made.
pub(super) const HEADERS: [&str; 7] = ["Review ID", "Stars", "Created", "Updated", "Reviewer name", "Review", "Reply"];

/// What a translated review begins with, and what stands before its own words.
const TRANSLATED: &str = "(Translated by Google)";
const ORIGINAL: &str = "(Original)";

#[derive(Deserialize)]
struct Reviews {
    reviews: Vec<Review>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Review {
    #[serde(default)]
    name: String,
    #[serde(default, rename = "reviewId")]
    id: String,
    #[serde(default)]
    reviewer: Reviewer,
    #[serde(default)]
    star_rating: Option<String>,
    #[serde(default)]
    comment: String,
    #[serde(default)]
    create_time: String,
    #[serde(default)]
    update_time: String,
    #[serde(default, rename = "reviewReply")]
    reply: Reply,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reviewer {
    #[serde(default)]
    display_name: String,
}

#[derive(Default, Deserialize)]
struct Reply {
    #[serde(default)]
    comment: String,
}

/// Whether a file begins as JSON does.
pub(super) fn is_json(sample: &[u8]) -> bool {
    let text = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(sample).trim_ascii_start();
    let inner = text.get(1..).unwrap_or_default().trim_ascii_start();
    match text.first() {
        Some(b'{') => matches!(inner.first(), Some(b'"' | b'}')),
        Some(b'[') => matches!(inner.first(), Some(b'{' | b']')),
        _ => false,
    }
}

/// The reviews as CSV, one row each.
///
/// # Errors
///
/// When the file is no JSON, or holds something other than reviews.
pub(super) fn to_csv(json: impl Read) -> Result<impl Read + Send, Fault> {
    let found: Reviews = serde_json::from_reader(BufReader::new(json)).map_err(|error| {
        let what = if error.is_data() { "this JSON file does not hold reviews" } else { "this JSON file is broken" };
        Fault::new(format!("{what}: {error}"))
            .help("expected `reviews.json` of a Google Business Profile; of other platforms take the CSV export")
    })?;
    let mut csv = csv::Writer::from_writer(Vec::new());
    let broken = |error: csv::Error| Fault::new(format!("the reviews cannot be turned into rows: {error}"));
    csv.write_record(HEADERS).map_err(broken)?;
    for review in &found.reviews {
        let id = if review.id.is_empty() { &review.name } else { &review.id };
        let stars = review.star_rating.as_deref().map_or("", stars);
        let who = &review.reviewer.display_name;
        let words = original(&review.comment);
        let row = [id, stars, &review.create_time, &review.update_time, who, words, &review.reply.comment];
        csv.write_record(row).map_err(broken)?;
    }
    let bytes = csv.into_inner().map_err(|error| broken(error.into_error().into()))?;
    Ok(Cursor::new(bytes))
}

/// Stars as a digit; other words stay as they are, so that they are reported.
fn stars(word: &str) -> &str {
    match word {
        "ONE" => "1",
        "TWO" => "2",
        "THREE" => "3",
        "FOUR" => "4",
        "FIVE" => "5",
        "STAR_RATING_UNSPECIFIED" => "",
        other => other,
    }
}

/// What the reviewer wrote, without the translation before or after it.
fn original(comment: &str) -> &str {
    match comment.split_once(TRANSLATED) {
        Some((before, after)) if before.trim().is_empty() => {
            after.split_once(ORIGINAL).map_or(comment, |(_, words)| words.trim())
        }
        Some((words, _)) => words.trim(),
        None => comment,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_json, original, to_csv};
    use std::io::Read;

    #[test]
    fn reviews_become_rows() {
        let json = r#"{"reviews":[{"name":"a/1","starRating":"FOUR","comment":"Kind, quick","createTime":"2026-01-02T03:04:05Z"}]}"#;
        let mut text = String::new();
        to_csv(json.as_bytes()).expect("reviews").read_to_string(&mut text).expect("text");
        assert_eq!(text.lines().nth(1), Some(r#"a/1,4,2026-01-02T03:04:05Z,,,"Kind, quick","#));
    }

    #[test]
    fn other_json_is_refused() {
        assert!(to_csv(br#"{"answers": 1}"#.as_slice()).is_err());
        assert!(is_json(b" {\"a\": 1}") && !is_json(b"{group},b\n") && !is_json(b"[x],b\n"));
    }

    #[test]
    fn translations_give_way_to_the_words_written() {
        assert_eq!(original("(Translated by Google) Good (Original) Gut"), "Gut");
        assert_eq!(original("Gut (Translated by Google) Good"), "Gut");
        assert_eq!(original("Good"), "Good");
    }
}
