//! A definition held against the export it was made from: what its rules did not see among the first thousand
//! different cells of a column is put right, so that it fits all of it.

use super::profile::{ColumnProfile, Role};
use super::strays::called;
use crate::definition::{ColumnRef, Survey};
use crate::label::{fold, tidy};
use std::collections::BTreeSet;

/// What of one question, one segment or the dates of submission was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// Id of the question or segment, or `submitted`.
    pub about: String,
    /// Cells that were not understood.
    pub count: u64,
    /// Header of the column of the first of them.
    pub column: String,
    /// What they hold, each once, and how many hold it, if all of them are known.
    pub cells: Option<Vec<(String, u64)>>,
    /// Whether the definition takes them for no answer already, whatever they hold.
    pub is_told: bool,
}

/// What to do about the columns of a misfit.
enum Remedy {
    /// These cells are no answers.
    Strays(Vec<(String, u64)>),
    /// Nothing: they are few, and told.
    Nothing,
    /// The other order of day and month.
    OtherOrder(bool),
    /// Nothing is made of them but text.
    Text,
}

/// Corrects what is known of the columns, so that inferring once more gives a definition that fits; with what to
/// tell about it. Nothing to tell means that nothing is to be mended.
pub fn second_look(survey: &Survey, columns: &mut [ColumnProfile], misfits: &[Misfit]) -> Vec<String> {
    let mut told = Vec::new();
    for misfit in misfits {
        let (kind, read, is_month_first) = read_by(survey, misfit);
        let at: BTreeSet<usize> = read.iter().filter_map(|column| place(columns, column)).collect();
        for at in at {
            told.extend(mend(&mut columns[at], misfit, kind, is_month_first));
        }
    }
    told
}

/// The kind of what a misfit is about, the columns that it reads, and whether it reads months before days.
fn read_by<'a>(survey: &'a Survey, misfit: &Misfit) -> (&'static str, Vec<&'a ColumnRef>, Option<bool>) {
    let order = |format: Option<&str>| match format {
        Some(format) if format.starts_with("%m") => Some(true),
        Some(format) if format.starts_with("%d") => Some(false),
        _ => None,
    };
    if let Some(question) = survey.questions.iter().find(|question| question.id == misfit.about) {
        let columns = question.source.columns().iter().collect();
        return (question.kind, columns, order(question.date_format()));
    }
    if let Some(segment) = survey.segments.iter().find(|segment| segment.id == misfit.about) {
        return ("segment", segment.column().into_iter().collect(), None);
    }
    match &survey.submitted {
        Some(submitted) if misfit.about == "submitted" => {
            ("submitted", vec![&submitted.column], order(submitted.format.as_deref()))
        }
        _ => ("", Vec::new(), None),
    }
}

/// Those of these cells that the column is not known to hold as no answers. Where the definition takes whatever is none
/// of the answers for no answer, it knows of the cells that were kept.
fn new_strays(column: &ColumnProfile, cells: &[(String, u64)], is_told: bool) -> Vec<(String, u64)> {
    let is_in = |known: &[(String, u64)], text: &str| known.iter().any(|(known, _)| fold(known) == fold(text));
    let is_known = |text: &str| is_in(&column.no_answers, text) || is_told && is_in(&column.values, text);
    cells.iter().filter(|(text, _)| !is_known(text)).cloned().collect()
}

/// Where the column stands that a definition names.
fn place(columns: &[ColumnProfile], column: &ColumnRef) -> Option<usize> {
    match column {
        ColumnRef::Position(position) => columns.iter().position(|column| column.position == *position),
        ColumnRef::Name(name) => columns.iter().position(|column| fold(&column.name) == fold(&tidy(name))),
    }
}

fn mend(column: &mut ColumnProfile, misfit: &Misfit, kind: &str, is_month_first: Option<bool>) -> Option<String> {
    const NUMBERS: [&str; 5] = ["number", "duration", "rating", "nps", "segment"];
    const ONE_IN: u64 = 20;
    let is_few = misfit.count * ONE_IN <= column.filled;
    let name = if column.name.is_empty() { column.position.to_string() } else { format!("`{}`", column.name) };
    let remedy = match (&misfit.cells, is_month_first) {
        (_, Some(month_first)) if column.day_first.is_none() => Remedy::OtherOrder(month_first),
        (Some(cells), _) if NUMBERS.contains(&kind) && is_few => match new_strays(column, cells, misfit.is_told) {
            new if new.is_empty() && misfit.is_told => Remedy::Nothing,
            new => Remedy::Strays(new),
        },
        _ if misfit.is_told && (is_few || !NUMBERS.contains(&kind)) => Remedy::Nothing,
        _ => Remedy::Text,
    };
    match remedy {
        Remedy::Nothing => None,
        Remedy::Strays(cells) if !cells.is_empty() => {
            let words = called(cells.iter().map(|(text, _)| text.as_str()));
            column.no_answers.extend(cells);
            Some(format!("{name} holds numbers, but for {words}: taken for no answer"))
        }
        Remedy::OtherOrder(day_first) => {
            column.day_first = Some(day_first);
            let first = if day_first { "day" } else { "month" };
            Some(format!("{name}: only dates far down say that the {first} comes first"))
        }
        Remedy::Strays(_) | Remedy::Text if column.role == Role::OtherText || column.role == Role::Ignored => None,
        Remedy::Strays(_) | Remedy::Text => {
            column.role = if column.role == Role::Answer { Role::OtherText } else { Role::Ignored };
            let cells = if misfit.count == 1 { "1 cell far down does" } else { &format!("{} cells do", misfit.count) };
            Some(format!("{name} is taken as it stands: {cells} not go with the others"))
        }
    }
}
