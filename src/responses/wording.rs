//! Several header rows of no particular platform: which holds the codes of the columns, which their wordings.

use super::platform::{Head, HeaderColumn, Headers, PLAIN, Role, spread_over};
use crate::label::without_markup;
use std::collections::BTreeSet;

/// Letters of a code, at most.
const LONGEST_CODE: usize = 24;
/// Words from which on a cell is a wording, on average.
const WORDY: usize = 2;

/// The columns of a table without header: they are known by their position.
pub(super) fn by_position(width: usize) -> Headers {
    let columns = (0..width).map(|_| HeaderColumn::default()).collect();
    Headers { rows: 0, columns, set_apart: Vec::new() }
}

/// What a header block means, and which row, from 0, holds the wordings. `known` is what its platform makes of the
/// first rows.
pub(super) fn lay_out(block: &[Vec<String>], known: Option<&Headers>) -> (Headers, Option<usize>) {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    if known.is_none() && is_spread(block) {
        return (beside_answers(spread_over(block)), None);
    }
    let codes = (0..block.len()).max_by_key(|row| (distinct(&block[*row]), std::cmp::Reverse(letters(&block[*row]))));
    let codes = codes.unwrap_or(0);
    let is_wording = |row: &usize| *row != codes && !is_of_ids(&block[*row]) && is_varied(&block[*row]);
    let wordings = (0..block.len()).filter(is_wording).max_by_key(|row| letters(&block[*row]));
    let cell = |row: usize, at: usize| block[row].get(at).map_or("", String::as_str);
    let first = known.map_or(codes, |_| 0);
    let texts = wordings.unwrap_or(first);
    let columns = (0..width).map(|at| {
        let mut column = match known.and_then(|known| known.columns.get(at)) {
            Some(column) => column.clone(),
            None => plain(&[cell(codes, at), cell(texts, at)]),
        };
        let text = without_markup(cell(texts, at));
        if !text.is_empty() {
            column.text = text;
        }
        column.also = block.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty()).cloned().collect();
        column
    });
    let set_apart = known.map_or_else(Vec::new, |known| known.set_apart.clone());
    (Headers { rows: block.len(), columns: columns.collect(), set_apart }, wordings)
}

/// The same with the columns known by name that programs write beside the answers: no options stand under those.
fn beside_answers(mut headers: Headers) -> Headers {
    for column in headers.columns.iter_mut().filter(|column| column.role == Role::Answer && column.stem.is_none()) {
        column.role = plain(&[&column.id]).role;
    }
    headers
}

/// The rows of a header block with ids in JSON in Qualtrics' order: codes, wordings, ids. `None` when they do not
/// tell which is which.
pub(super) fn in_order(block: &[Vec<String>]) -> Option<[Vec<String>; 3]> {
    let (ids, others): (Vec<_>, Vec<_>) = block.iter().partition(|row| is_of_ids(row));
    let (ids, first) = (ids.first()?, others.first()?);
    let (codes, wordings) = match others.get(1) {
        Some(second) if are_paired(first, second) && are_codes(second) => (second, first),
        Some(second) => (first, second),
        None => (first, first),
    };
    Some([(*codes).clone(), (*wordings).clone(), (*ids).clone()])
}

/// A column by the first of its names that there is, with the role that any of them gives away.
fn plain(names: &[&str]) -> HeaderColumn {
    let id = names.iter().find(|name| !name.is_empty()).copied().unwrap_or_default();
    let role = |name: &&str| {
        let head = [vec![(*name).to_string()]];
        let laid_out = Head::new(&head).and_then(|head| (PLAIN.lay_out)(head).ok());
        laid_out.and_then(|headers| headers.columns.first().map(|column| column.role)).unwrap_or_default()
    };
    let known = names.iter().filter(|name| !name.is_empty()).map(role).find(|role| *role != Role::Answer);
    let role = if id.is_empty() { Role::Metadata } else { known.unwrap_or_default() };
    HeaderColumn { id: id.to_string(), text: without_markup(id), role, ..HeaderColumn::default() }
}

/// Whether questions stand over the first of their columns, and what the columns stand for below them.
fn is_spread(block: &[Vec<String>]) -> bool {
    let [first, second, ..] = block else { return false };
    let mut pairs = first.iter().zip(second);
    let has_blank = pairs.any(|(question, item)| question.is_empty() && !item.is_empty());
    has_blank && !are_paired(first, second) && first.first().is_some_and(|question| !question.is_empty())
}

/// Whether a row names the parts of what the rows `above` it name, and nothing else: it fills every column that has no
/// name in them, and no column whose name stands over it alone.
pub(super) fn names_parts(row: &[String], above: &[Vec<String>]) -> bool {
    let is_named = |at: usize| above.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
    let is_filled = |at: &usize| !row[*at].is_empty();
    let Some(last) = (0..row.len()).rev().find(is_filled) else { return false };
    let is_part = |at: usize| !is_named(at) || at < last && !is_named(at + 1);
    is_named(0) && !(0..=last).all(is_named) && (0..=last).all(|at| is_filled(&at) == is_part(at))
}

/// Whether one row holds codes, and the other wordings.
pub(super) fn are_paired(one: &[String], other: &[String]) -> bool {
    are_codes(one) && are_wordings(other) || are_wordings(one) && are_codes(other)
}

/// Whether a row holds ids in JSON, as Qualtrics writes them.
pub(super) fn is_of_ids(row: &[String]) -> bool {
    row.iter().any(|cell| cell.contains("\"ImportId\""))
}

/// Short words without white space, all different, many with digits or signs in them.
fn are_codes(row: &[String]) -> bool {
    let cells = || row.iter().filter(|cell| !cell.is_empty());
    let is_word =
        |cell: &&String| cell.len() <= LONGEST_CODE && !cell.contains(' ') && cell.contains(char::is_alphabetic);
    let is_code = |cell: &&String| cell.contains(|letter: char| letter.is_ascii_digit() || "_[.".contains(letter));
    let (all, words) = (cells().count(), cells().filter(is_word).count());
    all > 0 && words * 10 >= all * 8 && cells().filter(is_code).count() * 2 >= all && is_varied(row)
}

fn are_wordings(row: &[String]) -> bool {
    let cells = || row.iter().filter(|cell| !cell.is_empty());
    let words: usize = cells().map(|cell| cell.split(' ').count()).sum();
    let all = cells().count();
    all > 0 && words > all * WORDY
}

/// Whether most cells of a row differ from each other.
fn is_varied(row: &[String]) -> bool {
    distinct(row) * 2 > row.iter().filter(|cell| !cell.is_empty()).count()
}

fn distinct(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).collect::<BTreeSet<_>>().len()
}

fn letters(row: &[String]) -> usize {
    row.iter().map(|cell| cell.chars().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::{Role, are_paired, lay_out, names_parts};

    fn row(cells: &str) -> Vec<String> {
        cells.split('|').map(str::to_string).collect()
    }

    #[test]
    fn codes_and_wordings_are_told_apart_in_either_order() {
        let (codes, wordings) =
            (row("ID|Q1|Q2_1"), row("Respondent number|How likely is it that you come back?|How was it? - Food"));
        assert!(are_paired(&codes, &wordings) && are_paired(&wordings, &codes));
        for (block, at) in [([codes.clone(), wordings.clone()], 1), ([wordings, codes], 0)] {
            let (headers, wordings) = lay_out(&block, None);
            let columns: Vec<_> = headers.columns.iter().map(|column| (&*column.id, &*column.text)).collect();
            assert_eq!(columns[1], ("Q1", "How likely is it that you come back?"));
            assert_eq!(columns[2], ("Q2_1", "How was it? - Food"));
            assert_eq!((headers.rows, wordings), (2, Some(at)));
        }
    }

    #[test]
    fn what_programs_write_is_known_beside_questions_over_their_options() {
        let block = [row("Response ID|Duplicate|Timestamp (mm/dd/yyyy)|Why?||How was it?"), row("|||Pain|Check-up|")];
        let (headers, _) = lay_out(&block, None);
        let asked: Vec<_> = headers.columns.iter().filter(|column| column.role == Role::Answer).collect();
        assert_eq!(
            asked.iter().map(|column| column.text.as_str()).collect::<Vec<_>>(),
            ["Why? - Pain", "Why? - Check-up", "How was it?"]
        );
        assert_eq!(headers.columns[2].role, Role::Submitted);
    }

    #[test]
    fn kinds_of_answers_are_no_wordings() {
        let block = [row("ID|Q1|Q2|Q3"), row("numeric|single choice|single choice|single choice")];
        let (headers, wordings) = lay_out(&block, None);
        assert_eq!((headers.columns[1].text.as_str(), wordings), ("Q1", None));
    }

    #[test]
    fn a_row_names_the_parts_of_the_rows_above() {
        let above = [row("Outcome|2024||2025|")];
        assert!(names_parts(&row("|Volume|Share|Volume|Share"), &above));
        assert!(!names_parts(&row("Kept|Volume|Share|Volume|Share"), &above), "a name stands over it already");
        assert!(!names_parts(&row("|Volume||Volume|Share"), &above), "a column has no name");
        assert!(!names_parts(&row("|5|4"), &[row("id|a|b")]));
        let above = [row("Site|Staff||||Costs|"), row("|Nurses||Others||Salaries|Overtime")];
        assert!(names_parts(&row("|Heads|Share|Heads|Share||"), &above));
    }

    #[test]
    fn what_stands_under_several_rows_has_all_their_names() {
        let block =
            [row("Site|Staff||||Costs|"), row("|Nurses||Others||Salaries|Overtime"), row("|Heads|Share|Heads|Share||")];
        let (headers, _) = lay_out(&block, None);
        let names: Vec<_> = headers.columns.iter().map(|column| column.id.as_str()).collect();
        let parts = ["Nurses - Heads", "Nurses - Share", "Others - Heads", "Others - Share"];
        let staff = parts.map(|part| format!("Staff - {part}"));
        assert_eq!(names[1..5], staff.each_ref().map(String::as_str));
        assert_eq!([names[0], names[5], names[6]], ["Site", "Costs - Salaries", "Costs - Overtime"]);
    }

    #[test]
    fn questions_over_their_columns_are_stems() {
        let block = [row("ID|How was it?||Anything else?"), row("|Food|Rooms|")];
        let (headers, _) = lay_out(&block, None);
        let parts: Vec<_> = headers.columns.iter().map(|column| column.item.as_deref()).collect();
        assert_eq!(parts, [None, Some("Food"), Some("Rooms"), None]);
    }
}
