//! What an inference begins with, and what it comes to.

use crate::definition::{self, Dialect, Survey};
use crate::diagnostic::Faults;

/// What stands at the head of a definition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// Where its id comes from, for example the name of the export.
    pub survey: String,
    /// What the survey is called.
    pub title: String,
    /// The platform, where it must be named because it is not recognised.
    pub platform: Option<String>,
    /// Lines before the table, where that has to be said.
    pub skip_rows: Option<usize>,
    /// Rows of its header, where that has to be said.
    pub header_rows: Option<usize>,
    /// The sheet, where it must be named because it is not the first.
    pub sheet: Option<String>,
    /// How the export is written, where that must be said.
    pub dialect: Dialect,
}

/// A definition that was inferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// Its text, with comments. [`definition::parse`] accepts it.
    pub yaml: String,
    /// Questions in it; a grid is one.
    pub questions: usize,
    /// What to tell whoever asked for it, one sentence each.
    pub notes: Vec<String>,
    /// What to tell with the figures of a question: its id (a grid's is that of all its items), and a caution.
    pub cautions: Vec<(String, String)>,
    /// What to tell with every figure that depends on when responses were submitted.
    pub doubtful_dates: Option<String>,
    /// What to tell with every figure where a row is no person.
    pub visits: Option<String>,
}

impl Inferred {
    /// The survey that it defines. Its questions carry the cautions of what was guessed.
    ///
    /// # Errors
    /// Everything that is wrong with the definition: a fault of this program's.
    pub fn survey(&self) -> Result<Survey, Faults> {
        let mut survey = definition::parse(self.yaml.as_bytes(), "the inferred definition")?;
        survey.cautions.extend(self.visits.iter().chain(&self.doubtful_dates).cloned());
        for question in &mut survey.questions {
            let is_of = |id: &str| question.id == id || question.grid.as_deref() == Some(id);
            let cautions = self.cautions.iter().filter(|(id, _)| is_of(id)).map(|(_, caution)| caution.clone());
            question.cautions = cautions.collect();
        }
        Ok(survey)
    }
}
