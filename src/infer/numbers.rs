//! Columns of numbers: recommending from 0 to 10, ratings, coded yes and no, plain numbers, times.

use super::cells::{Cell, Stray};
use super::draft::{Column, Draft};
use super::profile::Role;
use super::rare;
use super::scales;
use super::words::{List, said_beginning, speaks_of};
use super::written::{Written, leading_number, whole, wholes};
use super::yaml::Yaml;
use crate::decode::{self, Unit};
use crate::label::tidy;

/// Whether it asks how much or how many.
pub(super) fn asks_amount(column: &Column) -> bool {
    column.speaks_of(List::Amount) && !column.speaks_of(List::Rate)
}

/// The end of the scale of the Net Promoter Score.
pub(super) const MOST_LIKELY: i32 = 10;

/// Likelihood to recommend, from 0 to 10: the wording asks for it, and the answers are numbers, with or without
/// words beside them. `from_one` says that the numbers of this form begin at 1.
pub(super) fn nps(column: &Column, from_one: bool) -> Option<Draft> {
    const ONE_IN: u64 = 20;
    let cells = column.cells.answers();
    let points = points(&cells)?;
    let (first, last) = (*points.iter().min()?, *points.iter().max()?);
    if !column.asks_to_recommend()
        || first < 0
        || last > MOST_LIKELY
        || !begins_at_zero(column, (first, last), from_one)
    {
        return None;
    }
    let worded = cells.iter().zip(&points).filter(|(cell, point)| whole(&cell.text) != Some(**point));
    let (listed, others): (Vec<_>, Vec<_>) = worded.partition(|(cell, _)| rare::may_be_named(cell));
    let strays: Vec<Stray> = others.iter().map(|(cell, _)| Stray::from(**cell)).collect();
    // More than a few are how the form words its numbers, whoever gave which.
    if strays.iter().map(|stray| stray.cells).sum::<u64>() * ONE_IN > column.cells.answered() {
        return None;
    }
    let codes: Vec<(String, Yaml)> =
        listed.iter().map(|(cell, point)| (cell.text.clone(), Yaml::word(*point))).collect();
    let keys = if codes.is_empty() { Vec::new() } else { vec![("codes", Yaml::Map(codes))] };
    let mut draft =
        of_nps(format!("NPS: it asks to recommend, and the answers run from {first} to {last}."), keys, column);
    draft.tell_strays(&strays);
    doubt_zero(&mut draft, column, first);
    Some(draft)
}

/// Says that a form may begin at 1, where that was the lowest answer and no wording says.
pub(super) fn doubt_zero(draft: &mut Draft, column: &Column, first: i32) {
    if first == 1 && said_beginning(&column.text).is_none() {
        draft.add_why("If the form begins at 1, it is no NPS: kind: rating, min: 1, max: 10.");
        draft.cautions.push("nobody gave 0: on a form from 1 to 10, this is no Net Promoter Score".to_owned());
    }
}

/// The same where a codebook lists the numbers from 0 to 10.
pub(super) fn nps_by_codebook(column: &Column) -> Option<Draft> {
    let choices = &column.profile.choices;
    let points = choices.iter().map(|(_, label)| point(label)).collect::<Option<Vec<i32>>>()?;
    let mut sorted = points.clone();
    sorted.sort_unstable();
    if !column.asks_to_recommend() || sorted != (0..=10).collect::<Vec<i32>>() {
        return None;
    }
    let mut codes = Vec::new();
    for ((code, label), point) in choices.iter().zip(&points) {
        for text in [code, label].into_iter().filter(|text| whole(text) != Some(*point)) {
            // A code that is another answer's number could mean both.
            if whole(text).is_some() {
                return None;
            }
            codes.push((text.clone(), Yaml::word(point)));
        }
    }
    let keys = if codes.is_empty() { Vec::new() } else { vec![("codes", Yaml::Map(codes))] };
    Some(of_nps("NPS: it asks to recommend, from 0 to 10.".to_owned(), keys, column))
}

pub(super) fn of_nps(why: String, keys: Vec<(&'static str, Yaml)>, column: &Column) -> Draft {
    let labels = (0..=10).map(|number: i32| number.to_string()).collect();
    Draft { kind: "nps", why, keys, labels, tokens: column.cells.tokens(), ..Draft::default() }
}

/// The number of an answer: `9`, `9.0` or `10 - Extremely likely`.
fn point(text: &str) -> Option<i32> {
    whole(text).or_else(|| leading_number(text).map(|(number, _)| number))
}

/// The numbers of answers of which the lowest or the highest has words behind it that nothing sets off, `0 Not at all`,
/// 1, 2 … `10 Extremely`: beside bare numbers only, for `2 children` is no point.
fn points(cells: &[&Cell]) -> Option<Vec<i32>> {
    const BARE: usize = 3;
    let worded = |text: &str| {
        let (number, words) = text.split_once(' ')?;
        whole(number).filter(|number| *number <= MOST_LIKELY && words.starts_with(char::is_alphabetic))
    };
    let found: Option<Vec<i32>> = cells.iter().map(|cell| point(&cell.text).or_else(|| worded(&cell.text))).collect();
    let found = found?;
    let (first, last) = (*found.iter().min()?, *found.iter().max()?);
    let is_end = |(cell, number): (&&Cell, &i32)| point(&cell.text).is_some() || *number == first || *number == last;
    let bare = cells.iter().filter(|cell| whole(&cell.text).is_some()).count();
    let are_set_off = cells.iter().all(|cell| point(&cell.text).is_some());
    (are_set_off || bare >= BARE && cells.iter().zip(&found).all(is_end)).then_some(found)
}

/// A rating in numbers with words behind those at its ends that nothing sets off.
pub(super) fn rating_with_ends(column: &Column) -> Option<Draft> {
    let cells = column.cells.answers();
    let is_plain = cells.iter().all(|cell| point(&cell.text).is_some());
    let points = points(&cells).filter(|_| !is_plain && !asks_amount(column))?;
    let (min, max) = usual_ends(*points.iter().min()?, *points.iter().max()?);
    let worded = cells.iter().zip(&points).filter(|(cell, point)| whole(&cell.text) != Some(**point));
    let codes = worded.map(|(cell, point)| (cell.text.clone(), Yaml::word(point))).collect();
    Some(Draft {
        kind: "rating",
        why: format!("A rating from {min} to {max} with words at its ends. Check that {max} is the best."),
        keys: vec![("min", Yaml::word(&min)), ("max", Yaml::word(&max)), ("codes", Yaml::Map(codes))],
        labels: (min..=max).map(|number| number.to_string()).collect(),
        tokens: column.cells.tokens(),
        ..Draft::default()
    })
}

/// Whether a question to recommend is on the scale from 0 to 10: as its wording says, else by the answers.
pub(super) fn begins_at_zero(column: &Column, (first, last): (i32, i32), from_one: bool) -> bool {
    // Beyond the scales from 1 to 5 and to 7.
    const SHORTER: i32 = 7;
    match said_beginning(&column.text) {
        Some(0) => true,
        Some(_) => first == 0 && last > SHORTER,
        None => last > SHORTER && (first != 1 || !from_one),
    }
}

/// Whether the numbers up to 10 of a form begin at 1: over all its questions, 1 was given now and then, and 0
/// never. Where 0 is offered, it is to 1 about as 1 is to 2: none where five were to be expected is no chance.
pub(super) fn begin_at_one(columns: &[Column]) -> bool {
    const ENOUGH: u64 = 5;
    let is_rated = |column: &&Column| {
        let numbers = wholes(&column.cells.answers()).unwrap_or_default();
        column.profile.role == Role::Answer
            && numbers.first().is_some_and(|first| *first >= 0)
            && numbers.last().is_some_and(|last| (8..=10).contains(last))
            && !asks_amount(column)
    };
    let rated: Vec<&Column> = columns.iter().filter(is_rated).collect();
    let given = |wanted: i32| -> u64 {
        let cells = rated.iter().flat_map(|column| column.cells.answers());
        cells.filter(|cell| whole(&cell.text) == Some(wanted)).map(|cell| cell.count).fold(0, u64::saturating_add)
    };
    let (ones, twos) = (given(1), given(2));
    given(0) == 0 && ones >= ENOUGH && ones.saturating_mul(ones) >= ENOUGH.saturating_mul(twos)
}

/// Tells why a question to recommend has no Net Promoter Score.
pub(super) fn tell_no_nps(column: &Column, draft: &mut Draft) {
    let ends = wholes(&column.cells.answers()).and_then(|numbers| Some((*numbers.first()?, *numbers.last()?)));
    let Some((first, last)) = ends else {
        draft.add_why("It asks to recommend, but not from 0 to 10: no Net Promoter Score.");
        draft.cautions.push("asks to recommend, but not from 0 to 10: no Net Promoter Score".to_owned());
        return;
    };
    let (min, max) = usual_ends(first, last);
    draft.add_why(&format!(
        "It asks to recommend, but from {min} to {max}, which is no NPS scale (that is 0 to 10). If the form offers 0 to 10: kind: nps, without min and max."
    ));
    draft.cautions.push(format!(
        "asks to recommend, but from {min} to {max}, which is no NPS scale (0 to 10): no Net Promoter Score"
    ));
}

/// Yes and no as 1 and 0.
pub(super) fn one_or_zero(column: &Column) -> Option<Draft> {
    if wholes(&column.cells.answers())? != [0, 1] || asks_amount(column) || names_codes(column) {
        return None;
    }
    let codes = Yaml::Map(vec![("1".to_owned(), Yaml::text("Yes")), ("0".to_owned(), Yaml::text("No"))]);
    Some(Draft {
        kind: "single",
        why: "1 and 0 are taken for yes and no: check.".to_owned(),
        keys: vec![("options", Yaml::list(&["Yes", "No"])), ("codes", codes)],
        labels: ["Yes", "No", "1", "0"].map(String::from).into(),
        tokens: column.cells.tokens(),
        ..Draft::default()
    })
}

/// A rating in small whole numbers.
pub(super) fn rating(column: &Column) -> Option<Draft> {
    let numbers = wholes(&column.cells.answers())?;
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    let are_few = numbers.len() >= 2 && first >= 0 && (3..=10).contains(&last);
    if !are_few || asks_amount(column) || !is_rated(column, last) {
        return None;
    }
    let (min, max) = usual_ends(first, last);
    let seen =
        if (first, last) == (min, max) { String::new() } else { format!(", of which {first} to {last} were seen") };
    let why = format!("A rating from {min} to {max}{seen}. Check that {max} is the best, and that these are no codes.");
    Some(Draft {
        kind: "rating",
        why,
        keys: vec![("min", Yaml::word(&min)), ("max", Yaml::word(&max))],
        labels: (min..=max).map(|number| number.to_string()).collect(),
        tokens: column.cells.tokens(),
        ..Draft::default()
    })
}

/// Whether bare numbers up to this one are points of a scale: the wording asks for a rating, or they go so far as
/// scales do and the header does not name what is coded. Up to 4, they are codes as often as points.
fn is_rated(column: &Column, last: i32) -> bool {
    const LONGER_THAN_CODES: i32 = 5;
    let asks = column.speaks_of(List::Rate) || column.speaks_of(List::Experience) || column.asks_to_recommend();
    asks || scales::speak_of(&column.text) || last >= LONGER_THAN_CODES && !names_codes(column)
}

/// Whether a short header names what is usually coded: who somebody is, where they were, which kind it was.
pub(super) fn names_codes(column: &Column) -> bool {
    const SHORT: usize = 4;
    let is_short = |text: &str| text.split_whitespace().count() <= SHORT;
    let names = |text: &str| is_short(text) && (speaks_of(text, List::Who) || speaks_of(text, List::Coded));
    !column.speaks_of(List::Rate) && (names(&column.text) || names(&spaced(&column.profile.name)))
}

/// A header with its words apart: `site_code`, `Ward.No`.
fn spaced(header: &str) -> String {
    header.replace(['_', '.', '-'], " ")
}

/// The ends of a scale of which these were seen: nobody asks from 1 to 6, 8 or 9.
pub(super) fn usual_ends(first: i32, last: i32) -> (i32, i32) {
    let max = match last {
        6 => 7,
        8 | 9 => 10,
        other => other,
    };
    (first.min(1), max)
}

/// A length of time: `h:mm:ss`, or a number whose header names the unit.
pub(super) fn duration(column: &Column) -> Option<Draft> {
    let answers = column.cells.answers();
    let (unit, why) = if !answers.is_empty() && answers.iter().all(|cell| is_clock(&cell.text)) {
        if !column.speaks_of(List::Time) && are_times_of_day(&answers) {
            return None;
        }
        ("minutes", "Taken for a length of time, reported in minutes. If it is a time of day: kind: text.".to_owned())
    } else {
        let unit = unit_of_header(column)?;
        let written = Written::of(column);
        let plain = answers.iter().all(|cell| written.number(&cell.text).is_some_and(|value| value >= 0.0));
        (!answers.is_empty() && plain).then_some((unit, format!("The header says {unit}.")))?
    };
    let keys = [("unit", Yaml::word(&unit))].into_iter().chain(Written::of(column).key()).collect();
    Some(Draft { kind: "duration", why, keys, tokens: column.cells.tokens(), ..Draft::default() })
}

fn unit_of_header(column: &Column) -> Option<&'static str> {
    let units = [("seconds", List::Seconds), ("minutes", List::Minutes), ("hours", List::Hours)];
    let is_time = column.speaks_of(List::Time);
    units.into_iter().find(|(_, names)| is_time && column.speaks_of(*names)).map(|(unit, _)| unit)
}

/// Whether clocks go round the day, as times of day do: lengths of time are short, most of them.
fn are_times_of_day(answers: &[&Cell]) -> bool {
    const MORNING: u32 = 6;
    let hour = |cell: &&Cell| cell.text.split(':').next().and_then(|hour| hour.parse::<u32>().ok()).unwrap_or_default();
    let of =
        |is: &dyn Fn(u32) -> bool| -> u64 { answers.iter().filter(|cell| is(hour(cell))).map(|cell| cell.count).sum() };
    of(&|hour| hour >= 24) == 0 && of(&|hour| hour >= MORNING) * 2 > of(&|_| true)
}

/// `h:mm:ss`.
fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let digits = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    parts.len() == 3
        && parts.iter().all(digits)
        && parts[1..].iter().all(|part| part.parse::<u8>().is_ok_and(|value| value < 60))
}

/// Any other number.
pub(super) fn plain_number(column: &Column) -> Option<Draft> {
    let answers = column.cells.answers();
    answers.first().filter(|cell| cell.text.contains(|letter: char| letter.is_numeric()))?;
    let written = Written::of(column);
    let values = answers.iter().map(|cell| written.number(&cell.text)).collect::<Option<Vec<f64>>>()?;
    let (low, high) = (values.iter().copied().reduce(f64::min)?, values.iter().copied().reduce(f64::max)?);
    let more = if column.profile.more_values { " at least" } else { "" };
    let range = if low < high { format!("Numbers{more} from {low} to {high}") } else { format!("Only {low} was seen") };
    let why = format!("{range}. If these are codes, list what they stand for: kind: single, options, codes.");
    let keys = written.key().into_iter().collect();
    Some(Draft { kind: "number", why, keys, tokens: column.cells.tokens(), ..Draft::default() })
}

/// Different answers of which a number with its unit is no option any more.
const MORE_THAN_OPTIONS: usize = 6;
/// Units in which a definition counts lengths of time; every other one stands with a number.
const UNITS_OF_TIME: [&str; 4] = ["minutes", "hours", "seconds", "days"];

/// Numbers that all have the same unit with them: `£5.50`, `40 %`, `12 min`.
pub(super) fn with_unit(column: &Column) -> Option<Draft> {
    let answers = column.cells.answers();
    if answers.len() < MORE_THAN_OPTIONS {
        return None;
    }
    let all_have = |unit: &&str| {
        let known = Unit::new(unit);
        let has = |text: &str| decode::number(text).is_none() && known.number(text).is_some();
        answers.iter().all(|cell| has(&tidy(&cell.text)))
    };
    if let Some(unit) = UNITS_OF_TIME.iter().find(|unit| all_have(unit) && is_of_time(column)) {
        return Some(measured(column, "duration", unit));
    }
    let mut others = decode::units().filter(|unit| !UNITS_OF_TIME.contains(unit));
    others.find(all_have).map(|unit| measured(column, "number", unit))
}

/// Whether lengths of time are meant: a bare letter may stand for other units, too.
fn is_of_time(column: &Column) -> bool {
    let has_word = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    column.speaks_of(List::Time) || column.cells.answers().iter().all(|cell| has_word(&cell.text))
}

pub(super) fn measured(column: &Column, kind: &'static str, unit: &str) -> Draft {
    let known = Unit::new(unit);
    let written = Written::read_by(column, |text| known.number(text));
    let keys = [("unit", Yaml::text(unit))].into_iter().chain(written.key()).collect();
    let why = format!("Every answer says its unit: {unit}.");
    Draft { kind, why, keys, tokens: column.cells.tokens(), ..Draft::default() }
}

/// Hours and minutes, `1:05`, where the header says so: by themselves they may be minutes and seconds.
pub(super) fn hours_and_minutes(column: &Column) -> Option<Draft> {
    let header = column.text.to_lowercase();
    let answers = column.cells.answers();
    let unit = [("h:mm", "hours"), ("mm:ss", "minutes")].into_iter().find(|(form, _)| header.contains(form))?.1;
    let is_read = |text: &str| text.matches(':').count() == 1 && decode::length(text, 60).is_some();
    if answers.is_empty() || header.contains("h:mm:ss") || !answers.iter().all(|cell| is_read(&tidy(&cell.text))) {
        return None;
    }
    let why = "The header says how it is written.".to_owned();
    let keys = vec![("unit", Yaml::word(&unit))];
    Some(Draft { kind: "duration", why, keys, tokens: column.cells.tokens(), ..Draft::default() })
}

#[cfg(test)]
mod tests {
    use super::{is_clock, usual_ends};

    #[test]
    fn scales_end_where_scales_usually_do() {
        assert_eq!([usual_ends(2, 5), usual_ends(0, 9), usual_ends(1, 6)], [(1, 5), (0, 10), (1, 7)]);
        assert!(is_clock("1:02:03") && !is_clock("1:75:00") && !is_clock("12:30"));
    }
}
