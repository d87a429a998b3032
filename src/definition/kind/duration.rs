//! A length of time, such as a wait.

use super::asked::Asked;
use super::number::range;
use super::{Kind, Standing};
use crate::definition::read::choice;
use crate::definition::time::date_format;
use crate::definition::{ColumnRef, Question, Reading, Source};
use crate::diagnostic::named;

pub(super) static KIND: Kind = Kind {
    name: "duration",
    about: "A length of time: a number of `unit`s, written like 1:20:00 or 1h 20m, or `from` one time to another",
    keys: &[&["column", "from", "format", "unit", "decimal", "target", "total", "min", "max", "never", "unrecognised"]],
    required: &["column", "unit"],
    standing: Standing::Other,
    lower,
};

/// The units and their lengths in seconds.
const UNITS: [(&str, u32); 4] = [("seconds", 1), ("minutes", 60), ("hours", 3600), ("days", 86_400)];

fn lower(asked: &Asked) -> Option<Vec<Question>> {
    let (source, unit, range) = (asked.column(), unit(asked), range(asked));
    let format = date_format(&asked.keys.format, asked.notes());
    let from = from(asked);
    let is_elapsed = asked.keys.from.mark().is_some();
    let never = never(asked, is_elapsed);
    if let Some(mark) = asked.keys.decimal.mark().filter(|_| is_elapsed) {
        let message = format!("{} has a `decimal` but two times instead of numbers", asked.owner());
        asked.notes().fault(mark, message, "take it out");
    }
    let (unit, seconds_per_unit) = unit?;
    let (source, reading) = match source? {
        Source::Column(to) if is_elapsed => {
            (Source::Columns(vec![from?, to]), Reading::Elapsed { format, seconds_per_unit })
        }
        source => (source, Reading::Duration { seconds_per_unit }),
    };
    Some(vec![Question {
        reading,
        source,
        range: range?,
        unit: unit.to_owned(),
        target: asked.keys.target.value().copied(),
        total: asked.keys.total.value().copied().unwrap_or_default(),
        never,
        ..asked.draft()
    }])
}

/// The column in which it began, if one is given; a format of times asks for it.
fn from(asked: &Asked) -> Option<ColumnRef> {
    let Some(mark) = asked.keys.from.mark() else {
        if let Some(mark) = asked.keys.format.mark() {
            let message = format!("{} has a `format` but no times", asked.owner());
            asked.notes().fault(mark, message, "add `from:` with the column of the time it began, or take it out");
        }
        return None;
    };
    // Not claimed: several lengths of time may begin together.
    asked.keys.from.value()?.column(mark, asked.notes())
}

/// What says that it has not ended: what the definition lists; without a list an end that is missing.
fn never(asked: &Asked, is_elapsed: bool) -> Vec<String> {
    if asked.keys.never.mark().is_none() && is_elapsed {
        return vec![String::new()];
    }
    asked.keys.never.each().into_iter().map(|(text, _)| text.to_owned()).collect()
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
