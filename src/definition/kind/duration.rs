//! A length of time, such as a wait.

use super::Kind;
use super::asked::Asked;
use super::number::{metrics, range};
use crate::definition::read::choice;
use crate::definition::{Question, Reading};
use crate::diagnostic::named;

pub(super) static KIND: Kind = Kind {
    name: "duration",
    about: "A length of time: a number of `unit`s, or written like 1:20:00 or 1h 20m",
    keys: &["column", "unit", "target", "min", "max"],
    required: &["column", "unit"],
    lower,
};

/// The units and their lengths in seconds.
const UNITS: [(&str, u32); 4] = [("seconds", 1), ("minutes", 60), ("hours", 3600), ("days", 86_400)];

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let (source, unit, range) = (asked.column(), unit(asked), range(asked));
    let (unit, seconds_per_unit) = unit?;
    Some(vec![Question {
        reading: Reading::Duration { seconds_per_unit },
        source: source?,
        range: range?,
        unit: unit.to_owned(),
        target: asked.keys.target.value().copied(),
        metrics: metrics(asked),
        ..asked.draft()
    }])
}

fn unit(asked: &Asked) -> Option<(&'static str, u32)> {
    let (word, mark) = asked.keys.unit.marked()?;
    let found = UNITS.into_iter().find(|(name, _)| *name == &**word);
    if found.is_none() {
        let message = format!("{} is not a unit of time", named(word));
        asked.notes().fault(mark, message, choice(word, &UNITS.map(|(name, _)| name)));
    }
    found
}
