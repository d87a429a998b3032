//! How headers say which columns belong together, and finding runs of such columns in one pass.

use super::profile::ColumnProfile;
use super::work::look;
use crate::label::{fold, tidy};
use std::ops::Range;

/// How a header is read as a stem and an item, the surest way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// The platform says so.
    Platform,
    /// `Stem [item]`.
    Bracketed,
    /// `Stem (choice=item)`.
    Chosen,
    /// `Stem >> item`.
    Pointed,
    /// `Stem | item`.
    Barred,
    /// `Stem - item`.
    Dashed,
    /// `Stem (item)`.
    Enclosed,
    /// `item:Stem`.
    Led,
    /// `Stem: item`.
    Trailed,
    /// `stem/item`.
    Slashed,
    /// `q4_1`, `q4.1`, `q4a`, `q4_other`: by the code alone.
    Coded,
}

/// What a column stands for, if its header is read in one of the ways.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub way: Way,
    pub stem: String,
    pub item: String,
    /// How the stem compares.
    key: String,
}

impl Place {
    fn new(way: Way, stem: &str, item: &str) -> Option<Place> {
        let (stem, item) = (tidy(stem), tidy(item));
        let key = fold(&stem);
        (!key.is_empty() && !item.is_empty()).then_some(Place { way, stem, item, key })
    }
}

/// Every way to read a column's header, the surest first.
pub(super) fn places(profile: &ColumnProfile) -> Vec<Place> {
    if let Some(stem) = &profile.stem {
        let item = profile.item.clone().unwrap_or_else(|| {
            let rest = profile.text.strip_prefix(stem.as_str()).unwrap_or(&profile.text);
            rest.trim_matches([' ', '-', ':', '[', ']']).to_owned()
        });
        return Place::new(Way::Platform, stem, &item).into_iter().collect();
    }
    let text = tidy(&profile.text);
    let is_address = |rest: &str| rest.starts_with("//");
    let ways = [
        (Way::Bracketed, text.strip_suffix(']').and_then(|text| text.rsplit_once('['))),
        (Way::Chosen, text.strip_suffix(')').and_then(|text| text.rsplit_once("(choice="))),
        (Way::Pointed, text.rsplit_once(" >> ")),
        (Way::Barred, text.rsplit_once(" | ")),
        (Way::Dashed, [" - ", " – ", " — "].iter().find_map(|dash| text.rsplit_once(dash))),
        (Way::Enclosed, enclosed(&text)),
        (Way::Led, text.split_once(':').filter(|(_, stem)| !is_address(stem)).map(|(item, stem)| (stem, item))),
        (Way::Trailed, text.rsplit_once(": ")),
        (Way::Slashed, text.rsplit_once('/').filter(|(stem, _)| !stem.ends_with(['/', ':']))),
        (Way::Coded, by_code(tidy(&profile.name).as_str())),
    ]
    .map(|(way, parts)| parts.map(|(stem, item)| (way, stem.to_owned(), item.to_owned())));
    ways.into_iter().flatten().filter_map(|(way, stem, item)| Place::new(way, &stem, &item)).collect()
}

/// What stands before the brackets at the end, and what stands in them, which may be in brackets in part.
fn enclosed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0usize;
    for (at, letter) in text.strip_suffix(')')?.char_indices().rev() {
        match letter {
            ')' => depth += 1,
            '(' if depth == 0 => return Some((&text[..at], &text[at + 1..text.len() - 1])),
            '(' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A code such as `q4_1` as the code of its question and what is behind it. `None` when it is no code of a part.
fn by_code(name: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 40;
    const SEPARATORS: [char; 4] = ['_', '.', '-', '/'];
    if name.len() > LONGEST || name.contains(char::is_whitespace) || !name.is_ascii() {
        return None;
    }
    // `q4_5_TEXT` is the text beside the fifth option.
    let body = ["_text", "_other", ".text", ".other"].iter().find_map(|end| {
        let at = name.len().checked_sub(end.len())?;
        name[at..].eq_ignore_ascii_case(end).then(|| &name[..at])
    });
    if let Some(body) = body {
        let stem = by_code(body).filter(|(stem, _)| stem.contains(|letter: char| letter.is_ascii_digit()));
        let stem = stem.map_or(body, |(stem, _)| stem);
        return Some((stem, name[stem.len()..].trim_start_matches(SEPARATORS)));
    }
    if let Some(at) = name.rfind(SEPARATORS) {
        let (stem, item) = (name[..at].trim_end_matches(SEPARATORS), &name[at + 1..]);
        let digits = item.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let letters = item.len() - digits.len();
        let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        let is_part = is_number && letters <= 3 || digits.is_empty() && letters == 1;
        return (is_part && !stem.is_empty()).then_some((stem, item));
    }
    // `q4a`.
    let (stem, last) = name.split_at(name.len().checked_sub(1)?);
    let is_letter = last.bytes().all(|letter| letter.is_ascii_alphabetic());
    (is_letter && stem.ends_with(|digit: char| digit.is_ascii_digit()) && stem.len() >= 2).then_some((stem, last))
}

/// How many columns from the first one on have one stem, and the place of the first; at least two.
///
/// The surest way that takes two columns together is taken.
pub(super) fn run(places: &[Vec<Place>]) -> Option<(&Place, usize)> {
    places.first()?.iter().find_map(|first| {
        let length = places.iter().take_while(|others| beside(others, first).is_some()).count();
        (length >= 2).then_some((first, length))
    })
}

/// The place of a column in the run that begins with this one. A platform may not say what it says of options of the
/// text beside them, too.
pub(super) fn beside<'a>(places: &'a [Place], first: &Place) -> Option<&'a Place> {
    look();
    let is_read_alike = |place: &&Place| place.way == first.way || first.way == Way::Platform;
    places.iter().find(|place| is_read_alike(place) && place.key == first.key)
}

/// What may stand between the row and the answer.
const SEPARATORS: [&str; 6] = ["][", " - ", " – ", " >> ", " | ", ": "];

/// The row and the answer of an item `Row - Answer`.
pub(super) fn row_and_answer(item: &str) -> Option<(&str, &str)> {
    SEPARATORS.iter().find_map(|separator| item.rsplit_once(separator))
}

/// The rows of a matrix, as ranges of the items; all have the same answers. A text or two may follow that belong to
/// no row.
pub(super) fn rows(items: &[&str]) -> Option<Vec<Range<usize>>> {
    const MOST_BESIDE: usize = 2;
    let cells: Vec<(&str, &str)> = items.iter().map_while(|item| row_and_answer(item)).collect();
    let mut at = 0;
    let of_row = |row: &[(&str, &str)]| {
        at += row.len();
        at - row.len()..at
    };
    let rows: Vec<Range<usize>> = cells.chunk_by(|one, next| fold(one.0) == fold(next.0)).map(of_row).collect();
    let answers = |row: &Range<usize>| cells[row.clone()].iter().map(|cell| fold(cell.1)).collect::<Vec<_>>();
    let first = answers(rows.first()?);
    let is_matrix = rows.len() >= 2 && first.len() >= 2 && rows.iter().all(|row| answers(row) == first);
    (is_matrix && items.len() - cells.len() <= MOST_BESIDE).then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::{Way, by_code, places, run};
    use crate::infer::{ColumnProfile, Role};

    fn read(text: &str) -> Vec<(Way, String, String)> {
        let places = places(&ColumnProfile::new(1, text, Role::Answer));
        places.into_iter().map(|place| (place.way, place.stem, place.item)).collect()
    }

    #[test]
    fn stems_are_read_from_headers() {
        let first = |text: &str| read(text).into_iter().next();
        let place = |way, stem: &str, item: &str| Some((way, stem.to_owned(), item.to_owned()));
        assert_eq!(first("How was [the food]"), place(Way::Bracketed, "How was", "the food"));
        assert_eq!(first("How was it? - The food"), place(Way::Dashed, "How was it?", "The food"));
        assert_eq!(first("Tool #1:What tools do you use?"), place(Way::Led, "What tools do you use?", "Tool #1"));
        assert_eq!(first("Services (choice=Physio)"), place(Way::Chosen, "Services", "Physio"));
        assert_eq!(first("How was it?"), None);
        assert_eq!(first("How was []"), None);
    }

    #[test]
    fn codes_of_parts_are_told_from_other_codes() {
        let parts = ["q0004_0001", "Q8_1", "q3.2", "q5a", "Q8_5_TEXT", "q3_other", "q1_SQ001", "race___1"];
        let stems = ["q0004", "Q8", "q3", "q5", "Q8", "q3", "q1", "race"];
        for (part, stem) in parts.into_iter().zip(stems) {
            assert_eq!(by_code(part).map(|(stem, _)| stem), Some(stem), "{part}");
        }
        for other in ["q4", "age", "visit_type", "a", "", "Site name_1"] {
            assert_eq!(by_code(other), None, "{other}");
        }
    }

    #[test]
    fn the_surest_way_that_takes_columns_together_is_taken() {
        let columns = ["Q1: How was it? - Food", "Q1: How was it? - Rooms", "Q1: Anything else?"];
        let all: Vec<_> = columns.iter().map(|text| places(&ColumnProfile::new(1, text, Role::Answer))).collect();
        assert_eq!(run(&all).map(|(place, length)| (place.way, length)), Some((Way::Dashed, 2)));
    }
}
