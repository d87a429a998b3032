//! Header texts: markup taken out, blocks and items told apart, personal columns recognised.

use super::Role;
use crate::responses::personal::header as is_personal;

/// A header without HTML tags and with its entities decoded.
pub(in crate::responses) fn without_markup(header: &str) -> String {
    let mut text = String::with_capacity(header.len());
    let mut rest = header;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if let Some(end) = tag.find('>').filter(|_| is_tag) {
            rest = &tag[end + 1..];
        } else {
            text.push('<');
            rest = &tag[1..];
        }
    }
    text.push_str(rest);
    let entities = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&amp;", "&"),
    ];
    let decoded = entities.iter().fold(text, |text, (entity, letter)| text.replace(entity, letter));
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `Stem [item]` as its two parts.
pub(super) fn bracketed(text: &str) -> Option<(String, String)> {
    let (stem, item) = text.strip_suffix(']')?.rsplit_once('[')?;
    let (stem, item) = (stem.trim(), item.trim());
    (!stem.is_empty() && !item.is_empty()).then(|| (stem.to_string(), item.to_string()))
}

/// `Stem - item` as its two parts, at the last dash.
pub(super) fn dashed(text: &str) -> Option<(String, String)> {
    let (stem, item) = text.rsplit_once(" - ")?;
    let (stem, item) = (stem.trim(), item.trim());
    (!stem.is_empty() && !item.is_empty()).then(|| (stem.to_string(), item.to_string()))
}

/// The role of a column that holds what points to a person, by its header in common use.
pub(super) fn personal(header: &str) -> Option<Role> {
    is_personal(header).then_some(Role::Personal)
}

#[cfg(test)]
mod tests {
    use super::{bracketed, dashed, without_markup};

    #[test]
    fn markup_goes_and_comparisons_stay() {
        assert_eq!(without_markup("<strong>Are you&nbsp;well?</strong><br/>"), "Are you well?");
        assert_eq!(without_markup("5 < 6 &amp; 7 > 6"), "5 < 6 & 7 > 6");
    }

    #[test]
    fn blocks_and_items_are_told_apart() {
        let pair = |stem: &str, item: &str| Some((stem.to_string(), item.to_string()));
        assert_eq!(bracketed("How good? [The staff]"), pair("How good?", "The staff"));
        assert_eq!(bracketed("How good?"), None);
        assert_eq!(dashed("Last visit - staff - kindness"), pair("Last visit - staff", "kindness"));
    }
}
