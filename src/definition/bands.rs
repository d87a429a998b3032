//! Bands of numbers and of days, from their lower edges.

use super::given::{Given, List, Text};
use super::source::{Mark, Notes};
use crate::decode::Band;
use crate::diagnostic::named;
use crate::plan::{from_days, to_days};
use jiff::civil::Date;

/// What bands are called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// By the whole numbers in them where their edges are whole, as ages are: `16–34`.
    Whole,
    /// `1 to under 3`: numbers in between are usual.
    Fractional,
    /// By the days in them.
    Days,
}

/// The lower edges of bands.
pub(super) struct Edges {
    /// Those that are sound, with their places.
    values: Vec<(f64, Mark)>,
    /// How many were given.
    given: usize,
    mark: Mark,
}

impl Edges {
    /// Those of a list that has been read as numbers.
    pub(super) fn of_numbers(list: &List<f64>, mark: Mark) -> Edges {
        let values = list.iter().filter_map(|edge| Some((edge.value?, edge.mark))).collect();
        Edges { values, given: list.len(), mark }
    }

    /// Those in a list of texts, which are days where bands are called by days. Notes those that are none.
    pub(super) fn read(list: &List<Text>, mark: Mark, naming: Naming, notes: &Notes) -> Edges {
        let read = |edge: &Given<Text>| {
            let text = edge.value.as_ref()?;
            let value = if naming == Naming::Days { day(text) } else { number(text) };
            if value.is_none() {
                not_an_edge(text, edge.mark, naming, notes);
            }
            Some((value?, edge.mark))
        };
        Edges { values: list.iter().filter_map(read).collect(), given: list.len(), mark }
    }

    /// The bands; the last one is open. `None` where there is none to speak of.
    pub(super) fn bands(&self, naming: Naming, owner: &str, notes: &Notes) -> Option<Vec<Band>> {
        if self.given < 2 {
            let help = match naming {
                Naming::Days => "`bands: [2025-01-01, 2026-01-01]` gives the days of 2025, and those from 2026-01-01",
                Naming::Whole | Naming::Fractional => "`bands: [0, 16, 65]` gives 0–15, 16–64 and 65+",
            };
            notes.fault(self.mark, format!("{owner} has fewer than two bands"), help);
            return None;
        }
        let shown = |edge: f64| if naming == Naming::Days { day_name(edge) } else { edge.to_string() };
        for pair in self.values.windows(2).filter(|pair| pair[0].0 >= pair[1].0) {
            let message = format!("the bands of {owner} do not rise: {} after {}", shown(pair[1].0), shown(pair[0].0));
            let help = match naming {
                Naming::Days => "list the first days from the earliest to the latest",
                Naming::Whole | Naming::Fractional => "list the lower edges from the smallest to the largest",
            };
            notes.fault(pair[1].1, message, help);
        }
        let is_whole = naming == Naming::Whole && self.values.iter().all(|(edge, _)| edge.fract() == 0.0);
        let next = self.values.iter().skip(1).map(|(edge, _)| Some(*edge)).chain([None]);
        let label = |lower, upper| match naming {
            Naming::Days => days(lower, upper),
            Naming::Whole | Naming::Fractional => numbers(lower, upper, is_whole),
        };
        let band = |(lower, upper)| Band { label: label(lower, upper), lower, upper, is_whole };
        Some(self.values.iter().map(|(edge, _)| *edge).zip(next).map(band).collect())
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A day, as the days since 1970 that answers to questions about dates are counted in.
fn day(text: &str) -> Option<f64> {
    text.parse::<Date>().ok().map(|day| f64::from(to_days(day)))
}

fn not_an_edge(text: &str, mark: Mark, naming: Naming, notes: &Notes) {
    let (what, help) = match naming {
        Naming::Days => ("date", "write the first day of each band as `2026-01-31`"),
        Naming::Whole | Naming::Fractional => ("number", "write it in digits with a decimal point, for example `2.5`"),
    };
    notes.fault(mark, format!("an entry of `bands` must be a {what}, not {}", named(text)), help);
}

fn numbers(lower: f64, upper: Option<f64>, is_whole: bool) -> String {
    match upper {
        None => format!("{lower}+"),
        Some(upper) if is_whole && upper - lower < 1.5 => lower.to_string(),
        Some(upper) if is_whole => format!("{lower}–{}", upper - 1.0),
        Some(upper) => format!("{lower} to under {upper}"),
    }
}

fn days(lower: f64, upper: Option<f64>) -> String {
    match upper {
        None => format!("from {}", day_name(lower)),
        Some(upper) if upper - lower < 1.5 => day_name(lower),
        Some(upper) => format!("{} to {}", day_name(lower), day_name(upper - 1.0)),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "days of the calendar")]
fn day_name(day: f64) -> String {
    from_days(day as i32).to_string()
}
