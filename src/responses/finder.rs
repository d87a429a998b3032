//! Looking up the columns that a definition names among those of an export.

use super::platform::HeaderColumn;
use super::resemblance::is_figure;
use super::star;
use crate::definition::{ColumnRef, Question, Replicates, Rscales, Survey};
use crate::diagnostic::{Fault, nearest};
use crate::infer::personal;
use crate::label::{fold, tidy_cell};
use std::collections::HashMap;

/// Headers listed when none is near the one looked for.
const HEADERS_LISTED: usize = 8;
/// Missing columns of which each is worth an error of its own; of more, one error names the first.
const MISSING_LISTED: usize = 4;
/// Columns looked for of which at least one is there, if the first row holds headers of this survey.
const STRANGE: usize = 3;
/// Letters of a header shown in a message.
const HEADER_SHOWN: usize = 60;

/// Looks columns up and collects what cannot be found.
pub(super) struct Finder<'a> {
    columns: &'a [HeaderColumn],
    ids: Names,
    texts: Names,
    faults: Vec<Fault>,
    /// Columns looked for, and those among them that are not there: their names, and what needs them.
    wanted: usize,
    missing: Vec<(String, String)>,
    /// Columns that something needs and that are there: no other name can be a slip for theirs.
    found: Vec<bool>,
}

/// Columns by a name, as written and folded.
#[derive(Default)]
struct Names {
    exact: HashMap<String, Vec<usize>>,
    folded: HashMap<String, Vec<usize>>,
}

impl Names {
    fn add(&mut self, name: &str, column: usize) {
        for (names, name) in [(&mut self.exact, name.to_string()), (&mut self.folded, fold(name))] {
            let columns = names.entry(name).or_default();
            if columns.last() != Some(&column) {
                columns.push(column);
            }
        }
    }

    fn get(&self, name: &str) -> &[usize] {
        self.exact.get(name).or_else(|| self.folded.get(&fold(name))).map_or(&[], Vec::as_slice)
    }
}

impl<'a> Finder<'a> {
    pub(super) fn new(columns: &'a [HeaderColumn]) -> Finder<'a> {
        let (mut ids, mut texts) = (Names::default(), Names::default());
        for (at, column) in columns.iter().enumerate() {
            ids.add(&column.id, at);
            texts.add(&column.text, at);
            column.also.iter().for_each(|name| texts.add(name, at));
            if let (Some(stem), Some(item)) = (&column.stem, &column.item) {
                texts.add(&format!("{stem} - {item}"), at);
                texts.add(&format!("{stem} [{item}]"), at);
            }
        }
        Finder {
            columns,
            ids,
            texts,
            faults: Vec::new(),
            wanted: 0,
            missing: Vec::new(),
            found: vec![false; columns.len()],
        }
    }

    /// The position of a column; 0 and a fault where it cannot be told.
    pub(super) fn find(&mut self, column: &ColumnRef, what: &str) -> usize {
        self.wanted += 1;
        let found = match column {
            ColumnRef::Position(position) => self.by_position(*position, what),
            ColumnRef::Name(name) => match self.by_name(name, what) {
                Ok(None) => {
                    self.missing.push((tidy_cell(name.as_bytes()), what.to_string()));
                    return 0;
                }
                found => found.map(Option::unwrap_or_default),
            },
        };
        match found {
            Ok(column) => {
                self.found[column] = true;
                column
            }
            Err(fault) => {
                self.faults.push(fault);
                0
            }
        }
    }

    /// Whether all columns of a question are there, whether or not it can be told which of several one is.
    pub(super) fn has(&self, question: &Question) -> bool {
        let is_there = |column: &ColumnRef| match column {
            ColumnRef::Position(position) => (1..=self.columns.len()).contains(position),
            ColumnRef::Name(name) => !matches!(self.by_name(name, ""), Ok(None)),
        };
        question.source.columns().iter().all(is_there)
    }

    /// The columns of replicate weights, one by one or by what their headers have in common.
    pub(super) fn replicates(&mut self, survey: &Survey) -> Vec<usize> {
        const WHAT: &str = "the design";
        let Some(replicates) = &survey.replicates else { return Vec::new() };
        let mut all = Vec::new();
        for column in &replicates.columns {
            let matching = match column {
                ColumnRef::Name(name) if name.contains('*') && self.ids.get(name).is_empty() => {
                    // What something else needs, the weight itself above all, is none of them.
                    star::matching(self.columns, name).into_iter().filter(|at| !self.found[*at]).collect()
                }
                _ => Vec::new(),
            };
            if matching.is_empty() {
                all.push(self.find(column, WHAT));
            }
            all.extend(matching);
        }
        let faults = self.faults.len() + self.missing.len();
        self.faults.extend(not_replicates(replicates, all.len()).filter(|_| faults == 0));
        all
    }

    fn by_position(&self, position: usize, what: &str) -> Result<usize, Fault> {
        let columns = self.columns.len();
        position.checked_sub(1).filter(|at| *at < columns).ok_or_else(|| {
            Fault::new(format!("the export has no column {position}, which {what} needs"))
                .help(format!("it has {columns} columns"))
        })
    }

    /// `None` where there is no such column.
    fn by_name(&self, name: &str, what: &str) -> Result<Option<usize>, Fault> {
        let tidy = tidy_cell(name.as_bytes());
        match (self.ids.get(&tidy), self.texts.get(&tidy)) {
            ([one], _) | (_, [one]) => Ok(Some(*one)),
            ([], []) => Ok(None),
            ([], several) | (several, _) => Err(several_columns(&tidy, several, what)),
        }
    }

    /// All that is wrong. Where many columns are missing one fault says so: most likely it is another survey's
    /// export, and what is wrong with it is one thing.
    pub(super) fn into_faults(mut self) -> Vec<Fault> {
        if self.faults.len() + self.missing.len() > 1 && self.columns.len() == 1 {
            return vec![single_column()];
        }
        let missing = std::mem::take(&mut self.missing);
        let are_most = missing.len() > 2 && missing.len() * 2 > self.wanted;
        if missing.len() <= MISSING_LISTED && !are_most {
            self.faults.extend(missing.iter().map(|(name, what)| self.none(name, what)).collect::<Vec<_>>());
        } else {
            self.faults.push(self.many(&missing));
        }
        self.faults
    }

    fn none(&self, name: &str, what: &str) -> Fault {
        let help = self.near(name).map_or_else(|| self.headers(), |near| format!("did you mean `{}`?", shown(near)));
        Fault::new(format!("the export has no column `{}`, which {what} needs", shown(name))).help(help)
    }

    fn many(&self, missing: &[(String, String)]) -> Fault {
        let first: Vec<String> = missing
            .iter()
            .take(MISSING_LISTED)
            .map(|(name, what)| match self.near(name) {
                Some(near) => format!("`{}` of {what} (did you mean `{}`?)", shown(name), shown(near)),
                None => format!("`{}` of {what}", shown(name)),
            })
            .collect();
        let (number, more) = (missing.len(), missing.len() - first.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("{number} of the {} columns that the definition names are missing", self.wanted);
        let question = if number * 2 > self.wanted { "is this the export of another survey? " } else { "" };
        Fault::new(format!("{message}: {}{more}", first.join(", "))).help(question.to_owned() + &self.headers())
    }

    /// The header nearest to a name. What looks like a person's is never repeated.
    fn near(&self, name: &str) -> Option<&str> {
        let free = self.columns.iter().zip(&self.found).filter(|(_, found)| !**found);
        let headers = free.flat_map(|(column, _)| [column.id.as_str(), column.text.as_str()]);
        nearest(name, headers).filter(|near| !is_like_an_answer(near))
    }

    /// What headers there are; none are named where the first row seems to be a response.
    fn headers(&self) -> String {
        let headers = || self.columns.iter().map(|column| column.id.as_str()).filter(|id| !id.is_empty());
        let (columns, is_none_found) = (self.columns.len(), !self.found.contains(&true));
        if headers().next().is_none() {
            return format!(
                "its first row seems to be a response, so its {columns} columns are named by their position, for \
                 example `column: 1`; if that row holds headers, say `header_rows: 1`"
            );
        }
        if headers().any(is_like_an_answer) {
            return "its first row seems to be a response: is the row with the headers missing?".to_string();
        }
        if is_none_found && self.wanted >= STRANGE {
            // They may be somebody's answers.
            return format!("none of its {columns} headers is one of them; is the row with the headers missing?");
        }
        let listed: Vec<String> = headers().take(HEADERS_LISTED).map(|header| format!("`{}`", shown(header))).collect();
        match headers().count() - listed.len() {
            0 => format!("the export's {} columns are {}", self.columns.len(), listed.join(", ")),
            more => format!("the export's {} columns are {} and {more} more", self.columns.len(), listed.join(", ")),
        }
    }
}

/// Whether a header may be the answer of somebody: it is never repeated.
pub(super) fn is_like_an_answer(header: &str) -> bool {
    personal::value(header) || personal::is_date(header) || is_figure(header.as_bytes())
}

/// A header that does not tell which column is meant.
fn several_columns(name: &str, positions: &[usize], what: &str) -> Fault {
    let number = positions.len();
    let first: Vec<String> = positions.iter().take(HEADERS_LISTED).map(|position| (position + 1).to_string()).collect();
    let more = if number > first.len() { format!(" and {} more", number - first.len()) } else { String::new() };
    let all = first.join(", ") + &more;
    Fault::new(format!("the export has {number} columns headed `{}`, which {what} needs", shown(name)))
        .help(format!("they are columns {all}; name the one meant by its position, for example `column: {}`", first[0]))
}

/// That so many columns cannot be the replicate weights meant.
fn not_replicates(replicates: &Replicates, columns: usize) -> Option<Fault> {
    let rscales = match &replicates.rscales {
        Rscales::Each(rscales) => rscales.len(),
        Rscales::One(_) => columns,
    };
    if columns == 1 {
        let fault = Fault::new(
            "the export has one column of replicate weights only, which does not tell how much figures vary",
        );
        return Some(fault.help("does `columns:` of `replicates` name the others, too?"));
    }
    (rscales != columns).then(|| {
        Fault::new(format!(
            "the export has {columns} columns of replicate weights, and `rscales` has {rscales} numbers"
        ))
        .help("give one number for each of them, in the order of their headers")
    })
}

/// One fault instead of one for every column: the cells were not told apart at all.
fn single_column() -> Fault {
    Fault::new("the export seems to have a single column")
        .help("its cells may be separated by something else; say by what with --delimiter")
}

pub(super) fn shown(header: &str) -> String {
    if header.chars().count() <= HEADER_SHOWN {
        return header.to_string();
    }
    header.chars().take(HEADER_SHOWN).chain(['…']).collect()
}
