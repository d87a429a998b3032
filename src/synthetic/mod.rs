//! Synthetic responses: an export drawn from a definition, for trying things out before anybody has answered.
//!
//! Nobody is behind them. The same definition, seed and settings give the same bytes on every machine, and
//! memory does not grow with the number of responses.

mod answers;
mod comments;
mod dice;
mod people;
mod replicates;
mod settings;
mod sharing;
mod sheet;

pub use settings::Settings;

use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults};
use answers::Drawer;
use dice::Dice;
use people::People;
use sharing::Sharing;
use sheet::{Row, Sheet};
use std::io::{self, Write};

/// All that responses are drawn with.
#[derive(Debug)]
pub struct Synthesis {
    settings: Settings,
    sheet: Sheet,
    dice: Dice,
    people: People,
    drawers: Vec<Drawer>,
    sharing: Sharing,
}

impl Synthesis {
    /// Makes ready to draw responses to a survey.
    ///
    /// # Errors
    ///
    /// Questions that read the same column and have no answer in common.
    pub fn new(survey: &Survey, settings: Settings) -> Result<Synthesis, Faults> {
        let mut sheet = Sheet::default();
        let mut dice = Dice::new(settings.seed);
        let people = People::new(survey, &settings, &mut sheet, &mut dice);
        let questions = survey.questions.iter();
        let drawers = questions.map(|question| Drawer::new(question, survey, &settings, &mut sheet, &mut dice));
        let drawers = drawers.collect();
        let sharing = Sharing::new(survey, &mut sheet).map_err(Faults)?;
        let synthesis = Synthesis { settings, sheet, dice, people, drawers, sharing };
        let unsuited = synthesis.sharing.shared().filter(|question| !synthesis.is_suited(*question, survey));
        let faults: Vec<Fault> = unsuited.map(|question| synthesis.sharing.unsuited(question, survey)).collect();
        if faults.is_empty() { Ok(synthesis) } else { Err(Faults(faults)) }
    }

    /// Whether an answer to a question is found that those understand which share its column. These dice are others
    /// than those the responses are drawn with.
    fn is_suited(&self, question: usize, survey: &Survey) -> bool {
        let mut dice = Dice::new(self.settings.seed);
        let mut row = Row::new(&self.sheet, self.drawers.len());
        let person = self.people.draw(0, &mut row, &mut dice);
        for condition in &survey.questions[question].asked_if {
            condition.options.iter().for_each(|option| row.choose(condition.question, *option));
        }
        self.sharing.is_suited(question, &self.drawers[question], &person, &mut row, &mut dice)
    }

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
    pub fn write(mut self, out: impl Write, mut written: impl FnMut(u64)) -> io::Result<()> {
        const ROWS_BETWEEN_CALLS: u64 = 4096;
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.sheet.headers()).map_err(reason)?;
        let mut row = Row::new(&self.sheet, self.drawers.len());
        for number in 0..self.settings.rows {
            self.draw(number, &mut row);
            writer.write_record(row.cells()).map_err(reason)?;
            if (number + 1) % ROWS_BETWEEN_CALLS == 0 {
                written(ROWS_BETWEEN_CALLS);
            }
        }
        writer.flush()
    }

    /// Draws the response of this number.
    fn draw(&mut self, number: u64, row: &mut Row) {
        let Synthesis { drawers, sharing, dice, people, .. } = self;
        row.clear();
        let person = people.draw(number, row, dice);
        let answered = if person.is_complete { drawers.len() } else { dice.below(drawers.len()) };
        let drawers = drawers[..answered].iter().enumerate();
        for (question, drawer) in drawers.filter(|(question, _)| !sharing.is_read(*question)) {
            sharing.draw(question, drawer, &person, row, dice);
        }
    }
}

/// Why writing failed, as the system said it.
fn reason(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
