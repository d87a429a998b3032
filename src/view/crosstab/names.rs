//! What banners, columns and letters are called.

use crate::results::{Banner, BannerColumn, BannerKind};
use crate::view::label::in_sentence;
use crate::view::{clean, value};

/// What stands above the columns of a banner: `Site`, or `Site × Age`.
#[must_use]
pub fn banner_title(banner: &Banner) -> String {
    let titles: Vec<String> = banner.titles.iter().map(|title| clean(title)).collect();
    if titles.is_empty() { clean(&banner.id) } else { titles.join(" × ") }
}

/// A banner inside a sentence: `site`, or the wording of a question in quotation marks.
pub fn in_words(banner: &Banner) -> String {
    match banner.kind {
        BannerKind::Question => format!("“{}”", banner_title(banner)),
        BannerKind::Segment | BannerKind::Cross => in_sentence(&banner_title(banner)),
    }
}

/// Who is in a column: `North`, or `North · 16–34` of a cross.
#[must_use]
pub fn column_name(column: &BannerColumn) -> String {
    column.values.iter().map(value).collect::<Vec<_>>().join(" · ")
}

/// Those in a column inside a sentence.
pub fn those_in(banner: &Banner, column: usize) -> String {
    let name = banner.columns.get(column).map(column_name).unwrap_or_default();
    match banner.kind {
        BannerKind::Question => format!("among those who answered “{name}”"),
        BannerKind::Segment | BannerKind::Cross => format!("in {name}"),
    }
}

/// Letters behind a figure: `BCd`; with spaces where one of them is two letters long.
#[must_use]
pub fn letters(letters: &[String]) -> String {
    let between = if letters.iter().any(|letter| letter.chars().count() > 1) { " " } else { "" };
    letters.iter().map(|letter| clean(letter)).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_are_no_two_columns() {
        let text = |all: &[&str]| letters(&all.iter().map(|letter| (*letter).to_owned()).collect::<Vec<_>>());
        assert_eq!(text(&["A", "c"]), "Ac");
        assert_eq!(text(&["A", "AA"]), "A AA");
        assert_eq!(text(&[]), "");
    }
}
