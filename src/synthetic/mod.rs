//! Synthetic responses: an export drawn from a definition, for trying things out before anybody has answered.
//!
//! Nobody is behind them. The same definition, seed and settings give the same bytes on every machine, and
//! memory does not grow with the number of responses.

mod answers;
mod comments;
mod dice;
mod people;
mod settings;
mod sheet;

pub use settings::Settings;

use crate::definition::Survey;
use answers::Drawer;
use dice::Dice;
use people::People;
use sheet::{Row, Sheet};
use std::io::{self, Write};

/// Writes an export of the survey as CSV in UTF-8 with one header row: whole days from the first to the last,
/// in order of submission.
///
/// People who are content with one thing tend to be content with others; groups differ, and things improve a
/// little with time. Some questions are left unanswered, some responses broken off, routing is kept to, and
/// comments run over several lines at times. `written` is called after every few thousand rows.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write(survey: &Survey, settings: &Settings, out: impl Write, mut written: impl FnMut(u64)) -> io::Result<()> {
    const ROWS_BETWEEN_CALLS: u64 = 4096;
    let mut sheet = Sheet::default();
    let mut dice = Dice::new(settings.seed);
    let people = People::new(survey, settings, &mut sheet, &mut dice);
    let drawers: Vec<Drawer> = survey
        .questions
        .iter()
        .map(|question| Drawer::new(question, survey, settings, &mut sheet, &mut dice))
        .collect();
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(sheet.headers()).map_err(reason)?;
    let mut row = Row::new(&sheet, drawers.len());
    for number in 0..settings.rows {
        row.clear();
        let person = people.draw(number, &mut row, &mut dice);
        let answered = if person.is_complete { drawers.len() } else { dice.below(drawers.len()) };
        for (question, drawer) in drawers[..answered].iter().enumerate() {
            drawer.draw(question, &person, &mut row, &mut dice);
        }
        writer.write_record(row.cells()).map_err(reason)?;
        if (number + 1) % ROWS_BETWEEN_CALLS == 0 {
            written(ROWS_BETWEEN_CALLS);
        }
    }
    writer.flush()
}

/// Why writing failed, as the system said it.
fn reason(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
