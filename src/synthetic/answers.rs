//! What is answered to each kind of question.

use super::dice::{Dice, Shares, step};
use super::people::Person;
use super::sheet::{Row, Sheet};
use super::{Settings, comments};
use crate::decode::{Counted, Decimal};
use crate::definition::{Condition, Question, Reading, SegmentValues, Source, Survey, Tick};
use crate::scale::Direction;
use jiff::ToSpan;
use jiff::civil::DateTime;
use std::fmt::Write as _;

/// Share of those asked who leave a question out.
const NO_ANSWER: f64 = 0.04;
/// The same for questions in words.
const NO_COMMENT: f64 = 0.45;
/// Of those who leave it out, the share for whom the export says so in a word.
const NO_ANSWER_IN_WORDS: f64 = 0.2;
const DONT_KNOW: f64 = 0.03;
const REFUSED: f64 = 0.02;
/// Share of answers that stand outside the scale, where it has such (`Not applicable`).
const OFF_SCALE: f64 = 0.04;
/// How many more of those asked choose the better half of a scale: steps are equally likely at 1.
const KINDNESS: f64 = 0.45;

/// Share of what is timed that has not ended, where that can be.
const NEVER: f64 = 0.06;

/// Seconds in a hundred years: nothing takes longer.
const CENTURY: f64 = 3.2e9;

/// Draws the answers to one question.
#[derive(Debug)]
pub(super) struct Drawer {
    columns: Vec<usize>,
    asked_if: Vec<Condition>,
    /// Words for no answer; none where the export holds several columns.
    missing: Vec<String>,
    dont_know: Vec<String>,
    refused: Vec<String>,
    /// What is written where a length of time has not ended; none where it always has.
    never: Vec<String>,
    /// How much better this is thought of than other things.
    mood: f64,
    no_answer: f64,
    what: What,
    decimal: Option<Decimal>,
}

/// What is written.
#[derive(Debug)]
enum What {
    /// One of these, in one of the columns.
    Coded(Choice),
    /// Some of these, in one cell.
    Delimited { names: Vec<String>, likely: Vec<f64>, separator: String },
    /// Some of these, a column each.
    PerOption { names: Vec<String>, likely: Vec<f64>, unselected: String },
    /// One of these, ticked in its column; by option, which of the question's columns that is.
    Ticked { choice: Choice, places: Vec<Option<usize>>, unselected: String },
    /// A rank in each column.
    Ranks { likely: Shares },
    /// An item in each column.
    Places { names: Vec<String>, likely: Shares },
    /// All in their order, in one cell.
    RankedList { names: Vec<String>, likely: Shares, separator: String },
    /// A number between two others.
    Number(f64, f64),
    /// A length of time, in its unit.
    Duration(Length),
    /// A point in time, and another one that much later.
    Elapsed { length: Length, seconds_per_unit: u32, format: Option<String> },
    /// A day not long before submission.
    Date { format: Option<String> },
    /// Words.
    Comment,
}

/// One of several options.
#[derive(Debug)]
struct Choice {
    names: Vec<String>,
    /// From the worst to the best; empty where there is no better and worse.
    ladder: Vec<usize>,
    /// The options beside the ladder.
    others: Vec<usize>,
    shares: Shares,
}

/// A length of time.
#[derive(Debug)]
struct Length {
    usual: f64,
    range: (f64, f64),
}

impl Drawer {
    pub(super) fn new(
        question: &Question,
        survey: &Survey,
        settings: &Settings,
        sheet: &mut Sheet,
        dice: &mut Dice,
    ) -> Drawer {
        let columns: Vec<usize> = question.source.columns().iter().map(|column| sheet.column(column)).collect();
        let words = |words: &[String]| words.iter().filter(|word| !word.trim().is_empty()).cloned().collect();
        let mut missing: Vec<String> = words(&question.missing);
        if columns.len() > 1 {
            missing.clear();
        }
        Drawer {
            columns,
            asked_if: question.asked_if.clone(),
            decimal: question.decimal,
            missing,
            dont_know: words(&question.dont_know),
            refused: words(&question.refused),
            never: question.never.clone(),
            mood: 0.4 * dice.around_zero(),
            no_answer: if question.reading == Reading::Text { NO_COMMENT } else { NO_ANSWER },
            what: What::new(question, survey, settings, dice),
        }
    }

    /// Draws and writes what a person answers, or that they do not.
    pub(super) fn draw(&self, question: usize, person: &Person, row: &mut Row, dice: &mut Dice) {
        // Without columns it is derived: its answers follow from others.
        if self.columns.is_empty() || !row.meets(&self.asked_if) {
            return;
        }
        if let Some(word) = self.no_answer(dice) {
            row.cell(self.columns[0]).push_str(word);
            return;
        }
        if !self.never.is_empty() && dice.happens(NEVER) {
            return self.put_off(person, row, dice);
        }
        let mood = 0.75 * (person.mood + self.mood) + 0.66 * dice.around_zero();
        match &self.what {
            What::Coded(choice) => {
                let option = choice.draw(mood, dice);
                row.choose(question, option);
                row.cell(self.columns[option % self.columns.len()]).push_str(&choice.names[option]);
            }
            What::Delimited { names, likely, separator } => {
                let chosen: Vec<usize> = (0..names.len()).filter(|at| dice.happens(likely[*at])).collect();
                self.write_list(question, &chosen, names, separator, row);
            }
            What::PerOption { names, likely, unselected } => {
                for (at, name) in names.iter().enumerate() {
                    let is_chosen = dice.happens(likely[at]);
                    if is_chosen {
                        row.choose(question, at);
                    }
                    row.cell(self.columns[at]).push_str(if is_chosen { name } else { unselected });
                }
            }
            What::Ticked { choice, places, unselected } => {
                let option = choice.draw(mood, dice);
                row.choose(question, option);
                for (at, column) in self.columns.iter().enumerate() {
                    let is_chosen = places[option] == Some(at);
                    row.cell(*column).push_str(if is_chosen { &choice.names[option] } else { unselected });
                }
            }
            What::Ranks { likely } => {
                for (rank, item) in ranking(self.columns.len(), likely, dice).into_iter().enumerate() {
                    let _ = write!(row.cell(self.columns[item]), "{}", rank + 1);
                }
            }
            What::Places { names, likely } => {
                for (column, item) in self.columns.iter().zip(ranking(names.len(), likely, dice)) {
                    row.cell(*column).push_str(&names[item]);
                }
            }
            What::RankedList { names, likely, separator } => {
                let order = ranking(names.len(), likely, dice);
                self.write_list(question, &order, names, separator, row);
            }
            What::Number(lower, upper) => {
                let number = lower + (upper - lower) * f64::midpoint(dice.unit(), dice.unit());
                self.write_number(within(number.round(), (*lower, *upper)), row);
            }
            What::Duration(length) => {
                self.write_number(length.draw(mood, dice), row);
            }
            What::Elapsed { length, seconds_per_unit, format } => {
                let started = begin(self.columns[0], person, row, format.as_deref());
                let seconds = within(length.draw(mood, dice) * f64::from(*seconds_per_unit), (0.0, CENTURY));
                #[expect(clippy::cast_possible_truncation, reason = "at most a hundred years")]
                let seconds = seconds as i64;
                row.put_time(self.columns[1], started.saturating_add(seconds.seconds()), format.as_deref());
            }
            What::Date { format } => {
                let days = i64::try_from(dice.below(60)).unwrap_or(0);
                let day = person.submitted.date().saturating_sub(days.days());
                let written = format.as_deref().and_then(|format| match Counted::named(format) {
                    Some(counted) => Some(counted.write(day.at(0, 0, 0, 0))),
                    None => jiff::fmt::strtime::format(format, day).ok(),
                });
                row.cell(self.columns[0]).push_str(&written.unwrap_or_else(|| day.to_string()));
            }
            What::Comment => comments::write(row.cell(self.columns[0]), mood, dice),
        }
    }

    /// Writes that what is timed has begun and has not ended.
    fn put_off(&self, person: &Person, row: &mut Row, dice: &mut Dice) {
        if let What::Elapsed { format, .. } = &self.what {
            begin(self.columns[0], person, row, format.as_deref());
        }
        let word = dice.one_of(&self.never).map_or("", String::as_str);
        if let Some(last) = self.columns.last() {
            row.cell(*last).push_str(word);
        }
    }

    /// What stands for an answer that is not given; `None` where one is.
    fn no_answer(&self, dice: &mut Dice) -> Option<&str> {
        if dice.happens(self.no_answer) {
            let word = dice.one_of(&self.missing).filter(|_| dice.happens(NO_ANSWER_IN_WORDS));
            return Some(word.map_or("", String::as_str));
        }
        if dice.happens(DONT_KNOW) && !self.dont_know.is_empty() {
            return dice.one_of(&self.dont_know).map(String::as_str);
        }
        if dice.happens(REFUSED) && !self.refused.is_empty() {
            return dice.one_of(&self.refused).map(String::as_str);
        }
        None
    }

    /// Writes a number with the decimal mark that the definition declares.
    fn write_number(&self, number: f64, row: &mut Row) {
        let written = number.to_string();
        let written = if self.decimal == Some(Decimal::Comma) { written.replace('.', ",") } else { written };
        row.cell(self.columns[0]).push_str(&written);
    }

    /// Writes several options into one cell.
    fn write_list(&self, question: usize, chosen: &[usize], names: &[String], separator: &str, row: &mut Row) {
        for (at, option) in chosen.iter().enumerate() {
            row.choose(question, *option);
            let cell = row.cell(self.columns[0]);
            cell.push_str(if at > 0 { separator } else { "" });
            cell.push_str(&names[*option]);
        }
    }
}

/// When it began: as the column says already, or else the time of submission, which is written there.
fn begin(column: usize, person: &Person, row: &mut Row, format: Option<&str>) -> DateTime {
    let started = row.time(column).unwrap_or(person.submitted);
    if row.time(column).is_none() {
        row.put_time(column, started, format);
    }
    started
}

impl What {
    fn new(question: &Question, survey: &Survey, settings: &Settings, dice: &mut Dice) -> What {
        let names = || question.options.iter().map(|option| settings.name(option)).collect::<Vec<_>>();
        let count = question.options.len();
        let mut likely = || (0..count).map(|_| 0.1 + 0.4 * dice.unit()).collect::<Vec<_>>();
        match &question.reading {
            Reading::Label => What::Coded(Choice::new(question, names(), dice)),
            Reading::Delimited { separator } => {
                What::Delimited { names: names(), likely: likely(), separator: separator.clone() }
            }
            Reading::PerOption { unselected, .. } => What::PerOption {
                names: names(),
                likely: likely(),
                unselected: unselected.first().cloned().unwrap_or_default(),
            },
            Reading::Ticked { ticks, unselected } => What::Ticked {
                choice: Choice::new(question, names(), dice),
                places: (0..count).map(|at| ticks.iter().position(|tick| *tick == Tick::Option(at))).collect(),
                unselected: unselected.first().cloned().unwrap_or_default(),
            },
            Reading::RankPerItem => What::Ranks { likely: Shares::new(likely()) },
            Reading::ItemPerPlace => What::Places { names: names(), likely: Shares::new(likely()) },
            Reading::RankedList { separator } => {
                What::RankedList { names: names(), likely: Shares::new(likely()), separator: separator.clone() }
            }
            Reading::Number => {
                let (lower, upper) = number_range(question, survey);
                What::Number(lower, upper)
            }
            Reading::Duration { .. } => What::Duration(Length::new(question)),
            Reading::Elapsed { format, seconds_per_unit } => What::Elapsed {
                length: Length::new(question),
                seconds_per_unit: *seconds_per_unit,
                format: format.clone(),
            },
            Reading::Date { format } => What::Date { format: format.clone() },
            Reading::Text => What::Comment,
        }
    }
}

/// The number in a range that is nearest. A range that ends before it begins is but its beginning.
fn within(number: f64, (lower, upper): (f64, f64)) -> f64 {
    number.min(upper).max(lower)
}

/// Between which numbers answers lie: as the definition says, also where it cuts the same column into bands.
fn number_range(question: &Question, survey: &Survey) -> (f64, f64) {
    const WIDTH: f64 = 100.0;
    let bands = survey.segments.iter().find_map(|segment| match (&segment.values, &question.source) {
        (SegmentValues::Bands(bands), Source::Column(column)) if segment.column() == Some(column) => Some(bands),
        _ => None,
    });
    let first = bands.and_then(|bands| bands.first()).map(|band| band.lower);
    let last = bands.and_then(|bands| bands.last()).map(|band| band.upper.unwrap_or(band.lower + 10.0) - 1.0);
    let lower = question.range.0.or(first);
    let upper = question.range.1.or(last);
    match (lower, upper) {
        (Some(lower), upper) => (lower, upper.unwrap_or(lower + WIDTH)),
        (None, Some(upper)) => ((upper - WIDTH).max(0.0).min(upper), upper),
        (None, None) => (0.0, WIDTH),
    }
}

/// Items in order, the likely ones first more often than not.
fn ranking(items: usize, likely: &Shares, dice: &mut Dice) -> Vec<usize> {
    let first = likely.draw(dice).min(items.saturating_sub(1));
    let mut order = dice.shuffled(items);
    if let Some(at) = order.iter().position(|item| *item == first) {
        order[..=at].rotate_right(1);
    }
    order
}

impl Choice {
    fn new(question: &Question, names: Vec<String>, dice: &mut Dice) -> Choice {
        let score = |at: &usize| question.options[*at].score;
        let (mut ladder, mut others): (Vec<usize>, Vec<usize>) = (0..names.len()).partition(|at| score(at).is_some());
        ladder.sort_by(|one, other| score(one).partial_cmp(&score(other)).unwrap_or(std::cmp::Ordering::Equal));
        if question.direction == Direction::LowerIsBetter {
            ladder.reverse();
        }
        if ladder.len() < 2 {
            others.append(&mut ladder);
        }
        let shares = Shares::new(others.iter().map(|_| 0.3 + dice.unit()));
        Choice { names, ladder, others, shares }
    }

    fn draw(&self, mood: f64, dice: &mut Dice) -> usize {
        if self.ladder.is_empty() || (!self.others.is_empty() && dice.happens(OFF_SCALE)) {
            return self.others[self.shares.draw(dice)];
        }
        // Of a normal variable, the logistic function of this slope is nearly uniform.
        let uniform = 1.0 / (1.0 + libm::exp(-1.7 * mood));
        self.ladder[step(libm::pow(uniform, KINDNESS), self.ladder.len())]
    }
}

impl Length {
    fn new(question: &Question) -> Length {
        const USUAL: f64 = 20.0;
        const LONGEST: f64 = 10_000.0;
        let lower = question.range.0.unwrap_or(0.0).max(0.0);
        let upper = question.range.1.unwrap_or(lower.max(1.0) * LONGEST);
        let usual = question.target.map_or(USUAL, |target| 0.7 * target);
        Length { usual: usual.max(0.1), range: (lower, upper) }
    }

    /// A length in the unit, to one decimal: most near the usual one, some much longer, less in a good mood.
    fn draw(&self, mood: f64, dice: &mut Dice) -> f64 {
        let length = self.usual * libm::exp(0.6 * dice.around_zero() - 0.25 * mood);
        within((length * 10.0).round() / 10.0, self.range)
    }
}
