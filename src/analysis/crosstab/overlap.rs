//! Who stands in two columns at once, where columns are the options of a question of several answers.

use crate::definition::Survey;
use crate::diagnostic::Fault;
use crate::plan::{Grouping, Key, NOT_STATED, Questions, Shape};
use crate::scale::Missing;
use crate::table::{Answers, CountTable, QuestionTally, Tally};
use std::collections::BTreeMap;

/// Per row question and question in columns, the row question among those who chose both of two options.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Overlaps(BTreeMap<(usize, usize), Vec<Vec<QuestionTally>>>);

/// The groupings that tell who stands in two columns at once: of every row question of options by its answer and by that in
/// the columns, the answers in the columns.
pub(in crate::analysis) fn groupings(survey: &Survey, shown: &[Grouping]) -> Vec<Grouping> {
    let of_pair = |(row, columns): (usize, usize)| {
        let answers = answer(survey, row).into_iter().chain(answer(survey, columns)).collect();
        [Grouping::new(answers).only(vec![columns]), by_columns(survey, columns)]
    };
    pairs(survey, shown).into_iter().flat_map(of_pair).collect()
}

fn answer(survey: &Survey, question: usize) -> Option<Key> {
    Key::answer(question, survey.questions[question].shape)
}

fn by_columns(survey: &Survey, columns: usize) -> Grouping {
    Grouping::new(answer(survey, columns).into_iter().collect()).only(vec![columns])
}

/// The row questions of options under every question of several answers in columns. A breakdown of all questions is no table.
fn pairs(survey: &Survey, shown: &[Grouping]) -> Vec<(usize, usize)> {
    let of = |grouping: &Grouping| match (grouping.keys(), grouping.questions()) {
        ([Key::Answer { question, several: true }], Questions::Only(rows)) => {
            let has_options =
                |row: &usize| matches!(survey.questions[*row].shape, Shape::Coded { .. } | Shape::Multiple { .. });
            rows.iter().filter(|row| *row != question && has_options(row)).map(|row| (*row, *question)).collect()
        }
        _ => Vec::new(),
    };
    shown.iter().flat_map(of).collect()
}

impl Overlaps {
    /// Those of these tables.
    ///
    /// # Errors
    ///
    /// A failure inside the count table, which only a bug of ours can cause.
    pub(in crate::analysis) fn new(
        survey: &Survey,
        table: &CountTable,
        shown: &[Grouping],
        is_even: bool,
    ) -> Result<Overlaps, Fault> {
        let mut overlaps = Overlaps::default();
        for (row, columns) in pairs(survey, shown) {
            let mut both = read(survey, table, row, columns)?;
            if is_even {
                both.iter_mut().flatten().for_each(|tally| *tally = tally.evened());
            }
            overlaps.0.insert((row, columns), both);
        }
        Ok(overlaps)
    }

    /// The row question among those who chose both of these options, counted from 0, of the question in columns.
    pub(super) fn both(&self, row: usize, columns: usize, (one, other): (usize, usize)) -> Option<&QuestionTally> {
        self.0.get(&(row, columns))?.get(one)?.get(other)
    }
}

/// By option of the one and option of the other.
fn read(survey: &Survey, table: &CountTable, row: usize, columns: usize) -> Result<Vec<Vec<QuestionTally>>, Fault> {
    let options = survey.questions[columns].options.len();
    let nobody = empty(survey, row);
    let mut both = vec![vec![nobody; options]; options];
    let (Some(of_row), Some(of_columns)) = (answer(survey, row), answer(survey, columns)) else { return Ok(both) };
    // All who chose both, whatever they answered to the row question, or nothing.
    for group in table.groups(&by_columns(survey, columns))? {
        let Some(one) = option(group.id[0]) else { continue };
        for (other, tally) in chosen(&group.questions[columns]).iter().enumerate() {
            both[one][other].valid = *tally;
        }
    }
    let grouping = Grouping::new(vec![of_row, of_columns]).only(vec![columns]);
    let place = |key: Key| grouping.keys().iter().position(|known| *known == key).unwrap_or_default();
    let (at_row, at_columns) = (place(of_row), place(of_columns));
    for group in table.groups(&grouping)? {
        let Some(one) = option(group.id[at_columns]) else { continue };
        for (other, tally) in chosen(&group.questions[columns]).iter().enumerate() {
            put(&mut both[one][other], option(group.id[at_row]), *tally);
        }
    }
    Ok(both)
}

fn option(code: u32) -> Option<usize> {
    (code != NOT_STATED).then(|| code as usize - 1)
}

fn chosen(tally: &QuestionTally) -> &[Tally] {
    match &tally.answers {
        Answers::Multiple { options, .. } => options,
        _ => &[],
    }
}

/// Those who gave this answer, or none.
fn put(both: &mut QuestionTally, answer: Option<usize>, tally: Tally) {
    match (answer, &mut both.answers) {
        (None, _) => both.valid = both.valid - tally,
        (Some(at), Answers::Coded(options) | Answers::Multiple { options, .. }) => options[at] += tally,
        _ => {}
    }
}

fn empty(survey: &Survey, row: usize) -> QuestionTally {
    let question = &survey.questions[row];
    let options = vec![Tally::default(); question.options.len()];
    let answers = match question.shape {
        Shape::Multiple { .. } => Answers::Multiple { given: options.clone(), options },
        _ => Answers::Coded(options),
    };
    QuestionTally { missing: [Tally::default(); Missing::ALL.len()], valid: Tally::default(), answers }
}
