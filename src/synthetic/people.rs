//! Who answers: when, from which group, in which mood, and whether to the end.

use super::Settings;
use super::dice::{Dice, Shares};
use super::replicates::Replicates;
use super::sheet::{Row, Sheet};
use crate::decode::Decimal;
use crate::definition::{ColumnRef, Complete, Segment, SegmentValues, Submitted, Survey};
use crate::label::fold;
use jiff::ToSpan;
use jiff::civil::DateTime;
use std::fmt::Write as _;

/// Share of responses that are not broken off.
const COMPLETE: f64 = 0.94;

/// Share of respondents whose group is not stated.
const NOT_STATED: f64 = 0.03;

/// Those who answer.
#[derive(Debug)]
pub(super) struct People {
    response_id: Option<usize>,
    submitted: Option<Moment>,
    complete: Option<Words>,
    weight: Option<usize>,
    replicates: Replicates,
    /// Whether weights have decimal commas.
    has_commas: bool,
    groups: Vec<Groups>,
    first: DateTime,
    /// Length of fieldwork.
    days: f64,
    rows: u64,
}

#[derive(Debug)]
struct Moment {
    column: usize,
    format: Option<String>,
}

/// The words for a complete response, if any are needed, and for one that is not.
#[derive(Debug)]
struct Words {
    column: usize,
    complete: Option<String>,
    incomplete: String,
}

/// The groups of one segment.
#[derive(Debug)]
struct Groups {
    column: usize,
    values: Vec<Value>,
    shares: Shares,
}

#[derive(Debug)]
struct Value {
    cell: Cell,
    /// How much more content its people are than others.
    mood: f64,
}

#[derive(Debug)]
enum Cell {
    Label(String),
    /// A whole number from the first up to the second.
    Between(f64, f64),
}

/// One of those who answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    /// How content: around 0, seldom beyond ±3.
    pub(super) mood: f64,
    /// When the response is submitted.
    pub(super) submitted: DateTime,
    /// Whether everything asked is gone through.
    pub(super) is_complete: bool,
}

impl People {
    pub(super) fn new(survey: &Survey, settings: &Settings, sheet: &mut Sheet, dice: &mut Dice) -> People {
        let response_id = survey.response_id.as_ref().map(|id| sheet.column(&id.column));
        let moment = |Submitted { column, format, .. }: &Submitted, sheet: &mut Sheet| Moment {
            column: sheet.column(column),
            format: format.clone(),
        };
        let submitted = survey.submitted.as_ref().map(|submitted| moment(submitted, sheet));
        let complete = survey.complete.as_ref().map(|complete| Words::new(complete, sheet));
        let weight = survey.weight.as_ref().map(|column| sheet.column(column));
        let replicates = Replicates::new(survey, sheet);
        let has_commas = survey.weight_decimal == Some(Decimal::Comma);
        // Where a question is a segment, too, its answers are the segment's values.
        let columns = survey.segments.iter().filter_map(|segment| Some((segment, segment.column()?)));
        let free = columns.filter(|(_, column)| !is_answered(survey, column));
        let groups = free.map(|(segment, column)| Groups::new(segment, column, settings, sheet, dice)).collect();
        let first = settings.from.at(0, 0, 0, 0);
        let days = settings.until.duration_since(settings.from).as_hours() / 24 + 1;
        #[expect(clippy::cast_precision_loss, reason = "days are few")]
        let days = days as f64;
        People {
            response_id,
            submitted,
            complete,
            weight,
            replicates,
            has_commas,
            groups,
            first,
            days,
            rows: settings.rows,
        }
    }

    /// The person who gives the response of this number, with all that is known beside the answers.
    pub(super) fn draw(&self, number: u64, row: &mut Row, dice: &mut Dice) -> Person {
        #[expect(clippy::cast_precision_loss, reason = "a share of the rows")]
        let progress = (number as f64 + dice.unit()) / self.rows as f64;
        let submitted = self.moment(progress);
        if let Some(column) = self.response_id {
            // So that nobody takes them for anybody's.
            let _ = write!(row.cell(column), "synthetic-{:07}", number + 1);
        }
        if let Some(moment) = &self.submitted {
            row.put_time(moment.column, submitted, moment.format.as_deref());
        }
        let put = |column: usize, written: &str, row: &mut Row| {
            row.cell(column).push_str(&if self.has_commas { written.replace('.', ",") } else { written.to_owned() });
        };
        let weight = self.weight.map(|column| {
            let written = format!("{:.2}", libm::exp(0.4 * dice.around_zero()));
            put(column, &written, row);
            written.parse().unwrap_or(1.0)
        });
        self.replicates.put(number, weight, |column, weight| put(column, &format!("{weight:.3}"), row));
        let groups: f64 = self.groups.iter().map(|groups| groups.draw(row, dice)).sum();
        let is_complete = dice.happens(COMPLETE);
        if let Some(words) = &self.complete {
            words.write(row.cell(words.column), is_complete);
        }
        let trend = 0.3 * (progress - 0.5);
        Person { mood: dice.around_zero() + groups + trend, submitted, is_complete }
    }

    /// A point in time, this far into fieldwork, to the second. People answer by day.
    fn moment(&self, progress: f64) -> DateTime {
        const SECONDS_PER_HOUR: f64 = 3600.0;
        let days = progress * self.days;
        #[expect(clippy::cast_possible_truncation, reason = "days in years, seconds in days")]
        let (day, second) = (days as i64, ((7.0 + 15.0 * days.fract()) * SECONDS_PER_HOUR) as i64);
        self.first.saturating_add(day.days()).saturating_add(second.seconds())
    }
}

/// Whether a question reads this column.
fn is_answered(survey: &Survey, column: &ColumnRef) -> bool {
    survey.questions.iter().any(|question| question.source.columns().contains(column))
}

impl Words {
    fn new(complete: &Complete, sheet: &mut Sheet) -> Words {
        let is_known = |word: &str| complete.is.iter().any(|known| fold(known) == fold(word));
        let incomplete = ["False", "Incomplete", "0"].into_iter().find(|word| !is_known(word)).unwrap_or_default();
        Words {
            column: sheet.column(&complete.column),
            complete: complete.is.first().cloned(),
            incomplete: incomplete.to_string(),
        }
    }

    /// Says in its cell whether a response is complete. Where anything will do, what is there already does.
    fn write(&self, cell: &mut String, is_complete: bool) {
        match &self.complete {
            Some(word) => cell.push_str(if is_complete { word } else { &self.incomplete }),
            None if !is_complete => cell.clear(),
            None if cell.is_empty() => cell.push('1'),
            None => {}
        }
    }
}

impl Groups {
    fn new(segment: &Segment, column: &ColumnRef, settings: &Settings, sheet: &mut Sheet, dice: &mut Dice) -> Groups {
        let cells: Vec<Cell> = match &segment.values {
            SegmentValues::Found | SegmentValues::Periods(_) => {
                found(&segment.title, settings.groups).map(Cell::Label).collect()
            }
            SegmentValues::Options(options) => {
                options.iter().map(|option| Cell::Label(settings.name(option))).collect()
            }
            SegmentValues::Bands(bands) => {
                let width = bands.iter().filter_map(|band| Some(band.upper? - band.lower)).next_back().unwrap_or(10.0);
                bands.iter().map(|band| Cell::Between(band.lower, band.upper.unwrap_or(band.lower + width))).collect()
            }
        };
        // Some groups are larger than others.
        #[expect(clippy::cast_precision_loss, reason = "few groups")]
        let shares = Shares::new((0..cells.len()).map(|at| (at as f64 + 3.0).sqrt().recip()));
        let values = cells.into_iter().map(|cell| Value { cell, mood: 0.3 * dice.around_zero() }).collect();
        Groups { column: sheet.column(column), values, shares }
    }

    /// Writes the group of a person, and says how much more content it is than others.
    fn draw(&self, row: &mut Row, dice: &mut Dice) -> f64 {
        let Some(value) = self.values.get(self.shares.draw(dice)).filter(|_| !dice.happens(NOT_STATED)) else {
            return 0.0;
        };
        match &value.cell {
            Cell::Label(label) => row.cell(self.column).push_str(label),
            Cell::Between(lower, upper) => {
                let number = (lower + dice.unit() * (upper - lower)).floor().max(*lower);
                let _ = write!(row.cell(self.column), "{number}");
            }
        }
        value.mood
    }
}

/// Names for the values of a segment: `Site 01`, `Site 02`, …
fn found(title: &str, groups: usize) -> impl Iterator<Item = String> {
    let digits = groups.to_string().len();
    let mut letters = title.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    (1..=groups).map(move |number| format!("{title} {number:0digits$}"))
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn groups_sort_as_they_count() {
        assert_eq!(found("Site", 10).last().as_deref(), Some("Site 10"));
        assert_eq!(found("site", 10).next().as_deref(), Some("Site 01"));
    }
}
