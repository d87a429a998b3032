//! Where in an export's rows everything stands: the header, resolved against the definition.

use super::label::{fold, tidy};
use crate::definition::{ColumnRef, Source, Survey};
use crate::diagnostic::{Fault, nearest};
use std::collections::HashMap;

/// Headers listed when none is near the one looked for.
const HEADERS_LISTED: usize = 8;
/// Letters of a header shown in a message.
const HEADER_SHOWN: usize = 60;

/// Positions of the cells that the survey needs, in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// The headers, tidied.
    pub(super) headers: Vec<String>,
    pub(super) response_id: Option<usize>,
    pub(super) complete: Option<usize>,
    pub(super) weight: Option<usize>,
    pub(super) submitted: Option<usize>,
    /// Per question, its columns.
    pub(super) questions: Vec<Vec<usize>>,
    /// Per segment, its column.
    pub(super) segments: Vec<usize>,
}

impl Layout {
    /// Finds every column that the survey names.
    ///
    /// # Errors
    ///
    /// Every column that is missing or not unique.
    pub(super) fn new(headers: Vec<String>, survey: &Survey) -> Result<Layout, Vec<Fault>> {
        let mut finder = Finder::new(&headers);
        let response_id = survey.response_id.as_ref().map(|column| finder.find(column, "the response id"));
        let complete = survey.complete.as_ref().map(|complete| finder.find(&complete.column, "`complete`"));
        let weight = survey.weight.as_ref().map(|column| finder.find(column, "the weight"));
        let submitted = survey.submitted.as_ref().map(|submitted| finder.find(&submitted.column, "`submitted`"));
        let questions = survey.questions.iter().map(|question| {
            let what = format!("the question `{}`", question.id);
            match &question.source {
                Source::Column(column) => vec![finder.find(column, &what)],
                Source::Columns(columns) => columns.iter().map(|column| finder.find(column, &what)).collect(),
            }
        });
        let questions = questions.collect();
        let segments = survey.segments.iter();
        let segments =
            segments.map(|segment| finder.find(&segment.column, &format!("the segment `{}`", segment.id))).collect();
        let faults = finder.faults;
        if faults.len() > 1 && headers.len() == 1 {
            Err(vec![single_column(&headers[0])])
        } else if faults.is_empty() {
            Ok(Layout { headers, response_id, complete, weight, submitted, questions, segments })
        } else {
            Err(faults)
        }
    }

    /// Number of cells that a row must have: empty headers at the end, which a separator at the end of the
    /// header line makes, ask for nothing.
    pub(super) fn width(&self) -> usize {
        self.headers.iter().rposition(|header| !header.is_empty()).map_or(0, |last| last + 1)
    }

    /// The headers that nothing in the survey refers to.
    pub(super) fn unused(&self) -> Vec<String> {
        let mut used = vec![false; self.headers.len()];
        let single = [self.response_id, self.complete, self.weight, self.submitted].into_iter().flatten();
        let many = self.questions.iter().flatten().chain(&self.segments).copied();
        single.chain(many).for_each(|column| used[column] = true);
        let unused = self.headers.iter().zip(used).filter(|(header, used)| !used && !header.is_empty());
        unused.map(|(header, _)| header.clone()).collect()
    }
}

/// Looks columns up and collects what cannot be found.
struct Finder<'a> {
    headers: &'a [String],
    exact: HashMap<&'a str, Vec<usize>>,
    folded: HashMap<String, Vec<usize>>,
    faults: Vec<Fault>,
}

impl<'a> Finder<'a> {
    fn new(headers: &'a [String]) -> Finder<'a> {
        let mut exact: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut folded: HashMap<String, Vec<usize>> = HashMap::new();
        for (position, header) in headers.iter().enumerate() {
            exact.entry(header).or_default().push(position);
            folded.entry(fold(header)).or_default().push(position);
        }
        Finder { headers, exact, folded, faults: Vec::new() }
    }

    /// The position of a column; 0 and a fault where it cannot be told.
    fn find(&mut self, column: &ColumnRef, what: &str) -> usize {
        let found = match column {
            ColumnRef::Position(position) => self.by_position(*position, what),
            ColumnRef::Name(name) => self.by_name(name, what),
        };
        found.unwrap_or_else(|fault| {
            self.faults.push(fault);
            0
        })
    }

    fn by_position(&self, position: usize, what: &str) -> Result<usize, Fault> {
        let columns = self.headers.len();
        position.checked_sub(1).filter(|at| *at < columns).ok_or_else(|| {
            Fault::new(format!("the export has no column {position}, which {what} needs"))
                .help(format!("it has {columns} columns"))
        })
    }

    fn by_name(&self, name: &str, what: &str) -> Result<usize, Fault> {
        let tidy = tidy(name.as_bytes());
        let found = self.exact.get(tidy.as_str()).or_else(|| self.folded.get(&fold(name)));
        match found.map(Vec::as_slice) {
            Some([one]) => Ok(*one),
            Some(several) => Err(several_columns(&tidy, several, what)),
            None => Err(self.none(&tidy, what)),
        }
    }

    fn none(&self, name: &str, what: &str) -> Fault {
        let help = if let Some(near) = nearest(name, self.headers.iter().map(String::as_str)) {
            format!("did you mean `{}`?", shown(near))
        } else {
            let listed: Vec<String> = self
                .headers
                .iter()
                .filter(|header| !header.is_empty())
                .take(HEADERS_LISTED)
                .map(|header| format!("`{}`", shown(header)))
                .collect();
            let more = if self.headers.len() > HEADERS_LISTED { " and more" } else { "" };
            format!("the export's {} columns are {}{more}", self.headers.len(), listed.join(", "))
        };
        Fault::new(format!("the export has no column `{}`, which {what} needs", shown(name))).help(help)
    }
}

/// A header that does not tell which column is meant.
fn several_columns(name: &str, positions: &[usize], what: &str) -> Fault {
    let positions: Vec<String> = positions.iter().map(|position| (position + 1).to_string()).collect();
    let all = positions.join(", ");
    Fault::new(format!("the export has {} columns headed `{}`, which {what} needs", positions.len(), shown(name))).help(
        format!("they are columns {all}; name the one meant by its position, for example `column: {}`", positions[0]),
    )
}

/// One fault instead of one for every column: the cells were not told apart at all.
fn single_column(header: &str) -> Fault {
    Fault::new(format!("the export seems to have a single column, headed `{}`", shown(header)))
        .help("its cells may be separated by something else; say by what with --delimiter")
}

fn shown(header: &str) -> String {
    if header.chars().count() <= HEADER_SHOWN {
        return header.to_string();
    }
    header.chars().take(HEADER_SHOWN).chain(['…']).collect()
}
