//! The export of a random survey: responses as they are drawn from its definition, with the weights and the slips that
//! real ones have.

use super::draft::Draft;
use super::words::SITES;
use crate::engines::cases::Sheet;
use crate::support::Dice;
use serde_json::{Value, json};
use survey::definition::{ColumnRef, Question, Reading, Segment, SegmentValues, Source, Survey};

/// What weights look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    None,
    ThreeDecimals,
    ManyDecimals,
    Equal,
    /// Some of them zero, negative, missing, or no numbers.
    Unusable,
    /// With decimal commas, which the definition declares.
    Commas,
    /// With decimal commas, which are found out.
    FoundCommas,
    /// From the very light to the heavy.
    Wide,
}

impl Weights {
    pub const ALL: [Weights; 8] = [
        Weights::None,
        Weights::ThreeDecimals,
        Weights::ManyDecimals,
        Weights::Equal,
        Weights::Unusable,
        Weights::Commas,
        Weights::FoundCommas,
        Weights::Wide,
    ];

    /// What the definition says of them.
    pub fn keys(self, draft: &mut Draft) -> Option<Value> {
        match self {
            Weights::None => None,
            Weights::Commas => Some(json!({ "column": draft.column("weight"), "decimal": "comma" })),
            _ => Some(json!(draft.column("weight"))),
        }
    }

    fn cell(self, dice: &mut Dice) -> String {
        let thousandths = dice.between(200, 3000);
        let three = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        match self {
            Weights::None | Weights::Equal => "1.25".to_owned(),
            Weights::ThreeDecimals => three,
            Weights::ManyDecimals => format!("{three}{:010}", dice.below(10_000_000_000)),
            Weights::Unusable if dice.happens(15) => {
                (*dice.one_of(&["0", "0.0", "-1", "", "n/a", "heavy", "1e400", "1.000,5"])).to_owned()
            }
            Weights::Unusable => format!("{}", dice.between(1, 4)),
            Weights::Commas | Weights::FoundCommas => format!("0,{:02}", dice.between(10, 99)),
            Weights::Wide => (*dice.one_of(&["0.0001", "0.5", "1", "250", "1e3"])).to_owned(),
        }
    }
}

/// Where in an export something is written.
struct Places {
    weight: Option<usize>,
    /// Segments of any values.
    found: Vec<usize>,
    /// Numbers, and whether their decimal mark is declared.
    numbers: Vec<(usize, bool)>,
}

impl Places {
    fn of(survey: &Survey, header: &[String]) -> Places {
        let place = |column: &ColumnRef| match column {
            ColumnRef::Name(name) => header.iter().position(|header| header == name),
            ColumnRef::Position(_) => None,
        };
        let is_found = |segment: &&Segment| matches!(segment.values, SegmentValues::Found);
        let found = survey.segments.iter().filter(is_found).filter_map(|segment| place(segment.column()?));
        let numbers = survey.questions.iter().filter(|question| matches!(question.reading, Reading::Number));
        let numbers = numbers.filter_map(|question| Some((place(column_of(question)?)?, question.decimal.is_some())));
        Places { weight: survey.weight.as_ref().and_then(place), found: found.collect(), numbers: numbers.collect() }
    }
}

/// Writes weights, names of sites, and slips into an export.
pub fn spoil(sheet: &mut Sheet, survey: &Survey, weights: Weights, dice: &mut Dice) {
    let Places { weight, found, numbers } = Places::of(survey, &sheet.header);
    for row in &mut sheet.rows {
        if let Some(at) = weight {
            row[at] = weights.cell(dice);
        }
        for at in &found {
            row[*at] = site(&row[*at]);
        }
        for (at, is_declared) in &numbers {
            let more = if *is_declared { *dice.one_of(&[",5", ".25", ",125"]) } else { ".5" };
            if dice.happens(10) && !row[*at].is_empty() {
                row[*at].push_str(more);
            }
        }
        let at = dice.below(row.len());
        if dice.happens(40) && Some(at) != weight {
            row[at] = slip(&row[at], dice);
        }
    }
}

fn column_of(question: &Question) -> Option<&ColumnRef> {
    match &question.source {
        Source::Column(column) => Some(column),
        Source::Columns(_) | Source::Derived(_) => None,
    }
}

/// The site that a number at the end of a made-up one stands for.
fn site(made_up: &str) -> String {
    let number = made_up.rsplit(' ').next().and_then(|number| number.parse::<usize>().ok());
    number.map_or_else(String::new, |number| SITES[number % SITES.len()].to_owned())
}

/// What a cell becomes that nobody understands, or that is spelt or set in another way.
fn slip(cell: &str, dice: &mut Dice) -> String {
    match dice.below(7) {
        0 => String::new(),
        1 => "\u{a0} ".to_owned(),
        2 => format!(" {}\t", cell.to_uppercase()),
        3 => "n/a".to_owned(),
        4 => "Was? \"äh\\\"".to_owned(),
        5 => format!("{cell};{cell}"),
        _ => "1,234".to_owned(),
    }
}
